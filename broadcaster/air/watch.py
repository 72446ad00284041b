"""What goes on while an item sounds: the desk is shown it, and a person, an urgent order or the hour may end it."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from broadcaster.air.due import Due
from broadcaster.airing import Airing, Outcome, Reason
from broadcaster.errors import NotFound, StoreBusy
from broadcaster.parts import ENOUGH
from broadcaster.speakers import CUT_IN, STOP, Played, Sounding
from broadcaster.store import OnAir
from broadcaster.store.columns import SPOILED

if TYPE_CHECKING:
    from broadcaster.air.playout import Playout

STEP = 1.5
"""Seconds by which wall clock and time may drift apart between two looks before the clock counts as set."""

EARLY = timedelta(seconds=2)
"""The clock may be put back so far over the slot's first second without ending what has begun."""

AHEAD = timedelta(milliseconds=200)
"""Ended so much before the hour forbids it, because silence takes a moment."""

OVERTIME = timedelta(seconds=20)
"""How much longer than planned a sound may take: the second device needs ten seconds to go on."""

TOO_LONG = timedelta(seconds=2)
"""How much longer than its rendition a file may turn out to be."""

SILENT_END = {
    Reason.STATION_OFF: Outcome.FAILED,
    Reason.QUIET_HOURS: Outcome.OUT_OF_HOURS,
    Reason.OUTSIDE_WINDOW: Outcome.OUT_OF_HOURS,
    Reason.BARRED_DAY: Outcome.OUT_OF_HOURS,
    Reason.OVER_CAP: Outcome.OUT_OF_HOURS,
    Reason.BY_PERSON: Outcome.STOPPED,
    Reason.URGENT: Outcome.CUT_IN,
    Reason.URGENT_DROPPED: Outcome.CUT_IN,
}
"""How an airing is called that was ended before anything was heard, by the reason; otherwise it was missed."""


class Watch:
    """Asked by the speakers every tenth of a second: shows what sounds, and says when it has to end."""

    def __init__(self, playout: "Playout", airing: Airing, due: Due) -> None:
        self.playout = playout
        self.clock = playout.clock
        self.airing = airing
        self.due = due
        self.shown = float("-inf")
        self.why = Reason.NONE
        self.by = ""
        self.begun: float | None = None
        self.lost = timedelta()
        self.seen = (self.clock.now(), self.clock.monotonic())
        self.looks = playout.calls.looks

    def __call__(self, sounding: Sounding) -> str | None:
        self.why = self.why or self._reason_to_end(sounding)
        if self.clock.monotonic() - self.shown >= 1 and not self._about_to_start():
            self.shown = self.clock.monotonic()
            self._show(sounding)
        if not self.why:
            return None
        return CUT_IN if self.why in (Reason.URGENT, Reason.URGENT_DROPPED) else STOP

    def judged(self, played: Played) -> Played:
        """What the speakers report, with the reason why it was ended early, and where."""
        if not self.why or played.outcome is Outcome.COMPLETE:
            return self._with_the_parts_before(played)
        outcome = SILENT_END.get(self.why, Outcome.MISSED)
        if outcome is Outcome.CUT_IN and self._heard_in_all(played):  # cut in its closing silence
            return replace(played, outcome=Outcome.COMPLETE, reason=Reason.NONE, detail=self._from_to(played))
        if played.heard and outcome not in (Outcome.STOPPED, Outcome.CUT_IN):
            outcome = Outcome.PARTIAL
        return replace(played, outcome=outcome, reason=self.why, detail=self.by or self._from_to(played))

    def _with_the_parts_before(self, played: Played) -> Played:
        """The rest of what was cut in on counts as heard once only if both parts together were heard."""
        detail = self._from_to(played) if played.outcome is Outcome.PARTIAL or self.due.offset else ""
        detail = "; ".join(filter(None, (detail, played.detail, self.due.note)))
        outcome, reason = played.outcome, played.reason
        if self.due.offset and outcome is Outcome.COMPLETE and not self._heard_in_all(played):
            outcome, reason = Outcome.PARTIAL, Reason.NOT_ALL_HEARD
        return replace(played, outcome=outcome, reason=reason, detail=detail)

    def _heard_in_all(self, played: Played) -> bool:
        """Whether this part and those before it make the bulletin heard once."""
        return self.due.before + played.heard >= self.due.whole * ENOUGH

    def _from_to(self, played: Played) -> str:
        """Which part of the file it was: from, to, and of how much."""
        since = self.due.offset.total_seconds()
        until = max(played.position, self.due.offset).total_seconds()
        holes = "".join(f", not {gap[0].total_seconds():.1f}-{gap[1].total_seconds():.1f}" for gap in played.gaps[:3])
        return f"{since:.1f}-{until:.1f} s of {self.due.whole.total_seconds():.1f} s{holes}"

    def _reason_to_end(self, sounding: Sounding) -> Reason:
        """Why the sound has to end now, NONE while it may go on."""
        zone = self.due.key.zone
        urgent = self.playout.urgent_in(zone)
        stop = self.playout.calls.ended(self.due)
        if stop is not None:
            self.by = stop.by_name
            return Reason.BY_PERSON
        if urgent is not None and not self.due.urgent:
            return Reason.URGENT if urgent.resume else Reason.URGENT_DROPPED
        if self.playout.closing:
            return Reason.STATION_OFF
        if self.begun is None and sounding.position > self.due.offset:
            self.begun = self.clock.monotonic()
        return self._hour(sounding) if self.begun is not None else self._before_the_sound()

    def _before_the_sound(self) -> Reason:
        """Armed: the clock may be set, the hour pass, an approval be taken back."""
        now, steady = self.clock.now(), self.clock.monotonic()
        stepped = (now - self.seen[0]).total_seconds() - (steady - self.seen[1])
        self.seen = (now, steady)
        if abs(stepped) > STEP:
            return Reason.CLOCK_WRONG
        late = now - self.due.starts > EARLY
        if late and (why := self.playout.refusal(self.due, now, self.due.length)):
            return why
        if self.looks != self.playout.calls.looks:
            self.looks = self.playout.calls.looks
            return Reason.NONE if self._still_approved() else Reason.NOT_APPROVED
        return Reason.NONE

    def _hour(self, sounding: Sounding) -> Reason:
        """Sounding: wherever the clock jumps, nothing sounds where the hour guard would not let it begin."""
        assert self.begun is not None
        lasted = timedelta(seconds=self.clock.monotonic() - self.begun)
        if sounding.position > self.due.whole + TOO_LONG or lasted > self.due.length + OVERTIME:
            return Reason.SLOT_OVER
        now = self.clock.now()
        moment, occurrence = now + AHEAD, self.due.occurrence
        if occurrence is not None and occurrence.starts - EARLY <= now < occurrence.starts:
            moment = occurrence.starts
        return self.playout.refusal(self.due, moment, timedelta()) or Reason.NONE

    def _still_approved(self) -> bool:
        try:
            bulletin = self.playout.ledger.bulletin(self.due.bulletin.id)
        except (NotFound, *SPOILED):
            return False
        except StoreBusy:
            return True
        sound = bulletin.rendition
        return bulletin.on_air_ready and sound is not None and sound.sha256 == self.airing.sha256

    def _about_to_start(self) -> bool:
        """Nothing is written in the last moments before the sound: a slow card takes 100 ms for it."""
        return timedelta() <= self.due.starts - self.clock.now() <= timedelta(seconds=1)

    def _come_out(self, sounding: Sounding) -> timedelta:
        """How much of it came out so far, for the log if the station is killed now.

        It is the player's place while nothing is missed (the ear lags, and there may be none); what the ear once
        missed, a muted device for example, stays missed.
        """
        played = max(timedelta(), sounding.position - self.due.offset)
        if not sounding.hearing:
            self.lost = max(timedelta(), played - sounding.heard)
        return max(timedelta(), played - self.lost)

    def _show(self, sounding: Sounding) -> None:
        due, now = self.due, self.clock.now()
        state = "armed" if self.begun is None else "sounding" if sounding.hearing else "silent"
        if state != "armed":
            self.playout.ledger.progress(self.airing.id, self._come_out(sounding), now)
        self.playout.ledger.set_on_air(
            due.key.zone,
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
            ),
        )
