"""A rotation: which approved bulletin to air in which slot on which day, so that a campaign's quota is met (R7, R11).

Within the policy, the slot's minutes and the hour guard; the least recently aired first; none more than so many times
in seven days. Where that cannot be had, the gap is told with its reason. Nothing is placed here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from broadcaster.airing import PlayLogEntry
from broadcaster.bulletin import Bulletin, Priority
from broadcaster.campaign import Campaign, Column, Countable, Per, Shortfall, week_of
from broadcaster.campaigns.standing import Foreseen, foreseen
from broadcaster.guard import refusal
from broadcaster.planning import BETWEEN, RunningOrder
from broadcaster.station import Occurrence, Station

DAY = timedelta(days=1)
A_WEEK = 7
"""Days in which a bulletin may be heard `stale_after` times."""


class Why(StrEnum):
    """Why no bulletin could be proposed."""

    NO_BULLETIN = "no_bulletin"  # none approved on the campaign's topics
    STALE = "stale"  # each of them has aired often enough in seven days
    NO_ROOM = "no_room"  # none fits the minutes that are left
    NO_SLOT = "no_slot"  # no slot of the campaign is still to come


@dataclass(frozen=True, slots=True)
class Proposed:
    """One airing proposed."""

    occurrence: Occurrence
    bulletin: Bulletin
    starts: datetime
    column: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """What is still lacking from `first` to `last` (one day, or a week) when everything proposed is heard."""

    first: date
    last: date
    missing: Shortfall
    why: Why


@dataclass(frozen=True, slots=True)
class Proposal:
    """The airings in order of time, and what they leave open."""

    picks: tuple[Proposed, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """What a proposal is made from: bulletins, the running orders to come, the log of late, and the columns."""

    bulletins: Sequence[Bulletin]
    orders: Sequence[RunningOrder]
    log: Sequence[PlayLogEntry]
    heard: Sequence[Countable] = ()
    columns: Sequence[Column] = ()


def propose(campaign: Campaign, station: Station, library: Library, first: date, last: date, now: datetime) -> Proposal:
    """A rotation for the campaign's days from `first` to `last`, beside what the schedule holds already."""
    table = _Table(campaign, station, library, now)
    stretches = _stretches(campaign, max(first, campaign.first), min(last, campaign.last))
    gaps = [gap for since, until in stretches if (gap := table.fill(since, until)) is not None]
    return Proposal(tuple(sorted(table.picks, key=lambda one: one.starts)), tuple(gaps))


def _stretches(campaign: Campaign, first: date, last: date) -> list[tuple[date, date]]:
    """The days, or where the quota is for a week the weeks, that a quota is for."""
    days = [first + DAY * number for number in range(max(0, (last - first).days + 1))]
    if campaign.obligation.per is Per.DAY:
        return [(day, day) for day in days]
    weeks = sorted({week_of(day) for day in days})
    return [(max(monday, campaign.first), min(sunday, campaign.last)) for monday, sunday in weeks]


@dataclass
class _Slot:
    """One occurrence being filled: what it holds, and how much of its time that takes."""

    occurrence: Occurrence
    used: timedelta
    holds: set[UUID]
    picked: int = 0
    closed: Why | None = None

    @property
    def free_at(self) -> datetime:
        return self.occurrence.starts + self.used


@dataclass
class _Table:
    """The proposal while it is made."""

    campaign: Campaign
    station: Station
    library: Library
    now: datetime
    picks: list[Proposed] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ready = [
            one
            for one in self.library.bulletins
            if one.airs_again and not one.template and self._on_topic(one) and not _is_urgent(one)
        ]
        self.days: dict[UUID, list[date]] = {one.id: [] for one in self.ready}
        self.last: dict[UUID, datetime] = {}
        aired = {(entry.bulletin, entry.occurrence): entry for entry in self.library.log if entry.outcome.was_heard}
        for entry in aired.values():
            self._aired(entry.bulletin, entry.planned)
        for order in self.library.orders:
            for planned in order.planned:
                self._aired(planned.bulletin.id, planned.starts)
        self.orders = {order.occurrence.key: order for order in self.library.orders}

    def fill(self, first: date, last: date) -> Gap | None:
        """Picks for one day or week until its quota is met or nothing more can be had."""
        slots = self._slots(first, last)
        while missing := self._missing(first, last):
            slot = self._next(slots, missing)
            if slot is None:
                return Gap(first, last, missing, self._why(slots))
            chosen = self._choice(slot)
            if chosen is None:
                continue
            self._put(slot, *chosen)
        return None

    def _on_topic(self, one: Bulletin) -> bool:
        topics = self.campaign.obligation.topics
        return not topics or one.script.topic in topics

    def _aired(self, bulletin: UUID, moment: datetime) -> None:
        self.days.setdefault(bulletin, []).append(self.station.local(moment).date())
        self.last[bulletin] = max(moment, self.last.get(bulletin, moment))

    def _slots(self, first: date, last: date) -> list[_Slot]:
        found = []
        wanted = self.campaign.obligation.slots
        for one in self.station.occurrences(first, last):
            counts = self.campaign.due_on(self.station, one.day) and (not wanted or one.slot.id in wanted)
            if not counts or one.starts <= self.now:
                continue
            order = self.orders.get(one.key, RunningOrder(one))
            lengths = [item.ends - item.starts + BETWEEN for item in order.planned]
            holds = {item.bulletin.id for item in order.planned} | {item.bulletin.id for item in order.left_out}
            found.append(_Slot(one, sum(lengths, timedelta()), holds, len(order.planned)))
        return found

    def _missing(self, first: date, last: date) -> Shortfall:
        quota, zone = self.campaign.obligation, self.station.timezone
        days = [first + DAY * number for number in range((last - first).days + 1)]
        due = [day for day in days if self.campaign.due_on(self.station, day)]
        given: list[Countable] = [*self.library.heard, *self._coming()]
        counted = [one for day in due for one in quota.counted(given, day, zone)]
        return quota.lacking(counted) if due else Shortfall()

    def _coming(self) -> list[Foreseen]:
        mine = [
            Foreseen(one.occurrence.key, one.bulletin.script.topic, one.starts, _length(one.bulletin))
            for one in self.picks
        ]
        return [*foreseen(self.library.orders), *mine]

    def _next(self, slots: Iterable[_Slot], missing: Shortfall) -> _Slot | None:
        """A slot in which nothing counts yet, else the emptiest; the earlier of equals."""
        open_ones = [one for one in slots if one.closed is None]
        needed = [one for one in open_ones if one.occurrence.slot.id in missing.slots]
        lost = len(missing.slots) - len({one.occurrence.slot.id for one in needed})
        if not needed and missing.plays <= lost and not missing.minutes:
            return None  # another play elsewhere would not stand in for the slot that is over
        return min(needed or open_ones, key=lambda one: (one.picked, one.occurrence.starts), default=None)

    def _choice(self, slot: _Slot) -> tuple[Bulletin, str] | None:
        """The least recently aired that fits; a column's topic first. None closes the slot, with the reason."""
        if not self.ready:
            slot.closed = Why.NO_BULLETIN
            return None
        fresh = [one for one in self.ready if one.id not in slot.holds and self._fresh(one, slot.occurrence.day)]
        fits = [one for one in fresh if self._fits(one, slot)]
        if not fits:
            slot.closed = Why.NO_ROOM if fresh else Why.STALE
            return None
        column = next((one for one in self.library.columns if one.covers(slot.occurrence)), None)
        chosen = min(fits, key=lambda one: self._rank(one, column))
        return chosen, column.name if column and chosen.script.topic == column.topic else ""

    def _rank(self, one: Bulletin, column: Column | None) -> tuple[bool, float, datetime, str]:
        last = self.last.get(one.id)
        other = column is not None and one.script.topic != column.topic
        return other, last.timestamp() if last else 0.0, one.created, str(one.id)

    def _fresh(self, one: Bulletin, day: date) -> bool:
        """Whether no seven days around `day` would then hold it more often than allowed."""
        near = [*(other for other in self.days.get(one.id, ()) if abs((other - day).days) < A_WEEK), day]
        windows = ([other for other in near if begin <= other < begin + A_WEEK * DAY] for begin in near)
        return all(len(window) <= self.campaign.stale_after for window in windows)

    def _fits(self, one: Bulletin, slot: _Slot) -> bool:
        why = refusal(self.station, one.script.priority, slot.free_at, _length(one), slot.occurrence)
        return why is None and self._session_free(slot)

    def _session_free(self, slot: _Slot) -> bool:
        """Whether the day may have one more session, if this slot is still empty."""
        if slot.used:
            return True
        day = slot.occurrence.day
        taken = {order.occurrence.key for order in self.library.orders if order.planned and order.occurrence.day == day}
        taken |= {one.occurrence.key for one in self.picks if one.occurrence.day == day}
        return len(taken - {slot.occurrence.key}) < self.station.policy.sessions_per_day

    def _put(self, slot: _Slot, one: Bulletin, column: str) -> None:
        self.picks.append(Proposed(slot.occurrence, one, slot.free_at, column))
        self._aired(one.id, slot.free_at)
        slot.used += _length(one) + BETWEEN
        slot.holds.add(one.id)
        slot.picked += 1

    def _why(self, slots: Sequence[_Slot]) -> Why:
        reasons = [one.closed for one in slots if one.closed is not None]
        return min(reasons, key=list(Why).index, default=Why.NO_SLOT)


def _is_urgent(one: Bulletin) -> bool:
    return one.script.priority is Priority.URGENT


def _length(one: Bulletin) -> timedelta:
    return one.rendition.duration if one.rendition else timedelta()
