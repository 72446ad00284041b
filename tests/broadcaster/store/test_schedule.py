"""Placements in the week's slots."""

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from broadcaster.errors import BadInput, Conflict, NotFound
from broadcaster.store import Store
from tests.broadcaster.store.steps import SECOND, approved
from tests.builders import MINH, MONDAY, NOW, TUNG

DAY = timedelta(days=1)
FOREVER = date(2099, 1, 1)


def test_a_placement_comes_back_as_it_was_made(store: Store) -> None:
    bulletin = approved(store)
    placed = store.place(bulletin.id, "morning", MONDAY, MONDAY + 7 * DAY, {4, 0}, 3, TUNG, NOW)
    assert (placed.bulletin, placed.slot, placed.first, placed.last) == (
        bulletin.id,
        "morning",
        MONDAY,
        MONDAY + 7 * DAY,
    )
    assert (sorted(placed.weekdays), placed.position, placed.by_name, placed.created) == ([0, 4], 3, TUNG.name, NOW)
    assert store.placements(MONDAY, MONDAY) == [placed]
    assert store.is_placed(bulletin.id)


def test_only_placements_that_may_cover_the_days_are_given(store: Store) -> None:
    id = approved(store).id
    week = store.place(id, "morning", MONDAY, MONDAY + 6 * DAY, (), 0, TUNG, NOW)
    open_end = store.place(id, "evening", MONDAY + 3 * DAY, None, (), 0, TUNG, NOW + SECOND)
    assert store.placements(MONDAY - DAY, MONDAY - DAY) == []
    assert store.placements(MONDAY - DAY, MONDAY) == [week]
    assert store.placements(MONDAY + 6 * DAY, MONDAY + 9 * DAY) == [week, open_end]
    assert store.placements(MONDAY + 7 * DAY, FOREVER) == [open_end]


def test_a_day_is_skipped_and_an_order_changed(store: Store) -> None:
    placed = store.place(approved(store).id, "morning", MONDAY, None, (), 0, TUNG, NOW)
    for day in (MONDAY, MONDAY + DAY, MONDAY):
        store.skip_day(placed.id, day, TUNG, NOW)
    store.reorder(placed.id, -2, TUNG, NOW)
    (changed,) = store.placements(MONDAY, MONDAY)
    assert changed.skipped == {MONDAY, MONDAY + DAY} and changed.position == -2


def test_what_is_taken_out_is_gone_from_the_plan_and_stays_in_the_books(store: Store) -> None:
    placed = store.place(approved(store).id, "morning", MONDAY, None, (), 0, TUNG, NOW)
    store.unplace(placed.id, MINH, NOW + SECOND)
    assert store.placements(MONDAY, FOREVER) == []
    with store._read() as connection:
        kept = connection.execute(text("SELECT removed_by FROM placement")).scalar()
    assert kept == MINH.name
    with pytest.raises(Conflict):
        store.unplace(placed.id, TUNG, NOW)
    with pytest.raises(Conflict):
        store.skip_day(placed.id, MONDAY, TUNG, NOW)
    with pytest.raises(Conflict):
        store.reorder(placed.id, 1, TUNG, NOW)


def test_asked_for_once_a_bulletin_is_not_put_where_it_stands_already(store: Store) -> None:
    id = approved(store).id

    def put(slot: str = "morning", day: date = MONDAY, zones: tuple[str, ...] = ()) -> uuid.UUID:
        return store.place(id, slot, day, day, (), 0, TUNG, NOW, zones=zones, once=True).id

    hill = put(zones=("hill",))
    assert put(zones=("hill",)) == hill
    first = put()
    assert first != hill, "it stood in one zone only"
    assert put() == put(zones=("hill", "river")) == first
    assert len({first, put("evening"), put(day=MONDAY + DAY)}) == 3
    store.unplace(first, TUNG, NOW)
    again = put()
    assert again not in (first, hill)
    weekly = store.place(id, "morning", MONDAY + 2 * DAY, None, {0}, 0, TUNG, NOW).id
    assert put(day=MONDAY + 7 * DAY) == weekly
    store.skip_day(weekly, MONDAY + 14 * DAY, TUNG, NOW)
    assert put(day=MONDAY + 14 * DAY) != weekly


def test_a_placement_names_a_bulletin_of_this_station_and_days_in_their_order(url: str, store: Store) -> None:
    with pytest.raises(NotFound):
        store.place(uuid.uuid4(), "morning", MONDAY, None, (), 0, TUNG, NOW)
    id = approved(store).id
    with pytest.raises(BadInput) as refused:
        store.place(id, "morning", MONDAY, MONDAY - DAY, (), 0, TUNG, NOW)
    assert refused.value.field == "last"
    other = Store(url, "an-khe")
    with pytest.raises(NotFound):
        other.place(id, "morning", MONDAY, None, (), 0, TUNG, NOW)
    other.close()
