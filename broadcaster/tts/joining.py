"""The pieces an online voice spoke, joined to one sentence with a breath where they were cut at punctuation."""

import io
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from broadcaster.errors import VoiceError
from broadcaster.tts.pieces import breathes_after

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BREATH = timedelta(seconds=0.4)
EDGE = timedelta(milliseconds=40)


def join(engine: str, parts: Sequence[str], sounds: Sequence[tuple["NDArray[np.float32]", int]], out: Path) -> None:
    """One WAV of all pieces, with a breath where a piece ends at punctuation."""
    import numpy as np
    import soundfile

    rate = sounds[0][1]
    if any(other != rate for _, other in sounds):
        raise VoiceError(engine, "its pieces have different sampling rates", again=True)
    line = []
    for number, (part, (samples, _)) in enumerate(zip(parts, sounds, strict=True)):
        last = number == len(parts) - 1
        breath = BREATH if breathes_after(part) and not last else timedelta()
        line += [_trimmed(samples, rate), np.zeros(round(breath.total_seconds() * rate), dtype=np.float32)]
    whole = io.BytesIO()  # libsndfile cannot say that a disk is full; writing the file ourselves can
    soundfile.write(whole, np.concatenate(line), rate, format="WAV", subtype="PCM_16")
    out.write_bytes(whole.getbuffer())


def _trimmed(samples: "NDArray[np.float32]", rate: int) -> "NDArray[np.float32]":
    """The piece without the silence the service puts around it, but for a soft edge."""
    import numpy as np

    loud = np.flatnonzero(np.abs(samples) > 0.01)
    edge = round(EDGE.total_seconds() * rate)
    return samples[max(0, loud[0] - edge) : loud[-1] + edge] if len(loud) else samples
