"""The program that decodes a recording somebody brought: a process apart, bounded, without network, for one file.

It stands alone: whatever a hostile file does to a decoder, it does it here. Length is checked before anything is
decoded, and again while it is: never more than the longest allowed is written.
Started as: python recording_worker.py SOURCE KIND OUT LONGEST_SECONDS
"""

import contextlib
import errno
import importlib
import json
import os
import re
import subprocess
import sys
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import soundfile

MEMORY = 512 * 1024 * 1024
SECONDS = 120
BLOCK = 1 << 16
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000


class Refused(Exception):
    """The file cannot be taken; `code` is a Refusal of broadcaster/recording.py, which cannot be imported here."""

    def __init__(self, message: str, code: str = "broken") -> None:
        super().__init__(message)
        self.code = code


def bounded(longest: float) -> None:
    """No more memory, time and disk than one recording needs; no network where the system can take it away."""
    if sys.platform != "linux":
        return
    import ctypes
    import resource

    size = round(longest * 192_000 * 2) + BLOCK
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, size)):
        already = resource.getrlimit(what)[1]
        lowest = most if already == resource.RLIM_INFINITY else min(most, already)
        resource.setrlimit(what, (lowest, lowest))
    system = ctypes.CDLL(None)
    if system.unshare(NEW_NETWORK) != 0:
        system.unshare(NEW_USER | NEW_NETWORK)


def decoded(source: Path, kind: str, out: Path, longest: float) -> float:
    """Write the sound of `source`, mixed down to mono, as a 16-bit WAV; its seconds."""
    rate, blocks = from_ffmpeg(source, longest) if kind == "m4a" else from_libsndfile(source, kind, longest)
    written = 0
    with out.open("wb") as file, wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        for block in blocks:
            written += len(block) // 2
            if written > longest * rate:
                raise Refused(f"is longer than {longest / 60:g} min", "too_long")
            sound.writeframes(block)
    if not written:
        raise Refused("holds no sound", "silent")
    return written / rate


def from_libsndfile(source: Path, kind: str, longest: float) -> tuple[int, Iterator[bytes]]:
    """Sampling rate and blocks of a WAV, FLAC, OGG or MP3."""
    import soundfile

    try:
        file = soundfile.SoundFile(str(source))
    except (RuntimeError, TypeError, ValueError, OSError) as error:
        raise Refused(f"cannot be decoded ({getattr(error, 'error_string', '') or type(error).__name__})") from error
    if file.format.lower() not in (kind, f"{kind}ex"):
        raise Refused(f"is not {kind}, but {file.format}", "not_that_kind")
    if not 4000 <= file.samplerate <= 192_000 or not 1 <= file.channels <= 8:
        raise Refused(f"has {file.channels} channels at {file.samplerate} Hz", "odd_sound")
    if file.frames > longest * file.samplerate:
        minutes = file.frames / file.samplerate / 60
        raise Refused(f"is {minutes:.1f} min long, longer than {longest / 60:g} min", "too_long")
    return file.samplerate, _blocks(file)


def _blocks(file: "soundfile.SoundFile") -> Iterator[bytes]:
    import numpy as np

    with file:
        while True:
            try:
                block = file.read(frames=BLOCK, dtype="float32", always_2d=True)
            except (RuntimeError, TypeError, ValueError) as error:
                why = getattr(error, "error_string", "") or type(error).__name__
                raise Refused(f"cannot be decoded to its end ({why})") from error
            if not len(block):
                return
            mono = np.nan_to_num(block.mean(axis=1), nan=0.0, posinf=0.0, neginf=0.0)
            yield np.rint(np.clip(mono, -1, 1) * 32767).astype("<i2").tobytes()


def from_ffmpeg(source: Path, longest: float) -> tuple[int, Iterator[bytes]]:
    """Sampling rate and blocks of an m4a. The container is named, and no other file or protocol may be opened."""
    try:
        ffmpeg = importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe()
    except (ImportError, RuntimeError) as error:
        raise Refused("is m4a, and imageio-ffmpeg is not installed", "no_m4a") from error
    given = [ffmpeg, "-nostdin", "-hide_banner", "-threads", "1", "-protocol_whitelist", "file", "-f", "mov"]
    given += ["-i", f"file:{source}"]
    told = subprocess.run(given, stdin=subprocess.DEVNULL, capture_output=True, timeout=20).stderr.decode(
        "utf-8", "replace"
    )
    length = re.search(r"Duration: (\d+):(\d\d):(\d\d)", told)
    if not length or "Audio:" not in told:
        raise Refused("cannot be decoded (no sound in it)")
    hours, minutes, seconds = (int(part) for part in length.groups())
    if hours * 3600 + minutes * 60 + seconds > longest:
        raise Refused(f"is {hours * 60 + minutes} min long, longer than {longest / 60:g} min", "too_long")
    return 48_000, _piped([*given, "-map", "0:a:0", "-vn", "-ac", "1", "-ar", "48000", "-f", "s16le", "-"])


def _piped(command: list[str]) -> Iterator[bytes]:
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        try:
            while block := process.stdout.read(BLOCK):
                yield block[: len(block) // 2 * 2]
        finally:
            process.kill()
        if process.wait() not in (0, -9):
            raise Refused("cannot be decoded to its end")


def main(source: str, kind: str, out: str, longest: str) -> None:
    """Say in one line of JSON what became of it."""
    bounded(float(longest))
    answer: dict[str, object]
    try:
        answer = {"seconds": decoded(Path(source), kind, Path(out), float(longest))}
    except Refused as error:
        answer = {"error": str(error), "code": error.code}
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        answer = {"error": f"cannot be decoded ({error.strerror})", "code": "disk_full" if full else "broken"}
    except (MemoryError, subprocess.SubprocessError, EOFError, wave.Error) as error:
        answer = {"error": f"cannot be decoded ({type(error).__name__})", "code": "broken"}
    with contextlib.suppress(OSError):
        os.write(1, json.dumps(answer).encode())


if __name__ == "__main__":
    main(*sys.argv[1:5])
