"""The watch over a sound: asked ten times a second, told what is heard, and obeyed within half a second."""

import itertools
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcaster.airing import Outcome
from broadcaster.speakers import CUT_IN, STOP, Sounding
from broadcaster.speakers.vlc import VlcSpeakers
from tests.broadcaster.speakers.watching import cue
from tests.soundcard import SoundCard

pytestmark = pytest.mark.audio


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
