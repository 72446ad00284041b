"""The station's settings: config/*.toml, read once, all faults at once."""

from broadcaster.settings.hooks import Hooks
from broadcaster.settings.loading import (
    PROJECT,
    Desk,
    Output,
    Settings,
    load,
)
from broadcaster.settings.report import Letterhead
from broadcaster.settings.sound import SoundSettings, Words
from broadcaster.settings.voices import VoiceCare, named, order_for, usual_voices

__all__ = [
    "PROJECT",
    "Desk",
    "Hooks",
    "Letterhead",
    "Output",
    "Settings",
    "SoundSettings",
    "VoiceCare",
    "Words",
    "load",
    "named",
    "order_for",
    "usual_voices",
]
