"""What the air knows while the database is held or shut: what is due, what was said, which orders are taken."""

from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.air.ledger import Ledger
from broadcaster.airing import Outcome, Reason
from broadcaster.errors import StoreBusy
from broadcaster.placement import OrderState
from broadcaster.programme import programme
from tests.broadcaster.air.ledger.ledgers import a_ledger, end
from tests.broadcaster.air.locking import held, shut
from tests.broadcaster.store.steps import MINUTE, SECOND, an_airing
from tests.builders import occurrence
from tests.ward import Ward


def test_what_the_database_holds_is_not_begun_again_while_it_is_locked(
    ledger: Ledger, ward: Ward, database: Path
) -> None:
    ended, opened = an_airing(), an_airing(attempt=2)
    assert ward.store.begin_airing(ended) and ward.store.begin_airing(opened)
    ward.store.end_airing(ended.id, None, ended.planned, timedelta(), Outcome.FAILED, Reason.MUTED, "", "")
    with held(database):
        assert not ledger.begin_airing(an_airing())
        assert not ledger.begin_airing(an_airing(attempt=2))
        assert ledger.begin_airing(an_airing(attempt=3))


def test_the_running_order_knows_what_stands_beside_the_log(ledger: Ledger, ward: Ward, database: Path) -> None:
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


def test_a_database_that_cannot_even_be_read_is_answered_for_by_memory(
    ledger: Ledger, ward: Ward, database: Path
) -> None:
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


def test_what_ended_in_the_database_is_not_forgotten_when_it_closes_to_readers(
    ledger: Ledger, ward: Ward, database: Path
) -> None:
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


def test_an_order_is_taken_once_though_nothing_can_be_written(
    ledger: Ledger, ward: Ward, tmp_path: Path, database: Path
) -> None:
    bulletin = ward.approved()
    order = ward.store.order_now(bulletin.id, True, None, ward.minh, ward.clock.now())
    with held(database):
        assert [one.id for one in ledger.waiting_orders()] == [order.id]
        assert ledger.take_order(order.id, ward.clock.now())
        assert not ledger.take_order(order.id, ward.clock.now())
        assert ledger.waiting_orders() == []
        assert a_ledger(tmp_path, ward.clock).waiting_orders() == [], "a restarted daemon does not take it again"
        ledger.close_order(order.id, OrderState.DONE, ward.clock.now())
    assert ledger.flush()
    assert ward.store.waiting_orders() == [] and ward.store.taken_orders() == []
