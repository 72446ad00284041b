"""Second thoughts about the schedule: moved, put back, a left-out day after all."""

from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.errors import BadInput, Conflict, NotAllowed, NotFound
from broadcaster.office import rescheduling
from broadcaster.placement import Placement
from broadcaster.store import Store, Verb, open_store
from tests.broadcaster.store.steps import approved
from tests.builders import LAN, MINH, MONDAY, NOW, TUNG, station

DAY = timedelta(days=1)
FRIDAY = MONDAY + 4 * DAY


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path}/station.db", station().id)


@pytest.fixture
def repeat(store: Store) -> Placement:
    """Every Monday and Friday morning, until further notice."""
    return store.place(approved(store).id, "morning", MONDAY, None, {0, 4}, 2, TUNG, NOW)


@pytest.fixture
def single(store: Store) -> Placement:
    return store.place(approved(store, "Một lần", "b" * 64).id, "morning", MONDAY, MONDAY, (), 3, TUNG, NOW)


def standing(store: Store) -> set[tuple[str, object, object]]:
    return {(one.slot, one.first, one.last) for one in store.placements(MONDAY, FRIDAY + 30 * DAY)}


def test_a_single_airing_stands_in_its_new_place_only(store: Store, single: Placement) -> None:
    moved = rescheduling.move(store, station(), TUNG, single.id, MONDAY, "evening", MONDAY + DAY, NOW)

    assert standing(store) == {("evening", MONDAY + DAY, MONDAY + DAY)}
    assert (moved.position, moved.bulletin) == (3, single.bulletin)
    deed = store.activity(1)[0]
    assert (deed.verb, deed.by_name) == (Verb.MOVE, TUNG.name)
    assert deed.detail == f"Một lần · {MONDAY + DAY} · evening"


def test_one_day_of_a_repeat_is_moved_and_the_others_stay(store: Store, repeat: Placement) -> None:
    rescheduling.move(store, station(), TUNG, repeat.id, FRIDAY, "evening", FRIDAY, NOW)
    found = {one.slot: one for one in store.placements(MONDAY, FRIDAY)}

    assert found["morning"].skipped == {FRIDAY}
    assert (found["evening"].first, found["evening"].last) == (FRIDAY, FRIDAY)
    with pytest.raises(Conflict):
        rescheduling.move(store, station(), MINH_AS_PLANNER, repeat.id, FRIDAY, "evening", FRIDAY + 3 * DAY, NOW)


def test_the_whole_repeat_is_moved_with_its_days(store: Store, repeat: Placement) -> None:
    store.skip_day(repeat.id, FRIDAY, TUNG, NOW)
    moved = rescheduling.move(store, station(), TUNG, repeat.id, None, "evening", MONDAY, NOW)

    assert (moved.slot, moved.last, moved.weekdays, moved.skipped) == ("evening", None, {0, 4}, {FRIDAY})
    assert standing(store) == {("evening", MONDAY, None)}


def test_of_two_who_move_at_once_the_second_is_told(store: Store, single: Placement) -> None:
    rescheduling.move(store, station(), TUNG, single.id, MONDAY, "evening", MONDAY, NOW)
    with pytest.raises(Conflict):
        rescheduling.move(store, station(), LAN, single.id, MONDAY, "morning", FRIDAY, NOW)

    assert standing(store) == {("evening", MONDAY, MONDAY)}


def test_a_move_that_makes_no_sense_is_refused(store: Store, single: Placement) -> None:
    end = store.place(approved(store, "Hết hạn", "c" * 64).id, "morning", MONDAY, FRIDAY, (), 0, TUNG, NOW)
    for slot, day, id, whole in (
        ("morning", MONDAY, single.id, MONDAY),
        ("evening", NOW.date() - DAY, single.id, MONDAY),
        ("evening", FRIDAY + DAY, end.id, None),
    ):
        with pytest.raises(BadInput):
            rescheduling.move(store, station(), TUNG, id, whole, slot, day, NOW)
    with pytest.raises(NotFound):
        rescheduling.move(store, station(), TUNG, single.id, MONDAY, "noon", MONDAY, NOW)
    assert len(standing(store)) == 2


def test_what_was_taken_off_comes_back_as_it_stood(store: Store, repeat: Placement) -> None:
    store.unplace(repeat.id, TUNG, NOW)
    assert [title for _, title, _ in store.taken_off(NOW - DAY, TUNG)] == ["Giả danh công an"]
    assert store.taken_off(NOW + DAY, TUNG) == []
    assert store.taken_off(NOW - DAY, LAN) == []
    assert rescheduling.restore(store, TUNG, repeat.id, NOW) == repeat
    assert rescheduling.restore(store, TUNG, repeat.id, NOW) == repeat
    assert [deed.verb for deed in store.activity(2)] == [Verb.RESTORE, Verb.UNPLACE]


def test_a_left_out_day_sounds_after_all(store: Store, repeat: Placement) -> None:
    store.skip_day(repeat.id, FRIDAY, TUNG, NOW)
    rescheduling.unskip(store, TUNG, repeat.id, FRIDAY, NOW)
    rescheduling.unskip(store, TUNG, repeat.id, FRIDAY, NOW)

    assert store.placements(MONDAY, MONDAY)[0].skipped == frozenset()
    assert [deed.verb for deed in store.activity(2)] == [Verb.UNSKIP_DAY, Verb.SKIP_DAY]


def test_only_who_plans_may(store: Store, repeat: Placement) -> None:
    for deed in (
        lambda: rescheduling.move(store, station(), MINH, repeat.id, None, "evening", MONDAY, NOW),
        lambda: rescheduling.restore(store, MINH, repeat.id, NOW),
        lambda: rescheduling.unskip(store, MINH, repeat.id, MONDAY, NOW),
    ):
        with pytest.raises(NotAllowed):
            deed()


MINH_AS_PLANNER = LAN
