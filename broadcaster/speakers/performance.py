"""One cue from the choice of its device to the account, over as many stretches as it takes.

A device that is not there is looked for until four seconds after the cue's time, so that a sound server that restarts
costs no broadcast; a standby that is there is taken at once. A device that is lost has the cue go on on its standby,
from one second before the loss; a player that hangs or dies is replaced, and the cue goes on the same way. What was
heard in any stretch counts, each part of the file once.
"""

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from broadcaster.airing import Reason
from broadcaster.speakers.account import account, reached, set_in, together, verdicts_after
from broadcaster.speakers.child import Keeper
from broadcaster.speakers.devices import Outlet, search
from broadcaster.speakers.port import Cue, Played, Sounding, Watch
from broadcaster.speakers.stretch import Over, Stretch
from broadcaster.speakers.verdict import Circumstances, Trouble, noted, played

BACK = timedelta(seconds=1)
"""So much of what was heard before a change of device or player is said again."""

PATIENCE = 4.0
"""Seconds for a device to appear, or to come back with its sound server."""

_WORTH = 50  # verdicts: half a second of sound must be left to go on for
_WORTH_A_PLAYER = timedelta(seconds=3)
_MOST = 4  # stretches: whatever goes wrong that often will go wrong again

_OF_THE_DEVICE = (Reason.DEVICE_LOST, Reason.NO_DEVICE)
_OF_THE_PLAYER = (Reason.PLAYER_HUNG, Reason.PLAYER_FAILED)


@dataclass(slots=True)
class _Course:
    """What is known so far: what was heard in the stretches that are over, and what is to be said about them."""

    grains: bytes = b""
    first: datetime | None = None
    last: datetime | None = None
    level_db: float | None = None
    begun: datetime | None = None
    measured: bool = True
    muted: bool = False
    suspended: bool = False
    deaf: timedelta = timedelta(0)


class Performance:
    """The state of one play; thrown away afterwards."""

    def __init__(self, cue: Cue, watch: Watch, keeper: Keeper) -> None:
        self._cue, self._watch, self._keeper = cue, watch, keeper
        self._halted: str | None = None
        self._trouble: Trouble | None = None
        self._stretch: Stretch | None = None
        self._stretches = 0
        self._course = _Course()
        self._devices: list[str] = []
        self._warnings: list[Reason] = []
        self._notes: list[str] = []

    def run(self) -> Played:
        """Everything from the choice of the device to the account."""
        cue, wanted = self._cue, [self._cue.device, *filter(None, [self._cue.standby])]
        try:
            outlet = self._find_in_time(wanted)
            if isinstance(outlet, Trouble):
                self._trouble = outlet
                return self._account()
            cue = replace(cue, start=self._not_before_now())
            if outlet and outlet.missing:
                self._devices.append(cue.device or "default")
                self._warn(Reason.NO_DEVICE, f"no sound device {self._devices[0]!r}")
            while True:
                self._play(cue, outlet)
                if (further := self._further()) is None:
                    break
                cue, outlet = further
        except Over:
            pass
        return self._account()

    def close(self) -> None:
        """Let go of everything; nothing sounds afterwards."""
        if self._stretch:
            self._stretch.close()

    def _play(self, cue: Cue, outlet: Outlet | None) -> None:
        """One stretch, and what is to be remembered of it."""
        before = self._course.grains[: set_in(cue.offset)] if self._course.grains else b""
        stretch = self._stretch = Stretch(cue, outlet, self._keeper, self._ask, before)
        if not self._devices or self._devices[-1] != stretch.device:
            self._devices.append(stretch.device)
        self._stretches += 1
        stretch.run()
        self._trouble = stretch.trouble
        self._remember(stretch)
        stretch.close()

    def _remember(self, stretch: Stretch) -> None:
        course, attendant, hearing = self._course, stretch.attendant, stretch.hearing
        if stretch.begun is not None and course.begun is None:
            course.begun = stretch.wall(stretch.begun)
        if attendant:
            self._warnings += attendant.warnings
            self._notes += attendant.notes
            course.muted = course.muted or attendant.was_muted
            course.suspended = course.suspended or attendant.was_suspended
            if stretch.begun is not None:
                course.deaf += attendant.deaf_for(stretch.begun, stretch.ended or time.monotonic())
        self._notes += hearing.notes if hearing else []
        if hearing is None or not hearing.reliable:
            course.measured = course.measured and bool(stretch.trouble) and stretch.begun is None
            return
        if found := hearing.findings():
            course.grains = together(course.grains, found.grains) if course.grains else found.grains
            course.first = course.first or (None if found.first is None else stretch.wall(found.first))
            course.last = course.last if found.last is None else stretch.wall(found.last)
            course.level_db = course.level_db if found.level_db is None else found.level_db

    def _further(self) -> tuple[Cue, Outlet | None] | None:
        """What is still to be played after trouble, and where; None when the play is over."""
        trouble, stretch = self._trouble, self._stretch
        if trouble is None or stretch is None or self._halted or self._stretches >= _MOST or not stretch.length:
            return None
        offset = self._resume_at(stretch)
        if not self._worth_it(trouble, stretch, offset):
            return None
        names = [stretch.device, *filter(None, [self._cue.standby, self._cue.device])]
        if trouble.reason in _OF_THE_DEVICE:
            names = [*(name for name in names if name != stretch.device), stretch.device]
        outlet = self._find(list(dict.fromkeys(names)), PATIENCE)
        if isinstance(outlet, Trouble):
            return None
        where = outlet.sink.name if outlet else names[0]
        place = offset.total_seconds()
        self._warn(trouble.reason, f"{trouble.detail}; it goes on on {where} from {place:.1f} s")
        return replace(self._cue, device=where, offset=offset, start=self._not_before_now()), outlet

    def _resume_at(self, stretch: Stretch) -> timedelta:
        """One second before the last that was heard; from the beginning where nothing was."""
        if stretch.begun is None:
            return stretch.cue.offset
        came = stretch.position() - BACK  # without an ear: what was noticed late had happened before
        if self._course.grains:
            came = min(stretch.position(), max(reached(self._course.grains), stretch.cue.offset))
        back = came - BACK
        return back if back > max(self._cue.offset, BACK / 4) else self._cue.offset

    def _worth_it(self, trouble: Trouble, stretch: Stretch, offset: timedelta) -> bool:
        grains = self._course.grains
        left = verdicts_after(grains, offset) if grains else _WORTH
        if trouble.reason in _OF_THE_PLAYER:
            return left >= _WORTH and stretch.length - offset > _WORTH_A_PLAYER
        return trouble.reason in _OF_THE_DEVICE and bool(self._cue.standby) and left >= _WORTH

    def _not_before_now(self) -> datetime:
        """When the cue begins: at its time, or now where that has passed."""
        return max(self._cue.start, datetime.now(UTC).astimezone(self._cue.start.tzinfo))

    def _find_in_time(self, names: list[str]) -> Outlet | Trouble | None:
        """The device to begin on, waited for until PATIENCE after the cue's time; an end of that wait is told too."""
        early = max(0.0, (self._cue.start - datetime.now(UTC)).total_seconds())
        try:
            return self._find(names, early + PATIENCE)
        except Over:
            if datetime.now(UTC) > self._cue.start:
                self._warn(Reason.NO_DEVICE, f"no sound device {self._cue.device!r}".replace(" ''", ""))
            raise

    def _find(self, names: list[str], patience: float) -> Outlet | Trouble | None:
        """The first of these devices that is there, while the watch is asked on."""
        if self._keeper.module != "pulse":
            return None
        return search(names, self._keeper.level, patience, lambda: self._ask(self._stretch))

    def _ask(self, stretch: Stretch | None) -> None:
        """Call the watch; its word ends the play."""
        if self._halted is not None:
            raise Over
        hearing = stretch.hearing if stretch else None
        self._halted = self._watch(
            Sounding(
                position=stretch.position() if stretch else self._cue.offset,
                heard=hearing.heard if hearing else timedelta(0),
                level_db=hearing.level_db if hearing else None,
                hearing=hearing.hearing if hearing else True,
                reason=hearing.why_not if hearing else Reason.NONE,
            )
        )
        if self._halted is not None:
            raise Over

    def _warn(self, reason: Reason, note: str) -> None:
        self._warnings.append(reason)
        self._notes.append(note)

    def _account(self) -> Played:
        cue, course, stretch = self._cue, self._course, self._stretch
        length = stretch.length if stretch else timedelta(0)
        heard = None
        if course.measured and stretch and (course.grains or (stretch.hearing and stretch.hearing.reliable)):
            heard = account(course.grains, length, course.first, course.last, course.level_db, cue.offset)
        sounded = stretch.position() - cue.offset if stretch and course.begun else timedelta(0)
        seen = Circumstances(heard, sounded, self._halted, self._trouble, course.muted, course.suspended, course.deaf)
        wanted = max(timedelta(0), length - cue.offset)
        ended = stretch.wall(stretch.ended) if stretch and stretch.ended else datetime.now(UTC)
        device = " → ".join(self._devices) or cue.device
        result = played(seen, wanted, course.begun, ended.astimezone(cue.start.tzinfo), device, cue.offset)
        return noted(result, self._notes, self._warnings)
