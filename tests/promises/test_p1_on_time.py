"""P1 through the clock port: sixty slots, each on its second, each item with its outcome. Real sound: tests/bench."""

from datetime import timedelta
from statistics import median

from broadcaster.airing import Outcome
from broadcaster.speakers import LEADING_SILENCE
from tests.broadcaster.simulation.scene import scene

DAYS = 19
"""Three weeks from a Monday, less the last weekend: fifteen days of programme, two slots in each of two zones."""


def test_sixty_slots_begin_on_their_second_and_nothing_is_without_an_outcome():
    with scene() as one:
        one.ready("sáng", 65)
        one.ready("sáng, thứ hai", 40)
        one.ready("chiều khu bắc", 55, slot="evening")
        one.ready("chiều khu nam", 45, slot="dusk")
        assert one.violations(DAYS) == []
        entries = one.world.desk.entries()
        firsts = {(sound.airing.key.occurrence, sound.zone): sound for sound in reversed(one.sounds)}
    assert len(firsts) == 60
    planned = one.world.station.occurrence
    off = [abs(sound.wall + LEADING_SILENCE - planned(key).starts) for (key, _), sound in firsts.items()]
    assert median(off) <= timedelta(milliseconds=5) and max(off) <= timedelta(milliseconds=40)
    assert {entry.outcome for entry in entries} == {Outcome.COMPLETE}
    assert len(entries) == 15 * 6
    assert {entry.attempt for entry in entries} == {1}
