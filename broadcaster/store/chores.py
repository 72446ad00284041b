"""What the renderer is asked besides bulletins: to try and add voices, to pack an MP3; and which voices rest.

Like bulletins to be rendered, the table is the truth: a chore that a crash lost is taken up again.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from sqlalchemy import Row, Select, bindparam, delete, func, insert, select, update

from broadcaster.errors import NotFound
from broadcaster.people import Person
from broadcaster.store.activity import Verb, record
from broadcaster.store.connection import Line
from broadcaster.store.jobs import UNFINISHED, JobState
from broadcaster.store.tables import rendition
from broadcaster.store.tables_chores import chore, voice_rest

TRIES = 3
"""A chore that was lost with its worker so often is given up."""


class ChoreKind(StrEnum):
    """What can be asked for."""

    TRY_VOICE = "try_voice"
    ADD_VOICE = "add_voice"
    PACK_MP3 = "pack_mp3"
    TAKE_BACKUP = "take_backup"
    SAY_SENTENCE = "say_sentence"
    TAKE_OUT = "take_out"


DEEDS = {
    ChoreKind.ADD_VOICE: Verb.ADD_VOICE,
    ChoreKind.PACK_MP3: Verb.PACK_MP3,
    ChoreKind.TAKE_BACKUP: Verb.TAKE_BACKUP,
    ChoreKind.TAKE_OUT: Verb.TAKE_OUT,
}
"""What is worth a line in the station's record of deeds."""


@dataclass(frozen=True, slots=True)
class Chore:
    """One thing asked of the renderer: `about` names its object, `given` is what it needs, `told` what came of it."""

    id: UUID
    kind: ChoreKind
    about: str
    given: Mapping[str, Any]
    state: JobState
    told: Mapping[str, Any]
    error: str
    by_name: str
    created: datetime
    updated: datetime

    @property
    def under_way(self) -> bool:
        """Whether it waits or is being done."""
        return self.state.value in UNFINISHED


@dataclass(frozen=True, slots=True)
class VoiceRest:
    """An engine that failed is left alone until then, because of `why` (in English)."""

    until: datetime
    why: str = ""


class ChoreVerbs(Line):
    """What the desk asks and the renderer does."""

    def ask_chore(self, kind: ChoreKind, about: str, given: Mapping[str, Any], by: Person, at: datetime) -> UUID:
        """Ask for it; asking twice while it waits gives the same chore."""
        mine = (chore.c.station == self.station) & (chore.c.kind == kind.value) & (chore.c.about == about)
        with self._write() as connection:
            waiting = connection.scalar(select(chore.c.id).where(mine, chore.c.state.in_(UNFINISHED)))
            if waiting is not None:
                found: UUID = waiting
                return found
            made = uuid4()
            whom = {"by": by.id, "by_name": by.name, "created": at, "updated": at}
            what = {"kind": kind.value, "about": about, "given": json.dumps(dict(given), ensure_ascii=False)}
            fresh = {"state": JobState.QUEUED.value, "told": "{}", "error": "", "tries": 0}
            connection.execute(insert(chore).values(id=made, station=self.station, **what, **whom, **fresh))
            if kind in DEEDS:
                record(connection, self.station, by, DEEDS[kind], ("chore", made), given.get("title", about), at)
            return made

    def take_chore(self, at: datetime) -> Chore | None:
        """The oldest that waits, now being done: exactly one worker gets it."""
        mine = chore.c.station == self.station
        with self._write() as connection:
            waiting = mine & (chore.c.state == JobState.QUEUED.value)
            oldest = select(chore.c.id).where(waiting).order_by(chore.c.created, chore.c.id).limit(1)
            id = connection.scalar(oldest)
            if id is None:
                return None
            taken = {"state": JobState.RUNNING.value, "tries": chore.c.tries + 1, "updated": at}
            row = connection.execute(update(chore).where(chore.c.id == id).values(**taken).returning(chore)).first()
        return None if row is None else _chore(row)

    def chores_wait(self) -> bool:
        """Whether anything waits; asked every second, so it takes no lock."""
        waiting = (chore.c.station == self.station) & (chore.c.state == JobState.QUEUED.value)
        with self._read() as connection:
            return connection.scalar(select(chore.c.id).where(waiting).limit(1)) is not None

    def chore_goes_on(self, id: UUID, told: Mapping[str, Any], at: datetime) -> None:
        """How far it is; of no interest once it is ended."""
        self._leave(id, {"told": json.dumps(dict(told), ensure_ascii=False), "updated": at})

    def finish_chore(self, id: UUID, told: Mapping[str, Any], at: datetime) -> None:
        """It is done, and this came of it."""
        kept = json.dumps(dict(told), ensure_ascii=False)
        self._leave(id, {"state": JobState.DONE.value, "told": kept, "error": "", "updated": at})

    def fail_chore(self, id: UUID, why: str, told: Mapping[str, Any], at: datetime) -> None:
        """It could not be done: `why` in English, `told` for a program."""
        kept = json.dumps(dict(told), ensure_ascii=False)
        self._leave(id, {"state": JobState.FAILED.value, "told": kept, "error": why, "updated": at})

    def retake_chores(self, at: datetime, lost_after: timedelta) -> None:
        """What has been running for longer than that lost its worker: it waits again, a few times."""
        lost = (chore.c.station == self.station) & (chore.c.state == JobState.RUNNING.value)
        lost &= chore.c.updated <= at - lost_after
        with self._read() as connection:
            if connection.scalar(select(chore.c.id).where(lost).limit(1)) is None:
                return
        why = f"the renderer broke down {TRIES} times over it"
        with self._write() as connection:
            given_up = {"state": JobState.FAILED.value, "error": why, "updated": at}
            connection.execute(update(chore).where(lost, chore.c.tries >= TRIES).values(**given_up))
            connection.execute(update(chore).where(lost).values(state=JobState.QUEUED.value, updated=at))

    def chore(self, id: UUID) -> Chore:
        """The chore of that id, or NotFound."""
        with self._read() as connection:
            row = connection.execute(select(chore).where(chore.c.id == id, chore.c.station == self.station)).first()
        if row is None:
            raise NotFound(f"no chore {id} at station {self.station}")
        return _chore(row)

    def newest_chores(self, kind: ChoreKind, limit: int = 100) -> dict[str, Chore]:
        """The newest chore of that kind about each thing, the newest first."""
        wanted = select(chore).where(chore.c.station == self.station, chore.c.kind == kind.value)
        with self._read() as connection:
            rows = connection.execute(wanted.order_by(chore.c.created.desc(), chore.c.id).limit(limit)).all()
        found: dict[str, Chore] = {}
        for row in rows:
            found.setdefault(row.about, _chore(row))
        return found

    def newest_chore(self, kind: ChoreKind, about: str) -> Chore | None:
        """The newest chore of that kind about that thing."""
        with self._read() as connection:
            row = connection.execute(self._newest_about, {"asked": kind.value, "thing": about}).first()
        return None if row is None else _chore(row)

    @cached_property
    def _newest_about(self) -> Select[Any]:
        """Built once."""
        mine = (chore.c.kind == bindparam("asked")) & (chore.c.about == bindparam("thing"))
        wanted = select(chore).where(chore.c.station == self.station, mine)
        return wanted.order_by(chore.c.created.desc()).limit(1)

    def set_voice_rests(self, rests: Mapping[str, VoiceRest]) -> None:
        """Which engines are left alone, and until when; nothing is written when nothing has changed."""
        if rests == self._rests():
            return
        with self._write() as connection:
            connection.execute(delete(voice_rest).where(voice_rest.c.station == self.station))
            for engine, rest in rests.items():
                values = {"station": self.station, "engine": engine, "until": rest.until, "why": rest.why}
                connection.execute(insert(voice_rest).values(**values))

    def voice_rests(self, at: datetime) -> dict[str, VoiceRest]:
        """The engines that still rest at that moment."""
        return {engine: rest for engine, rest in self._rests().items() if rest.until > at}

    def voice_removed(self, name: str, by: Person, at: datetime) -> None:
        """An installed voice, which is a folder, was taken away."""
        with self._write() as connection:
            record(connection, self.station, by, Verb.REMOVE_VOICE, ("voice", uuid5(NAMESPACE_OID, name)), name, at)

    def export_fetched(self, id: UUID, name: str, by: Person, at: datetime) -> None:
        """Somebody took along what was taken out."""
        with self._write() as connection:
            record(connection, self.station, by, Verb.FETCH_EXPORT, ("chore", id), name, at)

    def voice_spoke(self, voice: str) -> datetime | None:
        """When a bulletin was last made with that voice ("gtts/vi")."""
        wanted = select(func.max(rendition.c.made)).where(
            rendition.c.station == self.station, rendition.c.voice == voice
        )
        with self._read() as connection:
            found: datetime | None = connection.scalar(wanted)
        return found

    def sound_made(self, sha256: str) -> datetime | None:
        """When that sound was first kept."""
        wanted = select(rendition.c.made).where(rendition.c.station == self.station, rendition.c.sha256 == sha256)
        with self._read() as connection:
            found: datetime | None = connection.scalar(wanted)
        return found

    def _rests(self) -> dict[str, VoiceRest]:
        with self._read() as connection:
            rows = connection.execute(select(voice_rest).where(voice_rest.c.station == self.station)).all()
        return {row.engine: VoiceRest(row.until, row.why) for row in rows}

    def _leave(self, id: UUID, values: Mapping[str, Any]) -> None:
        """While it is being done, and in no other state."""
        mine = (chore.c.id == id) & (chore.c.station == self.station) & (chore.c.state == JobState.RUNNING.value)
        with self._write() as connection:
            connection.execute(update(chore).where(mine).values(**values))


def _chore(row: Row[Any]) -> Chore:
    return Chore(
        id=row.id,
        kind=ChoreKind(row.kind),
        about=row.about,
        given=json.loads(row.given),
        state=JobState(row.state),
        told=json.loads(row.told),
        error=row.error,
        by_name=row.by_name,
        created=row.created,
        updated=row.updated,
    )
