"""The log book of the air: what is begun is claimed, what happened is kept, whatever the database does."""

import time
import uuid
from pathlib import Path

from broadcaster.air.ledger import Ledger
from broadcaster.airing import Outcome, Reason
from broadcaster.clock import SystemClock
from broadcaster.store import OnAir
from tests.broadcaster.air.ledger.ledgers import a_ledger, end, silent
from tests.broadcaster.air.locking import held
from tests.broadcaster.store.steps import MINUTE, SECOND, an_airing
from tests.ward import Ward


def test_on_a_good_day_everything_goes_straight_into_the_database(ledger: Ledger, ward: Ward) -> None:
    airing = an_airing()
    assert ledger.begin_airing(airing)
    assert not ledger.begin_airing(airing)
    ledger.progress(airing.id, 30 * SECOND, airing.planned)
    end(ledger, airing)
    assert ledger.kept == 0 and ledger.flush()
    (entry,) = ward.log()
    assert (entry.id, entry.outcome) == (airing.id, Outcome.COMPLETE)


def test_what_is_aired_while_the_database_is_locked_is_entered_afterwards_with_its_own_times(
    ledger: Ledger, ward: Ward, database: Path
) -> None:
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


def test_no_verb_waits_longer_than_half_a_second(ward: Ward, tmp_path: Path, database: Path) -> None:
    ledger = a_ledger(tmp_path, SystemClock())
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


def test_the_end_of_an_airing_that_was_begun_before_the_database_was_locked_is_kept(
    ledger: Ledger, ward: Ward, database: Path
) -> None:
    airing = an_airing()
    assert ledger.begin_airing(airing)
    with held(database):
        end(ledger, airing)
        assert ward.log() == []
    assert ledger.flush()
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE]
    assert ward.store.open_airings() == []


def test_an_airing_that_sounds_while_its_slip_is_entered_ends_in_the_database(
    ledger: Ledger, ward: Ward, database: Path
) -> None:
    airing = an_airing()
    with held(database):
        assert ledger.begin_airing(airing)
        ledger.progress(airing.id, 20 * SECOND, airing.planned)
    assert ledger.flush()
    assert [(one.id, position) for one, position in ward.store.open_airings()] == [(airing.id, 20 * SECOND)]
    end(ledger, airing)
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE]


def test_only_the_newest_state_of_a_zone_and_of_a_fault_is_entered(ledger: Ledger, ward: Ward, database: Path) -> None:
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
