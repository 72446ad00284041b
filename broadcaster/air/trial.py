"""The three seconds with which a loudspeaker is tried: three soft notes, played only when nothing else has a claim."""

import hashlib
import math
import wave
from array import array
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from broadcaster.airing import Outcome, Reason
from broadcaster.office import trying
from broadcaster.speakers import LEADING_SILENCE, STOP, Cue, Sounding
from broadcaster.store import Store
from broadcaster.store.trials import SoundTest

if TYPE_CHECKING:
    from broadcaster.air.announcer import Announcer
    from broadcaster.air.playout import Playout

RATE = 48_000
NOTES = (392.0, 494.0, 587.0)
"""G, B and D above middle C: within what a horn carries, and nobody's alarm."""

LOUD = 0.1
"""The notes' peak, full scale being 1: 20 dB below."""

SHARE = 0.7
"""Of the zone's volume, on the sound server's cubic scale: 9 dB less than a bulletin."""

LATEST = timedelta(seconds=20)
"""An order nobody took for so long is forgotten: whoever gave it is not listening any more."""

SOON = timedelta(milliseconds=1500)


class Trial:
    """Asked by each zone's thread when nothing is due there."""

    def __init__(self, playout: "Playout", store: Store, folder: Path, volume_cap: int = 100) -> None:
        self.playout = playout
        self.store = store
        self.folder = folder
        self.volume_cap = volume_cap
        self._seen: dict[str, int] = {}

    def turn(self, announcer: "Announcer") -> None:
        """Play the test this zone was asked for, once. StoreBusy goes to the caller."""
        zone = announcer.zone
        version = self.store.version()
        if version is not None and self._seen.get(zone.id) == version:
            return  # nothing was written since the last look
        test = self.store.sound_test()
        if version is not None:
            self._seen[zone.id] = version
        if test is None or test.zone != zone.id or test.state != "waiting":
            return
        now = self.playout.clock.now()
        if not timedelta(seconds=-5) <= now - test.at <= LATEST:
            self.store.end_sound_test(replace(test, outcome=Outcome.MISSED.value, reason=Reason.STATION_OFF.value))
            return
        if why := self._why_not():
            self.store.end_sound_test(replace(test, outcome=Outcome.OUT_OF_HOURS.value, reason=why))
        elif self.store.take_sound_test(test.id):
            self.store.end_sound_test(self._played(announcer, test))

    def _why_not(self) -> str:
        """The same question as at the desk, with the clock as it is now, and whether anything sounds."""
        if self.playout.book.sounding() or self.playout.closing:
            return trying.SLOT_NEAR
        return trying.why_not(self.playout.station, self.playout.clock.now())

    def _played(self, announcer: "Announcer", test: SoundTest) -> SoundTest:
        zone = announcer.zone
        path, sha256 = notes(self.folder)
        volume = max(1, round(min(zone.volume, self.volume_cap) * SHARE))
        start = self.playout.clock.now() + SOON
        cue = Cue(path, sha256, start, volume=volume, device=zone.device, standby=zone.standby)
        stops = self.playout.calls.stops
        played = announcer.speakers.play(cue, lambda sounding: self._disturbed(zone.id, stops, sounding))
        return replace(
            test,
            outcome=played.outcome.value,
            reason=played.reason.value,
            heard=round(played.heard.total_seconds(), 1),
            wanted=round(played.wanted.total_seconds(), 1),
            device=played.device,
        )

    def _disturbed(self, zone: str, stops: int, sounding: Sounding) -> str | None:
        """A test gives way to anything: a person, an urgent order, the end of the station."""
        playout = self.playout
        gone = playout.closing or playout.urgent_in(zone) or playout.calls.stopped(zone, stops) is not None
        return STOP if gone else None


def notes(folder: Path) -> tuple[Path, str]:
    """The test's WAV (48 kHz mono, 16-bit) in `folder`, made when it is not there, and its SHA-256."""
    path = folder / "sound-test.wav"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".part")
        with half.open("wb") as file, wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(RATE)
            sound.writeframes(_samples().tobytes())
        half.replace(path)
    return path, hashlib.sha256(path.read_bytes()).hexdigest()


def _samples() -> "array[int]":
    """The leading silence of every file of the station, then each note swelling and fading."""
    samples = array("h", bytes(2 * round(LEADING_SILENCE.total_seconds() * RATE)))
    each = round((trying.LENGTH - LEADING_SILENCE).total_seconds() * RATE / len(NOTES))
    for pitch in NOTES:
        for at in range(each):
            swell = math.sin(math.pi * at / each) ** 0.5
            samples.append(round(32767 * LOUD * swell * math.sin(2 * math.pi * pitch * at / RATE)))
    return samples
