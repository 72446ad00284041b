"""Documents on file: what came, what was read in it, and what a person confirmed of that."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, insert, select, update

from broadcaster.duty import Filed, Findings, findings_from_json, findings_to_json
from broadcaster.errors import Conflict, NotFound
from broadcaster.people import Person
from broadcaster.store.activity import Verb, record
from broadcaster.store.columns import readable
from broadcaster.store.connection import Line
from broadcaster.store.tables_campaigns import directive


class DirectiveVerbs(Line):
    """Filing documents and confirming what they say."""

    def file_directive(
        self,
        name: str,
        kind: str,
        legacy: str,
        text: str,
        sha256: str,
        reading: dict[str, Any],
        by: Person,
        at: datetime,
    ) -> tuple[Filed, bool]:
        """Keep a document; the same original is kept once. Whether it is new."""
        with self._write() as connection:
            known = (directive.c.station == self.station) & (directive.c.sha256 == sha256)
            if row := connection.execute(select(directive).where(known)).first():
                return _filed(row), False
            id = uuid4()
            told = {"name": name, "kind": kind, "legacy": legacy, "text": text, "sha256": sha256}
            read = {"reading": json.dumps(reading, ensure_ascii=False), "confirmed": "", "confirmed_by": ""}
            whose = {"by_name": by.name, "at": at, "version": 1}
            connection.execute(insert(directive).values(id=id, station=self.station, **told, **read, **whose))
            record(connection, self.station, by, Verb.FILE_DIRECTIVE, ("directive", id), name, at)
            return self._directive(connection, id), True

    def confirm_directive(self, id: UUID, version: int, findings: Findings, by: Person, at: datetime) -> Filed:
        """A person has gone through it; whoever confirmed another version meanwhile is not overwritten (Conflict)."""
        with self._write() as connection:
            found = self._directive(connection, id)
            if found.version != version:
                raise Conflict(f"directive {id} is at version {found.version}, not {version}")
            told = json.dumps(findings_to_json(findings), ensure_ascii=False)
            row = {"confirmed": told, "confirmed_by": by.name, "confirmed_at": at, "version": version + 1}
            connection.execute(update(directive).where(directive.c.id == id).values(**row))
            detail = findings.number or findings.title or found.name
            record(connection, self.station, by, Verb.CONFIRM_DIRECTIVE, ("directive", id), detail, at)
            return self._directive(connection, id)

    def directive(self, id: UUID) -> Filed:
        """The document of that id, or NotFound."""
        with self._read() as connection:
            return self._directive(connection, id)

    def directive_of(self, sha256: str) -> Filed | None:
        """The document whose original has that hash."""
        wanted = select(directive).where(directive.c.station == self.station, directive.c.sha256 == sha256)
        with self._read() as connection:
            row = connection.execute(wanted).first()
        return _filed(row) if row else None

    def directives(self, limit: int = 200) -> list[Filed]:
        """What is on file, the newest first."""
        wanted = select(directive).where(directive.c.station == self.station)
        with self._read() as connection:
            rows = connection.execute(wanted.order_by(directive.c.at.desc(), directive.c.id).limit(limit)).all()
        return readable(rows, _filed)

    def _directive(self, connection: Connection, id: UUID) -> Filed:
        mine = (directive.c.id == id) & (directive.c.station == self.station)
        row = connection.execute(select(directive).where(mine)).first()
        if row is None:
            raise NotFound(f"no directive {id} at station {self.station}")
        return _filed(row)


def _filed(row: Row[Any]) -> Filed:
    return Filed(
        id=row.id,
        sha256=row.sha256,
        name=row.name,
        kind=row.kind,
        legacy=row.legacy,
        text=row.text,
        reading=json.loads(row.reading),
        by_name=row.by_name,
        at=row.at,
        version=row.version,
        confirmed=findings_from_json(json.loads(row.confirmed)) if row.confirmed else None,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
    )
