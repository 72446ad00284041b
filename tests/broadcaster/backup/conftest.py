"""A station with something to lose."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.broadcaster.backup.taking import CANARY
from tests.web.cast import MONDAY, House, station_in


@pytest.fixture
def station(tmp_path: Path) -> House:
    """A station with two approved bulletins, one of them aired, and secrets that must not leave it."""
    house = House(station_in(tmp_path / "here")).hire()
    heard = house.approved("Năm không, hai phải")
    house.approved("Việc nhẹ lương cao")
    house.aired(heard, MONDAY - timedelta(hours=1))
    data = house.settings.data
    (data / "secrets").mkdir()
    (data / "secrets" / "fpt").write_text(CANARY)
    (data / "setup-code").write_text(CANARY)
    (data / "secret-key").write_text(CANARY)
    stray = house.settings.rendered / f"{'0' * 64}.wav"
    stray.write_bytes(b"nobody refers to this")
    return house
