"""An order at once is stopped: with all its repetitions, before anybody took it, and a correction follows it."""

from datetime import date
from pathlib import Path

from broadcaster.airing import Outcome, Reason
from broadcaster.office import newsroom
from broadcaster.placement import OrderState
from broadcaster.station import Zone
from tests.broadcaster.air.orders.ordering import SECOND, run, urgent
from tests.builders import at, station
from tests.ward import Ward, open_ward


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


def two_villages(folder: Path) -> Ward:
    return open_ward(folder, at("06:20"), station(zones=(Zone("dong", "Đông"), Zone("tay", "Tây")), slots=()))


def test_an_order_stopped_in_one_zone_before_anybody_took_it_sounds_in_the_others_only(tmp_path: Path) -> None:
    ward = two_villages(tmp_path)
    alarm = ward.approved("Lũ về", 20)
    playout = run(ward, "06:20:10")
    order = urgent(ward, alarm, repeats=2)
    ward.clock.wait(SECOND / 10)
    ward.store.ask_stop(ward.minh, ward.clock.now(), zone="dong")
    run(ward, "06:23", playout)
    said = {zone: [entry for entry in ward.log() if entry.zone == zone] for zone in ("dong", "tay")}
    assert [(one.outcome, one.detail) for one in said["dong"]] == [(Outcome.STOPPED, "Trần Văn Minh")]
    assert [one.outcome for one in said["tay"]] == [Outcome.COMPLETE] * 2
    assert ward.store.order(order.id).state is OrderState.DONE


def test_an_order_for_the_one_zone_that_was_stopped_while_the_daemon_was_down_never_sounds(tmp_path: Path) -> None:
    ward = two_villages(tmp_path)
    alarm = ward.approved("Lũ về", 20)
    order = urgent(ward, alarm, zones=("dong",))
    ward.clock.wait(SECOND)
    ward.store.ask_stop(ward.minh, ward.clock.now(), zone="dong")
    ward.clock.wait(30 * SECOND)
    run(ward, "06:22")
    (entry,) = ward.log()
    assert (entry.zone, entry.outcome, entry.detail) == ("dong", Outcome.STOPPED, "Trần Văn Minh")
    assert not ward.speakers.sounds and ward.store.order(order.id).state is OrderState.REFUSED
