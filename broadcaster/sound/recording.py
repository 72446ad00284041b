"""Recordings that somebody brings: looked at, decoded where they can do no harm, and made a WAV of our own.

The file itself is kept apart under its hash and is never played.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path, PurePosixPath

from broadcaster.errors import DiskFull, RecordingRefused, SoundError
from broadcaster.recording import ENDINGS, LARGEST, LONGEST, SHORTEST, Level, Purpose, Refusal
from broadcaster.sound import mastering
from broadcaster.sound.mastering import Mastered, Told
from broadcaster.sound.outdoor import Chain
from broadcaster.sound.samples import not_written, sha256, whole

__all__ = ["Level", "Recording", "take_in"]

PATIENCE = 120
PROGRAM = Path(__file__).with_name("recording_worker.py")
LISTS = (b"#extm3u", b"ffconcat", b"[playlist]", b"<?xml", b"<!doctype", b"<html", b"<smil", b"<asx", b"http", b"rtsp")
ARCHIVES = (b"PK", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording made ours: `path` is what may be played, `original` is what was brought.

    `lufs` and `peak` are the finished sound's; `level` says how loud it came in; `wave` is its outline in parts of a
    hundred, `marks` the stretches between its pauses.
    """

    path: Path
    sha256: str
    original: Path
    duration: timedelta
    lufs: float
    peak: float
    level: Level
    wave: tuple[int, ...] = ()
    marks: tuple[tuple[timedelta, timedelta], ...] = ()


def untold(step: str, done: int) -> None:
    """The progress of a taking in that nobody watches."""


def take_in(
    source: Path | bytes,
    name: str,
    incoming: Path,
    out_dir: Path,
    chain: Chain | None = None,
    longest: timedelta = LONGEST,
    purpose: Purpose = Purpose.BULLETIN,
    told: Told = untold,
) -> Recording:
    """Take in the recording `source`, called `name` by whoever brought it.

    The original goes to `incoming`, our own WAV to `out_dir`, both under their hashes. Raises RecordingRefused with
    a sentence for everything that cannot be taken, DiskFull when there is no room; then nothing is kept.
    """
    shown = _shown(name)
    with _workbench(out_dir) as folder:
        try:
            given = _given(source, folder)
            kind = _kind(given, shown)
            told("decode", 0)
            ours = folder / "decoded.wav"
            _decoded(given, kind, ours, longest)
            made = mastering.mastered(ours, chain or Chain(), purpose, SHORTEST, told)
            ours.unlink()
        except RecordingRefused as why:
            raise RecordingRefused(why.code, f"{shown}: {why}") from why
        told("keep", 90)
        return _kept(made, given, kind, incoming, folder, out_dir)


@contextmanager
def _workbench(out_dir: Path) -> Iterator[Path]:
    """A folder beside the finished recordings, where a full disk is met before anything is called finished."""
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".taking-", dir=out_dir, ignore_cleanup_errors=True) as folder:
            yield Path(folder)
    except OSError as error:
        raise not_written(out_dir, error) from error


def _shown(name: str) -> str:
    """The bare name for messages; nothing is ever written under it."""
    bare = PurePosixPath(name.replace("\\", "/")).name
    return "".join(letter if letter.isprintable() else "?" for letter in bare)[:80] or "the recording"


def _given(source: Path | bytes, folder: Path) -> Path:
    """The file that was brought, not larger than allowed."""
    if isinstance(source, bytes):
        size, path = len(source), folder / "given"
        path.write_bytes(source[: LARGEST + 1])
    else:
        path = source
        try:
            size = path.stat().st_size
        except OSError as error:
            raise RecordingRefused(Refusal.OTHER, f"cannot be read ({error.strerror})") from error
        if not path.is_file():
            raise RecordingRefused(Refusal.OTHER, "is no file")
    if size > LARGEST:
        raise RecordingRefused(Refusal.TOO_LARGE, f"is larger than {LARGEST // 1_000_000} MB")
    return path


def _kind(given: Path, shown: str) -> str:
    """What it is by its first bytes; its name must say a kind of sound too."""
    ending = shown.rpartition(".")[2].lower()
    if ending not in ENDINGS:
        raise RecordingRefused(Refusal.NAME, "is not called mp3, wav, flac, ogg or m4a")
    with given.open("rb") as file:
        head = file.read(400)
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
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(LISTS):
        raise RecordingRefused(Refusal.LEADS_ELSEWHERE, "is a list or a page that leads elsewhere, not a sound")
    if head.startswith(ARCHIVES):
        raise RecordingRefused(Refusal.ARCHIVE, "is an archive, not a sound")
    code = Refusal.NO_SOUND_FILE if head else Refusal.EMPTY
    raise RecordingRefused(code, "holds no sound this station knows")


def _decoded(given: Path, kind: str, ours: Path, longest: timedelta) -> None:
    """Let the program apart decode it, at most so long."""
    command = [sys.executable, "-I", str(PROGRAM), str(given), kind, str(ours), str(longest.total_seconds())]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, env=environment, check=False
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise RecordingRefused(Refusal.TOO_SLOW, f"was not decoded within {PATIENCE} s") from None
    except ValueError:
        raise RecordingRefused(Refusal.BROKE_DOWN, "cannot be decoded (its decoder broke down)") from None
    if "error" in answer:
        if answer.get("code") == Refusal.DISK_FULL:
            raise DiskFull(f"{ours.parent}: cannot be written: the disk is full")
        raise RecordingRefused(answer.get("code", Refusal.BROKEN), answer["error"])


def _kept(made: Mastered, given: Path, kind: str, incoming: Path, folder: Path, out_dir: Path) -> Recording:
    """Our own WAV and the original, each under its hash; neither when one of them finds no room."""
    unnamed = folder / "ours.wav"
    with whole(unnamed) as file:
        mastering.write(made, file)
    digest = sha256(unnamed)
    original = incoming / f"{sha256(given)}.{kind}"
    _keep_original(given, original)
    path = out_dir / f"{digest}.wav"
    unnamed.replace(path)
    return Recording(
        path, digest, original, made.duration, made.lufs, made.peak, made.level, made.wave, made.marks
    )  # fmt: skip


def _keep_original(given: Path, original: Path) -> None:
    """Beside the others; without a second copy where the file came to the same disk."""
    original.parent.mkdir(parents=True, exist_ok=True)
    if original.is_file() and original.stat().st_size == given.stat().st_size:
        return
    with suppress(OSError):
        os.link(given, original)
        return
    with whole(original) as file, given.open("rb") as source:
        shutil.copyfileobj(source, file)


def refusal_of(error: SoundError) -> Refusal:
    """The code of what went wrong, for whoever has to say it in another language."""
    if isinstance(error, DiskFull):
        return Refusal.DISK_FULL
    code = error.code if isinstance(error, RecordingRefused) else ""
    return Refusal(code) if code in tuple(Refusal) else Refusal.OTHER
