"""Recordings that somebody brings: looked at, decoded where they can do no harm, and made a WAV of our own.

The file itself is kept apart under its hash and is never played.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path, PurePosixPath

from broadcaster.errors import SoundError
from broadcaster.sound.clips import Line, Programme, joined, programme
from broadcaster.sound.gate import overdriven
from broadcaster.sound.loudness import loudness, true_peak
from broadcaster.sound.outdoor import Chain, shape
from broadcaster.sound.samples import Samples, decode, sha256, whole, write_wav

LONGEST = timedelta(minutes=15)
SHORTEST = timedelta(seconds=1)
LARGEST = 300_000_000
PATIENCE = 120
KINDS = {"mp3": "mp3", "wav": "wav", "flac": "flac", "ogg": "ogg", "oga": "ogg", "m4a": "m4a", "mp4": "m4a"}
QUIET, LOUD = -35.0, -9.0
PROGRAM = Path(__file__).with_name("recording_worker.py")


class Level(StrEnum):
    """How loud a recording came in."""

    QUIET = "quiet"
    FINE = "fine"
    LOUD = "loud"


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording made ours: `path` is what may be played, `original` is what was brought.

    `lufs` and `peak` are the finished sound's; `level` says how loud it came in.
    """

    path: Path
    sha256: str
    original: Path
    duration: timedelta
    lufs: float
    peak: float
    level: Level


def take_in(
    source: Path | bytes,
    name: str,
    incoming: Path,
    out_dir: Path,
    chain: Chain | None = None,
    longest: timedelta = LONGEST,
) -> Recording:
    """Take in the recording `source`, called `name` by whoever brought it.

    The original goes to `incoming`, our own WAV to `out_dir`, both under their hashes. Raises SoundError with a
    sentence for everything that cannot be taken; then nothing is kept.
    """
    shown = _shown(name)
    content = _content(source, shown)
    kind = _kind(content, shown)
    with tempfile.TemporaryDirectory(prefix="recording") as folder:
        given, ours = Path(folder, f"given.{kind}"), Path(folder, "ours.wav")
        given.write_bytes(content)
        _decoded(given, kind, ours, shown, longest)
        raw = decode(ours, longest + SHORTEST)
    level = _level(raw)
    samples, lufs, peak = _mastered(raw, shown, chain or Chain())
    original = incoming / f"{hashlib.sha256(content).hexdigest()}.{kind}"
    with whole(original) as file:
        file.write(content)
    path = _kept(samples, out_dir)
    return Recording(path, path.stem, original, samples.duration, round(lufs, 2), round(peak, 2), level)


def _shown(name: str) -> str:
    """The bare name for messages; nothing is ever written under it."""
    bare = PurePosixPath(name.replace("\\", "/")).name
    return "".join(letter if letter.isprintable() else "?" for letter in bare)[:80] or "the recording"


def _content(source: Path | bytes, shown: str) -> bytes:
    if isinstance(source, bytes):
        content = source
    else:
        try:
            if source.stat().st_size > LARGEST or not source.is_file():
                raise SoundError(f"{shown}: is larger than {LARGEST // 1_000_000} MB or no file")
            content = source.read_bytes()
        except OSError as error:
            raise SoundError(f"{shown}: cannot be read ({error.strerror})") from error
    if len(content) > LARGEST:
        raise SoundError(f"{shown}: is larger than {LARGEST // 1_000_000} MB")
    return content


def _kind(content: bytes, shown: str) -> str:
    """What it is by its first bytes; its name must say a kind of sound too."""
    ending = shown.rpartition(".")[2].lower()
    if ending not in KINDS:
        raise SoundError(f"{shown}: is not called mp3, wav, flac, ogg or m4a")
    head = content[:12]
    found = {
        "wav": head[:4] == b"RIFF" and head[8:12] == b"WAVE",
        "flac": head[:4] == b"fLaC",
        "ogg": head[:4] == b"OggS",
        "m4a": head[4:8] == b"ftyp",
        "mp3": head[:3] == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0),
    }
    for kind, it_is in found.items():
        if it_is:
            return kind
    text = content[:400].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if text.startswith((b"#extm3u", b"ffconcat", b"[playlist]", b"<?xml", b"<!doctype", b"<html", b"http")):
        raise SoundError(f"{shown}: is a list or a page that leads elsewhere, not a sound")
    if head[:2] == b"PK" or head[:4] in (b"Rar!", b"7z\xbc\xaf") or head[:2] == b"\x1f\x8b":
        raise SoundError(f"{shown}: is an archive, not a sound")
    raise SoundError(f"{shown}: holds no sound this station knows")


def _decoded(given: Path, kind: str, ours: Path, shown: str, longest: timedelta) -> None:
    """Let the program apart decode it, at most so long."""
    command = [sys.executable, "-I", str(PROGRAM), str(given), kind, str(ours), str(longest.total_seconds())]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, env=environment, check=False
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise SoundError(f"{shown}: was not decoded within {PATIENCE} s") from None
    except ValueError:
        raise SoundError(f"{shown}: cannot be decoded (its decoder broke down)") from None
    if "error" in answer:
        raise SoundError(f"{shown}: {answer['error']}")


def _level(raw: Samples) -> Level:
    measured = loudness(raw)
    if overdriven(raw) or measured > LOUD:
        return Level.LOUD
    return Level.QUIET if measured < QUIET else Level.FINE


def _mastered(raw: Samples, shown: str, chain: Chain) -> tuple[Samples, float, float]:
    """The recording without the silence around it, through the chain of the street, with the player's silence."""
    speech: Programme = joined([Line(raw, timedelta())])
    if speech.samples.duration < SHORTEST:
        raise SoundError(f"{shown}: holds less than {SHORTEST.total_seconds():g} s of sound")
    try:
        shaped = shape(speech.samples, chain)
    except SoundError as error:
        raise SoundError(f"{shown}: holds no sound") from error
    finished = programme(Programme(shaped, speech.spans), None, None).samples
    lufs, peak = loudness(finished), true_peak(finished)
    if abs(lufs - chain.lufs) > 1 or peak > chain.peak:
        raise SoundError(f"{shown}: came out at {lufs:.1f} LUFS and {peak:.1f} dBTP, outside the limits")
    return finished, lufs, peak


def _kept(samples: Samples, out_dir: Path) -> Path:
    """Our own WAV under its hash."""
    out_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".taking-", dir=out_dir) as folder:
        unnamed = Path(folder, "ours.wav")
        write_wav(samples, unnamed)
        path = out_dir / f"{sha256(unnamed)}.wav"
        unnamed.replace(path)
    return path
