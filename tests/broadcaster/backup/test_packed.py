"""Everything taken out as one zip: all of it, no secret, whole or not there, one at a time."""

import errno
import hashlib
import json
import os
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from broadcaster import scripts, settings
from broadcaster.backup import contents, packed
from broadcaster.backup.packed import Hindrance, NotTakenOut, pack
from broadcaster.cli import main
from broadcaster.settings import Settings
from tests.web.cast import MONDAY, PASSWORD, House, station_in

CANARY = "canary-8d41f7a2"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A station with an approved, aired and placed bulletin, and a program that may read it."""
    made = House(station_in(tmp_path / "here")).hire()
    bulletin = made.approved("=Năm không, hai phải")
    made.aired(bulletin, MONDAY - timedelta(hours=1))
    made.store.place(bulletin.id, "morning", MONDAY.date(), None, frozenset({0}), 0, made.people["tung"], made.clock.at)
    return made


def names(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return set(archive.namelist())


def test_the_zip_holds_log_texts_sounds_schedule_deeds_and_settings(house: House, tmp_path: Path) -> None:
    told: list[int] = []
    made = pack(house.settings, house.store, tmp_path / "out", house.clock.at, told.append)
    (bulletin,) = house.store.bulletins()
    assert bulletin.rendition is not None
    assert made.path.name == "phuong-mau-export-2026-11-23T080000.zip"
    assert made.path.stat().st_mode & 0o077 == 0
    assert {
        "log.csv", "activity.csv", "schedule.json", "campaigns.json", "directives.json", "about.json",
        "bulletins/index.json", "recordings/index.json", f"bulletins/{bulletin.id}.md",
        f"sounds/{bulletin.rendition.sha256}.wav", "config/station.toml",
    } <= names(made.path)  # fmt: skip
    with zipfile.ZipFile(made.path) as archive:
        sound = archive.read(f"sounds/{bulletin.rendition.sha256}.wav")
        archive.extract(f"bulletins/{bulletin.id}.md", tmp_path / "read")
        log = archive.read("log.csv").decode("utf-8-sig")
        about = json.loads(archive.read("about.json"))
        (placed,) = json.loads(archive.read("schedule.json"))
    assert hashlib.sha256(sound).hexdigest() == bulletin.rendition.sha256
    assert scripts.read(tmp_path / "read" / "bulletins" / f"{bulletin.id}.md") == bulletin.script
    assert "'=Năm không, hai phải" in log and house.store.head()[1] in log
    assert (about["log_number"], about["log_hash"], about["unreadable"]) == (*house.store.head(), [])
    assert (placed["slot"], placed["weekdays"]) == ("morning", [0])
    assert (made.held.entries, made.held.bulletins, made.held.sounds, made.held.unread) == (1, 1, 1, ())
    assert told == sorted(set(told)) and told[-1] == 100


def guarded(house: House) -> Settings:
    """Secrets where a hurried administrator may put them: beside the settings, and in the addresses in them."""
    folder = house.settings.folder
    for name in ("passphrase", "mail-password", "key.pem", ".env"):
        (folder / name).write_text(CANARY, encoding="utf-8")
    (folder / "sealed.toml").write_text(CANARY, encoding="utf-8")
    file = folder / "station.toml"
    text = file.read_text(encoding="utf-8")
    text = text.replace('passphrase_file = ""', f'passphrase_file = "{folder / "sealed.toml"}"', 1)
    text = text.replace('password_file = ""', f'password_file = "{folder / "mail-password"}"', 1)
    text = text.replace('heartbeat = "" ', f'heartbeat = "https://watch.example/ping/{CANARY}" ', 1)
    text = text.replace('database = "" ', f'database = "postgresql+psycopg://loa:{CANARY}@db.example.vn/loa" ', 1)
    file.write_text(text, encoding="utf-8")
    data = house.settings.data
    (data / "secrets").mkdir(exist_ok=True)
    for path in (data / "secrets" / "FPT_KEY", data / "setup-code", data / "secret-key"):
        path.write_text(CANARY, encoding="utf-8")
    return settings.load(folder, {"BROADCASTER_DATA": str(data), "BROADCASTER_AUDIO": str(house.settings.audio)})


def test_no_secret_password_hash_or_token_is_in_it(house: House, tmp_path: Path) -> None:
    ours = guarded(house)
    house.store.add_client("Phần mềm của Sở", hashlib.sha256(b"token").hexdigest(), house.people["quang"], MONDAY)
    made = pack(ours, house.store, tmp_path / "out", house.clock.at)
    with zipfile.ZipFile(made.path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    forbidden = [CANARY, "argon2", PASSWORD, hashlib.sha256(b"token").hexdigest()]
    assert [(name, word) for name, data in held.items() for word in forbidden if word.encode() in data] == []
    kept = held["config/station.toml"].decode()
    assert "postgresql+psycopg://loa:***@db.example.vn/loa" in kept and "https://watch.example/***" in kept
    assert {name for name in held if name.startswith("config/")} == {
        f"config/{name}.toml" for name in ("policies", "pronunciation", "station", "voices")
    }


def test_a_backup_leaves_the_files_of_passwords_behind_too(house: House) -> None:
    found = {part.name for part in contents.parts(guarded(house), house.store)}
    assert "config/station.toml" in found
    assert not {"config/sealed.toml", "config/mail-password"} & found


def test_one_zip_is_kept_and_what_a_power_cut_left_goes(house: House, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = pack(house.settings, house.store, out, house.clock.at).path
    strangers = [out / "luong.zip", out / "other-export-2026-11-23T080000.zip", out / "phuong-mau-2026-11-23.tar.gz"]
    left = out / ".phuong-mau-export-2026-11-20T010203.zip.part"
    for path in (*strangers, left):
        path.write_bytes(b"x")
    second = pack(house.settings, house.store, out, house.clock.at + timedelta(hours=1)).path
    assert set(out.iterdir()) == {second, *strangers} and first != second


def grown(house: House) -> None:
    """The one sound takes 400 kB that nothing shrinks."""
    (one,) = house.store.bulletins()
    assert one.rendition is not None
    one.rendition.path.write_bytes(os.urandom(400_000))


def test_a_disk_without_room_is_not_begun_on(house: House, tiny: Path) -> None:
    grown(house)
    with pytest.raises(NotTakenOut) as refused:
        pack(house.settings, house.store, tiny / "usb", house.clock.at)
    assert refused.value.fault is Hindrance.DISK_FULL
    assert list((tiny / "usb").iterdir()) == []


def test_the_stations_own_disk_keeps_room_for_the_log(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "ROOM", 10**18)
    with pytest.raises(NotTakenOut) as refused:
        pack(house.settings, house.store, house.settings.exports, house.clock.at)
    assert refused.value.fault is Hindrance.DISK_FULL


def test_a_disk_that_fills_on_the_way_leaves_no_half_file_and_the_last_zip(
    house: House, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tiny / "phuong-mau-export-2026-11-20T010203.zip"
    before.write_bytes(b"the last one")
    grown(house)
    taken: list[int] = []

    def fills(done: int) -> None:
        if not taken:
            taken.append((tiny / "somebody else").write_bytes(os.urandom(1_030_000)))

    monkeypatch.setattr(packed, "_room", lambda *_: None)  # as if it had been free a moment ago
    with pytest.raises(NotTakenOut) as refused:
        pack(house.settings, house.store, tiny, house.clock.at, fills)
    assert refused.value.fault is Hindrance.DISK_FULL
    assert {path.name for path in tiny.iterdir()} == {before.name, "somebody else"}


def test_whoever_waited_for_it_is_gone_and_nothing_half_is_left(house: House, tmp_path: Path) -> None:
    def nobody(done: int) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    with pytest.raises(NotTakenOut):
        pack(house.settings, house.store, tmp_path / "out", house.clock.at, nobody)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("number", "fault"),
    [(errno.EFBIG, Hindrance.TOO_LARGE), (errno.ENOSPC, Hindrance.DISK_FULL), (errno.EIO, Hindrance.UNWRITABLE)],
)
def test_what_the_disk_says_is_told_apart(house: House, tmp_path: Path, number: int, fault: Hindrance) -> None:
    def says(done: int) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.raises(NotTakenOut) as refused:
        pack(house.settings, house.store, tmp_path / "out", house.clock.at, says)
    assert refused.value.fault is fault


def test_a_stick_that_is_not_plugged_in_is_said_and_nothing_is_made_in_its_place(house: House, tmp_path: Path) -> None:
    with pytest.raises(NotTakenOut) as refused:
        pack(house.settings, house.store, tmp_path / "usb" / "loa", house.clock.at)
    assert refused.value.fault is Hindrance.UNWRITABLE and not (tmp_path / "usb").exists()


def test_a_sound_the_disk_does_not_give_is_named_and_the_rest_is_there(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoiled = house.approved("Việc nhẹ lương cao").rendition
    assert spoiled is not None
    opened = Path.open

    def failing(path: Path, *how: Any, **more: Any) -> object:
        if path == spoiled.path:
            raise OSError(5, "Input/output error")
        return opened(path, *how, **more)

    monkeypatch.setattr(Path, "open", failing)
    made = pack(house.settings, house.store, tmp_path / "out", house.clock.at)
    monkeypatch.undo()
    assert made.held.unread == (f"sounds/{spoiled.path.name}",) and made.held.sounds == 1
    with zipfile.ZipFile(made.path) as archive:
        assert json.loads(archive.read("about.json"))["unreadable"] == [f"sounds/{spoiled.path.name}"]


def test_the_command_says_in_json_how_far_it_is_and_what_hindered_it(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("data", "audio"):
        monkeypatch.setenv(f"BROADCASTER_{name.upper()}", str(getattr(house.settings, name)))
    config = ["export", "--config", str(house.settings.folder)]
    assert main([*config, "--zip", str(tmp_path / "out"), "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[-2] == {"done": 100} and lines[-1]["sounds"] == 1
    assert (tmp_path / "out" / lines[-1]["file"]).stat().st_size == lines[-1]["bytes"]
    assert main([*config, "--zip", str(tmp_path / "not" / "there"), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["fault"] == "unwritable"
    assert main([*config, "--zip", str(tmp_path / "not" / "there")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_a_library_sound_is_taken_along_under_its_name(house: House, tmp_path: Path) -> None:
    from tests.broadcaster.store.test_recordings import ready as taken_in

    one = taken_in(house.store, house.people["lan"], "c" * 64)
    house.settings.recordings.mkdir(parents=True, exist_ok=True)
    (house.settings.recordings / f"{'c' * 64}.wav").write_bytes(b"RIFF")
    made = pack(house.settings, house.store, tmp_path / "out", house.clock.at)
    with zipfile.ZipFile(made.path) as archive:
        (listed,) = json.loads(archive.read("recordings/index.json"))
        assert archive.read(f"recordings/{listed['sound']}.wav") == b"RIFF"
    assert (listed["name"], listed["id"], listed["seconds"]) == (one.name, str(one.id), 10.5)
