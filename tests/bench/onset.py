"""How far from its second a sound begins: the station's player beside a plain `paplay`, on a null sink.

    python -m tests.bench.onset [--plays 20] [--busy 4]

The oracle is a recording of the sink's monitor; the rendered file is found in it by cross-correlation.
"""

import argparse
import contextlib
import math
import multiprocessing
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from broadcaster.speakers import LEADING_SILENCE, Cue, Speakers, open_speakers
from tests.listening import prove
from tests.soundcard import SoundCard, running_sound_card
from tests.sounds import sha256, write_sound

_AHEAD = 2.0

Play = Callable[[Path, datetime], None]


def through_the_station(speakers: Speakers) -> Play:
    """Our own way: armed ahead, released on the second."""

    def play(sound: Path, start: datetime) -> None:
        speakers.play(Cue(sound, sha256(sound), start), lambda _: None)

    return play


def through_paplay(sound: Path, start: datetime) -> None:
    """A program started so that its first sound would be on the second, if starting took no time."""
    begin = (start - LEADING_SILENCE).timestamp()
    while (left := begin - time.time()) > 0:
        time.sleep(min(left, 0.5) if left > 0.002 else left)
    subprocess.run(["paplay", str(sound)], check=True)


def onsets(card: SoundCard, sound: Path, plays: int, play: Play) -> list[float]:
    """Milliseconds after the scheduled second, for each play; a play that was not heard counts as infinite."""
    found = []
    for _ in range(plays):
        start = datetime.fromtimestamp(math.ceil(time.time() + _AHEAD), UTC)
        with card.record() as recording:
            play(sound, start)
        proof = prove(sound, recording.samples)
        late = recording.instant(proof.plays[0].onset) - start if proof.plays else timedelta.max
        found.append(late / timedelta(milliseconds=1))
    return found


def row(name: str, late: list[float]) -> str:
    """One line of the table, over |onset - second|."""
    off = sorted(abs(value) for value in late)
    p95 = off[min(len(off) - 1, math.ceil(0.95 * len(off)) - 1)]
    return (
        f"| {name} | {len(off)} | {statistics.median(off):.1f} | {p95:.1f} | {off[-1]:.1f} "
        f"| {statistics.median(late):+.1f} |"
    )


@contextlib.contextmanager
def busy_loops(count: int) -> Iterator[None]:
    """So many processes that do nothing, as fast as they can."""
    loops = [multiprocessing.Process(target=_burn, daemon=True) for _ in range(count)]
    for loop in loops:
        loop.start()
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.join()


def _burn() -> None:
    while True:
        pass


def main() -> None:
    """Measure and print a Markdown table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--plays", type=int, default=20)
    options.add_argument("--busy", type=int, default=0, help="busy loops beside the plays")
    given = options.parse_args()
    with running_sound_card() as card, tempfile.TemporaryDirectory() as folder:
        os.environ.update(card.environ)
        sound = write_sound(Path(folder) / "sound.wav", 0.6)
        speakers = open_speakers("pulse", True)
        with busy_loops(given.busy):
            ours = onsets(card, sound, given.plays, through_the_station(speakers))
            theirs = onsets(card, sound, given.plays, through_paplay)
        speakers.close()
    print(f"|onset - second| in ms, {given.busy} busy loops, load average {os.getloadavg()[0]:.1f}\n")
    print("| player | plays | median | p95 | max | signed median |")
    print("|---|---|---|---|---|---|")
    print(row("broadcaster", ours))
    print(row("paplay", theirs))


if __name__ == "__main__":
    main()
