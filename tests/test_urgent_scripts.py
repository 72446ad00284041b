"""The urgent texts that come with the station: short, plain, and nothing in them that is true only elsewhere."""

import re
import string

import pytest

from broadcaster import scripts, urgent
from broadcaster.bulletin import Priority, Script, Topic
from broadcaster.vietnamese import Dictionary, speakable
from tests.test_scripts_vi import FOLDER, PLACEHOLDERS, seconds, sentences

TEXTS = {path.stem: script for path, script in scripts.folder(FOLDER) if path.stem.startswith(urgent.templates.PREFIX)}
HOTLINE = "Công an phường, hoặc số điện thoại một một ba"
every_text = pytest.mark.parametrize("script", [pytest.param(script, id=name) for name, script in TEXTS.items()])


def test_there_is_one_for_each_thing_that_happens_and_one_to_take_it_back() -> None:
    assert set(urgent.shipped()) == {
        "urgent_ngap-lut",
        "urgent_chay",
        "urgent_tre-lac",
        "urgent_cat-dien",
        "urgent_di-doi",
        "urgent_dinh-chinh",
        "urgent_thu-loa",
    }
    assert urgent.CORRECTION in urgent.shipped()
    assert len(urgent.fill_in()) >= 5
    assert set(urgent.shipped()) | set(urgent.fill_in()) == set(TEXTS)


def test_no_two_texts_share_a_title() -> None:
    assert len({script.title.casefold() for script in TEXTS.values()}) == len(TEXTS)


@every_text
def test_an_urgent_text_takes_twenty_to_forty_five_seconds(script: Script) -> None:
    whole = script.text.replace("{hotline}", HOTLINE).replace("{ward}", "phường Hòa Mẫu")
    assert 20 <= seconds(Script(script.title, script.kind, script.topic, script.priority, script.source, whole)) <= 45


@every_text
def test_an_urgent_text_is_urgent_and_comes_back_the_same_when_written(script: Script) -> None:
    assert (script.priority, script.topic) == (Priority.URGENT, Topic.OTHER)
    assert scripts.parse(scripts.write(script), "x.md") == script


@every_text
def test_an_urgent_text_says_whose_it_is_and_ends_with_whom_to_call(script: Script) -> None:
    assert "Ủy ban nhân dân {ward}" in " ".join(sentences(script)[0])
    assert script.text.endswith("{hotline}.")


@every_text
def test_sentences_are_short_enough_for_somebody_who_is_frightened(script: Script) -> None:
    lengths = [len(sentence) for sentence in sentences(script)]
    assert sum(lengths) / len(lengths) <= 14
    assert max(lengths) <= 26


@every_text
def test_only_what_the_station_fills_in_stands_in_braces(script: Script) -> None:
    named = {name for _, name, _, _ in string.Formatter().parse(script.text) if name is not None}
    assert named <= PLACEHOLDERS


@every_text
def test_an_urgent_text_leans_on_no_law_no_district_and_no_figure(script: Script) -> None:
    whole = scripts.write(script).casefold()
    assert not re.search(r"\b(quận|huyện|thị xã|nghị định|thông tư|luật)\b", whole)
    assert not re.search(r"\d", script.text)
    assert "\n" not in script.text.replace("\n\n", "")


@every_text
def test_the_reader_is_sure_of_every_word(script: Script) -> None:
    plain = re.sub(r"\{ward\}", "phường Hòa Mẫu", re.sub(r"[\[\]]", "", script.text))
    assert not speakable(plain.replace("{hotline}", HOTLINE), Dictionary.load()).unsure


@pytest.mark.parametrize("name", urgent.fill_in())
def test_a_text_with_blanks_still_fits_when_they_are_filled_in(name: str) -> None:
    text = urgent.fill_in()[name].text
    filled = re.sub(r"\[[^\]]*\]", "mười hai ký tự nữa thôi", text).replace("{hotline}", HOTLINE)
    assert len(filled) <= urgent.LONGEST_TEXT


def test_a_correction_says_twice_that_it_was_a_false_alarm_and_a_drill_that_nothing_happened() -> None:
    assert TEXTS[urgent.CORRECTION].text.count("báo nhầm") >= 2
    assert "không có việc gì xảy ra" in TEXTS["urgent_thu-loa"].text
