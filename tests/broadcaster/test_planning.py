"""The running order: who sounds, in which order, and what is left out with its reason."""

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Priority, Status
from broadcaster.parts import ATTEMPTS
from broadcaster.planning import BETWEEN, running_order
from tests.builders import MONDAY, at, bulletin, entry, occurrence, placement, policy, station


def titles(order):
    return [one.bulletin.script.title for one in order.planned]


def order_of(bulletins, placements=None, log=(), now=None, where=None, at_station=None):
    placements = [placement(one) for one in bulletins] if placements is None else placements
    return running_order(at_station or station(), where or occurrence(), bulletins, placements, list(log), now)


def test_an_approved_bulletin_sounds_at_the_second_of_its_slot():
    order = order_of([bulletin()])
    assert [(one.starts, one.ends) for one in order.planned] == [(at("06:30"), at("06:31:30"))]


def test_urgent_goes_before_priority_and_priority_before_normal():
    mixed = [bulletin(p, priority=p) for p in (Priority.NORMAL, Priority.URGENT, Priority.PRIORITY)]
    assert titles(order_of(mixed)) == ["urgent", "priority", "normal"]


def test_the_officers_own_order_stands_within_one_priority():
    first, second = bulletin("first"), bulletin("second")
    order = order_of([first, second], [placement(first, position=2), placement(second, position=1)])
    assert titles(order) == ["second", "first"]


def test_the_least_recently_heard_goes_first():
    old, new, never = bulletin("old"), bulletin("new"), bulletin("never")
    log = [
        entry(old, occurrence(day=date(2026, 11, 16))),
        entry(new, occurrence(day=date(2026, 11, 20))),
    ]
    assert titles(order_of([new, old, never], log=log)) == ["never", "old", "new"]


def test_a_bulletin_stands_once_however_often_it_was_placed():
    one = bulletin()
    order = order_of([one], [placement(one), placement(one, id=one.id, position=5)])
    assert len(order.planned) == 1


def test_items_follow_one_another_with_a_pause():
    first, second = order_of([bulletin("a"), bulletin("b")]).planned
    assert second.starts - first.ends == BETWEEN


def test_what_does_not_fit_the_minutes_is_left_out_and_a_shorter_one_takes_its_place():
    long, longer, short = bulletin("long", 600), bulletin("longer", 500), bulletin("short", 60)
    order = order_of(
        [long, longer, short],
        [placement(long, position=0), placement(longer, position=1), placement(short, position=2)],
    )
    assert titles(order) == ["long", "short"]
    assert [(one.bulletin, one.reason) for one in order.left_out] == [(longer, Reason.NO_ROOM)]


def test_what_is_not_approved_is_left_out_and_said_so():
    pending = bulletin("pending", status=Status.PENDING, decision=None)
    assert [one.reason for one in order_of([pending]).left_out] == [Reason.NOT_APPROVED]


def test_a_sound_made_again_after_approval_is_not_approved():
    from dataclasses import replace

    one = bulletin()
    changed = replace(one, rendition=replace(one.rendition, sha256="f" * 64))
    assert [one.reason for one in order_of([changed]).left_out] == [Reason.NOT_APPROVED]


def test_what_has_sounded_in_this_slot_does_not_sound_again():
    done, todo = bulletin("done"), bulletin("todo")
    order = order_of([done, todo], log=[entry(done, occurrence())], now=at("06:31:31"))
    assert titles(order) == ["todo"]
    assert order.planned[0].starts == at("06:31:30") + BETWEEN


def test_what_was_cut_in_the_middle_is_not_begun_again():
    one = bulletin()
    cut = entry(one, occurrence(), Outcome.PARTIAL, heard=timedelta(seconds=20))
    assert order_of([one], log=[cut], now=at("06:35")).planned == ()


def test_what_made_no_sound_is_tried_once_more():
    one = bulletin()
    silent = entry(one, occurrence(), Outcome.FAILED, reason=Reason.PLAYER_FAILED)
    (again,) = order_of([one], log=[silent], now=at("06:30:10")).planned
    assert (again.attempt, again.starts) == (2, at("06:30:10"))
    assert order_of([one], log=[silent] * ATTEMPTS, now=at("06:30:20")).planned == ()


def test_where_no_device_was_found_nothing_begins_for_a_while_and_nothing_is_given_up():
    one, other = sorted((bulletin("một"), bulletin("hai")), key=lambda each: str(each.id))
    silent = entry(one, occurrence(), Outcome.FAILED, reason=Reason.NO_DEVICE, ended=at("06:29:52"))
    first, second = order_of([one, other], log=[silent], now=at("06:29:53")).planned
    assert (first.bulletin, first.attempt, first.starts) == (one, 2, at("06:30:12"))
    assert (second.bulletin, second.attempt, second.starts) == (other, 1, first.ends + BETWEEN)
    again = entry(one, occurrence(), Outcome.FAILED, reason=Reason.NO_DEVICE, attempt=2, ended=at("06:30:16"))
    first, _ = order_of([one, other], log=[silent, again], now=at("06:30:17")).planned
    assert (first.attempt, first.starts) == (3, at("06:30:56"))


def test_a_changed_sound_is_never_tried_again():
    one = bulletin()
    changed = entry(one, occurrence(), Outcome.FAILED, reason=Reason.SOUND_CHANGED)
    assert order_of([one], log=[changed], now=at("06:30:10")).planned == ()


def test_a_late_station_begins_now_and_leaves_out_what_no_longer_fits():
    first, second = bulletin("first", 300), bulletin("second", 300)
    order = order_of([first, second], [placement(first), placement(second, position=1)], now=at("06:38"))
    assert [(one.bulletin, one.starts) for one in order.planned] == [(first, at("06:38"))]
    assert [(one.bulletin, one.reason) for one in order.left_out] == [(second, Reason.NO_ROOM)]


def test_a_placement_ends_with_its_last_day_keeps_to_its_weekdays_and_skips_the_skipped():
    one = bulletin()
    tuesday = MONDAY + timedelta(days=1)
    for changes in (
        {"last": MONDAY - timedelta(days=1)},
        {"first": tuesday},
        {"weekdays": frozenset({1})},
        {"skipped": frozenset({MONDAY})},
        {"slot": "evening"},
    ):
        assert order_of([one], [placement(one, **changes)]).planned == ()
    assert order_of([one], [placement(one, weekdays=frozenset({0}))]).planned


def test_a_slot_outside_the_policys_windows_plays_nothing():
    night = station(policy=policy(windows=()))
    assert [one.reason for one in order_of([bulletin()], at_station=night).left_out] == [Reason.OUTSIDE_WINDOW]


items = st.lists(
    st.tuples(st.integers(5, 700), st.sampled_from(list(Priority)), st.integers(0, 3), st.sampled_from(list(Status))),
    max_size=8,
)


@given(items, st.integers(-60, 1200))
def test_whatever_is_asked_for_the_order_keeps_the_rules(wanted, late):
    bulletins = [
        bulletin(f"b{index}", seconds, priority=priority, status=status)
        for index, (seconds, priority, _, status) in enumerate(wanted)
    ]
    placements = [placement(one, position=position) for one, (_, _, position, _) in zip(bulletins, wanted, strict=True)]
    where = occurrence()
    now = where.starts + timedelta(seconds=late)
    order = running_order(station(), where, bulletins, placements, [], now)
    assert all(one.bulletin.on_air_ready for one in order.planned)
    assert all(where.starts <= one.starts and one.ends <= where.ends for one in order.planned)
    assert all(one.starts >= min(now, where.starts) for one in order.planned)
    pairs = list(zip(order.planned, order.planned[1:], strict=False))
    assert all(later.starts - earlier.ends == BETWEEN for earlier, later in pairs)
    assert all(earlier.bulletin.script.priority.rank <= later.bulletin.script.priority.rank for earlier, later in pairs)
    accounted = [one.bulletin.id for one in (*order.planned, *order.left_out)]
    assert sorted(accounted) == sorted(one.id for one in bulletins)
    assert running_order(station(), where, reversed(bulletins), reversed(placements), [], now) == order


@given(st.times(), st.integers(1, 3600))
def test_a_plan_never_holds_anything_the_guard_would_refuse(start, seconds):
    from broadcaster.guard import refusal
    from broadcaster.station import Slot

    odd = station(slots=(Slot("morning", "?", time(start.hour, start.minute), timedelta(minutes=30), ("all",)),))
    where = occurrence(of=odd)
    order = running_order(odd, where, [bulletin(seconds=seconds)], [placement(bulletin(seconds=seconds))], [])
    for one in order.planned:
        length = one.bulletin.rendition.duration
        assert refusal(odd, one.bulletin.script.priority, one.starts, length, where) is None
