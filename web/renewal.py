"""New settings for the desk: a change in the file, by whomever, is taken up with the next request, if it is fit."""

import logging
from dataclasses import replace

from flask import Flask

from broadcaster.errors import SettingsError
from broadcaster.settings import Settings, load
from broadcaster.settings.writing import environment_of

FILES = ("station.toml", "policies.toml", "voices.toml")

log = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Before each request look whether the files are still those that were read: some microseconds."""
    known = {"marks": _marks(app.extensions["desk"].settings)}

    @app.before_request
    def look() -> None:
        here = app.extensions["desk"]
        marks = _marks(here.settings)
        if marks == known["marks"]:
            return
        known["marks"] = marks
        try:
            found = load(here.settings.folder, environment_of(here.settings))
        except SettingsError as why:
            log.error("the new settings are not fit and not taken: %s", why)
            return
        if _same_house(here.settings, found):
            app.extensions["desk"] = replace(here, settings=found)
        else:
            log.error("the station's id, time zone or places changed: the desk must be started anew for that")


def _same_house(old: Settings, new: Settings) -> bool:
    """What a running desk cannot exchange."""
    stays = (old.data, old.audio, old.database, old.station.id, old.station.timezone)
    return stays == (new.data, new.audio, new.database, new.station.id, new.station.timezone)


def _marks(settings: Settings) -> tuple[tuple[int, int], ...]:
    found = []
    for name in FILES:
        try:
            told = (settings.folder / name).stat()
            found.append((told.st_mtime_ns, told.st_size))
        except OSError:
            found.append((0, 0))
    return tuple(found)
