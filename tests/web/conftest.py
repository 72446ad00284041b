"""A house per test: real store, real desk, a clock that stands still."""

from pathlib import Path

import pytest

from tests.web.cast import House, station_in


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A station with its cast, all parts alive."""
    made = House(station_in(tmp_path)).hire()
    made.alive()
    return made


@pytest.fixture
def bare(tmp_path: Path) -> House:
    """A station on its first start: nobody has an account yet."""
    return House(station_in(tmp_path))
