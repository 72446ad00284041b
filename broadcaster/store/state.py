"""What the station is doing right now: signs of life, what is on air, faults, marks. Written over, not kept."""

import json
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, delete, insert, select, update

from broadcaster.store.columns import clean
from broadcaster.store.connection import Line
from broadcaster.store.tables_air import beat, fault, mark, on_air


@dataclass(frozen=True, slots=True)
class Beat:
    """A process's last sign of life."""

    pid: int
    at: datetime
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class OnAir:
    """What is sounding. `state` is armed, sounding or silent; `started` is None while it is armed."""

    bulletin_id: UUID
    title: str
    started: datetime | None
    ends: datetime
    heard_seconds: float
    level_db: float | None
    state: str
    zone: str
    device: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong since `since` and has not cleared."""

    code: str
    detail: str
    since: datetime


class StateVerbs(Line):
    """Signs of life and of trouble. What would write the same again writes nothing: memory cards wear out."""

    def beat(self, process: str, pid: int, at: datetime, detail: dict[str, Any]) -> None:
        """This process is alive."""
        values = {"pid": pid, "at": at, "detail": json.dumps(detail, ensure_ascii=False)}
        with self._write() as connection:
            self._put(connection, beat, {"process": process}, values)

    def beats(self) -> dict[str, Beat]:
        """The last sign of life of each process."""
        with self._read() as connection:
            rows = connection.execute(select(beat).where(beat.c.station == self.station)).all()
        return {row.process: Beat(row.pid, row.at, json.loads(row.detail)) for row in rows}

    def set_on_air(self, zone: str, now: OnAir | None) -> None:
        """What is sounding in a zone, or None for nothing."""
        if now is None and all(one.zone != zone for one in self.on_air()):
            return
        with self._write() as connection:
            if now is None:
                mine = (on_air.c.station == self.station) & (on_air.c.zone == zone)
                connection.execute(delete(on_air).where(mine))
            else:
                told = {field.name: getattr(now, field.name) for field in fields(now) if field.name != "zone"}
                self._put(connection, on_air, {"zone": zone}, told)

    def on_air(self) -> list[OnAir]:
        """What is sounding in each zone where anything is, as last said by whoever plays it; by the zone's id."""
        wanted = select(on_air).where(on_air.c.station == self.station).order_by(on_air.c.zone)
        with self._read() as connection:
            rows = connection.execute(wanted).all()
        return [OnAir(**{field.name: getattr(row, field.name) for field in fields(OnAir)}) for row in rows]

    def mark(self, name: str) -> str | None:
        """A value the station keeps under a name, such as how far it has settled."""
        with self._read() as connection:
            wanted = select(mark.c.value).where(mark.c.station == self.station, mark.c.name == name)
            value: str | None = connection.execute(wanted).scalar()
        return value

    def set_mark(self, name: str, value: str) -> None:
        """Keep a value under a name."""
        if self.mark(name) == value:
            return
        with self._write() as connection:
            self._put(connection, mark, {"name": name}, {"value": value})

    def raise_fault(self, code: str, detail: str, at: datetime) -> None:
        """Something is wrong; a fault that lasts keeps the moment it began."""
        known = {one.code: one for one in self.faults()}.get(code)
        if known is not None and known.detail == clean(detail):
            return
        with self._write() as connection:
            mine = (fault.c.station == self.station) & (fault.c.code == code)
            if connection.execute(update(fault).where(mine).values(detail=detail)).rowcount == 0:
                connection.execute(insert(fault).values(station=self.station, code=code, detail=detail, since=at))

    def clear_fault(self, code: str) -> None:
        """It is right again."""
        if all(one.code != code for one in self.faults()):
            return
        with self._write() as connection:
            connection.execute(delete(fault).where(fault.c.station == self.station, fault.c.code == code))

    def faults(self) -> list[Fault]:
        """What is wrong now, the oldest first."""
        wanted = select(fault).where(fault.c.station == self.station).order_by(fault.c.since, fault.c.code)
        with self._read() as connection:
            return [Fault(row.code, row.detail, row.since) for row in connection.execute(wanted)]

    def _put(self, connection: Connection, table: Table, key: dict[str, Any], values: dict[str, Any]) -> None:
        """Write over the row of `key`, or make it; no other writer can stand between the two."""
        mine = [table.c.station == self.station, *(table.c[name] == value for name, value in key.items())]
        if connection.execute(update(table).where(*mine).values(**values)).rowcount == 0:
            connection.execute(insert(table).values(station=self.station, **key, **values))
