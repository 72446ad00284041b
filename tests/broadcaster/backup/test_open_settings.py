"""The settings in a backup that anybody can open, and in what is taken out: all the station needs, and no secret."""

import dataclasses
import tarfile
from pathlib import Path

import pytest

from broadcaster import backup, settings
from broadcaster.backup import contents
from broadcaster.backup.takeout import take_out
from tests.broadcaster.backup.taking import CANARY, SECRET, take
from tests.web.cast import House

LEFT_BY_EDITORS = ("station.toml~", "station.toml.save", "station.toml.bak", ".station.toml.swp", "#station.toml#")
ADDRESS = f"postgresql+psycopg://loa:{CANARY}/x@db.example.vn/loa"


def in_force(station: House) -> None:
    """The settings as they stand in the files now, with the data where they were."""
    before = station.settings
    places = {"BROADCASTER_DATA": str(before.data), "BROADCASTER_AUDIO": str(before.audio)}
    station.settings = settings.load(before.folder, places)


def held(path: Path) -> bytes:
    """Everything in the archive."""
    with tarfile.open(path) as archive:
        files = [archive.extractfile(member) for member in archive.getmembers()]
        return b"".join(file.read() for file in files if file is not None)


@pytest.fixture
def furnished(station: House) -> House:
    """A ward with a report of its own, a chime and a relay beside its settings; and all that lies about there."""
    folder = station.settings.folder
    for name in (*LEFT_BY_EDITORS, "key", "curl.cfg"):
        (folder / name).write_text(f'[watch]\nurl = "https://bao.example.vn/{CANARY}"\n', "utf-8")
    for name in ("report.docx", "report-earlier.docx", "sound.pa.d/card.pa", "sounds/chime.wav", "relay.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"of the ward's own")
    file = folder / "station.toml"
    text = file.read_text("utf-8").replace('"audio/chimes/opening.wav"', f'"{folder.name}/sounds/chime.wav"')
    command = f"/usr/bin/python3 {folder / 'relay.py'} --config {folder / 'curl.cfg'} {folder / 'key'}"
    file.write_text(text.replace("after_slot = []", f'after_slot = ["{command}"]'), "utf-8")
    in_force(station)
    return station


def test_what_the_station_reads_comes_back_and_what_editors_left_does_not_go(furnished, tmp_path):
    kept = take(furnished, tmp_path / "usb")
    back = backup.restore(kept.path, tmp_path / "blank").home / "config"
    assert {path.relative_to(back).as_posix() for path in back.rglob("*") if path.is_file()} == {
        *("station.toml", "policies.toml", "pronunciation.toml", "voices.toml", "report.docx", "report-earlier.docx"),
        *("sound.pa.d/card.pa", "sounds/chime.wav", "relay.py"),
    }
    assert CANARY.encode() not in held(kept.path)
    there = settings.load(back, {})
    assert there.sound.opening_chime == back / "sounds" / "chime.wav"
    assert there.report_template == back / "report.docx"


def test_a_sealed_backup_holds_the_folder_as_it_is(furnished, tmp_path):
    back = backup.restore(take(furnished, tmp_path / "usb", SECRET).path, tmp_path / "blank", SECRET).home / "config"
    assert (back / "curl.cfg").is_file() and (back / "station.toml.bak").is_file()


def test_an_address_the_environment_gives_is_hidden_in_every_file(station, tmp_path):
    words = station.settings.folder / "pronunciation.toml"
    words.write_text(f'[words]\nloa = "loa" # "{ADDRESS}"\n', "utf-8")
    origins = {**station.settings.origins, "storage.database": (ADDRESS, "environment BROADCASTER_DATABASE")}
    station.settings = dataclasses.replace(station.settings, origins=origins)
    (tmp_path / "veil").mkdir()
    parts = contents.parts(station.settings, station.store, tmp_path / "veil")
    (path,) = [part.path for part in parts if part.name == "config/pronunciation.toml"]
    assert path.read_text("utf-8") == '[words]\nloa = "loa" # "postgresql+psycopg://loa:***@db.example.vn/loa"\n'


WATCHES = {
    "a table on one line": 'watch = { url = "https://h/KEY", heartbeat = "https://h/?k=KEY" }',
    "dotted names": "watch.url = \"https://h/KEY\"\nwatch.heartbeat = 'https://h/?k=KEY'",
    "names in quotes": '["watch"]\n"url" = "https://h/KEY"\n\'heartbeat\' = "https://h/?k=KEY"',
    "more than one line": "[watch]\nurl = \"\"\"https://h/\\\n   KEY\"\"\"\nheartbeat = '''\nhttps://h/?k=KEY'''",
    "escapes": '[watch]\nurl = "https:\\u002f\\u002fh\\u002fKEY"\nheartbeat = "\\U00000068ttps://h/?k=K\\u0045Y"',
}


@pytest.mark.parametrize("written", WATCHES.values(), ids=WATCHES)
def test_a_key_is_hidden_in_whatever_form_toml_allows(station, tmp_path, written):
    file = station.settings.folder / "station.toml"
    tables = file.read_text("utf-8").split("\n[")
    rest = "\n[".join(table for table in tables if not table.startswith("watch]"))
    said = written.replace("KEY", CANARY)
    file.write_text(f"{rest}\n{said}\n" if said.startswith("[") else f"{said}\n{rest}", "utf-8")
    in_force(station)
    assert station.settings.office.watch.url == f"https://h/{CANARY}"
    kept = take(station, tmp_path / "usb")
    take_out(station.settings, station.store, tmp_path / "out", station.clock.at)
    shown = (tmp_path / "out" / "config" / "station.toml").read_text("utf-8")
    assert CANARY.encode() not in held(kept.path) and CANARY not in shown
    back = backup.restore(kept.path, tmp_path / "blank")
    assert len(back.hidden) == (1 if written.startswith("watch =") else 2), "whoever restores is told"
    watch = settings.load(back.home / "config", {}).office.watch
    assert (watch.url, watch.heartbeat) == ("https://h/***", "https://h/***"), "and the rest can be read"
