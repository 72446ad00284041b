"""Settling: every airing ends with exactly one outcome, whatever was killed, and silence has its reason."""

import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest

from broadcaster import settings
from broadcaster.air.daemon import Daemon
from broadcaster.air.ledger import ON_AIR, Ledger
from broadcaster.air.settling import settle_open, settle_slots
from broadcaster.airing import Outcome, Reason
from broadcaster.office import newsroom
from broadcaster.placement import OrderState
from broadcaster.station import Zone
from broadcaster.store import Store
from tests.broadcaster.air.locking import held
from tests.builders import at, station
from tests.ward import open_ward


class Killed(BaseException):
    """The process is gone at this instant: nothing after it runs."""


@pytest.fixture
def ward(tmp_path):
    made = open_ward(tmp_path)
    settle_slots(made.store, made.station, made.clock.now(), made.clock.now())
    return made


def kill():
    raise Killed


def restart(ward, alive_since=None):
    settle_open(ward.store, ward.clock.now())
    return settle_slots(ward.store, ward.station, ward.clock.now(), alive_since or ward.clock.now())


def test_a_daemon_killed_mid_bulletin_leaves_one_entry_that_says_where(ward):
    ward.ready("a")
    ward.ready("b")
    ward.during[20.0] = kill
    with pytest.raises(Killed):
        ward.until(at("06:50"))
    ward.clock.wait(timedelta(seconds=5))
    restart(ward)
    (cut,) = ward.log()
    assert (cut.outcome, cut.reason) == (Outcome.PARTIAL, Reason.KILLED)
    assert cut.heard == pytest.approx(timedelta(seconds=20), abs=timedelta(seconds=2))
    ward.until(at("06:50"))
    assert [entry.outcome for entry in ward.log()] == [Outcome.PARTIAL, Outcome.COMPLETE]
    assert len({(entry.occurrence, entry.bulletin) for entry in ward.log()}) == 2


def test_a_daemon_killed_before_any_sound_tries_again_while_the_slot_is_open(ward):
    ward.ready()
    begin = ward.store.begin_airing

    def begin_and_die(airing):
        begin(airing)
        raise Killed

    ward.store.begin_airing = begin_and_die
    with pytest.raises(Killed):
        ward.until(at("06:50"))
    ward.store.begin_airing = begin
    restart(ward)
    ward.until(at("06:50"))
    assert [(entry.attempt, entry.outcome) for entry in ward.log()] == [(1, Outcome.FAILED), (2, Outcome.COMPLETE)]


def test_slots_missed_while_the_station_was_off_are_entered_as_missed(ward):
    one = ward.ready()
    ward.placed(one, "evening")
    ward.clock.to(at("08:00", date(2026, 11, 25)))
    assert restart(ward) == 5
    assert [(entry.occurrence, entry.outcome, entry.reason) for entry in ward.log()] == [
        ("2026-11-23/morning", Outcome.MISSED, Reason.STATION_OFF),
        ("2026-11-23/evening", Outcome.MISSED, Reason.STATION_OFF),
        ("2026-11-24/morning", Outcome.MISSED, Reason.STATION_OFF),
        ("2026-11-24/evening", Outcome.MISSED, Reason.STATION_OFF),
        ("2026-11-25/morning", Outcome.MISSED, Reason.STATION_OFF),
    ]
    assert restart(ward) == 0, "what is settled stays settled"


def test_what_a_running_station_could_not_fit_is_missed_for_want_of_room(ward):
    ward.ready("ngắn", 60)
    ward.ready("dài", 880)
    started = ward.clock.now()
    ward.until(at("06:50"))
    restart(ward, started)
    assert {(entry.title, entry.outcome, entry.reason) for entry in ward.log()} == {
        ("ngắn", Outcome.COMPLETE, Reason.NONE),
        ("dài", Outcome.MISSED, Reason.NO_ROOM),
    }


def test_what_was_stopped_by_a_person_says_so_for_the_rest_of_the_slot(ward):
    ward.ready("a")
    ward.ready("b")
    ward.during[5.0] = lambda: newsroom.stop(ward.store, ward.lan, ward.clock.now())
    started = ward.clock.now()
    ward.until(at("06:50"))
    restart(ward, started)
    assert [(entry.outcome, entry.reason) for entry in ward.log()] == [(Outcome.STOPPED, Reason.BY_PERSON)] * 2


def test_what_was_not_approved_in_time_is_missed_for_that_reason(ward):
    made = ward.approved()
    ward.placed(made)
    newsroom.withdraw(ward.store, ward.lan, made.id, "sửa", ward.clock.now())
    ward.clock.to(at("06:50"))
    restart(ward, at("06:00"))
    assert [(entry.outcome, entry.reason) for entry in ward.log()] == [(Outcome.MISSED, Reason.NOT_APPROVED)]


def test_what_was_put_into_a_slot_after_it_had_ended_was_never_due(ward):
    ward.clock.to(at("07:00"))
    ward.ready()
    restart(ward, at("06:00"))
    assert ward.log() == []


def test_a_failed_airing_is_not_entered_a_second_time_as_missed(ward):
    ward.ready()
    ward.speakers.faults.no_device = True
    ward.until(at("06:50"))
    before = len(ward.log())
    restart(ward, at("06:00"))
    assert len(ward.log()) == before


def test_an_order_taken_by_a_killed_daemon_is_closed(ward):
    alarm = ward.approved("Lũ", 30)
    ward.store.order_now(alarm.id, True, None, ward.minh, ward.clock.now())
    ward.during[5.0] = kill
    with pytest.raises(Killed):
        ward.until(at("06:10"))
    restart(ward)
    assert not ward.store.taken_orders() and not ward.store.waiting_orders()
    assert [entry.reason for entry in ward.log()] == [Reason.KILLED]


def test_a_daemon_killed_over_a_muted_device_does_not_say_that_anything_was_heard(ward):
    """Simulation, seed 1 (2027-04-26): the player went on, the device was muted, and the log told of 27 seconds."""
    ward.ready("a")
    ward.speakers.faults.muted = True
    ward.during[20.0] = kill
    with pytest.raises(Killed):
        ward.until(at("06:50"))
    ward.clock.wait(timedelta(seconds=5))
    restart(ward)
    (cut,) = ward.log()
    assert (cut.outcome, cut.reason, cut.heard) == (Outcome.FAILED, Reason.KILLED, timedelta())


def test_while_no_slot_ends_the_mark_stands_and_nothing_is_written_for_an_hour(ward):
    ward.ready()
    restart(ward, at("06:00"))
    ward.clock.to(at("07:10"))
    restart(ward, at("06:00"))
    before = ward.store.version()
    for minute in range(15, 60, 5):
        ward.clock.to(at(f"07:{minute}"))
        restart(ward, at("06:00"))
    assert ward.store.version() == before
    ward.clock.to(at("08:20"))
    restart(ward, at("06:00"))
    assert ward.store.version() != before
    assert ward.store.mark("settled_until") == ward.clock.now().isoformat()


def test_a_clock_put_back_over_an_hour_without_a_mark_settles_nothing_twice_and_forgets_nothing(ward):
    """The mark stands behind the clock and the clock is put back to before the mark: both ways each slot once."""
    ward.ready()
    started = ward.clock.now()
    ward.clock.to(at("06:50"))
    assert restart(ward, started) == 1
    ward.clock.to(at("07:30"))
    assert restart(ward, started) == 0
    ward.clock.step(timedelta(minutes=-50))
    assert restart(ward, started) == 0
    ward.clock.to(at("06:50", date(2026, 11, 24)))
    assert restart(ward, started) == 1


def test_an_order_said_in_one_of_two_zones_says_of_every_zone_why_the_rest_was_not_said(tmp_path):
    zones = (Zone("dong", "Đông"), Zone("tay", "Tây"))
    ward = open_ward(tmp_path, of=station(zones=zones, slots=()))
    alarm = ward.approved("Cháy", 30)
    order = ward.store.order_now(alarm.id, True, None, ward.minh, ward.clock.now(), repeats=3)
    ward.playout().announcers["dong"].turn()
    ward.clock.wait(timedelta(minutes=6))
    close, ward.store.close_order = ward.store.close_order, lambda *_: kill()
    with pytest.raises(Killed):
        settle_open(ward.store, ward.clock.now(), ["dong", "tay"])
    ward.store.close_order = close
    settle_open(ward.store, ward.clock.now(), ["dong", "tay"])
    told = {(entry.zone, entry.attempt): (entry.outcome, entry.reason) for entry in ward.log()}
    assert told == {
        ("dong", 1): (Outcome.COMPLETE, Reason.NONE),
        ("dong", 2): (Outcome.MISSED, Reason.STATION_OFF),
        ("tay", 1): (Outcome.MISSED, Reason.STATION_OFF),
    }
    assert ward.store.order(order.id).state is OrderState.DONE
    assert all(entry.planned <= entry.ended for entry in ward.log())


@pytest.mark.parametrize(("later", "heard"), [(1, True), (6, False)])
def test_an_order_taken_on_a_slip_by_a_killed_daemon_is_said_or_the_log_says_why_not(ward, later, heard):
    alarm = ward.approved("Cháy", 30)
    first = ward.playout()
    first.turn()
    order = ward.store.order_now(alarm.id, True, None, ward.minh, ward.clock.now())
    with held(ward.folder / "station.db"):
        slow = Ledger(
            Store(f"sqlite:///{ward.folder / 'station.db'}", ward.station.id, ON_AIR),
            ward.folder / "ledger",
            ward.clock,
        )
        assert slow.take_order(order.id, ward.clock.now()), "and here it is killed"
    ward.clock.wait(timedelta(minutes=later))
    reborn = Ledger(ward.store, ward.folder / "ledger", ward.clock)
    assert reborn.flush()
    settle_open(ward.store, ward.clock.now(), ["all"])
    ward.until(ward.clock.now() + timedelta(minutes=2), ward.playout())
    assert ward.store.order(order.id).state is (OrderState.DONE if heard else OrderState.REFUSED)
    (entry,) = ward.log()
    wanted = (Outcome.COMPLETE, Reason.NONE) if heard else (Outcome.MISSED, Reason.STATION_OFF)
    assert (entry.outcome, entry.reason) == wanted
    assert len(ward.speakers.sounds) == heard


def test_a_station_that_came_back_shortly_before_the_end_of_a_slot_missed_it_because_it_was_off(ward):
    ward.ready("dài", 300)
    started = at("06:44:30")
    ward.clock.to(started)
    ward.until(at("06:50"))
    restart(ward, started)
    assert [(entry.outcome, entry.reason) for entry in ward.log()] == [(Outcome.MISSED, Reason.STATION_OFF)]


def test_a_daemon_that_begins_while_the_database_is_locked_goes_on_with_an_order_on_a_slip_later(ward, tmp_path):
    shutil.copytree(settings.PROJECT / "config", tmp_path / "config")
    mine = replace(settings.load(tmp_path / "config", {}), data=tmp_path, station=ward.station)
    alarm = ward.approved("Cháy", 30)
    order = ward.store.order_now(alarm.id, True, None, ward.minh, ward.clock.now())
    impatient = Store(f"sqlite:///{tmp_path / 'station.db'}", ward.station.id, ON_AIR)
    with held(tmp_path / "station.db"):
        assert Ledger(impatient, tmp_path / "ledger", ward.clock).take_order(order.id, ward.clock.now())
        ward.clock.wait(timedelta(minutes=1))
        reborn = Daemon(mine, impatient, {"all": ward.speakers}, ward.clock)
        reborn._begin()
        assert not reborn.playout.turn() and not reborn.settled_left
    ward.clock.wait(timedelta(seconds=20))
    reborn._settle()
    assert reborn.playout.turn()
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE]
    assert not reborn.playout.turn() and ward.store.order(order.id).state is OrderState.DONE
