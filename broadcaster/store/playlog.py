"""The play log: an airing begins with its row and ends with an entry; neither is ever changed or deleted."""

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from sqlalchemy import (
    Connection,
    Integer,
    Row,
    ScalarSelect,
    Select,
    Update,
    bindparam,
    cast,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from broadcaster.airing import Airing, AiringKey, Outcome, PlayLogEntry, Reason, chain_hash
from broadcaster.errors import NotFound
from broadcaster.people import Person
from broadcaster.store.activity import Verb, record
from broadcaster.store.columns import MILLISECOND, clean, exact, to_milliseconds
from broadcaster.store.logbook import ENTRY, LogbookVerbs, entry_of
from broadcaster.store.state import StateVerbs
from broadcaster.store.tables_air import airing, mark, open_airing, play_log

TRUSTED = "clock_trusted"
"""The mark that holds the number of the last entry a person no longer believes the time of."""

_SAID = [field.name for field in fields(Airing) if field.name not in ("key", "begun", "id")]


@dataclass(frozen=True, slots=True)
class _End:
    """How an airing ended: what its entry says beyond its beginning."""

    started: datetime | None
    ended: datetime
    heard: timedelta
    outcome: Outcome
    reason: Reason
    detail: str
    device: str


class PlayLogVerbs(LogbookVerbs, StateVerbs):
    """Beginning and ending airings."""

    def begin_airing(self, begun: Airing) -> bool:
        """Claim the airing before its sound. False: somebody has begun it already; then no sound."""
        if begun.key.station != self.station:
            raise NotFound(f"airing {begun.id} is of station {begun.key.station}, not of {self.station}")
        with self._write() as connection:
            if not _insert(connection, begun):
                return False
            still_open = {"airing": begun.id, "station": self.station, "position": timedelta(), "at": begun.begun}
            connection.execute(insert(open_airing).values(**still_open))
            return True

    def progress(self, airing_id: UUID, position: timedelta, at: datetime) -> None:
        """How far it has sounded, so that a crash leaves a mark of where."""
        with self._write() as connection:
            connection.execute(self._further, {"of": airing_id, "position": position, "at": at})

    @cached_property
    def _further(self) -> Update:
        """Said every second while anything sounds, so it is built once."""
        mine = open_airing.c.airing == bindparam("of", type_=open_airing.c.airing.type)
        return update(open_airing).where(mine, open_airing.c.station == self.station)

    def end_airing(
        self,
        airing_id: UUID,
        started: datetime | None,
        ended: datetime,
        heard: timedelta,
        outcome: Outcome,
        reason: Reason,
        detail: str,
        device: str,
    ) -> PlayLogEntry:
        """Write its entry. The first ending stands: ending it again gives back the entry that is there."""
        end = _End(started, ended, heard, outcome, reason, detail, device)
        with self._write() as connection:
            written = connection.execute(self._log().where(play_log.c.id == airing_id)).first()
            if written is not None:
                return entry_of(written)
            mine = select(airing).where(airing.c.id == airing_id, airing.c.station == self.station)
            row = connection.execute(mine).first()
            if row is None:
                raise NotFound(f"no airing {airing_id} at station {self.station}")
            connection.execute(delete(open_airing).where(open_airing.c.airing == airing_id))
            return self._append(connection, _airing(row), end)

    def log_unplayed(
        self,
        key: AiringKey,
        *,
        title: str,
        kind: str,
        topic: str,
        priority: str,
        planned: datetime,
        wanted: timedelta,
        sha256: str,
        author_name: str,
        approver_name: str,
        operator_name: str,
        outcome: Outcome,
        reason: Reason,
        detail: str,
        at: datetime,
    ) -> PlayLogEntry | None:
        """Silence is an entry too. None when this airing was begun or logged already."""
        if key.station != self.station:
            raise NotFound(f"an airing of station {key.station} cannot be logged at {self.station}")
        silent = Airing(
            uuid4(), key, title, kind, topic, priority, planned, at, wanted, sha256,
            author_name, approver_name, operator_name,
        )  # fmt: skip
        with self._write() as connection:
            if not _insert(connection, silent):
                return None
            return self._append(connection, silent, _End(None, at, timedelta(), outcome, reason, detail, ""))

    def newest_moment(self) -> datetime | None:
        """When the last entry ended, by the clock of its time; an entry that a person no longer believes counts not."""
        with self._read() as connection:
            found: datetime | None = connection.scalar(self._newest_ended)
        return found

    @cached_property
    def _newest_ended(self) -> Select[Any]:
        """Asked every second while anything sounds, so it is built once."""
        believed = play_log.c.number > self._believed_after()
        mine = select(play_log.c.ended).where(play_log.c.station == self.station, believed)
        return mine.order_by(play_log.c.planned.desc()).limit(1)

    def trust_clock(self, by: Person | None = None, at: datetime | None = None) -> None:
        """A person says that the clock is right now: what the log has from a clock that ran ahead bars nothing more.

        With `at` the deed is recorded; `by` None is whoever stands at the machine itself.
        """
        newest = self.newest_moment()
        with self._write() as connection:
            self._put(connection, mark, {"name": TRUSTED}, {"value": str(self._head(connection)[0])})
            if at is not None:
                told = newest.isoformat(timespec="minutes") if newest else ""
                thing = ("clock", uuid5(NAMESPACE_OID, TRUSTED))
                record(connection, self.station, by, Verb.TRUST_CLOCK, thing, told, at)

    def _believed_after(self) -> ScalarSelect[int]:
        value = select(func.coalesce(func.max(mark.c.value), "0"))
        mine = value.where(mark.c.station == self.station, mark.c.name == TRUSTED)
        return select(cast(mine.scalar_subquery(), Integer)).scalar_subquery()

    def open_airings(self) -> list[tuple[Airing, timedelta]]:
        """Airings begun and not ended, each with the last position it was seen at."""
        wanted = (
            select(airing, open_airing.c.position)
            .join_from(open_airing, airing)
            .where(open_airing.c.station == self.station)
            .order_by(airing.c.begun, airing.c.id)
        )
        with self._read() as connection:
            return [(_airing(row), row.position) for row in connection.execute(wanted)]

    def _append(self, connection: Connection, begun: Airing, end: _End) -> PlayLogEntry:
        """The next entry, hashed over the values exactly as they will be read again."""
        last, before = self._head(connection)
        said = {name: getattr(begun, name) for name in _SAID}
        ended = {field.name: getattr(end, field.name) for field in fields(end)}
        key = {field.name: getattr(begun.key, field.name) for field in fields(begun.key)}
        written = {name: _as_stored(value) for name, value in (key | said | ended).items()}
        entry = PlayLogEntry(number=last + 1, id=begun.id, before=before, chain="", **written)
        entry = replace(entry, chain=chain_hash(entry))
        connection.execute(insert(play_log).values({name: getattr(entry, name) for name in ENTRY}))
        return entry


def _as_stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return exact(value)
    if isinstance(value, timedelta):
        return to_milliseconds(value) * MILLISECOND
    if isinstance(value, (Outcome, Reason)):
        return value
    return clean(value) if isinstance(value, str) else value


def _insert(connection: Connection, begun: Airing) -> bool:
    """The row of the natural key, or False when it is there; the unique index stands behind this question."""
    key = {field.name: getattr(begun.key, field.name) for field in fields(begun.key)}
    same = [airing.c[name] == value for name, value in key.items()]
    if connection.scalar(select(exists().where(*same))):
        return False
    said = {name: getattr(begun, name) for name in _SAID}
    connection.execute(insert(airing).values(id=begun.id, begun=begun.begun, **key, **said))
    return True


def _airing(row: Row[Any]) -> Airing:
    key = AiringKey(row.station, row.occurrence, row.bulletin, row.attempt, row.zone)
    return Airing(id=row.id, key=key, begun=row.begun, **{name: getattr(row, name) for name in _SAID})
