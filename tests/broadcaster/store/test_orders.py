"""Air this now; stop."""

from datetime import timedelta

import pytest

from broadcaster.errors import BadInput, WrongState
from broadcaster.guard import Permit
from broadcaster.placement import OrderState
from broadcaster.store import Store
from tests.broadcaster.store.steps import SECOND, approved, pending
from tests.builders import LAN, MINH, NOW, TUNG


def test_an_order_comes_back_as_it_was_given(store: Store) -> None:
    permit = Permit("Trần Văn Minh", "Cháy chợ")
    order = store.order_now(approved(store).id, True, permit, MINH, NOW)
    assert (order.urgent, order.by_name, order.at, order.permit) == (True, MINH.name, NOW, permit)
    assert store.waiting_orders() == [order]


def test_urgent_orders_go_first_then_the_older(store: Store) -> None:
    id = approved(store).id
    plain = store.order_now(id, False, None, TUNG, NOW)
    later = store.order_now(id, False, None, TUNG, NOW + SECOND)
    urgent = store.order_now(id, True, None, MINH, NOW + 2 * SECOND)
    assert store.waiting_orders() == [urgent, plain, later]


def test_an_order_is_taken_once_and_closed_once(store: Store) -> None:
    order = store.order_now(approved(store).id, False, None, TUNG, NOW)
    assert [store.take_order(order.id, NOW), store.take_order(order.id, NOW)] == [True, False]
    assert store.waiting_orders() == []
    assert [one.state for one in store.taken_orders()] == [OrderState.TAKEN]
    store.close_order(order.id, OrderState.DONE, NOW)
    store.close_order(order.id, OrderState.REFUSED, NOW)
    assert store.taken_orders() == [] and not store.take_order(order.id, NOW)


def test_only_what_is_approved_may_be_ordered(store: Store) -> None:
    with pytest.raises(WrongState):
        store.order_now(pending(store).id, False, None, TUNG, NOW)
    assert store.waiting_orders() == []


def test_a_cry_to_stop_is_heard_from_the_instant_it_was_made(store: Store) -> None:
    assert store.stop_asked_since(NOW) is None and store.last_stop() is None
    store.ask_stop(LAN, NOW + SECOND)
    store.ask_stop(TUNG, NOW + 2 * SECOND)
    assert store.stop_asked_since(NOW) == (TUNG.name, NOW + 2 * SECOND)
    assert store.stop_asked_since(NOW + 2 * SECOND) == (TUNG.name, NOW + 2 * SECOND)
    assert store.stop_asked_since(NOW + 2 * SECOND + timedelta(milliseconds=1)) is None


def test_the_newest_cry_is_known_though_the_clock_was_put_back(store: Store) -> None:
    store.ask_stop(LAN, NOW)
    first = store.last_stop()
    store.ask_stop(TUNG, NOW - timedelta(hours=1))
    second = store.last_stop()
    assert first is not None and second is not None
    assert second.number > first.number and second.by_name == TUNG.name


def test_an_order_keeps_its_zones_and_its_repetitions(store: Store) -> None:
    given = {"zones": ("south", "north"), "repeats": 3, "gap": 12 * SECOND, "resume": False}
    order = store.order_now(approved(store).id, True, None, MINH, NOW, **given)
    assert (order.zones, order.repeats, order.gap, order.resume) == (("south", "north"), 3, 12 * SECOND, False)
    assert store.waiting_orders() == [order]


def test_more_repetitions_than_a_warning_needs_are_refused(store: Store) -> None:
    with pytest.raises(BadInput):
        store.order_now(approved(store).id, True, None, MINH, NOW, repeats=500)


def test_a_cry_to_stop_may_be_for_one_zone(store: Store) -> None:
    store.ask_stop(LAN, NOW)
    store.ask_stop(TUNG, NOW + SECOND, zone="south")
    last = store.last_stop()
    assert last is not None and last.zone == "south"
    south, north = last.concerning("south"), last.concerning("north")
    assert south is not None and south.by_name == TUNG.name
    assert north is not None and north.by_name == LAN.name
    assert store.stop_asked_since(NOW + SECOND, zone="north") is None
    assert store.stop_asked_since(NOW + SECOND, zone="south") is not None
    assert store.stop_asked_since(NOW, until=NOW) == (LAN.name, NOW)


def test_an_order_spoiled_by_hand_hides_no_other(store: Store) -> None:
    spoiled = store.order_now(approved(store).id, False, None, TUNG, NOW)
    good = store.order_now(spoiled.bulletin, False, None, TUNG, NOW + SECOND)
    if not store._is_server:  # a server takes no text for a number in the first place
        with store._write() as connection:
            connection.exec_driver_sql("UPDATE air_order SET at = 'never' WHERE id = ?", (str(spoiled.id),))
        assert store.waiting_orders() == [good]
