"""Sounds are brought: whole or in pieces, taken in as ours or refused with a sentence, and no name is a path."""

import html
import random

import pytest
import soundfile
from werkzeug.test import TestResponse

from broadcaster import bell
from broadcaster.recording import LARGEST, Intake, Refusal
from tests.broadcaster.rendering.bringing import HOSTILE, packed
from tests.web.cast import House
from tests.web.sounds.sounds_of_lan import bring, in_pieces, only, taken_in
from web.sounds import recording_words


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
