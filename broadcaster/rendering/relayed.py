"""A stream that is passed on (tiếp âm), as a bulletin: what is approved is a small file that names stream and length.

The file stands on the shelf under its hash like a sound. Another address in the settings, or another length, is
another file, and asks for another approval.
"""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

from broadcaster.bulletin import Rendition, Script
from broadcaster.errors import SoundError
from broadcaster.settings import Settings
from broadcaster.sound import whole
from broadcaster.sound.samples import not_written

VOICE = "relay"
"""What a rendition names where a stream sounds."""


def render_relay(script: Script, settings: Settings, out_dir: Path) -> Rendition:
    """The card of a relay. SoundError when its stream is no longer on the allow-list."""
    relay = settings.station.relay(script.relay)
    if relay is None:
        raise SoundError(f"relay {script.relay!r} is not on the station's list of streams")
    told = {"relay": relay.id, "url": relay.url, "seconds": 60 * script.relay_minutes}
    content = json.dumps(told, sort_keys=True, ensure_ascii=False).encode()
    digest = hashlib.sha256(content).hexdigest()
    path = out_dir / f"{digest}.relay"
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        with whole(path) as file:
            file.write(content)
    except OSError as error:
        raise not_written(out_dir, error) from error
    length = timedelta(minutes=script.relay_minutes)
    return Rendition(f"relay-{digest}", digest, path, length, VOICE, settings.sound.lufs, settings.sound.peak)
