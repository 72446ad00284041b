"""What the ward need no longer keep goes, once a day; what a report may still need stays, whatever the settings say.

A year goes when the calendar says so and the books say so too. A clock that shows 2036 has not made ten years pass:
the books know how long the station has lived, a calendar month counting as lived when on LIVED days of it something
was heard or a person did something. So many whole years as are to be kept, and GRACE months more, must have been lived
since a year before it goes. A wrong clock adds to that no more than the days it was really wrong. Months in which the
station was switched off, or silent and nobody at its desk, only hold the cut back by as many months, and in an
ordinary year the oldest goes in March.
"""

from datetime import date, datetime, timedelta

from broadcaster.campaigns import Due, deadlines
from broadcaster.office.writing import KEPT_ASIDE
from broadcaster.settings.retention import Retention
from broadcaster.station import Station
from broadcaster.store import Store
from broadcaster.store.cutting import Cut

DAY = timedelta(days=1)
LIVED = 3
"""Days that make a month a lived one: a clock that is wrong for a night or two adds none."""
GRACE = 3
"""Months lived beyond the years kept. A wrong clock adds two in a week, at most, across the end of a month; with three
even then no year goes before its time."""
NOTHING = date(1970, 1, 1)
"""No log goes back so far."""


def throw_away(store: Store, station: Station, keep: Retention, now: datetime) -> list[Cut]:
    """Take out what is past its time; the cuts made, each of which is in the record of deeds too. `now` is aware."""
    store.forget_put_aside(now - KEPT_ASIDE)
    made: list[Cut | None] = []
    if keep.log_years:
        made.append(store.cut_log(_midnight(station, log_from(store, station, keep.log_years, now)), now))
    if keep.activity_years:
        made.append(store.cut_activity(_midnight(station, years_from(store, station, keep.activity_years, now)), now))
    return [one for one in made if one is not None]


def log_from(store: Store, station: Station, years: int, now: datetime) -> date:
    """The first day of the log that stays.

    `years` whole years as `years_from` counts them; and further back as long as a campaign reaches over that line or
    still owes a report, from the first day of the period its report is compared with (broadcaster/reports/period.py).
    """
    first = years_from(store, station, years, now)
    for campaign in store.campaigns():
        owed = any(
            one.state is not Due.SENT for one in deadlines(campaign, station, now, store.reports_sent(campaign.id))
        )
        if campaign.last >= first or owed:
            first = min(first, campaign.first - (campaign.last - campaign.first + DAY))
    return first


def years_from(store: Store, station: Station, years: int, now: datetime) -> date:
    """The new year from which all stays: `years` calendar years before this one, or as many as were lived since.

    NOTHING while the station has not lived through so many.
    """
    today = station.local(now).date()
    lived = _months_lived(store, station, now)
    needed = 12 * years + GRACE
    if len(lived) < needed:
        return NOTHING
    return date(min(today.year - years, lived[-needed][0]), 1, 1)


def _months_lived(store: Store, station: Station, now: datetime) -> list[tuple[int, int]]:
    """Each (year, month) the station has lived through up to this one, the oldest first."""
    local = station.local(now)
    days: dict[tuple[int, int], int] = {}
    for day in store.days_lived(local.utcoffset() or timedelta()):
        if day <= local.date():
            days[day.year, day.month] = days.get((day.year, day.month), 0) + 1
    return sorted(month for month, count in days.items() if count >= LIVED)


def _midnight(station: Station, day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=station.timezone)
