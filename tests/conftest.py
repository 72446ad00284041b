"""Fixtures for every test: a sound card without sound, and a station of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import RunningStation
from tests.soundcard import SoundCard, no_sound_card, sound_card, two_sound_cards

__all__ = ["no_sound_card", "running", "sound_card", "two_sound_cards"]


@pytest.fixture
def running(tmp_path: Path, sound_card: SoundCard) -> Iterator[RunningStation]:
    """A station in a folder of its own that plays into the null sink; started by the test, ended here."""
    station = RunningStation(tmp_path)
    yield station
    station.kill()
