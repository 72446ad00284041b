"""Running orders and log entries as plain fields, for JSON, CSV and the demonstration's proof."""

from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from broadcaster.airing import PlayLogEntry
from broadcaster.planning import RunningOrder
from broadcaster.station import Station


def plan_fields(order: RunningOrder) -> dict[str, Any]:
    """One running order, ready for JSON."""
    return {
        "occurrence": order.occurrence.key,
        "slot": order.occurrence.slot.name,
        "starts": order.occurrence.starts.isoformat(),
        "ends": order.occurrence.ends.isoformat(),
        "planned": [
            {
                "bulletin": str(one.bulletin.id),
                "title": one.bulletin.script.title,
                "starts": one.starts.isoformat(),
                "ends": one.ends.isoformat(),
                "seconds": (one.ends - one.starts).total_seconds(),
                "sha256": one.bulletin.rendition.sha256 if one.bulletin.rendition else None,
                "attempt": one.attempt,
            }
            for one in order.planned
        ],
        "left_out": [
            {"bulletin": str(one.bulletin.id), "title": one.bulletin.script.title, "reason": one.reason.value}
            for one in order.left_out
        ],
        "done": [
            {"bulletin": str(one.bulletin), "title": one.title, "outcome": one.outcome.value} for one in order.done
        ],
    }


def log_fields(entry: PlayLogEntry, station: Station) -> dict[str, object]:
    """One entry ready for JSON or CSV: local times with their offset, lengths in seconds."""
    row: dict[str, object] = {}
    for one in fields(entry):
        value = getattr(entry, one.name)
        if isinstance(value, datetime):
            value = station.local(value).isoformat(timespec="milliseconds")
        elif isinstance(value, timedelta):
            value = round(value.total_seconds(), 3)
        elif value is not None and not isinstance(value, int | float):
            value = str(value)
        row[one.name] = value
    return row


def harmless(value: object) -> object:
    """A spreadsheet must not take a title for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value
