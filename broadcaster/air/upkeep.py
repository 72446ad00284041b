"""What the daemon does besides playing: entering what was kept, hooks, the lookout, and its signs of life."""

import logging
from collections.abc import Callable
from contextlib import suppress

from broadcaster import lifeline
from broadcaster.air.hooks import FAULT, Switchboard
from broadcaster.air.ledger import Ledger
from broadcaster.air.lookout import Lookout
from broadcaster.air.nightly import Nightly
from broadcaster.clock import Clock
from broadcaster.errors import StoreBusy
from broadcaster.programme import programme
from broadcaster.settings import Settings
from broadcaster.speakers import Device
from broadcaster.station import Occurrence

ALIVE = "daemon.alive"
"""A file whose time the daemon changes: beside a beat that is late it says that only the database is locked."""

LINGER = 20.0
"""Seconds an amplifier that an order woke stays awake after its last sound: the order may be repeated."""

TOUCH = 5.0
"""Seconds between two touches of that file: memory cards wear out."""

SILENT = 8.0
"""Seconds without a tick after which the daemon gives no sign of life: its clock has died, or was put back an hour."""

log = logging.getLogger(__name__)


class Upkeep:
    """`start` under the station's lock, `second` every second, `look` every five, `close` at the end.

    None of them raises, and only `look` may take longer than half a second. `there` lists the sound devices,
    `quiet` tests the ear on one, `sounding` gives the zones in which anything is on air.
    """

    def __init__(
        self,
        settings: Settings,
        ledger: Ledger,
        clock: Clock,
        there: Callable[[], list[Device]],
        sounding: Callable[[], tuple[str, ...]],
        quiet: Callable[[str], str],
    ) -> None:
        self.station = settings.station
        self.alive = settings.data / ALIVE
        self.ledger = ledger
        self.clock = clock
        self.sounding = sounding
        self.board = Switchboard(settings.hooks, self.station, settings.data / "hooks.json", clock, self._tell)
        self.lookout = Lookout(self.station, ledger, settings.data, clock, there, quiet, lambda: bool(sounding()))
        self.nightly = Nightly(settings, ledger, clock, lambda: bool(sounding()))
        self._last_sound = float("-inf")
        self._last_second = float("-inf")
        self._watchdog = lifeline.watchdog()
        self._answers_at = self._touches_at = float("-inf")

    def start(self) -> None:
        """Before anything is settled: enter what a former life kept, switch off what it left on."""
        self.ledger.keeps_ballast = True
        self.ledger.flush()
        self.board.settle()

    def second(self) -> None:
        """Enter what was kept, switch the hardware, show life."""
        if self._last_second < 0:
            lifeline.tell("READY=1", "STATUS=on watch")
        self._last_second = self.clock.monotonic()
        if self._watchdog is not None and self._last_second >= self._answers_at:
            self._answers_at = self._last_second + self._watchdog
            lifeline.tell("WATCHDOG=1")
        if self._last_second >= self._touches_at:
            self._touches_at = self._last_second + TOUCH
            with suppress(OSError):
                self.alive.touch()
        self.ledger.flush()
        if self.board:
            zones = self.sounding()
            self.board.look(self._planned, bool(zones))
            self._orders(zones)

    def look(self) -> None:
        """Look around, and ahead."""
        try:
            self.lookout.look()
            self.nightly.look()
        except Exception:
            # What the lookout stumbles over must not end the looking; the next look comes in seconds.
            log.exception("a look failed")

    def healthy(self) -> bool:
        """Whether the seconds still come. While anything sounds nobody ends the daemon for that."""
        return self.clock.monotonic() - self._last_second < SILENT or bool(self.sounding())

    def close(self) -> None:
        """The station ends."""
        lifeline.tell("STOPPING=1", "STATUS=ending")
        self.board.close()

    def _planned(self, occurrence: Occurrence) -> bool:
        try:
            return bool(programme(self.ledger, self.station, occurrence, self.clock.now()).planned)
        except StoreBusy:
            return True  # rather an amplifier that wakes for nothing

    def _orders(self, zones: tuple[str, ...]) -> None:
        """What sounds outside a slot was ordered: the amplifier is woken for it, and sleeps again afterwards."""
        if zones:
            self._last_sound = self.clock.monotonic()
            if not self.board.anything_on:
                self.board.before("order", zones)
        elif self.clock.monotonic() - self._last_sound > LINGER:
            self.board.after("order")

    def _tell(self, wrong: str | None) -> None:
        if wrong is None:
            self.ledger.clear_fault(FAULT)
        else:
            self.ledger.raise_fault(FAULT, wrong, self.clock.now())


def quiet_test(ear: bool) -> Callable[[str], str]:
    """The lookout's ear: "ear_deaf" when nothing comes from a device's monitor, "not_quiet" when others use it."""

    def listen(device: str) -> str:
        from broadcaster.speakers.quiet import listen_quietly

        heard = listen_quietly(device) if ear else None
        if heard is None:
            return ""
        return "not_quiet" if heard.disturbed else "" if heard.delivers else "ear_deaf"

    return listen
