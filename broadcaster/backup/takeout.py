"""Everything the station knows, in forms that need no program of ours: CSV, JSON, Markdown, WAV."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from broadcaster import scripts
from broadcaster.airing import PlayLogEntry
from broadcaster.backup import plain_config
from broadcaster.backup.in_plain import bulletin_in_plain, placement_in_plain, plain, recording_in_plain
from broadcaster.backup.parcel import FolderParcel, Parcel, Unreadable, put_file, put_json, put_rows, put_text
from broadcaster.bulletin import Bulletin
from broadcaster.errors import BadInput
from broadcaster.export import log_fields
from broadcaster.recording import Brought, Intake
from broadcaster.settings import Settings
from broadcaster.settings.veiled import secrets_of, veiled
from broadcaster.store import Store

BATCH = 1000
FIRST, LAST = date(2000, 1, 1), date(2200, 12, 31)
ROW = 500
"""Bytes of a row in CSV, for the progress and for the room that is needed."""

MOST = 10_000
"""Documents on file that are listed."""

Tell = Callable[[int], object]
"""Hears how far it is, in parts of a hundred."""


@dataclass(frozen=True, slots=True)
class TakenOut:
    """How much was written; `unread` are the files the disk did not give."""

    entries: int
    bulletins: int
    sounds: int
    deeds: int
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Load:
    """What is to be carried: the texts, the sounds people brought, every other file by its name, and the whole size."""

    bulletins: list[Bulletin]
    recordings: list[Brought]
    files: dict[str, Path]
    size: int


def take_out(settings: Settings, store: Store, folder: Path, at: datetime) -> TakenOut:
    """Write everything into the new folder; BadInput where it holds something already."""
    if folder.exists() and any(folder.iterdir()):
        raise BadInput("out", f"{folder} is not empty")
    folder.mkdir(parents=True, exist_ok=True)
    return carry(settings, store, load_of(settings, store), FolderParcel(folder), at)


def load_of(settings: Settings, store: Store) -> Load:
    """What there is to take out. Sounds of approved and waiting texts, the library, the documents on file."""
    bulletins = store.bulletins()
    recordings = [one for one in store.recordings() if one.state is Intake.READY and one.taken is not None]
    sounds = {one.rendition.path for one in bulletins if one.rendition and one.rendition.path.is_file()}
    files = {f"sounds/{path.name}": path for path in sorted(sounds)}
    files |= {f"config/{path.name}": path for path in plain_config.open_files(settings, ".docx")}
    for one in recordings:
        path = settings.recordings / f"{one.taken.sha256}.wav" if one.taken else settings.recordings
        if path.is_file():
            files[f"recordings/{path.name}"] = path
    kept = settings.data / "directives"
    for path in sorted(kept.rglob("*")) if kept.is_dir() else ():
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            files[f"directives/{path.relative_to(kept).as_posix()}"] = path
    size = sum(path.stat().st_size for path in files.values()) + store.count_entries() * ROW + 1_000_000
    return Load(bulletins, recordings, files, size)


def carry(
    settings: Settings, store: Store, load: Load, parcel: Parcel, at: datetime, tell: Tell = lambda done: None
) -> TakenOut:
    """Put all of it into the parcel. OSError where the parcel cannot be written; what cannot be read is told."""
    progress = _Progress(load.size, tell)
    entries = put_rows(parcel, "log.csv", (log_fields(one, settings.station) for one in _log(store, progress)))
    deeds = put_rows(parcel, "activity.csv", _deeds(store, settings))
    for one in load.bulletins:
        put_text(parcel, f"bulletins/{one.id}.md", scripts.write(one.script))
    put_json(parcel, "bulletins/index.json", [bulletin_in_plain(one) for one in load.bulletins])
    put_json(parcel, "recordings/index.json", [recording_in_plain(one, settings) for one in load.recordings])
    placed = [placement_in_plain(one, settings) for one in store.placements(FIRST, LAST)]
    put_json(parcel, "schedule.json", placed)
    put_json(parcel, "campaigns.json", plain(store.campaigns()))
    put_json(parcel, "directives.json", plain(store.directives(MOST)))
    _settings(settings, parcel)
    unread = _files(load, parcel, progress)
    number, chain = store.head()
    about: dict[str, object] = {"station": settings.station.id, "name": settings.station.name}
    about |= {"made": at.isoformat(timespec="seconds"), "log_number": number, "log_hash": chain}
    about |= {"unreadable": list(unread)}
    put_json(parcel, "about.json", about)
    tell(100)
    sounds = sum(name.startswith("sounds/") and name not in unread for name in load.files)
    return TakenOut(entries, len(load.bulletins), sounds, deeds, unread)


def _files(load: Load, parcel: Parcel, progress: "_Progress") -> tuple[str, ...]:
    """The sounds and documents; the names of those that cannot be read, in whole or to their end."""
    unread = []
    for name, path in load.files.items():
        try:
            for written in put_file(parcel, name, path):
                progress.goes_on(written)
        except Unreadable:
            unread.append(name)
    return tuple(unread)


def _settings(settings: Settings, parcel: Parcel) -> None:
    secrets = secrets_of(settings.origins)
    for path in plain_config.open_files(settings, ".toml"):
        text = path.read_text(encoding="utf-8", errors="replace")
        put_text(parcel, f"config/{path.name}", veiled(text, secrets))


def _log(store: Store, progress: "_Progress") -> Iterator[PlayLogEntry]:
    offset = 0
    while found := store.entries(limit=BATCH, offset=offset):
        yield from found
        offset += len(found)
        progress.goes_on(len(found) * ROW)


def _deeds(store: Store, settings: Settings) -> Iterator[dict[str, object]]:
    offset = 0
    while found := store.activity(BATCH, offset):
        for deed in found:
            moment = settings.station.local(deed.at).isoformat(timespec="seconds")
            yield {"at": moment, "by": deed.by_name, "deed": deed.verb.value, "of": deed.object, "detail": deed.detail}
        offset += len(found)


class _Progress:
    """Counts bytes and tells each further hundredth, never the last before the end."""

    def __init__(self, whole: int, tell: Tell) -> None:
        self._whole, self._tell = max(1, whole), tell
        self._done = 0
        self._told = -1

    def goes_on(self, written: int) -> None:
        """So much more is written."""
        self._done += written
        part = min(99, self._done * 100 // self._whole)
        if part > self._told:
            self._told = part
            self._tell(part)
