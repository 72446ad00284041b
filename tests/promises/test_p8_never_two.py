"""P8: in a thousand interleavings of people and trouble never two sounds at once; the higher priority wins.

BROADCASTER_TEST_SCENES sets in how many days of 40 interleavings they come (default 6; 25 make the thousand).
"""

import os
from dataclasses import replace
from datetime import time, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Priority
from broadcaster.simulation.ward import NORTH, SOUTH, ward
from broadcaster.station import Policy, Slot, Window, Zone
from tests.broadcaster.simulation.scene import scene

EVERY = timedelta(minutes=40)
SLOTS = 20
SCENES = int(os.environ.get("BROADCASTER_TEST_SCENES", "6"))
"""Each of them has twenty slots in each of two zones: forty interleavings."""


def busy_ward():
    """Twenty short slots a day, each in both zones."""
    starts = [timedelta(hours=6) + EVERY * number for number in range(SLOTS)]
    slots = [
        Slot(f"s{number}", f"Khung {number}", _clock(start), timedelta(minutes=3), ("north", "south"))
        for number, start in enumerate(starts)
    ]
    policy = Policy("busy", "", "", frozenset(range(7)), (Window(time(5), time(21)),), SLOTS, timedelta(minutes=15))
    zones = (Zone("north", "Khu bắc", NORTH), Zone("south", "Khu nam", SOUTH))
    return replace(ward(), slots=tuple(slots), policy=policy, zones=zones)


def _clock(length):
    return time(length.seconds // 3600, length.seconds // 60 % 60)


DEEDS = {
    "urgent": lambda one, ids: one.order(ids["lũ"]),
    "urgent in the north": lambda one, ids: one.order(ids["lũ"], zones=("north",)),
    "urgent in the south": lambda one, ids: one.order(ids["cháy"], zones=("south",)),
    "urgent twice": lambda one, ids: one.order(ids["cháy"], repeats=2),
    "ordinary": lambda one, ids: one.order(ids["thêm"], urgent=False),
    "stop": lambda one, ids: one.stop(),
    "power cut": lambda one, ids: one.cut(3),
}

interleavings = st.lists(
    st.lists(st.tuples(st.floats(-9, 170), st.sampled_from(sorted(DEEDS))), max_size=4), min_size=SLOTS, max_size=SLOTS
)


@settings(
    max_examples=SCENES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=(Phase.generate,),
)
@given(interleavings)
@pytest.mark.timeout(900)
def test_in_any_interleaving_nothing_sounds_at_once_and_the_higher_priority_wins(days):
    with scene(station=busy_ward()) as one:
        ids = {name: one.approved(name, seconds) for name, seconds in (("lũ", 12), ("cháy", 15), ("thêm", 20))}
        ordinary, ahead = one.approved("thường", 45), one.approved("ưu tiên", 30, Priority.PRIORITY)
        for number in range(SLOTS):
            one.placed(ordinary, f"s{number}")
            one.placed(ahead, f"s{number}")
        for number, deeds in enumerate(days):
            start = (timedelta(hours=6) + EVERY * number).total_seconds()
            for second, deed in deeds:
                one.at(start + second, lambda deed=deed: DEEDS[deed](one, ids))
        assert [f"{found.rule}: {found.when:%H:%M:%S} {found.what}" for found in one.violations()] == []
        assert len(one.sounds) >= SLOTS


def test_what_was_cut_into_goes_on_at_a_sentence_and_the_urgent_one_came_first():
    with scene() as one:
        one.ready("thường", 120)
        alarm = one.approved("lũ", 20)
        one.at("06:30:40", lambda: one.order(alarm))
        assert one.violations() == []
        north = [sound for sound in one.sounds if sound.zone == "north"]
        assert [sound.airing.title for sound in north] == ["thường", "lũ", "thường"]
        cut, urgent, rest = north
        assert urgent.began - one.when("06:30:40") <= 3_000_000
        assert rest.offset % timedelta(seconds=7) == timedelta() and timedelta() < rest.offset <= cut.heard[-1][1]
        entries = [entry for entry in one.world.desk.entries() if entry.zone == "north"]
        outcomes = [entry.outcome for entry in entries]
        assert Outcome.CUT_IN in outcomes and outcomes.count(Outcome.COMPLETE) == 2
        assert [entry.title for entry in entries if entry.reason is Reason.URGENT] == ["thường"]
