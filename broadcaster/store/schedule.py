"""What is to sound: placements in slots, orders to air at once, and the cry to stop."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, exists, insert, or_, select, update

from broadcaster.errors import BadInput, NotFound
from broadcaster.people import Person
from broadcaster.planning import Placement
from broadcaster.store.activity import Verb, record
from broadcaster.store.columns import readable, sound_rows
from broadcaster.store.connection import Line
from broadcaster.store.tables import bulletin, placement, skipped_day


class ScheduleVerbs(Line):
    """The officer's schedule."""

    def place(
        self,
        bulletin_id: UUID,
        slot: str,
        first: date,
        last: date | None,
        weekdays: Iterable[int],
        position: int,
        by: Person,
        at: datetime,
        *,
        zones: Iterable[str] = (),
    ) -> Placement:
        """Put a bulletin into a slot, from a day to a day; in `zones` of it, or in all of them when none is named."""
        if last is not None and last < first:
            raise BadInput("last", f"the last day {last} lies before the first day {first}")
        id = uuid4()
        when = {"slot": slot, "first": first, "last": last, "weekdays": _written(weekdays), "position": position}
        with self._write() as connection:
            known = select(bulletin.c.title).where(bulletin.c.id == bulletin_id, bulletin.c.station == self.station)
            title = connection.execute(known).scalar()
            if title is None:
                raise NotFound(f"no bulletin {bulletin_id} at station {self.station}")
            who = {"by": by.id, "by_name": by.name, "created": at, "removed_by": "", "zones": " ".join(zones)}
            connection.execute(
                insert(placement).values(id=id, station=self.station, bulletin=bulletin_id, **when, **who)
            )
            record(connection, self.station, by, Verb.PLACE, ("placement", id), f"{title} · {slot}", at)
            return self._placement(connection, id)

    def unplace(self, placement_id: UUID, by: Person, at: datetime) -> None:
        """Take it out of the schedule; the row stays, because log entries tell of it."""
        with self._write() as connection:
            self._placement(connection, placement_id)
            self._rewrite(connection, placement_id, removed=at, removed_by=by.name)
            record(connection, self.station, by, Verb.UNPLACE, ("placement", placement_id), "", at)

    def skip_day(self, placement_id: UUID, day: date, by: Person, at: datetime) -> None:
        """Leave it out on one day; leaving it out twice is no new deed."""
        with self._write() as connection:
            if day in self._placement(connection, placement_id).skipped:
                return
            skip = {"placement": placement_id, "day": day, "station": self.station}
            connection.execute(insert(skipped_day).values(**skip, by=by.id, by_name=by.name, at=at))
            record(connection, self.station, by, Verb.SKIP_DAY, ("placement", placement_id), day.isoformat(), at)

    def reorder(self, placement_id: UUID, position: int, by: Person, at: datetime) -> None:
        """The officer's own order within the slot."""
        with self._write() as connection:
            self._placement(connection, placement_id)
            self._rewrite(connection, placement_id, position=position)
            record(connection, self.station, by, Verb.REORDER, ("placement", placement_id), str(position), at)

    def placements(self, first: date, last: date) -> list[Placement]:
        """Live placements that may ask for an airing from `first` to `last`."""
        wanted = self._live().where(
            placement.c.first <= last, or_(placement.c.last.is_(None), placement.c.last >= first)
        )
        with self._read() as connection:
            return _placements(sound_rows(connection, wanted, placement.c.id))

    def is_placed(self, bulletin_id: UUID) -> bool:
        """Whether any live placement asks for this bulletin."""
        mine = (placement.c.station == self.station) & placement.c.removed.is_(None)
        with self._read() as connection:
            return bool(connection.scalar(select(exists().where(mine, placement.c.bulletin == bulletin_id))))

    def _live(self) -> Any:
        days = placement.outerjoin(skipped_day, skipped_day.c.placement == placement.c.id)
        return (
            select(placement, skipped_day.c.day)
            .select_from(days)
            .where(placement.c.station == self.station, placement.c.removed.is_(None))
            .order_by(placement.c.created, placement.c.id)
        )

    def _placement(self, connection: Connection, id: UUID) -> Placement:
        found = _placements(connection.execute(self._live().where(placement.c.id == id)).all())
        if not found:
            raise NotFound(f"no placement {id} at station {self.station}")
        return found[0]

    def _rewrite(self, connection: Connection, id: UUID, **values: Any) -> None:
        connection.execute(update(placement).where(placement.c.id == id).values(**values))


def _written(weekdays: Iterable[int]) -> str:
    return ",".join(str(day) for day in sorted(set(weekdays)))


def _placements(rows: Iterable[Row[Any]]) -> list[Placement]:
    """One row per skipped day becomes one placement with all of them."""
    firsts: dict[UUID, Row[Any]] = {}
    skipped: dict[UUID, set[date]] = {}
    for row in rows:
        firsts.setdefault(row.id, row)
        skipped.setdefault(row.id, set()).update([row.day] if row.day else [])
    return readable(firsts.values(), lambda row: _placement_of(row, frozenset(skipped[row.id])))


def _placement_of(row: Row[Any], skipped: frozenset[date]) -> Placement:
    return Placement(
        id=row.id,
        station=row.station,
        bulletin=row.bulletin,
        slot=row.slot,
        first=row.first,
        last=row.last,
        weekdays=frozenset(int(day) for day in row.weekdays.split(",") if day),
        position=row.position,
        by=row.by,
        by_name=row.by_name,
        created=row.created,
        skipped=skipped,
        zones=tuple(row.zones.split()),
    )
