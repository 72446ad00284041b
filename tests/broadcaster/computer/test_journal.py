"""The journal: one JSON line an event, a few megabytes at most however long the station runs, and never in its way."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadcaster.computer import journal


@pytest.fixture
def told(tmp_path: Path) -> Iterator[journal.Journal]:
    made = journal.Journal(tmp_path / journal.FOLDER, "daemon")
    yield made
    made.close()


def event(text: str, *filled: object, error: BaseException | None = None) -> logging.LogRecord:
    about = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("broadcaster.air", logging.WARNING, "", 0, text, filled, about)


def lines(folder: Path) -> list[dict[str, object]]:
    return journal.last_lines(folder / journal.FOLDER, "daemon", 1000)


def test_a_line_says_when_who_and_what_and_in_which_place_it_went_wrong(told: journal.Journal, tmp_path: Path) -> None:
    try:
        raise ValueError("cạc âm thanh")
    except ValueError as why:
        told.emit(event("%s did not sound", "Tin số 1", error=why))
    (line,) = lines(tmp_path)
    assert line["event"] == "%s did not sound" and line["said"] == "Tin số 1 did not sound"
    assert (line["part"], line["level"], line["from"], line["error"]) == (
        "daemon", "WARNING", "broadcaster.air", "ValueError",
    )  # fmt: skip
    assert str(line["at"]).endswith("+00:00") and "test_journal.py" in str(line["trace"])
    assert "cạc âm thanh" not in json.dumps(line["trace"], ensure_ascii=False), "a trace names places, not values"


def test_a_station_that_talks_for_years_fills_ten_megabytes_and_no_more(told: journal.Journal, tmp_path: Path) -> None:
    count = 0
    while count * 3500 < 2 * (journal.KEPT + 1) * journal.SIZE:
        told.emit(event(f"{count} {'x' * 3400}"))
        count += 1
    files = sorted((tmp_path / journal.FOLDER).iterdir())
    assert len(files) == journal.KEPT + 1
    assert all(path.stat().st_size <= journal.SIZE for path in files)
    assert str(lines(tmp_path)[-1]["event"]).startswith(f"{count - 1} "), "the newest is kept"


def test_one_endless_event_is_cut_short(told: journal.Journal, tmp_path: Path) -> None:
    told.emit(event("y" * 1_000_000))
    assert (tmp_path / journal.FOLDER / "daemon.jsonl").stat().st_size < 3 * journal.LONGEST


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    made = journal.Journal(tmp_path / "logs", "desk")
    (tmp_path / "logs").rmdir()
    (tmp_path / "logs").write_text("a file where the folder was")
    made.emit(event("still alive"))
    made.close()


def test_only_its_owner_reads_the_journal(told: journal.Journal, tmp_path: Path) -> None:
    assert (tmp_path / journal.FOLDER).stat().st_mode & 0o077 == 0


def test_a_spoiled_line_is_left_out(told: journal.Journal, tmp_path: Path) -> None:
    told.emit(event("one"))
    with (tmp_path / journal.FOLDER / "daemon.jsonl").open("ab") as file:
        file.write(b"{half a li\n\xff\xfe\n[1]\n")
    told.emit(event("two"))
    assert [line["event"] for line in lines(tmp_path)] == ["one", "two"]
