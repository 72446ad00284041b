"""The voice of one zone: takes what is due there, begins it durably, plays it, logs what its ear heard; asks again."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from broadcaster.air.due import Due
from broadcaster.air.relaying import is_relay, stream_of
from broadcaster.air.silence import Silence
from broadcaster.air.unplayed import log_unplayed, outcome_of
from broadcaster.air.watch import Watch
from broadcaster.airing import Airing, AiringKey, Outcome, Reason
from broadcaster.errors import StoreBusy
from broadcaster.speakers import STOP, Cue, Played, Sounding, Speakers
from broadcaster.station import Zone

if TYPE_CHECKING:
    from broadcaster.air.playout import Playout

ARMING = timedelta(seconds=3)
"""What arming the first item of a slot takes after the silence that wakes the amplifier."""

GIVEN_UP = 10
"""Turns with one item that fail before any sound, half a second apart, after which what comes next gets its turn."""

DEFECT = "a defect; see the daemon's log"

log = logging.getLogger(__name__)


class Announcer:
    """One zone on air. It has no thread of its own: whoever calls `turn` lends it one for as long as it sounds."""

    def __init__(self, playout: "Playout", zone: Zone, speakers: Speakers) -> None:
        self.playout = playout
        self.zone = zone
        self.speakers = speakers
        self.woken = ""
        self.failing: tuple[AiringKey | None, int] = (None, 0)

    def turn(self) -> bool:
        """Air one due item, or return False when nothing is due within LEAD of now. Blocks while it sounds."""
        due = self.playout.next_due(self.zone.id)
        if due is None:
            return False
        try:
            return self._air(due)
        except Exception as why:
            self._put_back(due, given_up=not isinstance(why, StoreBusy) and self._fails_again(due.key))
            raise

    def _fails_again(self, key: AiringKey) -> bool:
        """Whether this item has failed so often that it is given up."""
        before = self.failing[1] if self.failing[0] == key else 0
        self.failing = (key, before + 1)
        return self.failing[1] >= GIVEN_UP

    def _put_back(self, due: Due, given_up: bool) -> None:
        """A defect between the claim and the sound: the item is due again, until it is given up with its entry."""
        book = self.playout.book
        if given_up and book.is_open(due.key):
            book.refuse(due.key, outcome_of(Reason.PLAYER_FAILED), Reason.PLAYER_FAILED)
            self._log_unplayed(due, Reason.PLAYER_FAILED, DEFECT)
        else:
            book.forget(due.key)

    def _air(self, due: Due) -> bool:
        """Begin durably, play, log. False when it was refused or had been begun before."""
        self._wake(due)
        if not self.playout.still_asked(due):
            self.playout.book.forget(due.key)
            return False
        ledger, clock = self.playout.ledger, self.playout.clock
        reason = self.playout.unfit(due)
        if reason is None and due.bulletin.rendition and is_relay(due.bulletin.rendition):
            due = replace(due, stream=stream_of(due.bulletin.rendition, self.playout.station.relays) or "")
            reason = None if due.stream else Reason.STREAM_REFUSED
        if reason is not None:
            self._refuse(due, reason)
            return False
        airing = due.airing(clock.now())
        if not ledger.begin_airing(airing):
            log.warning("airing %s was begun before; nothing is played", due.key)
            self.playout.book.refuse(due.key, Outcome.MISSED, Reason.KILLED)
            return False
        try:
            watch = Watch(self.playout, airing, due)
            played = watch.judged(self.speakers.play(due.cue(), watch))
        except Exception:
            self._end(airing, due, self._defect(airing))
            raise
        self._end(airing, due, played)
        self.playout.faults.after_play(ledger, self.zone.id, played, airing.title, clock.now())
        return True

    def _end(self, airing: Airing, due: Due, played: Played) -> None:
        """The outcome, in the database or beside it."""
        ledger = self.playout.ledger
        try:
            ledger.end_airing(
                airing.id,
                started=played.started,
                ended=played.ended,
                heard=played.heard,
                outcome=played.outcome,
                reason=played.reason,
                detail=played.detail,
                device=played.device,
            )
        finally:  # whatever became of its entry, it has sounded
            self.playout.book.close(due.key, played)
        ledger.set_on_air(self.zone.id, None)
        if played.reason is Reason.SOUND_CHANGED:
            ledger.void_sound(due.bulletin.id, "sound_changed", self.playout.clock.now())

    def _defect(self, airing: Airing) -> Played:
        """The loudspeakers themselves failed, which they never should: an entry all the same."""
        nothing, now = timedelta(), self.playout.clock.now()
        failed = (Outcome.FAILED, Reason.PLAYER_FAILED, DEFECT)
        return Played(None, now, airing.wanted, nothing, nothing, *failed, self.zone.device)

    def _refuse(self, due: Due, reason: Reason) -> None:
        log.error("%s may not sound: %s", due.key, reason)
        self._log_unplayed(due, reason, due.note)
        self.playout.book.refuse(due.key, outcome_of(reason), reason)

    def _log_unplayed(self, due: Due, reason: Reason, note: str) -> None:
        now = self.playout.clock.now()
        log_unplayed(
            self.playout.ledger, due.bulletin, due.key, due.planned, due.operator_name, reason, now, note,
            priority=due.priority,
        )  # fmt: skip

    def _wake(self, due: Due) -> None:
        """A pre-roll of silence before the first item of a slot, so that device and amplifier are awake."""
        silence = self.playout.silence
        if silence is None or due.occurrence is None or self.woken == due.occurrence.key:
            return
        self.woken = due.occurrence.key
        start = self.playout.clock.now() + timedelta(milliseconds=500)
        if start + silence.length + ARMING <= due.starts:
            self.speakers.play(self._silent(silence, due), lambda sounding: self._disturbed(due, sounding))

    def _silent(self, silence: Silence, due: Due) -> Cue:
        starts = due.starts - ARMING - silence.length
        return Cue(silence.path, silence.sha256, starts, volume=due.volume, device=due.device, standby=due.standby)

    def _disturbed(self, due: Due, sounding: Sounding) -> str | None:
        """Silence gives way to anything: a person, an urgent order, the item itself."""
        playout, zone = self.playout, self.zone.id
        urgent = playout.urgent_in(zone)
        stopped = playout.calls.stopped(zone, due.stops)
        late = playout.clock.now() > due.starts - ARMING + timedelta(milliseconds=500)
        return STOP if urgent or stopped or playout.closing or late else None
