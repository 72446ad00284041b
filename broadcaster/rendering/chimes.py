"""The chimes in force: what the station chose on the desk, over what its settings file says."""

from dataclasses import replace
from typing import Any

from broadcaster.recording import NO_CHIME, Place
from broadcaster.settings import Settings
from broadcaster.store import Store


def chimes_in_force(store: Store, settings: Settings) -> Settings:
    """The settings with the chimes that the station chose; everything that makes a bulletin's sound starts here."""
    choices = store.choices()
    chosen: dict[str, Any] = {}
    for place in Place:
        value, _ = choices.get(place.value, ("", ""))
        if value:
            chosen[place.value] = None if value == NO_CHIME else settings.recordings / f"{value}.wav"
    return replace(settings, sound=replace(settings.sound, **chosen)) if chosen else settings
