"""Taking in a recording of a quarter of an hour: seconds and memory of the process that does it.

python -m tests.bench.intake
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile

from tests.fakes.voice import RATE, tones

MINUTES = 14.9
PROGRAM = """
import resource, sys
from pathlib import Path
from broadcaster.rendering.intake_job import _bounded
_bounded()
from broadcaster.sound.recording import take_in
made = take_in(Path(sys.argv[1]), sys.argv[1], Path(sys.argv[2], "in"), Path(sys.argv[2], "out"))
print(made.lufs, made.peak, made.duration.total_seconds(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def recorded(out: Path) -> None:
    """A voice of tones with pauses, as loud as a telephone records it."""
    said = np.concatenate([np.array(tones("bà con chú ý giữ kín mã xác thực"), dtype=np.int16), np.zeros(RATE // 2)])
    times = int(MINUTES * 60 * RATE / len(said))
    with soundfile.SoundFile(out, "w", RATE, 1, format=out.suffix[1:].upper()) as file:
        for _ in range(times):
            file.write(said.astype(np.int16))


def main() -> None:
    """One line a kind of file."""
    print("| 15 min as | seconds | memory, MB | LUFS | dBTP |\n|---|---:|---:|---:|---:|")
    for kind in ("wav", "flac", "ogg", "mp3"):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, f"voice.{kind}")
            recorded(source)
            began = time.monotonic()
            command = [sys.executable, "-c", PROGRAM, str(source), folder]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            took = time.monotonic() - began
            lufs, peak, _, memory = done.stdout.split()
            print(f"| {kind} | {took:.1f} | {memory} | {lufs} | {peak} |")


if __name__ == "__main__":
    main()
