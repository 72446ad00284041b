"""What is taken out goes into a parcel: a folder, or one zip; its parts are written one after the other."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Protocol, cast

from broadcaster.export import harmless

PIECE = 1 << 20
STORED = frozenset({".wav", ".docx", ".pdf"})
"""Sound in WAV shrinks by a fifth and takes an old PC long; the others are packed already."""


class Parcel(Protocol):
    """Where the parts go. A name is a path with slashes; no part is begun before the last one is ended."""

    def part(self, name: str) -> "_Open":
        """The part of that name, open for its bytes."""
        ...


class _Open(Protocol):
    def __enter__(self) -> IO[bytes]: ...
    def __exit__(self, *why: Any) -> bool | None: ...


class FolderParcel:
    """Each part is a file below the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def part(self, name: str) -> Iterator[IO[bytes]]:
        """A file of that name."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            yield file


class ZipParcel:
    """Each part is an entry of one zip, readable by its owner only once it is unpacked."""

    def __init__(self, archive: zipfile.ZipFile, made: datetime) -> None:
        self._archive = archive
        self._made = made

    @contextmanager
    def part(self, name: str) -> Iterator[IO[bytes]]:
        """An entry of that name."""
        entry = zipfile.ZipInfo(name, self._made.timetuple()[:6])
        entry.external_attr = 0o600 << 16
        entry.compress_type = zipfile.ZIP_STORED if Path(name).suffix in STORED else zipfile.ZIP_DEFLATED
        with self._archive.open(entry, "w", force_zip64=True) as file:
            yield file


def put_json(parcel: Parcel, name: str, value: object) -> None:
    """A JSON file people can read too."""
    put_text(parcel, name, json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def put_text(parcel: Parcel, name: str, text: str) -> None:
    """A text in UTF-8."""
    with parcel.part(name) as file:
        file.write(text.encode())


def put_rows(parcel: Parcel, name: str, rows: Iterable[dict[str, object]]) -> int:
    """A CSV in UTF-8 with the mark spreadsheets need; how many rows."""
    count = 0
    with parcel.part(name) as file, io.TextIOWrapper(cast(Any, _Kept(file)), "utf-8-sig", newline="") as text:
        table: Any = None
        for row in rows:
            if table is None:
                table = csv.DictWriter(text, row.keys())
                table.writeheader()
            table.writerow({name: harmless(value) for name, value in row.items()})
            count += 1
    return count


def put_file(parcel: Parcel, name: str, path: Path) -> Iterator[int]:
    """A file as it is, piece by piece, each told by its bytes. OSError of its own kind where it cannot be read."""
    try:
        source = path.open("rb")
    except OSError as why:
        raise Unreadable(path) from why
    with source, parcel.part(name) as file:
        while True:
            try:
                piece = source.read(PIECE)
            except OSError as why:
                raise Unreadable(path) from why
            if not piece:
                return
            file.write(piece)
            yield len(piece)


class Unreadable(Exception):
    """One file of the station cannot be read; the others can."""


class _Kept(io.BufferedIOBase):
    """A stream that whoever wraps it cannot close: the parcel does that."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return self._file.write(data)
