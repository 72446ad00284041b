"""read, say and render: a text as it will be spoken, and as a sound with what it is."""

import contextlib
import json
import os
import re
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from broadcaster.settings import PROJECT
from broadcaster.vietnamese import store_entry
from tests.broadcaster.cli.asking import House, type_in


def test_read_gives_one_spoken_line_for_each_line(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, "\ufeffHọp lúc 8h30'.\r\n\r\nNộp 5.000.000 đồng\n")
    code, out, _ = house("read", "-")
    assert code == 0
    assert [line.rstrip(".") for line in out.splitlines()] == ["Họp lúc tám giờ ba mươi phút", "", "Nộp năm triệu đồng"]


def test_read_explains_what_was_changed_and_what_it_is_not_sure_of(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "Ngày 02/8 phò biến\n")
    _, out, _ = house("read", "--explain")
    assert "02/8 -> mùng hai tháng tám   [date]" in out
    assert "phò biến -- not sure [spelling]; perhaps: phổ biến" in out
    type_in(monkeypatch, "Ngày 02/8\n")
    _, out, _ = house("read", "--explain", "--json")
    (line,) = json.loads(out)
    assert line["written"] == "Ngày 02/8" and line["spans"][0]["rule"] == "date"


def test_read_uses_the_wards_own_dictionary(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    store_entry(house.config / "pronunciation.toml", "HTXNN", "hợp tác xã nông nghiệp")
    type_in(monkeypatch, "HTXNN họp\n")
    assert house("read")[1].strip() == "hợp tác xã nông nghiệp họp"
    (house.config / "pronunciation.toml").unlink()
    type_in(monkeypatch, "UBND họp\n")
    assert house("read")[1].strip() == "ủy ban nhân dân họp"


def test_text_that_is_not_utf8_is_refused_naming_the_line(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, b"t\xe1\xbb\x91t\n\xff\n")
    code, _, err = house("read")
    assert code == 2 and "standard input:2" in err


def test_a_broken_ward_dictionary_is_named(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    (house.config / "pronunciation.toml").write_text("[abbreviations", encoding="utf-8")
    type_in(monkeypatch, "x\n")
    code, _, err = house("read")
    assert code == 2 and "pronunciation.toml" in err


def test_say_and_render_make_sounds_and_say_what_they_are(house: House, tmp_path: Path) -> None:
    code, out, _ = house("say", "Xin chào bà con trong phường.", "--engine", "espeak", "--out", str(tmp_path / "a.wav"))
    assert code == 0 and "LUFS" in out and (tmp_path / "a.wav").stat().st_size > 50_000
    script = PROJECT / "scripts_vi" / "t13-nam-khong-hai-phai.md"
    code, out, _ = house("render", str(script), "--engine", "espeak", "--out", str(tmp_path / "b.wav"), "--json")
    made = json.loads(out)
    assert code == 0 and made["voice"].startswith("espeak") and -15 <= made["lufs"] <= -13
    assert made["true_peak_dbtp"] <= -1.5 and made["sentences"] > 10


def test_render_tells_its_sentences_and_takes_a_voice(house: House, tmp_path: Path) -> None:
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


def test_render_shows_a_bar_on_a_terminal(house: House, tmp_path: Path) -> None:
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


def test_a_sound_that_cannot_be_written_is_one_sentence(house: House, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, _, err = house("say", "Xin chào", "--engine", "espeak", "--out", str(tmp_path / "file" / "a.wav"))
    assert code == 2 and "Traceback" not in err and "file" in err
