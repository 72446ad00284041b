"""An order at once is stopped: with all its repetitions, before anybody took it, and a correction follows it."""

from datetime import date

from broadcaster.airing import Outcome, Reason
from broadcaster.office import newsroom
from broadcaster.placement import OrderState
from tests.broadcaster.air.orders.ordering import SECOND, run, urgent
from tests.builders import at
from tests.ward import Ward


def test_a_stop_ends_an_order_with_all_its_repetitions(ward: Ward) -> None:
    alarm = ward.approved("Lũ về", 20)
    order = urgent(ward, alarm, repeats=5)
    ward.clock.at(ward.clock.now() + 30 * SECOND, lambda: newsroom.stop(ward.store, ward.lan, ward.clock.now()))
    run(ward, "06:25")
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE, Outcome.STOPPED]
    assert ward.store.order(order.id).state is OrderState.DONE


def test_a_stop_in_the_gap_between_two_repetitions_ends_the_order_too(ward: Ward) -> None:
    alarm = ward.approved("Lũ về", 20)
    urgent(ward, alarm, repeats=2, gap=60 * SECOND)
    ward.clock.at(ward.clock.now() + 50 * SECOND, lambda: newsroom.stop(ward.store, ward.lan, ward.clock.now()))
    run(ward, "06:25")
    assert [(entry.attempt, entry.outcome, entry.reason) for entry in ward.log()] == [
        (1, Outcome.COMPLETE, Reason.NONE),
        (2, Outcome.STOPPED, Reason.BY_PERSON),
    ]


def test_a_correction_ordered_right_after_a_stop_is_said(ward: Ward) -> None:
    alarm, correction = ward.approved("Lũ về", 40), ward.approved("Đính chính", 10)
    urgent(ward, alarm, repeats=3)

    def take_back() -> None:
        newsroom.stop(ward.store, ward.minh, ward.clock.now())
        urgent(ward, correction)

    when = ward.clock.now() + 20 * SECOND
    ward.clock.at(when, take_back)
    run(ward, "06:25")
    cut, said = ward.log()
    assert (cut.outcome, said.title, said.outcome) == (Outcome.STOPPED, "Đính chính", Outcome.COMPLETE)
    assert said.started is not None and said.started - when <= 3 * SECOND


def test_an_order_stopped_before_anybody_took_it_never_sounds(ward: Ward) -> None:
    alarm = ward.approved("Lũ về", 20)
    playout = run(ward, "06:20:10")
    urgent(ward, alarm)
    ward.clock.wait(SECOND / 10)
    newsroom.stop(ward.store, ward.minh, ward.clock.now())
    run(ward, "06:21", playout)
    (entry,) = ward.log()
    assert (entry.outcome, entry.detail) == (Outcome.STOPPED, "Trần Văn Minh")
    assert not ward.speakers.sounds


def test_an_old_cry_to_stop_from_a_clock_that_ran_ahead_bars_no_order(ward: Ward) -> None:
    ward.store.ask_stop(ward.tung, at("06:20", date(2030, 1, 7)))
    alarm = ward.approved("Lũ về", 20)
    urgent(ward, alarm)
    run(ward, "06:25")
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE]
