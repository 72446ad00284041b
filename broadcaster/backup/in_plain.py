"""The trade's values as plain ones that any program reads."""

from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any

from broadcaster.bulletin import Bulletin
from broadcaster.placement import Placement
from broadcaster.recording import Brought
from broadcaster.settings import Settings


def plain(value: object) -> Any:
    """Any frozen value in JSON's words: lengths in seconds, moments as ISO text, sets in order."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, Set):
        return sorted((plain(one) for one in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value)


def bulletin_in_plain(one: Bulletin) -> dict[str, object]:
    """Where a text stands; the text itself is a script file beside it."""
    return {
        "id": str(one.id),
        "title": one.script.title,
        "status": one.status.value,
        "version": one.version,
        "author": one.author_name,
        "approver": one.decision.by_name if one.decision else None,
        "sound": one.rendition.sha256 if one.rendition else None,
    }


def recording_in_plain(one: Brought, settings: Settings) -> dict[str, object]:
    """A sound of the library; its WAV stands beside it under its hash."""
    return {
        "id": str(one.id),
        "name": one.name,
        "purpose": one.purpose.value,
        "by": one.by_name,
        "brought": settings.station.local(one.created).isoformat(timespec="seconds"),
        "sound": one.taken.sha256 if one.taken else None,
        "seconds": one.taken.duration.total_seconds() if one.taken else None,
    }


def placement_in_plain(one: Placement, settings: Settings) -> dict[str, object]:
    """A bulletin in a slot."""
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
