"""Nhạc hiệu và bản ghi âm: sounds come in pieces, become ours or are refused with a sentence, become bulletins."""

import html
import io
import random
import re
from datetime import timedelta
from uuid import UUID, uuid4

import numpy as np
import pytest
import soundfile
from werkzeug.test import TestResponse

from broadcaster import bell
from broadcaster.bulletin import Kind, Status, Topic
from broadcaster.clock import SystemClock
from broadcaster.recording import LARGEST, NO_CHIME, Brought, Intake, Level, Place, Purpose, Refusal
from broadcaster.rendering.intake import Intake as IntakeDesk
from broadcaster.rendering.recorded import render_recording
from broadcaster.settings import PROJECT
from tests.broadcaster.rendering.bringing import HOSTILE
from tests.fakes.voice import RATE, tones
from tests.web.cast import Browser, House
from web.sounds import recording_words


def packed(kind: str = "WAV", times: int = 1) -> bytes:
    said = np.tile(np.array(tones("bà con chú ý giữ kín mã xác thực"), dtype=np.float64) / 32768, times)
    held = io.BytesIO()
    soundfile.write(held, said, RATE, format=kind)
    return held.getvalue()


def bring(browser: Browser, content: bytes, given: str = "phóng sự.wav", **fields: str) -> TestResponse:
    """The form of a browser without scripts."""
    if not browser.token:
        browser.open("/mat-khau")
    sent = {"csrf_token": browser.token, "purpose": "bulletin", **fields, "file": (io.BytesIO(content), given)}
    return browser.client.post("/ban-ghi", data=sent, content_type="multipart/form-data")


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
    (found,) = taken_in(house)
    return found


def ready(house: House, times: int = 1) -> Brought:
    assert bring(house.signed_in("lan"), packed(times=times), name="Tổ dân phố số 4").status_code == 303
    return next(one for one in taken_in(house) if one.state is Intake.READY)


def in_library(browser: Browser, name: str) -> bool:
    """Whether the library's own list shows it; the list of what was removed does not count."""
    page = html.unescape(browser.open("/ban-ghi").text)
    return name in page[page.index('id="recordings-head"') : page.index('id="chimes-head"')]


def test_a_brought_sound_is_shown_with_its_loudness_its_length_and_a_player(house: House) -> None:
    found = ready(house)
    assert found.taken is not None
    page = house.signed_in("van").open("/ban-ghi").text
    assert "Tổ dân phố số 4" in page and "To vừa" in page and "Nguyễn Thị Lan" in page
    assert f'src="/ban-ghi/{found.taken.sha256}.wav"' in page
    assert len(re.search(r'data-wave="([\d ]+)"', page)[1].split()) == 400  # type: ignore[index]


def test_only_our_own_wav_is_sent_to_a_listener(house: House) -> None:
    found = ready(house)
    assert found.taken is not None
    browser = house.signed_in("van")
    heard = browser.open(f"/ban-ghi/{found.taken.sha256}.wav")
    assert (heard.status_code, heard.mimetype) == (200, "audio/wav")
    assert heard.data == (house.settings.recordings / f"{found.taken.sha256}.wav").read_bytes()
    for name in (found.taken.original, "0" * 64, "..%2f..%2fetc%2fpasswd", f"{found.id}"):
        assert browser.open(f"/ban-ghi/{name}.wav").status_code == 404
    assert not any(found.taken.original in rule.rule for rule in house.app.url_map.iter_rules())


def test_a_long_sound_comes_in_pieces(house: House) -> None:
    content = packed("FLAC", times=8)
    lan = house.signed_in("lan")
    answer = in_pieces(lan, content, "phóng sự.flac", most=7_000)
    assert answer.status_code == 200 and answer.get_json()["show"].startswith("/ban-ghi#r-")
    assert bell.heard(house.settings.data) > 0, "the renderer is called"
    found = only(house)
    assert found.state is Intake.READY and found.taken is not None
    assert (house.settings.incoming / f"{found.taken.original}.flac").read_bytes() == content
    assert found.name == "phóng sự"


def test_a_piece_that_is_sent_twice_does_no_harm_and_a_gap_is_refused(house: House) -> None:
    lan, content = house.signed_in("lan"), packed()
    where = lan.send("/ban-ghi/gui", given="a.wav", size=str(len(content))).get_json()
    headers = {"X-CSRFToken": lan.token}

    def piece(at: int, data: bytes) -> TestResponse:
        return lan.client.post(f"{where['piece']}?tu={at}", data=data, headers=headers)

    assert piece(0, content[:5000]).get_json() == {"received": 5000}
    assert piece(0, content[:5000]).get_json() == {"received": 5000}
    assert piece(2000, content[2000:9000]).get_json() == {"received": 9000}
    assert piece(20_000, content[20_000:]).status_code == 409
    assert lan.client.post(where["finish"], headers=headers).status_code == 409, "it has not come whole"
    assert piece(9000, content[9000:]).get_json() == {"received": len(content)}
    assert lan.client.post(where["finish"], headers=headers).status_code == 200
    assert only(house).state is Intake.READY


def test_more_bytes_than_announced_are_thrown_away(house: House) -> None:
    lan = house.signed_in("lan")
    answer = in_pieces(lan, packed(), "a.wav", size=1000)
    assert answer.status_code == 400 and "300 MB" in answer.text
    assert [path for path in house.settings.audio.rglob("*") if path.is_file()] == []
    assert house.store.recordings()[0].refusal is Refusal.TOO_LARGE


@pytest.mark.parametrize(
    ("given", "size", "said"),
    [
        ("virus.exe", 10, "mp3, wav, flac, ogg hoặc m4a"),
        ("danh sách.m3u8", 10, "mp3, wav, flac, ogg hoặc m4a"),
        ("không đuôi", 10, "mp3, wav, flac, ogg hoặc m4a"),
        ("a.wav", LARGEST + 1, "300 MB"),
        ("a.wav", 0, "trống"),
    ],
)
def test_what_need_not_be_sent_at_all_is_refused_before(house: House, given: str, size: int, said: str) -> None:
    lan = house.signed_in("lan")
    answer = lan.send("/ban-ghi/gui", given=given, size=str(size))
    assert answer.status_code == 400 and said in answer.text
    assert house.store.recordings() == []


def test_one_person_has_three_sounds_on_the_way(house: House) -> None:
    lan = house.signed_in("lan")
    for _ in range(3):
        assert lan.send("/ban-ghi/gui", given="a.wav", size="10").status_code == 200
    answer = lan.send("/ban-ghi/gui", given="a.wav", size="10")
    assert answer.status_code == 400 and "Hãy đợi xong một tệp" in answer.text


@pytest.mark.parametrize(("given", "content", "why"), HOSTILE, ids=[f"{given} {why}" for given, _, why in HOSTILE])
def test_a_hostile_file_ends_with_a_vietnamese_sentence_and_nothing_on_the_disk(
    house: House, given: str, content: bytes, why: Refusal
) -> None:
    assert bring(house.signed_in("lan"), content, given).status_code == 303
    found = only(house)
    assert (found.state, found.refusal) == (Intake.REFUSED, why)
    page = html.unescape(house.signed_in("van").open("/ban-ghi").text)
    assert recording_words.REFUSAL[why] in page
    assert found.error not in page, "the English of it is for the log"
    assert [path for path in house.settings.audio.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("given", ["../../config/station.wav", "C:\\Windows\\a.wav", "/etc/cron.d/x.wav", "a\x00b.wav"])
def test_a_name_is_never_a_path(house: House, given: str) -> None:
    assert bring(house.signed_in("lan"), packed(), given).status_code == 303
    found = only(house)
    assert found.taken is not None
    files = {path.relative_to(house.settings.audio) for path in house.settings.audio.rglob("*") if path.is_file()}
    assert {str(path) for path in files} == {
        f"recordings/{found.taken.sha256}.wav",
        f"incoming/{found.taken.original}.wav",
    }


def test_corrupted_files_through_the_desk_leave_only_our_own_wav(house: House) -> None:
    dice, lan = random.Random(20261122), house.signed_in("lan")
    for number in range(8):
        kind = ("mp3", "wav", "flac", "ogg")[number % 4]
        spoiled = bytearray(packed(kind.upper()))
        for _ in range(80):
            spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
        assert bring(lan, bytes(spoiled), f"hỏng.{kind}").status_code == 303
        assert not [one for one in taken_in(house) if one.under_way]
    known = {one.taken.sha256: one for one in house.store.recordings() if one.taken}
    assert {path.stem for path in house.settings.recordings.glob("*")} == set(known)
    for path in house.settings.recordings.glob("*"):
        info = soundfile.info(path)
        assert (info.format, info.subtype, info.samplerate, info.channels) == ("WAV", "PCM_16", 48_000, 1)


def test_the_card_moves_while_the_sound_is_worked_on_and_stands_when_it_is_done(house: House) -> None:
    lan = house.signed_in("lan")
    bring(lan, packed())
    (found,) = house.store.recordings()
    card = f"/manh/ban-ghi/{found.id}"
    assert "Đợi xử lý" in (waits := lan.open(card).text) and "hx-trigger" in waits
    house.store.claim_recording(found.id, "worker", house.clock.at)
    house.store.recording_progress(found.id, "master", 40, house.clock.at)
    assert 'value="40"' in (works := lan.open(card).text) and "loa ngoài trời" in works
    house.store.requeue_recording(found.id, house.clock.at)
    taken_in(house)
    assert "hx-trigger" not in (done := lan.open(card).text) and "To vừa" in done


def test_a_sound_is_renamed_found_and_removed(house: House) -> None:
    found = ready(house)
    lan = house.signed_in("lan")
    assert lan.send(f"/ban-ghi/{found.id}/ten", name="Gương người tốt").status_code == 303
    assert "Gương người tốt" in lan.open("/ban-ghi?tim=guong nguoi").text
    assert "Không tìm thấy" in lan.open("/ban-ghi?tim=khac").text
    assert lan.send(f"/ban-ghi/{found.id}/ten", name=" ").status_code == 400
    assert lan.send(f"/ban-ghi/{found.id}/go").status_code == 303
    assert not in_library(lan, "Gương người tốt")
    assert "gỡ âm thanh khỏi kho" in house.signed_in("van").open("/nhat-ky/hoat-dong").text


def test_the_stations_chimes_are_chosen_by_who_answers_for_its_sound(house: House) -> None:
    desk = IntakeDesk(house.settings, house.store, SystemClock())
    desk.keep_chimes()
    attention = next(one for one in house.store.recordings(Purpose.CHIME) if one.name == "attention")
    assert attention.taken is not None
    minh = house.signed_in("minh")
    page = minh.open("/ban-ghi").text
    assert "Tiếng báo chú ý có sẵn" in page and "Theo cấu hình: Nhạc mở đầu có sẵn" in page
    chosen = {Place.OPENING.value: attention.taken.sha256, Place.CLOSING.value: NO_CHIME}
    assert minh.send("/ban-ghi/nhac-hieu", **chosen).status_code == 303
    assert house.store.choices()["opening_chime"] == (attention.taken.sha256, "Trần Văn Minh")
    assert "Nhạc mở đầu của đài" in minh.open("/ban-ghi").text
    deeds = minh.open("/nhat-ky/hoat-dong").text
    assert "Nhạc mở đầu: Tiếng báo chú ý có sẵn" in deeds and "Nhạc kết thúc: không dùng nhạc" in deeds
    assert house.signed_in("lan").send("/ban-ghi/nhac-hieu", **chosen).status_code == 403
    assert minh.send("/ban-ghi/nhac-hieu", opening_chime="f" * 64).status_code == 400
    lan = house.signed_in("lan")
    lan.send(f"/ban-ghi/{attention.id}/go")
    assert "đài đang dùng" in lan.open("/ban-ghi").text, "a chime in use cannot be removed"


def as_bulletin(house: House, found: Brought, **changes: str) -> UUID:
    fields = {"title": "Phóng sự tổ 4", "text": "Tóm tắt: tổ 4 giữ gìn trật tự.", "kind": "report", "topic": "T17"}
    answer = house.signed_in("lan").send(
        f"/ban-ghi/{found.id}/ban-tin", **(fields | {"priority": "normal", "chimes": "1"} | changes)
    )
    assert answer.status_code == 303, answer.text
    return UUID(answer.headers["Location"].rpartition("/")[2])


def rendered(house: House, id: UUID) -> None:
    bulletin = house.store.bulletin(id)
    made = render_recording(bulletin.script, house.settings, house.settings.rendered)
    assert house.rendered(bulletin, made)


def test_a_recording_becomes_a_bulletin_that_is_heard_and_approved_like_any_other(house: House) -> None:
    found = ready(house, times=4)
    assert found.taken is not None
    id = as_bulletin(house, found)
    written = house.store.bulletin(id)
    assert (written.script.recording, written.script.kind, written.script.topic) == (
        found.taken.sha256, Kind.REPORT, Topic.T17,
    )  # fmt: skip
    lan = house.signed_in("lan")
    lan.open(f"/ban-tin/{id}")
    assert lan.send(f"/ban-tin/{id}/gui-duyet", version="1").status_code == 303
    rendered(house, id)
    pending = house.store.bulletin(id)
    assert pending.status is Status.PENDING and pending.rendition is not None
    minh = house.signed_in("minh")
    page = minh.open(f"/cho-duyet/{id}").text
    assert "Loa sẽ phát bản ghi âm" in page and "bản ghi âm kèm nhạc hiệu" in page and "Sẽ đọc là" not in page
    sha256 = pending.rendition.sha256
    assert minh.send(f"/cho-duyet/{id}", sha256=sha256, verdict="approve").status_code != 303, "unheard"
    minh.send(f"/ban-tin/{id}/da-nghe", sha256=sha256)
    assert minh.send(f"/cho-duyet/{id}", sha256=sha256, verdict="approve").status_code == 303
    assert house.store.bulletin(id).on_air_ready


def test_any_change_of_a_recorded_bulletin_revokes_its_approval_and_keeps_its_recording(house: House) -> None:
    found = ready(house)
    id = as_bulletin(house, found)
    lan = house.signed_in("lan")
    lan.send(f"/ban-tin/{id}/gui-duyet", version="1")
    rendered(house, id)
    assert lan.open(f"/ban-tin/{id}/sua").status_code == 302
    page = lan.open(f"/ban-tin/{id}/ban-ghi").text
    assert "<audio" in page and 'name="chimes" value="1" checked' in page
    fields = {"title": "Phóng sự tổ 4", "text": "Tóm tắt: tổ 4 giữ gìn trật tự.", "kind": "report", "topic": "T17"}
    assert lan.send(f"/ban-tin/{id}/ban-ghi", version="1", priority="normal", **fields).status_code == 303
    edited = house.store.bulletin(id)
    assert (edited.status, edited.rendition, edited.script.chimes) == (Status.DRAFT, None, False)
    assert edited.script.recording == found.taken.sha256  # type: ignore[union-attr]
    assert [one.recording for _, one, _, _ in house.store.revisions(id)] == [edited.script.recording] * 2
    stale = lan.send(f"/ban-tin/{id}/ban-ghi", version="1", priority="normal", **(fields | {"title": "Khác"}))
    assert stale.status_code == 409 and 'value="Khác"' in stale.text and "trước bạn" in stale.text
    usual = lan.send(f"/ban-tin/{id}/sua", version="2", priority="normal", **(fields | {"title": "Khác"}))
    assert usual.status_code == 303
    assert house.store.bulletin(id).script.recording == edited.script.recording, "no page can lose the recording"


def test_a_bulletin_without_words_or_of_an_unknown_recording_is_not_made(house: House) -> None:
    found = ready(house)
    lan = house.signed_in("lan")
    empty = lan.send(f"/ban-ghi/{found.id}/ban-tin", title="Phóng sự", text=" ", kind="report", topic="T17")
    assert empty.status_code == 400 and 'id="text-told"' in empty.text
    assert lan.send(f"/ban-ghi/{uuid4()}/ban-tin", title="Phóng sự", text="Tóm tắt").status_code == 404
    assert house.store.bulletins() == []


def test_only_this_page_may_use_the_microphone(house: House) -> None:
    lan = house.signed_in("lan")
    assert "microphone=(self)" in lan.open("/ban-ghi").headers["Permissions-Policy"]
    assert "microphone=()" in lan.open("/ban-tin").headers["Permissions-Policy"]


def test_every_refusal_level_and_state_has_its_words() -> None:
    assert set(recording_words.REFUSAL) == set(Refusal)
    assert set(recording_words.LEVEL) == set(recording_words.LEVEL_HINT) == set(Level)
    assert set(recording_words.STATE) == set(Intake)
    assert set(recording_words.PURPOSE) == set(recording_words.PURPOSE_HINT) == set(Purpose)
    assert set(recording_words.PLACE) == set(Place)
    for sentence in recording_words.REFUSAL.values():
        assert re.search(r"Hãy ", sentence), "each says what to do"
    assert recording_words.refusal("nonsense") == recording_words.REFUSAL[Refusal.OTHER]


def test_the_chimes_of_the_program_have_vietnamese_names() -> None:
    names = {path.stem for path in (PROJECT / "audio" / "chimes").glob("*.wav")}
    assert names <= set(recording_words.SHIPPED)
