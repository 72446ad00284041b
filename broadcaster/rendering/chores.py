"""What the renderer does besides bulletins, one thing at a time beside them; and it says which voices rest."""

import logging
import threading
import time
from contextlib import suppress
from datetime import timedelta

from broadcaster.clock import Clock
from broadcaster.errors import StoreBusy
from broadcaster.office.workshop import EXPORT_KEPT
from broadcaster.rendering.chore_work import DEADLINE, ChoreFailed, done
from broadcaster.settings import Settings
from broadcaster.store import Chore, Store, VoiceRest
from broadcaster.tts.resting import resting

LOST_AFTER = DEADLINE + timedelta(minutes=1)
NOTED_EVERY = 2.0
"""Seconds between two looks at the notes of voices that rest."""

SWEPT_EVERY = 600.0
"""Seconds between two looks for an export whose day is over."""

KEPT = timedelta(days=30)
"""Trials, exports and forgotten uploads are thrown away after that; each can be had again."""

log = logging.getLogger(__name__)


class Chores:
    """The chores of one renderer process. `turn` is asked every second or so and never waits."""

    def __init__(self, settings: Settings, store: Store, clock: Clock) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._thread: threading.Thread | None = None
        self._lost_after = timedelta()
        self._looked, self._swept = -NOTED_EVERY, -SWEPT_EVERY
        self._noted: dict[str, VoiceRest] | None = None

    def turn(self) -> bool:
        """Begin what waits, unless something is being done; whether anything is. StoreBusy goes to the caller."""
        self._note_rests()
        if self._thread is not None and self._thread.is_alive():
            return True
        self._store.retake_chores(self._clock.now(), self._lost_after)
        self._lost_after = LOST_AFTER  # only what was running before this process came is lost at once
        if not self._store.chores_wait():
            self._let_exports_go()
            return False
        self._thread = threading.Thread(target=self.work, name="chores", daemon=True)
        self._thread.start()
        return True

    def work(self) -> None:
        """Do everything that waits, the oldest first."""
        try:
            while (chore := self._store.take_chore(self._clock.now())) is not None:
                self._do(chore)
            self._throw_away()
        except StoreBusy:
            log.warning("the database is busy; the chores wait")
        except Exception:  # this thread must say what went wrong; the next turn begins anew
            log.exception("a chore failed")

    def _do(self, chore: Chore) -> None:
        log.info("%s %s: begun", chore.kind.value, chore.about)
        try:
            told = done(self._settings, chore)
        except ChoreFailed as why:
            log.warning("%s %s: %s", chore.kind.value, chore.about, why)
            self._store.fail_chore(chore.id, str(why), why.told, self._clock.now())
        else:
            self._store.finish_chore(chore.id, told, self._clock.now())

    def _note_rests(self) -> None:
        """Let the desk know which voices are left alone, until when and why; it is a fault if the first of them is."""
        if time.monotonic() - self._looked < NOTED_EVERY:
            return
        self._looked = time.monotonic()
        found = resting(self._settings.voice_cache)
        rests = {engine: VoiceRest(until, why) for engine, (until, why) in found.items()}
        if rests == self._noted:
            return
        self._store.set_voice_rests(rests)
        first = self._settings.voices[0].engine
        if first in rests:
            self._store.raise_fault("voice", first, self._clock.now())
        else:
            self._store.clear_fault("voice")
        self._noted = rests

    def _let_exports_go(self) -> None:
        """What was taken out lies open for whoever sits at the PC: it goes after a day, not with the month's rest."""
        if time.monotonic() - self._swept < SWEPT_EVERY:
            return
        self._swept = time.monotonic()
        old = (self._clock.now() - EXPORT_KEPT).timestamp()
        exports = self._settings.exports
        for path in [*exports.glob("*.zip"), *exports.glob(".*.zip.part")]:
            with suppress(OSError):
                if path.stat().st_mtime < old:
                    path.unlink()

    def _throw_away(self) -> None:
        unused_since = (self._clock.now() - KEPT).timestamp()
        ours = self._settings
        for folder in (ours.voice_trials, ours.voice_uploads, ours.exports):
            for path in folder.glob("*"):
                with suppress(OSError):
                    if path.stat().st_mtime < unused_since:
                        path.unlink()
