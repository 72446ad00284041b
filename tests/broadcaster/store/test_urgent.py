"""Urgent broadcasts in the database, on every database the station runs on."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from broadcaster.bulletin import ONCE, Priority, Status
from broadcaster.errors import Conflict, NotAllowed, NotFound, WrongState
from broadcaster.guard import Permit
from broadcaster.placement import AirOrder, OrderState
from broadcaster.store import Store, Verb
from tests.broadcaster.store.conftest import STATION
from tests.broadcaster.store.steps import SECOND, approved
from tests.builders import LAN, MINH, NOW, TUNG, rendition, script

SHA = "c" * 64


def typed(store: Store):
    """Minh's words with their sound."""
    made = store.add_bulletin(script("Vỡ đê", priority=Priority.URGENT), MINH, NOW, template=ONCE)
    assert store.save_rendition(made.id, 1, rendition(20, SHA), NOW)
    return store.bulletin(made.id)


def an_order(bulletin: uuid.UUID, by=MINH, **changes: Any) -> AirOrder:
    """Urgent, everywhere, with a reason."""
    usual: dict[str, Any] = {"id": uuid.uuid4(), "permit": Permit(by.name, "vỡ đê"), "repeats": 3}
    given = usual | changes
    return AirOrder(
        station=STATION, bulletin=bulletin, urgent=True, by=by.id, by_name=by.name, at=NOW,
        state=OrderState.WAITING, **given,
    )  # fmt: skip


def test_words_typed_for_one_broadcast_are_approved_and_ordered_in_one_step(store: Store) -> None:
    words = typed(store)
    order = store.order_once(an_order(words.id), 1, SHA, MINH)
    assert store.waiting_orders() == [order] == store.urgent_orders(NOW)
    aired = store.bulletin(words.id)
    assert (aired.status, aired.template) == (Status.APPROVED, ONCE)
    assert aired.decision is not None and aired.decision.urgent and aired.on_air_ready and not aired.airs_again
    assert [one.verb for one in store.activity(limit=2)] == [Verb.AIR_URGENT, Verb.APPROVE_URGENT]
    assert store.order_once(order, 1, SHA, MINH) == order and len(store.waiting_orders()) == 1


def test_nothing_is_approved_when_the_order_cannot_be_given(store: Store) -> None:
    words = typed(store)
    with pytest.raises(NotAllowed):
        store.order_once(an_order(words.id, LAN), 1, SHA, LAN)
    with pytest.raises(Conflict):
        store.order_once(an_order(words.id), 1, "d" * 64, MINH)
    with pytest.raises(WrongState):
        store.order_once(an_order(words.id, permit=None), 1, SHA, MINH)
    with pytest.raises(NotFound):
        store.order_once(an_order(uuid.uuid4()), 1, SHA, MINH)
    assert store.bulletin(words.id).status is Status.DRAFT and store.waiting_orders() == []


def test_an_order_is_found_by_its_name_and_given_once(store: Store) -> None:
    one, id = approved(store), uuid.uuid4()
    order = store.order_now(one.id, True, None, MINH, NOW, repeats=2, id=id)
    assert store.order_now(one.id, True, None, MINH, NOW + SECOND, repeats=5, id=id) == order == store.order(id)
    with pytest.raises(Conflict):
        store.order_now(one.id, True, None, TUNG, NOW, id=id)
    with pytest.raises(NotFound):
        store.order(uuid.uuid4())
    assert store.urgent_orders(NOW + SECOND) == []


def test_templates_are_the_urgent_bulletins_but_those_typed_for_once(store: Store) -> None:
    typed(store)
    approved(store)
    flood = store.add_bulletin(script("Lũ", priority=Priority.URGENT), LAN, NOW, template="urgent_flood")
    own = store.add_bulletin(script("Vỡ đập", priority=Priority.URGENT), LAN, NOW + timedelta(seconds=1))
    assert [(one.id, one.template) for one in store.urgent_bulletins()] == [(own.id, ""), (flood.id, "urgent_flood")]
    edited = store.edit_bulletin(flood.id, 1, script("Lũ về", priority=Priority.URGENT), LAN, NOW)
    assert edited.template == "urgent_flood"


def test_a_correction_takes_back_an_order_wherever_it_stands(store: Store) -> None:
    alarm, way_back = approved(store), approved(store, "Đính chính", "b" * 64)
    for zones, state, after in (
        ((), "waiting", OrderState.REFUSED),
        ((), "taken", OrderState.TAKEN),
        (("all", "south"), "taken", OrderState.TAKEN),
        ((), "done", OrderState.DONE),
    ):
        wrong = store.order_now(alarm.id, True, None, MINH, NOW, zones=zones)
        if state != "waiting":
            store.take_order(wrong.id, NOW)
        if state == "done":
            store.close_order(wrong.id, OrderState.DONE, NOW)
        order = an_order(way_back.id)
        given = store.order_correction(order, wrong.id, MINH)
        assert store.order_correction(order, wrong.id, MINH) == given
        assert store.order(wrong.id).state is after
        back = store.called().taken_back.get(wrong.occurrence_key)
        assert (back.by_name if back else None) == (None if state == "done" else MINH.name)


def test_an_order_taken_back_silences_nothing_else(store: Store) -> None:
    alarm, way_back = approved(store), approved(store, "Đính chính", "b" * 64)
    store.ask_stop(TUNG, NOW)
    wrong = store.order_now(alarm.id, True, None, MINH, NOW, zones=("all",))
    store.take_order(wrong.id, NOW)
    store.order_correction(replace(an_order(way_back.id), at=NOW + SECOND), wrong.id, MINH)
    called = store.called()
    assert called.stop == store.last_stop() and called.stop is not None
    assert (called.stop.by_name, called.stop.others) == (TUNG.name, ())
    assert store.stop_asked_since(NOW + SECOND) is None and store.stop_asked_since(NOW + SECOND, zone="all") is None
    assert [one.verb for one in store.activity(limit=2)] == [Verb.CORRECT, Verb.AIR_URGENT]
    assert list(called.waiting) == store.waiting_orders() and len(called.waiting) == 1
