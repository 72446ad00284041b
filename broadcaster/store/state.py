"""What the station is doing right now: signs of life, what is on air, faults, marks. Written over, not kept."""

import json
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, Table, Update, bindparam, delete, insert, select, update

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
        with self._read() as connection:
            rows = connection.execute(self._all_on_air).all()
        return [OnAir(**{field.name: getattr(row, field.name) for field in fields(OnAir)}) for row in rows]

    def mark(self, name: str) -> str | None:
        """A value the station keeps under a name, such as how far it has settled."""
        with self._read() as connection:
            value: str | None = connection.execute(self._mark_of, {"asked": name}).scalar()
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
        with self._read() as connection:
            return [Fault(row.code, row.detail, row.since) for row in connection.execute(self._all_faults)]

    @cached_property
    def _all_on_air(self) -> Select[Any]:
        """Asked every second while anything sounds, so it is built once; as are those below."""
        return select(on_air).where(on_air.c.station == self.station).order_by(on_air.c.zone)

    @cached_property
    def _all_faults(self) -> Select[Any]:
        return select(fault).where(fault.c.station == self.station).order_by(fault.c.since, fault.c.code)

    @cached_property
    def _mark_of(self) -> Select[Any]:
        return select(mark.c.value).where(mark.c.station == self.station, mark.c.name == bindparam("asked"))

    def _put(self, connection: Connection, table: Table, key: dict[str, Any], values: dict[str, Any]) -> None:
        """Write over the row of `key`, or make it; no other writer can stand between the two."""
        over = self._over.get(table.name)
        if over is None:
            mine = [table.c[name] == bindparam(f"of_{name}", type_=table.c[name].type) for name in key]
            over = self._over[table.name] = update(table).where(table.c.station == self.station, *mine)
        if connection.execute(over, {f"of_{name}": key[name] for name in key} | values).rowcount == 0:
            connection.execute(insert(table), {"station": self.station} | key | values)

    @cached_property
    def _over(self) -> dict[str, Update]:
        """By its table: built once, for it is said every second while anything sounds."""
        return {}
