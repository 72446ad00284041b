"""A week of the schedule as the grid shows it, and what a wish to place a bulletin would come to."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from broadcaster.airing import PlayLogEntry, Reason
from broadcaster.bulletin import Bulletin, Decision, Status, Verdict
from broadcaster.planning import LeftOut, Placement, Planned, RunningOrder, running_order
from broadcaster.programme import programmes
from broadcaster.station import Occurrence, Slot
from web.desk import Desk
from web.sentences import say
from web.words import WEEKDAY_SHORT

FORESEEN = 10
"""Occurrences of which a preview shows the outcome."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One slot on one day. `order` is None on a day without programme."""

    slot: Slot
    day: date
    over: bool
    order: RunningOrder | None
    placed: dict[UUID, Placement]
    taken: timedelta

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
    bad: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What one occurrence would come to; `pushed_out` are others that lose their place to the newcomer."""

    occurrence: Occurrence
    planned: Planned | None
    reason: Reason | None
    pushed_out: tuple[LeftOut, ...]
    length: timedelta


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
    return Week(first, tuple(_day(here, one, orders, placements) for one in days))


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
        cells.append(Cell(slot, day, occurrence.ends <= now, order, placed, _taken(order)))
    return Day(day, why_not, day in station.makeup_days, station.day_names.get(day, ""), tuple(cells))


def _taken(order: RunningOrder | None) -> timedelta:
    """Minutes used: what was heard already and what is planned."""
    if order is None:
        return timedelta()
    return sum((entry.heard for entry in order.done), order.length)


def preview(here: Desk, wish: Wish) -> list[Foreseen]:
    """What the daemon would be told with this wish kept: the same function, asked with one placement more."""
    assert wish.bulletin is not None and wish.slot is not None
    now = here.now()
    last = wish.last or wish.first + timedelta(days=60)
    placement = _placement(here, wish, now)
    kept = here.store.placements(wish.first, last)
    found: list[Foreseen] = []
    for occurrence in here.station.occurrences(wish.first, last):
        if placement.covers(occurrence) and occurrence.ends > now:
            found.append(_foresee(here, occurrence, wish.bulletin, placement, kept, now))
        if len(found) == FORESEEN:
            break
    return found


def _placement(here: Desk, wish: Wish, now: datetime) -> Placement:
    assert wish.bulletin is not None and wish.slot is not None
    nobody = uuid4()
    return Placement(
        id=uuid4(),
        station=here.station.id,
        bulletin=wish.bulletin.id,
        slot=wish.slot.id,
        first=wish.first,
        last=wish.last,
        weekdays=wish.weekdays,
        position=wish.position,
        by=nobody,
        by_name="",
        created=now,
    )


def _foresee(
    here: Desk, occurrence: Occurrence, bulletin: Bulletin, new: Placement, kept: Sequence[Placement], now: datetime
) -> Foreseen:
    """The running order before and after, compared."""
    standing = [one for one in kept if one.covers(occurrence)]
    others = [here.store.bulletin(key) for key in {one.bulletin for one in standing} - {bulletin.id}]
    log: list[PlayLogEntry] = here.store.entries_of(occurrence.key)
    log += here.store.freshness([bulletin.id, *(one.id for one in others)])
    before = running_order(here.station, occurrence, others, standing, log, now)
    after = running_order(here.station, occurrence, [*others, as_if_approved(bulletin)], [*standing, new], log, now)
    planned = next((one for one in after.planned if one.bulletin.id == bulletin.id), None)
    reason = next((one.reason for one in after.left_out if one.bulletin.id == bulletin.id), None)
    out_before = {one.bulletin.id for one in before.left_out}
    pushed = tuple(
        one for one in after.left_out if one.bulletin.id != bulletin.id and one.bulletin.id not in out_before
    )
    return Foreseen(occurrence, planned, reason, pushed, after.length)


def as_if_approved(bulletin: Bulletin) -> Bulletin:
    """A pending bulletin with its sound, as it would stand after approval: only to foresee whether it fits."""
    if bulletin.status is not Status.PENDING or bulletin.rendition is None:
        return bulletin
    sha256 = bulletin.rendition.sha256
    decision = Decision(Verdict.APPROVED, sha256, bulletin.author, "", bulletin.updated)
    return replace(bulletin, status=Status.APPROVED, decision=decision)


def next_buttons(here: Desk, most: int) -> list[Soon]:
    """The next occurrences that have not begun."""
    today, now = here.today(), here.now()
    soon = [one for one in here.station.occurrences(today, today + timedelta(days=8)) if one.starts > now]
    return [Soon(one.slot, one.day, one.starts) for one in soon[:most]]


def range_words(first: date, last: date | None, weekdays: frozenset[int]) -> str:
    """A repeat rule said back in words."""
    if last == first:
        return say("on_day", first=f"{first:%d/%m/%Y}")
    if last is None:
        words = say("from_day", first=f"{first:%d/%m/%Y}")
    else:
        words = say("from_to", first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")
    days = ", ".join(WEEKDAY_SHORT[day] for day in sorted(weekdays)) or say("every_day")
    return say("on_weekdays", days=days, range=words)
