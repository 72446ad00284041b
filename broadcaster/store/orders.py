"""Orders that cannot wait for a slot: air this now, and stop."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, insert, select, update

from broadcaster.bulletin import Status
from broadcaster.errors import NotFound, WrongState
from broadcaster.guard import Permit
from broadcaster.people import Person
from broadcaster.planning import AirOrder, OrderState
from broadcaster.store.activity import Verb, record
from broadcaster.store.connection import Line
from broadcaster.store.tables import air_order, bulletin, stop_asked


@dataclass(frozen=True, slots=True)
class Stop:
    """Somebody asked for silence. `number` only grows, also when the wall clock is put back."""

    number: int
    by_name: str
    at: datetime


class OrderVerbs(Line):
    """Orders to air at once, and to stop."""

    def order_now(self, bulletin_id: UUID, urgent: bool, permit: Permit | None, by: Person, at: datetime) -> AirOrder:
        """Order an approved bulletin on air at once."""
        order = AirOrder(uuid4(), self.station, bulletin_id, urgent, by.id, by.name, at, OrderState.WAITING, permit)
        with self._write() as connection:
            mine = (bulletin.c.id == bulletin_id) & (bulletin.c.station == self.station)
            row = connection.execute(select(bulletin.c.title, bulletin.c.status).where(mine)).first()
            if row is None:
                raise NotFound(f"no bulletin {bulletin_id} at station {self.station}")
            if row.status != Status.APPROVED:
                raise WrongState(f"bulletin {bulletin_id} is {row.status}; only what is approved may sound")
            connection.execute(insert(air_order).values(**_columns(order)))
            verb = Verb.AIR_URGENT if urgent else Verb.AIR_NOW
            detail = f"{row.title} · {permit.reason}" if permit else row.title
            record(connection, self.station, by, verb, ("bulletin", bulletin_id), detail, at)
            written = connection.execute(select(air_order).where(air_order.c.id == order.id)).one()
        return _order(written)

    def waiting_orders(self) -> list[AirOrder]:
        """Orders nobody has taken yet, urgent ones first, then the older."""
        return self._orders(OrderState.WAITING)

    def taken_orders(self) -> list[AirOrder]:
        """Orders taken and not closed: what a crash between the two left behind."""
        return self._orders(OrderState.TAKEN)

    def take_order(self, id: UUID, at: datetime) -> bool:
        """Take it, exactly once."""
        return self._move(id, (OrderState.WAITING,), OrderState.TAKEN, at)

    def close_order(self, id: UUID, state: OrderState, at: datetime) -> None:
        """Done or refused, for good: what is closed stays as it was closed."""
        self._move(id, (OrderState.WAITING, OrderState.TAKEN), state, at)

    def ask_stop(self, by: Person, at: datetime) -> None:
        """Silence, please: whatever sounds now ends at once."""
        with self._write() as connection:
            asked = insert(stop_asked).values(station=self.station, by=by.id, by_name=by.name, at=at)
            connection.execute(asked)
            record(connection, self.station, by, Verb.STOP, ("person", by.id), "", at)

    def stop_asked_since(self, moment: datetime) -> tuple[str, datetime] | None:
        """Who last asked for silence at or after `moment`, and when."""
        wanted = self._stops().where(stop_asked.c.at >= moment).order_by(stop_asked.c.at.desc()).limit(1)
        with self._read() as connection:
            row = connection.execute(wanted).first()
        return None if row is None else (row.by_name, row.at)

    def last_stop(self) -> Stop | None:
        """The newest cry to stop; comparing numbers needs no clock."""
        with self._read() as connection:
            row = connection.execute(self._stops().order_by(stop_asked.c.id.desc()).limit(1)).first()
        return None if row is None else Stop(row.id, row.by_name, row.at)

    def _stops(self) -> Any:
        return select(stop_asked).where(stop_asked.c.station == self.station)

    def _orders(self, state: OrderState) -> list[AirOrder]:
        wanted = (
            select(air_order)
            .where(air_order.c.station == self.station, air_order.c.state == state.value)
            .order_by(air_order.c.urgent.desc(), air_order.c.at, air_order.c.id)
        )
        with self._read() as connection:
            return [_order(row) for row in connection.execute(wanted)]

    def _move(self, id: UUID, leaves: tuple[OrderState, ...], to: OrderState, at: datetime) -> bool:
        mine = (air_order.c.id == id) & (air_order.c.station == self.station)
        step = (
            update(air_order)
            .where(mine, air_order.c.state.in_([state.value for state in leaves]))
            .values(state=to.value, updated=at)
        )
        with self._write() as connection:
            return connection.execute(step).rowcount == 1


def _columns(order: AirOrder) -> dict[str, Any]:
    return {
        "id": order.id,
        "station": order.station,
        "bulletin": order.bulletin,
        "urgent": order.urgent,
        "by": order.by,
        "by_name": order.by_name,
        "at": order.at,
        "state": order.state.value,
        "permit_by": order.permit.by_name if order.permit else None,
        "permit_reason": order.permit.reason if order.permit else None,
        "updated": order.at,
    }


def _order(row: Row[Any]) -> AirOrder:
    permit = None if row.permit_by is None else Permit(row.permit_by, row.permit_reason or "")
    state = OrderState(row.state)
    return AirOrder(row.id, row.station, row.bulletin, row.urgent, row.by, row.by_name, row.at, state, permit)
