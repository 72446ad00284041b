"""A service's rest: remembered, never longer than six hours whatever the note says."""

from datetime import timedelta
from pathlib import Path

from broadcaster.tts.resting import Rest


def test_a_rest_is_remembered_by_the_next_program(tmp_path: Path) -> None:
    Rest(tmp_path / "note").begin(timedelta(minutes=5))
    assert timedelta(minutes=4) < Rest(tmp_path / "note").left() <= timedelta(minutes=5)


def test_without_a_note_it_is_kept_in_memory() -> None:
    rest = Rest(None)
    rest.begin(timedelta(minutes=5))
    assert rest.left() > timedelta(minutes=4)


def test_a_week_is_not_believed(tmp_path: Path) -> None:
    rest = Rest(tmp_path / "note")
    rest.begin(timedelta(days=7))
    assert rest.left() <= timedelta(hours=6)


def test_a_note_from_a_wrong_clock_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("99999999999\n")
    assert Rest(tmp_path / "note").left() == timedelta()


def test_a_spoiled_note_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("soon\n")
    assert Rest(tmp_path / "note").left() == timedelta()
