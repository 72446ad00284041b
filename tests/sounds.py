"""Sounds for tests: noise that rises and falls like speech, in files laid out like rendered ones."""

import hashlib
import wave
from pathlib import Path

import numpy as np
from scipy.signal import butter, lfilter

RATE = 48_000
LEADING, TRAILING = 0.25, 1.5


def speech_like(seconds: float, seed: int = 1) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Band-limited noise in syllables, with a sharp beginning and end, and a pause in the middle."""
    chance = np.random.default_rng(seed)
    count = int(seconds * RATE)
    low, high = butter(2, [300 / (RATE / 2), 3000 / (RATE / 2)], "band")
    noise = lfilter(low, high, chance.standard_normal(count))
    syllables = np.abs(np.sin(2 * np.pi * (2.0 + 0.3 * seed) * np.arange(count) / RATE + 0.8)) ** 0.7
    sound = 0.7 * syllables * noise / np.abs(noise).max()
    sound[int(0.5 * count) : int(0.5 * count) + RATE // 5] = 0.0
    sound[: RATE // 500] = sound[-RATE // 500 :] = 0.4
    return np.asarray(sound)


def write_sound(path: Path, seconds: float = 1.5, seed: int = 1, *, silent: bool = False) -> Path:
    """A rendered file: leading silence, sound, trailing silence."""
    sound = speech_like(seconds, seed) * (0.0 if silent else 1.0)
    whole = np.concatenate([np.zeros(int(LEADING * RATE)), sound, np.zeros(int(TRAILING * RATE))])
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((whole * 32767).astype("<i2").tobytes())
    return path


def sha256(path: Path) -> str:
    """The hash of a file; of nothing, where there is none."""
    return hashlib.sha256(path.read_bytes() if path.exists() else b"").hexdigest()
