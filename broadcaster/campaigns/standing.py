"""How a campaign stands day by day: met, not met, or still possible today, with what is missing and until when (R2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from broadcaster.airing import Outcome
from broadcaster.campaign import Campaign, Countable, Per, Shortfall, week_of
from broadcaster.planning import RunningOrder
from broadcaster.station import Occurrence, Station

DAY = timedelta(days=1)
NOTHING = Shortfall()


class State(StrEnum):
    """Đạt, chưa đạt, còn kịp, chưa đến, không phát."""

    MET = "met"
    NOT_MET = "not_met"
    POSSIBLE = "possible"
    AHEAD = "ahead"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """An airing the schedule holds and nobody has heard yet, as if it were heard whole."""

    occurrence: str
    topic: str
    planned: datetime
    heard: timedelta
    outcome: Outcome = Outcome.COMPLETE


@dataclass(frozen=True, slots=True)
class Standing:
    """A day of a campaign, or a week of it.

    `missing` is what the street has not heard, `unplanned` what would be lacking even if everything in the schedule
    were heard. `chances` are the occurrences still to come in which an airing counts, `until` the end of the last.
    """

    first: date
    last: date
    state: State
    plays: int = 0
    heard: timedelta = timedelta()
    missing: Shortfall = NOTHING
    unplanned: Shortfall = NOTHING
    chances: tuple[Occurrence, ...] = ()

    @property
    def until(self) -> datetime | None:
        """After this moment nothing of it can be saved."""
        return max((one.ends for one in self.chances), default=None)

    @property
    def needs_somebody(self) -> bool:
        """Whether it is lost unless somebody puts something more into the schedule today."""
        return self.state is State.POSSIBLE and bool(self.unplanned)


@dataclass(frozen=True, slots=True)
class Grid:
    """Every day of a campaign, and its weeks where the quota is for a week."""

    days: tuple[Standing, ...]
    weeks: tuple[Standing, ...] = ()

    @property
    def judged(self) -> tuple[Standing, ...]:
        """What the quota is for: days, or weeks."""
        return self.weeks or self.days

    def number(self, state: State) -> int:
        """How many of them stand so."""
        return sum(one.state is state for one in self.judged)


def foreseen(orders: Iterable[RunningOrder]) -> list[Foreseen]:
    """What these running orders still hold."""
    return [
        Foreseen(order.occurrence.key, one.bulletin.script.topic, one.starts, one.ends - one.starts)
        for order in orders
        for one in order.planned
    ]


def grid(
    campaign: Campaign,
    station: Station,
    heard: Sequence[Countable],
    coming: Sequence[Foreseen],
    now: datetime,
) -> Grid:
    """The whole campaign: `heard` are counted airings, `coming` what the schedule holds from now on."""
    first, last = campaign.first, campaign.last
    days = [first + DAY * number for number in range((last - first).days + 1)]
    if campaign.obligation.per is Per.DAY:
        return Grid(tuple(standing(campaign, station, heard, coming, day, now) for day in days))
    weeks = sorted({week_of(day) for day in days})
    return Grid(
        tuple(_of_week(campaign, station, heard, day, now) for day in days),
        tuple(standing(campaign, station, heard, coming, max(monday, first), now) for monday, _ in weeks),
    )


def standing(
    campaign: Campaign,
    station: Station,
    heard: Sequence[Countable],
    coming: Sequence[Foreseen],
    day: date,
    now: datetime,
) -> Standing:
    """The day, or with a quota for the week the week of `day` as far as it lies in the campaign."""
    first, last = _stretch(campaign, day)
    due = [one for one in _days(first, last) if campaign.due_on(station, one)]
    if not due:
        return Standing(first, last, State.OFF)
    counted = _counting(campaign, station, heard, first, last)
    to_come = _counting(campaign, station, coming, first, last)
    missing = campaign.obligation.lacking(counted)
    told = (first, last), len(counted), sum((one.heard for one in counted), timedelta()), missing
    today = station.local(now).date()
    if not missing:
        return _told(State.MET, told)
    unplanned = campaign.obligation.lacking([*counted, *to_come])
    chances = _chances(campaign, station, due, now)
    if not _possible(station, missing, chances, now):
        return _told(State.NOT_MET, told, unplanned, chances)
    if due[0] > today:
        return _told(State.AHEAD, told, unplanned, chances)
    return _told(State.POSSIBLE, told, unplanned, chances)


def _told(
    state: State,
    told: tuple[tuple[date, date], int, timedelta, Shortfall],
    unplanned: Shortfall = NOTHING,
    chances: Sequence[Occurrence] = (),
) -> Standing:
    (first, last), plays, heard, missing = told
    return Standing(first, last, state, plays, heard, missing, unplanned, tuple(chances))


def _of_week(campaign: Campaign, station: Station, heard: Sequence[Countable], day: date, now: datetime) -> Standing:
    """One day where the quota is for the week: what was heard, without a verdict of its own."""
    counted = _counting(campaign, station, heard, day, day)
    length = sum((one.heard for one in counted), timedelta())
    if not campaign.due_on(station, day):
        return Standing(day, day, State.OFF, len(counted), length)
    state = State.MET if counted else State.AHEAD
    if not counted and day < station.local(now).date():
        state = State.NOT_MET
    return Standing(day, day, state, len(counted), length)


def _stretch(campaign: Campaign, day: date) -> tuple[date, date]:
    if campaign.obligation.per is Per.DAY:
        return day, day
    monday, sunday = week_of(day)
    return max(monday, campaign.first), min(sunday, campaign.last)


def _days(first: date, last: date) -> list[date]:
    return [first + DAY * number for number in range((last - first).days + 1)]


def _counting(
    campaign: Campaign, station: Station, given: Sequence[Countable], first: date, last: date
) -> list[Countable]:
    found: list[Countable] = []
    for day in _days(first, last):
        if campaign.due_on(station, day):
            found += campaign.obligation.counted(given, day, station.timezone)
    return found


def _chances(campaign: Campaign, station: Station, due: Sequence[date], now: datetime) -> list[Occurrence]:
    """The occurrences still open or to come in which an airing would count."""
    slots = campaign.obligation.slots
    return [
        one
        for one in station.occurrences(due[0], due[-1])
        if one.day in due and one.ends > now and (not slots or one.slot.id in slots)
    ]


def _possible(station: Station, missing: Shortfall, chances: Sequence[Occurrence], now: datetime) -> bool:
    """Whether what is missing could still be heard: every slot comes again, and the minutes suffice."""
    if not chances or not missing.slots <= {one.slot.id for one in chances}:
        return False
    room = sum((_room(station, one, now) for one in chances), timedelta())
    return missing.minutes <= room


def _room(station: Station, one: Occurrence, now: datetime) -> timedelta:
    closes = min(one.ends, one.starts + station.policy.session)
    return max(timedelta(), closes - max(one.starts, now))
