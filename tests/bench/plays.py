"""What a thousand plays cost: memory of the daemon's side and of the player, and open files, before and after.

    python -m tests.bench.plays [--plays 200]

Each play is a whole cue with its ear, on a null sink, as short as the player allows; twenty go by before the first
measure, so that what is made once is not counted. A thousand plays take about fifty minutes.
"""

import argparse
import gc
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from broadcaster.speakers import Cue
from broadcaster.speakers.vlc import VlcSpeakers
from broadcaster.supervisor import FRUGAL
from tests.soundcard import running_sound_card
from tests.sounds import sha256, write_sound

_FIRST = 20
_PAGE = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Private memory in kB and open files of one process, and its threads."""

    memory: int
    files: int
    threads: int


def cost(pid: int) -> Cost:
    """What a process holds now; of its memory what is its own alone, which no neighbour's coming and going changes."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    memory = sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty:"))
    folder = Path(f"/proc/{pid}")
    return Cost(memory, len(list((folder / "fd").iterdir())), len(list((folder / "task").iterdir())))


def row(name: str, before: Cost, after: Cost, plays: int) -> str:
    """One line of the table."""
    grown = after.memory - before.memory
    return (
        f"| {name} | {before.memory / _PAGE:.1f} | {after.memory / _PAGE:.1f} | {grown / _PAGE:+.2f} "
        f"| {grown / plays:+.2f} | {after.files - before.files:+d} | {after.threads - before.threads:+d} |"
    )


def main() -> None:
    """Measure and print a Markdown table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--plays", type=int, default=200)
    given = options.parse_args()
    if not FRUGAL.items() <= os.environ.items():  # as the supervisor starts the daemon
        os.execve(sys.executable, [sys.executable, "-m", "tests.bench.plays", *sys.argv[1:]], {**os.environ, **FRUGAL})
    with running_sound_card() as card, tempfile.TemporaryDirectory() as folder:
        os.environ.update(card.environ)
        sound = write_sound(Path(folder) / "sound.wav", 0.1)
        speakers = VlcSpeakers()
        outcomes: dict[str, int] = {}
        before = {}
        since = time.monotonic()
        for number in range(_FIRST + given.plays):
            if number == _FIRST:
                gc.collect()
                before = {"daemon's side": cost(os.getpid()), "player": cost(speakers.player_pid)}
                outcomes.clear()
            cue = Cue(sound, sha256(sound), datetime.now(UTC) + timedelta(seconds=0.4))
            said = speakers.play(cue, lambda _: None).outcome.value
            outcomes[said] = outcomes.get(said, 0) + 1
        gc.collect()
        after = {"daemon's side": cost(os.getpid()), "player": cost(speakers.player_pid)}
        speakers.close()
    print(f"{given.plays} plays in {time.monotonic() - since:.0f} s: {outcomes}\n")
    print("| process | MB before | MB after | growth, MB | kB a play | files | threads |")
    print("|---|---|---|---|---|---|---|")
    for name in before:
        print(row(name, before[name], after[name], given.plays))


if __name__ == "__main__":
    main()
