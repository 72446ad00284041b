"""The running order of an occurrence, computed from what is given: the preview and the air ask the same function."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from broadcaster.airing import PlayLogEntry, Reason
from broadcaster.bulletin import Bulletin
from broadcaster.guard import refusal
from broadcaster.parts import Part, next_part, rests_until
from broadcaster.placement import Placement
from broadcaster.station import Occurrence, Station

BETWEEN = timedelta(seconds=3)
"""Pause between two items of one programme: the ear hears the first one out while the second is armed."""

PATIENCE = timedelta(seconds=30)
"""How long the zones of one item wait for a zone that is behind, because something went wrong there."""

CLOSING = timedelta(milliseconds=500)
"""A play is over a little after its sound: the log's `ended` may stand so much behind the planned end."""

LATEST_GRACE = timedelta(milliseconds=500)
"""A start this little after the slot's second still counts as at the slot's second."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One item of a running order: `starts` is when its sound should be heard first, in every one of `zones` at once.

    After an urgent broadcast cut in, `offset` is the place in the file from which the rest sounds, and `before` how
    much of what lies before it has been heard.
    """

    bulletin: Bulletin
    starts: datetime
    ends: datetime
    attempt: int
    operator_name: str
    zones: tuple[str, ...] = ()
    offset: timedelta = timedelta()
    before: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item asked for in this occurrence that will not sound in `zones`, and why."""

    bulletin: Bulletin
    reason: Reason
    operator_name: str
    zones: tuple[str, ...] = ()


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
        return max(one.ends for one in self.planned) - self.planned[0].starts

    def first_in(self, zone: str) -> Planned | None:
        """What sounds next in one zone."""
        return next((one for one in self.planned if zone in one.zones), None)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A bulletin asked for in some zones, with the placement that ranks it."""

    bulletin: Bulletin
    placement: Placement
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Todo:
    """What of it is still to sound in each zone."""

    asked: _Asked
    parts: dict[str, Part]


def running_order(
    station: Station,
    occurrence: Occurrence,
    bulletins: Iterable[Bulletin],
    placements: Iterable[Placement],
    log: Sequence[PlayLogEntry],
    now: datetime | None = None,
    held: Collection[str] = (),
) -> RunningOrder:
    """What sounds in `occurrence`, given everything that bears on it.

    `log` holds the entries known for freshness and for this occurrence: with none of this occurrence the
    answer is the preview, with today's it is what is still to air. `now` None means before the slot.
    Order: what was cut into by an urgent broadcast; then urgent, priority, normal; then the officer's own position;
    then least recently heard first; then the older placement. A bulletin stands at most once in each zone, at the
    same instant in all of them; what does not fit the slot's minutes is left out. `held` are zones in which nothing
    begins for the time being, because an order sounds there or a person called for silence: nobody waits for them.
    """
    entries = [entry for entry in log if entry.occurrence == occurrence.key and entry.zone in occurrence.slot.zones]
    earlier = [entry for entry in log if entry.occurrence != occurrence.key]
    todo: list[_Todo] = []
    left_out: list[LeftOut] = []
    wanted = list(_wanted(occurrence, bulletins, placements))
    for asked in sorted(wanted, key=lambda one: _rank(one, earlier)):
        parts = _parts(asked, entries)
        if not parts:
            continue
        if asked.bulletin.airs_again:
            todo.append(_Todo(asked, parts))
        else:
            left_out.append(LeftOut(asked.bulletin, Reason.NOT_APPROVED, asked.placement.by_name, tuple(parts)))
    todo.sort(key=lambda one: not any(part.offset for part in one.parts.values()))
    apart = frozenset(one.bulletin.id for one in wanted if one.zones != occurrence.slot.zones)
    planned, no_room = _Hour(station, occurrence, entries, apart, now, held).lay(todo)
    return RunningOrder(occurrence, tuple(planned), tuple(left_out + no_room), tuple(entries))


def _wanted(occurrence: Occurrence, bulletins: Iterable[Bulletin], placements: Iterable[Placement]) -> Iterator[_Asked]:
    """Each bulletin asked for here, once, in all zones that any placement names."""
    known = {bulletin.id: bulletin for bulletin in bulletins}
    first: dict[UUID, Placement] = {}
    zones: dict[UUID, set[str]] = {}
    for placement in sorted(placements, key=lambda one: (one.position, one.created, one.id)):
        if placement.covers(occurrence) and placement.bulletin in known:
            first.setdefault(placement.bulletin, placement)
            zones.setdefault(placement.bulletin, set()).update(placement.zones_in(occurrence))
    for id, placement in first.items():
        yield _Asked(known[id], placement, tuple(zone for zone in occurrence.slot.zones if zone in zones[id]))


def _rank(asked: _Asked, log: Sequence[PlayLogEntry]) -> tuple[int, int, float, float, str]:
    bulletin, placement = asked.bulletin, asked.placement
    last = max(
        (entry.ended.timestamp() for entry in log if entry.bulletin == bulletin.id and entry.outcome.was_heard),
        default=0.0,
    )
    order = bulletin.script.priority.rank, placement.position, last, placement.created.timestamp()
    return (*order, str(bulletin.id))


def _parts(asked: _Asked, entries: Sequence[PlayLogEntry]) -> dict[str, Part]:
    """What of a bulletin is still to sound, in each zone where anything is."""
    parts: dict[str, Part] = {}
    for zone in asked.zones:
        tried = [entry for entry in entries if entry.bulletin == asked.bulletin.id and entry.zone == zone]
        part = next_part(asked.bulletin.rendition, tried)
        if part is not None:
            parts[zone] = part
    return parts


def free_after(entry: PlayLogEntry) -> datetime:
    """When a play was over, as it was planned: its start and its length, unless it was ended before."""
    assert entry.started is not None
    return min(entry.started + entry.wanted, entry.ended + CLOSING)


class _Hour:
    """One occurrence being filled: `free` is when each zone is next free.

    The zones of one item start together. They wait as long as it takes for a zone that has an item of its own before
    (`own`: until when; `apart` are the bulletins not meant for every zone), but no longer than PATIENCE for one that
    is behind because something went wrong there, and not at all for one that is `held` or whose device was not there
    the last time (`resting`: until when; nothing begins in it before).
    """

    def __init__(
        self,
        station: Station,
        occurrence: Occurrence,
        entries: Sequence[PlayLogEntry],
        apart: frozenset[UUID],
        now: datetime | None,
        held: Collection[str] = (),
    ) -> None:
        self.station, self.occurrence, self.entries = station, occurrence, entries
        self.held = held
        earliest = occurrence.starts
        if now is not None and now > occurrence.starts + LATEST_GRACE:
            earliest = now
        self.resting = {zone: until for zone in occurrence.slot.zones if (until := self._rests_in(zone, now))}
        self.free = {
            zone: max([earliest, *self._ended_in(zone), self.resting.get(zone, earliest)])
            for zone in occurrence.slot.zones
        }
        self.own = dict.fromkeys(occurrence.slot.zones, occurrence.starts)
        for entry in entries:
            if entry.bulletin in apart and entry.started and entry.attempt == 1:
                self.own[entry.zone] = max(self.own[entry.zone], free_after(entry) + BETWEEN)

    def lay(self, todo: Iterable[_Todo]) -> tuple[list[Planned], list[LeftOut]]:
        """The items one after another; one that does not fit makes room for a shorter one behind it."""
        planned: list[Planned] = []
        left_out: list[LeftOut] = []
        for item in todo:
            starts = self._starts(item)
            same: dict[tuple[datetime, Part], list[str]] = {}
            refused: dict[Reason, list[str]] = {}
            for zone, part in item.parts.items():
                why = self._refusal(item, part, starts[zone])
                if why is None:
                    same.setdefault((starts[zone], part), []).append(zone)
                else:
                    refused.setdefault(why, []).append(zone)
            planned += [self._put(item, start, part, zones) for (start, part), zones in same.items()]
            who, by = item.asked.bulletin, item.asked.placement.by_name
            left_out += [LeftOut(who, why, by, tuple(zones)) for why, zones in refused.items()]
        return sorted(planned, key=lambda one: one.starts), left_out

    def _starts(self, item: _Todo) -> dict[str, datetime]:
        """When it starts in each zone: together, but for a zone that is too far behind."""
        own = max(self.own[zone] for zone in item.parts)
        ready = {zone: max(self.free[zone], own) for zone in item.parts}
        waited_for = [free for zone, free in ready.items() if zone not in self.resting] or list(ready.values())
        together = max(free for free in waited_for if free <= min(waited_for) + PATIENCE)
        starts = {zone: max(free, together) for zone, free in ready.items()}
        for entry in self.entries:
            if entry.bulletin != item.asked.bulletin.id or entry.started is None:
                continue
            for zone in item.parts:  # it is about to start elsewhere: join there
                if zone != entry.zone and not item.parts[zone].offset and self.free[zone] <= entry.started:
                    starts[zone] = entry.started
        return starts

    def _refusal(self, item: _Todo, part: Part, start: datetime) -> Reason | None:
        bulletin = item.asked.bulletin
        assert bulletin.rendition is not None  # on_air_ready said so
        length = bulletin.rendition.duration - part.offset
        why = refusal(self.station, bulletin.script.priority, start, length, self.occurrence)
        return Reason.NO_ROOM if why is Reason.SLOT_OVER else why

    def _put(self, item: _Todo, start: datetime, part: Part, zones: list[str]) -> Planned:
        bulletin = item.asked.bulletin
        assert bulletin.rendition is not None
        ends = start + bulletin.rendition.duration - part.offset
        for zone in zones:
            self.free[zone] = ends + BETWEEN
            waited_for = part.attempt == 1 and zone not in self.held and zone not in self.resting
            if item.asked.zones != self.occurrence.slot.zones and waited_for:
                self.own[zone] = ends + BETWEEN
        by = item.asked.placement.by_name
        return Planned(bulletin, start, ends, part.attempt, by, tuple(zones), part.offset, part.before)

    def _ended_in(self, zone: str) -> list[datetime]:
        """When a pause after each of the plays in that zone is over."""
        return [free_after(entry) + BETWEEN for entry in self.entries if entry.zone == zone and entry.started]

    def _rests_in(self, zone: str, now: datetime | None) -> datetime | None:
        """Until when nothing begins in that zone, because no device was found there."""
        return rests_until((entry for entry in self.entries if entry.zone == zone), now)
