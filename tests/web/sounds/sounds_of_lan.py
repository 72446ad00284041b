"""What Lan does with sounds: brings them whole or in pieces, waits for the renderer, makes bulletins of them."""

import html
import io
from datetime import timedelta
from uuid import UUID

from werkzeug.test import TestResponse

from broadcaster.clock import SystemClock
from broadcaster.recording import Brought, Intake
from broadcaster.rendering.intake import Intake as IntakeDesk
from broadcaster.rendering.recorded import render_recording
from tests.broadcaster.rendering.bringing import packed
from tests.web.cast import Browser, House


def bring(browser: Browser, content: bytes, given: str = "phóng sự.wav", **fields: str) -> TestResponse:
    """The form of a browser without scripts."""
    if not browser.token:
        browser.open("/mat-khau")
    sent = {"csrf_token": browser.token, "purpose": "bulletin", **fields, "file": (io.BytesIO(content), given)}
    answer = browser.client.post("/ban-ghi", data=sent, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # the test client leaves what is large in an open file
    return answer


def in_pieces(
    browser: Browser, content: bytes, given: str, size: int | None = None, most: int = 40_000
) -> TestResponse:
    """What the page's script does."""
    begun = browser.send("/ban-ghi/gui", given=given, size=str(len(content) if size is None else size))
    if begun.status_code != 200:
        return begun
    where, at = begun.get_json(), 0
    headers = {"X-CSRFToken": browser.token, "HX-Request": "true"}
    while at < len(content):
        answer = browser.client.post(
            f"{where['piece']}?tu={at}",
            data=content[at : at + most],
            headers=headers,
            content_type="application/octet-stream",
        )
        if answer.status_code != 200:
            return answer
        at = answer.get_json()["received"]
    return browser.client.post(where["finish"], headers=headers)


def taken_in(house: House) -> list[Brought]:
    """What the renderer does with everything that waits; the whole library afterwards."""
    desk = IntakeDesk(house.settings, house.store, SystemClock())
    for one in house.store.waiting_recordings(house.clock.at, timedelta()):
        desk.work(one.id)
    return house.store.recordings()


def only(house: House) -> Brought:
    """The one sound there is, taken in or refused."""
    (found,) = taken_in(house)
    return found


def ready(house: House, times: int = 1) -> Brought:
    """A sound of Lan's that was taken in: a sentence, said so often."""
    assert bring(house.signed_in("lan"), packed(times=times), name="Tổ dân phố số 4").status_code == 303
    return next(one for one in taken_in(house) if one.state is Intake.READY)


def in_library(browser: Browser, name: str) -> bool:
    """Whether the library's own list shows it; the list of what was removed does not count."""
    page = html.unescape(browser.open("/ban-ghi").text)
    return name in page[page.index('id="recordings-head"') : page.index('id="chimes-head"')]


def as_bulletin(house: House, found: Brought, **changes: str) -> UUID:
    """The bulletin that Lan makes of it."""
    fields = {"title": "Phóng sự tổ 4", "text": "Tóm tắt: tổ 4 giữ gìn trật tự.", "kind": "report", "topic": "T17"}
    answer = house.signed_in("lan").send(
        f"/ban-ghi/{found.id}/ban-tin", **(fields | {"priority": "normal", "chimes": "1"} | changes)
    )
    assert answer.status_code == 303, answer.text
    return UUID(answer.headers["Location"].rpartition("/")[2])


def rendered(house: House, id: UUID) -> None:
    """What the renderer does with a bulletin whose words are a recording."""
    bulletin = house.store.bulletin(id)
    made = render_recording(bulletin.script, house.settings, house.settings.rendered)
    assert house.rendered(bulletin, made)
