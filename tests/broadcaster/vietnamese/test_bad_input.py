"""Whatever is pasted is read or pointed out: no error, no silence where words stood, no long wait."""

import time

import pytest

from broadcaster.vietnamese import Dictionary, speakable

from .spoken_forms import residue


@pytest.mark.parametrize("text", ["", " ", "\n", "\n\n \n", "\x00", "\u200f\u200e", "...", "-"])
def test_nothing_written_is_nothing_said(text: str, dictionary: Dictionary) -> None:
    assert not speakable(text, dictionary).spoken.strip()


@pytest.mark.parametrize("text", ["社区通知：今天停电。", "The ward office is closed on Monday.", "Привет всем"])
def test_other_languages_are_read_and_listed(text: str, dictionary: Dictionary) -> None:
    reading = speakable(text, dictionary)
    assert reading.spoken
    assert reading.unsure
    assert not residue(reading.spoken)


def test_marks_of_direction_do_not_hide_words(dictionary: Dictionary) -> None:
    assert speakable("\u202eUBND\u202c phường\u200f", dictionary).spoken == "ủy ban nhân dân phường"


HARD = [
    "1",
    "1.",
    "1/",
    "01 ",
    "A",
    "A.",
    "A-",
    "I",
    "a.",
    "a@",
    "(",
    "[",
    "<a ",
    "*",
    "#a",
    ".",
    "-",
    "'",
    "😀",
    "²",
    "1:",
    "UBND/",
]


@pytest.mark.parametrize("piece", [*HARD, " ", "\n", "漢", "https://a"])
def test_the_time_grows_with_the_length_only(piece: str, dictionary: Dictionary) -> None:
    short, long = (piece * (length // len(piece)) for length in (6_000, 48_000))
    took = {text: min(_seconds(text, dictionary) for _ in range(2)) for text in (short, long)}
    # Eight times the length: linear is 8, quadratic 64; a ratio of one run, whatever the machine is doing.
    assert took[long] / took[short] < 30
    assert not residue(speakable(long, dictionary).spoken)


def _seconds(text: str, dictionary: Dictionary) -> float:
    began = time.process_time()
    speakable(text, dictionary)
    return time.process_time() - began


def test_a_megabyte_of_bulletin(dictionary: Dictionary) -> None:
    line = "Lúc 8h30' ngày 02/8/2025, UBND phường thông báo thu 5.000.000 đồng, gọi 0225.3825.115.\n"
    text = line * (1_000_000 // len(line))
    reading = speakable(text, dictionary)
    assert len(reading.spoken.split("\n")) == len(text.split("\n"))
