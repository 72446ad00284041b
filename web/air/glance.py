"""The station at a glance: what every open desk asks for every two seconds, read once for all of them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import current_app

from broadcaster.store import Beat, Fault, OnAir
from web.desk import Desk

EVER = datetime(1970, 1, 1, tzinfo=UTC)
KEPT = "glance"


@dataclass(frozen=True, slots=True)
class Glance:
    """What sounds, who lives, what is wrong, and until when each voice that failed rests."""

    on_air: tuple[OnAir, ...]
    beats: dict[str, Beat]
    faults: tuple[Fault, ...]
    rests: dict[str, datetime]


def glance(here: Desk) -> Glance:
    """As the database stands; read again only when anything was written since, whoever wrote it."""
    version = here.store.version()
    kept = current_app.extensions.get(KEPT)
    if version is not None and kept is not None and kept[0] == (version, id(here.store)):
        found: Glance = kept[1]
        return found
    store = here.store
    rests = {engine: rest.until for engine, rest in store.voice_rests(EVER).items()}
    seen = Glance(tuple(store.on_air()), store.beats(), tuple(store.faults()), rests)
    current_app.extensions[KEPT] = ((version, id(store)), seen)
    return seen
