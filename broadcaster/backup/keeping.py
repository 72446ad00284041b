"""Taking a backup, proving it readable, and throwing old ones away by rule."""

import gzip
import io
import os
import re
import shutil
import tarfile
import tempfile
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import IO, cast

from broadcaster.backup import contents
from broadcaster.backup.sealing import Sealing, Unsealing
from broadcaster.errors import BackupBroken, StoreBusy
from broadcaster.settings import Settings
from broadcaster.store import Store

NAME = re.compile(r"^(?P<station>[\w-]+)-(?P<day>\d{4}-\d\d-\d\d)T\d{6}\.(?:tar\.gz|tar\.gz\.sealed)$")
QUICK = 1
"""gzip's level: speech in WAV shrinks by a fifth whatever the level, and an old PC has other work."""

TAKING = ".taking-"
APART = "backup_apart"
"""The mark that names, one a line, the folders for backups that lay on another disk than the station's data."""

STICKS = 8
"""So many of them are remembered, the last used longest."""

LEFT = timedelta(hours=1)
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that was written and read again: its file, bytes, how many files it holds, and the log's head in it."""

    path: Path
    size: int
    files: int
    head: tuple[int, str]


def take(settings: Settings, store: Store, folder: Path, at: datetime, passphrase: str = "") -> Kept:
    """Write a backup into `folder` and read it again; BackupBroken where the two differ, OSError where it cannot be.

    It is written under a name of its own and given its right one only when it is whole. With a passphrase it is sealed
    on its way: neither the archive nor the copy of the database lies in the clear in `folder`, not for a moment.
    """
    folder.mkdir(exist_ok=True)  # its parent is there, or the stick is not plugged in
    _not_beside_its_stick(settings, store, folder)
    _sweep(folder)
    _sweep(settings.data)
    local = settings.station.local(at)
    path = folder / f"{settings.station.id}-{local:%Y-%m-%dT%H%M%S}.tar.gz{'.sealed' if passphrase else ''}"
    aside = settings.data if passphrase else folder
    with (
        tempfile.TemporaryDirectory(prefix=TAKING, dir=folder) as here,
        tempfile.TemporaryDirectory(prefix=TAKING, dir=aside) as there,
    ):
        database, whole = Path(there, contents.DATABASE), Path(here, path.name)
        store.copy_to(database)
        head = store.head()
        files = _write(whole, database, settings, store, head, at, passphrase)
        _prove(whole, files, passphrase)
        whole.replace(path)
    _settle(folder)
    with suppress(StoreBusy):  # the next one will know
        _remember(settings, store, folder)
    return Kept(path, path.stat().st_size, len(files), head)


def _not_beside_its_stick(settings: Settings, store: Store, folder: Path) -> None:
    """BackupBroken where the last backup here went to another disk, and this is the empty folder it was mounted on."""
    if str(folder) in _sticks(store) and not _apart(settings, folder):
        raise BackupBroken(f"{folder}: the disk with the backups is not plugged in")


def _remember(settings: Settings, store: Store, folder: Path) -> None:
    if _apart(settings, folder):
        others = [known for known in _sticks(store) if known != str(folder)]
        store.set_mark(APART, "\n".join([*others, str(folder)][-STICKS:]))


def _sticks(store: Store) -> list[str]:
    return (store.mark(APART) or "").splitlines()


def _apart(settings: Settings, folder: Path) -> bool:
    return folder.stat().st_dev != settings.data.stat().st_dev


def _sweep(folder: Path) -> None:
    """What a power cut left half made: whoever still writes there has written within the last hour."""
    for left in folder.glob(f"{TAKING}*"):
        with suppress(OSError):
            newest = max(path.stat().st_mtime for path in (left, *left.iterdir()))
            if time.time() - newest > LEFT.total_seconds():
                shutil.rmtree(left)


def _write(
    whole: Path, database: Path, settings: Settings, store: Store, head: tuple[int, str], at: datetime, passphrase: str
) -> dict[str, tuple[int, str]]:
    """The archive, on the disk; its manifest comes first, so the hashes are taken before."""
    every = [
        contents.Part(contents.DATABASE, database),
        *contents.parts(settings, store, None if passphrase else database.parent),
    ]
    files = {part.name: contents.digest_of(part.path) for part in every}
    told = contents.manifest(settings, head, at, files)
    with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        if passphrase:
            with Sealing(file, passphrase) as sealing:
                _fill(cast(IO[bytes], sealing), told, every, files)
        else:
            _fill(file, told, every, files)
        file.flush()
        os.fsync(file.fileno())  # on the disk, not on its way there: a USB stick is pulled out without asking
    return files


def _fill(out: IO[bytes], told: bytes, every: list[contents.Part], files: dict[str, tuple[int, str]]) -> None:
    with (
        gzip.GzipFile("", "wb", compresslevel=QUICK, fileobj=out) as packed,
        tarfile.open(fileobj=packed, mode="w") as archive,
    ):
        first = tarfile.TarInfo(contents.MANIFEST)
        first.size = len(told)
        archive.addfile(first, io.BytesIO(told))
        for part in every:
            info = tarfile.TarInfo(part.name)
            info.size, info.mode = files[part.name][0], 0o600
            with part.path.open("rb") as file:
                archive.addfile(info, file)


def _prove(whole: Path, files: dict[str, tuple[int, str]], passphrase: str) -> None:
    """Read every file of the archive again, as it lies there, and hold its hash against what was meant."""
    try:
        found = _read_again(whole, passphrase)
    except (tarfile.TarError, zlib.error, EOFError) as why:
        raise BackupBroken(f"{whole.name} cannot be read again where it lies ({why})") from why
    found.pop(contents.MANIFEST, None)
    if found != files:
        wrong = sorted(name for name in files if found.get(name) != files[name])
        raise BackupBroken(f"the backup does not hold what was copied: {', '.join(wrong[:3])}")


def _read_again(whole: Path, passphrase: str) -> dict[str, tuple[int, str]]:
    found = {}
    with whole.open("rb") as file:
        source = cast(IO[bytes], Unsealing(whole, file, passphrase)) if passphrase else file
        with tarfile.open(fileobj=source, mode="r|gz") as archive:
            for member in archive:
                content = archive.extractfile(member)
                assert content is not None
                found[member.name] = (member.size, contents.digest(content))
        while source.read(PIECE):
            pass  # to the very end: of a sealed one the last chunk says that it is the last
    return found


def _settle(folder: Path) -> None:
    """The new name is on the disk too; where folders cannot be asked for that (Windows), the file itself is."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError):
                os.fsync(handle)
        finally:
            os.close(handle)


def rotate(folder: Path, station: str, today: date, daily: int = 7, weekly: int = 5, monthly: int = 12) -> list[Path]:
    """Throw away what is older than the newest `daily` days, `weekly` weeks and `monthly` months; the names thrown.

    Of each day, week and month the newest backup stays. What is not named like a backup of this station is not touched.
    """
    found: dict[Path, date] = {}
    for path in folder.iterdir() if folder.is_dir() else ():
        if (match := NAME.match(path.name)) and match["station"] == station:
            found[path] = date.fromisoformat(match["day"])
    newest = sorted(found, key=lambda path: path.name, reverse=True)
    keep: set[Path] = set(newest[:1])
    for count, stretch in ((daily, _day), (weekly, _week), (monthly, _month)):
        seen: dict[object, Path] = {}
        for path in newest:
            seen.setdefault(stretch(found[path]), path)
        keep |= set(list(seen.values())[:count])
    thrown = [path for path in newest if path not in keep and found[path] <= today]
    for path in thrown:
        path.unlink()
    return thrown


def _day(day: date) -> object:
    return day


def _week(day: date) -> object:
    return day.isocalendar()[:2]


def _month(day: date) -> object:
    return day.year, day.month
