"""The support file: what a technician elsewhere needs to help, and nothing about people, texts or secrets.

It is made by naming what may go in, never by taking out what may not: a setting's value only from tables of times,
sizes and devices; of a fault its code, not its detail; of the journal the event as the program's text has it, not what
was filled in.
"""

import io
import json
import platform
import sys
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from broadcaster import __version__
from broadcaster.computer import journal
from broadcaster.computer.finding import Look
from broadcaster.settings import Settings
from broadcaster.store import Store

OPEN = frozenset(
    {
        *("desk.host", "desk.port", "desk.lan", "desk.lan_port", "metrics.port"),
        *("voice.rate", "voice.rest_minutes", "voice.requests_a_minute", "voice.numbers_twice", "voice.keep_days"),
        *("sound.lufs", "sound.peak", "sound.chime_below", "sound.repeat", "sound.street", "sound.horn_protection"),
        *("output.module", "output.ear", "output.pre_roll", "output.volume_cap", "output.device_volume"),
        *("policy.profile", "calendar.public_holidays", "people.one_person", "station.timezone"),
        *("backup.at", "backup.keep_daily", "backup.keep_weekly", "backup.keep_monthly"),
        *("hooks.seconds_before", "hooks.timeout_seconds", "keep.log_years", "keep.activity_years"),
    }
)
"""Settings whose values are told. Of every other one only whether it was set."""

OPEN_IN_LISTS = frozenset({"start", "minutes", "volume", "weekdays"})
"""Keys of [[zones]] and [[slots]] that are told too."""

LINES = 300
TOLD = frozenset({"at", "level", "from", "event", "error", "trace"})
"""What of a line of the journal is told."""

OURS = ("broadcaster", "web")


def support_file(
    settings: Settings, store: Store, looks: list[Look], now: datetime, environ: Mapping[str, str] | None = None
) -> bytes:
    """The zip. `looks` is what was found about the PC; details of it are left out where they name folders."""
    parts: dict[str, object] = {
        "versions.json": _versions(now),
        "settings.json": _settings(settings),
        "station.json": _station(settings, store, now),
        "computer.json": [{"code": one.code, "fit": one.fit} for one in looks],
        "sizes.json": _sizes(settings),
    }
    for part in journal.PARTS:
        parts[f"journal-{part}.json"] = _events(settings.data / journal.FOLDER, part)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, told in parts.items():
            file.writestr(name, json.dumps(told, ensure_ascii=False, indent=1, default=str))
    return out.getvalue()


def _versions(now: datetime) -> dict[str, object]:
    from importlib.metadata import distributions

    return {
        "at": now.isoformat(timespec="seconds"),
        "program": __version__,
        "python": sys.version.split()[0],
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "libraries": {one.metadata["Name"]: one.version for one in distributions() if one.metadata["Name"]},
    }


def _settings(settings: Settings) -> dict[str, object]:
    told: dict[str, object] = {}
    for key, (value, origin) in settings.origins.items():
        table, _, last = key.rpartition(".")
        is_open = key in OPEN or (table.startswith(("zones[", "slots[")) and last in OPEN_IN_LISTS)
        told[key] = {"value": str(value)} if is_open else {"set": value not in ("", (), None)}
        told[key] = {**_dict(told[key]), "from": "default" if origin == "default" else "set"}
    return told


def _dict(value: object) -> dict[str, Any]:
    assert isinstance(value, dict)
    return value


def _station(settings: Settings, store: Store, now: datetime) -> dict[str, object]:
    return {
        "faults": [{"code": one.code, "since": one.since.isoformat()} for one in store.faults()],
        "parts": {name: (now - beat.at).total_seconds() for name, beat in store.beats().items()},
        "on_air": len(store.on_air()),
        "log_entries": store.head()[0],
        "zones": len(settings.station.zones),
        "slots": len(settings.station.slots),
        "voices": [voice.engine for voice in settings.voices],
    }


def _sizes(settings: Settings) -> dict[str, object]:
    """Bytes and files of each folder; the database and its journal alone."""
    folders = {
        "rendered": settings.rendered,
        "recordings": settings.recordings,
        "incoming": settings.incoming,
        "voices": settings.voice_cache,
        "ledger": settings.data / "ledger",
        "logs": settings.data / journal.FOLDER,
    }
    told: dict[str, object] = {name: _size(folder) for name, folder in folders.items()}
    for name in ("station.db", "station.db-wal", "jobs.db"):
        path = settings.data / name
        told[name] = path.stat().st_size if path.exists() else 0
    return told


def _size(folder: Path) -> dict[str, int]:
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    return {"files": len(sizes), "bytes": sum(sizes)}


def _events(folder: Path, part: str) -> list[dict[str, object]]:
    """Our own events only: what other libraries say is not known to be free of names."""
    told = []
    for line in journal.last_lines(folder, part, LINES):
        if str(line.get("from", "")).partition(".")[0] in OURS:
            told.append({key: value for key, value in line.items() if key in TOLD})
    return told
