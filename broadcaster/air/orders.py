"""What people ordered on air at once: taken once, looked at once, and said in each of its zones as often as ordered."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from broadcaster.air.book import Book
from broadcaster.air.calls import Calls
from broadcaster.air.due import Due, priority_of
from broadcaster.air.ledger import Ledger
from broadcaster.air.unplayed import log_unplayed
from broadcaster.airing import AiringKey, PlayLogEntry, Reason
from broadcaster.bulletin import Bulletin
from broadcaster.errors import NotFound, StoreBusy
from broadcaster.guard import refusal
from broadcaster.parts import next_repetition
from broadcaster.placement import AirOrder, OrderState
from broadcaster.planning import free_after
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


@dataclass(slots=True)
class Active:
    """An order that is being obeyed: the zones where it is still to be said, and those where a person stopped it."""

    order: AirOrder
    bulletin: Bulletin
    zones: list[str]
    said: list[PlayLogEntry] = field(default_factory=list)
    stopped: dict[str, Stop] = field(default_factory=dict)
    note: str = ""


class Orders:
    """The orders of the day. Not for several threads at once: whoever plans holds the plan's lock."""

    def __init__(
        self, station: Station, ledger: Ledger, calls: Calls, book: Book, volume: Callable[[str], int]
    ) -> None:
        self.station, self.ledger, self.calls, self.book = station, ledger, calls, book
        self.volume = volume
        self.active: list[Active] = []
        self._stops_seen: int | None = None

    def attend(self, now: datetime, clock_is_wrong: bool) -> None:
        """Hear what people call for: stops end what is being obeyed, new orders are taken and looked at."""
        self.calls.look()
        restarted = self._stops_seen is None
        fresh = self._new_stops(now)
        for stop in fresh:
            for active in self.active:
                if restarted and stop.at <= active.order.at:
                    continue  # an old cry, met again after a restart: the order came after it
                for zone in active.zones if not stop.zone else [stop.zone]:
                    active.stopped.setdefault(zone, stop)
        known = {active.order.id for active in self.active}
        for order in [one for one in self.calls.waiting if one.id not in known]:
            self.calls.waiting = [one for one in self.calls.waiting if one.id != order.id]
            if self.ledger.take_order(order.id, now):
                self._admit(order, now, clock_is_wrong, fresh)

    def recover(self, taken: Iterable[AirOrder], now: datetime) -> None:
        """Orders that a daemon took and did not close before it died: what was not said of them is said now."""
        known = {active.order.id for active in self.active}
        for order in [one for one in taken if one.id not in known]:
            self._admit(order, now, False, [], self.ledger.entries_of(order.occurrence_key))

    def urgent_in(self, zone: str) -> AirOrder | None:
        """An urgent order that is still to be said in that zone."""
        return next((one.order for one in self.active if one.order.urgent and self._wants(one, zone)), None)

    def keep(self, zone: str) -> bool:
        """Whether any order is still to be said in that zone, so that no slot goes on there meanwhile."""
        return any(self._wants(one, zone) for one in self.active)

    def due(self, zone: str, now: datetime) -> tuple[Due | None, bool]:
        """What is to be said in that zone, if it is due; and whether the zone is kept for an order meanwhile."""
        for active in sorted(self.active, key=lambda one: (not one.order.urgent, one.order.at)):
            if zone not in active.zones:
                continue
            attempt = next_repetition(active.order.repeats, self._said(active, zone))
            stop = active.stopped.get(zone)
            if attempt is not None and stop is not None:
                self._log(active, zone, attempt, Reason.BY_PERSON, now, stop.by_name)
            if attempt is None or stop is not None:
                self._finish(active, zone, now)
                continue
            due = self._due(active, zone, attempt, now)
            return (due if due.starts <= now + LEAD else None), True
        return None, False

    def _wants(self, active: Active, zone: str) -> bool:
        if zone not in active.zones or zone in active.stopped:
            return False
        return next_repetition(active.order.repeats, self._said(active, zone)) is not None

    def _new_stops(self, now: datetime) -> list[Stop]:
        """Cries that came since the last look; at the first look only those that are not from another time."""
        if not self.calls.known:
            return []
        stop = self.calls.stop
        cries = [stop, *stop.others] if stop else []
        seen = self._stops_seen
        self._stops_seen = self.calls.stops
        if seen is None:
            return [one for one in cries if now - FRESH[False] <= one.at <= now + timedelta(minutes=2)]
        return [one for one in cries if one.number > seen]

    def _admit(
        self,
        order: AirOrder,
        now: datetime,
        clock_is_wrong: bool,
        stops: list[Stop],
        said: Iterable[PlayLogEntry] = (),
    ) -> None:
        """Obey it from now on, or refuse it with its reason in the log."""
        try:
            bulletin = self.ledger.bulletin(order.bulletin)
        except (NotFound, StoreBusy, *SPOILED):
            log.exception("the bulletin of order %s cannot be read; it is refused", order.id)
            self.ledger.close_order(order.id, OrderState.REFUSED, now)
            return
        known = [zone.id for zone in self.station.zones]
        zones = [zone for zone in known if zone in order.zones] if order.zones else known
        active = Active(order, bulletin, zones, list(said))
        if clock_is_wrong:
            active.note = f"the clock was wrong: {now.isoformat(timespec='minutes')}"
        reason = self._why_not(active, now, clock_is_wrong)
        stop = next((one for one in stops if one.at > order.at and not one.zone), None)
        if reason is None and stop is None:
            self.active.append(active)
            return
        detail = stop.by_name if stop else active.note
        for zone in zones or list(order.zones) or known[:1]:
            self._log(active, zone, 1, Reason.BY_PERSON if stop else reason or Reason.NONE, now, detail)
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
        before = [free_after(entry) for entry in self._said(active, key.zone) if entry.started]
        if before:
            return max(max(before) + active.order.gap, now + AT_ONCE)
        met = [start for start in self.book.met(key) if start >= now + JOINING]
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
