"""A recording as a bulletin: our own WAV of it with the station's chimes around it, on the shelf like any sound."""

import hashlib
import json
import wave
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadcaster import sound
from broadcaster.bulletin import Mark, Priority, Rendition, Script
from broadcaster.errors import RenderingCancelled, SoundError
from broadcaster.rendering import shelf
from broadcaster.rendering.bulletin import Progress, carry_on
from broadcaster.settings import Settings
from broadcaster.sound import mastering
from broadcaster.sound.clips import AFTER_CHIME, LEADING, TRAILING
from broadcaster.sound.loudness import peaks
from broadcaster.sound.outdoor import level_in_place
from broadcaster.sound.samples import from_16_bit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]

VERSION = "1"
"""Grows when the same recording and chimes would be put together differently."""

VOICE = "recording"
"""What a rendition names where nobody was asked to speak."""

BLOCK = 1 << 18
TOLERANCE = 0.25
LIMIT = 1.0


def render_recording(script: Script, settings: Settings, out_dir: Path, progress: Progress = carry_on) -> Rendition:
    """The sound of a bulletin that is a recording. Raises SoundError when the recording or a chime is gone."""
    source = settings.recordings / f"{script.recording}.wav"
    if sound.sha256(source) != script.recording:
        raise SoundError(f"{source}: is no longer the recording that was taken in")
    chimes = _chimes(script, settings)
    key = _key(script, settings, chimes)
    if ready := shelf.found(out_dir, key):
        return ready
    _tell(progress, 0)
    samples, speech = _around(source, chimes, settings)
    _tell(progress, 1)
    lufs, peak = _levelled(samples, settings)
    begin = timedelta(seconds=speech.start / sound.RATE)
    stretches = mastering.marks(peaks(samples.data[speech]), begin)
    marks = tuple(Mark(first, last, "") for first, last in stretches)
    card = Rendition(key, "", Path(), samples.duration, VOICE, round(lufs, 2), round(peak, 2), marks=marks)
    return shelf.put(out_dir, samples, card)


def _tell(progress: Progress, done: int) -> None:
    if not progress(done, 2, "sound"):
        raise RenderingCancelled("the rendering of a recording was called off")


def _chimes(script: Script, settings: Settings) -> tuple[tuple[Path | None, float], tuple[Path | None, float]]:
    """Opening and closing chime, each with how far under the speech; what is urgent begins with its tone."""
    wanted = settings.sound
    if not script.chimes:
        return (None, 0.0), (None, 0.0)
    opening: tuple[Path | None, float] = (wanted.opening_chime, wanted.chime_below)
    if script.priority is Priority.URGENT and wanted.attention is not None:
        opening = (wanted.attention, 0.0)
    return opening, (wanted.closing_chime, wanted.chime_below)


def _key(script: Script, settings: Settings, chimes: tuple[tuple[Path | None, float], ...]) -> str:
    hashes: list[Any] = [[sound.sha256(path), below] if path else "" for path, below in chimes]
    made_of = [VOICE, VERSION, sound.VERSION, script.recording, hashes, settings.sound.lufs, settings.sound.peak]
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()


def _around(
    source: Path, chimes: tuple[tuple[Path | None, float], ...], settings: Settings
) -> tuple[sound.Samples, slice]:
    """The player's silence, the chimes and the recording in one piece of memory, and where the recording lies."""
    import numpy as np

    wanted = settings.sound
    ceiling = wanted.peak - 0.5
    opening, closing = (
        sound.chime(path, wanted.lufs - below, ceiling).data if path else np.zeros(0, dtype=np.float32)
        for path, below in chimes
    )
    gap = _count(AFTER_CHIME)
    begin = _count(LEADING) + (len(opening) + gap if len(opening) else 0)
    with wave.open(str(source), "rb") as file:
        end = begin + file.getnframes() - _count(LEADING) - _count(TRAILING)
        whole = np.zeros(end + (gap + len(closing) if len(closing) else 0) + _count(TRAILING), dtype=np.float32)
        file.setpos(_count(LEADING))  # its own silence is the player's, which stands around the whole
        for at in range(begin, end, BLOCK):
            piece = from_16_bit(file.readframes(min(BLOCK, end - at)))
            whole[at : at + len(piece.data)] = piece.data
    whole[_count(LEADING) : _count(LEADING) + len(opening)] = opening
    if len(closing):
        whole[end + gap : end + gap + len(closing)] = closing
    return sound.Samples(whole), slice(begin, end)


def _levelled(samples: sound.Samples, settings: Settings) -> tuple[float, float]:
    """Loudness and true peak; the chimes around a short recording weigh enough to move it, and then it is turned."""
    wanted = settings.sound
    lufs, peak = sound.loudness(samples), sound.true_peak(samples)
    if abs(lufs - wanted.lufs) > TOLERANCE or peak > wanted.peak:
        level_in_place(samples, wanted.lufs, wanted.peak - 0.5)
        lufs, peak = sound.loudness(samples), sound.true_peak(samples)
    if abs(lufs - wanted.lufs) > LIMIT or peak > wanted.peak:
        raise SoundError(f"the sound came out at {lufs:.1f} LUFS and {peak:.1f} dBTP, outside its limits")
    return lufs, peak


def _count(length: timedelta) -> int:
    return round(length.total_seconds() * sound.RATE)
