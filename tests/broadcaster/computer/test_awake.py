"""The PC stays awake while the station runs, and may sleep again when it ends, however it ends."""

import os
import subprocess
import sys
import time
from pathlib import Path

from broadcaster.computer import awake
from broadcaster.settings import PROJECT


def a_system(folder: Path) -> list[str]:
    """A stand-in for systemd-inhibit: notes that it holds its lock, runs what it is given, notes that it let go."""
    program = folder / "inhibit"
    notes = folder / "notes"
    skip = 'while [ "${1#-}" != "$1" ]; do shift; done'
    program.write_text(f'#!/bin/sh\necho held >>{notes}\n{skip}\n"$@"\necho let go >>{notes}\n')
    program.chmod(0o755)
    return [str(program), "--what=sleep"]


def notes(folder: Path, wanted: list[str]) -> list[str]:
    """What was noted, given a few seconds to become `wanted`: the stand-in is another process."""
    until = time.monotonic() + 10
    found: list[str] = []
    while found != wanted and time.monotonic() < until:
        found = (folder / "notes").read_text().splitlines() if (folder / "notes").exists() else []
        time.sleep(0.02)
    return found


def test_the_lock_is_held_until_it_is_closed(tmp_path: Path) -> None:
    held = awake.hold(a_system(tmp_path))
    assert held is not None
    assert notes(tmp_path, ["held"]) == ["held"]
    held.close()
    assert notes(tmp_path, ["held", "let go"]) == ["held", "let go"]


def test_a_supervisor_that_is_killed_leaves_nobody_behind(tmp_path: Path) -> None:
    program = "import os, sys; from broadcaster.computer import awake; awake.hold(sys.argv[1:]); os._exit(9)"
    environ = {**os.environ, "PYTHONPATH": str(PROJECT)}
    subprocess.run([sys.executable, "-c", program, *a_system(tmp_path)], env=environ, check=False)
    assert notes(tmp_path, ["held", "let go"]) == ["held", "let go"]


def test_a_system_that_cannot_be_asked_stops_nothing() -> None:
    assert awake.hold(["no-such-program"]) is None


def test_on_windows_the_state_is_asked_for_and_withdrawn() -> None:
    held = awake.hold(platform="win32")
    assert held is not None
    held.close()
