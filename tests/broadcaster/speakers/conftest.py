"""Speakers on a sound card without sound, and something for them to play."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from broadcaster.speakers.vlc import VlcSpeakers
from tests.soundcard import SoundCard
from tests.sounds import write_sound


@pytest.fixture
def speakers(sound_card: SoundCard) -> Iterator[VlcSpeakers]:
    """Speakers that mind mute and volume as they are meant to."""
    speakers = VlcSpeakers()
    yield speakers
    speakers.close()


@pytest.fixture
def hands_off(sound_card: SoundCard) -> Iterator[VlcSpeakers]:
    """Speakers that leave a muted or suspended device as it is."""
    speakers = VlcSpeakers(level=0)
    yield speakers
    speakers.close()


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A short sound."""
    return write_sound(tmp_path / "sound.wav")


@pytest.fixture
def long_sound(tmp_path: Path) -> Path:
    """Four seconds of sound, time enough for something to happen."""
    return write_sound(tmp_path / "long.wav", 4.0)
