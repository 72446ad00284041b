"""Taking in what people bring: good sounds become ours, everything else ends with its reason, and nothing is left."""

import io
import os
import random
import signal
import subprocess
import sys
import threading
import wave
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcaster import settings
from broadcaster.bulletin import Kind, Priority, Script, Source, Topic
from broadcaster.clock import SystemClock
from broadcaster.errors import DiskFull, SoundError
from broadcaster.office import library
from broadcaster.people import Person, Role
from broadcaster.recording import NO_CHIME, Brought, Intake, Level, Place, Purpose, Refusal
from broadcaster.rendering import render_recording
from broadcaster.rendering.chimes import chimes_in_force
from broadcaster.rendering.intake import Intake as IntakeDesk
from broadcaster.settings import PROJECT, Settings
from broadcaster.sound import decode, loudness, sha256, true_peak
from broadcaster.store import Store, open_store
from tests.fakes.voice import RATE, tones

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SAID = "bà con chú ý giữ kín mã xác thực của mình"


@pytest.fixture
def ward(tmp_path: Path) -> Settings:
    places = {"BROADCASTER_DATA": str(tmp_path / "var"), "BROADCASTER_AUDIO": str(tmp_path / "audio")}
    return settings.load(PROJECT / "config", places)


@pytest.fixture
def store(ward: Settings) -> Iterator[Store]:
    opened = open_store(ward.database, ward.station.id)
    yield opened
    opened.close()


@pytest.fixture
def lan(store: Store) -> Person:
    return store.add_person("lan", "Nguyễn Thị Lan", frozenset({Role.AUTHOR}), "hash", NOW, None)


@pytest.fixture
def minh(store: Store) -> Person:
    return store.add_person("minh", "Trần Văn Minh", frozenset({Role.APPROVER}), "hash", NOW, None)


@pytest.fixture
def intake(ward: Settings, store: Store) -> Iterator[IntakeDesk]:
    made = IntakeDesk(ward, store, SystemClock())
    yield made
    made.close()


def packed(kind: str = "WAV", strength: float = 1.0, times: int = 1) -> bytes:
    said = np.tile(np.array(tones(SAID), dtype=np.float64) / 32768 * strength, times)
    held = io.BytesIO()
    soundfile.write(held, said, RATE, format=kind)
    return held.getvalue()


class Desk:
    """Lan at the desk: what she brings waits for the renderer."""

    def __init__(self, ward: Settings, store: Store, lan: Person, intake: IntakeDesk) -> None:
        self.ward, self.store, self.lan, self.intake = ward, store, lan, intake

    def bring(self, content: bytes, given: str = "phóng sự.wav", purpose: Purpose = Purpose.BULLETIN) -> Brought:
        now = SystemClock().now()
        return library.bring(self.store, self.ward, self.lan, purpose, "Phóng sự", given, io.BytesIO(content), now)

    def taken(self, content: bytes, given: str = "phóng sự.wav", purpose: Purpose = Purpose.BULLETIN) -> Brought:
        brought = self.bring(content, given, purpose)
        assert self.intake.work(brought.id)
        return self.store.recording(brought.id)

    def files(self) -> list[Path]:
        return [path for path in self.ward.audio.rglob("*") if path.is_file()]


@pytest.fixture
def desk(ward: Settings, store: Store, lan: Person, intake: IntakeDesk) -> Desk:
    return Desk(ward, store, lan, intake)


def test_a_brought_recording_becomes_our_own_wav_and_its_facts_are_told(desk: Desk) -> None:
    content = packed("FLAC")
    done = desk.taken(content, "phóng sự.flac")
    assert done.state is Intake.READY
    taken = done.taken
    assert taken is not None
    ours = desk.ward.recordings / f"{taken.sha256}.wav"
    assert sha256(ours) == taken.sha256
    assert loudness(decode(ours)) == pytest.approx(-14, abs=1) == pytest.approx(taken.lufs, abs=1)
    assert true_peak(decode(ours)) <= -1.5
    assert taken.level is Level.FINE
    assert taken.duration == pytest.approx(
        timedelta(seconds=len(tones(SAID)) / RATE + 1.75), abs=timedelta(seconds=0.3)
    )
    assert len(taken.wave) == 400 and max(taken.wave) > 30 and taken.wave[-1] == 0
    assert (desk.ward.incoming / f"{taken.original}.flac").read_bytes() == content
    assert len(desk.files()) == 2, "ours and the original, nothing half done"


def test_how_loud_it_came_in_is_told(desk: Desk) -> None:
    levels = [desk.taken(packed(strength=strength)).taken for strength in (0.01, 3.4)]
    assert [taken.level for taken in levels if taken] == [Level.QUIET, Level.LOUD]


def test_a_chime_keeps_its_tones_and_brings_no_silence(desk: Desk) -> None:
    done = desk.taken((PROJECT / "audio/chimes/opening.wav").read_bytes(), "nhạc.wav", Purpose.CHIME)
    assert done.taken is not None
    made = decode(desk.ward.recordings / f"{done.taken.sha256}.wav")
    assert loudness(made) == pytest.approx(-17, abs=1)
    assert abs(made.data[:4800]).max() > 0.01, "it begins at once"
    long = np.sin(np.arange(31 * 8000) / 3) * 0.3
    held = io.BytesIO()
    soundfile.write(held, long, 8000, format="WAV")
    assert desk.taken(held.getvalue(), "dài.wav", Purpose.CHIME).refusal is Refusal.TOO_LONG


def hours(count: float) -> bytes:
    """So many hours of silence in a small FLAC."""
    held = io.BytesIO()
    with soundfile.SoundFile(held, "w", 8000, 1, format="FLAC") as file:
        for _ in range(round(count * 60)):
            file.write(np.zeros(8000 * 60, dtype="int16"))
    return held.getvalue()


HOSTILE: list[tuple[str, bytes, Refusal]] = [
    ("list.mp3", b"#EXTM3U\nhttp://192.0.2.1/stranger.mp3\n", Refusal.LEADS_ELSEWHERE),
    ("list.wav", b"ffconcat version 1.0\nfile /etc/passwd\n", Refusal.LEADS_ELSEWHERE),
    ("list.mp3", b"[playlist]\nFile1=http://192.0.2.1/a\n", Refusal.LEADS_ELSEWHERE),
    ("page.ogg", b"<!DOCTYPE html><title>Wi-Fi</title>", Refusal.LEADS_ELSEWHERE),
    ("bomb.flac", b"PK\x03\x04" + bytes(1000), Refusal.ARCHIVE),
    ("bomb.wav", b"\x1f\x8b" + bytes(100), Refusal.ARCHIVE),
    ("script.mp3", b"#!/bin/sh\nrm -rf /\n", Refusal.NO_SOUND_FILE),
    ("half.mp3", b"ID3" + bytes(500), Refusal.BROKEN),
    ("noise.ogg", b"OggS" + bytes(range(256)) * 8, Refusal.BROKEN),
    ("cửa sổ.wav", b"RIFF\x00\x00\x00\x00WAVE" + os.urandom(2000), Refusal.BROKEN),
]


@pytest.mark.parametrize(("given", "content", "why"), HOSTILE, ids=[f"{given} {why}" for given, _, why in HOSTILE])
def test_what_is_no_sound_is_refused_with_its_reason_and_nothing_of_it_stays(
    desk: Desk, given: str, content: bytes, why: Refusal
) -> None:
    done = desk.taken(content, given)
    assert (done.state, done.refusal) == (Intake.REFUSED, why)
    assert desk.files() == []


def test_silence_and_hours_are_refused(desk: Desk) -> None:
    assert desk.taken(hours(10), "mười giờ.flac").refusal is Refusal.TOO_LONG
    quiet = io.BytesIO()
    soundfile.write(quiet, np.zeros(80_000), 16_000, format="WAV")
    assert desk.taken(quiet.getvalue()).refusal is Refusal.SILENT
    assert desk.files() == []


def test_corrupted_files_end_ready_or_refused(desk: Desk) -> None:
    dice = random.Random(20261122)
    ends = []
    for kind in ("MP3", "WAV", "FLAC", "OGG") * 2:
        spoiled = bytearray(packed(kind))
        for _ in range(60):
            spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
        ends.append(desk.taken(bytes(spoiled), f"hỏng.{kind.lower()}").state)
    assert set(ends) <= {Intake.READY, Intake.REFUSED}
    kept = {path.stem for path in desk.files()}
    ready = [one.taken for one in desk.store.recordings() if one.taken]
    assert kept == {taken.sha256 for taken in ready} | {taken.original for taken in ready}


def test_a_quarter_of_an_hour_is_taken_in_within_its_memory(desk: Desk) -> None:
    """The process may address 512 MB in all (RLIMIT_AS), so that this ends with a sound is the proof."""
    hum = np.tile(np.array(tones(SAID * 3), dtype=np.int16), 10)
    held = io.BytesIO()
    with soundfile.SoundFile(held, "w", RATE, 1, format="FLAC") as file:
        for _ in range(int(14.8 * 60 * RATE / len(hum))):
            file.write(hum)
    done = desk.taken(held.getvalue(), "dài.flac")
    assert done.state is Intake.READY, done.error
    assert done.taken is not None and done.taken.duration > timedelta(minutes=14)
    assert len(done.taken.marks) > 1 or done.taken.marks[0][1] > timedelta(minutes=14)


def test_what_a_dead_renderer_was_taking_in_is_taken_up_again(desk: Desk) -> None:
    brought = desk.bring(packed())
    assert desk.store.claim_recording(brought.id, "dead", SystemClock().now() - timedelta(minutes=5))
    assert [one.id for one in desk.intake.waiting()] == [brought.id]
    assert desk.intake.work(brought.id)
    assert desk.store.recording(brought.id).state is Intake.READY


class Watched(IntakeDesk):
    """An intake whose process is killed as soon as it says anything, as often as `kills` says."""

    kills = 0

    def _followed(self, work, wanted):  # type: ignore[no-untyped-def]
        def killed(step):  # type: ignore[no-untyped-def]
            if self.kills and self.child:
                self.kills -= 1
                os.kill(self.child, signal.SIGKILL)
            return wanted(step)

        return super()._followed(work, killed)


def test_a_taking_in_that_is_killed_waits_again_and_is_given_up_after_three_times(desk: Desk) -> None:
    watched = Watched(desk.ward, desk.store, SystemClock())
    brought = desk.bring(packed(times=20))
    watched.kills = 1
    watched.work(brought.id)
    assert desk.store.recording(brought.id).state is Intake.WAITING
    watched.kills = 9
    watched.work(brought.id)
    watched.work(brought.id)
    done = desk.store.recording(brought.id)
    assert (done.state, done.refusal) == (Intake.REFUSED, Refusal.BROKE_DOWN)


def test_a_recording_nobody_wants_any_more_leaves_nothing(desk: Desk) -> None:
    brought = desk.bring(packed(times=5))
    watched = Watched(desk.ward, desk.store, SystemClock())
    taken_off = threading.Event()

    def wanted_no_more(work, wanted):  # type: ignore[no-untyped-def]
        library.remove(desk.store, desk.ward, desk.lan, brought.id, SystemClock().now())
        taken_off.set()
        return None

    watched._followed = wanted_no_more  # type: ignore[method-assign]
    watched.work(brought.id)
    assert taken_off.is_set() and desk.store.recording(brought.id).state is Intake.REMOVED
    assert desk.files() == []


def test_what_never_came_whole_is_given_up(desk: Desk, store: Store, ward: Settings, lan: Person) -> None:
    long_ago = SystemClock().now() - timedelta(hours=2)
    begun = library.begin(store, ward, lan, Purpose.BULLETIN, "Phóng sự", "a.wav", 1000, long_ago)
    library.take_piece(store, ward, lan, begun.id, 0, io.BytesIO(bytes(500)), long_ago)
    assert desk.intake.waiting() == []
    assert store.recording(begun.id).refusal is Refusal.NOT_FINISHED
    assert desk.files() == []


def test_the_chimes_of_the_program_are_put_into_the_library_once(desk: Desk) -> None:
    desk.intake.keep_chimes()
    desk.intake.keep_chimes()
    chimes = desk.store.recordings(Purpose.CHIME)
    assert sorted(one.name for one in chimes) == ["attention", "closing", "opening"]
    for one in chimes:
        assert one.taken is not None
        assert one.taken.sha256 == sha256(PROJECT / "audio" / "chimes" / f"{one.name}.wav"), "the very same sound"


def test_tidying_keeps_what_the_library_or_a_bulletin_names(desk: Desk, lan: Person) -> None:
    used, spare, kept = (desk.taken(packed(strength=s)).taken for s in (1.0, 0.8, 0.6))
    assert used and spare and kept
    ids = {one.taken.sha256: one.id for one in desk.store.recordings() if one.taken}
    script = Script("Phóng sự", Kind.REPORT, Topic.T17, Priority.NORMAL, Source(), "Tóm tắt.", recording=used.sha256)
    desk.store.add_bulletin(script, lan, NOW)
    for taken in (used, spare):
        library.remove(desk.store, desk.ward, lan, ids[taken.sha256], SystemClock().now())
    long_ago = SystemClock().now().timestamp() - 91 * 86_400
    for path in desk.files():
        os.utime(path, (long_ago, long_ago))
    desk.intake.tidy()
    assert {path.stem for path in desk.files()} == {used.sha256, used.original, kept.sha256, kept.original}


def script_of(brought: Brought, **changes: object) -> Script:
    assert brought.taken is not None
    usual = Script("Phóng sự", Kind.REPORT, Topic.T17, Priority.NORMAL, Source(), "Tóm tắt.")
    return replace(usual, recording=brought.taken.sha256, **changes)  # type: ignore[arg-type]


def test_a_recording_with_the_stations_chimes_is_a_sound_like_any_other(desk: Desk) -> None:
    done = desk.taken(packed(times=8))
    assert done.taken is not None
    made = render_recording(script_of(done), desk.ward, desk.ward.rendered)
    assert made.path == desk.ward.rendered / f"{made.sha256}.wav"
    assert made.sha256 == sha256(made.path)
    assert made.lufs == pytest.approx(-14, abs=1) and made.peak <= -1.5
    with wave.open(str(desk.ward.sound.opening_chime)) as chime:
        opening = timedelta(seconds=chime.getnframes() / chime.getframerate())
    assert made.marks[0].begin == pytest.approx(opening + timedelta(seconds=1.25), abs=timedelta(seconds=0.1))
    assert made.duration > done.taken.duration + opening + timedelta(seconds=2)
    assert render_recording(script_of(done), desk.ward, desk.ward.rendered) == made


def test_without_chimes_it_is_the_very_wav_that_was_taken_in(desk: Desk) -> None:
    done = desk.taken(packed(times=4))
    assert done.taken is not None
    made = render_recording(script_of(done, chimes=False), desk.ward, desk.ward.rendered)
    assert (made.sha256, made.duration) == (done.taken.sha256, done.taken.duration)


def test_a_recording_that_was_changed_on_the_disk_is_not_made_a_bulletin(desk: Desk) -> None:
    done = desk.taken(packed())
    assert done.taken is not None
    with (desk.ward.recordings / f"{done.taken.sha256}.wav").open("r+b") as file:
        file.seek(5000)
        file.write(b"\x7f" * 100)
    with pytest.raises(SoundError, match="no longer the recording"):
        render_recording(script_of(done), desk.ward, desk.ward.rendered)


def test_the_stations_choice_of_chimes_is_in_force_over_its_file(desk: Desk, store: Store, minh: Person) -> None:
    assert chimes_in_force(store, desk.ward) is desk.ward
    done = desk.taken((PROJECT / "audio/chimes/attention.wav").read_bytes(), "nhạc.wav", Purpose.CHIME)
    assert done.taken is not None
    chosen = {Place.OPENING: done.taken.sha256, Place.CLOSING: NO_CHIME}
    library.choose_chimes(store, minh, chosen, NOW)
    sound = chimes_in_force(store, desk.ward).sound
    assert sound.opening_chime == desk.ward.recordings / f"{done.taken.sha256}.wav"
    assert sound.closing_chime is None
    library.choose_chimes(store, minh, {Place.OPENING: "", Place.CLOSING: ""}, NOW)
    assert chimes_in_force(store, desk.ward) == desk.ward


SMALL = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from broadcaster.errors import DiskFull
from broadcaster.sound.recording import take_in
try:
    take_in(Path(sys.argv[1]), "a.wav", Path(sys.argv[2], "incoming"), Path(sys.argv[2], "recordings"))
except DiskFull as why:
    print("full:", why)
"""


def test_where_nothing_more_can_be_written_the_reason_is_told_and_no_half_file_stays(tmp_path: Path) -> None:
    source = tmp_path / "a.wav"
    source.write_bytes(packed(times=10))
    home = tmp_path / "home"
    home.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", SMALL, str(source), str(home)], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    assert done.stdout.startswith("full:") and "the disk is full" in done.stdout
    assert [path for path in home.rglob("*") if path.is_file()] == []


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "tiny"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], capture_output=True)
    if mounted.returncode:
        pytest.skip("only root may mount a small disk; the test before shows the same with a file size limit")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_refuses_a_recording_and_a_bulletin_with_its_reason(desk: Desk, tiny: Path) -> None:
    content = packed(times=6)
    small = replace(desk.ward, audio=tiny)
    brought = desk.bring(content)
    crowded = IntakeDesk(small, desk.store, SystemClock())
    small.incoming.mkdir()
    (small.incoming / f"{brought.id}.upload").write_bytes(content)
    crowded.work(brought.id)
    done = desk.store.recording(brought.id)
    assert (done.state, done.refusal) == (Intake.REFUSED, Refusal.DISK_FULL), done.error
    assert [path for path in tiny.rglob("*") if path.is_file()] == []

    good = desk.taken(content)
    assert good.taken is not None
    small.recordings.mkdir(exist_ok=True)
    (small.recordings / f"{good.taken.sha256}.wav").symlink_to(desk.ward.recordings / f"{good.taken.sha256}.wav")
    with pytest.raises(DiskFull, match="the disk is full"):
        render_recording(script_of(good), small, small.rendered)
    assert [path for path in small.rendered.rglob("*") if path.is_file()] == []
