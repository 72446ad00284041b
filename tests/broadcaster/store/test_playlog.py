"""Airings and their entries."""

import uuid
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from broadcaster.airing import Airing, Outcome, PlayLogEntry, Reason, chain_hash
from broadcaster.errors import NotFound
from broadcaster.store import Store, open_store
from tests.broadcaster.store.conftest import STATION
from tests.broadcaster.store.steps import MINUTE, SECOND, aired, an_airing, by_hand, ended
from tests.builders import NOW

DAY = timedelta(days=1)


def silent(store: Store, airing: Airing, reason: Reason = Reason.STATION_OFF) -> PlayLogEntry | None:
    """The airing of which nothing was heard."""
    said = {name: value for name, value in asdict(airing).items() if name not in ("id", "key", "begun")}
    return store.log_unplayed(
        airing.key, **said, outcome=Outcome.MISSED, reason=reason, detail="", at=airing.planned + MINUTE
    )


def test_an_airing_begins_once(store: Store) -> None:
    assert store.begin_airing(an_airing())
    assert not store.begin_airing(an_airing())
    assert store.begin_airing(an_airing(attempt=2))
    assert store.begin_airing(an_airing(zone="to-5"))


def test_the_database_itself_holds_an_airing_once(store: Store) -> None:
    store.begin_airing(an_airing())
    columns = "station, occurrence, zone, bulletin, attempt, title, kind, topic, priority, planned, wanted, sha256"
    columns += ", author_name, approver_name, operator_name, begun"
    again = f"INSERT INTO airing (id, {columns}) SELECT 'another', {columns} FROM airing"
    with pytest.raises(DBAPIError, match=r"(?i)unique"), store._write() as connection:
        connection.execute(text(again))
    assert len(store.open_airings()) == 1


def test_an_airing_comes_back_with_where_it_was(store: Store) -> None:
    airing = an_airing()
    store.begin_airing(airing)
    assert store.open_airings() == [(airing, timedelta())]
    store.progress(airing.id, timedelta(seconds=12.345), NOW + SECOND)
    assert store.open_airings() == [(airing, timedelta(seconds=12.345))]
    ended(store, airing)
    store.progress(airing.id, MINUTE, NOW)
    assert store.open_airings() == []


def test_an_entry_says_all_that_the_airing_said(store: Store) -> None:
    airing = an_airing()
    store.begin_airing(airing)
    entry = store.end_airing(
        airing.id, NOW + SECOND, NOW + MINUTE, 59 * SECOND, Outcome.PARTIAL, Reason.DEVICE_LOST, "rút dây", "usb"
    )
    assert (entry.number, entry.id, entry.before) == (1, airing.id, "")
    assert (entry.started, entry.ended, entry.heard) == (NOW + SECOND, NOW + MINUTE, 59 * SECOND)
    assert (entry.outcome, entry.reason, entry.detail, entry.device) == (
        Outcome.PARTIAL,
        Reason.DEVICE_LOST,
        "rút dây",
        "usb",
    )
    assert (entry.author_name, entry.approver_name, entry.operator_name) == (
        airing.author_name,
        airing.approver_name,
        airing.operator_name,
    )
    assert entry.chain == chain_hash(entry)
    assert store.entries() == [entry]


def test_microseconds_and_spellings_do_not_break_the_chain(store: Store) -> None:
    rough = an_airing(planned=NOW + timedelta(microseconds=777_777))
    store.begin_airing(replace(rough, title="Hòa\u0300 \0", operator_name="Tu\u0300ng"))
    entry = store.end_airing(
        rough.id,
        None,
        NOW + timedelta(microseconds=1),
        timedelta(microseconds=1500),
        Outcome.FAILED,
        Reason.SILENT,
        "e\u0302",
        "",
    )
    assert entry.operator_name == "Tùng" and entry.detail == "ê"
    assert store.entries() == [entry]
    assert store.verify() == (1, entry.chain)


def test_the_first_ending_stands(store: Store) -> None:
    airing = an_airing()
    store.begin_airing(airing)
    first = ended(store, airing, Outcome.STOPPED)
    assert ended(store, airing, Outcome.COMPLETE) == first
    assert store.head() == (1, first.chain)
    with pytest.raises(NotFound):
        ended(store, an_airing())


def test_silence_is_an_entry_too_and_takes_the_place_of_the_airing(store: Store) -> None:
    missed = silent(store, an_airing())
    assert missed is not None
    assert (missed.outcome, missed.reason, missed.started, missed.heard) == (
        Outcome.MISSED,
        Reason.STATION_OFF,
        None,
        timedelta(),
    )
    assert silent(store, an_airing()) is None
    assert not store.begin_airing(an_airing())
    assert store.open_airings() == []
    begun = an_airing(attempt=2)
    assert store.begin_airing(begun)
    assert silent(store, an_airing(attempt=2)) is None


def test_an_airing_of_another_station_is_not_ours_to_write(store: Store) -> None:
    with pytest.raises(NotFound):
        store.begin_airing(an_airing(station="an-khe"))
    with pytest.raises(NotFound):
        silent(store, an_airing(station="an-khe"))


def test_each_station_numbers_its_own_entries(url: str, store: Store) -> None:
    other = Store(url, "an-khe")
    assert [aired(store, 1).number, aired(store, 2).number] == [1, 2]
    foreign = aired(other, 1, station="an-khe")
    assert foreign.number == 1 and foreign.before == ""
    with pytest.raises(NotFound):
        ended(store, an_airing())
    assert store.verify()[0] == 2 and other.verify() == (1, foreign.chain)
    other.close()


def test_entries_are_read_by_planned_time_a_page_at_a_time(store: Store) -> None:
    made = [aired(store, number, Outcome.FAILED if number == 3 else Outcome.COMPLETE) for number in (2, 1, 3, 4)]
    two, one, three, four = made
    assert store.entries() == [one, two, three, four]
    assert store.entries(newest_first=True, limit=2) == [four, three]
    assert store.entries(newest_first=True, limit=2, offset=2) == [two, one]
    assert store.entries(NOW + 2 * DAY, NOW + 4 * DAY) == [two, three]
    assert store.entries(outcome=Outcome.FAILED) == [three]
    assert store.count_entries() == 4 and store.count_entries(NOW + 2 * DAY, outcome=Outcome.COMPLETE) == 2
    assert store.entries_of("day-2/morning") == [two] and store.entries_of("day-9/morning") == []


def test_freshness_is_the_latest_airing_that_was_heard(store: Store) -> None:
    one, two, three, silent, unasked = (uuid.uuid4() for _ in range(5))
    aired(store, 1, bulletin=one)
    heard = aired(store, 2, Outcome.UNMEASURED, bulletin=one)
    aired(store, 3, Outcome.FAILED, bulletin=one)
    aired(store, 4, Outcome.UNMEASURED, bulletin=two)
    second = aired(store, 5, bulletin=two)
    third = aired(store, 6, bulletin=three)
    aired(store, 7, Outcome.MISSED, bulletin=silent)
    aired(store, 8, bulletin=unasked)
    assert store.freshness([three, one, two, silent, one]) == [heard, second, third]
    assert store.freshness([]) == store.freshness([silent]) == []


@pytest.mark.parametrize("table", ["play_log", "airing", "activity"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET station = 'x'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_the_log(store: Store, table: str, deed: str) -> None:
    entry = aired(store, 1)
    store.add_person("lan", "Lan", (), "hash", NOW, None)
    with pytest.raises(DBAPIError, match="only grows"), store._write() as connection:
        connection.execute(text(deed.format(table)))
    assert store.entries() == [entry] and len(store.activity()) == 1


def test_an_entry_cannot_be_replaced_either(tmp_path: object) -> None:
    from broadcaster.store import open_store

    store = open_store(f"sqlite:///{tmp_path}/station.db", "hoa-mau")
    aired(store, 1)
    with pytest.raises(DBAPIError, match="only grows"), store._write() as connection:
        connection.execute(text("INSERT OR REPLACE INTO play_log SELECT * FROM play_log"))
    assert store.verify()[0] == 1
    store.close()


def test_times_come_back_aware_and_exact(store: Store) -> None:
    planned = datetime.fromisoformat("2026-11-23T06:30:00.123+07:00")
    airing = an_airing(planned=planned)
    store.begin_airing(airing)
    ended(store, airing)
    (entry,) = store.entries()
    assert entry.planned == planned and entry.planned.tzinfo is not None


@pytest.mark.parametrize("spoiled", ["outcome = 'junk'", "heard = 'long'"])
@pytest.mark.parametrize("offset", [0, 1])
def test_an_entry_spoiled_by_hand_is_left_out_and_the_others_keep_their_order(
    tmp_path: Path, spoiled: str, offset: int
) -> None:
    url = f"sqlite:///{tmp_path / 'station.db'}"
    store = open_store(url, STATION)
    for number in range(5):
        aired(store, number)
    by_hand(url, f"UPDATE play_log SET {spoiled} WHERE number = 4")
    told = store.entries(newest_first=True, limit=4 - offset, offset=offset)
    assert [entry.number for entry in told] == [5, 3, 2][offset:]
    store.close()
