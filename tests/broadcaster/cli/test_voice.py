"""voice add, list, test and remove; a bulletin as MP3; a voice by its engine's name."""

import json
from pathlib import Path

import pytest

from broadcaster.settings import PROJECT
from broadcaster.sound import decode, true_peak
from tests.broadcaster.cli.asking import House
from tests.fakes.pack import LICENCE, pack, zipped


def test_a_voice_is_added_listed_tested_used_and_taken_away(house: House, tmp_path: Path) -> None:
    file = zipped(pack(tmp_path / "source"), tmp_path / "giong.zip")
    code, out, _ = house("voice", "add", str(file), "--name", "thu")
    assert code == 0 and "thu: installed (22050 Hz, vi_VN" in out and '"piper:thu"' in out
    code, out, _ = house("voice", "list", "--json")
    assert [(one["name"], one["licence"]) for one in json.loads(out)] == [("thu", LICENCE.strip())]
    code, out, _ = house("voice", "test", "thu", "--out", str(tmp_path / "thu.wav"))
    assert code == 0 and "s of sound in" in out
    assert decode(tmp_path / "thu.wav").duration.total_seconds() > 3
    code, out, _ = house("say", "Xin chào bà con.", "--engine", "piper:thu", "--out", str(tmp_path / "a.wav"))
    assert code == 0 and "voice piper/thu" in out
    assert house("voice", "remove", "thu")[0] == 0
    assert "no voice is installed" in house("voice", "list")[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("voice", "add", "/nowhere.zip"), "nowhere.zip"),
        (("voice", "remove", "thu"), '"thu"'),
        (("voice", "test", "thu"), '"thu"'),
        (("say", "Xin chào", "--engine", "fpt", "--out", "a.wav"), "BROADCASTER_FPT_KEY"),
        (("say", "Xin chào", "--engine", "festival", "--out", "a.wav"), "no such engine"),
    ],
)
def test_what_cannot_be_is_one_clear_sentence_and_exit_code_2(house: House, words: tuple[str, ...], says: str) -> None:
    code, out, err = house(*words)
    assert code == 2 and says in err and "Traceback" not in err and out == ""


def test_a_bulletin_can_be_made_as_mp3_under_the_same_peak(house: House, tmp_path: Path) -> None:
    script = next(Path(PROJECT / "scripts_vi").glob("t*.md"))
    code, out, _ = house("render", str(script), "--engine", "espeak", "--out", str(tmp_path / "a.mp3"), "--json")
    made = json.loads(out)
    assert code == 0 and made["true_peak_dbtp"] <= -1.5
    assert true_peak(decode(tmp_path / "a.mp3")) <= -1.5
