"""Taking out what a ward need no longer keep: from the beginning of a book only, and each cut is written down.

What is left of the log still proves itself: it begins where the last cut says, with the hash that stands there.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import BigInteger, Connection, delete, exists, func, insert, select, type_coerce

from broadcaster.store.activity import Verb, record
from broadcaster.store.columns import EPOCH, to_milliseconds
from broadcaster.store.connection import Line
from broadcaster.store.tables import activity
from broadcaster.store.tables_air import airing, cut, open_airing, play_log

DAY = timedelta(days=1)
LOG, ACTIVITY, SOUNDS = "log", "activity", "sounds"
AT_ONCE = 20_000
"""Rows that go in one step: nobody waits longer than a second for the database meanwhile."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What went: up to `number` of that book, everything of it before `before`; `chain` is its last entry's hash."""

    book: str
    number: int
    chain: str
    before: datetime
    count: int
    at: datetime


class CuttingVerbs(Line):
    """Cuts, and the deed that each of them is."""

    def cut_log(self, before: datetime, at: datetime) -> Cut | None:
        """Take out the oldest entries, up to the first planned at or after `before`; the newest always stays.

        At most AT_ONCE of them: what is left goes next time. None where there is nothing to take out.
        """
        mine = play_log.c.station == self.station
        with self._write() as connection:
            first, newest = connection.execute(
                select(func.min(play_log.c.number), func.max(play_log.c.number)).where(mine)
            ).one()
            stays = connection.scalar(select(func.min(play_log.c.number)).where(mine, play_log.c.planned >= before))
            if first is None:
                return None
            last = min(newest - 1, (stays or newest) - 1, first + AT_ONCE - 1)
            if last < first:
                return None
            chain = connection.scalar(select(play_log.c.chain).where(mine, play_log.c.number == last))
            made = self._cut(connection, Cut(LOG, last, str(chain), before, last - first + 1, at))
            connection.execute(delete(play_log).where(mine, play_log.c.number <= last))
            connection.execute(
                delete(airing).where(
                    airing.c.station == self.station,
                    airing.c.planned < before,
                    ~exists().where(play_log.c.id == airing.c.id),
                    ~exists().where(open_airing.c.airing == airing.c.id),
                )
            )
            return made

    def cut_activity(self, before: datetime, at: datetime) -> Cut | None:
        """Take out the deeds done before `before`, the oldest first, at most AT_ONCE."""
        mine = activity.c.station == self.station
        with self._write() as connection:
            old = select(activity.c.id).where(mine, activity.c.at < before).order_by(activity.c.id).limit(AT_ONCE)
            ids = connection.scalars(old).all()
            stays = connection.scalar(select(func.min(activity.c.id)).where(mine, activity.c.at >= before))
            going = [id for id in ids if stays is None or id < stays]
            if not going:
                return None
            made = self._cut(connection, Cut(ACTIVITY, going[-1], "", before, len(going), at))
            connection.execute(delete(activity).where(mine, activity.c.id <= going[-1]))
            return made

    def days_lived(self, ahead: timedelta = timedelta()) -> set[date]:
        """The days on which something was heard, or a person did something, as far as the books still tell.

        `ahead` is how far the station's clock is ahead of UTC. What was planned and stayed silent is no witness: after
        a jump of the clock it is entered for days that nobody lived through.
        """
        heard = (play_log.c.started, (play_log.c.station == self.station) & play_log.c.started.is_not(None))
        done = (activity.c.at, (activity.c.station == self.station) & activity.c.by.is_not(None))
        found: set[date] = set()
        with self._read() as connection:
            for column, mine in (heard, done):
                number = (type_coerce(column, BigInteger) + to_milliseconds(ahead)) // to_milliseconds(DAY)
                days = connection.scalars(select(number).where(mine).distinct())
                found |= {EPOCH.date() + DAY * int(day) for day in days}
        return found

    def sounds_thrown_away(self, count: int, at: datetime) -> None:
        """Write down that so many sounds nobody needed were deleted."""
        with self._write() as connection:
            self._told(connection, SOUNDS, str(count), at)

    def cuts(self) -> list[Cut]:
        """Every cut, the newest first."""
        wanted = select(cut).where(cut.c.station == self.station).order_by(cut.c.id.desc())
        with self._read() as connection:
            return [_of(row) for row in connection.execute(wanted)]

    def _last_cut(self, connection: Connection) -> Cut | None:
        """The newest cut of the log."""
        mine = select(cut).where(cut.c.station == self.station, cut.c.book == LOG)
        row = connection.execute(mine.order_by(cut.c.id.desc()).limit(1)).first()
        return _of(row) if row is not None else None

    def _cut(self, connection: Connection, made: Cut) -> Cut:
        row = {name: getattr(made, name) for name in ("book", "number", "chain", "before", "count", "at")}
        connection.execute(insert(cut).values(station=self.station, **row))
        self._told(connection, made.book, f"{made.count} · < {made.before:%Y-%m-%d}", made.at)
        return made

    def _told(self, connection: Connection, book: str, detail: str, at: datetime) -> None:
        record(connection, self.station, None, Verb.THROW_AWAY, (book, uuid5(NAMESPACE_OID, book)), detail, at)


def _of(row: Any) -> Cut:
    return Cut(row.book, row.number, row.chain, row.before, row.count, row.at)
