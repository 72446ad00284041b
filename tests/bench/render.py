"""Figures of the renderer: seconds and megabytes for a 90 s bulletin with espeak, the chain alone, the idle worker.

Run: python -m tests.bench.render [--idle SECONDS]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from broadcaster import scripts, settings, sound
from broadcaster.bulletin import Rendition, Script
from broadcaster.rendering.job import RenderJobProcess, rendition_in
from broadcaster.settings import PROJECT, Settings
from broadcaster.station import Voice
from broadcaster.store import open_store
from broadcaster.vietnamese import estimate_seconds

AROUND = 16.0
"""Seconds of chimes, opening and closing words around the script."""


@contextmanager
def station() -> Iterator[Settings]:
    """A station in a temporary folder whose only voice is espeak."""
    with tempfile.TemporaryDirectory() as folder:
        places = {"BROADCASTER_DATA": f"{folder}/var", "BROADCASTER_AUDIO": f"{folder}/audio"}
        yield replace(settings.load(PROJECT / "config", places), voices=(Voice("espeak", "vi"),))


def bulletin_of(seconds: float) -> Script:
    """Sentences of the shipped scripts, as many as fill about `seconds` on air."""
    text = ""
    for _, script in scripts.folder(PROJECT / "scripts_vi"):
        for sentence in script.text.split(". "):
            longer = f"{text}. {sentence}" if text else sentence
            if estimate_seconds(longer) + AROUND > seconds:
                return replace(script, text=f"{text}.")
            text = longer
    return replace(script, text=f"{text}.")


def rendered(script: Script, ward: Settings) -> tuple[Rendition, float, float]:
    """The sound, the seconds from start of the process to the sound, and the megabytes at the peak."""
    begun = time.perf_counter()
    child = RenderJobProcess(script, ward)
    peak = 0.0
    for step in child.steps(0.05):
        peak = max(peak, memory(child.pid, "VmHWM") / 1024)
        if step is not None and "error" in step:
            raise SystemExit(step["error"])
        if step is not None and (made := rendition_in(step)):
            seconds = time.perf_counter() - begun
            child.end()
            return made, seconds, peak
    raise SystemExit("the rendering ended without a sound")


def memory(pid: int, line: str) -> float:
    """Kilobytes in a line of /proc/PID/status or smaps_rollup; 0 where there is none."""
    for name in ("status", "smaps_rollup"):
        try:
            for entry in Path(f"/proc/{pid}/{name}").read_text().splitlines():
                if entry.startswith(f"{line}:"):
                    return float(entry.split()[1])
        except OSError:
            continue
    return 0.0


def chain(path: Path) -> float:
    """Seconds that shaping takes for a minute of sound."""
    raw = sound.decode(path)
    sound.shape(sound.Samples(raw.data[: sound.RATE]), sound.Chain())  # imports and first use
    begun = time.perf_counter()
    sound.shape(raw, sound.Chain())
    return (time.perf_counter() - begun) / raw.duration.total_seconds() * 60


def idle(ward: Settings, seconds: float) -> tuple[float, float]:
    """Percent of one core and PSS in megabytes of a renderer with nothing to do."""
    ward.data.mkdir(parents=True, exist_ok=True)
    open_store(ward.database, ward.station.id)
    environment = {**os.environ, "BROADCASTER_DATA": str(ward.data), "BROADCASTER_AUDIO": str(ward.audio)}
    command = [sys.executable, "-m", "broadcaster", "renderer", "--config", str(PROJECT / "config")]
    running = subprocess.Popen(command, env=environment, cwd=PROJECT, stderr=subprocess.DEVNULL)
    try:
        time.sleep(4)
        before = ticks(running.pid)
        time.sleep(seconds)
        used = (ticks(running.pid) - before) / os.sysconf("SC_CLK_TCK")
        return 100 * used / seconds, memory(running.pid, "Pss") / 1024
    finally:
        running.terminate()
        running.wait()


def ticks(pid: int) -> int:
    """Processor ticks used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--idle", type=float, default=30.0, metavar="SECONDS", help="how long to watch the idle worker")
    args = parser.parse_args()
    rows = []
    for seconds in (90, 180):
        script = bulletin_of(seconds)
        with station() as ward:
            made, cold, peak = rendered(script, ward)
            rows.append((f"{made.duration.total_seconds():.0f} s bulletin, espeak, nothing cached", cold, peak))
            for card in ward.rendered.glob("*.json"):
                card.unlink()
            edited = replace(script, text=f"{script.text} Xin cảm ơn bà con.")
            rows.append(("one sentence of it edited", *rendered(edited, ward)[1:]))
            rows.append(("the same again (found on the shelf)", *rendered(edited, ward)[1:]))
            a_minute = chain(made.path)
    print("| rendering | seconds | peak MB |\n|---|---:|---:|")
    for what, took, peak in rows:
        print(f"| {what} | {took:.2f} | {peak:.0f} |")
    print(f"| the chain alone, a minute of sound | {a_minute:.2f} | |")
    with station() as ward:
        percent, pss = idle(ward, args.idle)
    print(f"\nThe idle renderer: {percent:.2f} % of one core, {pss:.1f} MB (PSS).")


if __name__ == "__main__":
    main()
