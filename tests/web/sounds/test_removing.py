"""A sound taken out of the library comes back with one press, and nothing that is approved ever loses its sound."""

import os
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from broadcaster.bulletin import Status
from broadcaster.recording import REMOVED_KEPT, Brought, Intake, Purpose
from broadcaster.rendering.intake import Intake as IntakeDesk
from broadcaster.rendering.recorded import render_recording
from tests.broadcaster.rendering.bringing import packed
from tests.web.cast import MONDAY, Browser, House
from tests.web.sounds.sounds_of_lan import as_bulletin, bring, in_library, ready, rendered

NAME = "Tổ dân phố số 4"
UNDO = re.compile(r'<form method="post" action="(/ban-ghi/[0-9a-f-]{36}/dua-lai)"')


@dataclass
class Later:
    """The renderer's clock, stood at a moment."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return 0.0

    def wait(self, length: timedelta) -> None:
        raise AssertionError("nothing waits")


def removed(house: House) -> tuple[Browser, Brought]:
    """Lan has taken a recording out of the library."""
    found, lan = ready(house), house.signed_in("lan")
    assert lan.send(f"/ban-ghi/{found.id}/go").status_code == 303
    return lan, found


def tidied(house: House, at: datetime) -> None:
    """The renderer's daily round at that moment; every file is old enough to go."""
    for path in house.settings.audio.rglob("*.*"):
        if path.is_file():
            os.utime(path, (1_000_000_000, 1_000_000_000))
    IntakeDesk(house.settings, house.store, Later(at)).tidy()


def own_wav(house: House, one: Brought) -> bool:
    assert one.taken is not None
    return (house.settings.recordings / f"{one.taken.sha256}.wav").is_file()


def test_the_page_that_follows_a_removal_offers_the_way_back_once(house: House) -> None:
    lan, found = removed(house)
    page = lan.open("/ban-ghi").text
    note = page[page.index('class="note note-message undo"') :]
    undo = UNDO.search(note)
    assert f"Đã gỡ “{NAME}” khỏi kho" in note and undo and "Hoàn tác" in note
    assert "note-message undo" not in lan.open("/ban-ghi").text, "it is news for one look"
    assert not in_library(lan, NAME)

    assert lan.send(undo[1]).status_code == 303
    assert f"Đã đưa “{NAME}” trở lại kho" in lan.open("/ban-ghi").text and in_library(lan, NAME)
    assert house.store.recording(found.id).taken == found.taken
    assert "đưa âm thanh trở lại kho" in house.signed_in("van").open("/nhat-ky/hoat-dong").text


def test_who_thinks_again_next_week_finds_it_among_the_removed_and_an_inspector_does_not(house: House) -> None:
    _, found = removed(house)
    house.clock.at = MONDAY + timedelta(days=7)
    lan = house.signed_in("lan")
    page = lan.open("/ban-ghi").text
    assert "Đã gỡ gần đây (1)" in page and f"/ban-ghi/{found.id}/dua-lai" in page
    assert "Đã gỡ gần đây" not in house.signed_in("van").open("/ban-ghi").text
    lan.send(f"/ban-ghi/{found.id}/dua-lai")
    assert in_library(lan, NAME) and "Đã gỡ gần đây" not in lan.open("/ban-ghi").text


def test_a_removed_sound_is_kept_for_thirty_days_and_then_goes(house: House) -> None:
    lan, found = removed(house)
    tidied(house, MONDAY + REMOVED_KEPT - timedelta(seconds=1))
    assert own_wav(house, found)
    tidied(house, MONDAY + REMOVED_KEPT + timedelta(days=2))
    assert not own_wav(house, found)
    house.clock.at = MONDAY + REMOVED_KEPT + timedelta(seconds=1)
    lan = house.signed_in("lan")
    assert "Đã gỡ gần đây" not in lan.open("/ban-ghi").text
    lan.send(f"/ban-ghi/{found.id}/dua-lai")
    assert "đã gỡ quá lâu" in lan.open("/ban-ghi").text
    assert house.store.recording(found.id).state is Intake.REMOVED


def test_a_sound_whose_file_is_gone_is_not_promised_back(house: House) -> None:
    lan, found = removed(house)
    assert found.taken is not None
    (house.settings.recordings / f"{found.taken.sha256}.wav").unlink()
    page = lan.open("/ban-ghi").text
    assert "note-message undo" in page and "Hoàn tác" not in page and "Đã gỡ gần đây" not in page
    lan.send(f"/ban-ghi/{found.id}/dua-lai")
    assert house.store.recording(found.id).state is Intake.REMOVED


def approved_of(house: House, found: Brought) -> UUID:
    id, lan, minh = as_bulletin(house, found), house.signed_in("lan"), house.signed_in("minh")
    lan.send(f"/ban-tin/{id}/gui-duyet", version="1")
    rendered(house, id)
    rendition = house.store.bulletin(id).rendition
    assert rendition is not None
    minh.send(f"/ban-tin/{id}/da-nghe", sha256=rendition.sha256)
    minh.send(f"/cho-duyet/{id}", sha256=rendition.sha256, verdict="approve")
    return id


def test_an_approved_bulletin_keeps_its_sound_when_its_recording_was_removed_long_ago(house: House) -> None:
    found = ready(house, times=4)
    id = approved_of(house, found)
    house.signed_in("lan").send(f"/ban-ghi/{found.id}/go")
    tidied(house, MONDAY + timedelta(days=400))
    kept = house.store.bulletin(id)
    assert kept.status is Status.APPROVED and kept.on_air_ready and kept.rendition is not None
    assert kept.rendition.path.is_file() and own_wav(house, found)
    again = render_recording(kept.script, house.settings, house.settings.rendered)
    assert again.sha256 == kept.rendition.sha256, "its sound can be made again, and is the one that was approved"


def test_pressing_twice_is_no_other_deed_and_a_chime_in_use_stays(house: House) -> None:
    lan, found = removed(house)
    assert lan.send(f"/ban-ghi/{found.id}/go").status_code == 303
    assert "đài đang dùng" not in lan.open("/ban-ghi").text
    lan.send(f"/ban-ghi/{found.id}/dua-lai")
    lan.send(f"/ban-ghi/{found.id}/dua-lai")
    assert "đã gỡ quá lâu" not in lan.open("/ban-ghi").text and in_library(lan, NAME)


def test_what_was_called_off_while_it_waited_is_taken_in_after_all(house: House) -> None:
    lan = house.signed_in("lan")
    bring(lan, packed(), name=NAME)
    (one,) = house.store.recordings()
    lan.send(f"/ban-ghi/{one.id}/go")
    undo = UNDO.search(lan.open("/ban-ghi").text)
    assert undo
    lan.send(undo[1])
    renderer = IntakeDesk(house.settings, house.store, Later(MONDAY))
    assert [waiting.id for waiting in house.store.waiting_recordings(MONDAY, timedelta())] == [one.id]
    assert renderer.work(one.id) and house.store.recording(one.id).state is Intake.READY


def test_what_has_not_come_whole_cannot_come_back(house: House) -> None:
    lan = house.signed_in("lan")
    where = lan.send("/ban-ghi/gui", given="a.wav", size="100").get_json()
    lan.client.post(f"{where['piece']}?tu=0", data=b"x" * 40, headers={"X-CSRFToken": lan.token})
    (one,) = house.store.recordings()
    lan.send(f"/ban-ghi/{one.id}/go")
    assert "Hoàn tác" not in lan.open("/ban-ghi").text
    assert list(house.settings.incoming.iterdir()) == []


def test_a_refused_sound_taken_off_the_list_comes_back_as_refused(house: House) -> None:
    lan = house.signed_in("lan")
    bring(lan, b"no sound at all", name=NAME)
    (one,) = house.store.recordings(Purpose.BULLETIN)
    IntakeDesk(house.settings, house.store, Later(MONDAY)).work(one.id)
    lan.send(f"/ban-ghi/{one.id}/go")
    undo = UNDO.search(lan.open("/ban-ghi").text)
    assert undo and "Đã gỡ gần đây" not in lan.open("/ban-ghi").text
    lan.send(undo[1])
    assert house.store.recording(one.id).state is Intake.REFUSED
