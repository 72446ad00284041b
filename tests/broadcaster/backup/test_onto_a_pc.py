"""`install.sh --restore`: a backup put into the places of an installed station, by the installation's own steps."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from broadcaster import backup, settings
from broadcaster.settings import PROJECT, Settings
from broadcaster.store import open_store
from tests.web.cast import MONDAY, House, station_in

SECRET = "một câu chỉ mình đài biết"
STEPS = """
set -euo pipefail
root={root}
. "$root/deploy/steps.sh"
etc={place}/etc var={place}/var own=()
as_station() {{ "$@"; }}
loaphuong() {{ {python} -m broadcaster "$@"; }}
mkdir -p "$etc" "$var/audio"
cp "$root"/config/*.toml "$etc/"
restore_backup "$1" "$2"
"""


@pytest.fixture
def station(tmp_path: Path) -> House:
    house = House(station_in(tmp_path / "here")).hire()
    house.aired(house.approved("Năm không, hai phải"), MONDAY)
    file = house.settings.folder / "station.toml"
    text = file.read_text("utf-8").replace("phường Hòa Mẫu", "phường Bến Nghé")
    relay = file.parent / "more" / "relay.sh"
    file.write_text(text.replace("before_slot = []", f'before_slot = ["/bin/sh {relay} on"]'), "utf-8")
    (file.parent / "sound.pa.d").mkdir()
    (file.parent / "sound.pa.d" / "card.pa").write_text("load-module module-alsa-card device_id=OLD\n")
    (file.parent / "more").mkdir()
    (file.parent / "more" / "note.txt").write_text("of the ward's own\n")
    relay.write_text("exit 0\n")
    house.settings = station_in_force(file.parent, house.settings)
    return house


def station_in_force(folder: Path, before: Settings) -> Settings:
    """The settings as they stand now, with the same places."""
    return settings.load(folder, {"BROADCASTER_DATA": str(before.data), "BROADCASTER_AUDIO": str(before.audio)})


def put_on(place: Path, stick: Path, secret: Path | None = None) -> subprocess.CompletedProcess[str]:
    steps = STEPS.format(root=PROJECT, place=place, python=sys.executable)
    environ = {name: value for name, value in os.environ.items() if not name.startswith("BROADCASTER_")}
    words = ["bash", "-c", steps, "bash", str(stick), str(secret or "")]
    return subprocess.run(
        words, env={**environ, "PYTHONPATH": str(PROJECT)}, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize("passphrase", ["", SECRET])
def test_the_station_stands_in_its_places_with_its_settings_its_log_and_its_sounds(station, tmp_path, passphrase):
    folder = tmp_path / "usb stick"
    kept = backup.take(station.settings, station.store, folder, station.clock.at, passphrase)
    secret = tmp_path / "secret"
    secret.write_text(SECRET + "\n", "utf-8")
    place = tmp_path / "pc"
    ran = put_on(place, kept.path, secret if passphrase else None)
    assert ran.returncode == 0, ran.stderr
    there = settings.load(
        place / "etc", {"BROADCASTER_DATA": str(place / "var"), "BROADCASTER_AUDIO": str(place / "var" / "audio")}
    )
    assert there.station.ward == "phường Bến Nghé"
    assert (place / "etc" / "more" / "relay.sh").is_file(), "what a hook runs"
    assert (place / "etc" / "more" / "note.txt").is_file() == bool(passphrase), "nobody knows what a note says"
    assert not (place / "etc" / "sound.pa.d").exists(), "the new PC has a sound card of its own"
    assert (place / "etc" / "station.toml").stat().st_mode & 0o007 == 0
    store = open_store(there.database, there.station.id)
    assert store.verify() == station.store.head()
    (one,) = [bulletin for bulletin in store.bulletins() if bulletin.on_air_ready]
    assert one.rendition is not None and one.rendition.path.parent == there.rendered and one.rendition.path.is_file()
    store.close()
    assert not (place / "var" / "restoring").exists(), "neither the copy of the backup nor its passphrase stays"
    again = put_on(place, kept.path)
    assert again.returncode == 2 and "already" in again.stderr


def test_a_backup_that_is_broken_changes_nothing(station, tmp_path):
    kept = backup.take(station.settings, station.store, tmp_path / "usb", station.clock.at)
    content = bytearray(kept.path.read_bytes())
    content[len(content) // 2] ^= 1
    kept.path.write_bytes(content)
    ran = put_on(tmp_path / "pc", kept.path)
    assert ran.returncode == 1 and "Nothing was restored" in ran.stderr
    assert [path.name for path in (tmp_path / "pc" / "var").iterdir()] == ["audio"]
    assert "phường Hòa Mẫu" in (tmp_path / "pc" / "etc" / "station.toml").read_text("utf-8")
