"""What is past its time goes from the beginning of a book, is written down, and leaves a log that proves itself."""

from datetime import date, timedelta

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from broadcaster.airing import Outcome, Reason
from broadcaster.errors import LogBroken
from broadcaster.store import Store, Verb
from broadcaster.store.cutting import ACTIVITY, LOG
from tests.broadcaster.store.steps import MINUTE, aired, an_airing, by_hand
from tests.builders import LAN, NOW

DAY = 24 * 60 * MINUTE


@pytest.fixture
def written(store: Store) -> Store:
    """Six entries, one a day."""
    for number in range(1, 7):
        aired(store, number)
    return store


def test_the_oldest_entries_go_and_the_rest_still_proves_itself(written: Store) -> None:
    head = written.head()
    cut = written.cut_log(NOW + 4 * DAY, NOW + 9 * DAY)
    assert cut is not None and (cut.book, cut.number, cut.count) == (LOG, 3, 3)
    assert [entry.number for entry in written.entries()] == [4, 5, 6]
    assert written.verify() == head == written.head()
    assert written.cuts() == [cut]


def test_a_log_goes_on_after_a_cut_and_can_be_cut_again(written: Store) -> None:
    written.cut_log(NOW + 3 * DAY, NOW + 9 * DAY)
    aired(written, 7)
    assert written.verify()[0] == 7
    written.cut_log(NOW + 6 * DAY, NOW + 10 * DAY)
    assert [entry.number for entry in written.entries()] == [6, 7]
    assert written.verify() == written.head()


def test_a_cut_is_a_deed_of_the_station_itself(written: Store) -> None:
    written.cut_log(NOW + 4 * DAY, NOW + 9 * DAY)
    (deed,) = written.activity(verbs=[Verb.THROW_AWAY])
    assert deed.by_name == "" and deed.detail.startswith("3 ")


def test_the_newest_entry_stays_however_old_it_is(written: Store) -> None:
    cut = written.cut_log(NOW + 999 * DAY, NOW + 999 * DAY)
    assert cut is not None and cut.number == 5
    assert written.cut_log(NOW + 999 * DAY, NOW + 999 * DAY) is None
    assert written.verify() == written.head()
    assert written.head()[0] == 6


def test_nothing_behind_an_entry_that_must_stay_is_taken(store: Store) -> None:
    """A clock that ran ahead for a while leaves a later planned time among older ones."""
    for number in (1, 2, 9, 3, 4):
        aired(store, number)
    cut = store.cut_log(NOW + 5 * DAY, NOW + 20 * DAY)
    assert cut is not None and cut.number == 2
    assert len(store.entries()) == 3
    assert store.verify() == store.head()


def test_what_sounds_is_not_taken_though_its_time_is_old(written: Store) -> None:
    airing = an_airing("long-ago/morning", NOW - 9 * DAY)
    assert written.begin_airing(airing)
    written.cut_log(NOW + 4 * DAY, NOW + 9 * DAY)
    assert [one.id for one, _ in written.open_airings()] == [airing.id]


def test_an_empty_log_and_a_young_one_are_left_alone(store: Store) -> None:
    assert store.cut_log(NOW, NOW) is None
    aired(store, 1)
    assert store.cut_log(NOW, NOW) is None
    assert store.cuts() == []


@pytest.mark.parametrize("table", ["play_log", "airing", "activity", "cut"])
def test_the_database_still_refuses_to_delete_what_no_cut_names(written: Store, url: str, table: str) -> None:
    written.add_person("lan", "Lan", frozenset(), "hash", NOW + 8 * DAY, None)
    written.cut_log(NOW + 3 * DAY, NOW + 9 * DAY)
    engine = create_engine(url)
    with engine.begin() as connection:
        for name in ("play_log", "airing", "activity", "cut"):
            assert connection.execute(text(f"SELECT count(*) FROM {name}")).scalar()
    with pytest.raises(DatabaseError), engine.begin() as connection:
        connection.execute(text(f"DELETE FROM {table}"))
    engine.dispose()
    assert written.verify()[0] == 6


def test_more_taken_than_the_cut_says_is_found(written: Store, url: str) -> None:
    written.cut_log(NOW + 3 * DAY, NOW + 9 * DAY)
    by_hand(url, "DELETE FROM play_log WHERE number = 3")
    with pytest.raises(LogBroken, match="entry 3 is missing: entry 4 stands in its place"):
        written.verify()


def test_an_edited_first_entry_after_a_cut_is_found(written: Store, url: str) -> None:
    written.cut_log(NOW + 3 * DAY, NOW + 9 * DAY)
    by_hand(url, "UPDATE play_log SET before = '' WHERE number = 3")
    with pytest.raises(LogBroken, match="entry 3"):
        written.verify()


def test_a_head_printed_before_the_cut_is_said_to_be_gone(written: Store) -> None:
    early = written.entries()[0]
    at_cut = written.entries()[2]
    written.cut_log(NOW + 4 * DAY, NOW + 9 * DAY)
    assert written.verify((at_cut.number, at_cut.chain))[0] == 6
    with pytest.raises(LogBroken, match="entry 1 was taken out"):
        written.verify((early.number, early.chain))
    assert written.verify((0, ""))[0] == 6


def test_old_deeds_go_and_young_ones_stay(store: Store) -> None:
    for number in range(5):
        store.word_taught(f"từ {number}", "tiếng", LAN, NOW + number * DAY)
    cut = store.cut_activity(NOW + 3 * DAY, NOW + 9 * DAY)
    assert cut is not None and (cut.book, cut.count) == (ACTIVITY, 3)
    left = [deed.verb for deed in store.activity()]
    assert left == [Verb.THROW_AWAY, Verb.TEACH_WORD, Verb.TEACH_WORD]
    assert store.cut_activity(NOW + 3 * DAY, NOW + 9 * DAY) is None


def test_a_day_was_lived_when_something_was_heard_or_somebody_did_something(store: Store) -> None:
    aired(store, 1)
    missed = an_airing("day-2/morning", NOW + 2 * DAY)
    assert store.begin_airing(missed)
    store.end_airing(missed.id, None, NOW + 2 * DAY, timedelta(), Outcome.MISSED, Reason.CLOCK_WRONG, "", "")
    store.word_taught("từ", "tiếng", LAN, NOW + 3 * DAY)
    store.sounds_thrown_away(4, NOW + 4 * DAY)
    assert store.days_lived() == {date(2026, 11, 23), date(2026, 11, 25)}
    assert store.days_lived(timedelta(hours=20)) == {date(2026, 11, 24), date(2026, 11, 26)}
