"""A long recording brought to the loudness of the street, with one copy of it in memory and no more.

A quarter of an hour at 48 kHz is 173 MB of numbers: whatever is done to it is done in the memory where it lies.
"""

import math
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING

from broadcaster.errors import RecordingRefused, SoundError
from broadcaster.recording import Level, Purpose, Refusal
from broadcaster.sound.clips import AUDIBLE, EDGE, FADE, LEADING, TRAILING
from broadcaster.sound.gate import FLAT_PART, flat_tops
from broadcaster.sound.loudness import SILENCE, integrated, peaks, weighted_power
from broadcaster.sound.outdoor import Chain, level_in_place, shape_in_place
from broadcaster.sound.rates import at_rate
from broadcaster.sound.samples import RATE, Samples, to_16_bit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

QUIET, LOUD = -35.0, -9.0
BLOCK = 1 << 18
ASIDE = 4000
"""Samples on either side of a stretch that its interpolation may look at."""

POINTS = 400
"""Points of the outline that a page draws."""

FRAME = RATE // 100
PAUSE = timedelta(seconds=0.35)
STILL = 0.01
"""A hundredth of a second whose loudest sample stays under this (-40 dBFS) is a pause."""

SHORTEST_MARK = timedelta(seconds=4)
TOLERANCE = 1.0
CHIME_BELOW = 3.0
"""A chime in the library is as loud as it will be before a bulletin, so that it does not startle whoever listens."""

Told = Callable[[str, int], object]


@dataclass(frozen=True, slots=True, eq=False)
class Mastered:
    """A finished recording and what is known of it."""

    samples: Samples
    lufs: float
    peak: float
    level: Level
    wave: tuple[int, ...]
    marks: tuple[tuple[timedelta, timedelta], ...]
    before: timedelta = LEADING
    after: timedelta = TRAILING

    @property
    def duration(self) -> timedelta:
        """With the player's silence around it."""
        return self.samples.duration + self.before + self.after


def mastered(decoded: Path, chain: Chain, purpose: Purpose, shortest: timedelta, told: Told) -> Mastered:
    """The 16-bit mono WAV `decoded` without the silence around it, as loud as the street needs it.

    A chime keeps its tones; a recording of speech goes through the whole chain. Raises RecordingRefused.
    """
    told("measure", 0)
    samples, flat = _read(decoded)
    level = _level(samples, flat)
    told("master", 20)
    samples = _trimmed(samples)
    if samples.duration < shortest:
        raise RecordingRefused(Refusal.TOO_SHORT, f"holds less than {shortest.total_seconds():g} s of sound")
    _soften(samples)
    lufs = chain.lufs - (CHIME_BELOW if purpose is Purpose.CHIME else 0)
    try:
        if purpose is Purpose.CHIME:
            level_in_place(samples, lufs, chain.ceiling)
        else:
            shape_in_place(samples, chain)
    except SoundError as error:
        raise RecordingRefused(Refusal.SILENT, "holds no sound") from error
    told("measure", 80)
    reached, peak = _measured(samples)
    if abs(reached - lufs) > TOLERANCE or peak > chain.peak:
        why = f"came out at {reached:.1f} LUFS and {peak:.1f} dBTP, outside the limits"
        raise RecordingRefused(Refusal.OUTSIDE_LIMITS, why)
    return _described(samples, (round(reached, 2), round(peak, 2)), level, purpose)


def described(samples: Samples) -> Mastered:
    """A finished sound as it is, such as a chime that came with the program."""
    return _described(samples, _measured(samples), _level(samples, 0.0), Purpose.CHIME)


def _described(samples: Samples, measured: tuple[float, float], level: Level, purpose: Purpose) -> Mastered:
    outline = peaks(samples.data)
    if purpose is Purpose.CHIME:  # what stands around a bulletin brings no silence of its own
        return Mastered(samples, *measured, level, _wave(outline), (), timedelta(), timedelta())
    full = _padded(outline)
    return Mastered(samples, *measured, level, _wave(full), marks(outline, LEADING))


def write(made: Mastered, out: IO[bytes]) -> None:
    """A 16-bit WAV with the player's silence around a recording."""
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.setnframes(_samples(made.before) + len(made.samples.data) + _samples(made.after))
        file.writeframesraw(bytes(2 * _samples(made.before)))
        for start in range(0, len(made.samples.data), BLOCK):
            file.writeframesraw(to_16_bit(Samples(made.samples.data[start : start + BLOCK])))
        file.writeframesraw(bytes(2 * _samples(made.after)))


def _read(decoded: Path) -> tuple[Samples, float]:
    """The sound at 48 kHz, and which part of it stands flat at full scale."""
    import numpy as np

    with wave.open(str(decoded), "rb") as file:
        rate, frames = file.getframerate(), file.getnframes()
        shared = math.gcd(rate, RATE)
        step_in, step_out = rate // shared, RATE // shared
        result = np.zeros(math.ceil(frames * step_out / step_in), dtype=np.float32)
        flat, at = 0, 0
        for piece, before, after in _pieces(file, step_in):
            flat += flat_tops(piece[before : len(piece) - after])
            made = at_rate(Samples(piece, rate)).data
            first, last = before // step_in * step_out, math.ceil((len(piece) - after) * step_out / step_in)
            kept = made[first:last][: len(result) - at]
            result[at : at + len(kept)] = kept
            at += len(kept)
    return Samples(result), flat / max(1, frames)


def _pieces(file: wave.Wave_read, step: int) -> Iterator[tuple["Numbers", int, int]]:
    """Stretches of the file, with how much of each belongs to the one before and the one after it.

    All begin at a multiple of `step`, so that each can be interpolated by itself.
    """
    import numpy as np

    length, aside = math.ceil(BLOCK / step) * step, math.ceil(ASIDE / step) * step
    frames = file.getnframes()
    for start in range(0, frames, length):
        first, last = max(0, start - aside), min(frames, start + length + aside)
        file.setpos(first)
        raw = np.frombuffer(file.readframes(last - first), dtype="<i2").astype(np.float32)
        raw /= np.float32(32767)
        yield raw, start - first, max(0, last - start - length)


def _level(samples: Samples, flat: float) -> Level:
    measured = integrated(weighted_power(samples.data))
    if measured == SILENCE:
        raise RecordingRefused(Refusal.SILENT, "holds no sound")
    if flat > FLAT_PART or measured > LOUD:
        return Level.LOUD
    return Level.QUIET if measured < QUIET else Level.FINE


def _trimmed(samples: Samples) -> Samples:
    """A view of the sound without the silence around it."""
    highest = peaks(samples.data)
    loud = (highest > AUDIBLE).nonzero()[0]
    if not len(loud):
        return samples
    edge, each = _samples(EDGE), RATE // 1000
    return Samples(samples.data[max(0, int(loud[0]) * each - edge) : (int(loud[-1]) + 1) * each + edge])


def _soften(samples: Samples) -> None:
    import numpy as np

    length = min(_samples(FADE), len(samples.data) // 2)
    ramp = np.linspace(0, 1, length, endpoint=False, dtype=np.float32)
    samples.data[:length] *= ramp
    samples.data[len(samples.data) - length :] *= ramp[::-1]


def _measured(samples: Samples) -> tuple[float, float]:
    """Loudness and true peak of the sound as it stands in the file, in dB."""
    top = float(peaks(samples.data).max(initial=0.0))
    return integrated(weighted_power(samples.data)), 20 * math.log10(top) if top > 0 else SILENCE


def _wave(outline: "Numbers") -> tuple[int, ...]:
    """The outline in at most so many points, in parts of a hundred."""
    import numpy as np

    edges = np.linspace(0, len(outline), min(POINTS, len(outline)) + 1).astype(int)[:-1]
    return tuple(int(value) for value in np.rint(np.maximum.reduceat(outline, edges) * 100).clip(0, 100))


def _padded(outline: "Numbers") -> "Numbers":
    """The outline, a point each millisecond, with the silence that will stand around the sound."""
    import numpy as np

    around = (round(LEADING / timedelta(milliseconds=1)), round(TRAILING / timedelta(milliseconds=1)))
    return np.pad(outline, around)


def marks(outline: "Numbers", before: timedelta) -> tuple[tuple[timedelta, timedelta], ...]:
    """The stretches between pauses, none shorter than a few seconds, in a file that begins so long before them.

    `outline` is the highest sample of each millisecond.
    """
    tenths = outline[: len(outline) // 10 * 10].reshape(-1, 10).max(axis=1)
    hundredth, still = timedelta(milliseconds=10), tenths < STILL
    found: list[tuple[timedelta, timedelta]] = []
    begin, quiet = 0, 0
    for at, silent in enumerate([*still.tolist(), False]):
        if silent:
            quiet += 1
            continue
        if quiet * hundredth >= PAUSE and (at - quiet - begin) * hundredth >= SHORTEST_MARK:
            found.append((before + begin * hundredth, before + (at - quiet) * hundredth))
            begin = at
        quiet = 0
    found.append((before + begin * hundredth, before + len(still) * hundredth))
    return tuple(found)


def _samples(length: timedelta) -> int:
    return round(length.total_seconds() * RATE)
