"""Proving the play log: every entry hashed again as it lies in the database, and nothing missing between them."""

import hashlib
import json
from collections.abc import Generator
from contextlib import closing
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, String, literal_column, select

from broadcaster.airing import PlayLogEntry
from broadcaster.errors import LogBroken
from broadcaster.store.cutting import CuttingVerbs
from broadcaster.store.tables_air import airing, open_airing, play_log

_HASHED = [field.name for field in fields(PlayLogEntry) if field.name != "chain"]
_BEFORE = _HASHED.index("before")
_canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class ProofVerbs(CuttingVerbs):
    """Whether the log is what the station wrote."""

    def verify(self, printed: tuple[int, str] | None = None) -> tuple[int, str]:
        """The last entry's number and its hash; LogBroken names the first bad entry and what is wrong with it.

        `printed` is a head noted elsewhere, on a report for example: against it a log that was cut short and
        sewn up again, or an older copy of the database, is found too. What was cut off its beginning when its time
        was over is not missing: the log then begins with the entry after the cut, on the hash that stands in it.
        """
        with self._read() as connection:
            count, head, seen = self._walk(connection, printed[0] if printed else 0)
            self._check_endings(connection, count)
        if printed is not None and not seen and 0 < printed[0] <= count:
            raise LogBroken(
                f"play log entry {printed[0]} was taken out when its time was over: nothing can be said of it"
            )
        if printed is not None and printed[0] > count:
            raise LogBroken(f"play log entry {count + 1} is missing: the last is {count}, but {printed[0]} was printed")
        if printed is not None and seen != printed[1]:
            raise LogBroken(f"play log entry {printed[0]} is not the one that was printed")
        return count, head

    def _walk(self, connection: Connection, printed: int) -> tuple[int, str, str]:
        """Every entry in turn: its number, its own hash, its predecessor's hash."""
        gone = self._last_cut(connection)
        count, before = (gone.number, gone.chain) if gone else (0, "")
        seen = before if gone and printed == count else ""
        with closing(_raw(connection, self.station)) as entries:
            for number, values, chain in entries:
                count += 1
                if number != count:
                    raise LogBroken(f"play log entry {count} is missing: entry {number} stands in its place")
                if hashlib.sha256(_canonical(values).encode("utf-8", "surrogatepass")).hexdigest() != chain:
                    raise LogBroken(f"play log entry {number} was edited: its hash is not that of its contents")
                if values[_BEFORE] != before:
                    raise LogBroken(
                        f"play log entry {number} has the wrong predecessor: it does not follow {number - 1}"
                    )
                before = chain
                if number == printed:
                    seen = chain
        return count, before, seen

    def _check_endings(self, connection: Connection, count: int) -> None:
        """Each airing is open or has its entry: an airing with neither tells of a tail that was cut off."""
        ended = select(play_log.c.id).where(play_log.c.id == airing.c.id).exists()
        sounding = select(open_airing.c.airing).where(open_airing.c.airing == airing.c.id).exists()
        lost = (
            select(airing.c.occurrence, airing.c.title)
            .where(airing.c.station == self.station, ~ended, ~sounding)
            .order_by(airing.c.begun)
            .limit(1)
        )
        row = connection.execute(lost).first()
        if row is not None:
            raise LogBroken(
                f"play log entry {count + 1} is missing: airing {row.title!r} of {row.occurrence} has no entry"
            )


def _raw(connection: Connection, station: str) -> Generator[tuple[Any, list[Any], Any]]:
    """Rows as they lie there, not as the trade's values: what was edited by hand need not be readable."""
    names = [literal_column(connection.dialect.identifier_preparer.quote(name), String) for name in [*_HASHED, "chain"]]
    every = select(*names).select_from(play_log).where(play_log.c.station == station)
    number = _HASHED.index("number")
    in_parts = {"yield_per": 1000}
    with connection.execute(every.order_by(play_log.c.number), execution_options=in_parts) as result:
        for row in result:
            yield row[number], list(row[:-1]), row[-1]
