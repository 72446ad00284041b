"""What is said in a bulletin, in which order, with which pauses."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster import settings
from broadcaster.bulletin import Priority
from broadcaster.errors import SettingsError
from broadcaster.settings import Settings, Words
from broadcaster.spoken import Phrase, filled, reader, text_of
from tests.builders import script

ROOT = Path(__file__).resolve().parents[2]
WORDS = Words("{station} xin chào.", "{title} đến đây là hết.", "Xin nhắc lại.")


@pytest.fixture
def ward(tmp_path: Path) -> Settings:
    loaded = settings.load(ROOT / "config", {"BROADCASTER_DATA": str(tmp_path)})
    return replace(loaded, words=WORDS)


def by_sentence(text: str) -> list[Phrase]:
    return [Phrase(part.strip() + ".", timedelta(seconds=0.7)) for part in text.split(".") if part.strip()]


def test_the_stations_words_stand_around_the_script(ward: Settings) -> None:
    said = [phrase.text for phrase in text_of(script(), ward, by_sentence)]
    assert said == [
        f"{ward.station.name} xin chào.",
        "Kính thưa bà con.",
        "Hãy cảnh giác.",
        "Giả danh công an đến đây là hết.",
    ]


def test_a_paragraphs_pause_parts_the_script_from_the_stations_words(ward: Settings) -> None:
    pauses = [phrase.pause.total_seconds() for phrase in text_of(script(), ward, by_sentence)]
    assert pauses == [1.2, 0.7, 1.2, 1.2]


def test_a_station_may_read_everything_twice(ward: Settings) -> None:
    twice = replace(ward, sound=replace(ward.sound, repeat=True))
    said = [(phrase.text, phrase.pause.total_seconds()) for phrase in text_of(script(), twice, by_sentence)]
    assert [text for text, _ in said].count("Hãy cảnh giác.") == 2
    assert said[2:5] == [("Hãy cảnh giác.", 2.0), ("Xin nhắc lại.", 1.2), ("Kính thưa bà con.", 0.7)]


def test_a_script_with_nothing_to_say_is_nothing_not_greetings_alone(ward: Settings) -> None:
    assert text_of(script(text=" "), ward, by_sentence) == ()


def test_no_opening_words_are_no_phrase(ward: Settings) -> None:
    silent = replace(ward, words=Words("", "", ""))
    assert [phrase.text for phrase in text_of(script(), silent, by_sentence)] == ["Kính thưa bà con.", "Hãy cảnh giác."]


def test_braces_an_officer_types_do_no_harm(ward: Settings) -> None:
    assert filled("gọi {hotline} {0} {x.y} {{", script(), ward) == f"gọi {ward.station.hotline} {{0}} {{x.y}} {{{{"


def test_the_reader_says_numbers_as_words_and_pauses_by_punctuation(ward: Settings) -> None:
    phrases = reader(ward)("Có 5 không: một là không tham.\n\nHai là không sợ. Gọi 113.", True)
    assert phrases[0].text.startswith("Có năm không")
    assert [phrase.pause.total_seconds() for phrase in phrases] == [0.4, 1.2, 0.7, 1.2]
    assert not any(letter.isdigit() for phrase in phrases for letter in phrase.text)


def test_loan_words_are_respelled_only_for_engines_that_need_it(ward: Settings) -> None:
    read = reader(ward)
    assert "Zalo" in read("Nhắn qua Zalo.", False)[0].text
    assert "Zalo" not in read("Nhắn qua Zalo.", True)[0].text


def test_a_dictionary_that_cannot_be_read_names_its_file(ward: Settings, tmp_path: Path) -> None:
    (tmp_path / "pronunciation.toml").write_text('[words]\n"KP" = 5\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"pronunciation\.toml"):
        reader(replace(ward, folder=tmp_path))


def test_an_urgent_script_begins_without_a_greeting(ward: Settings) -> None:
    said = [phrase.text for phrase in text_of(script(priority=Priority.URGENT), ward, by_sentence)]
    assert said == ["Kính thưa bà con.", "Hãy cảnh giác.", "Giả danh công an đến đây là hết."]
