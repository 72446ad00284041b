"""Taking in what people bring: good sounds become ours, everything else ends with its reason, and nothing is left."""

import io
import os
import random
import signal
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
import soundfile

from broadcaster.bulletin import Kind, Priority, Script, Source, Topic
from broadcaster.clock import SystemClock
from broadcaster.office import library
from broadcaster.people import Person
from broadcaster.recording import Intake, Level, Purpose, Refusal, Taken
from broadcaster.rendering.intake import Intake as IntakeDesk
from broadcaster.rendering.intake_job import Work
from broadcaster.settings import PROJECT, Settings
from broadcaster.sound import decode, loudness, sha256, true_peak
from broadcaster.store import Store
from tests.broadcaster.rendering.bringing import HOSTILE, NOW, SAID, Desk, hours, packed
from tests.fakes.voice import RATE, tones


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

    def _followed(self, work: Work, wanted: Callable[[dict[str, Any]], bool]) -> Taken | None:
        def killed(step: dict[str, Any]) -> bool:
            if self.kills and self.child:
                self.kills -= 1
                os.kill(self.child, signal.SIGKILL)
            return wanted(step)

        return super()._followed(work, killed)


class Interrupted(IntakeDesk):
    """An intake in the middle of whose work `something` happens; then it goes on or, as where it is called off, not."""

    something: Callable[[], None]
    goes_on = False

    def _followed(self, work: Work, wanted: Callable[[dict[str, Any]], bool]) -> Taken | None:
        self.something()
        return super()._followed(work, wanted) if self.goes_on else None


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


def test_a_recording_that_was_called_off_waits_two_days_for_a_second_thought(desk: Desk) -> None:
    brought = desk.bring(packed(times=5))
    interrupted = Interrupted(desk.ward, desk.store, SystemClock())
    taken_off = threading.Event()

    def take_off() -> None:
        library.remove(desk.store, desk.ward, desk.lan, brought.id, SystemClock().now())
        taken_off.set()

    interrupted.something = take_off
    interrupted.work(brought.id)
    assert taken_off.is_set() and desk.store.recording(brought.id).state is Intake.REMOVED
    assert [path.suffix for path in desk.files()] == [".upload"]
    long_ago = SystemClock().now().timestamp() - 2.1 * 86_400
    os.utime(desk.files()[0], (long_ago, long_ago))
    desk.intake.tidy()
    assert desk.files() == []


def test_a_recording_called_off_and_wanted_again_while_it_is_worked_on_is_taken_in_once(desk: Desk) -> None:
    brought = desk.bring(packed())
    interrupted = Interrupted(desk.ward, desk.store, SystemClock())

    def want_it_again() -> None:
        now = SystemClock().now()
        library.remove(desk.store, desk.ward, desk.lan, brought.id, now)
        library.bring_back(desk.store, desk.ward, desk.lan, brought.id, now + timedelta(seconds=1))

    interrupted.something, interrupted.goes_on = want_it_again, True
    interrupted.work(brought.id)
    assert desk.store.recording(brought.id).state is Intake.WAITING
    assert desk.intake.work(brought.id) and desk.store.recording(brought.id).state is Intake.READY
    assert ".upload" not in {path.suffix for path in desk.files()}


def test_what_never_came_whole_is_given_up(desk: Desk, store: Store, ward: Settings, lan: Person) -> None:
    long_ago = SystemClock().now() - timedelta(hours=2)
    begun = library.begin(store, ward, lan, Purpose.BULLETIN, "Phóng sự", "a.wav", 1000, long_ago)
    library.take_piece(store, ward, lan, begun.id, 0, io.BytesIO(bytes(500)), long_ago)
    assert desk.intake.waiting() == []
    assert store.recording(begun.id).refusal is Refusal.NOT_FINISHED
    assert desk.files() == []


def test_tidying_keeps_what_the_library_or_a_bulletin_names(desk: Desk, lan: Person) -> None:
    used, spare, kept = (desk.taken(packed(strength=s)).taken for s in (1.0, 0.8, 0.6))
    assert used and spare and kept
    ids = {one.taken.sha256: one.id for one in desk.store.recordings() if one.taken}
    script = Script("Phóng sự", Kind.REPORT, Topic.T17, Priority.NORMAL, Source(), "Tóm tắt.", recording=used.sha256)
    desk.store.add_bulletin(script, lan, NOW)
    for taken in (used, spare):
        library.remove(desk.store, desk.ward, lan, ids[taken.sha256], SystemClock().now() - timedelta(days=32))
    long_ago = SystemClock().now().timestamp() - 91 * 86_400
    for path in desk.files():
        os.utime(path, (long_ago, long_ago))
    desk.intake.tidy()
    assert {path.stem for path in desk.files()} == {used.sha256, used.original, kept.sha256, kept.original}
