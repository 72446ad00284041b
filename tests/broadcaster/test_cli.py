"""The command line: what each command prints, and one clear sentence with exit code 2 for bad input."""

import argparse
import contextlib
import csv
import importlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import termios
from datetime import UTC, date, datetime, timedelta

import pytest

from broadcaster import __version__
from broadcaster.airing import AiringKey, Outcome, Reason
from broadcaster.cli import ROOMS, main, rooms_for
from broadcaster.settings import PROJECT, load
from broadcaster.store import open_store
from tests.builders import bulletin


class House:
    """A config folder of its own, and what a command said."""

    def __init__(self, config, capsys):
        self.config = config
        self.capsys = capsys

    def __call__(self, *words):
        """Exit code, standard output, standard error."""
        try:
            code = main([*words, "--config", str(self.config)])
        except SystemExit as end:  # argparse's own refusals
            code = end.code
        said = self.capsys.readouterr()
        return code, said.out, said.err

    @property
    def store(self):
        loaded = load(self.config, {})
        loaded.data.mkdir(exist_ok=True)
        return open_store(loaded.database, loaded.station.id)


@pytest.fixture
def house(tmp_path, capsys):
    shutil.copytree(PROJECT / "config", tmp_path / "config")
    file = tmp_path / "config" / "station.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("public_holidays = true", "public_holidays = false"), "utf-8"
    )
    return House(tmp_path / "config", capsys)


def type_in(monkeypatch, text):
    class Typed:
        buffer = io.BytesIO(text if isinstance(text, bytes) else text.encode())

        def isatty(self):
            return False

        def readline(self):
            return self.buffer.readline().decode()

    monkeypatch.setattr(sys, "stdin", Typed())


def test_every_command_has_its_help(house):
    names = ["run", "demo", "check", "read", "say", "render", "plan", "log", "people", "settings"]
    _, out, _ = house("--help")
    for name in names:
        assert name in out
        code, helped, _ = house(name, "--help")
        assert code == 0 and "--config" in helped


def test_the_version_is_the_packages(capsys):
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.strip() == f"broadcaster {__version__}"


def test_read_gives_one_spoken_line_for_each_line(house, monkeypatch):
    type_in(monkeypatch, "\ufeffHọp lúc 8h30'.\r\n\r\nNộp 5.000.000 đồng\n")
    code, out, _ = house("read", "-")
    assert code == 0
    assert [line.rstrip(".") for line in out.splitlines()] == ["Họp lúc tám giờ ba mươi phút", "", "Nộp năm triệu đồng"]


def test_read_explains_what_was_changed_and_what_it_is_not_sure_of(house, monkeypatch):
    type_in(monkeypatch, "Ngày 02/8 phò biến\n")
    _, out, _ = house("read", "--explain")
    assert "02/8 -> mùng hai tháng tám   [date]" in out
    assert "phò biến -- not sure [spelling]; perhaps: phổ biến" in out
    type_in(monkeypatch, "Ngày 02/8\n")
    _, out, _ = house("read", "--explain", "--json")
    (line,) = json.loads(out)
    assert line["written"] == "Ngày 02/8" and line["spans"][0]["rule"] == "date"


def test_read_uses_the_wards_own_dictionary(house, monkeypatch):
    from broadcaster.vietnamese import store_entry

    store_entry(house.config / "pronunciation.toml", "HTXNN", "hợp tác xã nông nghiệp")
    type_in(monkeypatch, "HTXNN họp\n")
    assert house("read")[1].strip() == "hợp tác xã nông nghiệp họp"
    (house.config / "pronunciation.toml").unlink()
    type_in(monkeypatch, "UBND họp\n")
    assert house("read")[1].strip() == "ủy ban nhân dân họp"


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
def test_bad_input_is_one_clear_sentence_and_exit_code_2(house, words, says):
    code, out, err = house(*words)
    assert code == 2 and says in err and "Traceback" not in err and out == ""


def test_text_that_is_not_utf8_is_refused_naming_the_line(house, monkeypatch):
    type_in(monkeypatch, b"t\xe1\xbb\x91t\n\xff\n")
    code, _, err = house("read")
    assert code == 2 and "standard input:2" in err


def test_broken_settings_name_every_fault(house):
    file = house.config / "station.toml"
    text = file.read_text(encoding="utf-8").replace("port = 8080", "port = 0").replace('"06:30"', '"25:00"')
    file.write_text(text, encoding="utf-8")
    code, _, err = house("plan")
    assert code == 2 and err.count("station.toml:") == 2
    code, out, _ = house("check")
    assert code == 1 and out.count("NOT FIT") == 2


def test_a_broken_ward_dictionary_is_named(house, monkeypatch):
    (house.config / "pronunciation.toml").write_text("[abbreviations", encoding="utf-8")
    type_in(monkeypatch, "x\n")
    code, _, err = house("read")
    assert code == 2 and "pronunciation.toml" in err


def test_people_are_added_listed_and_disabled(house, monkeypatch):
    type_in(monkeypatch, "con trâu ăn cỏ ven đê\n")
    code, out, _ = house("people", "add", "lan", "--name", "Nguyễn Thị Lan", "--role", "author")
    assert code == 0 and "Nguyễn Thị Lan" in out and "trâu" not in out
    assert json.loads(house("people", "list", "--json")[1]) == [
        {"username": "lan", "name": "Nguyễn Thị Lan", "roles": ["author"], "active": True}
    ]
    assert house("people", "disable", "lan")[0] == 0
    assert "no" in house("people", "list")[1]


def test_a_weak_password_is_refused_and_nobody_added(house, monkeypatch):
    type_in(monkeypatch, "123456\n")
    code, _, err = house("people", "add", "lan", "--name", "Lan", "--role", "author")
    assert code == 2 and err
    assert "no accounts yet" in house("people", "list")[1]


def test_settings_say_where_each_came_from_and_hide_passwords(house, monkeypatch):
    monkeypatch.setenv("BROADCASTER_PORT", "9999")
    monkeypatch.setenv("BROADCASTER_DATABASE", "postgresql+psycopg://u:secret@h/db")
    rows = {row["setting"]: row for row in json.loads(house("settings", "--json")[1])}
    assert rows["desk.port"] == {"setting": "desk.port", "value": "9999", "from": "environment BROADCASTER_PORT"}
    assert "station.toml:" in rows["slots[0].start"]["from"]
    assert "secret" not in rows["storage.database"]["value"]


def logged(house, title="Giả danh công an", outcome=Outcome.MISSED):
    one = bulletin(title)
    key = AiringKey("phuong-mau", f"{date.today()}/morning", one.id, 1, "all")  # noqa: DTZ011  # the log's default days
    house.store.log_unplayed(
        key,
        title=title,
        kind="news",
        topic="T01",
        priority="normal",
        planned=datetime.now(UTC),
        wanted=timedelta(seconds=90),
        sha256="a" * 64,
        author_name="Lan",
        approver_name="Minh",
        operator_name="Tùng",
        outcome=outcome,
        reason=Reason.STATION_OFF,
        detail="",
        at=datetime.now(UTC),
    )


def test_the_log_comes_as_table_json_and_csv(house):
    assert "nothing was logged" in house("log")[1]
    logged(house, "=cmd()")
    _, table, _ = house("log")
    assert "=cmd()" in table and "station_off" in table
    (row,) = json.loads(house("log", "--format", "json")[1])
    assert row["wanted"] == 90.0 and row["outcome"] == "missed" and row["started"] is None
    (row,) = csv.DictReader(io.StringIO(house("log", "--format", "csv")[1]))
    assert row["title"] == "'=cmd()", "a spreadsheet must not take it for a formula"


def test_the_log_is_verified_and_a_change_by_hand_is_found(house):
    logged(house)
    assert "whole: 1 entries" in house("log", "verify")[1]
    import sqlite3

    database = sqlite3.connect(house.config.parent / "var" / "station.db")
    for (name,) in database.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        database.execute(f"drop trigger {name}")
    database.execute("update play_log set outcome = 'complete'")
    database.commit()
    database.close()
    code, out, _ = house("log", "verify")
    assert code == 1 and "broken" in out and "1" in out
    assert json.loads(house("log", "verify", "--json")[1])["whole"] is False


def test_the_plan_names_the_coming_slots(house):
    orders = json.loads(house("plan", "--from", "2026-11-23", "--to", "2026-11-24", "--json")[1])
    assert [order["occurrence"] for order in orders] == [
        "2026-11-23/morning",
        "2026-11-23/evening",
        "2026-11-24/morning",
        "2026-11-24/evening",
    ]
    assert "no slot" in house("plan", "--from", "2026-11-21", "--to", "2026-11-22")[1]


def test_say_and_render_make_sounds_and_say_what_they_are(house, tmp_path):
    code, out, _ = house("say", "Xin chào bà con trong phường.", "--engine", "espeak", "--out", str(tmp_path / "a.wav"))
    assert code == 0 and "LUFS" in out and (tmp_path / "a.wav").stat().st_size > 50_000
    script = PROJECT / "scripts_vi" / "t13-nam-khong-hai-phai.md"
    code, out, _ = house("render", str(script), "--engine", "espeak", "--out", str(tmp_path / "b.wav"), "--json")
    made = json.loads(out)
    assert code == 0 and made["voice"].startswith("espeak") and -15 <= made["lufs"] <= -13
    assert made["true_peak_dbtp"] <= -1.5 and made["sentences"] > 10


def test_render_tells_its_sentences_and_takes_a_voice(house, tmp_path):
    script = tmp_path / "one.md"
    head = '+++\ntitle = "Thử"\nkind = "news"\ntopic = "T01"\n+++\n'
    script.write_text(head + "Bà con chú ý. Giữ kín mã xác thực.\n", encoding="utf-8")
    out = str(tmp_path / "a.wav")
    code, said, err = house("render", str(script), "--voice", "espeak", "--out", out)
    assert code == 0 and "voice espeak/vi" in said and "fallback" not in said
    lines = err.splitlines()
    assert lines[0].startswith("sentence 1/") and lines[-1] == "putting the sound together"
    assert any("Giữ kín mã xác thực." in line for line in lines)
    assert house("render", str(script), "--voice", "espeak", "--out", out, "--json")[2] == "", "for a program: nothing"
    code, _, err = house("render", str(script), "--voice", "nobody", "--out", out)
    assert code == 2 and "names an engine" in err
    code, _, err = house("render", str(script), "--voice", "espeak", "--engine", "espeak", "--out", out)
    assert code == 2 and "not allowed with" in err


def test_render_shows_a_bar_on_a_terminal(house, tmp_path):
    script = PROJECT / "scripts_vi" / "t13-nam-khong-hai-phai.md"
    command = [sys.executable, "-m", "broadcaster", "render", str(script), "--engine", "espeak"]
    command += ["--out", str(tmp_path / "a.wav"), "--config", str(house.config)]
    ours, theirs = os.openpty()
    termios.tcsetwinsize(ours, (24, 100))
    environ = {**os.environ, "PYTHONPATH": str(PROJECT), "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=theirs, cwd=tmp_path) as running:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # the terminal ends with the program
            while block := os.read(ours, 4096):
                shown += block
        assert running.wait(60) == 0
    os.close(ours)
    assert re.search(r"\d+%\|.*\| *\d+/\d+", shown.decode()) and "sentence 1/" not in shown.decode()


def test_a_sound_that_cannot_be_written_is_one_sentence(house, tmp_path):
    (tmp_path / "file").touch()
    code, _, err = house("say", "Xin chào", "--engine", "espeak", "--out", str(tmp_path / "file" / "a.wav"))
    assert code == 2 and "Traceback" not in err and "file" in err


def test_check_without_a_sound_device_says_so_and_leaves_with_1(house, no_sound_card):
    code, out, _ = house("check")
    assert code == 1 and "NOT FIT  sound device" in out and "ok       voice" in out
    found = {row["what"]: row for row in json.loads(house("check", "--json")[1])}
    assert found["database"]["fit"] and not found["sound device"]["fit"]


@pytest.mark.audio
def test_check_with_a_sound_device_is_fit_until_the_device_is_muted(house, sound_card):
    assert house("check")[0] == 0
    sound_card.mute()
    code, out, _ = house("check")
    assert code == 1 and "muted" in out


def test_the_log_may_be_read_by_head(house):
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
