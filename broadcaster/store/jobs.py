"""Sounds waiting to be made. The table is the truth; a queue above it is only the bell that calls the renderer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, or_, select, update

from broadcaster.errors import NotFound
from broadcaster.store.connection import Line
from broadcaster.store.tables import bulletin, render_job


class JobState(StrEnum):
    """Where the making of a sound stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNFINISHED = (JobState.QUEUED.value, JobState.RUNNING.value)


@dataclass(frozen=True, slots=True)
class RenderJob:
    """The making of one version's sound: `done` of `total` pieces, in `step`; `updated` is its last sign of life."""

    id: UUID
    bulletin: UUID
    version: int
    state: JobState
    done: int
    total: int
    step: str
    error: str
    tries: int
    updated: datetime
    urgent: bool = False


def queue(
    connection: Connection, station: str, bulletin_id: UUID, version: int, at: datetime, urgent: bool = False
) -> UUID:
    """A new job, or the one that is already on its way for this version."""
    under_way = select(render_job.c.id).where(
        render_job.c.bulletin == bulletin_id,
        render_job.c.version == version,
        render_job.c.state.in_(UNFINISHED),
    )
    waiting = connection.execute(under_way).scalar()
    if waiting is not None:
        found: UUID = waiting
        if urgent:
            connection.execute(update(render_job).where(render_job.c.id == found).values(urgent=True))
        return found
    last = connection.scalar(select(func.max(render_job.c.number)).where(render_job.c.bulletin == bulletin_id))
    id = uuid4()
    job = {"id": id, "number": (last or 0) + 1, "station": station, "bulletin": bulletin_id, "version": version}
    fresh = {"state": "queued", "done": 0, "total": 0, "step": "", "error": "", "tries": 0, "worker": ""}
    connection.execute(insert(render_job).values(**job, **fresh, urgent=urgent, created=at, updated=at))
    return id


def cancel(connection: Connection, station: str, bulletin_id: UUID, at: datetime) -> bool:
    """Nobody wants these sounds any more; whether one was on its way."""
    cancelled = connection.execute(
        update(render_job)
        .where(
            render_job.c.bulletin == bulletin_id,
            render_job.c.station == station,
            render_job.c.state.in_(UNFINISHED),
        )
        .values(state=JobState.CANCELLED.value, updated=at)
    )
    return cancelled.rowcount > 0


class JobVerbs(Line):
    """What the renderer and the desk ask about sounds to be made."""

    def queue_render(self, bulletin_id: UUID, version: int, at: datetime, urgent: bool = False) -> UUID:
        """Ask for the sound of this version; asking twice gives the same job."""
        with self._write() as connection:
            known = select(bulletin.c.id).where(bulletin.c.id == bulletin_id, bulletin.c.station == self.station)
            if connection.execute(known).first() is None:
                raise NotFound(f"no bulletin {bulletin_id} at station {self.station}")
            return queue(connection, self.station, bulletin_id, version, at, urgent)

    def claim_render(self, job_id: UUID, worker: str, at: datetime) -> RenderJob | None:
        """Take the job, or None when it is no longer waiting: exactly one worker gets it."""
        claimed = (
            update(render_job)
            .where(self._mine(job_id), render_job.c.state == JobState.QUEUED.value)
            .values(
                state=JobState.RUNNING.value,
                worker=worker,
                tries=render_job.c.tries + 1,
                done=0,
                total=0,
                step="",
                error="",
                updated=at,
            )
            .returning(render_job)
        )
        with self._write() as connection:
            row = connection.execute(claimed).first()
        return None if row is None else _job(row)

    def render_progress(self, job_id: UUID, done: int, total: int, step: str, at: datetime) -> bool:
        """Say how far it is, and hear whether it is still wanted."""
        return self._step(job_id, at, (JobState.RUNNING,), done=done, total=total, step=step)

    def finish_render(self, job_id: UUID, at: datetime) -> None:
        """The sound is made."""
        self._step(job_id, at, (JobState.RUNNING,), state=JobState.DONE.value)

    def fail_render(self, job_id: UUID, why: str, at: datetime) -> None:
        """No voice could make the sound."""
        self._step(job_id, at, (JobState.RUNNING, JobState.QUEUED), state=JobState.FAILED.value, error=why)

    def requeue_render(self, job_id: UUID, at: datetime) -> None:
        """What a crash lost, or what failed, waits again."""
        self._step(job_id, at, (JobState.RUNNING, JobState.FAILED), state=JobState.QUEUED.value, worker="")

    def cancel_render(self, bulletin_id: UUID, at: datetime) -> None:
        """Stop making sounds for this bulletin; the worker hears of it at its next progress."""
        with self._write() as connection:
            cancel(connection, self.station, bulletin_id, at)

    def render_state(self, bulletin_id: UUID) -> RenderJob | None:
        """The newest job of the bulletin."""
        with self._read() as connection:
            row = connection.execute(self._newest_job, {"asked": bulletin_id}).first()
        return None if row is None else _job(row)

    @cached_property
    def _newest_job(self) -> Select[Any]:
        """Built once."""
        mine = render_job.c.bulletin == bindparam("asked", type_=render_job.c.bulletin.type)
        wanted = select(render_job).where(mine, render_job.c.station == self.station)
        return wanted.order_by(render_job.c.number.desc()).limit(1)

    def renders_under_way(self, bulletin_ids: Iterable[UUID]) -> frozenset[tuple[UUID, int]]:
        """Those of them, each with its version, whose newest sound is being made or waits for it."""
        newest: dict[UUID, Row[Any]] = {}
        with self._read() as connection:
            for row in connection.execute(self._jobs_of, {"asked": list(bulletin_ids)}):
                newest[row.bulletin] = row
        return frozenset((row.bulletin, row.version) for row in newest.values() if row.state in UNFINISHED)

    @cached_property
    def _jobs_of(self) -> Select[Any]:
        """Built once."""
        columns = (render_job.c.bulletin, render_job.c.version, render_job.c.state)
        mine = render_job.c.bulletin.in_(bindparam("asked", expanding=True))
        return select(*columns).where(mine, render_job.c.station == self.station).order_by(render_job.c.number)

    def waiting_renders(self, at: datetime, lost_after: timedelta) -> list[RenderJob]:
        """What is queued, and what has been running without a sign of life for longer than `lost_after`."""
        silent = render_job.c.updated < at - lost_after
        running = render_job.c.state == JobState.RUNNING.value
        wanted = (
            select(render_job)
            .where(render_job.c.station == self.station, render_job.c.state.in_(UNFINISHED))
            .where(or_(render_job.c.state == JobState.QUEUED.value, running & silent))
            .order_by(render_job.c.urgent.desc(), render_job.c.created, render_job.c.id)
        )
        with self._read() as connection:
            return [_job(row) for row in connection.execute(wanted)]

    def _mine(self, job_id: UUID) -> Any:
        return (render_job.c.id == job_id) & (render_job.c.station == self.station)

    def _step(self, job_id: UUID, at: datetime, leaves: tuple[JobState, ...], **values: Any) -> bool:
        """Move the job on, only out of the states it may leave."""
        step = (
            update(render_job)
            .where(self._mine(job_id), render_job.c.state.in_([state.value for state in leaves]))
            .values(**values, updated=at)
        )
        with self._write() as connection:
            return connection.execute(step).rowcount == 1


def _job(row: Row[Any]) -> RenderJob:
    state = JobState(row.state)
    return RenderJob(
        row.id, row.bulletin, row.version, state, row.done, row.total, row.step, row.error, row.tries, row.updated,
        row.urgent,
    )  # fmt: skip
