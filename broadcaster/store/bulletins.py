"""Bulletins from draft to approval. Every step checks the state it leaves; an approval belongs to one sound only."""

from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Select, bindparam, func, insert, select, update

from broadcaster.bulletin import Bulletin, Priority, Script, Status, Topic
from broadcaster.errors import Conflict, NotFound, WrongState
from broadcaster.people import Person
from broadcaster.store import jobs, rows
from broadcaster.store.activity import Verb, record
from broadcaster.store.connection import Line
from broadcaster.store.searching import searched
from broadcaster.store.tables import bulletin, decision, revision


class BulletinVerbs(Line):
    """Writing, finding, submitting and taking back."""

    def add_bulletin(
        self, script: Script, author: Person, at: datetime, template: str = "", *, id: UUID | None = None
    ) -> Bulletin:
        """A new draft; `template` names the urgent template it is, or ONCE.

        `id` names the bulletin before it is there: given twice (a double click), the first stays as it stands by now
        and is answered, whatever it says. Conflict where that id is another person's bulletin.
        """
        with self._write() as connection:
            if id is not None and (made := self._made_before(connection, id, author)) is not None:
                return made
            id = id or uuid4()
            connection.execute(
                insert(bulletin).values(
                    id=id,
                    station=self.station,
                    **rows.script_columns(script),
                    folded=rows.folded(script),
                    origin="",
                    template=template,
                    status=Status.DRAFT.value,
                    version=1,
                    author=author.id,
                    author_name=author.name,
                    created=at,
                    updated=at,
                )
            )
            self._keep_revision(connection, id, 1, script, author, at)
            record(connection, self.station, author, Verb.WRITE, ("bulletin", id), script.title, at)
            return self._get(connection, id)

    def edit_bulletin(self, id: UUID, version: int, script: Script, by: Person, at: datetime) -> Bulletin:
        """New words: the sound and the approval of the old ones are void."""
        with self._write() as connection:
            self._current(connection, id, version)
            self._void_decision(connection, id, "edited", at)
            jobs.cancel(connection, self.station, id, at)
            values = rows.script_columns(script) | {"folded": rows.folded(script), "version": version + 1}
            self._set(connection, id, at, **values, status=Status.DRAFT.value, rendition=None)
            self._keep_revision(connection, id, version + 1, script, by, at)
            record(connection, self.station, by, Verb.EDIT, ("bulletin", id), script.title, at)
            return self._get(connection, id)

    def bulletin(self, id: UUID) -> Bulletin:
        """The bulletin of that id, or NotFound."""
        with self._read() as connection:
            return self._get(connection, id)

    def bulletins(
        self,
        status: Status | None = None,
        topic: Topic | None = None,
        search: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Bulletin]:
        """Bulletins, last changed first; `search` finds every word with or without its marks."""
        wanted = rows.bulletins(self.station).order_by(bulletin.c.updated.desc(), bulletin.c.id)
        if status is not None:
            wanted = wanted.where(bulletin.c.status == status.value)
        if topic is not None:
            wanted = wanted.where(bulletin.c.topic == topic.value)
        for word in searched(search or ""):
            wanted = wanted.where(bulletin.c.folded.contains(word, autoescape=True))
        with self._read() as connection:
            return [rows.bulletin_of(row) for row in connection.execute(wanted.limit(limit).offset(offset))]

    def count_bulletins(self, status: Status) -> int:
        """How many are in that state; each page of the desk asks it."""
        with self._read() as connection:
            return int(connection.scalar(self._how_many, {"asked": status.value}) or 0)

    @cached_property
    def _how_many(self) -> Select[Any]:
        """Built once."""
        mine = (bulletin.c.station == self.station) & (bulletin.c.status == bindparam("asked"))
        return select(func.count()).select_from(bulletin).where(mine)

    def count_revisions(self, id: UUID) -> int:
        """How many wordings the bulletin has had."""
        with self._read() as connection:
            return int(connection.scalar(self._how_many_wordings, {"asked": id}) or 0)

    @cached_property
    def _how_many_wordings(self) -> Select[Any]:
        """Built once."""
        mine = revision.c.bulletin == bindparam("asked", type_=revision.c.bulletin.type)
        return select(func.count()).select_from(revision).where(mine, revision.c.station == self.station)

    def revisions(self, id: UUID) -> list[tuple[int, Script, str, datetime]]:
        """Every wording the bulletin has had, the newest first, with who wrote it."""
        wanted = (
            select(revision)
            .where(revision.c.bulletin == id, revision.c.station == self.station)
            .order_by(revision.c.version.desc())
        )
        with self._read() as connection:
            found = connection.execute(wanted).all()
        return [(row.version, rows.script_of(row), row.by_name, row.at) for row in found]

    def submit(self, id: UUID, version: int, by: Person, at: datetime) -> Bulletin:
        """Ask for approval, and for the sound unless this version already has one."""
        with self._write() as connection:
            found = self._current(connection, id, version)
            if found.status not in (Status.DRAFT, Status.RETURNED):
                raise WrongState(f"bulletin {id} is {found.status.value} and cannot be submitted")
            self._void_decision(connection, id, "submitted again", at)
            self._set(connection, id, at, status=Status.PENDING.value)
            if found.rendition is None:
                jobs.queue(connection, self.station, id, version, at, _first(found))
            record(connection, self.station, by, Verb.SUBMIT, ("bulletin", id), found.script.title, at)
            return self._get(connection, id)

    def render_again(self, id: UUID, version: int, by: Person, at: datetime) -> Bulletin:
        """Ask for its sound (once more). An approval falls with that: the new sound waits for a decision of its own.

        The old sound stays the bulletin's until the new one is there, but is no longer approved.
        """
        with self._write() as connection:
            found = self._current(connection, id, version)
            if found.status is Status.APPROVED:
                self._void_decision(connection, id, "rendered again", at)
                self._set(connection, id, at, status=Status.PENDING.value)
                record(connection, self.station, by, Verb.RENDER_AGAIN, ("bulletin", id), found.script.title, at)
            jobs.queue(connection, self.station, id, version, at, _first(found))
            return self._get(connection, id)

    def stop_rendering(self, id: UUID, by: Person, at: datetime) -> bool:
        """Nobody waits for its sound any more; False when none was being made."""
        with self._write() as connection:
            found = self._get(connection, id)
            stopped = jobs.cancel(connection, self.station, id, at)
            if stopped:
                record(connection, self.station, by, Verb.CANCEL_RENDER, ("bulletin", id), found.script.title, at)
            return stopped

    def withdraw(self, id: UUID, by: Person, reason: str, at: datetime) -> Bulletin:
        """Take it back before or after approval; it does not sound again until it is approved again."""
        with self._write() as connection:
            found = self._get(connection, id)
            if found.status not in (Status.APPROVED, Status.PENDING):
                raise WrongState(f"bulletin {id} is {found.status.value} and cannot be withdrawn")
            self._void_decision(connection, id, reason or "withdrawn", at)
            self._set(connection, id, at, status=Status.DRAFT.value)
            record(connection, self.station, by, Verb.WITHDRAW, ("bulletin", id), reason, at)
            return self._get(connection, id)

    def _made_before(self, connection: Connection, id: UUID, author: Person) -> Bulletin | None:
        """The bulletin of that id, if its author has made it already."""
        row = connection.execute(select(bulletin.c.station, bulletin.c.author).where(bulletin.c.id == id)).first()
        if row is None:
            return None
        if tuple(row) != (self.station, author.id):
            raise Conflict(f"the id {id} is another bulletin's")
        return self._get(connection, id)

    def _get(self, connection: Connection, id: UUID) -> Bulletin:
        row = connection.execute(self._of_id, {"asked": id}).first()
        if row is None:
            raise NotFound(f"no bulletin {id} at station {self.station}")
        return rows.bulletin_of(row)

    @cached_property
    def _of_id(self) -> Select[Any]:
        """The bulletin `asked`; built once, for each item of each running order is asked so."""
        return rows.bulletins(self.station).where(bulletin.c.id == bindparam("asked", type_=bulletin.c.id.type))

    def _current(self, connection: Connection, id: UUID, version: int) -> Bulletin:
        """The bulletin, provided nobody has changed it since `version` was read."""
        found = self._get(connection, id)
        if found.version != version:
            raise Conflict(f"bulletin {id} is at version {found.version}, not {version}")
        return found

    def _set(self, connection: Connection, id: UUID, at: datetime, **values: Any) -> None:
        mine = (bulletin.c.id == id) & (bulletin.c.station == self.station)
        connection.execute(update(bulletin).where(mine).values(**values, updated=at))

    def _void_decision(self, connection: Connection, id: UUID, why: str, at: datetime) -> None:
        """The decision no longer stands; its row stays, with when and why it fell."""
        connection.execute(
            update(decision)
            .where(decision.c.bulletin == id, decision.c.station == self.station, decision.c.voided.is_(None))
            .values(voided=at, voided_why=why)
        )
        self._set(connection, id, at, decision=None)

    def _keep_revision(
        self, connection: Connection, id: UUID, version: int, script: Script, by: Person, at: datetime
    ) -> None:
        kept = {"bulletin": id, "version": version, "station": self.station, **rows.script_columns(script)}
        connection.execute(insert(revision).values(**kept, by=by.id, by_name=by.name, at=at))


def _first(found: Bulletin) -> bool:
    """Whether its sound is to be made before those of others."""
    return found.script.priority is Priority.URGENT
