"""The running order of an occurrence, computed from what is given: the preview and the air ask the same function."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from broadcaster.airing import Outcome, PlayLogEntry, Reason
from broadcaster.bulletin import Bulletin
from broadcaster.guard import ATTEMPTS, Permit, refusal
from broadcaster.station import Occurrence, Station

BETWEEN = timedelta(seconds=2)
"""Pause between two items of one programme."""

LATEST_GRACE = timedelta(milliseconds=500)
"""A start this little after the slot's second still counts as at the slot's second."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A bulletin put into a slot from `first` to `last` (None: until further notice).

    `weekdays` empty means every day the station broadcasts. `position` is the officer's own order within
    the slot (lower first; equal positions fall back to the standing rules). `skipped` days are left out.
    """

    id: UUID
    station: str
    bulletin: UUID
    slot: str
    first: date
    last: date | None
    weekdays: frozenset[int]
    position: int
    by: UUID
    by_name: str
    created: datetime
    skipped: frozenset[date] = frozenset()

    def covers(self, occurrence: Occurrence) -> bool:
        """Whether this placement asks for an airing in `occurrence`."""
        day = occurrence.day
        return (
            occurrence.slot.id == self.slot
            and self.first <= day
            and (self.last is None or day <= self.last)
            and (not self.weekdays or day.weekday() in self.weekdays)
            and day not in self.skipped
        )


class OrderState(StrEnum):
    """Where an order to air at once stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AirOrder:
    """A person's order to air an approved bulletin at once (phát ngay, phát khẩn cấp).

    `permit` is the second confirmation that lets an urgent broadcast break quiet hours.
    """

    id: UUID
    station: str
    bulletin: UUID
    urgent: bool
    by: UUID
    by_name: str
    at: datetime
    state: OrderState
    permit: Permit | None = None

    @property
    def occurrence_key(self) -> str:
        """What stands in the log in place of a slot's occurrence."""
        return f"order/{self.id}"


@dataclass(frozen=True, slots=True)
class Planned:
    """One item of a running order: `starts` is when its sound should be heard first."""

    bulletin: Bulletin
    starts: datetime
    ends: datetime
    attempt: int
    operator_name: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item asked for in this occurrence that will not sound, and why."""

    bulletin: Bulletin
    reason: Reason
    operator_name: str


@dataclass(frozen=True, slots=True)
class RunningOrder:
    """What is still to sound in an occurrence, in order, and what is left out of it."""

    occurrence: Occurrence
    planned: tuple[Planned, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    done: tuple[PlayLogEntry, ...] = field(default=())

    @property
    def length(self) -> timedelta:
        """From the first planned sound to the end of the last one."""
        if not self.planned:
            return timedelta()
        return self.planned[-1].ends - self.planned[0].starts


def running_order(
    station: Station,
    occurrence: Occurrence,
    bulletins: Iterable[Bulletin],
    placements: Iterable[Placement],
    log: Sequence[PlayLogEntry],
    now: datetime | None = None,
) -> RunningOrder:
    """What sounds in `occurrence`, given everything that bears on it.

    `log` holds the entries known for freshness and for this occurrence: with none of this occurrence the
    answer is the preview, with today's it is what is still to air. `now` None means before the slot.
    Order: urgent, priority, normal; then the officer's own position; then least recently heard first; then
    the older placement. A bulletin stands at most once; what does not fit the slot's minutes is left out.
    """
    wanted = _wanted(occurrence, bulletins, placements)
    entries = [entry for entry in log if entry.occurrence == occurrence.key]
    todo, left_out = [], []
    for bulletin, placement in sorted(wanted, key=lambda pair: _rank(pair[0], pair[1], log)):
        tried = [entry for entry in entries if entry.bulletin == bulletin.id]
        if any(_is_final(entry) for entry in tried) or len(tried) >= ATTEMPTS:
            continue
        if not bulletin.on_air_ready:
            left_out.append(LeftOut(bulletin, Reason.NOT_APPROVED, placement.by_name))
        else:
            todo.append((bulletin, len(tried) + 1, placement.by_name))
    planned, no_room = _fit(station, occurrence, todo, _first_start(occurrence, entries, now))
    return RunningOrder(occurrence, tuple(planned), tuple(left_out + no_room), tuple(entries))


def _wanted(
    occurrence: Occurrence, bulletins: Iterable[Bulletin], placements: Iterable[Placement]
) -> list[tuple[Bulletin, Placement]]:
    """Each bulletin asked for here, once, with the placement that ranks it."""
    known = {bulletin.id: bulletin for bulletin in bulletins}
    asked: dict[UUID, Placement] = {}
    for placement in sorted(placements, key=lambda one: (one.position, one.created, one.id)):
        if placement.covers(occurrence) and placement.bulletin in known:
            asked.setdefault(placement.bulletin, placement)
    return [(known[bulletin], placement) for bulletin, placement in asked.items()]


def _rank(bulletin: Bulletin, placement: Placement, log: Sequence[PlayLogEntry]) -> tuple[int, int, float, float, str]:
    last = max(
        (entry.ended.timestamp() for entry in log if entry.bulletin == bulletin.id and entry.outcome.was_heard),
        default=0.0,
    )
    order = bulletin.script.priority.rank, placement.position, last, placement.created.timestamp()
    return (*order, str(bulletin.id))


def _is_final(entry: PlayLogEntry) -> bool:
    """Whether this entry settles the bulletin for its occurrence: anything was heard, or a person said no."""
    silent = entry.outcome is Outcome.FAILED and not entry.heard
    return not silent or entry.reason in (Reason.SOUND_CHANGED, Reason.NOT_A_SOUND)


def _first_start(occurrence: Occurrence, entries: Sequence[PlayLogEntry], now: datetime | None) -> datetime:
    """When the next item may sound: the slot's second, or now, or a pause after what has just ended."""
    earliest = occurrence.starts
    if now is not None and now > occurrence.starts + LATEST_GRACE:
        earliest = now
    ended = [entry.ended + BETWEEN for entry in entries if entry.started is not None]
    return max([earliest, *ended])


def _fit(
    station: Station, occurrence: Occurrence, todo: list[tuple[Bulletin, int, str]], start: datetime
) -> tuple[list[Planned], list[LeftOut]]:
    """Lay the items one after another; one that does not fit makes room for a shorter one behind it."""
    planned: list[Planned] = []
    left_out: list[LeftOut] = []
    for bulletin, attempt, operator in todo:
        assert bulletin.rendition is not None  # on_air_ready said so
        length = bulletin.rendition.duration
        why = refusal(station, bulletin.script.priority, start, length, occurrence)
        if why is Reason.SLOT_OVER:
            why = Reason.NO_ROOM
        if why is None:
            planned.append(Planned(bulletin, start, start + length, attempt, operator))
            start += length + BETWEEN
        else:
            left_out.append(LeftOut(bulletin, why, operator))
    return planned, left_out


def cuts_in(order: AirOrder, sounding: Bulletin | None) -> bool:
    """Whether `order` may interrupt what is sounding: urgent over anything that is not itself urgent."""
    if sounding is None:
        return True
    return order.urgent and sounding.script.priority.rank > 0
