"""What happens on air: take the next due item, begin its airing durably, play it, log what the ear heard; ask again."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from broadcaster.air.faults import after_play
from broadcaster.air.unplayed import log_unplayed
from broadcaster.air.watch import Due, Watch
from broadcaster.airing import Airing, AiringKey, Reason
from broadcaster.bulletin import Priority
from broadcaster.clock import Clock
from broadcaster.errors import StoreBusy
from broadcaster.guard import refusal
from broadcaster.planning import AirOrder, OrderState, Planned
from broadcaster.programme import programme
from broadcaster.speakers import Cue, Played, Speakers
from broadcaster.station import Occurrence, Station
from broadcaster.store import Store

LEAD = timedelta(seconds=8)
"""How long before its second an item is armed: hashed, opened and paused."""

AT_ONCE = timedelta(milliseconds=1200)
"""The least time between begin and sound when something is due already."""

EARLIEST = datetime(2026, 11, 1, tzinfo=UTC)
"""A clock before this program was written is wrong."""

BACKWARD = timedelta(minutes=2)
"""A clock this far behind the newest entry of the log is wrong."""

log = logging.getLogger(__name__)


class Playout:
    """The one who plays. `turn` does the next thing that is due and says whether there was any."""

    def __init__(self, station: Station, store: Store, speakers: Speakers, clock: Clock) -> None:
        self.station = station
        self.store = store
        self.speakers = speakers
        self.clock = clock
        self.closing = False
        self._stops = 0

    def turn(self) -> bool:
        """Air one due item, or return False when nothing is due within LEAD of now. Blocks while it sounds."""
        now = self.clock.now()
        if self.closing or self._clock_is_wrong(now):
            return False
        stop = self.store.last_stop()
        self._stops = stop.number if stop else 0
        if orders := self.store.waiting_orders():
            self._obey(orders[0])
            return True
        due = self._next_due(now)
        if due is None:
            return False
        return self._air(due) is not None

    def next_start(self, now: datetime) -> datetime | None:
        """When the next slot of today or tomorrow begins, for the alarm."""
        today = self.station.local(now).date()
        starts = (one.starts for one in self.station.occurrences(today, today + timedelta(days=7)))
        return next((start for start in starts if start > now), None)

    def _next_due(self, now: datetime) -> Due | None:
        """The first planned item of a slot that is open or about to open, unless a person stopped that slot."""
        today = self.station.local(now).date()
        for occurrence in self.station.occurrences(today, today):
            if not occurrence.starts - LEAD <= now < occurrence.ends:
                continue
            if self.store.stop_asked_since(occurrence.starts - LEAD):
                continue
            order = programme(self.store, self.station, occurrence, now)
            if order.planned and order.planned[0].starts <= now + LEAD:
                return self._due(occurrence, order.planned[0], now)
        return None

    def _due(self, occurrence: Occurrence, planned: Planned, now: datetime) -> Due:
        slot = occurrence.slot
        on_time = programme(self.store, self.station, occurrence).planned
        due_at = next((one.starts for one in on_time if one.bulletin.id == planned.bulletin.id), planned.starts)
        key = AiringKey(self.station.id, occurrence.key, planned.bulletin.id, planned.attempt, slot.zone)
        starts = max(planned.starts, now + AT_ONCE)
        device = self._device(slot.zone)
        return Due(planned.bulletin, key, due_at, starts, planned.operator_name, slot.volume, device, occurrence)

    def _obey(self, order: AirOrder) -> None:
        """Air what a person ordered at once, if it is approved and the hour allows it."""
        now = self.clock.now()
        if not self.store.take_order(order.id, now):
            return
        bulletin = self.store.bulletin(order.bulletin)
        zone = self.station.zones[0].id
        key = AiringKey(self.station.id, order.occurrence_key, bulletin.id, 1, zone)
        due = Due(
            bulletin, key, now + AT_ONCE, now + AT_ONCE, order.by_name, 100, self._device(zone), permit=order.permit
        )
        reason = self._unfit(due, urgent=order.urgent)
        if reason is not None:
            self._log_refused(due, reason)
            self.store.close_order(order.id, OrderState.REFUSED, now)
            return
        played = self._air(due, urgent=order.urgent)
        self.store.close_order(order.id, OrderState.DONE if played else OrderState.REFUSED, self.clock.now())

    def _unfit(self, due: Due, urgent: bool = False) -> Reason | None:
        """Why this item may not sound now, asked at the last moment whatever the plan said."""
        if not due.bulletin.on_air_ready or due.bulletin.rendition is None:
            return Reason.NOT_APPROVED
        priority = Priority.URGENT if urgent else due.bulletin.script.priority
        return refusal(self.station, priority, due.starts, due.bulletin.rendition.duration, due.occurrence, due.permit)

    def _air(self, due: Due, urgent: bool = False) -> Played | None:
        """Begin durably, play, log. None when it was refused or had been begun before."""
        reason = self._unfit(due, urgent)
        if reason is not None:
            self._log_refused(due, reason)
            return None
        rendition = due.bulletin.rendition
        assert rendition is not None  # _unfit said so
        airing = self._airing(due)
        if not self.store.begin_airing(airing):
            log.warning("airing %s was begun before; nothing is played", due.key)
            return None
        cue = Cue(rendition.path, rendition.sha256, due.starts, volume=due.volume, device=due.device)
        watch = Watch(self.store, self.clock, airing, due, urgent, self._stops, lambda: self.closing)
        played = watch.judged(self.speakers.play(cue, watch))
        self._end(airing, played)
        if played.reason is Reason.SOUND_CHANGED:
            self.store.void_sound(due.bulletin.id, "sound_changed", self.clock.now())
        after_play(self.store, played, airing.title, self.clock.now())
        return played

    def _airing(self, due: Due) -> Airing:
        bulletin = due.bulletin
        assert bulletin.rendition is not None and bulletin.decision is not None
        return Airing(
            id=uuid4(),
            key=due.key,
            title=bulletin.script.title,
            kind=bulletin.script.kind,
            topic=bulletin.script.topic,
            priority=bulletin.script.priority,
            planned=due.planned,
            begun=self.clock.now(),
            wanted=bulletin.rendition.duration,
            sha256=bulletin.rendition.sha256,
            author_name=bulletin.author_name,
            approver_name=bulletin.decision.by_name,
            operator_name=due.operator_name,
        )

    def _end(self, airing: Airing, played: Played) -> None:
        """Write the outcome down, however long the database takes; the sound is over, so waiting harms nobody."""

        def write() -> None:
            self.store.end_airing(
                airing.id,
                started=played.started,
                ended=played.ended,
                heard=played.heard,
                outcome=played.outcome,
                reason=played.reason,
                detail=played.detail,
                device=played.device,
            )

        self._persist(write)
        self._persist(lambda: self.store.set_on_air(None))

    def _persist(self, write: Callable[[], object]) -> None:
        for pause in (0.2, 0.5, 1, 2, 5, 10, 20, 30):
            try:
                write()
                return
            except StoreBusy:
                log.warning("the database is locked; the outcome is kept and written later")
                self.clock.wait(timedelta(seconds=pause))
        write()

    def _log_refused(self, due: Due, reason: Reason) -> None:
        log.error("%s may not sound: %s", due.key, reason)
        log_unplayed(self.store, due.bulletin, due.key, due.planned, due.operator_name, reason, self.clock.now())

    def _device(self, zone_id: str) -> str:
        zone = self.station.zone(zone_id)
        return zone.device if zone else ""

    def _clock_is_wrong(self, now: datetime) -> bool:
        """A clock before the build or well before the newest entry plays nothing of itself."""
        newest = self.store.entries(since=None, until=None, limit=1, newest_first=True)
        wrong = now < EARLIEST or bool(newest and now < newest[0].ended - BACKWARD)
        if wrong:
            self.store.raise_fault("clock_wrong", now.isoformat(timespec="minutes"), now)
        else:
            self.store.clear_fault("clock_wrong")
        return wrong
