"""What stands behind a text: the document it was taken from, its last approved wording, and what is not saved yet."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, Select, bindparam, delete, insert, select, update

from broadcaster.bulletin import Script, Verdict
from broadcaster.errors import NotFound
from broadcaster.people import Person
from broadcaster.store import rows
from broadcaster.store.activity import Verb, record
from broadcaster.store.connection import Line
from broadcaster.store.tables import decision, revision
from broadcaster.store.tables_writing import bulletin_document, document, unsaved

NEW = "new"
"""The place of a bulletin that does not exist yet; any other place is a bulletin's id."""

ASIDE = "aside/"
"""Before a place: what its writer threw away there last, until its time is over."""


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document as it was brought: its text, and the hash of the original file."""

    id: UUID
    name: str
    kind: str
    legacy: str
    text: str
    sha256: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What one person has typed: the fields of the form, and the version of the bulletin they were begun on."""

    place: str
    version: int
    fields: Mapping[str, str]
    at: datetime


class WritingVerbs(Line):
    """Keeping what a person writes before it is a bulletin's wording."""

    def keep_unsaved(self, place: str, version: int, fields: Mapping[str, str], by: Person, at: datetime) -> None:
        """Keep what stands in the form; the last keeping of one person at one place wins."""
        mine = (unsaved.c.station == self.station) & (unsaved.c.by == by.id) & (unsaved.c.place == place)
        told = {"version": version, "fields": json.dumps(dict(fields), ensure_ascii=False), "at": at}
        with self._write() as connection:
            if connection.execute(update(unsaved).where(mine).values(**told)).rowcount == 0:
                connection.execute(insert(unsaved).values(station=self.station, by=by.id, place=place, **told))

    def unsaved(self, place: str, by: Person) -> Unsaved | None:
        """What this person left unsaved there."""
        mine = (unsaved.c.station == self.station) & (unsaved.c.by == by.id) & (unsaved.c.place == place)
        with self._read() as connection:
            row = connection.execute(select(unsaved).where(mine)).first()
        return None if row is None else Unsaved(row.place, row.version, json.loads(row.fields), row.at)

    def drop_unsaved(self, place: str, by: Person) -> None:
        """It has been saved."""
        mine = (unsaved.c.station == self.station) & (unsaved.c.by == by.id) & (unsaved.c.place == place)
        with self._write() as connection:
            connection.execute(delete(unsaved).where(mine))

    def put_aside(self, place: str, by: Person, at: datetime) -> bool:
        """Out of the way, in place of what was put aside there before; whether there was anything."""
        with self._write() as connection:
            found = self._lifted(connection, place, by)
            if found is None:
                return False
            self._lifted(connection, ASIDE + place, by)
            self._laid(connection, ASIDE + place, found, by, at)
            record(connection, self.station, by, Verb.PUT_ASIDE, _thing(place, by), "", at)
            return True

    def take_up_again(self, place: str, since: datetime, by: Person, at: datetime) -> bool | None:
        """What was put aside after `since` stands at its place again; what stands there takes its turn aside.

        Whether something was put aside by it; None where nothing can be taken up.
        """
        with self._write() as connection:
            found = self._lifted(connection, ASIDE + place, by)
            if found is None or found.at <= since:
                return None
            other = self._lifted(connection, place, by)
            self._laid(connection, place, found, by, at)
            if other is not None:
                self._laid(connection, ASIDE + place, other, by, at)
            record(connection, self.station, by, Verb.TAKE_UP_AGAIN, _thing(place, by), "", at)
            return other is not None

    def forget_put_aside(self, before: datetime) -> None:
        """What was put aside before then is gone for good."""
        old = (unsaved.c.station == self.station) & unsaved.c.place.like(f"{ASIDE}%") & (unsaved.c.at < before)
        with self._write() as connection:
            connection.execute(delete(unsaved).where(old))

    def _lifted(self, connection: Connection, place: str, by: Person) -> Row[Any] | None:
        """What lies at the place, and it lies there no longer."""
        mine = (unsaved.c.station == self.station) & (unsaved.c.by == by.id) & (unsaved.c.place == place)
        row = connection.execute(select(unsaved).where(mine)).first()
        connection.execute(delete(unsaved).where(mine))
        return row

    def _laid(self, connection: Connection, place: str, row: Row[Any], by: Person, at: datetime) -> None:
        whose = {"station": self.station, "by": by.id, "place": place}
        connection.execute(insert(unsaved).values(**whose, version=row.version, fields=row.fields, at=at))

    def keep_document(
        self, name: str, kind: str, legacy: str, text: str, sha256: str, by: Person, at: datetime
    ) -> SourceDocument:
        """Keep a document; the same original is kept once."""
        same = (document.c.station == self.station) & (document.c.sha256 == sha256)
        with self._write() as connection:
            row = connection.execute(select(document).where(same)).first()
            if row is None:
                told = {"name": name, "kind": kind, "legacy": legacy, "text": text, "sha256": sha256}
                whose = {"by": by.id, "by_name": by.name, "at": at}
                connection.execute(insert(document).values(id=uuid4(), station=self.station, **told, **whose))
                row = connection.execute(select(document).where(same)).one()
        return _document(row)

    def document(self, id: UUID) -> SourceDocument:
        """The document of that id, or NotFound."""
        mine = (document.c.id == id) & (document.c.station == self.station)
        with self._read() as connection:
            row = connection.execute(select(document).where(mine)).first()
        if row is None:
            raise NotFound(f"no document {id} at station {self.station}")
        return _document(row)

    def written_from(self, bulletin: UUID, document_id: UUID, at: datetime) -> None:
        """This bulletin was written from that document; saying so twice is no fault."""
        pair = (bulletin_document.c.bulletin == bulletin) & (bulletin_document.c.document == document_id)
        with self._write() as connection:
            if connection.execute(select(bulletin_document).where(pair)).first() is None:
                told = {"bulletin": bulletin, "document": document_id, "station": self.station, "at": at}
                connection.execute(insert(bulletin_document).values(**told))

    def documents_of(self, bulletin: UUID) -> list[SourceDocument]:
        """What the bulletin was written from, the newest first."""
        with self._read() as connection:
            return [_document(row) for row in connection.execute(self._documents_of, {"asked": bulletin})]

    @cached_property
    def _documents_of(self) -> Select[Any]:
        """Built once."""
        mine = bulletin_document.c.bulletin == bindparam("asked", type_=bulletin_document.c.bulletin.type)
        joined = select(document).join(bulletin_document, bulletin_document.c.document == document.c.id)
        mine = mine & (bulletin_document.c.station == self.station)
        return joined.where(mine).order_by(bulletin_document.c.at.desc())

    def last_approved(self, bulletin: UUID) -> tuple[int, Script, datetime] | None:
        """The wording approved last, with its version and when; None where none ever was."""
        wanted = (
            select(revision, decision.c.at.label("approved"))
            .join(decision, (decision.c.bulletin == revision.c.bulletin) & (decision.c.version == revision.c.version))
            .where(decision.c.bulletin == bulletin, decision.c.station == self.station)
            .where(decision.c.verdict == Verdict.APPROVED.value)
            .order_by(decision.c.at.desc())
            .limit(1)
        )
        with self._read() as connection:
            row = connection.execute(wanted).first()
        return None if row is None else (row.version, rows.script_of(row), row.approved)


def _thing(place: str, by: Person) -> tuple[str, UUID]:
    """What the record of deeds names: never what was written, which is its writer's alone."""
    return ("draft", by.id) if place == NEW else ("bulletin", UUID(place))


def _document(row: Row[Any]) -> SourceDocument:
    return SourceDocument(row.id, row.name, row.kind, row.legacy, row.text, row.sha256, row.by_name, row.at)
