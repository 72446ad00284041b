"""A finished sound as MP3, for a loudspeaker that is carried about; measured again after it was packed."""

import io
from pathlib import Path

from broadcaster.errors import SoundError
from broadcaster.sound.loudness import true_peak
from broadcaster.sound.samples import Samples, decode, whole

TRIES = 4
SAFE = 0.1
BLOCK = 1 << 16


def export_mp3(source: Path, out: Path, peak: float = -1.5) -> float:
    """Write the WAV `source` as MP3 to `out`; its true peak in dBTP, which is at most `peak`.

    Packing adds to peaks what it takes from the wave elsewhere: when it is too much, the sound is turned down by
    that much and packed again.
    """
    samples, down = decode(source), 0.0
    for _ in range(TRIES):
        reached = _packed(Samples(samples.data * 10 ** (-down / 20), samples.rate), out)
        if reached <= peak:
            return round(reached, 2)
        down += reached - peak + SAFE
    out.unlink(missing_ok=True)
    raise SoundError(f"{out}: its true peak stays at {reached:.1f} dBTP")


def _packed(samples: Samples, out: Path) -> float:
    import soundfile

    packed = io.BytesIO()  # libsndfile cannot say that a disk is full; writing the file ourselves can
    with soundfile.SoundFile(packed, "w", samples.rate, 1, format="MP3") as sound:
        for start in range(0, len(samples.data), BLOCK):
            sound.write(samples.data[start : start + BLOCK])
    with whole(out) as file:
        file.write(packed.getbuffer())
    return true_peak(decode(out))
