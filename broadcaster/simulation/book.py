"""The witness's own note of what people did and what happened to the station: never read back from its database."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from broadcaster.bulletin import Priority

Moment = int
"""True microseconds since the first instant."""


@dataclass(slots=True)
class Standing:
    """One approval of one sound: from when, and until when it stood."""

    sha256: str
    since: Moment
    priority: Priority
    length: timedelta
    until: Moment | None = None


@dataclass(slots=True)
class Put:
    """A bulletin put into a slot. `created` is what the board showed, the other instants are true."""

    id: UUID
    bulletin: UUID
    slot: str
    first: date
    last: date | None
    weekdays: frozenset[int]
    zones: tuple[str, ...]
    created: datetime
    since: Moment
    removed: Moment | None = None
    skipped: dict[date, Moment] = field(default_factory=dict)

    def asks(self, slot: str, day: date, zone: str) -> bool:
        """Whether it was meant for this slot on this day in this zone, whatever was taken back."""
        return (
            self.slot == slot
            and self.first <= day
            and (self.last is None or day <= self.last)
            and (not self.weekdays or day.weekday() in self.weekdays)
            and (not self.zones or zone in self.zones)
        )

    def taken_back(self, day: date) -> Moment | None:
        """When it was removed, or skipped for this day."""
        told = [moment for moment in (self.removed, self.skipped.get(day)) if moment is not None]
        return min(told) if told else None


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order to air at once, as it was acknowledged."""

    id: UUID
    bulletin: UUID
    urgent: bool
    permitted: bool
    zones: tuple[str, ...]
    repeats: int
    at: Moment


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasted: what, where ("" everywhere), from when, until when (None: it lasts)."""

    what: str
    where: str
    since: Moment
    until: Moment | None


class Book:
    """Everything the checker needs to judge a day by itself."""

    def __init__(self) -> None:
        self.standings: dict[UUID, list[Standing]] = {}
        self.puts: dict[UUID, Put] = {}
        self.orders: dict[UUID, Ordered] = {}
        self.stops: list[Moment] = []
        self.jumps: list[tuple[Moment, timedelta, timedelta]] = []
        self.spans: list[Span] = []
        self._open: dict[tuple[str, str], Moment] = {}
        self.names: dict[UUID, str] = {}

    def approved(self, bulletin: UUID, standing: Standing) -> None:
        """A second person put this sound on the street."""
        self.standings.setdefault(bulletin, []).append(standing)

    def voided(self, bulletin: UUID, now: Moment) -> None:
        """Edited, withdrawn, or found changed: no approval stands any more."""
        for standing in self.standings.get(bulletin, []):
            if standing.until is None:
                standing.until = now

    def begins(self, what: str, where: str, now: Moment) -> None:
        """Trouble of that kind begins, unless it lasts already."""
        self._open.setdefault((what, where), now)

    def ends(self, what: str, where: str, now: Moment) -> None:
        """It is over."""
        since = self._open.pop((what, where), None)
        if since is not None:
            self.spans.append(Span(what, where, since, now))

    def strikes(self, what: str, where: str, now: Moment) -> None:
        """Something that happened in one instant."""
        self.spans.append(Span(what, where, now, now))

    def troubles(self, since: Moment, until: Moment, zone: str = "") -> list[Span]:
        """Everything that was wrong at some time between the two, for everybody or in this zone."""
        lasting = [Span(what, where, begun, None) for (what, where), begun in self._open.items()]
        return [
            span
            for span in [*self.spans, *lasting]
            if span.since <= until and (span.until is None or span.until >= since) and span.where in ("", zone)
        ]

    def jumped(self, since: Moment, until: Moment) -> bool:
        """Whether somebody set the clock between the two."""
        return any(since <= moment <= until for moment, _, _ in self.jumps)

    def wrong(self, moment: Moment) -> timedelta:
        """How far the board was off at that instant."""
        off = timedelta()
        for when, _, after in self.jumps:
            if when <= moment:
                off = after
        return off

    def forget(self, before: Moment) -> None:
        """Let go of what nobody will ask about again, so that a long life does not fill the memory."""
        self.stops = [moment for moment in self.stops if moment >= before]
        self.spans = [span for span in self.spans if span.until is None or span.until >= before]
        old = [index for index, (moment, _, _) in enumerate(self.jumps) if moment < before]
        self.jumps = self.jumps[max(0, len(old) - 1) :]
        self.orders = {id: order for id, order in self.orders.items() if order.at >= before}
        self.puts = {id: put for id, put in self.puts.items() if put.removed is None or put.removed >= before}
