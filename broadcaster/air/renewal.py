"""New settings for a running daemon: it ends itself where nothing can be disturbed, and is started again with them."""

import logging
from collections.abc import Callable
from pathlib import Path

from broadcaster.errors import SettingsError
from broadcaster.settings import Settings, load
from broadcaster.settings.writing import environment_of

FILES = ("station.toml", "policies.toml")
FAULT = "settings_broken"

log = logging.getLogger(__name__)
Marks = tuple[tuple[int, int], ...]


class Renewal:
    """Looks at the files' times. `tell` is given what is wrong with them, or None when they are right again.

    Settings that are not fit change nothing: the daemon goes on with those it has.
    """

    def __init__(self, settings: Settings, tell: Callable[[str | None], None]) -> None:
        self._settings = settings
        self._tell = tell
        self._marks = marks(settings.folder)
        self._due = False

    def due(self) -> bool:
        """Whether there are other settings, and they are fit."""
        found = marks(self._settings.folder)
        if found == self._marks:
            return self._due
        self._marks = found
        try:
            load(self._settings.folder, environment_of(self._settings))
        except SettingsError as why:
            log.error("the new settings are not fit and not taken: %s", why)
            self._tell(str(why.faults[0]))
            self._due = False
        else:
            log.info("there are new settings; the daemon begins anew as soon as nothing sounds")
            self._tell(None)
            self._due = True
        return self._due


def marks(folder: Path) -> Marks:
    """When the files were last written, and how long they are; zeros for one that is not there."""
    found = []
    for name in FILES:
        try:
            told = (folder / name).stat()
            found.append((told.st_mtime_ns, told.st_size))
        except OSError:
            found.append((0, 0))
    return tuple(found)
