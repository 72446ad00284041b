"""The virtual sound card, for a demonstration on a machine that has none."""

import os
import threading
import wave
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcaster.airing import Outcome
from broadcaster.speakers import Cue, open_speakers, record, virtual_sound_card
from tests.listening import prove
from tests.sounds import sha256, write_sound

pytestmark = pytest.mark.audio


def test_a_machine_without_a_card_plays_records_and_is_left_as_it_was(tmp_path: Path) -> None:
    sound, before, threads = write_sound(tmp_path / "sound.wav"), dict(os.environ), threading.active_count()
    with virtual_sound_card() as card:
        speakers = open_speakers("pulse", True)
        assert [device.name for device in speakers.devices()] == [card.sink]
        with record(tmp_path / "heard.wav"):
            cue = Cue(sound, sha256(sound), datetime.now(UTC) + timedelta(seconds=1))
            played = speakers.play(cue, lambda _: None)
        speakers.close()
    assert played.outcome == Outcome.COMPLETE
    with wave.open(str(tmp_path / "heard.wav")) as heard:
        assert (heard.getframerate(), heard.getnchannels(), heard.getsampwidth()) == (48_000, 1, 2)
    assert prove(sound, tmp_path / "heard.wav").play.heard > 0.99
    assert dict(os.environ) == before and not card.folder.exists()
    assert threading.active_count() <= threads + 1
