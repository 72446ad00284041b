"""The tap on the device's monitor is taken off while a bulletin sounds: it is put on again, and the log says so."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from broadcaster.airing import Outcome, Reason
from broadcaster.speakers import Sounding
from broadcaster.speakers.vlc import VlcSpeakers
from tests.broadcaster.speakers.watching import cue, once, said
from tests.sounds import write_sound

pytestmark = pytest.mark.audio


def _take_off() -> None:
    """Kill every tap of this process."""
    for one in Path("/proc/self/task").glob("*/children"):
        for number in one.read_text(encoding="ascii").split():
            with suppress(OSError):
                if b"ward-ear" in Path(f"/proc/{number}/cmdline").read_bytes():
                    os.kill(int(number), signal.SIGKILL)


def test_a_tap_that_is_killed_costs_a_moment_of_the_account_not_the_whole(
    speakers: VlcSpeakers, tmp_path: Path
) -> None:
    played = speakers.play(cue(write_sound(tmp_path / "sound.wav", 12.0)), once(4.0, _take_off))
    assert said(played) == (Outcome.COMPLETE, Reason.NONE)
    assert played.detail.startswith("the ear was off for 0.")
    missed = played.wanted - played.heard
    assert 0 < missed.total_seconds() < 0.6


def test_a_tap_that_is_killed_again_and_again_leaves_the_play_unmeasured(speakers: VlcSpeakers, tmp_path: Path) -> None:
    def tear(sounding: Sounding) -> str | None:
        if sounding.position.total_seconds() > 1:
            _take_off()
        return None

    played = speakers.play(cue(write_sound(tmp_path / "sound.wav", 6.0)), tear)
    assert said(played) == (Outcome.UNMEASURED, Reason.NO_EAR)
