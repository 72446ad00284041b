"""Urgent broadcasts in the database: the templates, and words a leader approves alone for exactly one broadcast."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Connection, insert, select, update

from broadcaster.bulletin import ONCE, Bulletin, Priority, Status, Verdict
from broadcaster.errors import Conflict, NotAllowed, WrongState
from broadcaster.people import Person
from broadcaster.placement import AirOrder, OrderState
from broadcaster.store import rows
from broadcaster.store.activity import Verb, record
from broadcaster.store.approvals import ApprovalVerbs
from broadcaster.store.orders import OrderVerbs
from broadcaster.store.tables import air_order, bulletin, decision, stop_asked

JUST_BEFORE = timedelta(milliseconds=1)
"""A stop and the order after it are given together; the stop is the older one, so that it does not stop the order."""


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

        An order still waiting never sounds, one already taken is stopped, a closed one stays as it was closed.
        """
        with self._write() as connection:
            if before := self._given_before(connection, order):
                return before
            self._take_back(connection, wrong, by, order.at - JUST_BEFORE)
            given = self._give(connection, order, by)
            title = self._get(connection, order.bulletin).script.title
            record(connection, self.station, by, Verb.CORRECT, ("bulletin", order.bulletin), title, order.at)
            return given

    def _take_back(self, connection: Connection, id: UUID, by: Person, at: datetime) -> None:
        waiting = self._my_order(id) & (air_order.c.state == OrderState.WAITING.value)
        never = update(air_order).where(waiting).values(state=OrderState.REFUSED.value, updated=at)
        if connection.execute(never).rowcount:
            return
        row = connection.execute(select(air_order.c.state, air_order.c.zones).where(self._my_order(id))).one()
        if row.state != OrderState.TAKEN.value:
            return
        for zone in row.zones.split() or [""]:
            asked = {"station": self.station, "by": by.id, "by_name": by.name, "at": at, "zone": zone}
            connection.execute(insert(stop_asked).values(**asked))
            record(connection, self.station, by, Verb.STOP, ("person", by.id), zone, at)

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
