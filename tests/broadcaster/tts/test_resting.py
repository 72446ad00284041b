"""A service's rest: remembered, never longer than six hours whatever the note says."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from broadcaster.tts.resting import Rest, Rests, resting


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


def test_the_notes_of_resting_voices_are_read_back_with_their_reason(tmp_path: Path) -> None:
    Rests(tmp_path, timedelta(minutes=10)).begin("gtts", "no route  to host")
    Rest(tmp_path / "fpt-rests-until").begin(timedelta(minutes=1))
    Rest(tmp_path / "edge-failed").begin(timedelta())
    (tmp_path / "ab").mkdir()
    found = resting(tmp_path)
    assert sorted(found) == ["fpt", "gtts"]
    until, why = found["gtts"]
    assert why == "no route to host"
    assert timedelta(minutes=9) < until - datetime.now(UTC) <= timedelta(minutes=10)
    assert resting(tmp_path) == found, "reading it again is the same to the microsecond"
    assert resting(tmp_path / "nowhere") == {}
