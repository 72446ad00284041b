"""A database that is locked at the second of the slot: heard all the same, written when it can be."""

import sqlite3
from datetime import timedelta

import pytest

from broadcaster.air.ledger import ON_AIR, Ledger
from broadcaster.air.playout import Playout
from broadcaster.airing import Outcome
from broadcaster.office import newsroom
from broadcaster.speakers import LEADING_SILENCE
from broadcaster.store import Store
from tests.builders import at
from tests.ward import open_ward

SECOND = timedelta(seconds=1)


class Lock:
    """Somebody else holds the database: BEGIN EXCLUSIVE."""

    def __init__(self, folder):
        self.line = sqlite3.connect(folder / "station.db", isolation_level=None, check_same_thread=False)

    def take(self):
        self.line.execute("BEGIN EXCLUSIVE")

    def give_back(self):
        self.line.execute("COMMIT")


@pytest.fixture
def ward(tmp_path):
    return open_ward(tmp_path, at("06:29"))


def live(ward, until):
    """The daemon over its own impatient store, with its housekeeping every second."""
    store = Store(f"sqlite:///{ward.folder / 'station.db'}", ward.station.id, ON_AIR)
    ledger = Ledger(store, ward.folder / "ledger", ward.clock)
    playout = Playout(ward.station, ledger, ward.speakers, ward.clock)
    while ward.clock.now() < at(until):
        ledger.flush()
        if not playout.turn():
            ward.clock.wait(SECOND / 2)
    ledger.flush()
    store.close()


def test_a_database_locked_over_the_slots_second_delays_no_sound_and_gets_its_rows_later(ward):
    ward.ready("a", 30)
    ward.ready("b", 30)
    lock = Lock(ward.folder)
    ward.clock.at(at("06:29:40"), lock.take)
    ward.clock.at(at("06:30:40"), lock.give_back)
    live(ward, "06:33")
    assert ward.speakers.sounds[0].since + LEADING_SILENCE == at("06:30")
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE] * 2
    ward.store.verify()


def test_an_urgent_order_given_just_before_the_lock_is_obeyed_and_written_later(ward):
    alarm = ward.approved("Lũ về", 20)
    lock = Lock(ward.folder)
    given = at("06:29:10")
    ward.clock.at(given, lambda: ward.store.order_now(alarm.id, True, None, ward.minh, given))
    ward.clock.at(given + SECOND / 10, lock.take)
    ward.clock.at(at("06:30:10"), lock.give_back)
    live(ward, "06:30:30")
    (entry,) = ward.log()
    assert entry.outcome is Outcome.COMPLETE and entry.started - given <= 3 * SECOND
    assert not ward.store.waiting_orders() and not ward.store.taken_orders()


def test_a_stop_given_just_before_the_lock_is_obeyed(ward):
    ward.ready("a", 60)
    lock = Lock(ward.folder)
    ward.clock.at(at("06:30:20"), lambda: newsroom.stop(ward.store, ward.tung, ward.clock.now()))
    ward.clock.at(at("06:30:20") + SECOND / 20, lock.take)
    ward.clock.at(at("06:31:10"), lock.give_back)
    live(ward, "06:31:30")
    (entry,) = ward.log()
    assert (entry.outcome, entry.detail) == (Outcome.STOPPED, "Lê Thanh Tùng")
    assert 19 * SECOND < entry.heard < 22 * SECOND
