"""The days on which the station is silent or speaks out of turn: public holidays, make-up workdays: [calendar]."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from broadcaster.settings import reading as read
from broadcaster.settings.reading import TomlReading

FIRST_YEAR, LAST_YEAR = 2000, 2200
VIETNAM = Path(__file__).parent / "vietnam_days.toml"


@dataclass(frozen=True, slots=True)
class Calendar:
    """`names` says for each day that is out of the ordinary which day it is, in Vietnamese."""

    holidays: frozenset[date]
    makeup_days: frozenset[date]
    names: Mapping[date, str]


def calendar_of(file: TomlReading) -> Calendar:
    """The table [calendar]: the public holidays unless they are switched off, and the ward's own days over them."""
    table = file.table("calendar")
    public = file.take(table, "calendar", "public_holidays", True, read.yes_no)
    silent = frozenset(file.take(table, "calendar", "holidays", (), read.list_of(_day)))
    makeup = frozenset(file.take(table, "calendar", "makeup_days", (), read.list_of(_day)))
    usual = frozenset(file.take(table, "calendar", "ordinary_days", (), read.list_of(_day)))
    file.leftovers(table, "calendar")
    days, worked = _vietnam() if public else ({}, {})
    names = {day: name for day, name in (days | worked).items() if day not in usual}
    return Calendar(
        holidays=(frozenset(days) | silent) - usual - makeup,
        makeup_days=(frozenset(worked) | makeup) - usual - silent,
        names=names,
    )


def _day(value: object) -> date:
    """A day that this station may live to see or has seen: another year is a slip of the hand."""
    found = read.day(value)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"must lie in the years {FIRST_YEAR} to {LAST_YEAR}")
    return found


@cache
def _vietnam() -> tuple[dict[date, str], dict[date, str]]:
    """Public holidays and make-up workdays with their names, 2025 to 2045."""
    tables = tomllib.loads(VIETNAM.read_text(encoding="utf-8"))
    holidays, makeup_days = (
        {date.fromisoformat(day): str(name) for day, name in tables[one].items()} for one in ("holidays", "makeup_days")
    )
    return holidays, makeup_days
