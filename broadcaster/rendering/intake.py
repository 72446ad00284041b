"""Taking in what people bring: one sound at a time, each in a process apart; and keeping the library's folders tidy."""

import logging
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from broadcaster.clock import Clock
from broadcaster.errors import BroadcasterError, StoreBusy
from broadcaster.recording import REMOVED_KEPT, Brought, Level, Purpose, Refusal, Taken
from broadcaster.rendering.intake_job import Work
from broadcaster.rendering.job import JobProcess
from broadcaster.settings import PROJECT, Settings
from broadcaster.sound.samples import sha256
from broadcaster.store import Store

LOST_AFTER = timedelta(minutes=3)
"""A sound worked on without a sign of life for so long has lost its worker."""

ABANDONED = timedelta(hours=1)
"""A sound of which no further piece has come for so long will not be finished."""

LONGEST_WORK = 240.0
"""Seconds after which a taking in is ended; a quarter of an hour of sound takes a tenth of it."""

TRIES = 3
BUSY_TRIES = 15
PATIENCE = 2.0
SPARING = 0.25
OURS = ("opening", "closing", "attention")
"""The chimes that come with the program, in audio/chimes; the desk knows their names in Vietnamese."""

HASH = re.compile(r"[0-9a-f]{64}")
LEFT_OVER = timedelta(days=2)
"""What came in and was called off lies that long: whoever called it off may think again."""

SPARE = timedelta(days=1)
"""Nothing is thrown away in the moment in which somebody brings it back."""

log = logging.getLogger(__name__)


class Intake:
    """The taking in of one station's sounds."""

    def __init__(self, settings: Settings, store: Store, clock: Clock, worker: str = "renderer") -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._worker = worker
        self._child: JobProcess | None = None
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def child(self) -> int | None:
        """The process of the sound that is being taken in."""
        return self._child.pid if self._child else None

    def waiting(self, lost_after: timedelta = LOST_AFTER) -> list[Brought]:
        """What waits to be taken in; what was lost with its worker is put back first, what never came is given up."""
        now = self._clock.now()
        for one in self._store.stalled_recordings(now, ABANDONED):
            self._store.refuse_recording(one.id, Refusal.NOT_FINISHED, "the rest of it never came", now)
            self._upload(one).unlink(missing_ok=True)
        found = self._store.waiting_recordings(now, lost_after)
        for one in found:
            self._store.requeue_recording(one.id, now)
        return found

    def turn(self, lost_after: timedelta = LOST_AFTER) -> bool:
        """Begin what waits, unless something is being taken in; whether anything is. Never waits."""
        if self._thread is not None and self._thread.is_alive():
            return True
        waiting = [one.id for one in self.waiting(lost_after)]
        if waiting:
            self._thread = threading.Thread(target=self._work_through, args=(waiting,), name="intake", daemon=True)
            self._thread.start()
        return bool(waiting)

    def _work_through(self, waiting: list[UUID]) -> None:
        try:
            for id in waiting:
                self.work(id)
        except StoreBusy:
            log.warning("the database is busy; brought sounds wait")
        except Exception:  # this thread must say what went wrong; the next turn begins anew
            log.exception("a taking in met a defect")

    def work(self, id: UUID) -> bool:
        """Take in one sound, if it still waits; whether there was anything to do."""
        if self._closing.is_set():
            return False
        brought = self._store.claim_recording(id, self._worker, self._clock.now())
        if brought is None:
            return False
        try:
            taken = self._taken(brought)
        except BroadcasterError as error:
            self._refused(brought, error)
        except OSError as error:
            self._refused(brought, BroadcasterError(f"cannot be taken in ({error.strerror})"))
        else:
            if taken is not None and self._kept_trying(
                lambda: self._store.recording_ready(id, taken, self._clock.now())
            ):
                self._upload(brought).unlink(missing_ok=True)
        return True

    def close(self) -> None:
        """Give up what is being done; it waits for the next start."""
        self._closing.set()
        if child := self._child:
            child.end()

    def keep_chimes(self) -> None:
        """Put the chimes that came with the program into the library, once each."""
        for name in OURS:
            path = PROJECT / "audio" / "chimes" / f"{name}.wav"
            if not path.is_file() or self._store.recording_of(sha256(path)) is not None:
                continue
            work = Work(path, path.name, Purpose.CHIME, Path(), self._settings.recordings, self._chain(), shipped=True)
            taken = self._followed(work, lambda step: True)
            if taken is not None:
                self._store.keep_chime(name, path.name, taken, self._clock.now())

    def tidy(self) -> int:
        """Throw away sounds that neither library nor any bulletin names any more, and what came in and was left."""
        now, gone = self._clock.now(), 0
        unused_since = now - self._settings.voice_care.keep
        wanted = self._store.sounds_in_use(removed_since=now - REMOVED_KEPT - SPARE)
        for folder in (self._settings.recordings, self._settings.incoming):
            for path in folder.glob("*"):
                named = HASH.fullmatch(path.stem)
                if path.suffix == ".upload":
                    gone += _gone(path, now - LEFT_OVER)
                elif named and path.stem not in wanted:
                    gone += _gone(path, unused_since)
        return gone

    def _taken(self, brought: Brought) -> Taken | None:
        """The sound taken in; None when nobody wants it any more, for now, or it has to be done again."""
        work = Work(
            self._upload(brought), brought.given, brought.purpose, self._settings.incoming, self._settings.recordings,
            self._chain(),
        )  # fmt: skip
        reported = [0.0]

        def wanted(step: dict[str, Any]) -> bool:
            now = time.monotonic()
            if now - reported[0] < SPARING:
                return True
            reported[0] = now
            with suppress(StoreBusy):
                moment = self._clock.now()
                return self._store.recording_progress(brought.id, step["step"], step["done"], moment)
            return True

        taken = self._followed(work, wanted)
        if taken is not None:
            return taken
        if self._store.recording(brought.id).under_way:
            if brought.tries >= TRIES and not self._closing.is_set():
                raise _Refused(Refusal.BROKE_DOWN, f"broke down {TRIES} times")
            self._kept_trying(lambda: self._store.requeue_recording(brought.id, self._clock.now()))
        return None

    def _followed(self, work: Work, wanted: Callable[[dict[str, Any]], bool]) -> Taken | None:
        """Follow the process to its end; None when it was called off or ended by itself."""
        self._child = child = JobProcess("broadcaster.rendering.intake_job", OPENBLAS_NUM_THREADS="1")
        child.take(work)
        began = time.monotonic()
        last: dict[str, Any] = {"step": "", "done": 0}
        try:
            for step in child.steps(PATIENCE):
                last = step or last
                if "taken" in last:
                    return taken_of(last["taken"])
                if "error" in last:
                    raise _Refused(Refusal.DISK_FULL if last.get("full") else last.get("code", ""), last["error"])
                if time.monotonic() - began > LONGEST_WORK:
                    raise _Refused(Refusal.TOO_SLOW, f"was not taken in within {LONGEST_WORK:g} s")
                if not wanted(last):
                    return None
            return None
        finally:
            child.end()
            self._child = None

    def _refused(self, brought: Brought, error: BroadcasterError) -> None:
        why = error.why if isinstance(error, _Refused) else Refusal.OTHER
        log.warning("the sound %s is refused: %s", brought.id, error)
        self._kept_trying(lambda: self._store.refuse_recording(brought.id, why, str(error), self._clock.now()))
        self._upload(brought).unlink(missing_ok=True)

    def _upload(self, brought: Brought) -> Path:
        return self._settings.incoming / f"{brought.id}.upload"

    def _chain(self) -> tuple[str, bool, float, float]:
        wanted = self._settings.sound
        return wanted.street, wanted.horn_protection, wanted.lufs, wanted.peak

    def _kept_trying(self, verb: Callable[[], bool]) -> bool:
        """Do `verb` even if the database is locked for a minute; what it answers."""
        for _ in range(BUSY_TRIES - 1):
            with suppress(StoreBusy):
                return verb()
        return verb()


class _Refused(BroadcasterError):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.why = Refusal(code) if code in tuple(Refusal) else Refusal.OTHER


def taken_of(values: dict[str, Any]) -> Taken:
    """What the process apart says of a finished sound."""

    def length(microseconds: int) -> timedelta:
        return timedelta(microseconds=microseconds)

    return Taken(
        sha256=values["sha256"],
        original=values["original"],
        kind=values["kind"],
        duration=length(values["duration_us"]),
        lufs=values["lufs"],
        peak=values["peak"],
        level=Level(values["level"]),
        wave=tuple(values["wave"]),
        marks=tuple((length(begin), length(end)) for begin, end in values["marks"]),
    )


def _gone(path: Path, before: datetime) -> int:
    with suppress(OSError):
        if path.stat().st_mtime < before.timestamp():
            path.unlink()
            return 1
    return 0
