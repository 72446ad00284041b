"""The witness of a relay: the device it sounds on, with its attendant, and the ear that measures whether it sounds."""

import contextlib
from collections.abc import Callable
from datetime import timedelta

from broadcaster.airing import Reason
from broadcaster.speakers.attendant import Attendant
from broadcaster.speakers.child import Keeper
from broadcaster.speakers.devices import Outlet, search
from broadcaster.speakers.ear import Ear
from broadcaster.speakers.gauge import PAUSE, Gauge
from broadcaster.speakers.hearing import level_now
from broadcaster.speakers.verdict import Trouble


class Witness:
    """`begins` is the monotonic instant from which is measured; `devices` are those it was moved to, in order."""

    def __init__(self, keeper: Keeper, begins: float) -> None:
        self.gauge = Gauge(begins)
        self.devices: list[str] = []
        self.warnings: list[Reason] = []
        self.notes: list[str] = []
        self._keeper = keeper
        self._attendant: Attendant | None = None
        self._ear: Ear | None = None

    def go_to(self, names: list[str], patience: float, meanwhile: Callable[[], None]) -> Trouble | None:
        """To the first of these devices that is there, or the trouble with all of them."""
        if self._keeper.module != "pulse":
            return None
        outlet = search(names, self._keeper.level, patience, meanwhile)
        if isinstance(outlet, Outlet):
            if outlet.missing:
                self.devices.append(outlet.missing[0] or "default")
                self.warn(Reason.NO_DEVICE, f"no sound device {self.devices[-1]!r}")
            self.devices.append(outlet.sink.name)
            self._attendant = Attendant(outlet, self._keeper.level)
            with contextlib.suppress(OSError):
                self._ear = Ear(outlet.sink.monitor) if self._keeper.listens else None
            return None
        return outlet

    def leave(self) -> None:
        """Away from this device; what was measured stays."""
        ear, attendant, self._ear, self._attendant = self._ear, self._attendant, None, None
        if ear:
            ear.close()
            self.notes += ear.notes
        if attendant:
            self.warnings += attendant.warnings
            self.notes += attendant.notes
            attendant.close()

    def attend(self, pid: int, volume: int) -> None:
        """The player with that number has begun to sound."""
        if self._attendant:
            self._attendant.attend(pid, volume)

    def warn(self, reason: Reason, note: str) -> None:
        """Something for the account that does not end the relay."""
        self.warnings.append(reason)
        self.notes.append(note)

    def listen(self, now: float) -> None:
        """Measure what has come since the last time."""
        if self._ear and self._attendant:
            self.gauge.listen(self._ear.tape, now, self._attendant.deaf_between)

    @property
    def listens(self) -> bool:
        """Whether anything at all could be measured."""
        return self._ear is not None and self._ear.tape.zero() is not None

    @property
    def hearing(self) -> bool:
        """False once the silence is longer than a pause."""
        return not self.listens or self.gauge.silence < PAUSE

    @property
    def lost(self) -> str:
        """Why the device is gone; "" while it is there."""
        return self._attendant.lost if self._attendant else ""

    @property
    def muted(self) -> str:
        """The name of the device while it is muted; "" otherwise."""
        return self._attendant.sink.name if self._attendant and self._attendant.sink.deaf else ""

    @property
    def level_db(self) -> float | None:
        """The level just now."""
        return level_now(self._ear.tape) if self._ear else None

    @property
    def measured(self) -> timedelta | None:
        """How much was heard; None where nobody listened."""
        return self.gauge.heard if self.listens or self.gauge.blocks else None
