"""Orders at once and the hours: quiet hours, permits, the minutes of a day, and orders that came too late."""

from datetime import timedelta
from pathlib import Path

from broadcaster.airing import Outcome, Reason
from broadcaster.guard import Permit
from broadcaster.office import newsroom
from broadcaster.placement import OrderState
from tests.broadcaster.air.orders.ordering import run, urgent
from tests.builders import at, policy, station
from tests.ward import Ward, open_ward


def test_an_order_nobody_could_take_for_long_is_not_sprung_on_the_street(ward: Ward) -> None:
    alarm = ward.approved("Lũ về", 20)
    order = urgent(ward, alarm)
    ward.clock.wait(timedelta(minutes=6))
    run(ward, "06:30")
    (entry,) = ward.log()
    assert (entry.outcome, entry.reason) == (Outcome.MISSED, Reason.STATION_OFF)
    assert ward.store.order(order.id).state is OrderState.REFUSED


def test_an_order_that_may_not_sound_interrupts_nothing(tmp_path: Path) -> None:
    ward = open_ward(
        tmp_path, at("06:20"), station(policy=policy(quiet_from=at("06:31").time(), quiet_until=at("07:00").time()))
    )
    ward.ready("thường", 50)
    alarm = ward.approved("Vỡ đê", 40)
    ward.clock.at(at("06:30:25"), lambda: urgent(ward, alarm))
    run(ward, "06:33")
    assert {(entry.title, entry.outcome) for entry in ward.log()} == {
        ("Vỡ đê", Outcome.OUT_OF_HOURS),
        ("thường", Outcome.COMPLETE),
    }


def test_repetitions_do_not_run_into_quiet_hours_without_a_permit(ward: Ward) -> None:
    alarm = ward.approved("Vỡ đê", 40)
    ward.clock.to(at("20:58:30"))
    urgent(ward, alarm, repeats=4)
    run(ward, "21:10")
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE, Outcome.COMPLETE, Outcome.OUT_OF_HOURS]
    assert max(sound.until for sound in ward.speakers.sounds) <= at("21:00")


def test_with_a_permit_they_do(ward: Ward) -> None:
    alarm = ward.approved("Vỡ đê", 40)
    ward.clock.to(at("20:58:30"))
    ward.store.order_now(alarm.id, True, Permit("Minh", "vỡ đê"), ward.minh, ward.clock.now(), repeats=4)
    run(ward, "21:10")
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE] * 4


def test_orders_that_are_not_urgent_keep_to_the_minutes_of_the_day_and_leave_the_slots_theirs(ward: Ward) -> None:
    long = ward.approved("dài", 14 * 60)
    ward.clock.to(at("07:00"))
    for _ in range(3):
        newsroom.air_now(ward.store, ward.tung, long.id, ward.clock.now())
    run(ward, "07:45")
    assert [(entry.outcome, entry.reason) for entry in ward.log()] == [
        (Outcome.COMPLETE, Reason.NONE),
        (Outcome.OUT_OF_HOURS, Reason.OVER_CAP),
        (Outcome.OUT_OF_HOURS, Reason.OVER_CAP),
    ]
