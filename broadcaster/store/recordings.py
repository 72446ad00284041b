"""The sounds people bring: coming in, being taken in, kept. The table is the truth, the bell only wakes."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Select, func, insert, or_, select, update

from broadcaster.errors import NotFound, RecordingRefused, WrongState
from broadcaster.people import Person
from broadcaster.recording import UNDER_WAY, Brought, Intake, Purpose, Refusal, Taken
from broadcaster.store.activity import Verb, record
from broadcaster.store.connection import Line
from broadcaster.store.recording_rows import UNTAKEN, brought_of, taken_columns
from broadcaster.store.searching import fold, searched
from broadcaster.store.tables import render_job
from broadcaster.store.tables_chores import chore
from broadcaster.store.tables_recordings import recording

MOST_AT_ONCE = 3
"""Sounds that one person may have on their way at a time."""

BROKEN_OFF = timedelta(minutes=15)
"""A sound of which nothing has come for so long is no longer on its way, though it may still go on."""

MOST_A_DAY = 2_000_000_000
"""Bytes that one person may bring in a day."""

NOBODY = UUID(int=0)
"""Whose the sounds are that came with the program."""


class RecordingVerbs(Line):
    """What desk and renderer ask about brought sounds."""

    def begin_recording(
        self, purpose: Purpose, name: str, given: str, size: int, by: Person, at: datetime
    ) -> Brought:  # fmt: skip
        """A sound begins to come in. RecordingRefused when this person has too many or too much on the way."""
        with self._write() as connection:
            mine = (recording.c.station == self.station) & (recording.c.by == by.id)
            here = recording.c.state.in_([Intake.WAITING.value, Intake.WORKING.value])
            coming = (recording.c.state == Intake.COMING.value) & (recording.c.updated > at - BROKEN_OFF)
            going = mine & (here | coming)
            if (connection.scalar(select(func.count()).where(going)) or 0) >= MOST_AT_ONCE:
                raise RecordingRefused(Refusal.TOO_MANY, f"{by.username} has {MOST_AT_ONCE} sounds on their way")
            today = mine & (recording.c.created > at - timedelta(days=1))
            brought = connection.scalar(select(func.coalesce(func.sum(recording.c.size), 0)).where(today))
            if int(brought or 0) + size > MOST_A_DAY:
                raise RecordingRefused(Refusal.TOO_MUCH, f"{by.username} has brought {brought} bytes since yesterday")
            id = uuid4()
            row = {**UNTAKEN, "id": id, "purpose": purpose.value, "name": name, "given": given, "folded": fold(name)}
            whose = {"by": by.id, "by_name": by.name, "created": at, "updated": at, "state": Intake.COMING.value}
            connection.execute(insert(recording).values(station=self.station, size=size, **row, **whose))
            return self._recording_of_row(connection, id)

    def recording_grows(self, id: UUID, by: Person, at: datetime) -> Brought:
        """Another piece of it comes; only its owner may send one, and only while it is coming."""
        with self._write() as connection:
            self._move_recording(connection, id, (Intake.COMING,), at, by=by)
            return self._recording_of_row(connection, id)

    def recording_arrived(self, id: UUID, by: Person, at: datetime) -> Brought:
        """All of it is here: the renderer may take it in."""
        with self._write() as connection:
            self._move_recording(connection, id, (Intake.COMING,), at, by=by, state=Intake.WAITING.value)
            found = self._recording_of_row(connection, id)
            record(connection, self.station, by, Verb.BRING_SOUND, ("recording", id), found.name, at)
            return found

    def claim_recording(self, id: UUID, worker: str, at: datetime) -> Brought | None:
        """Take it on, or None when it no longer waits: exactly one worker gets it."""
        values = {"state": Intake.WORKING.value, "worker": worker, "step": "", "done": 0}
        with self._write() as connection:
            waiting = self._recording_row(id) & (recording.c.state == Intake.WAITING.value)
            claimed = update(recording).where(waiting).values(**values, tries=recording.c.tries + 1, updated=at)
            return self._recording_of_row(connection, id) if connection.execute(claimed).rowcount else None

    def recording_progress(self, id: UUID, step: str, done: int, at: datetime) -> bool:
        """Say how far it is, and hear whether it is still wanted."""
        return self._recording_step(id, (Intake.WORKING,), at, step=step, done=done)

    def recording_ready(self, id: UUID, taken: Taken, at: datetime) -> bool:
        """It is our own WAV now; False when nobody wanted it any more."""
        return self._recording_step(
            id, (Intake.WORKING,), at, **taken_columns(taken), state=Intake.READY.value, done=100
        )

    def refuse_recording(self, id: UUID, why: Refusal, error: str, at: datetime) -> bool:
        """It cannot be taken; `error` is the English sentence for whoever looks deeper."""
        return self._recording_step(id, UNDER_WAY, at, state=Intake.REFUSED.value, refusal=why.value, error=error)

    def requeue_recording(self, id: UUID, at: datetime) -> bool:
        """What a crash lost waits again."""
        return self._recording_step(id, (Intake.WORKING,), at, state=Intake.WAITING.value, worker="")

    def waiting_recordings(self, at: datetime, lost_after: timedelta) -> list[Brought]:
        """What waits, and what has been worked on without a sign of life for longer than `lost_after`."""
        lost = (recording.c.state == Intake.WORKING.value) & (recording.c.updated < at - lost_after)
        wanted = or_(recording.c.state == Intake.WAITING.value, lost)
        return self._recordings_where(wanted, recording.c.created, recording.c.id)

    def stalled_recordings(self, at: datetime, after: timedelta) -> list[Brought]:
        """What stopped coming in so long ago that the rest will not come."""
        return self._recordings_where((recording.c.state == Intake.COMING.value) & (recording.c.updated < at - after))

    def rename_recording(self, id: UUID, name: str, by: Person, at: datetime) -> Brought:
        """What people call it from now on."""
        with self._write() as connection:
            states = (*UNDER_WAY, Intake.READY)
            self._move_recording(connection, id, states, at, name=name, folded=fold(name))
            record(connection, self.station, by, Verb.NAME_SOUND, ("recording", id), name, at)
            return self._recording_of_row(connection, id)

    def keep_chime(self, name: str, given: str, taken: Taken, at: datetime) -> bool:
        """A chime that came with the program; False when the library has or had it."""
        with self._write() as connection:
            known = (recording.c.station == self.station) & (recording.c.sha256 == taken.sha256)
            if connection.execute(select(recording.c.id).where(known)).first():
                return False
            row = {**UNTAKEN, **taken_columns(taken), "purpose": Purpose.CHIME.value, "state": Intake.READY.value}
            told = {"name": name, "given": given, "folded": fold(name), "size": 0, "done": 100}
            whose = {"id": uuid4(), "by": NOBODY, "by_name": "", "created": at, "updated": at}
            connection.execute(insert(recording).values(station=self.station, **(row | told), **whose))
            return True

    def recording(self, id: UUID) -> Brought:
        """The sound of that id, or NotFound."""
        with self._read() as connection:
            return self._recording_of_row(connection, id)

    def recording_of(self, sha256: str) -> Brought | None:
        """The sound whose own WAV has that hash, removed ones too: bulletins may still be made of it."""
        found = self._recordings_where((recording.c.sha256 == sha256) & (recording.c.sha256 != ""), recording.c.created)
        return min(found, key=lambda one: one.state is Intake.REMOVED, default=None)

    def recordings(
        self, purpose: Purpose | None = None, search: str = "", limit: int | None = None, offset: int = 0
    ) -> list[Brought]:
        """The library, the newest first, with what is on its way and what was refused."""
        wanted: Any = recording.c.state != Intake.REMOVED.value
        if purpose is not None:
            wanted = wanted & (recording.c.purpose == purpose.value)
        for word in searched(search):
            wanted = wanted & recording.c.folded.contains(word, autoescape=True)
        return self._recordings_where(wanted, recording.c.created.desc(), recording.c.id, limit=limit, offset=offset)

    def work_since(self) -> datetime | None:
        """Since when the renderer has had something unfinished: bulletins, brought sounds, chores; None when idle."""
        with self._read() as connection:
            found = [connection.scalar(asked) for asked in self._oldest_unfinished]
        return min((moment for moment in found if moment is not None), default=None)

    @cached_property
    def _oldest_unfinished(self) -> list[Select[Any]]:
        """Built once: it is asked after every form that was sent."""
        unfinished: tuple[tuple[Any, tuple[str, str]], ...] = (
            (render_job, ("queued", "running")),
            (recording, (Intake.WAITING.value, Intake.WORKING.value)),
            (chore, ("queued", "running")),
        )
        return [
            select(func.min(table.c.updated)).where(table.c.station == self.station, table.c.state.in_(states))
            for table, states in unfinished
        ]

    def _recording_row(self, id: UUID) -> Any:
        return (recording.c.id == id) & (recording.c.station == self.station)

    def _recording_of_row(self, connection: Connection, id: UUID) -> Brought:
        row = connection.execute(select(recording).where(self._recording_row(id))).first()
        if row is None:
            raise NotFound(f"no recording {id} at station {self.station}")
        return brought_of(row)

    def _recordings_where(self, wanted: Any, *order: Any, limit: int | None = None, offset: int = 0) -> list[Brought]:
        asked = select(recording).where(recording.c.station == self.station, wanted).order_by(*order)
        with self._read() as connection:
            return [brought_of(row) for row in connection.execute(asked.limit(limit).offset(offset))]

    def _move_recording(
        self,
        connection: Connection,
        id: UUID,
        leaves: Iterable[Intake],
        at: datetime,
        by: Person | None = None,
        **values: Any,
    ) -> None:
        """Move it on, only out of the states it may leave and only by whose it is; WrongState otherwise."""
        wanted = self._recording_row(id) & recording.c.state.in_([state.value for state in leaves])
        if by is not None:
            wanted = wanted & (recording.c.by == by.id)
        if connection.execute(update(recording).where(wanted).values(**values, updated=at)).rowcount == 0:
            found = self._recording_of_row(connection, id)
            raise WrongState(f"the recording {id} is {found.state.value}")

    def _recording_step(self, id: UUID, leaves: Iterable[Intake], at: datetime, **values: Any) -> bool:
        with self._write() as connection:
            try:
                self._move_recording(connection, id, leaves, at, **values)
            except WrongState:
                return False
            return True
