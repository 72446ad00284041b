"""The ear beside a sound server that goes and comes: a stand-in for parec that is refused as long as a file says so."""

import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from broadcaster.speakers.ear import Ear

PAREC = """#!/bin/sh
[ -e "$SERVER_IS_AWAY" ] && exit 1
while [ ! -e "$SERVER_IS_AWAY" ]; do
    head -c 1600 /dev/zero
    sleep 0.05
done
"""


@pytest.fixture
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "parec"
    program.write_text(PAREC, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    file = tmp_path / "away"
    monkeypatch.setenv("SERVER_IS_AWAY", str(file))
    return file


def until(asked: Callable[[], bool], seconds: float = 8.0) -> bool:
    deadline = time.monotonic() + seconds
    while not asked() and time.monotonic() < deadline:
        time.sleep(0.01)
    return asked()


def test_a_server_that_restarts_within_seconds_is_heard_again_and_the_whole_gap_is_told(away: Path) -> None:
    ear = Ear("ward.monitor")
    try:
        away.touch()
        assert until(lambda: ear.lost)
        began = time.monotonic()
        until(lambda: time.monotonic() - began > 1.7)
        away.unlink()
        assert until(lambda: not ear.lost), "it is put on again once the server is there"
        (note,) = ear.notes
        assert 1.7 <= float(note.split()[-2]) < 4.5
    finally:
        ear.close()


def test_a_server_that_stays_away_is_given_up(away: Path) -> None:
    away.touch()
    ear = Ear("ward.monitor")
    try:
        assert until(lambda: ear.lost)
        assert until(lambda: not ear._thread.is_alive(), 12)
        assert ear.lost and not ear.notes
    finally:
        ear.close()
