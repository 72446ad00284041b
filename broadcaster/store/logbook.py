"""Reading the play log: by time, by occurrence, by bulletin, a page at a time however many years it holds."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from sys import intern
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, bindparam, func, select

from broadcaster.airing import Outcome, PlayLogEntry, Reason
from broadcaster.errors import NotFound
from broadcaster.store.columns import SPOILED, readable, sound_rows
from broadcaster.store.connection import Line
from broadcaster.store.tables_air import play_log

ENTRY = [field.name for field in fields(PlayLogEntry)]
_IN_ORDER = attrgetter(*ENTRY)
_ALIKE = frozenset({"station", "zone", "title", "kind", "topic", "priority", "device", "sha256"})
_ALIKE |= {"author_name", "approver_name", "operator_name"}
_REPEATS = tuple(name in _ALIKE for name in ENTRY)
"""What many entries say alike. The others stay ordinary strings: to some Pythons (3.12.0 to 3.12.6) an interned string
is immortal, and each entry has a hash of its own."""

_OUTCOME, _REASON = ENTRY.index("outcome"), ENTRY.index("reason")
HEARD = [outcome.value for outcome in Outcome if outcome.was_heard]


class LogbookVerbs(Line):
    """What the desk, the plan and the reports ask of the log."""

    def entries(
        self,
        since: datetime | None = None,
        until: datetime | None = None,
        outcome: Outcome | None = None,
        limit: int | None = None,
        offset: int = 0,
        newest_first: bool = False,
    ) -> list[PlayLogEntry]:
        """Entries planned at or after `since` and before `until`, in order of their planned time."""
        columns = [play_log.c.planned, play_log.c.number]
        order = [each.desc() if newest_first else each for each in columns]
        wanted = _within(self._log(), since, until, outcome)
        with self._read() as connection:
            if offset:  # what lies before is counted in the index alone, not read
                mine = select(play_log.c.number).where(play_log.c.station == self.station)
                page = _within(mine, since, until, outcome).order_by(*order).limit(limit).offset(offset)
                numbers = connection.scalars(page).all()
                sound = sound_rows(connection, self._of_numbers, play_log.c.number, asked=numbers)
                rows = {row.number: row for row in sound}
                there = (rows[number] for number in numbers if number in rows)  # one may just have been cut
                return readable(there, entry_of)
            return _told(connection, wanted.order_by(*order).limit(limit))

    @cached_property
    def _of_numbers(self) -> Select[Any]:
        """Unordered: to sort them, a database reads its whole index instead of the few rows that are asked for."""
        return self._log().where(play_log.c.number.in_(bindparam("asked", expanding=True)))

    def count_entries(
        self, since: datetime | None = None, until: datetime | None = None, outcome: Outcome | None = None
    ) -> int:
        """How many entries the same question to `entries` has in all."""
        counted = select(func.count()).select_from(play_log).where(play_log.c.station == self.station)
        with self._read() as connection:
            return int(connection.scalar(_within(counted, since, until, outcome)) or 0)

    def entry(self, number: int) -> PlayLogEntry:
        """The entry of that running number; NotFound if there is none."""
        with self._read() as connection:
            row = connection.execute(self._log().where(play_log.c.number == number)).first()
        if row is None:
            raise NotFound(f"no log entry {number} at station {self.station}")
        return entry_of(row)

    def outcomes(self, since: datetime, until: datetime) -> list[tuple[str, Outcome, int]]:
        """How often each outcome stands in each occurrence planned in that time: for a strip of ticks."""
        wanted = (
            select(play_log.c.occurrence, play_log.c.outcome, func.count())
            .where(play_log.c.station == self.station, play_log.c.planned >= since, play_log.c.planned < until)
            .group_by(play_log.c.occurrence, play_log.c.outcome)
        )
        with self._read() as connection:
            return [(row[0], Outcome(row[1]), int(row[2])) for row in connection.execute(wanted)]

    def entries_after(self, number: int) -> list[PlayLogEntry]:
        """What was written after that entry, in the order it was written, whatever the clock showed."""
        wanted = self._log().where(play_log.c.number > number).order_by(play_log.c.number)
        with self._read() as connection:
            return _told(connection, wanted)

    def entries_of(self, occurrence_key: str) -> list[PlayLogEntry]:
        """What is written about one occurrence or order, in the order it was written."""
        with self._read() as connection:
            return _told(connection, self._of_occurrence, asked=occurrence_key)

    @cached_property
    def _of_occurrence(self) -> Select[Any]:
        """Built once: it is asked with every running order."""
        mine = play_log.c.occurrence == bindparam("asked", type_=play_log.c.occurrence.type)
        return self._log().where(mine).order_by(play_log.c.number)

    def freshness(self, bulletin_ids: Iterable[UUID]) -> list[PlayLogEntry]:
        """The latest heard entry of each of these bulletins, found without walking through the years.

        One step into the index for each, by a statement that stays compiled: as one big statement it took five times
        as long, and it is asked with every running order.
        """
        asked = sorted(set(bulletin_ids))
        if not asked:
            return []
        with self._read() as connection:
            rows = [
                row
                for id in asked
                for outcome in HEARD
                if (row := connection.execute(self._newest, {"of": id, "heard": outcome}).first()) is not None
            ]
        found = sorted(readable(rows, entry_of), key=lambda entry: entry.number)
        latest = {entry.bulletin: entry for entry in found}
        return sorted(latest.values(), key=lambda entry: entry.number)

    @cached_property
    def _newest(self) -> Select[Any]:
        """The newest entry of the bulletin `of` with the outcome `heard`; built once, for it is asked very often."""
        mine = self._log().where(
            play_log.c.bulletin == bindparam("of", type_=play_log.c.bulletin.type),
            play_log.c.outcome == bindparam("heard"),
        )
        return mine.order_by(play_log.c.number.desc()).limit(1)

    def head(self) -> tuple[int, str]:
        """The newest entry's number and hash, as printed on reports; (0, "") while the log is empty."""
        with self._read() as connection:
            return self._head(connection)

    def _log(self) -> Select[Any]:
        return select(play_log).where(play_log.c.station == self.station)

    def _head(self, connection: Connection) -> tuple[int, str]:
        row = connection.execute(self._newest_of_all).first()
        return (0, "") if row is None else (row.number, row.chain)

    @cached_property
    def _newest_of_all(self) -> Select[Any]:
        mine = select(play_log.c.number, play_log.c.chain).where(play_log.c.station == self.station)
        return mine.order_by(play_log.c.number.desc()).limit(1)


def entry_of(row: Row[Any]) -> PlayLogEntry:
    """A row as the entry it is; what many entries say alike (a name, a title, a sound) is kept in memory once."""
    told: list[Any] = [intern(value) if alike else value for value, alike in zip(_IN_ORDER(row), _REPEATS, strict=True)]
    told[_OUTCOME], told[_REASON] = Outcome(told[_OUTCOME]), Reason(told[_REASON])
    return PlayLogEntry(*told)


def _told(connection: Connection, wanted: Select[Any], **asked: Any) -> list[PlayLogEntry]:
    """The entries of a question, in its order; a row spoiled by hand is left out and must silence nothing."""
    try:
        return readable(connection.execute(wanted, asked), entry_of)
    except SPOILED:  # a value that is not even one of its column's
        in_order = wanted.with_only_columns(play_log.c.number, maintain_column_froms=True)
        one_by_one: list[Row[Any]] = []
        for number in connection.scalars(in_order, asked).all():
            one_by_one += sound_rows(connection, wanted.where(play_log.c.number == number), play_log.c.number, **asked)
        return readable(one_by_one, entry_of)


def _within(
    wanted: Select[Any], since: datetime | None, until: datetime | None, outcome: Outcome | None
) -> Select[Any]:
    if since is not None:
        wanted = wanted.where(play_log.c.planned >= since)
    if until is not None:
        wanted = wanted.where(play_log.c.planned < until)
    return wanted if outcome is None else wanted.where(play_log.c.outcome == outcome.value)
