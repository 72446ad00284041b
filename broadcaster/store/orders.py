"""Orders that cannot wait for a slot: air this now, and stop."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, bindparam, func, insert, or_, select, update

from broadcaster.bulletin import Status
from broadcaster.errors import BadInput, Conflict, NotFound, WrongState
from broadcaster.guard import Permit
from broadcaster.people import Person
from broadcaster.placement import GAP, AirOrder, OrderState
from broadcaster.store.activity import Verb, record
from broadcaster.store.columns import readable, sound_rows
from broadcaster.store.connection import Line
from broadcaster.store.tables import air_order, bulletin, stop_asked

MOST_REPEATS = 20
LONGEST_GAP = timedelta(minutes=10)
"""More is no warning any more but a siren; an urgent broadcast is ordered again when it is needed again."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Somebody asked for silence in `zone` ("": everywhere). `number` only grows, also when the clock is put back.

    `others` are the newest cries for each other zone, as `last_stop` finds them.
    """

    number: int
    by_name: str
    at: datetime
    zone: str = ""
    others: tuple["Stop", ...] = ()

    def concerning(self, zone: str) -> "Stop | None":
        """The newest cry that concerns this zone."""
        mine = [one for one in (self, *self.others) if one.zone in ("", zone)]
        return max(mine, key=lambda one: one.number, default=None)


TO_ORDER = "order/"
"""A row of `stop_asked` whose zone begins so ends that one order and nothing else; no zone of a station has a "/"."""


class OrderVerbs(Line):
    """Orders to air at once, and to stop."""

    def order_now(
        self,
        bulletin_id: UUID,
        urgent: bool,
        permit: Permit | None,
        by: Person,
        at: datetime,
        *,
        zones: Iterable[str] = (),
        repeats: int = 1,
        gap: timedelta = GAP,
        resume: bool = True,
        id: UUID | None = None,
    ) -> AirOrder:
        """Order an approved bulletin on air at once, in `zones` (none: everywhere), `repeats` times in all.

        `id` names the order before it is given: given twice (a double click), it is one order.
        """
        if not 1 <= repeats <= MOST_REPEATS or not timedelta() <= gap <= LONGEST_GAP:
            raise BadInput("repeats", f"1 to {MOST_REPEATS} times, at most {LONGEST_GAP} apart; not {repeats}, {gap}")
        order = AirOrder(
            id or uuid4(), self.station, bulletin_id, urgent, by.id, by.name, at, OrderState.WAITING, permit,
            tuple(dict.fromkeys(zones)), repeats, gap, resume,
        )  # fmt: skip
        with self._write() as connection:
            return self._given_before(connection, order) or self._give(connection, order, by)

    def order(self, id: UUID) -> AirOrder:
        """The order of that id, or NotFound."""
        with self._read() as connection:
            row = connection.execute(select(air_order).where(self._my_order(id))).first()
        if row is None:
            raise NotFound(f"no order {id} at station {self.station}")
        return _order(row)

    def urgent_orders(self, since: datetime) -> list[AirOrder]:
        """Urgent orders given at or after `since`, the newest first."""
        mine = (air_order.c.station == self.station) & (air_order.c.at >= since) & air_order.c.urgent
        with self._read() as connection:
            found = connection.execute(select(air_order).where(mine).order_by(air_order.c.at.desc(), air_order.c.id))
            return [_order(row) for row in found]

    def _given_before(self, connection: Connection, order: AirOrder) -> AirOrder | None:
        """The same order, if it was given already; another one of that id is a Conflict."""
        row = connection.execute(select(air_order).where(air_order.c.id == order.id)).first()
        if row is None:
            return None
        if (row.station, row.bulletin, row.by) != (order.station, order.bulletin, order.by):
            raise Conflict(f"order {order.id} was given for something else")
        return _order(row)

    def _give(self, connection: Connection, order: AirOrder, by: Person) -> AirOrder:
        mine = (bulletin.c.id == order.bulletin) & (bulletin.c.station == self.station)
        row = connection.execute(select(bulletin.c.title, bulletin.c.status).where(mine)).first()
        if row is None:
            raise NotFound(f"no bulletin {order.bulletin} at station {self.station}")
        if row.status != Status.APPROVED:
            raise WrongState(f"bulletin {order.bulletin} is {row.status}; only what is approved may sound")
        connection.execute(insert(air_order).values(**_columns(order)))
        verb = Verb.AIR_URGENT if order.urgent else Verb.AIR_NOW
        detail = f"{row.title} · {order.permit.reason}" if order.permit else row.title
        record(connection, self.station, by, verb, ("bulletin", order.bulletin), detail, order.at)
        return _order(connection.execute(select(air_order).where(air_order.c.id == order.id)).one())

    def _my_order(self, id: UUID) -> Any:
        return (air_order.c.id == id) & (air_order.c.station == self.station)

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

    def ask_stop(self, by: Person, at: datetime, *, zone: str = "") -> None:
        """Silence, please: whatever sounds now, in that zone or everywhere, ends at once."""
        with self._write() as connection:
            asked = insert(stop_asked).values(station=self.station, by=by.id, by_name=by.name, at=at, zone=zone)
            connection.execute(asked)
            record(connection, self.station, by, Verb.STOP, ("person", by.id), zone, at)

    def stop_asked_since(
        self, moment: datetime, until: datetime | None = None, zone: str | None = None
    ) -> tuple[str, datetime] | None:
        """Who last asked for silence at or after `moment` (and at or before `until`), and when.

        With a `zone`, only cries that concern it count: those for it and those for everywhere.
        """
        bounds = {"since": moment, "until": until, "zone": zone}
        asked = {name: value for name, value in bounds.items() if value is not None}
        with self._read() as connection:
            row = connection.execute(self._stop_within[frozenset(asked)], asked).first()
        return None if row is None else (row.by_name, row.at)

    @cached_property
    def _stop_within(self) -> dict[frozenset[str], Any]:
        """By which bounds are given; asked for each open slot every second, so each is built once."""
        at, here = stop_asked.c.at, stop_asked.c.zone
        since, until = (bindparam(name, type_=at.type) for name in ("since", "until"))
        zone = or_(here == "", here == bindparam("zone", type_=here.type))
        first = self._stops().where(at >= since).order_by(at.desc()).limit(1)
        return {
            frozenset({"since"}): first,
            frozenset({"since", "until"}): first.where(at <= until),
            frozenset({"since", "zone"}): first.where(zone),
            frozenset({"since", "until", "zone"}): first.where(at <= until, zone),
        }

    def last_stop(self) -> Stop | None:
        """The newest cry to stop, with the newest for each other zone; comparing numbers needs no clock."""
        with self._read() as connection:
            return self._last_stop(connection)

    def _last_stop(self, connection: Connection) -> Stop | None:
        rows = connection.execute(self._newest_stops).all()
        found = [Stop(row.id, row.by_name, row.at, row.zone) for row in rows]
        return replace(found[0], others=tuple(found[1:])) if found else None

    @cached_property
    def _newest_stops(self) -> Any:
        """Asked every second while anything sounds, so it is built once."""
        newest = select(func.max(stop_asked.c.id)).where(stop_asked.c.station == self.station)
        wanted = self._stops().where(stop_asked.c.id.in_(newest.group_by(stop_asked.c.zone)))
        return wanted.order_by(stop_asked.c.id.desc())

    @cached_property
    def _orders_by_state(self) -> dict[OrderState, Any]:
        mine = select(air_order).where(air_order.c.station == self.station)
        first = mine.order_by(air_order.c.urgent.desc(), air_order.c.at, air_order.c.id)
        return {state: first.where(air_order.c.state == state.value) for state in OrderState}

    def _stops(self) -> Any:
        everywhere_or_a_zone = stop_asked.c.zone.not_like(f"{TO_ORDER}%")
        return select(stop_asked).where(stop_asked.c.station == self.station, everywhere_or_a_zone)

    def _orders(self, state: OrderState) -> list[AirOrder]:
        with self._read() as connection:
            return self._in_state(connection, state)

    def _in_state(self, connection: Connection, state: OrderState) -> list[AirOrder]:
        return readable(sound_rows(connection, self._orders_by_state[state], air_order.c.id), _order)

    def _move(self, id: UUID, leaves: tuple[OrderState, ...], to: OrderState, at: datetime) -> bool:
        step = (
            update(air_order)
            .where(self._my_order(id), air_order.c.state.in_([state.value for state in leaves]))
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
        "zones": " ".join(order.zones),
        "repeats": order.repeats,
        "gap": order.gap,
        "resume": order.resume,
    }


def _order(row: Row[Any]) -> AirOrder:
    permit = None if row.permit_by is None else Permit(row.permit_by, row.permit_reason or "")
    state = OrderState(row.state)
    return AirOrder(
        row.id, row.station, row.bulletin, row.urgent, row.by, row.by_name, row.at, state, permit,
        tuple(row.zones.split()), row.repeats, row.gap, row.resume,
    )  # fmt: skip
