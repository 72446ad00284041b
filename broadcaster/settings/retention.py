"""How long the station keeps what it wrote down: [keep]. Sounds nobody needs have [voice] keep_days."""

from dataclasses import dataclass

from broadcaster.settings import reading as read
from broadcaster.settings.reading import TomlReading

LEAST = 2
"""Whole calendar years: the report of last year (R4) compares it with the year before."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Whole calendar years before this one that stay of the play log and of the record of deeds; 0: for ever."""

    log_years: int = 0
    activity_years: int = 0


def retention_of(file: TomlReading) -> Retention:
    """The table [keep]; it may be missing."""
    table = file.table("keep")
    found = Retention(
        log_years=file.take(table, "keep", "log_years", 0, read.whole(0, 100)),
        activity_years=file.take(table, "keep", "activity_years", 0, read.whole(0, 100)),
    )
    for key in ("log_years", "activity_years"):
        if 0 < getattr(found, key) < LEAST:
            file.fault("keep", key, f"must be 0 (for ever) or at least {LEAST}: last year's report needs two years")
    file.leftovers(table, "keep")
    return found
