"""The supervisor with real processes: a part that is there and hangs is replaced, and systemd is told the truth."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from broadcaster import lifeline, supervisor
from broadcaster.supervisor import SILENT, Part, Systemd

WELL = "import time\nfrom broadcaster import lifeline\nlifeline.keep_pulsing(every=0.1)\ntime.sleep(60)"


@pytest.fixture
def part(monkeypatch):
    """A part that only lives and gives signs of life."""
    monkeypatch.setattr(supervisor, "_command", lambda name, config: [sys.executable, "-c", WELL])
    made = Part("daemon")
    yield made
    if made.process is not None and made.process.poll() is None:
        made.process.kill()
        made.process.wait()
    if made.line is not None:
        made.line.close()


def rounds_until(part: Part, what, seconds: float) -> float:
    """Rounds of the supervisor until `what` holds; returns the seconds it took."""
    began = time.monotonic()
    while not what():
        supervisor._keep_alive(part, Path("config"))
        assert time.monotonic() - began < seconds, "it did not come to pass"
        time.sleep(0.02)  # the part is a real process
    return time.monotonic() - began


def heard(part: Part) -> bool:
    return part.line is not None and part.line.last is not None


def test_a_part_that_was_stopped_by_a_signal_is_replaced(part, monkeypatch):
    monkeypatch.setitem(SILENT, "daemon", 1.5)
    rounds_until(part, lambda: heard(part), 30)
    first = part.process
    assert first is not None
    os.kill(first.pid, signal.SIGSTOP)
    took = rounds_until(part, lambda: part.process not in (None, first), 15)
    assert took > 1.2
    assert first.returncode == -signal.SIGKILL
    rounds_until(part, lambda: heard(part), 30)


def test_a_part_that_gives_signs_of_life_is_left_alone(part, monkeypatch):
    monkeypatch.setitem(SILENT, "daemon", 2.0)
    rounds_until(part, lambda: heard(part), 30)
    first, began = part.process, time.monotonic()
    rounds_until(part, lambda: time.monotonic() - began > 3, 15)
    assert part.process is first


def test_a_part_that_never_gives_a_sign_is_replaced_too(part, monkeypatch):
    silent = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(supervisor, "_command", lambda name, config: silent)
    monkeypatch.setattr(supervisor, "FIRST_SIGN", 0.5)
    monkeypatch.setitem(SILENT, "daemon", 0.3)
    rounds_until(part, lambda: part.process is not None, 5)
    first = part.process
    rounds_until(part, lambda: part.process not in (None, first), 15)


def test_as_it_is_set_every_part_is_replaced_within_twenty_seconds_or_so():
    assert SILENT["daemon"] + supervisor.LOOK + lifeline.PULSE < 20
    assert max(SILENT.values()) <= 20


def test_a_part_does_not_inherit_what_systemd_says_to_the_station(part, monkeypatch):
    monkeypatch.setenv("NOTIFY_SOCKET", "/nowhere")
    monkeypatch.setenv("WATCHDOG_USEC", "1000000")
    rounds_until(part, lambda: heard(part), 30)
    assert part.process is not None
    environ = Path(f"/proc/{part.process.pid}/environ").read_bytes()
    assert b"NOTIFY_SOCKET" not in environ and b"WATCHDOG_USEC" not in environ
    assert lifeline.PIPE.encode() in environ


def test_systemd_hears_that_the_station_is_ready_when_desk_and_daemon_have_shown_life(monkeypatch, tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        line.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "20000000")
        systemd, parts = Systemd(), [Part("desk"), Part("daemon")]
        systemd.look(parts)
        assert [line.recv(4096) for _ in range(2)] == [b"STATUS=running: nothing yet", b"WATCHDOG=1"]
        for one in parts:
            one.process = subprocess.Popen([sys.executable, "-c", ""])
            one.process.wait()
            one.line = lifeline.Listening()
            one.line.last = 1.0
        systemd.look(parts)
        assert [line.recv(4096) for _ in range(2)] == [b"READY=1", b"STATUS=running: desk, daemon"]
        for one in parts:
            assert one.line is not None
            one.line.started()
            one.line.close()
