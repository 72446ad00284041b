"""Samples in memory and on disk: decode what an engine or a chime file holds, write our own WAV whole or not at all."""

import errno
import hashlib
import math
import os
import wave
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import mkstemp
from typing import IO, TYPE_CHECKING

from broadcaster.errors import DiskFull, SoundError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 48_000
LONGEST = timedelta(minutes=65)
BLOCK = 1 << 18


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Mono samples between -1 and 1."""

    data: "NDArray[np.float32]"
    rate: int = RATE

    @property
    def duration(self) -> timedelta:
        """How long they sound."""
        return timedelta(seconds=len(self.data) / self.rate)


def decode(path: Path, longest: timedelta = LONGEST) -> Samples:
    """The sound of `path`, mixed down to mono. Its length is checked before anything is decoded, and again after.

    A file of a few megabytes may claim or hold hours of sound: never more than `longest` is taken into memory.
    """
    import numpy as np
    import soundfile

    try:
        with soundfile.SoundFile(str(path)) as file:
            rate = int(file.samplerate)
            most = math.floor(longest.total_seconds() * rate)
            if file.frames > most:
                raise SoundError(
                    f"{path}: {_minutes(file.frames / rate)} of sound, longer than {_minutes(most / rate)}"
                )
            blocks, taken = [], 0
            while len(block := file.read(frames=BLOCK, dtype="float32", always_2d=True)):
                blocks.append(block.mean(axis=1, dtype=np.float32))
                taken += len(block)
                if taken > most:
                    raise SoundError(f"{path}: more than {_minutes(most / rate)} long")
    except (RuntimeError, TypeError, ValueError, OSError) as error:
        why = getattr(error, "error_string", "") or getattr(error, "strerror", "") or type(error).__name__
        raise SoundError(f"{path}: cannot be decoded ({why})") from error
    data = np.concatenate(blocks) if blocks else np.zeros(0, dtype=np.float32)
    if not len(data):
        raise SoundError(f"{path}: holds no sound")
    if not np.isfinite(data).all():
        raise SoundError(f"{path}: holds impossible samples")
    return Samples(data, rate)


def to_16_bit(samples: Samples) -> bytes:
    """Little-endian 16-bit samples; what would exceed full scale is held at it."""
    import numpy as np

    result = np.empty(len(samples.data), dtype="<i2")
    for start in range(0, len(result), BLOCK):  # an hour in one go would need half a gigabyte
        scaled = samples.data[start : start + BLOCK] * np.float32(32767)
        np.clip(np.rint(scaled, out=scaled), -32768, 32767, out=scaled)
        result[start : start + BLOCK] = scaled
    return result.tobytes()


def from_16_bit(raw: bytes, rate: int = RATE) -> Samples:
    """The inverse of `to_16_bit`."""
    import numpy as np

    data = np.frombuffer(raw, dtype="<i2").astype(np.float32)
    data /= np.float32(32767)
    return Samples(data, rate)


def write_wav(samples: Samples, out: Path) -> None:
    """16-bit mono PCM WAV at `out`: durable when this returns, untouched when it raises."""
    with whole(out) as file, wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(samples.rate)
        sound.writeframes(to_16_bit(samples))


@contextmanager
def whole(out: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name when it is complete and on the disk; SoundError when it cannot be."""
    unfinished: Path | None = None
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = mkstemp(prefix=".", suffix=".part", dir=out.parent)
        unfinished = Path(name)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.chmod(0o644)
        unfinished.replace(out)
        _keep_name(out.parent)
    except OSError as error:
        raise not_written(out, error) from error
    finally:
        if unfinished is not None:
            with suppress(OSError):
                unfinished.unlink()


NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def not_written(out: Path, error: OSError) -> SoundError:
    """What to raise when `out` could not be written: a full disk is something people can do something about."""
    if error.errno in NO_ROOM:
        return DiskFull(f"{out}: cannot be written: the disk is full")
    return SoundError(f"{out}: cannot be written ({error.strerror})")


def sha256(path: Path) -> str:
    """The hash that names a sound for approval and playing."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SoundError(f"{path}: cannot be read ({error.strerror})") from error


def _keep_name(folder: Path) -> None:
    """Make the file's name as durable as its content; Windows cannot, and need not."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.1f} min"
