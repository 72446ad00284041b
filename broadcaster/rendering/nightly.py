"""The nightly backup as a chore of the renderer: in a process apart, behind everything else, never while it sounds."""

import logging
import os
import subprocess
import sys
from contextlib import suppress
from datetime import datetime, timedelta

from broadcaster.clock import Clock
from broadcaster.errors import StoreBusy
from broadcaster.settings import Settings
from broadcaster.settings.backup import CLEAR, FAILED, MARK
from broadcaster.store import Store

AGAIN = 1800.0
"""Seconds before a backup that failed is tried again by the same renderer."""

NICE = 10
LOOK = 2.0
"""Seconds between two looks at the clock and at what is on air."""

log = logging.getLogger(__name__)


class NightlyBackup:
    """`turn` is asked several times a second and never waits; `command` is what makes a backup."""

    def __init__(self, settings: Settings, store: Store, clock: Clock, command: list[str] | None = None) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        program = [sys.executable, "-m", "broadcaster", "backup", "--config", str(settings.folder)]
        self._command = command or program
        self._process: subprocess.Popen[bytes] | None = None
        self._looks_at = self._again_at = float("-inf")

    def turn(self) -> bool:
        """Begin the backup, or look after the one that is being made; whether one is. StoreBusy goes to the caller."""
        if self._process is not None and self._process.poll() is not None:
            self._ended(self._process)
        if self._clock.monotonic() < self._looks_at:
            return self._process is not None
        self._looks_at = self._clock.monotonic() + LOOK
        if self._process is not None:
            if not self._clear(timedelta()):
                log.info("something sounds: the backup waits")
                self.close()
            return self._process is not None
        if self._clock.monotonic() >= self._again_at and self._due() and self._clear(CLEAR):
            log.info("the nightly backup begins")
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,  # some lines at the most: it never fills up
                start_new_session=True,
                preexec_fn=_step_back if os.name == "posix" else None,
            )
            return True
        return False

    def close(self) -> None:
        """Give it up; what was half written goes with it, and it is due again."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(3)
            except subprocess.TimeoutExpired:
                self._process.kill()
            self._process.communicate()
            self._process = None

    def _ended(self, process: subprocess.Popen[bytes]) -> None:
        self._process = None
        said, code = process.communicate()[1], process.returncode
        if code:
            self._again_at = self._clock.monotonic() + AGAIN
            words = said.decode("utf-8", "replace").strip() or f"it ended with status {code}"
            log.error("the nightly backup failed; it is tried again in %d min: %s", AGAIN // 60, words)
            with suppress(StoreBusy):  # the next one that fails will tell
                self._store.raise_fault(FAILED, words.rpartition("\n")[2], self._clock.now())

    def _due(self) -> bool:
        try:
            last = datetime.fromisoformat(self._store.mark(MARK) or "")
        except ValueError:
            last = None
        return self._settings.backup.due(last, self._settings.station.local(self._clock.now()))

    def _clear(self, ahead: timedelta) -> bool:
        """Nothing sounds, no slot is open, and none begins within `ahead`."""
        if self._store.on_air():
            return False
        now = self._clock.now()
        today = self._settings.station.local(now).date()
        slots = self._settings.station.occurrences(today, today + timedelta(days=1))
        return not any(one.starts - ahead <= now < one.ends for one in slots)


def _step_back() -> None:
    """Behind every other process of the PC."""
    os.nice(NICE)
