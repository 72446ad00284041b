"""Taking a backup, proving it readable, and throwing old ones away by rule."""

import io
import os
import re
import tarfile
import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from broadcaster.backup import contents
from broadcaster.backup.sealing import seal
from broadcaster.errors import BackupBroken
from broadcaster.settings import Settings
from broadcaster.store import Store

NAME = re.compile(r"^(?P<station>[\w-]+)-(?P<day>\d{4}-\d\d-\d\d)T\d{6}\.(?:tar\.gz|tar\.gz\.sealed)$")
QUICK = 1
"""gzip's level: speech in WAV shrinks by a fifth whatever the level, and an old PC has other work."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that was written and read again: its file, bytes, how many files it holds, and the log's head in it."""

    path: Path
    size: int
    files: int
    head: tuple[int, str]


def take(settings: Settings, store: Store, folder: Path, at: datetime, passphrase: str = "") -> Kept:
    """Write a backup into `folder` and read it again; BackupBroken where the two differ, OSError where it cannot be.

    It is written under a name of its own and given its right one only when it is whole. With a passphrase it is sealed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    local = settings.station.local(at)
    path = folder / f"{settings.station.id}-{local:%Y-%m-%dT%H%M%S}.tar.gz{'.sealed' if passphrase else ''}"
    with tempfile.TemporaryDirectory(prefix=".taking-", dir=folder) as here:
        database, plain = Path(here, contents.DATABASE), Path(here, "plain.tar.gz")
        store.copy_to(database)
        head = store.head()
        files = _write(plain, database, settings, store, head, at)
        _prove(plain, files)
        whole = plain
        if passphrase:
            whole = Path(here, "sealed")
            seal(plain, whole, passphrase)
        _settle(whole)
        whole.replace(path)
    return Kept(path, path.stat().st_size, len(files), head)


def _write(
    plain: Path, database: Path, settings: Settings, store: Store, head: tuple[int, str], at: datetime
) -> dict[str, tuple[int, str]]:
    """The archive; its manifest comes first, so the hashes are taken before."""
    every = [contents.Part(contents.DATABASE, database), *contents.parts(settings, store)]
    files = {part.name: contents.digest_of(part.path) for part in every}
    told = contents.manifest(settings, head, at, files)
    with tarfile.open(plain, "w:gz", compresslevel=QUICK) as archive:
        first = tarfile.TarInfo(contents.MANIFEST)
        first.size = len(told)
        archive.addfile(first, io.BytesIO(told))
        for part in every:
            info = tarfile.TarInfo(part.name)
            info.size, info.mode = files[part.name][0], 0o600
            with part.path.open("rb") as file:
                archive.addfile(info, file)
    return files


def _prove(plain: Path, files: dict[str, tuple[int, str]]) -> None:
    """Read every file of the archive again and hold its hash against what was meant."""
    found = {}
    with tarfile.open(plain) as archive:
        for member in archive:
            file = archive.extractfile(member)
            assert file is not None
            found[member.name] = (member.size, contents.digest(file))
    found.pop(contents.MANIFEST, None)
    if found != files:
        wrong = sorted(name for name in files if found.get(name) != files[name])
        raise BackupBroken(f"the backup does not hold what was copied: {', '.join(wrong[:3])}")


def _settle(path: Path) -> None:
    """On the disk, not on its way there: a USB stick is pulled out without asking."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


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
