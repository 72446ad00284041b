"""A player that hangs or dies: another one goes on with the sound, and none outlives its daemon."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcaster.airing import Outcome, Reason
from broadcaster.speakers import Cue, Sounding
from broadcaster.speakers.vlc import VlcSpeakers
from tests.broadcaster.speakers.watching import cue, go_on, once, said
from tests.listening import prove
from tests.soundcard import SoundCard
from tests.sounds import sha256, write_sound

pytestmark = pytest.mark.audio


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
