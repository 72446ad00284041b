"""The station of the requirements: one that names the areas its loudspeakers reach."""

from pathlib import Path

import pytest

from tests.requirements.asked import AREAS, again
from tests.web.cast import House, station_in


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A station with its cast, which reaches a residents' group and a village."""
    station_in(tmp_path)
    file = tmp_path / "config" / "station.toml"
    told = file.read_text("utf-8").replace("areas = []", f"areas = {list(AREAS)!r}".replace("'", '"'), 1)
    file.write_text(told, "utf-8")
    made = House(again(tmp_path)).hire()
    made.alive()
    return made
