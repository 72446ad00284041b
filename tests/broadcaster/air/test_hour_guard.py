"""The hour guard on air: whatever is typed and wherever the clock jumps, nothing sounds where it must not."""

import tempfile
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.airing import Outcome, Reason
from broadcaster.guard import Permit
from broadcaster.office import newsroom
from broadcaster.station import Slot
from tests.broadcaster.air.witness import SECOND, allowed, check, live, quickly, watched
from tests.builders import MONDAY, at, policy, station
from tests.ward import open_ward

times = st.times().map(lambda one: time(one.hour, one.minute, one.second))
steps = st.lists(
    st.tuples(
        st.floats(-20, 900),
        st.one_of(
            st.sampled_from([-86400, -3600, -60, -3, 3, 60, 600, 3600, 86400]),
            st.integers(-2000, 2000),
            st.integers(-90000, 90000),
        ),
    ),
    max_size=3,
)


@given(steps, st.integers(5, 900), st.integers(5, 900))
@quickly
def test_wherever_the_clock_jumps_nothing_sounds_outside_its_slot(
    jumps: list[tuple[float, int]], first: int, second: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ward = open_ward(Path(folder))
        witness = watched(ward)
        ward.ready("a", first)
        ward.ready("b", second)
        ward.clock.to(at("06:29:30"))
        for after, step in jumps:
            moment = at("06:30") + max(-25.0, after) * SECOND
            ward.clock.at(moment, partial(ward.clock.step, step * SECOND))
        live(ward, 1200)
        check(ward, witness)
        keys = [(one.occurrence, one.bulletin, one.attempt, one.zone) for one in ward.log()]
        assert len(keys) == len(set(keys))
        for bulletin in {one.bulletin for one in ward.log()}:
            for occurrence in {one.occurrence for one in ward.log()}:
                heard = [
                    one for one in ward.log() if (one.bulletin, one.occurrence) == (bulletin, occurrence) and one.heard
                ]
                assert len(heard) <= 1, "nothing is said twice, however the clock goes"
        ward.store.close()


@given(times, st.integers(1, 240), st.integers(5, 1200), st.sampled_from(list(range(7))), st.booleans())
@quickly
def test_whatever_hour_somebody_types_for_a_slot_nothing_sounds_in_quiet_hours_or_beyond_the_policy(
    start: time, minutes: int, seconds: int, day: int, holiday: bool
) -> None:
    today = MONDAY + timedelta(days=day)
    slot = Slot("morning", "?", start, timedelta(minutes=minutes), ("all",))
    here = station(slots=(slot,), holidays=frozenset({today} if holiday else ()))
    with tempfile.TemporaryDirectory() as folder:
        ward = open_ward(Path(folder), at("00:00"), here)
        witness = watched(ward)
        ward.placed(ward.approved("a", seconds))
        ward.clock.to(datetime.combine(today, start, here.timezone) - 20 * SECOND)
        live(ward, seconds + 60)
        check(ward, witness)
        if witness.moments:
            assert here.broadcasts_on(today) and seconds <= here.policy.session.total_seconds()
        ward.store.close()


def test_the_sessions_and_minutes_of_a_day_hold_though_the_settings_have_too_many_slots(tmp_path: Path) -> None:
    slots = tuple(Slot(f"s{hour}", "?", time(hour, 0), timedelta(minutes=15), ("all",)) for hour in (6, 7, 17, 18))
    ward = open_ward(tmp_path, at("05:50"), station(slots=slots))
    one = ward.approved("a", 600)
    for slot in slots:
        ward.placed(one, slot.id)
    ward.until(at("19:00"))
    heard = [entry for entry in ward.log() if entry.heard]
    assert len({entry.occurrence for entry in heard}) == 2
    assert {entry.reason for entry in ward.log() if not entry.heard} == {Reason.OVER_CAP}


def test_an_approval_taken_back_while_it_is_armed_keeps_it_silent(tmp_path: Path) -> None:
    ward = open_ward(tmp_path)
    one = ward.ready("a", 60)
    ward.clock.at(at("06:29:57"), lambda: newsroom.withdraw(ward.store, ward.lan, one.id, "nhầm", ward.clock.now()))
    ward.clock.to(at("06:29:50"))
    live(ward, 120)
    (entry,) = ward.log()
    assert not ward.speakers.sounds or all(sound.since == sound.until for sound in ward.speakers.sounds)
    assert (entry.outcome, entry.reason) == (Outcome.MISSED, Reason.NOT_APPROVED)


def test_a_loudspeaker_that_begins_late_is_ended_with_its_slot(tmp_path: Path) -> None:
    ward = open_ward(tmp_path)
    ward.ready("a", 880)
    ward.speakers.faults.late = timedelta(seconds=60)
    witness = watched(ward)
    ward.clock.to(at("06:29:50"))
    live(ward, 1200)
    check(ward, witness)
    (entry,) = ward.log()
    assert entry.outcome in (Outcome.PARTIAL, Outcome.MISSED) and entry.reason is Reason.SLOT_OVER


def test_a_permit_is_only_for_urgent_orders(tmp_path: Path) -> None:
    ward = open_ward(tmp_path, at("03:10", date(2026, 11, 24)))
    one = ward.approved("a", 30)
    ward.store.order_now(one.id, False, Permit("kẻ lạ", "thích"), ward.tung, ward.clock.now())
    live(ward, 60)
    assert not ward.speakers.sounds
    assert [entry.reason for entry in ward.log()] == [Reason.QUIET_HOURS]


def test_the_witness_would_notice() -> None:
    """The test of the test: a sound at three in the morning is found."""
    moments = [(at("03:15"), "x")]
    with pytest.raises(AssertionError):
        for moment, _ in moments:
            assert allowed(station(), moment)
    assert allowed(station(), at("06:30")) and not allowed(station(policy=policy(windows=())), at("06:30"))
