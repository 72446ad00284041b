"""Hooks for hardware: commands before and after a slot, so that an amplifier is awake when the sound comes.

They run one after another in a thread of their own and never hold up the sound; what goes wrong with them is a fault.
What was switched on is noted in a file, so that it is switched off after a crash too.
"""

import json
import logging
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from broadcaster.clock import Clock
from broadcaster.settings.hooks import Command, Hooks
from broadcaster.station import Occurrence, Station

FAULT = "hook_failed"
SAID = 200
"""Letters of what a failed command said that go into the fault."""

log = logging.getLogger(__name__)


class Switchboard:
    """Runs the hooks. `tell(detail)` raises the fault, or clears it with None.

    `look` is asked every second: it runs `before_slot` its time ahead of each slot in which something is planned,
    and `after_slot` when that slot is over. `before` and `after` do so at once, for an order (phát khẩn cấp).
    """

    def __init__(
        self, hooks: Hooks, station: Station, note: Path, clock: Clock, tell: Callable[[str | None], None]
    ) -> None:
        self.hooks = hooks
        self.station = station
        self.note = note
        self.clock = clock
        self.tell = tell
        self._on: dict[str, tuple[str, ...]] = {}
        self._lock = threading.Lock()
        self._work: queue.Queue[Callable[[], None] | None] = queue.Queue()
        self._worker: threading.Thread | None = None

    def __bool__(self) -> bool:
        """Whether there is any hook at all."""
        return bool(self.hooks.before or self.hooks.after)

    @property
    def anything_on(self) -> bool:
        """Whether the hardware is on for anything."""
        return bool(self._on)

    def settle(self) -> None:
        """At the start: what a crash left switched on is switched off, unless its slot is open still."""
        if not self:
            return
        now = self.clock.now()
        self._on.update(_noted(self.note))
        for key in list(self._on):
            occurrence = self.station.occurrence(key)
            if occurrence is None or not occurrence.starts - self.hooks.ahead <= now < occurrence.ends:
                self.after(key)

    def look(self, planned: Callable[[Occurrence], bool], sounding: bool) -> None:
        """Switch on what is about to begin, and off what is over; nothing is switched off while anything sounds."""
        if not self:
            return
        now = self.clock.now()
        today = self.station.local(now).date()
        for one in self.station.occurrences(today, today):
            if one.starts - self.hooks.ahead <= now < one.ends and one.key not in self._on and planned(one):
                self.before(one.key, one.slot.zones)
        for key in list(self._on):
            occurrence = self.station.occurrence(key)
            if occurrence is not None and now >= occurrence.ends and not sounding:
                self.after(key)

    def before(self, key: str, zones: Iterable[str]) -> None:
        """Switch on for an occurrence or an order, once."""
        with self._lock:
            if not self or key in self._on:
                return
            self._on[key] = tuple(zones)
            self._write()
        self._run("before_slot", self.hooks.before, key, self._on[key])

    def after(self, key: str) -> None:
        """Switch off, if it was switched on; the note goes when the commands have ended.

        While the hardware is on for anything else it stays on: the commands may know nothing of zones, and the ear,
        which sits before the amplifier, would hear no difference. What is on last switches off these zones too.
        """
        with self._lock:
            zones = self._on.pop(key, None)
            if zones is None:
                return
            other = next(iter(self._on), None)
            if other is not None:
                self._on[other] = tuple(dict.fromkeys((*self._on[other], *zones)))
                self._write()
                return
        self._run("after_slot", self.hooks.after, key, zones, self._write_locked)

    def close(self, wait: float = 2.0) -> None:
        """The station ends: switch off what is on, and wait a little for it."""
        for key in list(self._on):
            self.after(key)
        if self._worker is not None:
            self._work.put(None)
            self._worker.join(wait)

    def _run(
        self,
        what: str,
        commands: tuple[Command, ...],
        key: str,
        zones: tuple[str, ...],
        then: Callable[[], None] = lambda: None,
    ) -> None:
        def work() -> None:
            environ = os.environ | {"BROADCASTER_SLOT": key, "BROADCASTER_ZONE": " ".join(zones)}
            wrong = [why for command in commands if (why := run(command, environ, self.hooks.patience.total_seconds()))]
            for why in wrong:
                log.error("%s for %s: %s", what, key, why)
            self.tell(f"{what}: {wrong[0]}" if wrong else None)
            then()

        if self._worker is None:
            self._worker = threading.Thread(target=self._serve, name="hooks", daemon=True)
            self._worker.start()
        self._work.put(work)

    def _serve(self) -> None:
        while (work := self._work.get()) is not None:
            try:
                work()
            except Exception:
                # The next hook has to run whatever was wrong with this one.
                log.exception("a hook")

    def _write_locked(self) -> None:
        with self._lock:
            self._write()

    def _write(self) -> None:
        """A disk that is full keeps no note: then only a crash while something is on goes unnoticed."""
        half = self.note.with_suffix(".new")
        with suppress(OSError):
            self.note.parent.mkdir(parents=True, exist_ok=True)
            half.write_text(json.dumps(self._on), "utf-8")
            half.replace(self.note)


def run(command: Command, environ: dict[str, str], patience: float) -> str:
    """Run one command; returns what went wrong with it, "" for nothing. Its whole group dies at the time-out."""
    name = Path(command[0]).name
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environ,
            start_new_session=True,
        )
    except OSError as why:
        return f"{name}: {why.strerror}"
    try:
        _, said = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        _kill(process)
        return f"{name}: killed after {patience:g} s"
    if process.returncode == 0:
        return ""
    words = " ".join(said.decode("utf-8", "replace").split())[-SAID:]
    return f"{name}: ended with {process.returncode}{', ' + words if words else ''}"


def _kill(process: "subprocess.Popen[bytes]") -> None:
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=1)


def _noted(note: Path) -> dict[str, tuple[str, ...]]:
    try:
        told = json.loads(note.read_text("utf-8"))
        return {str(key): tuple(str(zone) for zone in zones) for key, zones in told.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
