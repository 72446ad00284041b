"""What the log may say: every way in which libVLC claims to have played and nothing, or not all, was heard."""

import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcaster.airing import Outcome, Reason
from broadcaster.speakers import CUT_IN, STOP, Cue, Played, Sounding, Watch
from broadcaster.speakers.vlc import VlcSpeakers
from tests.listening import prove
from tests.soundcard import SoundCard
from tests.sounds import sha256, write_sound

pytestmark = pytest.mark.audio
SOON = timedelta(milliseconds=600)


def go_on(_: Sounding) -> str | None:
    """A watch that lets everything pass."""
    return None


def cue(path: Path, **more: object) -> Cue:
    return Cue(path, sha256(path), datetime.now(UTC) + SOON, **more)  # type: ignore[arg-type]


def once(moment: float, deed: Callable[[], object]) -> Watch:
    """A watch that does something once, when the sound has come so far (in seconds)."""
    done: list[bool] = []

    def watch(sounding: Sounding) -> str | None:
        if not done and sounding.position >= timedelta(seconds=moment):
            done.append(True)
            threading.Thread(target=deed).start()
        return None

    return watch


@pytest.fixture
def speakers(sound_card: SoundCard) -> Iterator[VlcSpeakers]:
    speakers = VlcSpeakers()
    yield speakers
    speakers.close()


@pytest.fixture
def hands_off(sound_card: SoundCard) -> Iterator[VlcSpeakers]:
    """Speakers that leave a muted or suspended device as it is."""
    speakers = VlcSpeakers(level=0)
    yield speakers
    speakers.close()


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write_sound(tmp_path / "sound.wav")


@pytest.fixture
def long_sound(tmp_path: Path) -> Path:
    return write_sound(tmp_path / "long.wav", 4.0)


def said(played: Played) -> tuple[Outcome, Reason]:
    return played.outcome, played.reason


def test_a_clean_play_is_complete_on_time_and_bit_by_bit_in_the_recording(
    speakers: VlcSpeakers, sound_card: SoundCard, sound: Path
) -> None:
    with sound_card.record() as recording:
        asked = cue(sound)
        played = speakers.play(asked, go_on)
    proof = prove(sound, recording.samples)
    assert said(played) == (Outcome.COMPLETE, Reason.NONE)
    assert played.heard == played.wanted == played.position
    assert proof.play.heard > 0.99 and not proof.play.gaps and not proof.foreign
    assert played.started is not None and played.device == "ward"
    assert abs(recording.instant(proof.play.onset) - played.started) < timedelta(milliseconds=15)
    assert abs(played.started - asked.start) < timedelta(milliseconds=150)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("missing", None, Reason.NO_SOUND_FILE),
        ("empty", b"", Reason.NOT_A_SOUND),
        ("random bytes", os.urandom(200_000), Reason.NOT_A_SOUND),
        ("a page", b"<!DOCTYPE html><html><body>consent</body></html>" * 100, Reason.NOT_A_SOUND),
        ("an HLS list", b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n", Reason.NOT_A_SOUND),
        ("an ffconcat list", b"ffconcat version 1.0\nfile '/tmp/other.wav'\n", Reason.NOT_A_SOUND),
    ],
)
def test_what_is_no_sound_is_refused(
    speakers: VlcSpeakers, tmp_path: Path, name: str, content: bytes | None, reason: Reason
) -> None:
    path = tmp_path / "bulletin.wav"
    if content is not None:
        path.write_bytes(content)
    played = speakers.play(cue(path), go_on)
    assert said(played) == (Outcome.FAILED, reason), name
    assert played.started is None and not played.heard


def test_half_a_file_is_refused(speakers: VlcSpeakers, sound: Path) -> None:
    sound.write_bytes(sound.read_bytes()[: sound.stat().st_size // 2])
    assert said(speakers.play(cue(sound), go_on)) == (Outcome.FAILED, Reason.NOT_A_SOUND)


def test_a_file_changed_after_its_approval_is_refused(speakers: VlcSpeakers, sound: Path) -> None:
    asked = cue(sound)
    write_sound(sound, seed=2)
    assert said(speakers.play(asked, go_on)) == (Outcome.FAILED, Reason.SOUND_CHANGED)


def test_a_file_rewritten_after_arming_still_sounds_as_approved(
    speakers: VlcSpeakers, sound_card: SoundCard, sound: Path, tmp_path: Path
) -> None:
    approved = tmp_path / "approved.wav"
    approved.write_bytes(sound.read_bytes())
    asked = Cue(sound, sha256(sound), datetime.now(UTC) + timedelta(seconds=4))
    with sound_card.record() as recording:
        played = speakers.play(asked, _rewrite_once(sound))
    assert said(played) == (Outcome.COMPLETE, Reason.NONE)
    assert prove(approved, recording.samples).play.heard > 0.99


def _rewrite_once(path: Path) -> Watch:
    """Rewrites the file in place three seconds from now, when it has long been armed."""
    since = time.monotonic()
    done: list[bool] = []

    def watch(_: Sounding) -> str | None:
        if not done and time.monotonic() - since > 3:
            done.append(True)
            write_sound(path, seed=2)
        return None

    return watch


def test_a_silent_file_is_not_called_complete(speakers: VlcSpeakers, tmp_path: Path) -> None:
    silent = write_sound(tmp_path / "silent.wav", 0.6, silent=True)
    assert said(speakers.play(cue(silent), go_on)) == (Outcome.FAILED, Reason.SILENT)


def test_a_muted_device_is_noticed_and_named(hands_off: VlcSpeakers, sound_card: SoundCard, sound: Path) -> None:
    sound_card.mute()
    played = hands_off.play(cue(sound), go_on)
    assert said(played) == (Outcome.FAILED, Reason.MUTED)
    assert not played.heard


def test_a_mute_half_way_makes_a_partial_play(hands_off: VlcSpeakers, sound_card: SoundCard, long_sound: Path) -> None:
    played = hands_off.play(cue(long_sound), once(2.5, sound_card.mute))
    assert said(played) == (Outcome.PARTIAL, Reason.MUTED)
    assert timedelta(seconds=2) < played.position < timedelta(seconds=3.2)
    assert played.gaps


def test_a_suspended_device_is_not_called_complete(hands_off: VlcSpeakers, sound_card: SoundCard, sound: Path) -> None:
    sound_card.suspend()
    played = hands_off.play(cue(sound), go_on)
    assert said(played) == (Outcome.FAILED, Reason.SILENT)
    assert "suspended" in played.detail


def test_a_device_pulled_out_mid_word_says_so_and_how_far_it_came(
    speakers: VlcSpeakers, sound_card: SoundCard, long_sound: Path
) -> None:
    played = speakers.play(cue(long_sound), once(2.0, sound_card.remove))
    assert said(played) == (Outcome.PARTIAL, Reason.DEVICE_LOST)
    assert timedelta(seconds=1.5) < played.position < timedelta(seconds=2.6)


def test_sound_that_moved_to_another_device_is_not_called_complete(
    two_sound_cards: SoundCard, long_sound: Path
) -> None:
    speakers = VlcSpeakers()
    with two_sound_cards.record("hall") as hall:
        played = speakers.play(cue(long_sound), once(2.0, two_sound_cards.remove))
    speakers.close()
    assert said(played) == (Outcome.PARTIAL, Reason.DEVICE_LOST)
    assert played.device == "ward"
    spilled = prove(long_sound, hall.samples)
    assert not spilled.plays or spilled.play.heard < 0.4, "the other device must not go on speaking"


def test_the_chosen_device_is_the_one_that_sounds(two_sound_cards: SoundCard, sound: Path) -> None:
    speakers = VlcSpeakers()
    with two_sound_cards.record("hall") as hall, two_sound_cards.record("ward") as ward:
        played = speakers.play(cue(sound, device="hall"), go_on)
    speakers.close()
    assert said(played) == (Outcome.COMPLETE, Reason.NONE) and played.device == "hall"
    assert prove(sound, hall.samples).play.heard > 0.99
    assert not prove(sound, ward.samples).plays


def test_a_device_that_is_not_there_is_not_replaced_by_another(speakers: VlcSpeakers, sound: Path) -> None:
    assert said(speakers.play(cue(sound, device="attic"), go_on)) == (Outcome.FAILED, Reason.NO_DEVICE)


def test_a_killed_sound_server_ends_the_play_and_says_so(
    speakers: VlcSpeakers, sound_card: SoundCard, long_sound: Path
) -> None:
    played = speakers.play(cue(long_sound), once(2.0, sound_card.kill))
    assert said(played) == (Outcome.PARTIAL, Reason.DEVICE_LOST)
    assert timedelta(seconds=1.5) < played.position < timedelta(seconds=2.6)


def test_a_frozen_sound_server_is_noticed(speakers: VlcSpeakers, sound_card: SoundCard, long_sound: Path) -> None:
    since = time.monotonic()
    played = speakers.play(cue(long_sound), once(1.5, sound_card.freeze))
    assert said(played) == (Outcome.PARTIAL, Reason.DEVICE_LOST)
    assert time.monotonic() - since < 10


@pytest.mark.usefixtures("no_sound_card")
def test_no_sound_server_is_said_at_once(sound: Path) -> None:
    speakers = VlcSpeakers()
    since = time.monotonic()
    played = speakers.play(cue(sound), go_on)
    assert said(played) == (Outcome.FAILED, Reason.NO_DEVICE)
    assert time.monotonic() - since < 2 and speakers.devices() == []
    speakers.close()


def test_a_hung_player_is_replaced_within_ten_seconds_and_the_sound_goes_on(
    speakers: VlcSpeakers, sound_card: SoundCard, sound: Path, tmp_path: Path
) -> None:
    long, first = write_sound(tmp_path / "longer.wav", 8.0), speakers.player_pid
    asked = cue(long)
    with sound_card.record() as recording:
        played = speakers.play(asked, once(3.0, lambda: os.kill(first, signal.SIGSTOP)))
    assert said(played) == (Outcome.COMPLETE, Reason.NONE)
    assert played.warnings == (Reason.PLAYER_HUNG,) and "no sign of life" in played.detail
    silence = played.ended - asked.start - played.wanted
    assert timedelta(seconds=2) < silence < timedelta(seconds=10)
    earlier, later = prove(long, recording.samples).plays
    assert 0.2 < earlier.heard < 0.6 and 0.6 < later.heard < 0.9 and earlier.heard + later.heard > 1.0
    again = speakers.play(cue(sound), go_on)
    assert said(again) == (Outcome.COMPLETE, Reason.NONE)
    assert speakers.player_pid != first


def test_a_player_that_hangs_near_the_end_is_not_worth_a_second_one(speakers: VlcSpeakers, tmp_path: Path) -> None:
    short, pid = write_sound(tmp_path / "short.wav", 1.2), speakers.player_pid
    played = speakers.play(cue(short), once(0.02, lambda: os.kill(pid, signal.SIGSTOP)))
    assert said(played) == (Outcome.PARTIAL, Reason.PLAYER_HUNG)
    assert played.position < timedelta(seconds=1.4)


def test_a_player_that_hangs_before_its_second_is_replaced_too(speakers: VlcSpeakers, sound: Path) -> None:
    pid, since = speakers.player_pid, time.monotonic()

    def watch(_: Sounding) -> None:
        if time.monotonic() - since > 1.5 and speakers.player_pid == pid:
            os.kill(pid, signal.SIGSTOP)

    asked = Cue(sound, sha256(sound), datetime.now(UTC) + timedelta(seconds=3))
    played = speakers.play(asked, watch)
    assert said(played) == (Outcome.COMPLETE, Reason.NONE) and played.warnings == (Reason.PLAYER_HUNG,)
    assert played.started is not None and played.started - asked.start < timedelta(seconds=10)


def test_a_player_that_hangs_before_arming_costs_nothing_but_time(speakers: VlcSpeakers, sound: Path) -> None:
    os.kill(speakers.player_pid, signal.SIGSTOP)
    assert said(speakers.play(cue(sound), go_on)) == (Outcome.COMPLETE, Reason.NONE)


def test_a_killed_player_is_there_again_and_the_sound_goes_on(
    speakers: VlcSpeakers, long_sound: Path, sound: Path
) -> None:
    pid = speakers.player_pid
    played = speakers.play(cue(long_sound), once(1.5, lambda: os.kill(pid, signal.SIGKILL)))
    assert said(played) == (Outcome.COMPLETE, Reason.NONE) and played.warnings == (Reason.PLAYER_FAILED,)
    assert played.heard == played.wanted and not played.gaps
    assert said(speakers.play(cue(sound), go_on)) == (Outcome.COMPLETE, Reason.NONE)


def test_other_sound_on_the_device_is_not_taken_for_ours(
    speakers: VlcSpeakers, sound_card: SoundCard, sound: Path, tmp_path: Path
) -> None:
    other = write_sound(tmp_path / "other.wav", 5.0, seed=7)
    playing = sound_card.play(other, "--latency-msec=50")
    with sound_card.record():
        played = speakers.play(cue(sound, volume=1), go_on)
    playing.terminate()
    playing.wait()
    assert said(played) == (Outcome.FAILED, Reason.SILENT)


def test_our_sound_is_recognised_beside_other_sound(
    speakers: VlcSpeakers, sound_card: SoundCard, sound: Path, tmp_path: Path
) -> None:
    other = write_sound(tmp_path / "other.wav", 5.0, seed=7)
    playing = sound_card.play(other, "--volume=35000", "--latency-msec=50")
    with sound_card.record():  # keeps the null sink from rendering two seconds ahead of everybody
        played = speakers.play(cue(sound), go_on)
    playing.terminate()
    playing.wait()
    assert said(played) == (Outcome.COMPLETE, Reason.NONE)


@pytest.mark.parametrize(("word", "outcome"), [(STOP, Outcome.STOPPED), (CUT_IN, Outcome.CUT_IN)])
def test_a_stopped_play_is_silent_within_half_a_second(
    speakers: VlcSpeakers, sound_card: SoundCard, long_sound: Path, word: str, outcome: Outcome
) -> None:
    stopped: list[datetime] = []

    def watch(sounding: Sounding) -> str | None:
        if sounding.position > timedelta(seconds=1.5):
            stopped.append(datetime.now(UTC))
            return word
        return None

    with sound_card.record() as recording:
        played = speakers.play(cue(long_sound), watch)
    assert played.outcome == outcome
    samples = recording.samples
    last = max(at for at in range(0, len(samples), 48) if abs(int(samples[at])) > 200) / 48_000
    assert recording.instant(last) - stopped[0] < timedelta(seconds=0.5)
    assert timedelta(seconds=1.2) < played.position < timedelta(seconds=2.1)


def test_the_watch_is_asked_ten_times_a_second_and_told_what_is_heard(speakers: VlcSpeakers, long_sound: Path) -> None:
    asked: list[tuple[float, Sounding]] = []

    def watch(sounding: Sounding) -> str | None:
        asked.append((time.monotonic(), sounding))
        return None

    speakers.play(cue(long_sound), watch)
    waits = sorted(after[0] - before[0] for before, after in itertools.pairwise(asked))
    assert waits[len(waits) * 95 // 100] <= 0.1
    during = [sounding for _, sounding in asked if timedelta(seconds=2) < sounding.position < timedelta(seconds=3.5)]
    assert all(sounding.hearing and sounding.level_db is not None for sounding in during)
    assert during[-1].heard > timedelta(seconds=2)


def test_without_an_ear_the_outcome_is_not_measured(sound_card: SoundCard, sound: Path) -> None:
    speakers = VlcSpeakers(ear=False)
    played = speakers.play(cue(sound), go_on)
    speakers.close()
    assert said(played) == (Outcome.UNMEASURED, Reason.NO_EAR)


def test_the_player_dies_with_its_pipe_and_has_no_network(speakers: VlcSpeakers) -> None:
    speakers.play(cue(Path("nothing.wav")), go_on)  # by its answer it has settled in
    pid = speakers.player_pid
    routes = Path(f"/proc/{pid}/net/dev").read_text(encoding="ascii")
    assert [line.split(":")[0].strip() for line in routes.splitlines()[2:]] == ["lo"]
    speakers.close()
    assert not Path(f"/proc/{pid}").exists()


DAEMON = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from broadcaster.speakers import Cue
from broadcaster.speakers.vlc import VlcSpeakers
speakers = VlcSpeakers()
path, sha256 = sys.argv[1:]
speakers.play(Cue(Path(path), sha256, datetime.now(UTC)), lambda now: print(speakers.player_pid, now, flush=True))
"""


def test_a_killed_daemon_takes_the_sound_with_it(sound_card: SoundCard, long_sound: Path) -> None:
    command = [sys.executable, "-c", DAEMON, str(long_sound), sha256(long_sound)]
    with sound_card.record() as recording:
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
            assert daemon.stdout is not None
            line = next(line for line in daemon.stdout if "position=datetime.timedelta(seconds=1" in line)
            daemon.kill()
        killed = time.monotonic()
        while _lives(line.split()[0]):
            assert time.monotonic() - killed < 1, "the player outlives its daemon"
            threading.Event().wait(0.02)
        threading.Event().wait(0.3)
    assert 0.1 < prove(long_sound, recording.samples).play.heard < 0.5


def _lives(pid: str) -> bool:
    """Whether the process runs; one that waits to be collected does not."""
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
