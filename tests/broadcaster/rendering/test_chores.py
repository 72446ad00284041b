"""What the renderer does besides bulletins, with real voices: each in a process apart, each end written down."""

import hashlib
import io
import os
import signal
import threading
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcaster import sound
from broadcaster.rendering import say
from broadcaster.rendering.chore_work import ChoreFailed, done
from broadcaster.rendering.chores import Chores
from broadcaster.settings import Settings
from broadcaster.station import Voice
from broadcaster.store import Chore, ChoreKind, JobState, Store
from broadcaster.tts.resting import Rest
from broadcaster.voices import packs as voice_packs
from tests.builders import LAN, NOW
from tests.fakes.clock import FakeClock
from tests.fakes.pack import pack, zipped

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def chores(ward: Settings, store: Store) -> Chores:
    return Chores(ward, store, FakeClock(NOW))


def asked(store: Store, kind: ChoreKind, about: str = "x", **given: str) -> Chore:
    return store.chore(store.ask_chore(kind, about, given, LAN, NOW))


def after(chores: Chores, store: Store, chore: Chore) -> Chore:
    chores.work()
    return store.chore(chore.id)


def test_a_voice_says_the_trial_sentence_shaped_for_the_street(ward: Settings, store: Store, chores: Chores) -> None:
    found = after(chores, store, asked(store, ChoreKind.TRY_VOICE, voice="espeak:vi"))
    assert found.state is JobState.DONE, found.error
    heard = sound.decode(ward.voice_trials / found.told["file"])
    assert 3 < heard.duration.total_seconds() < 15 and abs(sound.loudness(heard) + 14) <= 1


def test_one_sentence_is_said_in_the_wanted_voice_or_the_next_that_speaks(
    ward: Settings, store: Store, chores: Chores
) -> None:
    for wanted in ("espeak", "piper:nobody"):
        given = {"text": "Họp lúc bảy giờ tối.", "voice": wanted}
        ward = replace(ward, voices=(Voice("espeak", "vi"),))
        mine = Chores(ward, store, FakeClock(NOW))
        found = after(mine, store, asked(store, ChoreKind.SAY_SENTENCE, wanted, **given))
        assert found.state is JobState.DONE, found.error
        heard = sound.decode(ward.voice_trials / found.told["file"])
        assert 0.8 < heard.duration.total_seconds() < 5 and abs(sound.loudness(heard) + 14) <= 1.5
        assert found.told["voice"] == "espeak/vi"


def test_a_voice_that_is_not_there_fails_with_its_reason(store: Store, chores: Chores) -> None:
    found = after(chores, store, asked(store, ChoreKind.TRY_VOICE, voice="piper:nobody"))
    assert found.state is JobState.FAILED and 'no voice "nobody"' in found.error


def upload(ward: Settings, data: bytes) -> str:
    ward.voice_uploads.mkdir(parents=True, exist_ok=True)
    (ward.voice_uploads / "one.zip").write_bytes(data)
    return "one.zip"


def test_an_uploaded_pack_speaks_and_is_installed_and_the_upload_is_gone(
    ward: Settings, store: Store, chores: Chores, tmp_path: Path
) -> None:
    data = zipped(pack(tmp_path / "source"), tmp_path / "giong.zip").read_bytes()
    right = hashlib.sha256(data).hexdigest()
    given = {"file": upload(ward, data), "name": "giong", "sha256": right}
    found = after(chores, store, asked(store, ChoreKind.ADD_VOICE, **given))
    assert found.state is JobState.DONE, found.error
    assert [one.name for one in voice_packs.installed(ward.voice_packs)] == ["giong"]
    assert list(ward.voice_uploads.iterdir()) == []


def bomb() -> bytes:
    """1 GB of nothing in a megabyte, where a description should stand."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.onnx", b"x")
        archive.writestr("LICENSE", b"CC0")
        with archive.open("a.onnx.json", "w", force_zip64=True) as entry:
            for _ in range(1000):
                entry.write(bytes(1_000_000))
    return file.getvalue()


def holding(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return file.getvalue()


def endless_list() -> bytes:
    """A zip whose list of contents is 20 MB long."""
    return holding(*(f"{number:0120d}" for number in range(60_000)))


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"MZ not a zip", "unreadable"),
        (bomb(), "too_large"),
        (holding("../../etc/cron.d/x", "a.onnx"), "outside"),
        (holding("LICENSE"), "no_model"),
        (holding("a.onnx", "a.onnx.json"), "no_licence"),
        (endless_list(), "too_many"),
        (holding("a.onnx", "a.onnx.json", "LICENSE"), "no_description"),
    ],
)
def test_a_hostile_or_broken_pack_is_refused_by_name_and_leaves_nothing(
    ward: Settings, store: Store, chores: Chores, data: bytes, fault: str
) -> None:
    given = {"file": upload(ward, data), "name": "giong", "sha256": ""}
    found = after(chores, store, asked(store, ChoreKind.ADD_VOICE, **given))
    assert (found.state, found.told) == (JobState.FAILED, {"fault": fault}), found.error
    assert list(ward.voice_uploads.iterdir()) == [] and list(ward.voice_packs.glob("*")) == []


def test_another_file_than_promised_is_refused(ward: Settings, store: Store, chores: Chores, tmp_path: Path) -> None:
    data = zipped(pack(tmp_path / "source"), tmp_path / "giong.zip").read_bytes()
    given = {"file": upload(ward, data), "name": "giong", "sha256": "0" * 64}
    found = after(chores, store, asked(store, ChoreKind.ADD_VOICE, **given))
    assert found.told == {"fault": "other_hash"}


def test_an_mp3_keeps_the_figures_and_is_only_made_of_the_sound_that_was_approved(
    ward: Settings, store: Store, chores: Chores
) -> None:
    made = say("Bà con chú ý giữ kín mã xác thực của mình.", ward.rendered / "a.wav", ward, engine="espeak")
    given = {"sha256": made.sha256, "path": str(made.path)}
    found = after(chores, store, asked(store, ChoreKind.PACK_MP3, made.sha256, **given))
    assert found.state is JobState.DONE, found.error
    packed = sound.decode(ward.exports / found.told["file"])
    assert sound.true_peak(packed) <= -1.5 and abs(sound.loudness(packed) + 14) <= 1
    assert (found.told["peak"], found.told["lufs"]) == (
        pytest.approx(sound.true_peak(packed), abs=0.01),
        pytest.approx(sound.loudness(packed), abs=0.01),
    )
    made.path.write_bytes(made.path.read_bytes()[:-2] + b"\1\1")
    found = after(chores, store, asked(store, ChoreKind.PACK_MP3, "again", **given))
    assert found.state is JobState.FAILED and "approved" in found.error


def test_a_full_disk_gives_a_sentence_and_no_half_mp3(ward: Settings, store: Store, tmp_path: Path) -> None:
    made = say("Bà con chú ý.", ward.rendered / "a.wav", ward, engine="espeak")
    (ward.data).mkdir(exist_ok=True)
    ward.exports.write_text("a file where the folder should be")
    with pytest.raises(ChoreFailed, match="cannot be written"):
        done(ward, asked(store, ChoreKind.PACK_MP3, sha256=made.sha256, path=str(made.path)))


def test_a_chore_that_hangs_is_ended(ward: Settings, store: Store) -> None:
    with pytest.raises(ChoreFailed, match="not done within"):
        done(ward, asked(store, ChoreKind.TRY_VOICE, voice="espeak:vi"), timedelta(seconds=0.05))


def test_a_turn_never_waits_and_says_whether_anything_is_done(store: Store, chores: Chores) -> None:
    assert not chores.turn()
    chore = asked(store, ChoreKind.TRY_VOICE, voice="espeak:vi")
    begun = time.monotonic()
    assert chores.turn() and time.monotonic() - begun < 1
    for thread in threading.enumerate():
        if thread.name == "chores":
            thread.join(60)
    assert store.chore(chore.id).state is JobState.DONE and not chores.turn()


def test_what_a_dead_renderer_was_doing_is_taken_up_by_the_next(store: Store, chores: Chores) -> None:
    chore = asked(store, ChoreKind.TRY_VOICE, voice="piper:nobody")
    store.take_chore(NOW)
    chores.turn()
    for thread in threading.enumerate():
        if thread.name == "chores":
            thread.join(60)
    assert store.chore(chore.id).state is JobState.FAILED


def test_the_desk_learns_which_voices_rest(ward: Settings, store: Store, chores: Chores) -> None:
    ward.voice_cache.mkdir(parents=True)
    Rest(ward.voice_cache / "gtts-failed").begin(timedelta(minutes=9), "no route to host")
    chores.turn()
    now = datetime.now(UTC)
    found = store.voice_rests(now)["gtts"]
    assert found.why == "no route to host" and timedelta(minutes=8) < found.until - now <= timedelta(minutes=9)
    assert [fault.code for fault in store.faults()] == ["voice"]
    Rest(ward.voice_cache / "gtts-failed").end()
    Chores(ward, store, FakeClock(NOW)).turn()
    assert store.faults() == [] and store.voice_rests(now) == {}


def test_what_nobody_fetched_in_a_month_is_thrown_away(ward: Settings, store: Store, chores: Chores) -> None:
    ward.exports.mkdir(parents=True)
    old, new = ward.exports / "old.mp3", ward.exports / "new.mp3"
    for path, age in ((old, 31), (new, 1)):
        path.touch()
        moment = (NOW - timedelta(days=age)).timestamp()
        os.utime(path, (moment, moment))
    chores.work()
    assert not old.exists() and new.exists()


def test_a_chore_whose_process_is_killed_says_so(ward: Settings, store: Store) -> None:
    chore = asked(store, ChoreKind.TRY_VOICE, voice="espeak:vi")
    killer = threading.Thread(target=_kill_child)
    killer.start()
    with pytest.raises(ChoreFailed, match="ended with status -9"):
        done(ward, chore)
    killer.join()


def _kill_child() -> None:
    """End the first process of a chore as the system does when the memory is gone."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                mine = Path(path.parent, "stat").read_text().rpartition(")")[2].split()[1] == str(os.getpid())
                if mine and b"chore_work" in path.read_bytes():
                    os.kill(int(path.parent.name), signal.SIGKILL)
                    return
            except OSError:
                continue
