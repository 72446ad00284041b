"""The scripts that come with the station: each can go on air as it stands, once a person has approved it."""

import re
import string
from pathlib import Path

import pytest

from broadcaster import scripts
from broadcaster.bulletin import Script, Topic
from broadcaster.vietnamese import Dictionary, speakable

FOLDER = Path(__file__).parent.parent / "scripts_vi"
SHIPPED = [(path, script) for path, script in scripts.folder(FOLDER) if not path.stem.startswith("urgent_")]
"""Urgent templates are held to rules of their own: tests/test_urgent_scripts.py."""
PLACEHOLDERS = {"station", "ward", "hotline"}
SYLLABLES_A_SECOND = 3.8
"""The slowest engine's pace; pauses between sentences and paragraphs are counted apart."""

every_script = pytest.mark.parametrize("script", [pytest.param(script, id=path.stem) for path, script in SHIPPED])


def sentences(script: Script) -> list[list[str]]:
    """The sentences of a script, each as its words; a written word of Vietnamese is one syllable."""
    found = re.split(r"(?<=[.!?…])[”\"]?\s+|\n+", script.text)
    return [sentence.split() for sentence in found if sentence.strip()]


def seconds(script: Script) -> float:
    """About how long a voice takes: the syllables, 0.7 s after a sentence and 1.2 s after a paragraph."""
    paragraphs = script.text.count("\n\n") + 1
    stops = len(sentences(script)) - paragraphs
    return len(script.text.split()) / SYLLABLES_A_SECOND + 0.7 * stops + 1.2 * (paragraphs - 1)


def test_the_station_comes_with_the_seven_tricks_and_what_goes_with_them() -> None:
    topics = {script.topic for _, script in SHIPPED}
    assert topics >= set(Topic) - {Topic.OTHER}


def test_the_tricks_heard_most_have_a_second_script() -> None:
    topics = [script.topic for _, script in SHIPPED]
    often = {Topic.T01, Topic.T02, Topic.T03, Topic.T04, Topic.T05, Topic.T06, Topic.T07, Topic.T08, Topic.T09}
    assert not [topic for topic in often | {Topic.T10, Topic.T11, Topic.T12, Topic.T13} if topics.count(topic) < 2]


def test_no_two_scripts_share_a_title() -> None:
    titles = [script.title.casefold() for _, script in SHIPPED]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(("path", "script"), SHIPPED, ids=[path.stem for path, _ in SHIPPED])
def test_a_script_is_filed_under_its_topic_and_comes_back_the_same_when_written(path: Path, script: Script) -> None:
    assert path.stem.startswith(script.topic.value.lower() + "-")
    assert scripts.parse(scripts.write(script), path.name) == script


@every_script
def test_a_script_takes_between_one_and_two_minutes(script: Script) -> None:
    assert 220 <= len(script.text.split()) <= 400
    assert 60 <= seconds(script) <= 120


@every_script
def test_sentences_are_short_enough_to_follow_from_the_street(script: Script) -> None:
    lengths = [len(sentence) for sentence in sentences(script)]
    assert sum(lengths) / len(lengths) <= 25
    assert max(lengths) <= 40


@every_script
def test_a_script_ends_with_whom_to_call(script: Script) -> None:
    assert script.text.endswith("{hotline}.")


@every_script
def test_only_what_the_station_fills_in_stands_in_braces(script: Script) -> None:
    named = {name for _, name, _, _ in string.Formatter().parse(script.text) if name is not None}
    assert named <= PLACEHOLDERS


@every_script
def test_the_reader_has_no_question_about_a_script(script: Script) -> None:
    filled = script.text.format(station="Đài phường", ward="phường", hotline="Công an phường")
    assert not speakable(filled, Dictionary.load()).unsure


@every_script
def test_no_script_leans_on_what_is_no_longer_in_force(script: Script) -> None:
    whole = scripts.write(script).casefold()
    assert not re.search(r"\b(quận|huyện|thị xã)\b", whole)
    assert "13/2023" not in whole


@every_script
def test_no_script_holds_personal_data_or_figures_a_voice_stumbles_over(script: Script) -> None:
    assert not re.search(r"\d", script.text)
    assert "@" not in script.text
    assert "://" not in script.text


@every_script
def test_a_script_is_plain_text_in_whole_paragraphs(script: Script) -> None:
    assert not re.search(r"[*_#<>\[\]/;()]", script.text)
    assert "\n" not in script.text.replace("\n\n", "")


def test_five_nos_and_two_musts_are_said_whole() -> None:
    (script,) = (script for path, script in SHIPPED if path.stem == "t13-nam-khong-hai-phai")
    said = script.text.casefold()
    for words in ("thực hiện", "tham lam", "kết bạn", "chuyển khoản", "đầu tư"):
        assert said.count(f"không {words}") >= 2, words
    for words in ("thường xuyên cảnh giác", "tố giác ngay với cơ quan công an", "cảnh giác, phải tố giác"):
        assert f"phải {words}" in said
