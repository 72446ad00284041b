"""The log book of the air: what is begun is claimed, what happened is kept, whatever the database does."""

import time
import uuid
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.air.ledger import ON_AIR, Ledger
from broadcaster.air.slips import name_of
from broadcaster.airing import Outcome, Reason
from broadcaster.clock import SystemClock
from broadcaster.errors import StoreBusy
from broadcaster.placement import OrderState
from broadcaster.programme import programme
from broadcaster.store import OnAir, Store
from tests.broadcaster.air.locking import held, shut
from tests.broadcaster.store.steps import MINUTE, SECOND, an_airing
from tests.builders import occurrence
from tests.ward import open_ward


@pytest.fixture
def ward(tmp_path):
    return open_ward(tmp_path)


@pytest.fixture
def database(tmp_path) -> Path:
    return tmp_path / "station.db"


def a_ledger(ward, tmp_path, clock=None) -> Ledger:
    url = f"sqlite:///{tmp_path / 'station.db'}"
    return Ledger(Store(url, ward.station.id, ON_AIR), tmp_path / "ledger", clock or ward.clock)


@pytest.fixture
def ledger(ward, tmp_path) -> Ledger:
    return a_ledger(ward, tmp_path)


def end(ledger: Ledger, airing, outcome: Outcome = Outcome.COMPLETE) -> None:
    ledger.end_airing(
        airing.id,
        started=airing.planned,
        ended=airing.planned + MINUTE,
        heard=MINUTE,
        outcome=outcome,
        reason=Reason.NONE,
        detail="",
        device="ward",
    )


def silent(airing) -> dict[str, object]:
    names = ("title", "kind", "topic", "priority", "planned", "wanted", "sha256")
    people = ("author_name", "approver_name", "operator_name")
    said = {name: getattr(airing, name) for name in (*names, *people)}
    end = {"outcome": Outcome.MISSED, "reason": Reason.STATION_OFF, "detail": "", "at": airing.planned}
    return {"key": airing.key} | said | end


def test_on_a_good_day_everything_goes_straight_into_the_database(ledger, ward):
    airing = an_airing()
    assert ledger.begin_airing(airing)
    assert not ledger.begin_airing(airing)
    ledger.progress(airing.id, 30 * SECOND, airing.planned)
    end(ledger, airing)
    assert ledger.kept == 0 and ledger.flush()
    (entry,) = ward.log()
    assert (entry.id, entry.outcome) == (airing.id, Outcome.COMPLETE)


def test_what_is_aired_while_the_database_is_locked_is_entered_afterwards_with_its_own_times(ledger, ward, database):
    airing, missed = an_airing(), an_airing(bulletin=uuid.uuid4())
    with held(database):
        assert ledger.begin_airing(airing)
        assert not ledger.begin_airing(an_airing()), "the slip is a lock as good as the row"
        ledger.progress(airing.id, 30 * SECOND, airing.planned)
        end(ledger, airing)
        ledger.log_unplayed(**silent(missed))
        assert not ledger.flush() and ledger.kept == 2
    ward.clock.wait(6 * SECOND)
    assert ledger.flush() and ledger.kept == 0
    first, second = ward.log()
    assert (first.id, first.started, first.ended) == (airing.id, airing.planned, airing.planned + MINUTE)
    assert (second.bulletin, second.outcome, second.reason) == (missed.key.bulletin, Outcome.MISSED, Reason.STATION_OFF)
    assert ward.store.verify()[0] == 2
    assert not list(database.parent.glob("ledger/*.json"))


def test_no_verb_waits_longer_than_half_a_second(ward, tmp_path, database):
    ledger = a_ledger(ward, tmp_path, SystemClock())
    airing, at = an_airing(), ward.clock.now()
    shown = OnAir(uuid.uuid4(), "a", at, at, 0.0, None, "sounding", "all", "", at)
    verbs = (
        lambda: ledger.begin_airing(airing),
        lambda: ledger.set_on_air("all", shown),
        lambda: ledger.progress(airing.id, SECOND, at),
        lambda: ledger.raise_fault("muted", "", at),
        lambda: ledger.log_unplayed(**silent(an_airing(attempt=9))),
        lambda: ledger.take_order(uuid.uuid4(), at),
        lambda: ledger.waiting_orders(),
        lambda: ledger.last_stop(),
        lambda: end(ledger, airing),
        lambda: ledger.clear_fault("muted"),
        lambda: ledger.flush(),
    )
    with held(database):
        for verb in verbs:
            ledger._refused_until = float("-inf")  # each is the one that meets the locked database first
            began = time.monotonic()
            verb()
            assert time.monotonic() - began < 0.5


def test_the_end_of_an_airing_that_was_begun_before_the_database_was_locked_is_kept(ledger, ward, database):
    airing = an_airing()
    assert ledger.begin_airing(airing)
    with held(database):
        end(ledger, airing)
        assert ward.log() == []
    assert ledger.flush()
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE]
    assert ward.store.open_airings() == []


def test_an_airing_that_sounds_while_its_slip_is_entered_ends_in_the_database(ledger, ward, database):
    airing = an_airing()
    with held(database):
        assert ledger.begin_airing(airing)
        ledger.progress(airing.id, 20 * SECOND, airing.planned)
    assert ledger.flush()
    assert [(one.id, position) for one, position in ward.store.open_airings()] == [(airing.id, 20 * SECOND)]
    end(ledger, airing)
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE]


def test_what_the_database_holds_is_not_begun_again_while_it_is_locked(ledger, ward, database):
    ended, opened = an_airing(), an_airing(attempt=2)
    assert ward.store.begin_airing(ended) and ward.store.begin_airing(opened)
    ward.store.end_airing(ended.id, None, ended.planned, timedelta(), Outcome.FAILED, Reason.MUTED, "", "")
    with held(database):
        assert not ledger.begin_airing(an_airing())
        assert not ledger.begin_airing(an_airing(attempt=2))
        assert ledger.begin_airing(an_airing(attempt=3))


def test_the_running_order_knows_what_stands_beside_the_log(ledger, ward, database):
    first, second = ward.ready("a"), ward.ready("b")
    morning = occurrence(of=ward.station)
    planned = [one.bulletin.id for one in programme(ledger, ward.station, morning, ward.clock.now()).planned]
    assert set(planned) == {first.id, second.id}
    airing = an_airing(occurrence=morning.key, bulletin=planned[0], planned=morning.starts)
    with held(database):
        assert ledger.begin_airing(airing)
        end(ledger, airing)
        order = programme(ledger, ward.station, morning, morning.starts + 2 * MINUTE)
        assert [one.bulletin.id for one in order.planned] == planned[1:]
        assert [entry.number for entry in order.done] == [0], "it has no number yet"
    assert ledger.flush()
    assert [entry.number for entry in ledger.entries_of(morning.key)] == [1]


def test_a_database_that_cannot_even_be_read_is_answered_for_by_memory(ledger, ward, database):
    bulletin = ward.ready()
    morning = occurrence(of=ward.station)
    known = programme(ledger, ward.station, morning, ward.clock.now())
    assert ledger.last_stop() is None
    airing = an_airing(occurrence=morning.key, bulletin=bulletin.id)
    ledger.store.close()
    with shut(database):
        assert programme(ledger, ward.station, morning, ward.clock.now()) == known
        assert ledger.last_stop() is None and ledger.waiting_orders() == []
        with pytest.raises(StoreBusy):
            ledger.placements(morning.day + timedelta(days=9), morning.day + timedelta(days=9))
        assert ledger.begin_airing(airing)
        end(ledger, airing)
        assert programme(ledger, ward.station, morning, ward.clock.now()).planned == ()
    ledger.store.close()
    ward.clock.wait(6 * SECOND)
    assert ledger.flush()
    assert [entry.id for entry in ward.log()] == [airing.id]


def test_what_ended_in_the_database_is_not_forgotten_when_it_closes_to_readers(ledger, ward, database):
    bulletin = ward.ready()
    morning = occurrence(of=ward.station)
    assert programme(ledger, ward.station, morning, ward.clock.now()).planned
    airing = an_airing(occurrence=morning.key, bulletin=bulletin.id)
    assert ledger.begin_airing(airing)
    end(ledger, airing)
    ledger.store.close()
    with shut(database):
        assert programme(ledger, ward.station, morning, ward.clock.now()).planned == ()
        assert not ledger.begin_airing(an_airing(occurrence=morning.key, bulletin=bulletin.id))


def test_an_order_is_taken_once_though_nothing_can_be_written(ledger, ward, tmp_path, database):
    bulletin = ward.approved()
    order = ward.store.order_now(bulletin.id, True, None, ward.minh, ward.clock.now())
    with held(database):
        assert [one.id for one in ledger.waiting_orders()] == [order.id]
        assert ledger.take_order(order.id, ward.clock.now())
        assert not ledger.take_order(order.id, ward.clock.now())
        assert ledger.waiting_orders() == []
        assert a_ledger(ward, tmp_path).waiting_orders() == [], "a restarted daemon does not take it again"
        ledger.close_order(order.id, OrderState.DONE, ward.clock.now())
    assert ledger.flush()
    assert ward.store.waiting_orders() == [] and ward.store.taken_orders() == []


def test_after_a_crash_the_slip_says_how_far_the_airing_had_come(ledger, ward, tmp_path, database):
    airing = an_airing()
    with held(database):
        assert ledger.begin_airing(airing)
        ledger.progress(airing.id, 25 * SECOND, airing.planned)
        reborn = a_ledger(ward, tmp_path)
        assert not reborn.begin_airing(an_airing())
        ward.clock.wait(2 * MINUTE)
        assert not reborn.flush()
    assert reborn.flush()
    (entry,) = ward.log()
    assert (entry.outcome, entry.reason, entry.heard) == (Outcome.PARTIAL, Reason.KILLED, 25 * SECOND)


def test_a_slip_that_was_entered_and_not_thrown_away_changes_nothing(ledger, ward, tmp_path, database):
    airing = an_airing()
    with held(database):
        assert ledger.begin_airing(airing)
        end(ledger, airing)
        kept = {path: path.read_bytes() for path in (tmp_path / "ledger").glob("*.json")}
    assert ledger.flush()
    for path, text in kept.items():
        path.write_bytes(text)
    assert a_ledger(ward, tmp_path).flush()
    assert [entry.id for entry in ward.log()] == [airing.id]
    assert not list((tmp_path / "ledger").glob("*.json"))


@pytest.mark.parametrize("left", [b"", b'{"name": "', b"[]", b"\xff\xfe", b'{"name": 1}'])
def test_a_slip_torn_by_a_power_cut_is_laid_aside_and_never_spoken_twice(ward, tmp_path, left):
    airing = an_airing()
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / f"{name_of(airing.key)}.json").write_bytes(left)
    ledger = a_ledger(ward, tmp_path)
    assert ledger.flush()
    assert [fault.code for fault in ward.store.faults()] == ["ledger_unreadable"]
    assert [path.read_bytes() for path in (tmp_path / "ledger" / "unreadable").iterdir()] == [left]
    assert not ledger.begin_airing(airing), "it was begun: how far it came nobody knows"
    assert ledger.flush()
    (entry,) = ward.log()
    assert (entry.outcome, entry.reason, entry.heard) == (Outcome.PARTIAL, Reason.KILLED, timedelta())


def test_half_a_slip_under_its_first_name_claims_nothing(ward, tmp_path):
    airing = an_airing()
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / f".{name_of(airing.key)}.4711").write_bytes(b'{"name"')
    assert a_ledger(ward, tmp_path).begin_airing(airing)


def test_only_the_newest_state_of_a_zone_and_of_a_fault_is_entered(ledger, ward, database):
    now = ward.clock.now()
    first, second = (OnAir(uuid.uuid4(), name, now, now, 0.0, None, "sounding", "all", "", now) for name in "ab")
    with held(database):
        ledger.set_on_air("all", first)
        ledger.raise_fault("muted", "ward", now)
        ledger.raise_fault("no_device", "ward", now)
        ledger.clear_fault("muted")
        ledger.set_on_air("all", second)
    assert ledger.flush()
    assert [one.title for one in ward.store.on_air()] == ["b"]
    assert [fault.code for fault in ward.store.faults()] == ["no_device"]


def test_a_slip_of_an_airing_somebody_else_has_begun_is_dropped_and_their_outcome_stands(ledger, ward, database):
    mine, theirs = an_airing(), an_airing()
    with held(database):
        assert ledger.begin_airing(mine)
        end(ledger, mine)
    assert ward.store.begin_airing(theirs)
    assert ledger.flush() and ledger.kept == 0
    assert [one.id for one, _ in ward.store.open_airings()] == [theirs.id]
