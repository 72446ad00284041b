"""The pace of asking: not faster than the service bears, and never longer than the deadline."""

from datetime import timedelta

import pytest

from broadcaster.errors import VoiceError
from broadcaster.tts.pace import Pace

SECOND = timedelta(seconds=1)


class Time:
    """A clock that moves only when somebody waits."""

    def __init__(self) -> None:
        self.now = 100.0

    def wait(self, seconds: float) -> None:
        self.now += seconds


def test_requests_keep_their_distance() -> None:
    time = Time()
    pace = Pace("gtts", SECOND, lambda: time.now, time.wait)
    assert [pace.waited(SECOND * 5) for _ in range(3)] == [timedelta(), SECOND, SECOND]
    time.wait(10)
    assert pace.waited(SECOND) == timedelta()


def test_a_turn_that_does_not_come_in_time_is_an_error_at_once() -> None:
    time = Time()
    pace = Pace("gtts", SECOND * 30, lambda: time.now, time.wait)
    pace.waited(SECOND)
    with pytest.raises(VoiceError, match="turn") as late:
        pace.waited(SECOND * 20)
    assert late.value.again
    assert time.now == 100.0


def test_without_a_gap_nobody_waits() -> None:
    time = Time()
    pace = Pace("gtts", timedelta(), lambda: time.now, time.wait)
    assert [pace.waited(SECOND) for _ in range(3)] == [timedelta()] * 3
