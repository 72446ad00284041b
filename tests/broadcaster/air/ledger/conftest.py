"""The log book of a ward, and the database it writes into."""

from pathlib import Path

import pytest

from broadcaster.air.ledger import Ledger
from tests.broadcaster.air.ledger.ledgers import a_ledger
from tests.ward import Ward


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "station.db"


@pytest.fixture
def ledger(ward: Ward, tmp_path: Path) -> Ledger:
    return a_ledger(tmp_path, ward.clock)
