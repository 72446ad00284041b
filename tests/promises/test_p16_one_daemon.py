"""P16: a second daemon refuses within a second, also when the first was killed in between; there is one player."""

import os
import signal
import subprocess
import time
from contextlib import contextmanager

import pytest

from tests.running import RunningStation, wait_for

pytestmark = [pytest.mark.audio, pytest.mark.timeout(120)]

REFUSED = 2
STARTING = 1.0
"""Seconds a loaded computer may take to start any Python program with the settings read, before it can refuse."""


@contextmanager
def daemon(station: RunningStation):
    """A daemon of that station, playing."""
    log = (station.home / "daemon.log").open("a")
    process = subprocess.Popen(station.command("daemon"), env=station.environ, stderr=log)
    try:
        wait_for(lambda: beats(station, process.pid), 30)
        yield process
    finally:
        process.kill()
        process.wait()
        log.close()


def beats(station: RunningStation, pid: int) -> bool:
    beat = station.store.beats().get("daemon")
    return beat is not None and beat.pid == pid


def refused(station: RunningStation) -> float:
    """Start another one; seconds until it had refused, less what starting such a program takes here and now."""
    began = time.monotonic()
    assert station.run("settings").returncode == 0
    usual = time.monotonic() - began
    began = time.monotonic()
    second = station.run("daemon")
    took = time.monotonic() - began
    assert second.returncode == REFUSED, second.stderr
    assert "another daemon plays for this station" in second.stderr
    assert took < STARTING + usual
    return took - usual


def test_a_second_daemon_refuses_within_a_second(running: RunningStation) -> None:
    running.run("prepare")
    with daemon(running) as first:
        assert refused(running) < 1.0
        assert first.poll() is None and beats(running, first.pid)
        assert running.pids("daemon") == [first.pid]


def test_after_a_kill_the_next_may_play_and_the_one_after_it_refuses(running: RunningStation) -> None:
    running.run("prepare")
    for _ in range(2):
        with daemon(running) as one:
            assert refused(running) < 1.0
            os.kill(one.pid, signal.SIGKILL)
            one.wait()
    with daemon(running) as one:
        os.kill(one.pid, signal.SIGSTOP)  # it holds the lock, though it does nothing
        assert refused(running) < 1.0
        os.kill(one.pid, signal.SIGCONT)
