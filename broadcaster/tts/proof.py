"""The proof that an engine really spoke: the file decodes, is long enough for its syllables, and is not cut off."""

import math
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from broadcaster.errors import VoiceError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

A_SYLLABLE = timedelta(seconds=0.12)
"""Less sound than this a syllable is not the whole text."""

SLOWEST_SYLLABLE = timedelta(seconds=1.5)
"""More than this a syllable (and a few seconds) is something else than the text."""

AUDIBLE = 0.003
CUT_OFF = 0.25
FRAME = timedelta(milliseconds=10)


def syllables(text: str) -> int:
    """Groups of letters or digits: Vietnamese writes its syllables apart."""
    return len(re.findall(r"[^\W_]+", text))


def proven(engine: str, path: Path, text: str, *, fetched: bool = False) -> tuple["NDArray[np.float32]", int]:
    """The samples and rate of `path` if they can be the whole of `text`; else VoiceError.

    A sound that was `fetched` must also end softly, as every online voice does: half an answer does not.
    """
    import numpy as np
    import soundfile

    longest = SLOWEST_SYLLABLE * syllables(text) + timedelta(seconds=5)
    try:
        with soundfile.SoundFile(str(path)) as file:
            rate = int(file.samplerate)
            samples = file.read(frames=math.ceil(longest.total_seconds() * rate) + 1, dtype="float32", always_2d=True)
    except (RuntimeError, TypeError, ValueError, OSError) as error:
        raise VoiceError(engine, f"what it sent is not a sound ({_short(error)})", again=True) from error
    mono: NDArray[np.float32] = samples.mean(axis=1, dtype=np.float32)
    if len(mono) > longest.total_seconds() * rate:
        raise VoiceError(engine, f"its sound is longer than {longest.total_seconds():g} s", again=True)
    if not np.isfinite(mono).all():
        raise VoiceError(engine, "its sound holds impossible samples", again=True)
    _check_length(engine, mono, rate, text, fetched)
    return mono, rate


def _check_length(engine: str, mono: "NDArray[np.float32]", rate: int, text: str, fetched: bool) -> None:
    import numpy as np

    frame = max(1, round(FRAME.total_seconds() * rate))
    frames = mono[: len(mono) // frame * frame].reshape(-1, frame)
    levels = np.sqrt(np.mean(np.square(frames), axis=1, dtype=np.float64))
    loud = np.flatnonzero(levels > AUDIBLE)
    if not len(loud):
        raise VoiceError(engine, "its sound is silent", again=True)
    voiced = FRAME * int(loud[-1] - loud[0] + 1)
    wanted = A_SYLLABLE * syllables(text)
    if voiced < wanted:
        message = f"{voiced.total_seconds():.2f} s of sound for {syllables(text)} syllables"
        raise VoiceError(engine, f"its sound is too short: {message}", again=True)
    if fetched and levels[-2:].max() > CUT_OFF * levels.max():
        raise VoiceError(engine, "its sound breaks off in the middle of a word", again=True)


def _short(error: Exception) -> str:
    """The decoder's own words without the path in them."""
    return getattr(error, "error_string", "") or type(error).__name__
