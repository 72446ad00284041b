"""The quiet test of the ear, on a real sound server: nothing is played for it."""

import pytest

from broadcaster.speakers.quiet import listen_quietly
from tests.soundcard import SoundCard
from tests.sounds import write_sound

pytestmark = pytest.mark.audio


def test_a_silent_card_delivers_and_is_not_disturbed(sound_card: SoundCard) -> None:
    heard = listen_quietly("")
    assert heard is not None and heard.delivers and not heard.disturbed


def test_somebody_elses_sound_on_the_card_is_noticed(sound_card: SoundCard, tmp_path) -> None:
    played = sound_card.play(write_sound(tmp_path / "other.wav", seconds=12))
    try:
        found = [listen_quietly("ward") for _ in range(3)]
    finally:
        played.kill()
        played.wait()
    assert any(one is not None and one.disturbed for one in found)


def test_a_card_that_is_not_there_or_a_server_that_is_not_says_nothing(no_sound_card: None) -> None:
    assert listen_quietly("") is None


def test_an_unknown_card_says_nothing(sound_card: SoundCard) -> None:
    assert listen_quietly("usb") is None
