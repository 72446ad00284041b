"""The station's settings: config/*.toml, read once, all faults at once."""

from broadcaster.settings.loading import (
    PROJECT,
    Desk,
    Output,
    Settings,
    SoundSettings,
    Words,
    load,
)

__all__ = ["PROJECT", "Desk", "Output", "Settings", "SoundSettings", "Words", "load"]
