"""Giọng đọc: what the administrator sees, tries, brings in and takes away; nobody else comes here."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from broadcaster.store import Chore, ChoreKind, JobState, VoiceRest
from broadcaster.voices import packs as voice_packs
from broadcaster.voices.packs import PackFault
from tests.fakes.pack import LICENCE, pack, zipped
from tests.web.cast import Browser, House


@pytest.fixture
def quang(house: House) -> Browser:
    browser = house.signed_in("quang")
    browser.open("/giong-doc")
    return browser


def installed(house: House, folder: Path, name: str = "giong-nu") -> None:
    """A voice that has already spoken."""
    voice_packs.add(pack(folder / "source"), house.settings.voice_packs, name, lambda staging, said: None)


def asked(house: House) -> Chore:
    """What the renderer now takes up."""
    chore = house.store.take_chore(house.clock.at)
    assert chore is not None
    return chore


def test_the_page_lists_the_order_of_the_station_and_every_installed_voice_with_its_licence(
    house: House, quang: Browser, tmp_path: Path
) -> None:
    installed(house, tmp_path)
    page = quang.open("/giong-doc").text
    assert page.index("Google") < page.index("Giọng khác trong máy") < page.index("giong-nu – Piper")
    for part in (LICENCE.strip(), "22.050 Hz", "vi_VN"):
        assert part in page


def test_a_voice_is_tried_by_the_renderer_and_heard_here(house: House, quang: Browser) -> None:
    assert quang.send("/giong-doc/nghe-thu", voice="espeak:vi").status_code == 303
    page = quang.open("/giong-doc").text
    assert "Đang đọc thử" in page and "every 2s" in page
    chore = asked(house)
    assert (chore.kind, chore.given) == (ChoreKind.TRY_VOICE, {"voice": "espeak:vi"})
    assert quang.open(f"/giong-doc/thu/{chore.id}.wav").status_code == 404, "it has not spoken yet"
    house.settings.voice_trials.mkdir(parents=True)
    (house.settings.voice_trials / f"{chore.id}.wav").write_bytes(house.sound().path.read_bytes())
    house.store.finish_chore(chore.id, {"file": "x", "seconds": 4.6, "took": 0.3}, house.clock.at)
    page = quang.open("/giong-doc").text
    assert "4,6 giây tiếng" in page and "every 2s" not in page
    heard = quang.open(f"/giong-doc/thu/{chore.id}.wav")
    assert heard.status_code == 200 and heard.data[:4] == b"RIFF"


def test_a_voice_that_could_not_be_tried_says_why(house: House, quang: Browser) -> None:
    quang.send("/giong-doc/nghe-thu", voice="gtts:vi")
    house.store.fail_chore(asked(house).id, "gtts: ConnectionError: no route", {}, house.clock.at)
    assert "Không liên lạc được" in quang.open("/giong-doc").text


def test_a_voice_nobody_has_is_not_tried(house: House, quang: Browser) -> None:
    quang.send("/giong-doc/nghe-thu", voice="nobody:x")
    assert house.store.take_chore(house.clock.at) is None
    assert "Đài không có giọng này" in quang.open("/giong-doc").text


def test_a_voice_that_rests_says_until_when(house: House, quang: Browser) -> None:
    house.store.set_voice_rests({"gtts": VoiceRest(house.clock.at + timedelta(minutes=10), "no answer")})
    assert "đài thử lại sau 08:10" in quang.open("/giong-doc").text


def upload(browser: Browser, data: bytes, name: str = "giong-nu.zip", **more: str):
    form = {"csrf_token": browser.token, "file": (io.BytesIO(data), name), **more}
    answer = browser.client.post("/giong-doc/cai", data=form, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # the test client's own temporary file
    return answer


def test_an_uploaded_pack_is_put_aside_unopened_for_the_renderer(house: House, quang: Browser) -> None:
    data = b"not even a zip" * 300_000  # larger than any other form may be
    answer = upload(quang, data, "../../Giọng nữ.zip", **{"voice-name": "giong-nu", "sha256": "A" * 64})
    assert answer.status_code == 303
    chore = asked(house)
    assert chore.given["title"] == "Giọng nữ.zip"
    assert (chore.given["name"], chore.given["sha256"]) == ("giong-nu", "a" * 64)
    lies = house.settings.voice_uploads / chore.given["file"]
    assert lies.read_bytes() == data and UUID(lies.stem)
    assert "đang kiểm tra và cho đọc thử" in quang.open("/giong-doc").text
    house.store.finish_chore(chore.id, {"name": "giong-nu"}, house.clock.at)
    assert "đã cài giọng giong-nu" in quang.open("/giong-doc").text


@pytest.mark.parametrize("fault", list(PackFault))
def test_every_reason_a_pack_is_refused_has_its_sentence(house: House, quang: Browser, fault: PackFault) -> None:
    upload(quang, b"x")
    house.store.fail_chore(asked(house).id, "english words", {"fault": fault.value}, house.clock.at)
    page = quang.open("/giong-doc").text
    assert "không cài được" in page and "english words" not in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"voice-name": "Giọng Nữ"}, "Tên giọng chỉ gồm"),
        ({"sha256": "abc"}, "64 chữ số"),
    ],
)
def test_what_is_typed_wrong_is_said_and_the_file_is_thrown_away(
    house: House, quang: Browser, fields: dict[str, str], sentence: str
) -> None:
    answer = upload(quang, b"x", **fields)
    assert answer.status_code == 400 and sentence in answer.text
    assert list(house.settings.voice_uploads.iterdir()) == []
    assert house.store.take_chore(house.clock.at) is None


def test_nothing_chosen_is_said(house: House, quang: Browser) -> None:
    answer = quang.send("/giong-doc/cai")
    assert answer.status_code == 400 and "Hãy chọn tệp .zip" in answer.text


def test_nobody_else_may_send_a_large_file(house: House) -> None:
    lan = house.signed_in("lan")
    lan.open("/mat-khau")
    assert upload(lan, b"x" * 5_000_000).status_code in (403, 413)
    assert not house.settings.voice_uploads.exists()


def test_a_voice_is_taken_away_unless_the_station_speaks_with_it(house: House, quang: Browser, tmp_path: Path) -> None:
    installed(house, tmp_path)
    assert quang.send("/giong-doc/go", **{"voice-name": "giong-nu"}).status_code == 303
    assert voice_packs.installed(house.settings.voice_packs) == []
    assert "gỡ giọng đọc" in quang.open("/nhat-ky/hoat-dong").text
    assert quang.send("/giong-doc/go", **{"voice-name": "giong-nu"}).status_code == 404


def test_a_pack_zipped_as_people_zip_them_reaches_the_renderer_whole(
    house: House, quang: Browser, tmp_path: Path
) -> None:
    file = zipped(pack(tmp_path / "source"), tmp_path / "giong.zip")
    upload(quang, file.read_bytes())
    chore = asked(house)
    assert zipfile.is_zipfile(house.settings.voice_uploads / chore.given["file"])
    assert chore.state is JobState.RUNNING
