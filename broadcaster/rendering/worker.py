"""The renderer: a Huey worker that makes the sounds bulletins wait for, one at a time, each in a process apart.

The store's table is the truth; Huey's queue only rings the bell. The shift rings it for everything that waits and
takes up again what a crash lost.
"""

import logging
import os
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from broadcaster.bulletin import Rendition
from broadcaster.clock import Clock, SystemClock
from broadcaster.errors import BroadcasterError, Conflict, DiskFull, StoreBusy
from broadcaster.rendering import shelf
from broadcaster.rendering.chimes import chimes_in_force
from broadcaster.rendering.job import RenderJobProcess, rendition_in
from broadcaster.rendering.shift import Shift
from broadcaster.settings import Settings
from broadcaster.store import Store, open_store
from broadcaster.store.jobs import JobState, RenderJob
from broadcaster.tts import VoiceCache

if TYPE_CHECKING:
    from huey import SqliteHuey

LOST_AFTER = timedelta(minutes=3)
"""A running job without a sign of life for so long has lost its worker."""

STALLED_AFTER = 120.0
"""A rendering that says nothing for so many seconds is ended: every voice has a shorter deadline."""

TRIES = 3
"""A rendering whose process breaks down so often by itself is given up."""

BUSY_TRIES = 15
PATIENCE = 2.0
SPARING = 0.25
POLL = 0.1
log = logging.getLogger(__name__)


class Renderer:
    """The work of one renderer process for its station."""

    def __init__(
        self, settings: Settings, store: Store, clock: Clock, worker: str = "", *, standby: bool = False
    ) -> None:
        """With `standby` a process for the next rendering waits ready after each: an edit is heard sooner."""
        self._settings = settings
        self._store = store
        self._clock = clock
        self._worker = worker or f"{os.uname().nodename if hasattr(os, 'uname') else 'pc'}/{os.getpid()}"
        self._child: RenderJobProcess | None = None
        self._standby = standby
        self._waiting: RenderJobProcess | None = None
        self._closing = threading.Event()
        self._breakdowns: Counter[UUID] = Counter()
        self._working = threading.Lock()

    @property
    def busy(self) -> bool:
        """Whether a sound is being made."""
        return self._working.locked()

    @property
    def child(self) -> int | None:
        """The process of the rendering under way."""
        return self._child.pid if self._child else None

    def waiting(self, lost_after: timedelta = LOST_AFTER) -> list[RenderJob]:
        """What the bell should be rung for; what was lost with its worker is put back first."""
        found = self._store.waiting_renders(self._clock.now(), lost_after)
        for job in found:
            if job.state is JobState.RUNNING:
                log.warning("the rendering of bulletin %s was lost and waits again", job.bulletin)
                self._store.requeue_render(job.id, self._clock.now())
        return found

    def work(self, job_id: UUID) -> None:
        """Make the sound that is wanted first of all that wait now; `job_id` was first when the bell was rung.

        What became urgent since then does not stand behind what was called for before it.
        """
        if self._closing.is_set():
            return
        waiting = self._store.waiting_renders(self._clock.now(), LOST_AFTER)
        first = next((job.id for job in waiting if job.state is JobState.QUEUED), job_id)
        job = self._store.claim_render(first, self._worker, self._clock.now())
        if job is not None:
            with self._working:
                self._work(job)

    def _work(self, job: RenderJob) -> None:
        try:
            made = self._made(job)
        except StoreBusy:
            raise  # the job stays running without a sign of life, and the sweep finds it
        except (BroadcasterError, OSError) as error:
            why = str(error)
            log.warning("bulletin %s has no sound: %s", job.bulletin, why)
            self._kept_trying(lambda: self._store.fail_render(job.id, why, self._clock.now()))
        else:
            if made is not None:
                self._kept_trying(
                    lambda: self._store.save_rendition(job.bulletin, job.version, made, self._clock.now())
                )
                self._kept_trying(lambda: self._store.finish_render(job.id, self._clock.now()))

    def tidy(self) -> bool:
        """Throw away sentences and sounds unused for as long as the settings say; False while a sound is being made.

        What any bulletin refers to, approved or waiting for it, is never touched.
        """
        if not self._working.acquire(blocking=False):
            return False
        try:
            unused_since = self._clock.now() - self._settings.voice_care.keep
            wanted = self._referred_to()
            sounds = shelf.prune(self._settings.rendered, unused_since, wanted.__contains__)
            sentences = VoiceCache(self._settings.voice_cache).prune(unused_since)
        finally:
            self._working.release()
        if sounds or sentences:
            log.info("threw away %d sounds and %d sentences nobody needed", sounds, sentences)
        return True

    def _referred_to(self) -> set[str]:
        """The hashes of all sounds that bulletins have."""
        return {bulletin.rendition.sha256 for bulletin in self._store.bulletins() if bulletin.rendition}

    def close(self) -> None:
        """Give up what is being made; it waits for the next start."""
        self._closing.set()
        for child in (self._child, self._waiting):
            if child:
                child.end()

    def _made(self, job: RenderJob) -> Rendition | None:
        """The sound, made in a process of its own."""
        bulletin = self._store.bulletin(job.bulletin)
        if bulletin.version != job.version:
            raise Conflict("the text has changed since its sound was asked for")
        wanted = chimes_in_force(self._store, self._settings)
        waiting, self._waiting = self._waiting, None
        self._child = child = waiting if waiting and waiting.alive else RenderJobProcess()
        child.make(bulletin.script, wanted)
        try:
            return self._watch(job, child)
        finally:
            child.end()
            self._child = None
            if self._standby and not self._closing.is_set():
                self._waiting = RenderJobProcess()

    def _watch(self, job: RenderJob, child: RenderJobProcess) -> Rendition | None:
        """Follow the rendering to its end; None when it was called off or has to be done again."""
        last_step: dict[str, Any] = {"done": 0, "total": 0, "step": ""}
        heard = time.monotonic()
        reported = heard - SPARING  # the first step is told at once: the page can say how many there are
        for step in child.steps(PATIENCE):
            now = time.monotonic()
            if step is not None:
                heard = now
                if made := rendition_in(step):
                    return made
                if "error" in step:
                    raise (DiskFull if step.get("full") else BroadcasterError)(step["error"])
                last_step = step
            if now - heard > STALLED_AFTER:
                raise BroadcasterError(f"the rendering said nothing for {STALLED_AFTER:g} s and was ended")
            if now - reported >= SPARING or step is None:
                reported = now
                if not self._wanted(job, last_step):
                    return None
        self._broken_down(job, child.end())
        return None

    def _wanted(self, job: RenderJob, step: dict[str, Any]) -> bool:
        try:
            at = self._clock.now()
            return self._store.render_progress(job.id, step["done"], step["total"], step["step"], at)
        except StoreBusy:
            return True

    def _broken_down(self, job: RenderJob, status: int) -> None:
        if not self._closing.is_set():
            log.warning("the rendering of bulletin %s ended by itself with status %d", job.bulletin, status)
            self._breakdowns[job.id] += 1
            if self._breakdowns[job.id] >= TRIES:
                raise BroadcasterError(f"the rendering broke down {TRIES} times (status {status})")
        self._kept_trying(lambda: self._store.requeue_render(job.id, self._clock.now()))

    def _kept_trying(self, verb: Callable[[], object]) -> None:
        """Do `verb` even if the database is locked for a minute: what was made must not be lost for that."""
        for _ in range(BUSY_TRIES - 1):
            with suppress(StoreBusy):
                verb()
                return
        verb()


def bell(jobs: Path) -> "SqliteHuey":
    """Huey's queue in `jobs`. It holds nothing that the store does not know, so a broken file is thrown away."""
    from huey import SqliteHuey

    jobs.parent.mkdir(parents=True, exist_ok=True)
    try:
        queue = SqliteHuey("renderer", filename=str(jobs), results=False, fsync=False, cache_mb=1)
        queue.flush()
    except sqlite3.DatabaseError:
        for path in jobs.parent.glob(f"{jobs.name}*"):
            path.unlink()
        queue = SqliteHuey("renderer", filename=str(jobs), results=False, fsync=False, cache_mb=1)
    return queue


def main(settings: Settings) -> int:
    """Serve until SIGTERM or SIGINT, or until there has been nothing to do for a while."""
    store = open_store(settings.database, settings.station.id)
    renderer = Renderer(settings, store, SystemClock(), standby=True)
    queue = bell(settings.jobs)

    @queue.task(name="render")  # type: ignore[untyped-decorator]  # huey brings no types
    def render(job_id: str) -> None:
        renderer.work(UUID(job_id))

    consumer = queue.create_consumer(
        workers=1, periodic=False, initial_delay=POLL, max_delay=POLL, backoff=1.0, scheduler_interval=60
    )
    consumer._stop_flag_timeout = 0.5
    shift = Shift(settings, store, renderer, lambda id: render(str(id)), queue.pending_count)
    shift.look()  # what waits already is not made to wait for the queue's next look as well
    sweep = threading.Thread(target=shift.keep, args=(consumer.stop_flag.set,), daemon=True)
    sweep.start()
    try:
        consumer.run()
    finally:
        shift.close()
        sweep.join(2)
    return 0
