"""What happens on air, over all zones: one plan, one book of what sounds, one voice for each zone."""

import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from broadcaster.air.announcer import ARMING, Announcer
from broadcaster.air.book import Book
from broadcaster.air.calls import Calls
from broadcaster.air.due import Due
from broadcaster.air.faults import Faults
from broadcaster.air.ledger import Ledger
from broadcaster.air.orders import AT_ONCE, JOINING, LEAD, Orders
from broadcaster.air.sight import EARLIEST, Sight
from broadcaster.air.silence import Silence
from broadcaster.airing import AiringKey, Reason
from broadcaster.clock import Clock
from broadcaster.errors import StoreBusy
from broadcaster.guard import over_the_day, refusal
from broadcaster.placement import AirOrder
from broadcaster.planning import Planned
from broadcaster.programme import programme, with_begun
from broadcaster.speakers import Speakers
from broadcaster.station import Occurrence, Station, Zone

__all__ = ["AT_ONCE", "EARLIEST", "LEAD", "Playout"]

NOT_YET = timedelta(minutes=2)
"""A cry to stop from a time farther ahead was given while the clock was wrong; it silences no slot."""

QUIET = 10.0
"""Seconds for which an open slot in which nothing was due is not planned again unless something is written."""

REHEARSED = timedelta(hours=2)
"""How long before a slot its running order is read for the first time, so that a lost database cannot silence it."""


class Playout:
    """The announcers of all zones and what they share. `turn` lets each do the next thing that is due.

    A daemon gives every announcer a thread of its own; a test or a simulation may call them one after the other.
    `speakers` is one sound output for each zone, or one for all where the zones never sound at once.
    Whoever asks `next_due` has claimed what comes back: no other zone's plan is made in between.
    """

    def __init__(
        self,
        station: Station,
        ledger: Ledger,
        speakers: Speakers | Mapping[str, Speakers],
        clock: Clock,
        *,
        silence: Silence | None = None,
        volume_cap: int = 100,
    ) -> None:
        self.station = station
        self.ledger = ledger
        self.clock = clock
        self.silence = silence
        self.volume_cap = volume_cap
        self.closing = False
        self.book = Book()
        self.faults = Faults()
        self.calls = Calls(ledger, clock)
        self.sight = Sight(ledger, clock)
        self.orders = Orders(station, ledger, self.calls, self.book, self._volume)
        self._quiet: dict[str, tuple[object, float, datetime]] = {}
        self._opened: dict[str, tuple[str, int]] = {}
        self._lock = threading.RLock()
        outputs = speakers if isinstance(speakers, Mapping) else {zone.id: speakers for zone in station.zones}
        self.announcers = {zone.id: Announcer(self, zone, outputs[zone.id]) for zone in station.zones}

    def turn(self) -> bool:
        """Let every zone do its next due thing, one after the other; whether any had one."""
        turned = [announcer.turn() for announcer in self.announcers.values()]
        return any(turned)

    def recover(self, taken: list[AirOrder]) -> None:
        """Go on with the orders that a killed daemon had taken and not finished."""
        with self._lock:
            self.orders.recover(taken, self.clock.now())

    def obeyed(self) -> set[UUID]:
        """The orders that are being obeyed."""
        with self._lock:
            return {active.order.id for active in self.orders.active}

    def next_start(self, now: datetime) -> datetime | None:
        """When the next slot of the coming week begins, for the alarm."""
        today = self.station.local(now).date()
        starts = (one.starts for one in self.station.occurrences(today, today + timedelta(days=7)))
        return next((start for start in starts if start > now), None)

    @property
    def lead(self) -> timedelta:
        """How long before its second the first item of a slot is taken up."""
        return LEAD + (self.silence.length + ARMING if self.silence else timedelta())

    def rehearse(self) -> None:
        """Read the running orders of the next slots: they are remembered if the database is lost meanwhile."""
        now = self.clock.now()
        today = self.station.local(now).date()
        for occurrence in self.station.occurrences(today, today + timedelta(days=1)):
            if occurrence.starts - REHEARSED <= now < occurrence.ends:
                programme(self.ledger, self.station, occurrence, now)

    def next_due(self, zone_id: str) -> Due | None:
        """What is due in that zone within LEAD of now, claimed for it; None while there is nothing."""
        with self._lock:
            if self.closing:
                return None
            now = self.clock.now()
            wrong = self.sight.wrong(now)
            self.orders.attend(now, wrong)
            due, kept = self.orders.due(zone_id, now)
            if due is None and not kept and not wrong:
                due = self._from_slots(zone_id, now)
            if due is not None:
                self.book.expect(due)
            return due

    def urgent_in(self, zone_id: str) -> AirOrder | None:
        """An urgent order that waits for that zone; looks for new ones."""
        with self._lock:
            now = self.clock.now()
            self.orders.attend(now, self.sight.wrong(now))
            return self.orders.urgent_in(zone_id)

    def refusal(self, due: Due, begin: datetime, length: timedelta) -> Reason | None:
        """Why so much of it may not sound at that moment."""
        return refusal(self.station, due.priority, begin, length, due.occurrence, due.permit)

    def still_asked(self, due: Due) -> bool:
        """Whether a slot's item still stands in the schedule: somebody may have left it out for this day meanwhile."""
        if (slot := due.occurrence) is None:
            return True
        try:
            placements = self.ledger.placements(slot.day, slot.day)
        except StoreBusy:
            return True
        mine = [one for one in placements if one.bulletin == due.bulletin.id and one.covers(slot)]
        return any(due.key.zone in one.zones_in(slot) for one in mine)

    def unfit(self, due: Due) -> Reason | None:
        """Why this item may not sound now, asked at the last moment whatever the plan said."""
        if not due.bulletin.on_air_ready or due.bulletin.rendition is None:
            return Reason.NOT_APPROVED
        with self._lock:
            if not due.urgent and self.sight.wrong(self.clock.now()):
                return Reason.CLOCK_WRONG
        begin = max(due.starts, self.clock.now())
        if why := self.refusal(due, begin, due.length):
            return why
        if due.urgent:
            return None
        day = self.station.local(begin).replace(hour=0, minute=0, second=0, microsecond=0)
        written = self.ledger.entries(since=day, until=day + timedelta(days=1))
        known = {entry.occurrence for entry in written} | {due.key.occurrence}
        own = [entry for key in known for entry in self.book.of(key) if not _same(entry, due.key)]
        return over_the_day(self.station, due.key.zone, begin, due.length, with_begun(written, own), due.occurrence)

    def _from_slots(self, zone_id: str, now: datetime) -> Due | None:
        """The first planned item of a slot that is open or about to open, unless a person stopped that slot."""
        today = self.station.local(now).date()
        for occurrence in self.station.occurrences(today, today):
            if zone_id not in occurrence.slot.zones or not occurrence.starts - self.lead <= now < occurrence.ends:
                continue
            if self._known_quiet(zone_id, occurrence, now):
                continue
            planned = self.coming(zone_id, occurrence, now)
            if planned is not None and planned.starts <= now + self.lead:
                return self._due(occurrence, planned, zone_id, now)
            self._quiet[zone_id] = (
                self._state(occurrence),
                self.clock.monotonic() + QUIET,
                occurrence.ends if planned is None else planned.starts - self.lead,
            )
        return None

    def coming(self, zone_id: str, occurrence: Occurrence, now: datetime) -> Planned | None:
        """What comes next in that zone of an open slot, None after a person stopped it. StoreBusy if nobody knows."""
        with self._lock:
            if self._stopped(zone_id, occurrence, now):
                return None
            begun = self.book.of(occurrence.key)
            others = [zone for zone in occurrence.slot.zones if zone != zone_id]
            held = [zone for zone in others if self._held(zone, occurrence, now)]
            return programme(self.ledger, self.station, occurrence, now, begun=begun, held=held).first_in(zone_id)

    def _held(self, zone_id: str, occurrence: Occurrence, now: datetime) -> bool:
        """Whether nothing of this slot begins there now: an order waits or sounds, or a person called for silence."""
        elsewhere = self.book.occupied(zone_id) not in ("", occurrence.key)
        return elsewhere or self.orders.keep(zone_id) or self._stopped(zone_id, occurrence, now)

    def _stopped(self, zone_id: str, occurrence: Occurrence, now: datetime) -> bool:
        """Whether a person stopped an open slot there, by the clock or since it was first looked at."""
        opened = self._opened.get(zone_id)
        if opened is None or opened[0] != occurrence.key:
            opened = self._opened[zone_id] = (occurrence.key, self.calls.stops)
        if self.calls.stopped(zone_id, opened[1]) is not None:
            return True
        since = occurrence.starts - LEAD
        newest = self.ledger.stop_asked_since(since, None, zone_id)
        if newest is not None and newest[1] > now + NOT_YET:
            newest = self.ledger.stop_asked_since(since, now + NOT_YET, zone_id)
        return newest is not None

    def _known_quiet(self, zone_id: str, occurrence: Occurrence, now: datetime) -> bool:
        """Whether nothing was due when it was last asked, and nothing has been written since."""
        state, until, next_due = self._quiet.get(zone_id, (None, 0.0, now))
        return self.clock.monotonic() < until and now < next_due and state == self._state(occurrence)

    def _state(self, occurrence: Occurrence) -> object:
        """What a plan depends on besides the time; unlike anything where that cannot be told."""
        version = self.ledger.store.version()
        return object() if version is None else (occurrence.key, version, tuple(self.book.of(occurrence.key)))

    def _due(self, occurrence: Occurrence, planned: Planned, zone_id: str, now: datetime) -> Due:
        key = AiringKey(self.station.id, occurrence.key, planned.bulletin.id, planned.attempt, zone_id)
        least = now + (JOINING if planned.starts in self.book.met(key) else AT_ONCE)
        zone = self._zone(zone_id)
        return Due(
            planned.bulletin,
            key,
            planned=self._on_time(occurrence, planned, zone_id),
            starts=max(planned.starts, least),
            operator_name=planned.operator_name,
            volume=min(occurrence.slot.volume, self._volume(zone_id)),
            device=zone.device,
            standby=zone.standby,
            occurrence=occurrence,
            offset=planned.offset,
            before=planned.before,
            stops=self.calls.stops,
        )

    def _on_time(self, occurrence: Occurrence, planned: Planned, zone_id: str) -> datetime:
        """When it should have sounded had the station not been late; a second try and a rest have their own time."""
        if planned.attempt > 1:
            return planned.starts
        order = programme(self.ledger, self.station, occurrence, begun=self.book.of(occurrence.key))
        same = [one for one in order.planned if one.bulletin.id == planned.bulletin.id and zone_id in one.zones]
        return same[0].starts if same else planned.starts

    def _volume(self, zone_id: str) -> int:
        """The loudest a zone may be."""
        return min(self._zone(zone_id).volume, self.volume_cap)

    def _zone(self, zone_id: str) -> Zone:
        zone = self.station.zone(zone_id)
        assert zone is not None  # announcers are those of the station's zones
        return zone


def _same(entry: object, key: AiringKey) -> bool:
    names = ("occurrence", "bulletin", "attempt", "zone")
    return all(getattr(entry, name) == getattr(key, name) for name in names)
