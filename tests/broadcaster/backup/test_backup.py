"""Backups: taken while the station works, proved, sealed, thrown away by rule, and brought back into a blank place."""

import errno
import hashlib
import io
import json
import random
import shutil
import sqlite3
import tarfile
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from broadcaster import backup, settings
from broadcaster.backup.sealing import CHUNK, seal, unseal
from broadcaster.cli import main
from broadcaster.errors import BackupBroken, BadInput
from broadcaster.store import open_store
from tests.broadcaster.backup.taking import CANARY, SECRET, take


def test_a_backup_comes_back_into_a_blank_place_with_its_log_and_a_bulletin_that_can_sound(station, tmp_path):
    kept = take(station, tmp_path / "usb")
    back = backup.restore(kept.path, tmp_path / "blank")
    assert back.log == station.store.head()
    there = settings.load(back.home / "config", {})
    store = open_store(there.database, there.station.id)
    found = [one for one in store.bulletins() if one.on_air_ready]
    assert len(found) == 2
    for one in found:
        assert one.rendition is not None
        assert one.rendition.path.parent == there.rendered
        assert hashlib.sha256(one.rendition.path.read_bytes()).hexdigest() == one.rendition.sha256
    assert store.verify() == station.store.head()
    assert store.person_named("lan") is not None


def test_no_secret_and_no_sound_nobody_refers_to_leaves_the_station(station, tmp_path):
    kept = take(station, tmp_path / "usb")
    with tarfile.open(kept.path) as archive:
        names = archive.getnames()
        held = b"".join(archive.extractfile(member).read() for member in archive.getmembers())
    assert CANARY.encode() not in held
    assert names[0] == "manifest.json"
    assert sum(name.startswith("rendered/") for name in names) == 2
    assert "config/station.toml" in names


@pytest.mark.parametrize("passphrase", ["", SECRET])
def test_addresses_that_are_a_key_are_in_a_sealed_backup_alone_and_whoever_restores_is_told(
    station, tmp_path, passphrase, capsys
):
    file = station.settings.folder / "station.toml"
    said = file.read_text("utf-8").replace('\nurl = ""', '\nurl = "https://bao.example.vn/khoa-cua-phuong"')
    said = said.replace('heartbeat = ""', "heartbeat = 'https://song.example.vn?phuong=1'")
    file.write_text(said, "utf-8")
    kept = take(station, tmp_path / "usb", passphrase)
    (tmp_path / "secret").write_text(passphrase, "utf-8")
    words = ["--passphrase-file", str(tmp_path / "secret")] if passphrase else []
    assert main(["restore", str(kept.path), "--into", str(tmp_path / "new"), *words]) == 0
    back = (tmp_path / "new" / "config" / "station.toml").read_text("utf-8")
    told = [line for line in capsys.readouterr().out.splitlines() if "typed again" in line]
    if passphrase:
        assert back == said and told == []
    else:
        assert not any(word in back for word in ("khoa-cua-phuong", "phuong=1"))
        assert [line.rpartition(" = ")[2] for line in told] == [
            '"https://bao.example.vn/***"',
            "'https://song.example.vn/***'",
        ]
        watch = settings.load(tmp_path / "new" / "config", {}).office.watch
        assert watch.after == timedelta(minutes=15), "the rest stands as it was"


def test_whoever_restores_is_told_which_files_with_secrets_are_not_there(station, tmp_path, capsys):
    file = station.settings.folder / "station.toml"
    said = file.read_text("utf-8").replace('passphrase_file = ""', f'passphrase_file = "{tmp_path / "passphrase"}"')
    file.write_text(said, "utf-8")
    kept = take(station, tmp_path / "usb")
    assert main(["restore", str(kept.path), "--into", str(tmp_path / "new")]) == 0
    assert f"to be written again: {tmp_path / 'passphrase'}" in capsys.readouterr().out
    (tmp_path / "passphrase").write_text(SECRET)
    assert main(["restore", str(kept.path), "--into", str(tmp_path / "again")]) == 0
    assert "written again" not in capsys.readouterr().out


def test_the_station_goes_on_while_it_is_copied(station, tmp_path):
    writer = sqlite3.connect(station.settings.data / "station.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    kept = take(station, tmp_path / "usb")
    writer.execute("ROLLBACK")
    writer.close()
    assert backup.restore(kept.path, tmp_path / "blank").log == station.store.head()


def test_a_sealed_backup_opens_with_its_passphrase_alone(station, tmp_path):
    kept = take(station, tmp_path / "usb", SECRET)
    assert kept.path.name.endswith(".sealed")
    assert b"station.toml" not in kept.path.read_bytes()
    with pytest.raises(BadInput):
        backup.restore(kept.path, tmp_path / "a")
    with pytest.raises(BackupBroken):
        backup.restore(kept.path, tmp_path / "a", "một câu khác, không đúng")
    assert not (tmp_path / "a").exists()
    assert backup.restore(kept.path, tmp_path / "a", SECRET).log == station.store.head()


@pytest.mark.parametrize("damage", ["cut", "bit", "head", "empty"])
@pytest.mark.parametrize("passphrase", ["", SECRET])
def test_a_damaged_backup_is_refused_and_leaves_nothing_behind(station, tmp_path, damage, passphrase):
    path = take(station, tmp_path / "usb", passphrase).path
    content = bytearray(path.read_bytes())
    if damage == "cut":
        content = content[: len(content) // 2]
    elif damage == "bit":
        content[len(content) // 2] ^= 1
    elif damage == "head":
        content[0] ^= 1
    else:
        content = bytearray()
    path.write_bytes(content)
    with pytest.raises(BackupBroken):
        backup.restore(path, tmp_path / "blank", passphrase)
    assert not (tmp_path / "blank").exists()
    assert not list(tmp_path.glob(".restoring-*"))


def test_a_bad_sector_anywhere_is_a_broken_backup_and_nothing_else(station, tmp_path):
    """Whichever of tar, gzip, JSON and the hashes stumbles over it first."""
    whole = take(station, tmp_path / "usb").path.read_bytes()
    told = random.Random(9)
    for number in range(40):
        content = bytearray(whole)
        begin = told.randrange(len(content) - 512)
        content[begin : begin + 512] = told.randbytes(512)
        path = tmp_path / f"{number}.tar.gz"
        path.write_bytes(content)
        with pytest.raises(BackupBroken):
            backup.restore(path, tmp_path / "blank")
    assert not (tmp_path / "blank").exists()


def test_a_disk_without_room_is_not_the_fault_of_the_backup(station, tmp_path, monkeypatch):
    kept = take(station, tmp_path / "usb")

    def full(source: object, file: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(OSError, match="No space left on device") as refused:
        backup.restore(kept.path, tmp_path / "blank")
    assert refused.value.filename
    assert not (tmp_path / "blank").exists() and not list(tmp_path.glob(".restoring-*"))


def test_a_log_that_was_edited_before_the_backup_is_found_when_it_is_restored(station, tmp_path):
    line = sqlite3.connect(station.settings.data / "station.db")
    line.executescript("DROP TRIGGER IF EXISTS play_log_no_update;")
    for (name,) in line.execute(
        "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='play_log'"
    ).fetchall():
        line.execute(f'DROP TRIGGER "{name}"')
    line.execute("UPDATE play_log SET title = 'khác'")
    line.commit()
    line.close()
    kept = take(station, tmp_path / "usb")
    with pytest.raises(Exception, match="play log entry 1"):
        backup.restore(kept.path, tmp_path / "blank")


def test_a_folder_that_holds_something_is_not_written_over(station, tmp_path):
    kept = take(station, tmp_path / "usb")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    with pytest.raises(BadInput):
        backup.restore(kept.path, tmp_path / "full")
    assert (tmp_path / "full" / "letter.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["config/../../../evil", "config/C:/evil", "config/C:evil", "/evil", "elsewhere/evil"])
def test_an_archive_that_leads_elsewhere_is_refused(tmp_path, name):
    told = {"format": 1, "station": "x", "made": "", "log_number": 0, "log_hash": "",
            "files": {name: {"bytes": 1, "sha256": ""}}}  # fmt: skip
    path = tmp_path / "x.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for member, content in (("manifest.json", json.dumps(told).encode()), (name, b"x")):
            info = tarfile.TarInfo(member)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    with pytest.raises(BackupBroken, match="name it may not have"):
        backup.restore(path, tmp_path / "deep" / "blank")
    assert not (tmp_path / "evil").exists()


def test_old_backups_go_by_day_week_and_month_and_strangers_files_stay(tmp_path):
    first = date(2026, 1, 1)
    for number in range(400):
        (tmp_path / f"ward-{first + timedelta(days=number)}T023000.tar.gz").touch()
    (tmp_path / "ward-2026-01-01T023000.tar.gz.part").touch()
    (tmp_path / "other-2026-01-01T023000.tar.gz").touch()
    (tmp_path / "luong.xlsx").touch()
    thrown = backup.rotate(tmp_path, "ward", first + timedelta(days=399), daily=7, weekly=5, monthly=12)
    left = sorted(path.name for path in tmp_path.glob("ward-*.tar.gz"))
    assert len(left) + len(thrown) == 400
    assert left[-7:] == [f"ward-{first + timedelta(days=number)}T023000.tar.gz" for number in range(393, 400)]
    assert 7 + 3 + 10 <= len(left) <= 7 + 5 + 12
    assert {"luong.xlsx", "other-2026-01-01T023000.tar.gz"} <= {path.name for path in tmp_path.iterdir()}


@settings_of(max_examples=8, deadline=None)
@given(st.integers(0, 3 * CHUNK // 1000).map(lambda part: part * 1000 + part % 7))
def test_what_was_sealed_is_what_is_unsealed(tmp_path_factory, length):
    folder = tmp_path_factory.mktemp("seal")
    plain, sealed, again = (folder / name for name in ("plain", "sealed", "again"))
    plain.write_bytes(bytes(number % 251 for number in range(min(length, 4096))) * (length // 4096 + 1))
    seal(plain, sealed, SECRET)
    unseal(sealed, again, SECRET)
    assert again.read_bytes() == plain.read_bytes()
    shutil.rmtree(folder)


def test_on_the_command_line_there_and_back(station, tmp_path, capsys, monkeypatch):
    for name in ("data", "audio"):
        monkeypatch.setenv(f"BROADCASTER_{name.upper()}", str(getattr(station.settings, name)))
    config, secret = str(station.settings.folder), tmp_path / "secret"
    secret.write_text(SECRET + "\n", encoding="utf-8")
    assert main(["backup", "--config", config]) == 2
    assert "no folder for backups" in capsys.readouterr().err
    assert main(["backup", "--config", config, "--to", str(tmp_path / "usb"), "--passphrase-file", str(secret)]) == 0
    (path,) = (tmp_path / "usb").iterdir()
    assert "log up to entry 1" in capsys.readouterr().out
    assert main(["restore", str(path), "--into", str(tmp_path / "new"), "--passphrase-file", str(secret)]) == 0
    assert "1 log entries hold" in capsys.readouterr().out
    assert main(["restore", str(path), "--into", str(tmp_path / "new"), "--passphrase-file", str(secret)]) == 2
    secret.write_text("ngắn\n", encoding="utf-8")
    assert main(["restore", str(path), "--into", str(tmp_path / "x"), "--passphrase-file", str(secret)]) == 2
