"""Somebody steps in while the programme runs: a stop, an urgent order that cuts in, an order that waits."""

from datetime import date, timedelta

from broadcaster.airing import Outcome, Reason
from broadcaster.guard import Permit
from broadcaster.office import newsroom
from tests.builders import at
from tests.ward import Ward


def test_stop_silences_within_a_watch_and_ends_the_rest_of_the_slot(ward: Ward) -> None:
    ward.ready("a")
    ward.ready("b")
    ward.during[20.0] = lambda: newsroom.stop(ward.store, ward.tung, ward.clock.now())
    ward.until(at("06:50"))
    (sound,) = ward.speakers.sounds
    assert sound.until - sound.since < timedelta(seconds=20.3)
    (entry,) = ward.log()
    assert (entry.outcome, entry.reason, entry.detail) == (Outcome.STOPPED, Reason.BY_PERSON, "Lê Thanh Tùng")
    assert timedelta(seconds=19) < entry.heard < timedelta(seconds=21)


def test_a_stop_in_the_morning_leaves_the_evening_alone(ward: Ward) -> None:
    one = ward.ready()
    ward.placed(one, "evening")
    ward.during[5.0] = lambda: newsroom.stop(ward.store, ward.lan, ward.clock.now())
    ward.until(at("17:40"))
    assert [entry.outcome for entry in ward.log()] == [Outcome.STOPPED, Outcome.COMPLETE]


def test_a_stop_is_not_lost_when_the_clock_is_put_back(ward: Ward) -> None:
    ward.ready("a")
    ward.ready("b")

    def stop_on_a_clock_put_back() -> None:
        ward.clock.step(timedelta(seconds=-90))
        newsroom.stop(ward.store, ward.tung, ward.clock.now())

    ward.during[10.0] = stop_on_a_clock_put_back
    ward.clock.to(at("06:29:58"))
    ward.until(at("06:40"))
    assert [entry.outcome for entry in ward.log()] == [Outcome.STOPPED], "the rest of the slot is silent too"


def test_an_urgent_order_cuts_in_and_is_heard_at_once(ward: Ward) -> None:
    ward.ready("thường", 120)
    alarm = ward.approved("Lũ về", 30)
    ward.during[30.0] = lambda: ward.store.order_now(alarm.id, True, None, ward.minh, ward.clock.now())
    ward.until(at("06:50"))
    cut, urgent, rest = ward.log()
    assert (cut.outcome, cut.reason) == (Outcome.CUT_IN, Reason.URGENT)
    assert cut.detail.startswith("0.0-3") and cut.detail.endswith(" s of 120.0 s")
    assert (urgent.title, urgent.outcome, urgent.priority) == ("Lũ về", Outcome.COMPLETE, "urgent")
    assert urgent.started and cut.started
    assert urgent.started - (cut.started + timedelta(seconds=30)) < timedelta(seconds=3)
    assert (rest.title, rest.attempt, rest.outcome) == ("thường", 2, Outcome.COMPLETE)
    first, second, third = ward.speakers.sounds
    assert first.until <= second.since and second.until <= third.since


def test_an_order_that_is_not_urgent_waits_for_its_turn(ward: Ward) -> None:
    ward.ready("thường")
    extra = ward.approved("thêm", 30)
    ward.during[10.0] = lambda: newsroom.air_now(ward.store, ward.tung, extra.id, ward.clock.now())
    ward.until(at("06:50"))
    assert [(entry.title, entry.outcome) for entry in ward.log()] == [
        ("thường", Outcome.COMPLETE),
        ("thêm", Outcome.COMPLETE),
    ]


def test_an_order_outside_the_hours_is_refused_and_logged(ward: Ward) -> None:
    extra = ward.approved()
    ward.clock.to(at("12:00"))
    newsroom.air_now(ward.store, ward.tung, extra.id, ward.clock.now())
    ward.until(at("12:01"))
    (entry,) = ward.log()
    assert (entry.outcome, entry.reason) == (Outcome.OUT_OF_HOURS, Reason.OUTSIDE_WINDOW)
    assert not ward.speakers.sounds and not ward.store.waiting_orders()


def test_only_a_permit_with_a_reason_breaks_quiet_hours(ward: Ward) -> None:
    alarm = ward.approved("Vỡ đê", 30)
    ward.clock.to(at("03:15", date(2026, 11, 24)))
    ward.store.order_now(alarm.id, True, None, ward.minh, ward.clock.now())
    ward.until(at("03:17", date(2026, 11, 24)))
    ward.store.order_now(alarm.id, True, Permit("Minh", "vỡ đê"), ward.minh, ward.clock.now())
    ward.until(at("03:19", date(2026, 11, 24)))
    assert [entry.reason for entry in ward.log()] == [Reason.QUIET_HOURS, Reason.NONE]
    assert len(ward.speakers.sounds) == 1
