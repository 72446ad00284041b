"""What goes on while an item sounds: the desk is shown it, and a person or an urgent order may end it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from broadcaster.airing import Airing, AiringKey, Outcome, Reason
from broadcaster.bulletin import Bulletin
from broadcaster.clock import Clock
from broadcaster.errors import StoreBusy
from broadcaster.guard import Permit
from broadcaster.planning import cuts_in
from broadcaster.speakers import Played, Sounding
from broadcaster.station import Occurrence
from broadcaster.store import OnAir, Store


@dataclass(frozen=True, slots=True)
class Due:
    """One item about to sound, whatever asked for it: a slot's occurrence or a person's order.

    `planned` is when it should have sounded, which the log keeps; `starts` is when it will, if the station is late.
    """

    bulletin: Bulletin
    key: AiringKey
    planned: datetime
    starts: datetime
    operator_name: str
    volume: int
    device: str
    occurrence: Occurrence | None = None
    permit: Permit | None = None


class Watch:
    """Asked by the speakers every tenth of a second: shows what sounds, and says when it has to end."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        airing: Airing,
        due: Due,
        urgent: bool,
        stops: int,
        closing: Callable[[], bool],
    ) -> None:
        self.store = store
        self.clock = clock
        self.closing = closing
        self.airing = airing
        self.due = due
        self.urgent = urgent
        self.stops = stops
        self.shown = float("-inf")
        self.why = Reason.NONE
        self.by = ""
        self.closes = due.starts + airing.wanted + timedelta(seconds=5)

    def __call__(self, sounding: Sounding) -> str | None:
        try:
            self.why = self.why or self._reason_to_end()
            if self.clock.monotonic() - self.shown >= 1 and not self._about_to_start():
                self.shown = self.clock.monotonic()
                self._show(sounding)
        except StoreBusy:
            pass
        if self.closing():
            self.why = self.why or Reason.STATION_OFF
        return ("cut_in" if self.why is Reason.URGENT else "stop") if self.why else None

    def judged(self, played: Played) -> Played:
        """What the speakers report, with the reason why it was ended early, if it was."""
        if not self.why or played.outcome is Outcome.COMPLETE:
            return played
        outcome = {Reason.BY_PERSON: Outcome.STOPPED, Reason.URGENT: Outcome.CUT_IN}.get(self.why)
        if outcome is None:
            outcome = Outcome.PARTIAL if played.heard else Outcome.FAILED
        return replace(played, outcome=outcome, reason=self.why, detail=self.by or played.detail)

    def _reason_to_end(self) -> Reason:
        """Why the sound has to end now, NONE while it may go on."""
        if self.clock.now() > self.closes:
            return Reason.SLOT_OVER
        stop = self.store.last_stop()
        if stop is not None and stop.number > self.stops:
            self.by = stop.by_name
            return Reason.BY_PERSON
        sounding = None if self.urgent else self.due.bulletin
        if sounding and any(order.urgent and cuts_in(order, sounding) for order in self.store.waiting_orders()):
            return Reason.URGENT
        return Reason.NONE

    def _about_to_start(self) -> bool:
        """Nothing is written in the last moments before the sound: a slow card takes 100 ms for it."""
        return timedelta() <= self.due.starts - self.clock.now() <= timedelta(seconds=1)

    def _show(self, sounding: Sounding) -> None:
        due = self.due
        now = self.clock.now()
        state = "armed" if now < due.starts else "sounding" if sounding.hearing else "silent"
        if state != "armed":
            self.store.progress(self.airing.id, sounding.position, now)
        self.store.set_on_air(
            OnAir(
                bulletin_id=due.bulletin.id,
                title=due.bulletin.script.title,
                started=due.starts,
                ends=due.starts + self.airing.wanted,
                heard_seconds=sounding.heard.total_seconds(),
                level_db=sounding.level_db,
                state=state,
                zone=due.key.zone,
                device=due.device,
                at=now,
            )
        )
