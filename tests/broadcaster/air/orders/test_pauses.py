"""The pauses between the repetitions of an order: as long as ordered, and nobody else's urgent order waits them out."""

from datetime import timedelta
from itertools import pairwise

import pytest

from broadcaster.airing import Outcome
from broadcaster.guard import Permit
from tests.broadcaster.air.orders.ordering import SECOND, TICK, run, urgent
from tests.ward import Ward


def test_a_second_urgent_order_sounds_in_the_pause_of_the_first(ward: Ward) -> None:
    flood, fire = ward.approved("Ngập", 20), ward.approved("Cháy", 20)
    given = ward.clock.now()
    urgent(ward, flood, repeats=4, gap=60 * SECOND)
    ward.clock.at(given + 40 * SECOND, lambda: urgent(ward, fire))
    run(ward, "06:28")
    starts = {entry.started: entry.title for entry in ward.log() if entry.started}
    assert list(starts.values()) == ["Ngập", "Cháy", "Ngập", "Ngập", "Ngập"]
    (said,) = [start for start, title in starts.items() if title == "Cháy"]
    assert said - given - 40 * SECOND <= 3 * SECOND
    floods = [start for start, title in starts.items() if title == "Ngập"]
    assert [later - earlier for earlier, later in pairwise(floods)] == [80 * SECOND] * 3


def test_one_given_while_the_first_sounds_comes_before_its_second_time(ward: Ward) -> None:
    flood, fire = ward.approved("Ngập", 20), ward.approved("Cháy", 20)
    given = ward.clock.now()
    urgent(ward, flood, repeats=3, gap=timedelta())
    ward.clock.at(given + 10 * SECOND, lambda: urgent(ward, fire))
    run(ward, "06:28")
    assert [entry.title for entry in ward.log()] == ["Ngập", "Cháy", "Ngập", "Ngập"]
    assert {entry.outcome for entry in ward.log()} == {Outcome.COMPLETE}


@pytest.mark.parametrize("gap", [5 * SECOND, 60 * SECOND])
@pytest.mark.parametrize("back", [timedelta(minutes=1), timedelta(minutes=90), timedelta(hours=7), timedelta(days=1)])
def test_a_clock_put_back_in_a_pause_makes_it_no_longer(ward: Ward, gap: timedelta, back: timedelta) -> None:
    alarm = ward.approved("Cháy", 20)
    permit, given = Permit("Minh", "vỡ đê"), ward.clock.now()
    ward.store.order_now(alarm.id, True, permit, ward.minh, given, repeats=2, gap=gap)
    ward.clock.at(given + 23 * SECOND, lambda: ward.clock.step(-back))
    begun, playout = ward.clock.monotonic(), ward.playout()
    while ward.clock.monotonic() - begun < (20 * SECOND + gap + 35 * SECOND).total_seconds():
        if not playout.turn():
            ward.clock.wait(TICK)
    last = max(ward.log(), key=lambda entry: entry.number)
    assert (last.attempt > 1, last.outcome) == (True, Outcome.COMPLETE)
    assert playout.orders.active == []
