"""What the ward need no longer keep goes, once a day; what a report may still need stays, whatever the settings say."""

from datetime import date, datetime, timedelta

from broadcaster.campaigns import Due, deadlines
from broadcaster.office.writing import KEPT_ASIDE
from broadcaster.settings.retention import Retention
from broadcaster.station import Station
from broadcaster.store import Store
from broadcaster.store.cutting import Cut

DAY = timedelta(days=1)


def throw_away(store: Store, station: Station, keep: Retention, now: datetime) -> list[Cut]:
    """Take out what is past its time; the cuts made, each of which is in the record of deeds too. `now` is aware."""
    store.forget_put_aside(now - KEPT_ASIDE)
    made: list[Cut | None] = []
    if keep.log_years:
        made.append(store.cut_log(_midnight(station, log_from(store, station, keep.log_years, now)), now))
    if keep.activity_years:
        made.append(store.cut_activity(_midnight(station, _new_year(station, keep.activity_years, now)), now))
    return [one for one in made if one is not None]


def log_from(store: Store, station: Station, years: int, now: datetime) -> date:
    """The first day of the log that stays.

    `years` whole calendar years before this one; and further back as long as a campaign reaches over that line or still
    owes a report, from the first day of the period its report is compared with (broadcaster/reports/period.py).
    """
    first = _new_year(station, years, now)
    for campaign in store.campaigns():
        owed = any(
            one.state is not Due.SENT for one in deadlines(campaign, station, now, store.reports_sent(campaign.id))
        )
        if campaign.last >= first or owed:
            first = min(first, campaign.first - (campaign.last - campaign.first + DAY))
    return first


def _new_year(station: Station, years: int, now: datetime) -> date:
    return date(station.local(now).year - years, 1, 1)


def _midnight(station: Station, day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=station.timezone)
