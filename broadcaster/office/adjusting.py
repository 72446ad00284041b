"""Changing the station's settings: asked for by who may manage, written safely, and told in the record of deeds."""

from datetime import datetime

from broadcaster.people import Person, Right
from broadcaster.settings import Settings
from broadcaster.settings.history import text_of
from broadcaster.settings.writing import Changes, Written, change, put_back
from broadcaster.store import Store


def adjust(store: Store, settings: Settings, by: Person, seen: str, changes: Changes, at: datetime) -> Written:
    """Other settings. Conflict when somebody was quicker, SettingsError when the whole would not be fit."""
    by.demand(Right.MANAGE)
    return _told(store, by, change(settings, seen, changes, by.name, at), at)


def go_back(store: Store, settings: Settings, by: Person, seen: str, id: str, at: datetime) -> Written:
    """A former version is in force again; what it replaces is kept as well."""
    by.demand(Right.MANAGE)
    return _told(store, by, put_back(settings, seen, text_of(settings.data, id), by.name, at), at)


def _told(store: Store, by: Person, written: Written, at: datetime) -> Written:
    if written.changed:
        store.settings_changed(", ".join(written.changed), by, at)
    return written
