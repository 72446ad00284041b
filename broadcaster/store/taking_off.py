"""Off the schedule, and back with one click: only what a person took off, each by itself, is offered back."""

from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, exists, select

from broadcaster.errors import WrongState
from broadcaster.people import Person
from broadcaster.placement import Placement
from broadcaster.store.activity import Verb, record
from broadcaster.store.schedule import ScheduleVerbs
from broadcaster.store.tables import activity, bulletin, placement


class TakingOffVerbs(ScheduleVerbs):
    """A placement taken off by a person, as against one that was moved or went with its rotation or campaign."""

    def unplace(self, placement_id: UUID, by: Person, at: datetime) -> None:
        """Take it out of the schedule; the row stays, because log entries tell of it."""
        with self._write() as connection:
            self._placement(connection, placement_id)
            self._rewrite(connection, placement_id, removed=at, removed_by=by.name)
            title = self._title(connection, placement_id)
            record(connection, self.station, by, Verb.UNPLACE, ("placement", placement_id), title, at)

    def restore_placement(self, placement_id: UUID, by: Person, at: datetime) -> Placement:
        """Back into the schedule as it stood; what is in it already is no new deed.

        WrongState unless a person took it off: what was moved stands elsewhere, what went with its rotation or its
        campaign comes back with them only.
        """
        mine = (placement.c.id == placement_id) & (placement.c.station == self.station)
        with self._write() as connection:
            gone = connection.scalar(select(placement.c.removed).where(mine))
            if gone is not None:
                if not self._by_a_person(connection, placement_id, gone):
                    raise WrongState(f"placement {placement_id} was moved, or went with all of its rotation")
                self._rewrite(connection, placement_id, removed=None, removed_by="")
                title = self._title(connection, placement_id)
                record(connection, self.station, by, Verb.RESTORE, ("placement", placement_id), title, at)
            return self._placement(connection, placement_id)

    def taken_off(self, since: datetime, by: Person) -> list[tuple[UUID, str, str]]:
        """What this person took off the schedule since then: id, title and slot, the newest first."""
        with self._read() as connection:
            gone = connection.execute(self._gone, {"since": since}).all()
            if not gone:
                return []
            found = connection.execute(self._their_taking_off, {"since": since, "who": by.id})
            deeds = {(row.object, row.at) for row in found}
        return [(row.id, row.title, row.slot) for row in gone if (f"placement/{row.id}", row.removed) in deeds]

    @cached_property
    def _gone(self) -> Any:
        """What is off the schedule since then, whatever took it off; built once."""
        since = bindparam("since", type_=placement.c.removed.type)
        return (
            select(placement.c.id, bulletin.c.title, placement.c.slot, placement.c.removed)
            .join(bulletin, bulletin.c.id == placement.c.bulletin)
            .where(placement.c.station == self.station, placement.c.removed >= since)
            .order_by(placement.c.removed.desc(), placement.c.id)
        )

    @cached_property
    def _their_taking_off(self) -> Any:
        """The deeds by which a person took single placements off since then; built once."""
        since, who = (
            bindparam(name, type_=kept.type) for name, kept in (("since", activity.c.at), ("who", activity.c.by))
        )
        return select(activity.c.object, activity.c.at).where(
            activity.c.station == self.station,
            activity.c.verb == Verb.UNPLACE.value,
            activity.c.at >= since,
            activity.c.by == who,
        )

    def _by_a_person(self, connection: Connection, id: UUID, removed: datetime) -> bool:
        """Whether somebody took this one placement off the schedule then."""
        mine = (activity.c.station == self.station) & (activity.c.object == f"placement/{id}")
        deed = exists().where(mine, activity.c.verb == Verb.UNPLACE.value, activity.c.at == removed)
        return bool(connection.scalar(select(deed)))
