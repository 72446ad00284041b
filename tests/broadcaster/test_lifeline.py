"""Signs of life: systemd is told in its own words, and the supervisor hears each part on a pipe of its own."""

import os
import socket
import threading

import pytest

from broadcaster import lifeline


@pytest.fixture
def systemd(tmp_path):
    """What listens where systemd would."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        line.settimeout(5)
        yield line


def test_systemd_is_told_in_one_message(systemd, tmp_path):
    assert lifeline.tell("READY=1", "STATUS=đang phát", environ={"NOTIFY_SOCKET": str(tmp_path / "notify")})
    assert systemd.recv(4096).decode() == "READY=1\nSTATUS=đang phát"


def test_an_abstract_address_is_understood():
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind("\0broadcaster-test-lifeline")
        line.settimeout(5)
        assert lifeline.tell("WATCHDOG=1", environ={"NOTIFY_SOCKET": "@broadcaster-test-lifeline"})
        assert line.recv(4096) == b"WATCHDOG=1"


def test_without_systemd_nothing_is_told_and_a_dead_socket_harms_nobody(tmp_path):
    assert not lifeline.tell("READY=1", environ={})
    assert not lifeline.tell("READY=1", environ={"NOTIFY_SOCKET": str(tmp_path / "nobody")})


def test_the_watchdog_is_answered_twice_as_often_as_asked_and_only_by_whom_it_was_asked():
    mine = str(os.getpid())
    assert lifeline.watchdog({"WATCHDOG_USEC": "20000000", "WATCHDOG_PID": mine}) == 10.0
    assert lifeline.watchdog({"WATCHDOG_USEC": "20000000"}) == 10.0
    assert lifeline.watchdog({"WATCHDOG_USEC": "20000000", "WATCHDOG_PID": "1"}) is None
    assert lifeline.watchdog({}) is None and lifeline.watchdog({"WATCHDOG_USEC": "0"}) is None


def test_the_supervisor_hears_when_a_part_last_gave_a_sign(monkeypatch):
    line = lifeline.Listening()
    assert line.listen(1.0) is None, "it has not been heard yet"
    monkeypatch.setenv(lifeline.PIPE, str(line.writes))
    lifeline.pulse()
    assert line.listen(2.0) == 2.0
    assert line.listen(9.0) == 2.0
    lifeline.pulse()
    assert line.listen(9.5) == 9.5
    line.started()
    line.close()


def test_a_part_that_is_not_well_gives_no_sign_and_a_full_pipe_does_not_hold_it_up(monkeypatch):
    line = lifeline.Listening()
    monkeypatch.setenv(lifeline.PIPE, str(line.writes))
    asked = threading.Event()

    def not_well() -> bool:
        asked.set()
        return False

    done = lifeline.keep_pulsing(not_well)
    assert asked.wait(5)
    done.set()
    assert line.listen(1.0) is None
    for _ in range(100_000):  # more than a pipe holds
        lifeline.pulse()
    assert line.listen(2.0) == 2.0
    line.started()
    line.close()


def test_a_part_that_systemd_started_alone_says_ready_once_and_answers_the_watchdog(systemd, tmp_path, monkeypatch):
    monkeypatch.delenv(lifeline.PIPE, raising=False)
    monkeypatch.setenv(lifeline.SYSTEMD, str(tmp_path / "notify"))
    monkeypatch.setenv(lifeline.WATCHDOG, "40000")
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    done = lifeline.keep_pulsing()
    heard = [systemd.recv(4096).decode() for _ in range(3)]
    done.set()
    assert heard == ["READY=1\nWATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"]
