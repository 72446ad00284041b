"""Time is not stretched: libVLC has no resampler at hand with which it could make up for what it takes for lateness."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcaster.airing import Outcome
from broadcaster.speakers import Cue, Sounding
from broadcaster.speakers.vlc import VlcSpeakers
from tests.sounds import sha256

pytestmark = pytest.mark.audio


def test_while_a_sound_plays_no_resampler_is_loaded(speakers: VlcSpeakers, sound: Path) -> None:
    loaded: set[str] = set()

    def look(sounding: Sounding) -> None:
        if sounding.position > timedelta(seconds=0.5):
            maps = Path(f"/proc/{speakers.player_pid}/maps").read_text(encoding="utf-8")
            loaded.update(line.rpartition("/")[2] for line in maps.splitlines() if "/vlc/plugins/" in line)

    cue = Cue(sound, sha256(sound), datetime.now(UTC) + timedelta(seconds=0.8))
    assert speakers.play(cue, look).outcome is Outcome.COMPLETE
    assert "libpulse_plugin.so" in loaded
    assert [name for name in loaded if "resampler" in name] == []
