"""Everything taken out as one zip: whole or not there, one at a time, and not for long."""

import errno
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from broadcaster.backup.parcel import ZipParcel
from broadcaster.backup.takeout import TakenOut, Tell, carry, load_of
from broadcaster.errors import BroadcasterError
from broadcaster.settings import Settings
from broadcaster.store import Store

ROOM = 300_000_000
"""Bytes that stay free on the station's own disk: for its log and the sounds of the next days."""

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class Hindrance(StrEnum):
    """Why nothing could be taken out; each has its Vietnamese sentence in web/house/takeout_words.py."""

    DISK_FULL = "disk_full"
    TOO_LARGE = "too_large"
    UNWRITABLE = "unwritable"


class NotTakenOut(BroadcasterError):
    """The zip could not be written; nothing half written is left. `fault` is a Hindrance."""

    def __init__(self, fault: Hindrance, message: str) -> None:
        super().__init__(message)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Packed:
    """The zip, its bytes, and how much is in it."""

    path: Path
    size: int
    held: TakenOut


def pack(settings: Settings, store: Store, folder: Path, at: datetime, tell: Tell = lambda done: None) -> Packed:
    """Write the zip into `folder`; NotTakenOut where there is no room or the disk fails.

    It has another name until it is whole; then the one that was there before goes.
    """
    load = load_of(settings, store)
    local = settings.station.local(at)
    name = f"{settings.station.id}-export-{local:%Y-%m-%dT%H%M%S}.zip"
    try:
        folder.mkdir(exist_ok=True)  # of a stick that is not plugged in nothing is there to write into
        for left in ours(folder, settings.station.id, half=True):
            left.unlink()  # a power cut left it
        _room(settings, folder, load.size)
        held = _written(folder, name, lambda parcel: carry(settings, store, load, parcel, at, tell), local)
        for old in ours(folder, settings.station.id):
            if old.name != name:
                with suppress(OSError):
                    old.unlink()
        return Packed(folder / name, (folder / name).stat().st_size, held)
    except OSError as why:
        raise NotTakenOut(_hindrance(why), f"{folder}: {why.strerror or why}") from why


def _written(folder: Path, name: str, carried: Callable[[ZipParcel], TakenOut], at: datetime) -> TakenOut:
    """Fill the zip under another name and give it its own when it is whole and on the disk."""
    half = folder / f".{name}.part"
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                held = carried(ZipParcel(archive, at))
            file.flush()
            os.fsync(file.fileno())
        half.replace(folder / name)
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)
    return held


def _hindrance(why: OSError) -> Hindrance:
    if why.errno == errno.EFBIG:  # a stick in FAT32 takes no file of 4 GB
        return Hindrance.TOO_LARGE
    return Hindrance.DISK_FULL if why.errno in FULL else Hindrance.UNWRITABLE


def ours(folder: Path, station: str, half: bool = False) -> Iterator[Path]:
    """The zips of this station in the folder, or those that were never finished."""
    form = rf"{re.escape(station)}-export-\d{{4}}-\d\d-\d\dT\d{{6}}\.zip"
    wanted = re.compile(rf"\.{form}\.part" if half else form)
    yield from [path for path in folder.iterdir() if wanted.fullmatch(path.name)]


def _room(settings: Settings, folder: Path, size: int) -> None:
    """Refuse before a byte is written what would leave the station itself without room."""
    same = settings.data.exists() and folder.stat().st_dev == settings.data.stat().st_dev
    free, needed = shutil.disk_usage(folder).free, size + (ROOM if same else 0)
    if free < needed:
        raise NotTakenOut(Hindrance.DISK_FULL, f"{folder}: {free} bytes are free, {needed} are needed")
