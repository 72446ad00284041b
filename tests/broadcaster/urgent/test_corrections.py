"""A false alarm is taken back: what waits never sounds, what sounds ends, nothing else does."""

import uuid

import pytest

from broadcaster import urgent
from broadcaster.errors import BadInput, WrongState
from broadcaster.office import newsroom
from broadcaster.placement import OrderState
from broadcaster.store import Verb
from broadcaster.urgent import Terms
from tests.broadcaster.urgent.office import NOON, Office, correct, file_of


def test_a_false_alarm_that_still_waits_never_sounds(office: Office) -> None:
    ready = office.templates()
    alarm = office.order(ready["urgent_chay"], terms=Terms(("all",)))
    order = correct(office, alarm.id)
    assert office.store.order(alarm.id).state is OrderState.REFUSED
    assert office.store.last_stop() is None
    assert office.store.waiting_orders() == [order]
    assert (order.bulletin, order.zones) == (ready[urgent.CORRECTION].id, ("all",))


def test_a_false_alarm_that_sounds_is_ended_by_whoever_corrects_it(office: Office) -> None:
    ready = office.templates()
    alarm = office.order(ready["urgent_chay"])
    office.store.take_order(alarm.id, NOON)
    id = uuid.uuid4()
    order = correct(office, alarm.id, id)
    back = office.store.called().taken_back
    assert [(key, one.by_name) for key, one in back.items()] == [(alarm.occurrence_key, "Phạm Thu Hoa")]
    assert office.store.last_stop() is None
    assert order.permit is not None and order.permit.reason == "báo nhầm"
    assert office.deeds()[0] is Verb.CORRECT
    assert correct(office, alarm.id, id) == order
    assert office.store.called().taken_back == back


def test_a_false_alarm_is_corrected_in_its_own_zones_and_no_other_order_is_taken_back(office: Office) -> None:
    ready = office.templates()
    alarm, fire = (office.order(ready["urgent_chay"], terms=Terms(("all",))) for _ in range(2))
    for one in (alarm, fire):
        office.store.take_order(one.id, NOON)
    order = correct(office, alarm.id)
    assert order.zones == ("all",) and list(office.store.called().taken_back) == [alarm.occurrence_key]


def test_a_false_alarm_that_is_over_is_corrected_without_stopping_anything(office: Office) -> None:
    alarm = office.order(office.templates()["urgent_chay"])
    office.store.take_order(alarm.id, NOON)
    office.store.close_order(alarm.id, OrderState.DONE, NOON)
    correct(office, alarm.id)
    assert office.store.last_stop() is None and office.store.called().taken_back == {}
    assert office.store.order(alarm.id).state is OrderState.DONE


def test_without_a_correction_ready_it_says_so_and_touches_nothing(office: Office) -> None:
    ready = office.templates()
    alarm = office.order(ready["urgent_chay"])
    file_of(ready[urgent.CORRECTION]).unlink()
    with pytest.raises(WrongState, match="missing"):
        correct(office, alarm.id)
    assert [one.id for one in office.store.waiting_orders()] == [alarm.id]


def test_a_correction_asks_for_the_password_and_only_takes_back_what_was_urgent(office: Office) -> None:
    ready = office.templates()
    alarm = office.order(ready["urgent_chay"])
    with pytest.raises(BadInput) as refused:
        urgent.correct(office.store, office.people["hoa"], "sai rồi sai rồi", alarm.id, "nhầm", NOON, uuid.uuid4())
    assert refused.value.field == "password" and len(office.store.waiting_orders()) == 1
    plain = newsroom.air_now(office.store, office.people["tung"], ready["urgent_chay"].id, NOON)
    with pytest.raises(WrongState):
        correct(office, plain.id)
