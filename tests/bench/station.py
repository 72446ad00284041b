"""What the whole station costs while it idles: start-up, memory (PSS) and processor time of all its processes.

python -m tests.bench.station [--seconds 60]
"""

import argparse
import os
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from broadcaster import bell
from broadcaster.bulletin import Kind, Priority, Script, Source, Topic
from broadcaster.office import newsroom
from broadcaster.store import JobState
from tests.running import RunningStation, wait_for
from tests.soundcard import running_sound_card

TICKS = os.sysconf("SC_CLK_TCK")


def processes(station: RunningStation) -> dict[int, str]:
    """The station's processes by their part's name, the player among them."""
    assert station.process is not None
    found = {station.process.pid: "supervisor"}
    for part in ("desk", "daemon", "renderer"):
        found |= dict.fromkeys(station.pids(part), part)
    for pid in _children(pid for pid, part in found.items() if part == "daemon"):
        found[pid] = "player"
    return found


def _children(parents: Iterable[int]) -> list[int]:
    found = []
    for parent in parents:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            found += [int(pid) for pid in children.read_text().split()]
    return found


def memory(pid: int) -> float:
    """Megabytes of PSS: shared pages counted in proportion."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("no Pss")


def used(pid: int) -> float:
    """Seconds of processor time so far, its ended children included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(fields[index]) for index in (11, 12, 13, 14)) / TICKS


def seconds_to_a_rendering(station: RunningStation) -> float:
    """From the submission of a bulletin, with nobody there to render it, to the moment a renderer has taken it on."""
    store, lan = station.store, station.people()[0]
    script = Script("Thử", Kind.NEWS, Topic.T01, Priority.NORMAL, Source(), "Kính thưa bà con. Hãy cảnh giác.")
    written = newsroom.write(store, lan, script, datetime.now(UTC))
    newsroom.submit(store, lan, written.id, 1, datetime.now(UTC))
    began = time.monotonic()
    bell.ring(station.settings.data)
    while (job := store.render_state(written.id)) is None or job.state is JobState.QUEUED:
        time.sleep(0.01)
    return time.monotonic() - began


def main() -> None:
    """Start a station, let it settle, watch it idle, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as home, running_sound_card() as card:
        os.environ.update(card.environ)
        station = RunningStation(Path(home))
        starts = []
        try:
            for _ in range(3):
                began = time.monotonic()
                station.start()
                starts.append(time.monotonic() - began)
                if len(starts) < 3:
                    station.stop()
            wait_for(lambda: not station.pids("renderer"), 90)  # it comes at the start, and goes when it has tidied
            time.sleep(3)
            parts = processes(station)
            before = {pid: used(pid) for pid in parts}
            began = time.monotonic()
            time.sleep(seconds)
            took = time.monotonic() - began
            rows = [(part, memory(pid), 100 * (used(pid) - before[pid]) / took) for pid, part in parts.items()]
            called = seconds_to_a_rendering(station)
            ended = station.stop()
        finally:
            station.kill()
    print("| process | memory, MB PSS | idle, % of one core |\n|---|---:|---:|")
    for part, megabytes, share in rows:
        print(f"| {part} | {megabytes:.0f} | {share:.2f} |")
    print(f"| **whole station** | **{sum(row[1] for row in rows):.0f}** | **{sum(row[2] for row in rows):.2f}** |")
    print(
        f"\nfirst start {starts[0]:.1f} s, second start {min(starts[1:]):.1f} s to the first page and a living daemon;"
        f" ended {ended:.1f} s after SIGTERM;"
        f"\nfrom submitting a bulletin to its first sign of being rendered, the renderer not running: {called:.2f} s"
    )


if __name__ == "__main__":
    main()
