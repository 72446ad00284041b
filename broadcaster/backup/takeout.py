"""Everything the station knows, in forms that need no program of ours: CSV, JSON, Markdown, WAV."""

import csv
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from broadcaster import scripts
from broadcaster.airing import PlayLogEntry
from broadcaster.bulletin import Bulletin
from broadcaster.errors import BadInput
from broadcaster.export import harmless, log_fields
from broadcaster.planning import Placement
from broadcaster.settings import Settings
from broadcaster.store import Store

BATCH = 1000
FIRST, LAST = date(2000, 1, 1), date(2200, 12, 31)


@dataclass(frozen=True, slots=True)
class TakenOut:
    """How much was written."""

    entries: int
    bulletins: int
    sounds: int
    deeds: int


def take_out(settings: Settings, store: Store, folder: Path, at: datetime) -> TakenOut:
    """Write everything into the new folder; BadInput where it holds something already."""
    if folder.exists() and any(folder.iterdir()):
        raise BadInput("out", f"{folder} is not empty")
    folder.mkdir(parents=True, exist_ok=True)
    bulletins = store.bulletins()
    entries = _rows(folder / "log.csv", (log_fields(entry, settings.station) for entry in _log(store)))
    _bulletins(folder / "bulletins", bulletins)
    sounds = _sounds(folder / "sounds", bulletins)
    deeds = _rows(folder / "activity.csv", _deeds(store, settings))
    _json(folder / "schedule.json", [_placement(one, settings) for one in store.placements(FIRST, LAST)])
    number, chain = store.head()
    about = {"station": settings.station.id, "name": settings.station.name, "made": at.isoformat(timespec="seconds")}
    _json(folder / "about.json", about | {"log_number": number, "log_hash": chain})
    shutil.copytree(settings.folder, folder / "config", ignore=shutil.ignore_patterns(".*"))
    return TakenOut(entries, len(bulletins), sounds, deeds)


def _log(store: Store) -> Iterator[PlayLogEntry]:
    offset = 0
    while found := store.entries(limit=BATCH, offset=offset):
        yield from found
        offset += len(found)


def _deeds(store: Store, settings: Settings) -> Iterator[dict[str, object]]:
    offset = 0
    while found := store.activity(BATCH, offset):
        for deed in found:
            moment = settings.station.local(deed.at).isoformat(timespec="seconds")
            yield {"at": moment, "by": deed.by_name, "deed": deed.verb.value, "of": deed.object, "detail": deed.detail}
        offset += len(found)


def _rows(path: Path, rows: Iterable[dict[str, object]]) -> int:
    """A CSV in UTF-8 with the mark spreadsheets need; how many rows."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table: Any = None
        for row in rows:
            if table is None:
                table = csv.DictWriter(file, row.keys())
                table.writeheader()
            table.writerow({name: harmless(value) for name, value in row.items()})
            count += 1
    return count


def _bulletins(folder: Path, bulletins: list[Bulletin]) -> None:
    """Each text as a script file, with where it stands beside it."""
    folder.mkdir()
    for one in bulletins:
        (folder / f"{one.id}.md").write_text(scripts.write(one.script), encoding="utf-8")
    _json(
        folder / "index.json",
        [
            {
                "id": str(one.id),
                "title": one.script.title,
                "status": one.status.value,
                "version": one.version,
                "author": one.author_name,
                "approver": one.decision.by_name if one.decision else None,
                "sound": one.rendition.sha256 if one.rendition else None,
            }
            for one in bulletins
        ],
    )


def _sounds(folder: Path, bulletins: list[Bulletin]) -> int:
    folder.mkdir()
    found = {one.rendition.path for one in bulletins if one.rendition and one.rendition.path.is_file()}
    for path in found:
        shutil.copyfile(path, folder / path.name)
    return len(found)


def _placement(one: Placement, settings: Settings) -> dict[str, object]:
    return {
        "bulletin": str(one.bulletin),
        "slot": one.slot,
        "first": one.first.isoformat(),
        "last": one.last.isoformat() if one.last else None,
        "weekdays": sorted(one.weekdays),
        "skipped": sorted(day.isoformat() for day in one.skipped),
        "by": one.by_name,
        "created": settings.station.local(one.created).isoformat(timespec="seconds"),
    }


def _json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
