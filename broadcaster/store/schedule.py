"""What is to sound: placements in slots, put there, moved, left out on a day and brought back."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from sys import intern
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import Connection, Date, Row, bindparam, delete, exists, insert, or_, select, update

from broadcaster.errors import BadInput, Conflict, NotFound
from broadcaster.people import Person
from broadcaster.placement import Placement
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
        once: bool = False,
    ) -> Placement:
        """Put a bulletin into a slot, from a day to a day; in `zones` of it, or in all of them when none is named.

        With `once` (for a single day) it is not put where it stands already: that placement is answered.
        """
        if last is not None and last < first:
            raise BadInput("last", f"the last day {last} lies before the first day {first}")
        id = uuid4()
        when = {"slot": slot, "first": first, "last": last, "weekdays": _written(weekdays), "position": position}
        with self._write() as connection:
            known = select(bulletin.c.title).where(bulletin.c.id == bulletin_id, bulletin.c.station == self.station)
            title = connection.execute(known).scalar()
            if title is None:
                raise NotFound(f"no bulletin {bulletin_id} at station {self.station}")
            heard = tuple(zones)
            if once and (standing := self._standing(connection, bulletin_id, slot, first, heard)) is not None:
                return standing
            who = {"by": by.id, "by_name": by.name, "created": at, "removed_by": "", "zones": " ".join(heard)}
            connection.execute(
                insert(placement).values(id=id, station=self.station, bulletin=bulletin_id, **when, **who)
            )
            record(connection, self.station, by, Verb.PLACE, ("placement", id), f"{title} · {slot}", at)
            return self._placement(connection, id)

    def skip_day(self, placement_id: UUID, day: date, by: Person, at: datetime) -> None:
        """Leave it out on one day; leaving it out twice is no new deed."""
        with self._write() as connection:
            if day in self._placement(connection, placement_id).skipped:
                return
            skip = {"placement": placement_id, "day": day, "station": self.station}
            connection.execute(insert(skipped_day).values(**skip, by=by.id, by_name=by.name, at=at))
            record(connection, self.station, by, Verb.SKIP_DAY, ("placement", placement_id), day.isoformat(), at)

    def unskip_day(self, placement_id: UUID, day: date, by: Person, at: datetime) -> None:
        """Bring a day back that was left out."""
        mine = (skipped_day.c.placement == placement_id) & (skipped_day.c.day == day)
        with self._write() as connection:
            self._placement(connection, placement_id)
            if connection.execute(delete(skipped_day).where(mine)).rowcount:
                record(connection, self.station, by, Verb.UNSKIP_DAY, ("placement", placement_id), day.isoformat(), at)

    def move_placement(
        self,
        placement_id: UUID,
        from_day: date | None,
        slot: str,
        day: date,
        by: Person,
        at: datetime,
        *,
        zones: Iterable[str] | None = None,
    ) -> Placement:
        """To another slot, and to `day`: all of it (`from_day` None), or only what stands on `from_day`.

        One transaction: it stands in exactly one of the two places. The whole of a repeat keeps its last day and
        weekdays and begins on `day`. `zones` None keeps those it has, but for another slot, where it is all of them.
        Conflict if somebody else has taken it off meanwhile.
        """
        with self._write() as connection:
            old = self._placement(connection, placement_id)
            alone = old.last == old.first
            whole = from_day is None or alone
            if from_day is not None and not alone:
                if from_day in old.skipped:
                    raise Conflict(f"placement {placement_id} is left out on {from_day} already")
                skip = {"placement": placement_id, "day": from_day, "station": self.station}
                connection.execute(insert(skipped_day).values(**skip, by=by.id, by_name=by.name, at=at))
            else:
                self._rewrite(connection, placement_id, removed=at, removed_by=by.name)
            last = day if alone or not whole else old.last
            if last is not None and last < day:
                raise BadInput("last", f"the repeat ends on {last}, before {day}")
            kept_zones = old.zones if old.slot == slot else ()
            heard = " ".join(kept_zones if zones is None else zones)
            where = {"slot": slot, "first": day, "last": last, "position": old.position, "zones": heard}
            weekdays = _written(old.weekdays) if whole and not alone else ""
            who = {"by": by.id, "by_name": by.name, "created": at, "removed_by": ""}
            kept = {"id": uuid4(), "station": self.station, "bulletin": old.bulletin, "weekdays": weekdays}
            connection.execute(insert(placement).values(**kept, **where, **who))
            if whole:
                for one in sorted(one for one in old.skipped if one >= day):
                    skip = {"placement": kept["id"], "day": one, "station": self.station}
                    connection.execute(insert(skipped_day).values(**skip, by=by.id, by_name=by.name, at=at))
            told = f"{self._title(connection, placement_id)} · {day.isoformat()} · {slot}"
            record(connection, self.station, by, Verb.MOVE, ("placement", placement_id), told, at)
            return self._placement(connection, cast(UUID, kept["id"]))

    def placement(self, placement_id: UUID) -> Placement:
        """The live placement of that id; NotFound, or Conflict when it was taken off."""
        with self._read() as connection:
            return self._placement(connection, placement_id)

    def reorder(self, placement_id: UUID, position: int, by: Person, at: datetime) -> None:
        """The officer's own order within the slot."""
        with self._write() as connection:
            self._placement(connection, placement_id)
            self._rewrite(connection, placement_id, position=position)
            record(connection, self.station, by, Verb.REORDER, ("placement", placement_id), str(position), at)

    def placements(self, first: date, last: date) -> list[Placement]:
        """Live placements that may ask for an airing from `first` to `last`."""
        with self._read() as connection:
            return _placements(sound_rows(connection, self._within, placement.c.id, since=first, until=last))

    @cached_property
    def _within(self) -> Any:
        """Asked with every running order, so it is built once."""
        since, until = (bindparam(name, type_=Date()) for name in ("since", "until"))
        ends = or_(placement.c.last.is_(None), placement.c.last >= since)
        return self._live().where(placement.c.first <= until, ends)

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
            gone = select(placement.c.removed_by).where(placement.c.id == id, placement.c.station == self.station)
            who = connection.scalar(gone)
            if who is not None:
                raise Conflict(f"placement {id} was taken off the schedule by {who}")
            raise NotFound(f"no placement {id} at station {self.station}")
        return found[0]

    def _standing(
        self, connection: Connection, bulletin_id: UUID, slot: str, day: date, zones: tuple[str, ...]
    ) -> Placement | None:
        """The live placement by which the bulletin is heard in that slot on that day, in those zones at least."""
        mine = (placement.c.bulletin == bulletin_id) & (placement.c.slot == slot)
        found = _placements(connection.execute(self._live().where(mine)).all())
        there = [one for one in found if one.asks_for(slot, day)]
        return next((one for one in there if not one.zones or (zones and set(zones) <= set(one.zones))), None)

    def _title(self, connection: Connection, id: UUID) -> str:
        wanted = select(bulletin.c.title).join(placement, placement.c.bulletin == bulletin.c.id)
        return str(connection.scalar(wanted.where(placement.c.id == id)) or "")

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
    return readable(firsts.values(), lambda row: _placement_of(row, frozenset(skipped[row.id]) or _NONE))


_NONE: frozenset[Any] = frozenset()
"""One for all placements: each empty set of its own takes 216 bytes, and a year has thousands of them."""


def _placement_of(row: Row[Any], skipped: frozenset[date]) -> Placement:
    return Placement(
        id=row.id,
        station=intern(row.station),
        bulletin=row.bulletin,
        slot=intern(row.slot),
        first=row.first,
        last=row.last,
        weekdays=frozenset(int(day) for day in row.weekdays.split(",") if day) or _NONE,
        position=row.position,
        by=row.by,
        by_name=intern(row.by_name),
        created=row.created,
        skipped=skipped,
        zones=tuple(row.zones.split()),
    )
