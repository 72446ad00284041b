"""Urgent broadcasts in the database: the templates, and words a leader approves alone for exactly one broadcast."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, insert, select, update

from broadcaster.bulletin import ONCE, Bulletin, Priority, Status, Verdict
from broadcaster.errors import Conflict, NotAllowed, WrongState
from broadcaster.people import Person
from broadcaster.placement import AirOrder, OrderState
from broadcaster.store import rows
from broadcaster.store.activity import Verb, record
from broadcaster.store.approvals import ApprovalVerbs
from broadcaster.store.orders import TO_ORDER, OrderVerbs, Stop
from broadcaster.store.tables import air_order, bulletin, decision, stop_asked

MOST_TAKEN_BACK = 50
"""So many of the newest orders that were taken back are told of; one that is still being obeyed is among them."""


@dataclass(frozen=True, slots=True)
class Called:
    """What people call for, all seen in one moment of the database, so that no order is met by an older stop.

    `stop` and `waiting` are those of `last_stop` and `waiting_orders`; `taken_back` tells who took back which order,
    by the order's occurrence key.
    """

    stop: Stop | None
    waiting: tuple[AirOrder, ...]
    taken_back: dict[str, Stop]


class UrgentVerbs(ApprovalVerbs, OrderVerbs):
    """What an urgent broadcast needs of the database, each in one transaction."""

    def urgent_bulletins(self) -> list[Bulletin]:
        """Every bulletin of priority urgent but those typed for one broadcast, last changed first."""
        wanted = (
            rows.bulletins(self.station)
            .where(bulletin.c.priority == Priority.URGENT.value, bulletin.c.template != ONCE)
            .order_by(bulletin.c.updated.desc(), bulletin.c.id)
        )
        with self._read() as connection:
            return [rows.bulletin_of(row) for row in connection.execute(wanted)]

    def order_once(self, order: AirOrder, version: int, sha256: str, by: Person) -> AirOrder:
        """Approve the own words on the sound `sha256` for this `order`, and give it; the order's permit says why.

        Given twice with the same id it is one order. NotAllowed for another's words or words of another kind,
        Conflict when words or sound have changed, WrongState once the words have been approved or ordered.
        """
        if order.permit is None:
            raise WrongState("words typed for one broadcast are never aired without a reason")
        with self._write() as connection:
            if before := self._given_before(connection, order):
                return before
            found = self._get(connection, order.bulletin)
            _check_once(found, version, sha256, by)
            made = uuid4()
            whom = {"by": by.id, "by_name": by.name, "at": order.at, "reason": order.permit.reason, "voided_why": ""}
            what = {"bulletin": found.id, "version": version, "sha256": sha256, "urgent": True}
            approved = Verdict.APPROVED.value
            connection.execute(insert(decision).values(id=made, station=self.station, verdict=approved, **what, **whom))
            self._set(connection, found.id, order.at, status=Status.APPROVED.value, decision=made)
            thing = ("bulletin", found.id)
            record(connection, self.station, by, Verb.APPROVE_URGENT, thing, order.permit.reason, order.at)
            return self._give(connection, order, by)

    def order_correction(self, order: AirOrder, wrong: UUID, by: Person) -> AirOrder:
        """Take back the urgent order `wrong` and give this one, in one step; twice with the same id is once.

        An order still waiting never sounds; one already taken is ended by the daemon, as ended by this person, and
        nothing else is. A closed one stays as it was closed.
        """
        with self._write() as connection:
            if before := self._given_before(connection, order):
                return before
            self._take_back(connection, wrong, by, order.at)
            given = self._give(connection, order, by)
            title = self._get(connection, order.bulletin).script.title
            record(connection, self.station, by, Verb.CORRECT, ("bulletin", order.bulletin), title, order.at)
            return given

    def _take_back(self, connection: Connection, id: UUID, by: Person, at: datetime) -> None:
        """The order's end is written even where it waits: while this database was locked it may have been taken."""
        open_order = self._my_order(id) & air_order.c.state.in_([OrderState.WAITING.value, OrderState.TAKEN.value])
        if connection.execute(select(air_order.c.id).where(open_order)).first() is None:
            return
        asked = {"station": self.station, "by": by.id, "by_name": by.name, "at": at, "zone": f"{TO_ORDER}{id}"}
        connection.execute(insert(stop_asked).values(**asked))
        waiting = self._my_order(id) & (air_order.c.state == OrderState.WAITING.value)
        connection.execute(update(air_order).where(waiting).values(state=OrderState.REFUSED.value, updated=at))

    def called(self) -> Called:
        """What people call for now."""
        with self._read() as connection:
            stop = self._last_stop(connection)
            waiting = tuple(self._in_state(connection, OrderState.WAITING))
            rows = connection.execute(self._newest_taken_back).all()
        return Called(stop, waiting, {row.zone: Stop(row.id, row.by_name, row.at, row.zone) for row in rows})

    @cached_property
    def _newest_taken_back(self) -> Any:
        """Asked every second while anything sounds, so it is built once."""
        mine = (stop_asked.c.station == self.station) & stop_asked.c.zone.like(f"{TO_ORDER}%")
        return select(stop_asked).where(mine).order_by(stop_asked.c.id.desc()).limit(MOST_TAKEN_BACK)

    def wrong_password(self, by: Person, at: datetime) -> None:
        """Somebody at this person's desk did not know the password."""
        with self._write() as connection:
            record(connection, self.station, by, Verb.WRONG_PASSWORD, ("person", by.id), "", at)


def _check_once(found: Bulletin, version: int, sha256: str, by: Person) -> None:
    if found.template != ONCE or found.author != by.id:
        raise NotAllowed(f"{by.username} may not approve bulletin {found.id} alone")
    if found.status is not Status.DRAFT:
        raise WrongState(f"bulletin {found.id} is {found.status.value}, not words waiting for their one broadcast")
    if found.rendition is None:
        raise WrongState(f"bulletin {found.id} has no sound yet")
    if (found.version, found.rendition.sha256) != (version, sha256):
        raise Conflict(f"bulletin {found.id} has changed since version {version}")
