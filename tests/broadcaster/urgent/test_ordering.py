"""Phát khẩn cấp, a template: who may, with which confirmation, and when a reason is needed."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from broadcaster import urgent
from broadcaster.bulletin import Status
from broadcaster.errors import BadInput, Conflict, NotAllowed, WrongState
from broadcaster.guard import Permit
from broadcaster.office import newsroom
from broadcaster.store import Verb
from broadcaster.urgent import Terms
from tests.broadcaster.urgent.office import NIGHT, NOON, WORDS, Office
from tests.builders import at, script, station
from tests.people import PASSWORD


def test_a_leader_orders_a_template_with_the_own_password(office: Office) -> None:
    flood = office.templates()["urgent_ngap-lut"]
    terms = Terms(("all",), 2, timedelta(seconds=20), resume=False)
    order = office.order(flood, terms=terms)
    assert (order.urgent, order.by_name, order.permit) == (True, "Phạm Thu Hoa", None)
    assert (order.zones, order.repeats, order.gap, order.resume) == (("all",), 2, timedelta(seconds=20), False)
    assert office.store.waiting_orders() == [order]
    assert office.deeds()[0] is Verb.AIR_URGENT


def test_three_times_everywhere_is_what_goes_out_unless_said_otherwise() -> None:
    terms = Terms()
    assert (terms.zones, terms.repeats, terms.resume) == ((), 3, True)
    assert terms.lasts(timedelta(seconds=30)) == timedelta(seconds=100)


@pytest.mark.parametrize("who", ["lan", "minh", "tung", "quang", "van"])
def test_nobody_but_a_leader_breaks_in(office: Office, who: str) -> None:
    flood = office.templates()["urgent_ngap-lut"]
    person, before = office.people[who], office.deeds()
    deeds: list[Callable[[], object]] = [
        lambda: office.order(flood, who),
        lambda: urgent.draft_text(office.store, person, WORDS, NOON),
        lambda: office.order_typed(flood, who),
        lambda: urgent.correct(office.store, person, PASSWORD, uuid.uuid4(), "nhầm", NOON, uuid.uuid4()),
    ]
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
    assert office.store.waiting_orders() == [] and office.deeds() == before


def test_a_closed_account_breaks_in_no_more(office: Office) -> None:
    flood = office.templates()["urgent_ngap-lut"]
    office.people["hoa"] = replace(office.people["hoa"], active=False)
    with pytest.raises(NotAllowed):
        office.order(flood)


def test_a_wrong_password_orders_nothing_and_is_written_down(office: Office) -> None:
    flood, typed = office.templates()["urgent_ngap-lut"], office.typed()
    deeds: tuple[Callable[[], object], ...] = (
        lambda: office.order(flood, password="đoán mò cho vui"),
        lambda: office.order(flood, password=""),
        lambda: office.order_typed(typed, password="đoán mò cho vui"),
    )
    for deed in deeds:
        with pytest.raises(BadInput) as refused:
            deed()
        assert refused.value.field == "password"
        assert office.deeds()[0] is Verb.WRONG_PASSWORD
    assert office.store.waiting_orders() == []
    assert office.store.bulletin(typed.id).status is Status.DRAFT


def test_an_order_sent_twice_is_one_order(office: Office) -> None:
    flood, id = office.templates()["urgent_ngap-lut"], uuid.uuid4()
    first = office.order(flood, id=id)
    office.store.take_order(id, NOON)
    assert office.order(flood, id=id).id == first.id
    assert office.store.waiting_orders() == [] and office.deeds().count(Verb.AIR_URGENT) == 1
    with pytest.raises(Conflict):
        office.order(flood, "binh", id=id)


def test_a_sound_that_changed_since_it_was_confirmed_is_not_ordered(office: Office) -> None:
    flood = office.templates()["urgent_ngap-lut"]
    other = replace(flood, rendition=office.sound("another"))
    with pytest.raises(Conflict):
        office.order(other)


def test_what_was_not_approved_as_urgent_does_not_break_in(office: Office) -> None:
    plain = newsroom.write(office.store, office.people["lan"], script(), NOON)
    newsroom.submit(office.store, office.people["lan"], plain.id, 1, NOON)
    with pytest.raises(WrongState):
        office.order(office.heard_and_approved(plain))
    (waiting, *_) = urgent.load_templates(office.store, office.people["lan"], NOON)
    office.store.save_rendition(waiting.id, waiting.version, office.sound("waiting"), NOON)
    with pytest.raises(WrongState):
        office.order(office.store.bulletin(waiting.id))


def test_a_zone_the_station_does_not_have_is_refused(office: Office) -> None:
    with pytest.raises(BadInput) as refused:
        office.order(office.templates()["urgent_ngap-lut"], terms=Terms(("moon",)))
    assert refused.value.field == "zones"


@pytest.mark.parametrize("empty", ["", "  ", "…", "x" * 501])
def test_in_quiet_hours_a_template_needs_a_reason_that_says_something(office: Office, empty: str) -> None:
    flood = office.templates()["urgent_ngap-lut"]
    with pytest.raises(BadInput) as refused:
        office.order(flood, reason=empty, moment=NIGHT)
    assert refused.value.field == "reason" and office.store.waiting_orders() == []
    order = office.order(flood, reason=" Vỡ đê ", moment=NIGHT)
    assert order.permit == Permit("Phạm Thu Hoa", "Vỡ đê")


def test_repeats_that_would_run_into_the_quiet_hours_need_a_reason_too() -> None:
    half_a_minute = timedelta(seconds=30)
    assert not urgent.needs_reason(station(), half_a_minute, at("20:58:00"))
    assert urgent.needs_reason(station(), Terms(repeats=5).lasts(half_a_minute), at("20:58:00"))
