"""The fields that provincial systems ask of each station, as JSON or CSV."""

import csv
import io
import json
from datetime import date
from typing import Any

from broadcaster.export import harmless
from broadcaster.reports.figures import Figures
from broadcaster.station import Station


def statistics(now: Figures, station: Station) -> dict[str, Any]:
    """Totals in the fields of the provincial systems: bulletins, played, urgent, seconds heard and asked, ratio.

    Urgent broadcasts are counted in `total_bulletins` and apart; a ratio is 0 to 1, None where nothing was asked.
    """
    every = [line.tally for line in now.by_slot]
    asked = sum(one.wanted.total_seconds() for one in every)
    heard = sum(one.heard.total_seconds() for one in every)
    return {
        "station": station.id,
        "station_name": station.name,
        "ward": station.ward,
        "period": now.period.kind.value,
        "from": now.period.first.isoformat(),
        "to": now.period.last.isoformat(),
        "total_bulletins": sum(one.planned for one in every),
        "played_successfully": sum(one.complete for one in every),
        "emergency_bulletins": now.urgent.planned,
        "play_seconds": round(heard, 1),
        "requested_seconds": round(asked, 1),
        "ratio": round(heard / asked, 4) if asked else None,
        "days_quota_met": now.days_met,
        "days_due": now.days_due,
        "log_number": now.head[0],
        "log_hash": now.head[1],
    }


def as_json(now: Figures, station: Station) -> bytes:
    """The totals and each day, as JSON in UTF-8."""
    days = [_day(one.day, one.tally.planned, one.tally.complete, one.tally.heard.total_seconds()) for one in now.days]
    return json.dumps(statistics(now, station) | {"days": days}, ensure_ascii=False, indent=2).encode()


def as_csv(now: Figures, station: Station) -> bytes:
    """One row of totals under its head, in UTF-8 with a mark that spreadsheets need; no text is a formula in it."""
    row = statistics(now, station)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(row.keys())
    table.writerow(["" if value is None else harmless(value) for value in row.values()])
    return out.getvalue().encode("utf-8-sig")


def _day(day: date, planned: int, complete: int, heard: float) -> dict[str, Any]:
    return {"day": day.isoformat(), "planned": planned, "complete": complete, "play_seconds": round(heard, 1)}
