"""The station's settings: config/*.toml, read once, all faults at once."""

from broadcaster.settings.loading import (
    PROJECT,
    Desk,
    Output,
    Settings,
    load,
)
from broadcaster.settings.sound import SoundSettings, Words
from broadcaster.settings.voices import VoiceCare, usual_voices

__all__ = ["PROJECT", "Desk", "Output", "Settings", "SoundSettings", "VoiceCare", "Words", "load", "usual_voices"]
