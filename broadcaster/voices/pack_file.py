"""A file that is said to be a voice pack, opened without believing it: a folder or a zip of a few plain files."""

import hashlib
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from broadcaster.errors import BadInput

MOST_FILES = 200
LARGEST_FILE = 450_000_000
"""Bytes of a zip; the largest Piper voices have 130 MB."""
LARGEST_LIST = 1 << 20
"""Bytes of a zip's list of contents, which is read as a whole."""
END, END_64 = b"PK\5\6", b"PK\6\7"


class PackFault(StrEnum):
    """Why a pack is refused."""

    NAME = "name"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    OUTSIDE = "outside"
    NO_MODEL = "no_model"
    NO_DESCRIPTION = "no_description"
    NO_LICENCE = "no_licence"
    OTHER_HASH = "other_hash"


class PackRefused(BadInput):
    """What was given is no voice pack, or not the one it should be; `fault` says in which way."""

    def __init__(self, fault: PackFault, message: str) -> None:
        super().__init__("name" if fault is PackFault.NAME else "file", message)
        self.fault = fault


Files = dict[str, Callable[[], IO[bytes]]]


@contextmanager
def opened(source: Path) -> Iterator[Files]:
    """The plain files of a folder or a zip by their paths inside it; anything that reaches outside is refused."""
    if source.is_dir():
        paths = [path for path in sorted(source.rglob("*"))[: MOST_FILES + 1] if not path.is_dir()]
        if any(path.is_symlink() or not path.is_file() for path in paths):
            raise PackRefused(PackFault.OUTSIDE, f"{source}: holds something else than plain files")
        _few_enough(source, len(paths))
        yield {path.relative_to(source).as_posix(): _opener(path) for path in paths}
        return
    try:
        _short_list(source)
        with zipfile.ZipFile(source) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _few_enough(source, len(entries))
            for entry in entries:
                _inside(source, entry)
            yield {entry.filename: partial(archive.open, entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise PackRefused(
            PackFault.UNREADABLE, f"{source}: is neither a folder nor a readable zip ({error})"
        ) from error
    except OSError as error:
        raise PackRefused(PackFault.UNREADABLE, f"{source}: {error.strerror or error}") from error


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _few_enough(source: Path, count: int) -> None:
    if count > MOST_FILES:
        raise PackRefused(PackFault.TOO_MANY, f"{source}: holds more than {MOST_FILES} files")


def _short_list(source: Path) -> None:
    """Refuse a zip whose list of contents alone would fill the memory: it is read as a whole before anything else."""
    size = source.stat().st_size
    if size > LARGEST_FILE:
        raise PackRefused(PackFault.TOO_LARGE, f"{source}: is larger than {LARGEST_FILE // 1_000_000} MB")
    with source.open("rb") as file:
        file.seek(max(0, size - (1 << 16) - 64))
        tail = file.read()
    end = tail.rfind(END)
    if end < 0 or len(tail) < end + 22:
        raise zipfile.BadZipFile("it has no end")
    count, length = struct.unpack_from("<HI", tail, end + 10)
    if END_64 in tail[max(0, end - 20) : end] or count > MOST_FILES * 2 or length > LARGEST_LIST:
        raise PackRefused(PackFault.TOO_MANY, f"{source}: holds more than {MOST_FILES} files")


def as_promised(source: Path, sha256: str) -> None:
    if source.is_dir():
        raise PackRefused(PackFault.OTHER_HASH, f"{source}: a folder has no SHA-256; give the zip")
    with source.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256.strip().lower():
            raise PackRefused(PackFault.OTHER_HASH, f"{source}: is not the file with that SHA-256")


def _inside(source: Path, entry: zipfile.ZipInfo) -> None:
    """Refuse a name that would be written elsewhere, and anything that is not a plain file."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
        raise PackRefused(
            PackFault.OUTSIDE, f"{source}: holds a file that wants to stand elsewhere ({entry.filename!r})"
        )
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind and kind != stat.S_IFREG:
        raise PackRefused(PackFault.OUTSIDE, f"{source}: holds something else than plain files ({entry.filename!r})")
