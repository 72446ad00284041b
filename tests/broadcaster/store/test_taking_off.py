"""Off the schedule and back: what a person took off comes back alone; what was moved or went whole does not."""

from datetime import timedelta

import pytest

from broadcaster.campaign import Pick
from broadcaster.errors import WrongState
from broadcaster.people import Person
from broadcaster.store import Store, Verb
from tests.broadcaster.store.steps import SECOND, approved
from tests.broadcaster.store.test_campaigns import terms
from tests.builders import LAN, MINH, MONDAY, NOW, TUNG

DAY = timedelta(days=1)
LATER = NOW + SECOND


def offered(store: Store, by: Person = TUNG) -> list[str]:
    """The titles of what this person can put back."""
    return [title for _, title, _ in store.taken_off(NOW - DAY, by)]


def test_what_was_moved_is_not_offered_back_and_never_stands_in_both_places(store: Store) -> None:
    placed = store.place(approved(store).id, "morning", MONDAY, MONDAY, (), 0, TUNG, NOW)
    store.move_placement(placed.id, None, "evening", MONDAY + DAY, TUNG, LATER)
    assert offered(store) == []
    with pytest.raises(WrongState):
        store.restore_placement(placed.id, TUNG, LATER)
    assert [one.slot for one in store.placements(MONDAY, MONDAY + DAY)] == ["evening"]


def test_a_page_that_still_offers_what_was_put_back_and_moved_since_changes_nothing(store: Store) -> None:
    placed = store.place(approved(store).id, "morning", MONDAY, MONDAY, (), 0, TUNG, NOW)
    store.unplace(placed.id, TUNG, NOW)
    store.restore_placement(placed.id, TUNG, NOW)
    store.move_placement(placed.id, None, "evening", MONDAY, LAN, LATER)
    assert offered(store) == []
    with pytest.raises(WrongState):
        store.restore_placement(placed.id, TUNG, LATER)


def test_a_rotation_and_a_campaign_that_ends_offer_no_single_airing_back(store: Store) -> None:
    bulletin, made = approved(store), store.begin_campaign(terms(), TUNG, NOW)
    picks = [Pick(MONDAY + number * DAY, "morning", bulletin.id) for number in range(6)]
    first = store.place_rotation(made.id, picks[:3], TUNG, NOW)
    store.place_rotation(made.id, picks[3:], TUNG, NOW)
    alone = first.placements[0]
    store.unplace(alone, TUNG, NOW)
    store.undo_rotation(first.id, TUNG, LATER)
    store.end_campaign(made.id, MONDAY, TUNG, LATER)
    assert store.placements(MONDAY, MONDAY + 9 * DAY) == []
    assert [id for id, _, _ in store.taken_off(NOW - DAY, TUNG)] == [alone]
    for gone in first.placements[1:]:
        with pytest.raises(WrongState):
            store.restore_placement(gone, TUNG, LATER)
    store.restore_placement(alone, TUNG, LATER)
    assert [one.id for one in store.placements(MONDAY, MONDAY + 9 * DAY)] == [alone]


def test_an_officer_of_the_same_name_is_offered_nothing_of_anothers(store: Store) -> None:
    placed = store.place(approved(store).id, "morning", MONDAY, MONDAY, (), 0, TUNG, NOW)
    store.unplace(placed.id, TUNG, NOW)
    namesake = Person(MINH.id, "tung2", TUNG.name, TUNG.roles)
    assert (len(offered(store)), offered(store, namesake)) == (1, [])
    assert store.activity(1)[0].verb is Verb.UNPLACE


def test_the_newest_taken_off_is_offered_first_and_each_only_for_a_while(store: Store) -> None:
    for number, title in enumerate(("Một", "Hai", "Ba")):
        placed = store.place(approved(store, title, str(number) * 64).id, "morning", MONDAY, None, (), 0, TUNG, NOW)
        store.unplace(placed.id, TUNG, NOW + number * DAY)
    assert offered(store) == ["Ba", "Hai", "Một"]
    assert [title for _, title, _ in store.taken_off(NOW + SECOND, TUNG)] == ["Ba", "Hai"]
