"""The renderer's bell: every ring is heard, an answered one is not heard again, whatever the clock does."""

import os
from pathlib import Path

from broadcaster import bell


def test_a_ring_is_heard_until_it_is_answered(tmp_path: Path) -> None:
    assert not bell.rung(tmp_path, bell.answered(tmp_path)), "nobody has rung yet"
    bell.ring(tmp_path)
    seen = bell.heard(tmp_path)
    assert bell.rung(tmp_path, bell.answered(tmp_path))
    bell.answer(tmp_path, seen)
    assert not bell.rung(tmp_path, bell.answered(tmp_path))


def test_who_rings_while_the_renderer_goes_is_heard(tmp_path: Path) -> None:
    bell.ring(tmp_path)
    seen = bell.heard(tmp_path)
    bell.ring(tmp_path)
    bell.answer(tmp_path, seen)
    assert bell.rung(tmp_path, bell.answered(tmp_path))


def test_a_clock_that_was_set_back_hides_no_ring(tmp_path: Path) -> None:
    bell.ring(tmp_path)
    tomorrow = bell.heard(tmp_path) + 86_400 * 10**9
    os.utime(tmp_path / bell.BELL, ns=(tomorrow, tomorrow))
    bell.answer(tmp_path, bell.heard(tmp_path))
    bell.ring(tmp_path)
    assert bell.heard(tmp_path) < bell.answered(tmp_path)
    assert bell.rung(tmp_path, bell.answered(tmp_path))


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    bell.ring(tmp_path / "file" / "data")
    bell.answer(tmp_path / "file" / "data", 1)
    assert bell.heard(tmp_path / "file" / "data") == 0


def test_a_file_is_there_exactly_while_a_ring_is_unanswered(tmp_path: Path) -> None:
    wanted = tmp_path / bell.WANTED
    bell.ring(tmp_path)
    assert wanted.exists()
    seen = bell.heard(tmp_path)
    bell.answer(tmp_path, seen)
    assert not wanted.exists()
    bell.ring(tmp_path)
    seen = bell.heard(tmp_path)
    bell.ring(tmp_path)
    bell.answer(tmp_path, seen)
    assert wanted.exists(), "somebody rang while the renderer went"
