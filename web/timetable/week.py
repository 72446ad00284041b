"""A week of the schedule as the grid shows it: days, slots, what stands in them, and the campaigns over them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from broadcaster.bulletin import Bulletin
from broadcaster.campaign import Campaign
from broadcaster.placement import Placement
from broadcaster.planning import RunningOrder
from broadcaster.programme import programmes
from broadcaster.reports.counting import Airing, airings
from broadcaster.station import Occurrence, Slot
from web.desk import Desk
from web.timetable.day_words import day_sentence


@dataclass(frozen=True, slots=True)
class Skipped:
    """A repeat that is left out on this day; it can be brought back."""

    placement: Placement
    title: str


@dataclass(frozen=True, slots=True)
class Band:
    """A campaign that runs in this week, from one column (1-7) to another."""

    campaign: Campaign
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One slot on one day. `order` is None on a day without programme; `done` is what was aired or was to be."""

    slot: Slot
    day: date
    over: bool
    order: RunningOrder | None
    placed: dict[UUID, Placement]
    taken: timedelta
    skipped: tuple[Skipped, ...] = ()
    done: tuple[Airing, ...] = ()

    @property
    def share(self) -> float:
        """How full the slot is, 0 to 1."""
        return min(1.0, self.taken / self.slot.length) if self.slot.length else 0.0


@dataclass(frozen=True, slots=True)
class Day:
    """One column of the grid; `why_not` says why the station is silent that day ("", "holiday", "weekday")."""

    date: date
    why_not: str
    makeup: bool
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday."""

    first: date
    days: tuple[Day, ...]
    bands: tuple[Band, ...] = ()

    @property
    def last(self) -> date:
        """Sunday."""
        return self.first + timedelta(days=6)

    @property
    def before(self) -> date:
        """The Monday before."""
        return self.first - timedelta(days=7)

    @property
    def after(self) -> date:
        """The Monday after."""
        return self.first + timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to put on the schedule; `bad` holds what could not be read of it."""

    bulletin: Bulletin | None
    slot: Slot | None
    first: date
    last: date | None
    weekdays: frozenset[int]
    position: int
    zones: tuple[str, ...] = ()
    bad: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Soon:
    """A button that puts a bulletin into one of the next occurrences."""

    slot: Slot
    day: date
    starts: datetime


def week_of(here: Desk, day: date) -> Week:
    """The week that holds `day`."""
    first = day - timedelta(days=day.weekday())
    days = [first + timedelta(days=offset) for offset in range(7)]
    orders = {order.occurrence.key: order for order in programmes(here.store, here.station, first, days[-1])}
    placements = here.store.placements(first, days[-1])
    return Week(first, tuple(_day(here, one, orders, placements) for one in days), _bands(here, first, days[-1]))


def _bands(here: Desk, first: date, last: date) -> tuple[Band, ...]:
    """The campaigns of the week, those that began first on top."""
    running = [one for one in here.store.campaigns(first) if one.first <= last and one.ended is None]
    return tuple(
        Band(one, max((one.first - first).days, 0) + 1, min((one.last - first).days, 6) + 1)
        for one in sorted(running, key=lambda one: (one.first, one.name))
    )


def _day(here: Desk, day: date, orders: dict[str, RunningOrder], placements: Sequence[Placement]) -> Day:
    station, now = here.station, here.now()
    why_not = ""
    if not station.broadcasts_on(day):
        why_not = "holiday" if day in station.holidays else "weekday"
    cells = []
    for slot in sorted(station.slots, key=lambda one: one.start):
        occurrence = Occurrence(slot, day, station.timezone)
        order = orders.get(occurrence.key)
        placed: dict[UUID, Placement] = {}
        for one in sorted(placements, key=lambda one: (one.position, one.created, one.id)):
            if one.covers(occurrence):
                placed.setdefault(one.bulletin, one)
        over = occurrence.ends <= now
        left = () if over else _skipped(here, occurrence, placements)
        done = _done(here, order)
        cells.append(Cell(slot, day, over, order, placed, _taken(order, done), left, done))
    return Day(day, why_not, day in station.makeup_days, day_sentence(station.day_names.get(day, "")), tuple(cells))


def _skipped(here: Desk, occurrence: Occurrence, placements: Sequence[Placement]) -> tuple[Skipped, ...]:
    """What would sound here, had nobody left this day out."""
    left = [one for one in placements if occurrence.day in one.skipped]
    would = [one for one in left if replace(one, skipped=frozenset()).covers(occurrence)]
    return tuple(Skipped(one, here.store.bulletin(one.bulletin).script.title) for one in would)


def _done(here: Desk, order: RunningOrder | None) -> tuple[Airing, ...]:
    """The airings as a report counts them; of one that some zones did not hear in full, `zones` are those."""
    if order is None:
        return ()
    short: dict[UUID, list[str]] = {}
    for one in airings(order.done, here.station.timezone, by_zone=True):
        if not one.outcome.was_heard:
            short.setdefault(one.bulletin, []).extend(one.zones)
    counted = airings(order.done, here.station.timezone)
    return tuple(replace(one, zones=tuple(short.get(one.bulletin, one.zones))) for one in counted)


def _taken(order: RunningOrder | None, done: Sequence[Airing]) -> timedelta:
    """Minutes used: what was heard already and what is planned."""
    if order is None:
        return timedelta()
    return sum((one.heard for one in done), order.length)


def next_buttons(here: Desk, most: int) -> list[Soon]:
    """The next occurrences that have not begun."""
    today, now = here.today(), here.now()
    soon = [one for one in here.station.occurrences(today, today + timedelta(days=8)) if one.starts > now]
    return [Soon(one.slot, one.day, one.starts) for one in soon[:most]]
