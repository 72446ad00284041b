"""Cutting and joining: sentences with their pauses, and with pydub the programme with its chimes and fades."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadcaster.sound.outdoor import levelled
from broadcaster.sound.rates import at_rate
from broadcaster.sound.samples import RATE, Samples, decode, from_16_bit, to_16_bit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pydub import AudioSegment

LEADING = timedelta(milliseconds=250)
"""Silence the player opens the device in."""

TRAILING = timedelta(milliseconds=1500)
"""Silence that keeps the last word from being cut by the device."""

AFTER_CHIME = timedelta(seconds=1)
EDGE = timedelta(milliseconds=30)
FADE = timedelta(milliseconds=8)
CHIME_FADE_MS = 40
CHIME_LONGEST = timedelta(seconds=30)
AUDIBLE = 0.004


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One spoken sentence and the pause after it."""

    samples: Samples
    pause: timedelta


@dataclass(frozen=True, slots=True, eq=False)
class Programme:
    """A finished sound, and where each of its lines begins and ends."""

    samples: Samples
    spans: tuple[tuple[timedelta, timedelta], ...]


def trimmed(samples: Samples) -> Samples:
    """A sentence without the silence its engine put around it; the pauses are ours."""
    import numpy as np

    loud = np.flatnonzero(np.abs(samples.data) > AUDIBLE)
    if not len(loud):
        return samples
    edge = round(EDGE.total_seconds() * samples.rate)
    return Samples(samples.data[max(0, loud[0] - edge) : loud[-1] + edge], samples.rate)


def joined(lines: Sequence[Line]) -> Programme:
    """The lines one after another, softly cut, each followed by its pause (the last one's is left out)."""
    import numpy as np

    parts: list[Any] = []
    spans, at = [], 0
    for number, line in enumerate(lines):
        clip = _soft_edges(at_rate(trimmed(line.samples)))
        spans.append((_moment(at), _moment(at + len(clip))))
        pause = round(line.pause.total_seconds() * RATE) if number < len(lines) - 1 else 0
        parts += [clip, np.zeros(pause, dtype=np.float32)]
        at += len(clip) + pause
    return Programme(Samples(np.concatenate(parts)), tuple(spans))


def _soft_edges(samples: Samples) -> "NDArray[np.float32]":
    """The sound faded in and out so shortly that it is only not heard to click."""
    import numpy as np

    result = samples.data.copy()
    length = min(round(FADE.total_seconds() * samples.rate), len(result) // 2)
    ramp = np.linspace(0, 1, length, endpoint=False, dtype=np.float32)
    result[:length] *= ramp
    result[len(result) - length :] *= ramp[::-1]
    return result


def _moment(sample: int) -> timedelta:
    return timedelta(seconds=sample / RATE)


def programme(speech: Programme, opening: Samples | None, closing: Samples | None) -> Programme:
    """Silence, opening chime, speech, closing chime, silence; the spans move along."""
    parts = [silence(LEADING)]
    if opening is not None:
        parts += [segment(opening).fade_in(CHIME_FADE_MS), silence(AFTER_CHIME)]
    at = timedelta(seconds=sum(part.frame_count() for part in parts) / RATE)
    parts.append(segment(speech.samples))
    if closing is not None:
        parts += [silence(AFTER_CHIME), segment(closing).fade_out(CHIME_FADE_MS)]
    parts.append(silence(TRAILING))
    return Programme(unsegment(_end_to_end(parts)), tuple((begin + at, end + at) for begin, end in speech.spans))


def chime(path: Path, lufs: float, ceiling: float) -> Samples:
    """A chime at `lufs`, no peak of it above `ceiling`."""
    return levelled(at_rate(decode(path, CHIME_LONGEST)), lufs, ceiling)


def segment(samples: Samples) -> "AudioSegment":
    """The same sound in pydub's hands."""
    return _pydub()(to_16_bit(samples), sample_width=2, frame_rate=samples.rate, channels=1)


def unsegment(clip: "AudioSegment") -> Samples:
    """The same sound as numbers again."""
    return from_16_bit(clip.raw_data, clip.frame_rate)


def silence(length: timedelta) -> "AudioSegment":
    """Nothing, for exactly so long."""
    return _pydub().silent(duration=round(length.total_seconds() * 1000), frame_rate=RATE)


def _end_to_end(parts: Sequence[Any]) -> "AudioSegment":
    """All parts in one go: adding them one by one would copy a long bulletin once for every sentence."""
    return _pydub()(b"".join(part.raw_data for part in parts), sample_width=2, frame_rate=RATE, channels=1)


def _pydub() -> Any:
    """pydub, which complains at import about an ffmpeg it is never asked for here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
    return AudioSegment
