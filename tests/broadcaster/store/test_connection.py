"""The line to the database: durable, one writer at a time, and honest when it cannot."""

import stat
import threading
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import InternalError, ProgrammingError

from broadcaster.errors import StoreBusy
from broadcaster.store import Store, StoreUnusable, open_store
from broadcaster.store.connection import refusals
from tests.broadcaster.store.conftest import STATION
from tests.broadcaster.store.steps import an_airing
from tests.builders import NOW

LITTLE = timedelta(milliseconds=100)


def test_a_file_is_written_ahead_and_through_to_the_disk(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/station.db", STATION)
    with store._read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    store.close()


def test_the_file_is_made_in_a_new_folder_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "station.db"
    open_store(f"sqlite:///{path}", STATION).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_step_that_waits_too_long_for_another_writer_says_busy(url: str) -> None:
    open_store(url, STATION).close()
    first, second = Store(url, STATION), Store(url, STATION, LITTLE)
    with first._write(), pytest.raises(StoreBusy) as refused:
        second.set_mark("settled_until", "today")
    assert not isinstance(refused.value, StoreUnusable)
    second.set_mark("settled_until", "today")
    assert first.mark("settled_until") == "today"
    first.close()
    second.close()


def test_readers_do_not_wait_for_a_writer(url: str) -> None:
    open_store(url, STATION).close()
    writer, reader = Store(url, STATION), Store(url, STATION, LITTLE)
    with writer._write():
        assert reader.waiting_orders() == []
        assert reader.stop_asked_since(NOW) is None
    writer.close()
    reader.close()


def test_a_step_that_fails_leaves_nothing_behind(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store._write() as connection:
        connection.execute(text("INSERT INTO mark (station, name, value) VALUES ('hoa-mau', 'half', 'done')"))
        raise ZeroDivisionError
    assert store.mark("half") is None


def test_a_file_that_cannot_be_written_is_told_apart_from_a_busy_one(tmp_path: Path) -> None:
    path = tmp_path / "station.db"
    open_store(f"sqlite:///{path}", STATION).close()
    store = Store(f"sqlite:///file:{path}?mode=ro&uri=true", STATION)
    with pytest.raises(StoreUnusable, match="readonly"):
        store.set_mark("settled_until", "today")
    assert store.faults() == []
    store.close()


@pytest.mark.parametrize("state", ["25006", "25P03", "42501", "XX001"])
def test_a_server_that_cannot_be_used_is_told_from_a_defect_of_ours(state: str) -> None:
    why = psycopg.errors.lookup(state)("the server says no")
    kind = ProgrammingError if isinstance(why, psycopg.ProgrammingError) else InternalError
    with pytest.raises(StoreUnusable, match="the server says no"), refusals():
        raise kind("INSERT", {}, why)


@pytest.mark.parametrize("state", ["42P01", "P0001"])
def test_a_defect_of_ours_goes_on_up(state: str) -> None:
    why = psycopg.errors.lookup(state)("no such table, or a rule of the log")
    kind = ProgrammingError if isinstance(why, psycopg.ProgrammingError) else InternalError
    with pytest.raises(kind), refusals():
        raise kind("UPDATE", {}, why)


def test_a_full_disk_is_said_and_reading_goes_on(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/station.db", STATION)
    with store._read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreUnusable, match="full"):
        store.set_mark("long", "x" * 100_000)
    assert store.mark("long") is None
    store.close()


def test_a_file_that_is_no_database_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "station.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreUnusable, match="not a database"):
        open_store(f"sqlite:///{path}", STATION)


def test_many_threads_share_one_store(store: Store) -> None:
    begun: list[bool] = []

    def begin(number: int) -> None:
        begun.append(store.begin_airing(an_airing(f"day-{number % 4}/morning")))

    threads = [threading.Thread(target=begin, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(begun) == [False] * 12 + [True] * 4
    assert len(store.open_airings()) == 4


def test_two_stations_in_one_database_do_not_see_each_other(url: str, store: Store) -> None:
    other = Store(url, "an-khe")
    store.begin_airing(an_airing())
    store.set_mark("settled_until", "today")
    store.raise_fault("no_device", "", NOW)
    assert other.open_airings() == [] and other.faults() == [] and other.mark("settled_until") is None
    assert other.begin_airing(an_airing(station="an-khe"))
    assert len(store.open_airings()) == len(other.open_airings()) == 1
    other.close()


def test_reading_gives_every_connection_back(store: Store) -> None:
    for _ in range(50):
        store.waiting_orders()
    assert store._engine.pool.checkedout() == 0
