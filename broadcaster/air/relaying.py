"""Passing a stream on (tiếp âm): the approved file names it, and the station's list must still allow it."""

import hashlib
import json
from collections.abc import Iterable

from broadcaster.bulletin import Rendition
from broadcaster.station import Relay

SUFFIX = ".relay"
LARGEST = 4096


def is_relay(sound: Rendition) -> bool:
    """Whether what was approved is a stream and not a sound."""
    return sound.path.suffix == SUFFIX


def stream_of(sound: Rendition, allowed: Iterable[Relay]) -> str | None:
    """The address that was approved, None where the file is another now or the list no longer allows it."""
    try:
        with sound.path.open("rb") as file:
            content = file.read(LARGEST)
        told = json.loads(content) if hashlib.sha256(content).hexdigest() == sound.sha256 else {}
    except (OSError, ValueError):
        return None
    same = (relay.url for relay in allowed if relay.id == told.get("relay") and relay.url == told.get("url"))
    return next(same, None)
