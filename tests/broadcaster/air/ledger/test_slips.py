"""Slips beside the database: each locks as well as a row does, and after a crash says how far its airing had come."""

from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.air.ledger import Ledger
from broadcaster.air.slips import name_of
from broadcaster.airing import Outcome, Reason
from tests.broadcaster.air.ledger.ledgers import a_ledger, end
from tests.broadcaster.air.locking import held
from tests.broadcaster.store.steps import MINUTE, SECOND, an_airing
from tests.ward import Ward


def test_after_a_crash_the_slip_says_how_far_the_airing_had_come(
    ledger: Ledger, ward: Ward, tmp_path: Path, database: Path
) -> None:
    airing = an_airing()
    with held(database):
        assert ledger.begin_airing(airing)
        ledger.progress(airing.id, 25 * SECOND, airing.planned)
        reborn = a_ledger(tmp_path, ward.clock)
        assert not reborn.begin_airing(an_airing())
        ward.clock.wait(2 * MINUTE)
        assert not reborn.flush()
    assert reborn.flush()
    (entry,) = ward.log()
    assert (entry.outcome, entry.reason, entry.heard) == (Outcome.PARTIAL, Reason.KILLED, 25 * SECOND)


def test_a_slip_that_was_entered_and_not_thrown_away_changes_nothing(
    ledger: Ledger, ward: Ward, tmp_path: Path, database: Path
) -> None:
    airing = an_airing()
    with held(database):
        assert ledger.begin_airing(airing)
        end(ledger, airing)
        kept = {path: path.read_bytes() for path in (tmp_path / "ledger").glob("*.json")}
    assert ledger.flush()
    for path, text in kept.items():
        path.write_bytes(text)
    assert a_ledger(tmp_path, ward.clock).flush()
    assert [entry.id for entry in ward.log()] == [airing.id]
    assert not list((tmp_path / "ledger").glob("*.json"))


@pytest.mark.parametrize("left", [b"", b'{"name": "', b"[]", b"\xff\xfe", b'{"name": 1}'])
def test_a_slip_torn_by_a_power_cut_is_laid_aside_and_never_spoken_twice(
    ward: Ward, tmp_path: Path, left: bytes
) -> None:
    airing = an_airing()
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / f"{name_of(airing.key)}.json").write_bytes(left)
    ledger = a_ledger(tmp_path, ward.clock)
    assert ledger.flush()
    assert [fault.code for fault in ward.store.faults()] == ["ledger_unreadable"]
    assert [path.read_bytes() for path in (tmp_path / "ledger" / "unreadable").iterdir()] == [left]
    assert not ledger.begin_airing(airing), "it was begun: how far it came nobody knows"
    assert ledger.flush()
    (entry,) = ward.log()
    assert (entry.outcome, entry.reason, entry.heard) == (Outcome.PARTIAL, Reason.KILLED, timedelta())


def test_half_a_slip_under_its_first_name_claims_nothing(ward: Ward, tmp_path: Path) -> None:
    airing = an_airing()
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / f".{name_of(airing.key)}.4711").write_bytes(b'{"name"')
    assert a_ledger(tmp_path, ward.clock).begin_airing(airing)


def test_a_slip_of_an_airing_somebody_else_has_begun_is_dropped_and_their_outcome_stands(
    ledger: Ledger, ward: Ward, database: Path
) -> None:
    mine, theirs = an_airing(), an_airing()
    with held(database):
        assert ledger.begin_airing(mine)
        end(ledger, mine)
    assert ward.store.begin_airing(theirs)
    assert ledger.flush() and ledger.kept == 0
    assert [one.id for one, _ in ward.store.open_airings()] == [theirs.id]
