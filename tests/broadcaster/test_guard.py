"""The hour guard: nothing is ever spoken outside the hours, whatever asks for it."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.airing import Reason
from broadcaster.bulletin import Priority
from broadcaster.guard import Permit, refusal
from broadcaster.station import Window
from tests.builders import MONDAY, at, occurrence, policy, station

MINUTE = timedelta(minutes=1)
NORMAL, URGENT = Priority.NORMAL, Priority.URGENT


def test_a_bulletin_in_its_slot_may_sound():
    assert refusal(station(), NORMAL, at("06:30"), MINUTE, occurrence()) is None


@pytest.mark.parametrize(
    ("clock", "reason"),
    [
        ("03:15", Reason.QUIET_HOURS),
        ("04:59:30", Reason.QUIET_HOURS),
        ("21:00", Reason.QUIET_HOURS),
        ("20:59:30", Reason.QUIET_HOURS),
        ("23:59:30", Reason.QUIET_HOURS),
        ("05:30", Reason.OUTSIDE_WINDOW),
        ("07:59:30", Reason.OUTSIDE_WINDOW),
        ("12:00", Reason.OUTSIDE_WINDOW),
    ],
)
def test_the_wrong_hour_is_refused(clock, reason):
    assert refusal(station(), NORMAL, at(clock), MINUTE) is reason


def test_sunday_and_holidays_are_barred_and_a_makeup_day_is_not():
    sunday = date(2026, 11, 22)
    assert refusal(station(), NORMAL, at("06:30", sunday), MINUTE) is Reason.BARRED_DAY
    assert refusal(station(makeup_days=frozenset({sunday})), NORMAL, at("06:30", sunday), MINUTE) is None
    assert refusal(station(holidays=frozenset({MONDAY})), NORMAL, at("06:30"), MINUTE) is Reason.BARRED_DAY


def test_the_minutes_cap_holds():
    wide = station(policy=policy(windows=(Window(time(6), time(12)),)))
    assert refusal(wide, NORMAL, at("06:30"), timedelta(minutes=16)) is Reason.OVER_CAP


def test_a_sound_must_end_inside_its_slot():
    assert refusal(station(), NORMAL, at("06:44:30"), MINUTE, occurrence()) is Reason.SLOT_OVER
    assert refusal(station(), NORMAL, at("06:29:59"), MINUTE, occurrence()) is Reason.OUTSIDE_WINDOW


def test_urgent_may_leave_the_windows_but_breaks_quiet_hours_only_with_a_reasoned_permit():
    assert refusal(station(), URGENT, at("12:00", date(2026, 11, 22)), MINUTE) is None
    assert refusal(station(), URGENT, at("03:15"), MINUTE) is Reason.QUIET_HOURS
    assert refusal(station(), URGENT, at("03:15"), MINUTE, permit=Permit("Minh", "  ")) is Reason.QUIET_HOURS
    assert refusal(station(), URGENT, at("03:15"), MINUTE, permit=Permit("Minh", "vỡ đê")) is None


def test_a_permit_does_not_help_a_normal_bulletin():
    assert refusal(station(), NORMAL, at("03:15"), MINUTE, permit=Permit("Minh", "x")) is Reason.QUIET_HOURS


@given(st.datetimes(), st.integers(1, 7200), st.sampled_from([Priority.NORMAL, Priority.PRIORITY]))
def test_nothing_that_is_allowed_touches_a_second_outside_the_hours(moment, seconds, priority):
    here = station()
    begin = moment.replace(tzinfo=here.timezone)
    if refusal(here, priority, begin, timedelta(seconds=seconds)) is not None:
        return
    for step in range(0, seconds, 7):
        now = here.local(begin + timedelta(seconds=step))
        assert not here.policy.is_quiet(now.time())
        assert here.broadcasts_on(now.date())
        assert any(window.since <= now.time() <= window.until for window in here.policy.windows)


def test_quiet_hours_that_do_not_cross_midnight_are_kept_too():
    noon = station(policy=policy(quiet_from=time(11, 30), quiet_until=time(13, 30)))
    assert refusal(noon, URGENT, at("12:00"), MINUTE) is Reason.QUIET_HOURS
    assert refusal(noon, URGENT, at("11:29:30"), MINUTE) is Reason.QUIET_HOURS
    assert refusal(noon, URGENT, at("22:00"), MINUTE) is None
