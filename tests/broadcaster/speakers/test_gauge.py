"""The gauge, without a sound card: what it calls sound, a pause and a hole."""

from array import array
from datetime import timedelta

import pytest

from broadcaster.speakers.gauge import Gauge
from broadcaster.speakers.judge import never
from broadcaster.speakers.tape import TAPE_RATE, Tape

BEGINS = 50.0


def gauged(*stretches: tuple[float, int]) -> Gauge:
    """After stretches of (seconds, level), heard from half a second before the beginning on."""
    gauge, tape, arrived = Gauge(BEGINS), Tape(), BEGINS - 0.5
    for seconds, level in ((0.5, 0), *stretches):
        for _ in range(round(seconds * 10)):
            arrived += 0.1
            tape.write(array("h", [level, -level] * (TAPE_RATE // 20)), arrived)
            gauge.listen(tape, arrived, never)
    return gauge


def near(value: timedelta | None, seconds: float) -> bool:
    return value is not None and abs(value.total_seconds() - seconds) < 0.11


def test_pauses_of_a_speaker_count_as_heard_and_holes_do_not() -> None:
    gauge = gauged((3, 2000), (1.5, 0), (3, 2000), (4, 0), (2, 2000))
    assert near(gauge.heard, 9.5)
    ((begin, end),) = gauge.gaps()
    assert near(begin, 7.5) and near(end, 11.5)
    assert near(gauge.first, 0) and near(gauge.until, 13.5)


def test_silence_is_counted_from_the_last_sound_and_from_the_beginning_where_there_was_none() -> None:
    assert near(gauged((2, 2000), (6, 0)).silence, 6)
    nothing = gauged((6, 0))
    assert near(nothing.silence, 6) and nothing.heard == timedelta(0) and nothing.first is None
    assert nothing.level_db is None


def test_hum_of_an_idle_card_is_no_sound() -> None:
    assert gauged((4, 30)).heard == timedelta(0)


def test_what_is_measured_is_the_level_of_the_sound_alone() -> None:
    assert gauged((2, 3277), (9, 0)).level_db == pytest.approx(-20.0, abs=0.2)


def test_a_muted_device_gives_silence_however_loud_its_monitor_is() -> None:
    gauge, tape = Gauge(BEGINS), Tape()
    tape.write(array("h", [3000, -3000] * (2 * TAPE_RATE)), BEGINS + 4)
    gauge.listen(tape, BEGINS + 4, lambda since, until: until > BEGINS + 1)
    assert near(gauge.heard, 1) and near(gauge.silence, 3)


def test_half_an_hour_is_measured_in_passing() -> None:
    gauge = gauged(*[(20, 2000), (3, 0)] * 20)
    assert len(gauge.gaps()) == 20 and near(gauge.heard, 400)
