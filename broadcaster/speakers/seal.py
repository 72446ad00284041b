"""The sealed copy: the bytes that were hashed are the bytes that are played, whatever happens to the file."""

import contextlib
import hashlib
import os
import stat
import tempfile
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from broadcaster.airing import Reason
from broadcaster.speakers.port import LEADING_SILENCE

RATE = 48_000
SAMPLE_BYTES = 2
SHORTEST_FRAMES = RATE * 11 // 10  # libVLC mostly plays nothing of a file shorter than 1.1 s
LARGEST = 1_200_000_000  # bytes; three and a half hours
_CHUNK = 1 << 20
_FADE = RATE // 100


class Refused(Exception):
    """This file is not to be played, for the reason that goes into the play log."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(slots=True)
class Sealed:
    """A private copy that nobody can change. `path` is good for this process and for its parent."""

    file: IO[bytes]
    path: Path
    frames: int

    def close(self) -> None:
        """Give the copy's memory (or its temporary file) back."""
        with contextlib.suppress(OSError):
            self.file.close()


def sealed_copy(source: Path, sha256: str) -> Sealed:
    """Copy `source`, hashing on the way; refuse what is missing, changed, or no sound of ours."""
    with _open(source) as original:
        copy, path = _private_file()
        try:
            found = _copy(original, copy)
            if found != sha256.lower():
                raise Refused(Reason.SOUND_CHANGED, f"{source}: sha256 is {found}, approved was {sha256}")
            frames = _frames(copy, source)
            _seal(copy)
        except BaseException:
            copy.close()
            raise
    return Sealed(copy, path, frames)


def cut_copy(whole: Sealed, offset: float) -> Sealed:
    """The file from `offset` (in seconds) on, as one of its own: a leading silence, a fade of 10 ms, and the rest."""
    first = round(offset * RATE)
    if not 0 <= first < whole.frames:
        raise Refused(Reason.NOT_A_SOUND, f"the file has {whole.frames / RATE:.2f} s; {offset:.2f} s is not in it")
    copy, path = _private_file()
    try:
        with whole.path.open("rb") as original, wave.open(original, "rb") as sound:
            sound.setpos(first)
            frames = _write_cut(copy, sound, whole.frames - first)
        _seal(copy)
    except BaseException:
        copy.close()
        raise
    return Sealed(copy, path, frames)


def _write_cut(copy: IO[bytes], sound: wave.Wave_read, count: int) -> int:
    """Write silence, the fade and the rest of `sound`; how many samples that makes, never too few to be played."""
    lead = round(LEADING_SILENCE.total_seconds() * RATE)
    tail = max(0, SHORTEST_FRAMES - count)
    with wave.open(copy, "wb") as out:
        out.setparams((1, SAMPLE_BYTES, RATE, lead + count + tail, "NONE", ""))
        out.writeframesraw(bytes(lead * SAMPLE_BYTES))
        begin = array("h", sound.readframes(_FADE))
        out.writeframesraw(array("h", [value * at // _FADE for at, value in enumerate(begin)]).tobytes())
        while piece := sound.readframes(_CHUNK):
            out.writeframesraw(piece)
        out.writeframesraw(bytes(tail * SAMPLE_BYTES))
    return lead + count + tail


def _open(source: Path) -> IO[bytes]:
    try:
        descriptor = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as trouble:
        raise Refused(Reason.NO_SOUND_FILE, f"{source}: {trouble.strerror}") from trouble
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode) and status.st_size <= LARGEST:
        return os.fdopen(descriptor, "rb", buffering=0)
    os.close(descriptor)
    raise Refused(Reason.NOT_A_SOUND, f"{source}: not a plain file of at most {LARGEST} bytes")


def _private_file() -> tuple[IO[bytes], Path]:
    """Anonymous memory where the system has it, a temporary file (gone when closed) elsewhere."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("broadcast", os.MFD_ALLOW_SEALING | os.MFD_CLOEXEC)
        return os.fdopen(descriptor, "w+b", buffering=0), Path(f"/proc/{os.getpid()}/fd/{descriptor}")
    copy = tempfile.NamedTemporaryFile(prefix="broadcast-", suffix=".wav", buffering=0)  # noqa: SIM115 - its caller's
    return copy, Path(copy.name)


def _copy(original: IO[bytes], copy: IO[bytes]) -> str:
    digest = hashlib.sha256()
    try:
        while chunk := original.read(_CHUNK):
            digest.update(chunk)
            view = memoryview(chunk)
            while view:
                view = view[copy.write(view) :]
    except OSError as trouble:
        raise Refused(Reason.NO_SOUND_FILE, f"cannot be read or copied: {trouble.strerror}") from trouble
    return digest.hexdigest()


def _frames(copy: IO[bytes], source: Path) -> int:
    """How many samples there are; only a whole 48 kHz mono 16-bit WAV passes, never a list or a page."""
    size = copy.seek(0, os.SEEK_END)
    copy.seek(0)
    try:
        with wave.open(copy, "rb") as sound:
            shape = (sound.getframerate(), sound.getnchannels(), sound.getsampwidth())
            frames = sound.getnframes()
    except (wave.Error, EOFError, OSError) as trouble:
        raise Refused(Reason.NOT_A_SOUND, f"{source}: not a WAV file ({trouble})") from trouble
    if shape != (RATE, 1, SAMPLE_BYTES):
        raise Refused(Reason.NOT_A_SOUND, f"{source}: {shape[0]} Hz, {shape[1]} channels, {shape[2] * 8} bits")
    if size < frames * SAMPLE_BYTES + 44:
        raise Refused(Reason.NOT_A_SOUND, f"{source}: cut off, {size} bytes for {frames} samples")
    if frames < SHORTEST_FRAMES:
        raise Refused(Reason.NOT_A_SOUND, f"{source}: {frames / RATE:.2f} s is too short to be played")
    return frames


def _seal(copy: IO[bytes]) -> None:
    if hasattr(os, "memfd_create"):
        import fcntl

        everything = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE
        fcntl.fcntl(copy.fileno(), fcntl.F_ADD_SEALS, everything)
