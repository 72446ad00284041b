"""What people ordered on air at once: taken once, looked at once, and said in each of its zones as often as ordered."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from broadcaster.air.active import Active
from broadcaster.air.book import Book
from broadcaster.air.calls import Calls
from broadcaster.air.due import Due, priority_of
from broadcaster.air.ledger import Ledger
from broadcaster.air.unplayed import log_unplayed, log_unreadable
from broadcaster.airing import AiringKey, PlayLogEntry, Reason
from broadcaster.bulletin import Bulletin
from broadcaster.errors import NotFound, StoreBusy
from broadcaster.guard import refusal
from broadcaster.parts import REST, rests_until
from broadcaster.placement import AirOrder, OrderState
from broadcaster.station import Station
from broadcaster.store import Stop
from broadcaster.store.columns import SPOILED

LEAD = timedelta(seconds=8)
"""How long before its second an item is armed: hashed, opened and paused."""

AT_ONCE = timedelta(milliseconds=1200)
"""The least time between begin and sound when something is due already."""

CUTTING = timedelta(milliseconds=1900)
"""The same where something sounds that has to be ended first, so that all zones of an order begin together."""

JOINING = timedelta(milliseconds=700)
"""The least time in which a zone can still join others at their instant."""

FRESH = {True: timedelta(minutes=5), False: timedelta(minutes=20)}
"""How old an order (urgent, other) may be when it is taken: nobody expects a sound he ordered an hour ago."""

log = logging.getLogger(__name__)


class Orders:
    """The orders of the day. Not for several threads at once: whoever plans holds the plan's lock."""

    def __init__(
        self, station: Station, ledger: Ledger, calls: Calls, book: Book, volume: Callable[[str], int]
    ) -> None:
        self.station, self.ledger, self.calls, self.book = station, ledger, calls, book
        self.volume = volume
        self.active: list[Active] = []
        self._stops_seen: int | None = None
        self._crossed: dict[UUID, list[Stop]] = {}
        self._unread: list[AirOrder] = []

    def attend(self, now: datetime, clock_is_wrong: bool) -> None:
        """Hear what people call for: stops end what is being obeyed, new orders are taken and looked at."""
        self.calls.look()
        restarted = self._stops_seen is None
        fresh = self._new_stops(now)
        for stop in fresh:
            for active in self.active:
                if restarted and stop.at <= active.order.at:
                    continue  # an old cry, met again after a restart: the order came after it
                active.stop(stop)
        unread, self._unread = self._unread, []
        self.recover(unread, now)
        known = {active.order.id for active in self.active}
        for order in [one for one in self.calls.waiting if one.id not in known]:
            self._take(order, now, clock_is_wrong, fresh)
        for active in self.active:
            if (back := self.calls.taken_back.get(active.order.occurrence_key)) is not None:
                active.stop(back)

    def _take(self, order: AirOrder, now: datetime, clock_is_wrong: bool, fresh: Iterable[Stop]) -> None:
        """Take a new order, with the cries that came after it; it waits on while nobody can read what it is for."""
        stops = self._crossed.setdefault(order.id, [])
        stops += [one for one in fresh if one.at > order.at]
        try:
            bulletin = self._bulletin(order)
        except StoreBusy:
            return
        del self._crossed[order.id]
        self.calls.waiting = [one for one in self.calls.waiting if one.id != order.id]
        if self.ledger.take_order(order.id, now):
            self._admit(order, bulletin, now, clock_is_wrong, stops)

    def recover(self, taken: Iterable[AirOrder], now: datetime) -> None:
        """Orders that a daemon took and did not close before it died: what was not said of them is said now."""
        known = {active.order.id for active in self.active}
        for order in [one for one in taken if one.id not in known]:
            try:
                bulletin = self._bulletin(order)
            except StoreBusy:
                self._unread.append(order)
                continue
            stops = [one for one in self.calls.recent(now) if one.at > order.at]
            self._admit(order, bulletin, now, False, stops, self.ledger.entries_of(order.occurrence_key))

    def _bulletin(self, order: AirOrder) -> Bulletin | None:
        """What it is for, None where nobody will ever be able to read it. StoreBusy while it cannot be read."""
        try:
            return self.ledger.bulletin(order.bulletin)
        except (NotFound, *SPOILED):
            log.exception("the bulletin of order %s cannot be read", order.id)
            return None

    def urgent_in(self, zone: str) -> AirOrder | None:
        """An urgent order that is still to be said in that zone."""
        return next((one.order for one in self.active if one.order.urgent and self._wants(one, zone)), None)

    def keep(self, zone: str) -> bool:
        """Whether any order is still to be said in that zone, so that no slot goes on there meanwhile."""
        return any(self._wants(one, zone) for one in self.active)

    def due(self, zone: str, now: datetime) -> tuple[Due | None, bool]:
        """What is to be said in that zone, if it is due; and whether the zone is kept for an order meanwhile."""
        open_here = [(active, self._goes_on(active, zone, now)) for active in self._by_rank() if zone in active.zones]
        going = [(active, attempt) for active, attempt in open_here if attempt is not None]
        if not going:
            return None, False
        first, attempt = going[0]
        dues = [self._due(first, zone, attempt, now)]
        if first.order.urgent and not first.corrects:  # one urgent order does not wait out the pauses of another
            dues += [self._due(one, zone, number, now) for one, number in going[1:] if one.order.urgent]
        due = min(dues, key=lambda one: (max(one.starts, now + CUTTING), one.key.attempt > 1))
        return (due if due.starts <= now + LEAD else None), True

    def _by_rank(self) -> list[Active]:
        """A correction first: "what you have just heard" must be the false alarm. Then urgent ones, then the older."""
        return sorted(self.active, key=lambda one: (not one.order.urgent, not one.corrects, one.order.at))

    def _goes_on(self, active: Active, zone: str, now: datetime) -> int | None:
        """The attempt with which it goes on in that zone; where it is over or stopped, that is written down."""
        attempt = active.goes_on(self._said(active, zone))
        stop = active.stopped.get(zone)
        if attempt is not None and stop is None:
            return attempt
        if attempt is not None and stop is not None:
            self._log(active, zone, attempt, Reason.BY_PERSON, now, stop.by_name)
        self._finish(active, zone, now)
        return None

    def _wants(self, active: Active, zone: str) -> bool:
        if zone not in active.zones or zone in active.stopped:
            return False
        return active.goes_on(self._said(active, zone)) is not None

    def _new_stops(self, now: datetime) -> list[Stop]:
        """Cries that came since the last look; at the first look only those that are not from another time."""
        if not self.calls.known:
            return []
        seen = self._stops_seen
        self._stops_seen = self.calls.stops
        return self.calls.recent(now) if seen is None else self.calls.newer(seen)

    def _admit(
        self,
        order: AirOrder,
        bulletin: Bulletin | None,
        now: datetime,
        clock_is_wrong: bool,
        stops: Iterable[Stop],
        said: Iterable[PlayLogEntry] = (),
    ) -> None:
        """Obey it from now on, or refuse it with its reason in the log."""
        if bulletin is None:
            log_unreadable(self.ledger, order, (*order.zones, *(zone.id for zone in self.station.zones))[0], now)
            self.ledger.close_order(order.id, OrderState.REFUSED, now)
            return
        known = [zone.id for zone in self.station.zones]
        zones = [zone for zone in known if zone in order.zones] if order.zones else known
        active = Active(order, bulletin, zones, list(said))
        if clock_is_wrong:
            active.note = f"the clock was wrong: {now.isoformat(timespec='minutes')}"
        reason = self._why_not(active, now, clock_is_wrong)
        for stop in stops:
            active.stop(stop)
        if reason is None and (active.said or any(zone not in active.stopped for zone in zones)):
            self.active.append(active)
            return
        for zone in zones or list(order.zones) or known[:1]:
            called_off = active.stopped.get(zone)
            why, detail = (Reason.BY_PERSON, called_off.by_name) if called_off else (reason, active.note)
            self._log(active, zone, 1, why or Reason.NONE, now, detail)
        self.ledger.close_order(order.id, OrderState.REFUSED, now)

    def _why_not(self, active: Active, now: datetime, clock_is_wrong: bool) -> Reason | None:
        """Why it may not sound at all; asked again of each airing just before its sound."""
        order, bulletin = active.order, active.bulletin
        if not active.zones:
            return Reason.NO_DEVICE
        if not bulletin.on_air_ready or bulletin.rendition is None:
            return Reason.NOT_APPROVED
        if now - order.at > FRESH[order.urgent] and not clock_is_wrong:
            return Reason.STATION_OFF
        if clock_is_wrong and not order.urgent:
            return Reason.CLOCK_WRONG
        priority = priority_of(bulletin, order)
        return refusal(self.station, priority, now + AT_ONCE, bulletin.rendition.duration, permit=order.permit)

    def _said(self, active: Active, zone: str) -> list[PlayLogEntry]:
        """The airings of this order in that zone: those a killed daemon left, and our own."""
        own = self.book.of(active.order.occurrence_key)
        return [entry for entry in (*active.said, *own) if entry.zone == zone]

    def _due(self, active: Active, zone: str, attempt: int, now: datetime) -> Due:
        order = active.order
        key = AiringKey(self.station.id, order.occurrence_key, active.bulletin.id, attempt, zone)
        starts = self._start(active, key, now)
        here = self.station.zone(zone)
        assert here is not None  # only zones of the station are taken
        return Due(
            active.bulletin,
            key,
            planned=starts,
            starts=starts,
            operator_name=order.by_name,
            volume=self.volume(zone),
            device=here.device,
            standby=here.standby,
            order=order,
            stops=self.calls.stops,
            note=active.note,
        )

    def _start(self, active: Active, key: AiringKey, now: datetime) -> datetime:
        """At once, or a gap after the last time; with the other zones, where they have set an instant already."""
        said, steady = self._said(active, key.zone), self.calls.clock.monotonic()
        met = [start for start in self.book.met(key) if start >= now + JOINING]
        ready = active.pause_ends(key.zone, said, now, steady)
        if (rested := rests_until(said, now, REST)) is not None:  # no device there: other zones are not held up
            ready = max(ready or rested, rested)
        if ready is not None:
            starts = max(ready, now + AT_ONCE)
            return min((start for start in met if ready <= start <= starts + AT_ONCE), default=starts)
        if met:
            return min(met)
        others = [zone for zone in active.zones if zone != key.zone]
        return now + (CUTTING if any(self.book.is_sounding(zone) for zone in others) else AT_ONCE)

    def _log(self, active: Active, zone: str, attempt: int, reason: Reason, now: datetime, detail: str) -> None:
        order = active.order
        log.error("order %s may not sound in %s: %s", order.id, zone, reason)
        key = AiringKey(self.station.id, order.occurrence_key, active.bulletin.id, attempt, zone)
        log_unplayed(
            self.ledger, active.bulletin, key, order.at if attempt == 1 else now, order.by_name, reason, now, detail
        )

    def _finish(self, active: Active, zone: str, now: datetime) -> None:
        """Nothing more of it in that zone; the last zone closes the order."""
        active.zones.remove(zone)
        if active.zones:
            return
        self.active.remove(active)
        own = self.book.of(active.order.occurrence_key)
        heard = any(entry.heard for entry in (*active.said, *own))
        self.ledger.close_order(active.order.id, OrderState.DONE if heard else OrderState.REFUSED, now)
