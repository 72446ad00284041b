"""Tampering with the log is found, and the bad entry is named."""

import pytest

from broadcaster.airing import chain_hash
from broadcaster.errors import LogBroken
from broadcaster.store import Store
from tests.broadcaster.store.steps import aired, an_airing, by_hand

SWAP = (
    "UPDATE play_log SET number = -3 WHERE number = 3",
    "UPDATE play_log SET number = 3 WHERE number = 4",
    "UPDATE play_log SET number = 4 WHERE number = -3",
)


@pytest.fixture
def written(store: Store) -> Store:
    """Six entries, and one airing that still sounds."""
    for number in range(1, 7):
        aired(store, number)
    store.begin_airing(an_airing("today/morning"))
    return store


def test_an_untouched_log_verifies_to_its_head(written: Store) -> None:
    assert written.verify() == written.head()
    assert written.verify()[0] == 6


def test_an_empty_log_verifies(store: Store) -> None:
    assert store.verify() == (0, "") == store.head()


@pytest.mark.parametrize(
    "edit",
    [
        "outcome = 'missed'",
        "heard = heard + 1",
        "planned = planned - 60000",
        "title = 'Khác'",
        "approver_name = 'Người lạ'",
        "started = NULL",
        "sha256 = 'b'",
        "chain = 'b'",
        "outcome = 'no such word'",
        "bulletin = 'no such id'",
    ],
)
def test_an_edited_entry_is_named(url: str, written: Store, edit: str) -> None:
    by_hand(url, f"UPDATE play_log SET {edit} WHERE number = 4")
    with pytest.raises(LogBroken, match=r"entry 4 was edited"):
        written.verify()


def test_a_deleted_entry_is_named(url: str, written: Store) -> None:
    by_hand(url, "DELETE FROM play_log WHERE number = 4")
    with pytest.raises(LogBroken, match=r"entry 4 is missing: entry 5 stands in its place"):
        written.verify()


def test_swapped_entries_are_named(url: str, written: Store) -> None:
    by_hand(url, *SWAP)
    with pytest.raises(LogBroken, match="entry 3 was edited"):
        written.verify()


def test_an_entry_forged_with_a_hash_of_its_own_breaks_the_next(url: str, written: Store) -> None:
    from dataclasses import replace

    from broadcaster.airing import Outcome

    forged = replace(written.entries()[2], outcome=Outcome.MISSED)
    by_hand(url, f"UPDATE play_log SET outcome = 'missed', chain = '{chain_hash(forged)}' WHERE number = 3")
    with pytest.raises(LogBroken, match="entry 4 has the wrong predecessor"):
        written.verify()


def test_a_tail_cut_off_the_log_leaves_airings_without_entry(url: str, written: Store) -> None:
    by_hand(url, "DELETE FROM play_log WHERE number > 4")
    with pytest.raises(LogBroken, match=r"entry 5 is missing: airing .* of day-5/morning has no entry"):
        written.verify()


def test_a_tail_cut_off_whole_is_found_against_a_printed_head(url: str, written: Store) -> None:
    printed = written.head()
    number = "SELECT id FROM play_log WHERE number > 4"
    remember = ("CREATE TABLE gone AS " + number, "DELETE FROM play_log WHERE number > 4")
    by_hand(url, *remember, "DELETE FROM airing WHERE id IN (SELECT id FROM gone)")
    assert written.verify()[0] == 4
    with pytest.raises(LogBroken, match="entry 5 is missing: the last is 4, but 6 was printed"):
        written.verify(printed)


def test_a_history_written_anew_is_found_against_a_printed_head(written: Store) -> None:
    number, head = written.head()
    aired(written, 7)
    assert written.verify((number, head))[0] == 7
    with pytest.raises(LogBroken, match="entry 6 is not the one that was printed"):
        written.verify((number, "b" * 64))


def test_the_log_of_another_station_does_not_matter(url: str, written: Store) -> None:
    other = Store(url, "an-khe")
    aired(other, 1, station="an-khe")
    by_hand(url, "UPDATE play_log SET title = 'Khác' WHERE station = 'an-khe'")
    assert written.verify()[0] == 6
    with pytest.raises(LogBroken, match="entry 1 was edited"):
        other.verify()
    other.close()
