"""Taking a backup of the tests' station, and what must not be in it."""

from pathlib import Path

from broadcaster import backup
from tests.web.cast import House

SECRET = "một câu chỉ mình đài biết"
CANARY = "canary-5f1d0c7e"


def take(station: House, folder: Path, passphrase: str = "") -> backup.Kept:
    return backup.take(station.settings, station.store, folder, station.clock.at, passphrase)
