"""Two zones at once: each with its own player, device and ear, and both on the same second."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcaster.airing import Outcome
from broadcaster.speakers import STOP, Cue, Played, Watch, open_speakers
from broadcaster.speakers.vlc import VlcSpeakers
from tests.listening import prove
from tests.soundcard import SoundCard
from tests.sounds import sha256, write_sound

pytestmark = pytest.mark.audio


@pytest.fixture
def zones(two_sound_cards: SoundCard) -> Iterator[dict[str, VlcSpeakers]]:
    zones = {name: open_speakers() for name in ("ward", "hall")}
    yield zones
    for speakers in zones.values():
        speakers.close()


def at_once(zones: dict[str, VlcSpeakers], cues: dict[str, Cue], watches: dict[str, Watch]) -> dict[str, Played]:
    """Every zone plays its cue, each in a thread of its own."""
    played: dict[str, Played] = {}

    def play(zone: str) -> None:
        played[zone] = zones[zone].play(cues[zone], watches.get(zone, lambda _: None))

    threads = [threading.Thread(target=play, args=(zone,)) for zone in zones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return played


def test_two_zones_start_within_twenty_milliseconds_of_each_other(
    zones: dict[str, VlcSpeakers], two_sound_cards: SoundCard, tmp_path: Path
) -> None:
    sound = write_sound(tmp_path / "sound.wav", 2.0)
    start = datetime.now(UTC) + timedelta(seconds=3)
    cues = {zone: Cue(sound, sha256(sound), start, device=zone) for zone in zones}
    with two_sound_cards.record("ward") as ward, two_sound_cards.record("hall") as hall:
        played = at_once(zones, cues, {})
    assert {one.outcome for one in played.values()} == {Outcome.COMPLETE}
    assert {zone: one.device for zone, one in played.items()} == {"ward": "ward", "hall": "hall"}
    onsets = [recording.instant(prove(sound, recording.samples).play.onset) for recording in (ward, hall)]
    assert abs(onsets[0] - onsets[1]) <= timedelta(milliseconds=20)


def test_each_zone_has_its_own_ear_its_own_sound_and_its_own_end(
    zones: dict[str, VlcSpeakers], two_sound_cards: SoundCard, tmp_path: Path
) -> None:
    sounds = {zone: write_sound(tmp_path / f"{zone}.wav", 4.0, seed=seed) for seed, zone in enumerate(zones, 1)}
    start = datetime.now(UTC) + timedelta(seconds=2)
    cues = {zone: Cue(path, sha256(path), start, device=zone) for zone, path in sounds.items()}
    with two_sound_cards.record("hall") as hall:
        played = at_once(zones, cues, {"ward": lambda now: STOP if now.position > timedelta(seconds=1.5) else None})
    assert played["ward"].outcome is Outcome.STOPPED and played["ward"].position < timedelta(seconds=2)
    assert played["hall"].outcome is Outcome.COMPLETE and played["hall"].heard == played["hall"].wanted
    assert prove(sounds["hall"], hall.samples).play.heard > 0.99
    assert not prove(sounds["ward"], hall.samples).plays


def test_a_muted_device_in_one_zone_is_nothing_to_the_other(two_sound_cards: SoundCard, tmp_path: Path) -> None:
    zones = {name: VlcSpeakers(level=0) for name in ("ward", "hall")}
    two_sound_cards.mute("hall")
    sound = write_sound(tmp_path / "sound.wav", 1.0)
    start = datetime.now(UTC) + timedelta(seconds=3)
    played = at_once(zones, {zone: Cue(sound, sha256(sound), start, device=zone) for zone in zones}, {})
    for speakers in zones.values():
        speakers.close()
    assert (played["ward"].outcome, played["hall"].outcome) == (Outcome.COMPLETE, Outcome.FAILED)
