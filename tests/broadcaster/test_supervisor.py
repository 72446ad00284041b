"""The supervisor: the renderer comes when it is called, and only then."""

import os
from pathlib import Path

import pytest

from broadcaster import bell, supervisor
from broadcaster.supervisor import DAY, LONGEST_PAUSE, Part


def test_the_renderer_is_there_at_the_start_when_it_rings_and_once_a_day(tmp_path: Path) -> None:
    part = Part("renderer", bell=tmp_path)
    assert part.wanted(1000.0), "what was lost with the last run waits"
    part.owed, part.started = False, 1000.0
    assert not part.wanted(1001.0)
    bell.ring(tmp_path)
    assert part.wanted(1001.0)
    bell.answer(tmp_path, bell.heard(tmp_path))
    assert not part.wanted(1000.0 + DAY - 1)
    assert part.wanted(1000.0 + DAY)


def test_a_renderer_that_broke_down_is_owed_another_run(tmp_path: Path) -> None:
    part = Part("renderer", bell=tmp_path, started=1000.0, owed=True)
    assert part.wanted(1001.0)


def test_every_other_part_is_always_wanted() -> None:
    part = Part("daemon", owed=False)
    assert part.wanted(1000.0)


def test_a_part_that_cannot_be_started_just_now_is_tried_again_a_little_later_and_ends_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = Part("daemon")
    monkeypatch.setattr(supervisor, "_command", lambda name, config: [str(tmp_path / "no-such-program")])
    supervisor._keep_alive(part, tmp_path)
    assert part.process is None
    assert part.not_before >= part.started + LONGEST_PAUSE
    supervisor._keep_alive(part, tmp_path)
    assert part.started < part.not_before, "it is not its turn yet"
    if part.line is not None:
        with pytest.raises(OSError):
            os.fstat(part.line.writes)
        part.line.close()
