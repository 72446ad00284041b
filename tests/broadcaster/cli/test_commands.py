"""The command line: every command has its help, and bad input is one clear sentence with exit code 2."""

import argparse
import importlib
import json
import os
import subprocess
import sys

import pytest

from broadcaster import __version__
from broadcaster.cli import ROOMS, main, rooms_for
from broadcaster.settings import PROJECT
from tests.broadcaster.cli.asking import House


def test_every_command_has_its_help(house: House) -> None:
    names = ["run", "demo", "check", "read", "say", "render", "plan", "log", "people", "settings"]
    _, out, _ = house("--help")
    for name in names:
        assert name in out
        code, helped, _ = house(name, "--help")
        assert code == 0 and "--config" in helped


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.strip() == f"broadcaster {__version__}"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("read", "/nowhere.txt"), "/nowhere.txt"),
        (("render", "/nowhere.md", "--out", "x.wav"), "nowhere.md"),
        (("plan", "--from", "2026-13-01"), '"2026-13-01" is not a day'),
        (("plan", "--from", "2026-11-02", "--to", "2026-11-01"), "is after"),
        (("log", "--format", "xml"), "xml"),
        (("log", "verifi"), "verifi"),
        (("people", "add", "lan", "--name", "Lan", "--role", "king"), "king"),
        (("people", "disable", "nobody"), '"nobody"'),
        (("people",), "add, list or disable"),
        (("say", "Xin chào"), "--out"),
        (("demo", "--seconds", "3"), "--seconds 3"),
        (("fly",), "fly"),
    ],
)
def test_bad_input_is_one_clear_sentence_and_exit_code_2(house: House, words: tuple[str, ...], says: str) -> None:
    code, out, err = house(*words)
    assert code == 2 and says in err and "Traceback" not in err and out == ""


def test_broken_settings_name_every_fault(house: House) -> None:
    file = house.config / "station.toml"
    text = file.read_text(encoding="utf-8").replace("port = 8080", "port = 0").replace('"06:30"', '"25:00"')
    file.write_text(text, encoding="utf-8")
    code, _, err = house("plan")
    assert code == 2 and err.count("station.toml:") == 2
    code, out, _ = house("check")
    assert code == 1 and out.count("HỎNG") == 2 and out.count("Hãy sửa") == 2


def test_settings_say_where_each_came_from_and_hide_passwords(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROADCASTER_PORT", "9999")
    monkeypatch.setenv("BROADCASTER_DATABASE", "postgresql+psycopg://u:secret@h/db")
    rows = {row["setting"]: row for row in json.loads(house("settings", "--json")[1])}
    assert rows["desk.port"] == {"setting": "desk.port", "value": "9999", "from": "environment BROADCASTER_PORT"}
    assert "station.toml:" in rows["slots[0].start"]["from"]
    assert "secret" not in rows["storage.database"]["value"]


def test_the_log_may_be_read_by_head(house: House) -> None:
    environ = {**os.environ, "PYTHONPATH": str(PROJECT)}
    command = f"{sys.executable} -m broadcaster settings --config {house.config} | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], env=environ, capture_output=True, text=True)
    assert done.stdout.startswith("setting") and done.stderr == ""


def test_every_command_is_found_in_the_room_that_declares_it() -> None:
    declared: dict[str, tuple[str, ...]] = {}
    for room in ROOMS:
        commands = argparse.ArgumentParser().add_subparsers()
        importlib.import_module(f"broadcaster.cli.{room}").add_commands(
            commands, argparse.ArgumentParser(add_help=False)
        )
        declared[room] = tuple(commands.choices)
    assert {room: sorted(names) for room, names in ROOMS.items()} == {
        room: sorted(names) for room, names in declared.items()
    }
    assert rooms_for(["run", "--config", "x"]) == ["parts"]
    assert rooms_for(["--help"]) == rooms_for([]) == list(ROOMS)


def test_the_supervisor_s_process_loads_nothing_it_does_not_need() -> None:
    asked = (
        "import sys, broadcaster.cli as c, broadcaster.supervisor; c._parser(c.rooms_for(['run'])); print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=PROJECT
    ).stdout
    assert not {"broadcaster.settings", "broadcaster.station", "sqlalchemy", "tomllib", "json"} & set(loaded.split())
