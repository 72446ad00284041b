"""Words, sentences, days and numbers follow whoever reads the page; what is put down for others is Vietnamese."""

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from broadcaster import wording
from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Status, Topic
from broadcaster.settings import calendar
from web import formats, sentences, words
from web.sounds import voice_words
from web.timetable.day_words import day_sentence
from web.tongue import chosen, gathering, tables

WEB = Path(words.__file__).parent
WORDS = sorted([*WEB.rglob("*words.py"), WEB / "sentences.py"])


@pytest.fixture
def in_english() -> Iterator[None]:
    """As while an English page is made."""
    chosen.speak("en")
    yield
    chosen.speak(chosen.SOURCE)


@pytest.mark.parametrize("file", WORDS, ids=lambda file: file.name)
def test_every_vietnamese_word_of_a_table_reaches_the_translators(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    left = {"CSV_HEAD", "RETURN_REASONS", "OF_THE_DAY", "TONGUES"}
    apart = [node for node in tree.body if isinstance(node, (ast.Assign, ast.AnnAssign)) and _names(node) & left]
    skipped = {id(inner) for node in apart for inner in ast.walk(node)} | _docs(tree)
    known = "\n".join(gathering.messages())
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in skipped]
    marked = [one.value for one in constants if isinstance(one.value, str) and tables.MARKED.search(one.value)]
    patterns = r"\(Ngày nghỉ|\(nghỉ bù"

    assert [text for text in marked if text not in known and not re.search(patterns, text)] == []


def _names(node: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {one.id for one in targets if isinstance(one, ast.Name)}


def _docs(tree: ast.Module) -> set[int]:
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def test_words_follow_the_reader(in_english: None) -> None:
    assert words.STATUS[Status.RETURNED].word == "Returned"
    assert words.STATUS[Status.RETURNED].icon == "arrow-counterclockwise"
    assert {one.word for one in words.OUTCOME.values()} >= {"Complete", "Missed"}
    assert words.REASON.get(Reason.KILLED) == "The computer was switched off or lost power while playing."
    assert next(iter(words.WEEKDAY)) == words.WEEKDAY[0] == "Monday"
    assert words.fault_sentence("something_new").startswith("The station has a fault.")
    assert voice_words.failure("voices: espeak: nothing to say").startswith("The audio was not made")
    with chosen.vietnamese():
        assert words.WEEKDAY[0] == "Thứ Hai"


def test_sentences_know_one_from_many_and_write_days_as_english_does(in_english: None) -> None:
    assert sentences.say("templates_loaded", count=1).startswith("1 urgent template loaded")
    assert sentences.say("templates_loaded", count=3).startswith("3 urgent templates loaded")
    assert sentences.say("from_to", first="23/11/2026", last="02/12/2026") == "from 23 Nov 2026 to 2 Dec 2026"


def test_what_is_put_down_for_others_is_vietnamese(in_english: None) -> None:
    assert sentences.put_down("column_title", name="Điểm tin", day="23/11/2026") == "Điểm tin ngày 23/11/2026"
    assert wording.OUTCOME_WORD[Outcome.COMPLETE] == "Phát đủ"
    assert wording.TOPIC[Topic.T06] == "Mua hàng online"


def test_every_day_off_has_its_english_name(in_english: None) -> None:
    table = tomllib.loads(calendar.VIETNAM.read_text("utf-8"))
    names = {str(name) for days in table.values() for name in days.values()}

    assert len(names) > 15
    assert [name for name in names if any(mark in day_sentence(name) for mark in ("ngày", "nghỉ", "Mùng", "bù"))] == []


def test_days_hours_and_numbers_are_written_as_english_does(in_english: None) -> None:
    home, monday = ZoneInfo("Asia/Ho_Chi_Minh"), date(2026, 11, 23)

    assert formats.day(date(2026, 1, 2)) == "2 Jan 2026"
    assert formats.moment(datetime(2026, 11, 23, 23, 30, tzinfo=UTC), home) == "06:30, 24 Nov 2026"
    assert [formats.day_name(monday + timedelta(days=ahead), monday) for ahead in (0, 1, -1, 3)] == [
        "Today",
        "Tomorrow",
        "Yesterday",
        "Thursday 26 Nov",
    ]
    assert [formats.length(seconds) for seconds in (45, 60, 80)] == ["45 s", "1 min", "1 min 20 s"]
    assert (formats.number(12345.67), formats.number(1234, 0)) == ("12,345.7", "1,234")
    assert formats.minutes(timedelta(seconds=750)) == "12.5"
