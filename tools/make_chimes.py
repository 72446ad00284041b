"""Make the station's own chimes: audio/chimes/opening.wav, closing.wav and attention.wav.

Struck bars, like a vibraphone: a few partials that a horn can give back (500 Hz to 5 kHz), each dying away by
itself. Nothing is random, so the same files come out every time. Run: python tools/make_chimes.py [FOLDER]
"""

import math
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
FOLDER = Path(__file__).resolve().parent.parent / "audio" / "chimes"
A4 = 440.0

# Ratio to the fundamental, strength, seconds until it has died away to a third.
BAR = ((1.0, 1.0, 0.62), (2.0, 0.30, 0.40), (4.0, 0.34, 0.22), (9.2, 0.06, 0.05))


@dataclass(frozen=True)
class Strike:
    """One bar struck: when (seconds), which note (semitones above A4), how hard."""

    at: float
    note: int
    force: float = 1.0


CHIMES: dict[str, tuple[float, tuple[Strike, ...]]] = {
    # Four notes rising to the octave: "listen, we begin".
    "opening": (3.4, (Strike(0, 3), Strike(0.38, 7), Strike(0.76, 10), Strike(1.14, 15, 1.1))),
    # The same notes going home.
    "closing": (3.2, (Strike(0, 15), Strike(0.42, 10), Strike(0.84, 7), Strike(1.26, 3, 1.1))),
    # Five quick pairs, high and low, for three seconds: "stop and listen". Before an urgent bulletin.
    "attention": (
        3.0,
        tuple(Strike(0.5 * pair + 0.2 * step, 15 - 5 * step, 1.0) for pair in range(5) for step in range(2)),
    ),
}


def struck(strike: Strike, seconds: float) -> NDArray[np.float64]:
    """The sound of one bar from its strike to the end of the chime."""
    time = np.arange(round((seconds - strike.at) * RATE)) / RATE
    fundamental = A4 * 2 ** (strike.note / 12)
    sound = np.zeros_like(time)
    for ratio, strength, lasting in BAR:
        if fundamental * ratio < 5500:
            sound += strength * np.exp(-time / lasting) * np.sin(2 * math.pi * fundamental * ratio * time)
    attack = np.minimum(time / 0.004, 1.0)
    return strike.force * attack * sound


def chime(seconds: float, strikes: tuple[Strike, ...]) -> NDArray[np.int16]:
    """All strikes together, at half of full scale, ending in silence."""
    whole = np.zeros(round(seconds * RATE))
    for strike in strikes:
        whole[round(strike.at * RATE) :] += struck(strike, seconds)[: len(whole) - round(strike.at * RATE)]
    tail = round(0.4 * RATE)
    whole[-tail:] *= np.cos(np.linspace(0, math.pi / 2, tail)) ** 2
    return np.rint(whole / np.abs(whole).max() * 16384).astype("<i2")


def main(folder: Path) -> None:
    """Write the three files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (seconds, strikes) in CHIMES.items():
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(chime(seconds, strikes).tobytes())
        print(f"{folder / name}.wav")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
