"""The loudspeakers: a player that keeps to the second, and an ear that says what was really heard."""

from typing import TYPE_CHECKING

from broadcaster.speakers.port import (
    CUT_IN,
    LEADING_SILENCE,
    STOP,
    Cue,
    Device,
    Heard,
    Played,
    Sounding,
    Speakers,
    Watch,
    relay_cue,
)

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from broadcaster.speakers.virtual import VirtualSoundCard

__all__ = [
    "CUT_IN",
    "LEADING_SILENCE",
    "STOP",
    "Cue",
    "Device",
    "Heard",
    "Played",
    "Sounding",
    "Speakers",
    "Watch",
    "open_speakers",
    "record",
    "relay_cue",
    "virtual_sound_card",
]


def open_speakers(module: str = "pulse", ear: bool = True, level: int = 100) -> Speakers:
    """Loudspeakers of their own for one zone, through libVLC's output `module`, listened to where `ear` is true.

    Before each cue its device is unmuted and set to `level` per cent; 0 leaves mutes and volumes as they are.
    """
    from broadcaster.speakers.vlc import VlcSpeakers

    return VlcSpeakers(module, ear=ear, level=level)


def virtual_sound_card() -> "AbstractContextManager[VirtualSoundCard]":
    """A throwaway sound card for this process and its children, for machines that have none."""
    from broadcaster.speakers import virtual

    return virtual.virtual_sound_card()


def record(path: "Path", device: str = "@DEFAULT_SINK@") -> "AbstractContextManager[None]":
    """Write what a sound device is given into a WAV until the block ends."""
    from broadcaster.speakers import virtual

    return virtual.record(path, device)
