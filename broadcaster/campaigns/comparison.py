"""Plays and minutes by slot beside an earlier period's, so that "tăng thời lượng, tần suất" can be shown (R7, R11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from broadcaster.campaign import Campaign
from broadcaster.reports.counting import Airing
from broadcaster.station import Station

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """One slot now and before: airings heard, and minutes to a tenth."""

    slot: str
    plays: int
    minutes: float
    plays_before: int
    minutes_before: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The campaign so far (`first` to `last`) beside the earlier days of the same number of days of programme."""

    first: date
    last: date
    before_first: date
    before_last: date
    slots: tuple[Change, ...]

    @property
    def increased(self) -> bool:
        """Whether there were more plays or more minutes, and not fewer of the other."""
        plays = sum(one.plays - one.plays_before for one in self.slots)
        minutes = round(sum(one.minutes - one.minutes_before for one in self.slots), 1)
        return plays >= 0 and minutes >= 0 and (plays > 0 or minutes > 0)


def earlier(campaign: Campaign, station: Station, today: date) -> tuple[date, date, date, date] | None:
    """The campaign's days so far, and the stretch right before it with as many days of programme.

    None before its second day: nothing whole can be compared yet.
    """
    last = min(campaign.last, today - DAY)
    if last < campaign.first:
        return None
    days = sum(station.broadcasts_on(campaign.first + DAY * one) for one in range((last - campaign.first).days + 1))
    before_last = before_first = campaign.first - DAY
    counted = int(station.broadcasts_on(before_first))
    for _ in range(400):
        if counted >= days:
            break
        before_first -= DAY
        counted += station.broadcasts_on(before_first)
    return campaign.first, last, before_first, before_last


def comparison(
    campaign: Campaign, station: Station, now: Iterable[Airing], before: Iterable[Airing], today: date
) -> Comparison | None:
    """Every slot of the station, all topics; None while there is nothing to compare."""
    days = earlier(campaign, station, today)
    if days is None:
        return None
    first, last, before_first, before_last = days
    mine = [one for one in now if first <= one.day <= last]
    then = [one for one in before if before_first <= one.day <= before_last]
    slots = sorted(station.slots, key=lambda slot: slot.start)
    changes = tuple(Change(slot.id, *_heard(mine, slot.id), *_heard(then, slot.id)) for slot in slots)
    return Comparison(first, last, before_first, before_last, changes)


def _heard(airings: Iterable[Airing], slot: str) -> tuple[int, float]:
    mine = [one for one in airings if one.slot == slot]
    minutes = sum((one.heard for one in mine), timedelta()).total_seconds() / 60
    return sum(one.outcome.was_heard for one in mine), round(minutes, 1)
