"""The quiet test of the ear: does a device's monitor deliver anything, and is the device silent as it should be?

Nothing is played for it: a test sound on a real loudspeaker outside the slot would break the hour guard, and one too
faint to be heard would prove no more than the monitor's own samples do.
"""

import time
from dataclasses import dataclass

from broadcaster.speakers import pulse
from broadcaster.speakers.ear import Ear
from broadcaster.speakers.tape import TAPE_RATE

LONGEST = 5.0
"""Seconds a monitor has for its first samples: a device that stood still goes on after its block of two seconds."""

LISTENED = 0.5
NOISE = 0.01
"""Of full scale, -40 dBFS: a device that is given more than this while the station is silent is used by others."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """What the ear heard: `delivers` says whether anything at all, `peak` its loudest sample (0 … 1)."""

    delivers: bool
    peak: float = 0.0

    @property
    def disturbed(self) -> bool:
        """Whether somebody else's sound is on the device."""
        return self.peak > NOISE


def listen_quietly(device: str) -> Quiet | None:
    """Listen to `device` ("" the default one) for half a second while nothing of ours sounds. None: nobody can say."""
    try:
        wanted = device or pulse.default_sink()
        sink = next((one for one in pulse.sinks() if one.name == wanted), None)
    except pulse.NoSoundServer:
        return None
    if sink is None:
        return None
    try:
        ear = Ear(sink.monitor)
    except OSError:
        return None  # the tool to listen with is not installed
    try:
        return _heard(ear)
    finally:
        ear.close()


def _heard(ear: Ear) -> Quiet:
    until = time.monotonic() + LONGEST
    while ear.tape.end < LISTENED * TAPE_RATE:
        if time.monotonic() > until or ear.lost:
            return Quiet(False)
        time.sleep(0.02)
    end = ear.tape.end
    samples = ear.tape.read(end - round(LISTENED * TAPE_RATE), end)
    return Quiet(True, max(abs(one) for one in samples) / 32768)
