"""A file of silence: what wakes a sound device and the amplifier behind it before the first word of a slot."""

import hashlib
import wave
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

RATE = 48_000


@dataclass(frozen=True, slots=True)
class Silence:
    """A WAV (48 kHz mono, 16-bit) that holds nothing but zeros."""

    path: Path
    sha256: str
    length: timedelta


def silence_of(length: timedelta, folder: Path) -> Silence | None:
    """Silence of that length in `folder`, written when it is not there; None for no length."""
    if length <= timedelta():
        return None
    path = folder / f"silence-{length.total_seconds():g}.wav"
    frames = round(length.total_seconds() * RATE)
    if not path.is_file() or path.stat().st_size != 44 + 2 * frames:
        folder.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".part")
        with half.open("wb") as file, wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(RATE)
            for _ in range(frames // RATE):
                sound.writeframesraw(bytes(2 * RATE))
            sound.writeframes(bytes(2 * (frames % RATE)))
        half.replace(path)
    return Silence(path, hashlib.sha256(path.read_bytes()).hexdigest(), length)
