"""Zones side by side: each its own sound, its own ear and its own log, and the same item at the same instant."""

import itertools
from datetime import timedelta

import pytest

from broadcaster.air.ledger import Ledger
from broadcaster.air.playout import Playout
from broadcaster.air.settling import settle_slots
from broadcaster.airing import Outcome, Reason
from broadcaster.office import newsroom
from broadcaster.planning import BETWEEN
from broadcaster.speakers import LEADING_SILENCE
from broadcaster.station import Slot, Zone
from tests.builders import MONDAY, at, station
from tests.fakes.conductor import Conductor
from tests.fakes.speakers import FakeSpeakers
from tests.ward import open_ward

NORTH, SOUTH = Zone("north", "Xóm Bắc", "card-n"), Zone("south", "Xóm Nam", "card-s", volume=80)
SECOND = timedelta(seconds=1)


class Street:
    """A ward of two zones, each with its own loudspeakers, and everything that happens at some second of the day."""

    def __init__(self, folder):
        from datetime import time

        slot = Slot("morning", "Sáng", time(6, 30), timedelta(minutes=15), ("north", "south"))
        self.clock = Conductor(at("06:00"))
        self.ward = open_ward(folder, of=station(zones=(NORTH, SOUTH), slots=(slot,)), clock=self.clock)
        self.speakers = {
            zone: FakeSpeakers(self.clock, lengths=self.ward.speakers.lengths) for zone in ("north", "south")
        }
        self.happens = {}

    def place(self, bulletin, *zones):
        self.ward.store.place(
            bulletin.id, "morning", MONDAY, None, (), 0, self.ward.tung, self.clock.now(), zones=zones
        )
        return bulletin

    def live(self, since, until):
        """The daemon's two threads from `since` to `until`."""
        self.clock.to(at(since))
        ledger = Ledger(self.ward.store, self.ward.folder / "ledger", self.clock)
        playout = Playout(self.ward.station, ledger, self.speakers, self.clock)

        def zone(name):
            while self.clock.now() < at(until):
                if not playout.announcers[name].turn():
                    self.clock.wait(SECOND / 2)

        def world():
            for moment, happening in sorted(self.happens.items()):
                self.clock.wait(at(moment) - self.clock.now())
                happening()

        self.clock.play(lambda: zone("north"), lambda: zone("south"), world)
        return playout

    def heard(self, zone):
        return [sound.since + LEADING_SILENCE for sound in self.speakers[zone].sounds]

    def log(self, zone):
        return [entry for entry in self.ward.log() if entry.zone == zone]


class Hanging:
    """Loudspeakers that say nothing for four minutes before they begin."""

    def __init__(self, speakers):
        self.speakers = speakers
        self.sounds = speakers.sounds

    def play(self, cue, watch):
        self.speakers.clock.wait(timedelta(minutes=4))
        return self.speakers.play(cue, watch)


@pytest.fixture
def street(tmp_path):
    return Street(tmp_path)


def test_the_same_items_start_at_the_same_instants_in_both_zones_and_each_has_its_entries(street):
    for title, seconds in (("a", 60), ("b", 40), ("c", 30)):
        street.place(street.ward.approved(title, seconds))
    street.live("06:29", "06:40")
    north, south = street.heard("north"), street.heard("south")
    assert len(north) == 3
    assert all(abs(one - other) < timedelta(milliseconds=1) for one, other in zip(north, south, strict=True))
    assert abs(north[0] - at("06:30")) < timedelta(milliseconds=1)
    gaps = [later - earlier for earlier, later in itertools.pairwise(north)]
    assert gaps == [60 * SECOND + BETWEEN, 40 * SECOND + BETWEEN], "the gap between items is as planned"
    for zone in ("north", "south"):
        assert [entry.outcome for entry in street.log(zone)] == [Outcome.COMPLETE] * 3
        assert {entry.attempt for entry in street.log(zone)} == {1}
    assert [cue.volume for cue in street.speakers["south"].cues] == [80] * 3


def test_an_item_for_one_zone_alone_makes_the_common_one_wait_for_it(street):
    street.place(street.ward.approved("riêng xóm Bắc", 60), "north")
    street.place(street.ward.approved("chung", 40))
    street.live("06:29", "06:40")
    assert [len(street.heard(zone)) for zone in ("north", "south")] == [2, 1]
    assert street.heard("north")[1] == street.heard("south")[0] == at("06:31") + BETWEEN


def test_a_zone_whose_loudspeakers_hang_delays_no_other(street):
    street.place(street.ward.approved("a", 60))
    street.place(street.ward.approved("b", 60))
    street.speakers["south"] = Hanging(street.speakers["south"])
    street.live("06:29", "06:37")
    assert street.heard("north") == [at("06:30"), at("06:31") + BETWEEN]


def test_a_zone_without_its_device_fails_alone_and_joins_again(street):
    street.place(street.ward.approved("a", 60))
    street.place(street.ward.approved("b", 60))
    street.speakers["south"].faults.no_device = True

    def back():
        street.speakers["south"].faults.no_device = False

    street.happens["06:30:30"] = back
    street.live("06:29", "06:37")
    assert street.heard("north") == [at("06:30"), at("06:31") + BETWEEN]
    assert [entry.outcome for entry in street.log("south")][:2] == [Outcome.FAILED, Outcome.FAILED]
    assert [entry.outcome for entry in street.log("south")][-1] in (Outcome.COMPLETE, Outcome.FAILED)


def test_a_stop_silences_all_zones_and_a_stop_of_one_zone_only_that_one(street):
    street.place(street.ward.approved("a", 120))
    street.happens["06:30:20"] = lambda: street.ward.store.ask_stop(street.ward.tung, street.clock.now(), zone="south")
    street.happens["06:30:40"] = lambda: newsroom.stop(street.ward.store, street.ward.tung, street.clock.now())
    street.live("06:29", "06:37")
    (south,), (north,) = street.log("south"), street.log("north")
    assert (south.outcome, north.outcome) == (Outcome.STOPPED, Outcome.STOPPED)
    assert 19 * SECOND < south.heard < 21 * SECOND and 39 * SECOND < north.heard < 41 * SECOND


def test_a_stop_of_one_zone_leaves_the_other_its_whole_slot(street):
    street.place(street.ward.approved("a", 60))
    street.place(street.ward.approved("b", 60))
    street.happens["06:30:20"] = lambda: street.ward.store.ask_stop(street.ward.tung, street.clock.now(), zone="south")
    street.live("06:29", "06:46")
    assert [entry.outcome for entry in street.log("north")] == [Outcome.COMPLETE] * 2
    assert [entry.outcome for entry in street.log("south")] == [Outcome.STOPPED]
    settle_slots(street.ward.store, street.ward.station, at("06:46"), at("06:00"))
    street.ward.store.set_mark("settled_until", at("06:20").isoformat())
    settle_slots(street.ward.store, street.ward.station, at("06:46"), at("06:00"))
    assert [entry.reason for entry in street.log("south")] == [Reason.BY_PERSON] * 2
    assert len(street.log("north")) == 2


def test_an_urgent_order_for_one_zone_cuts_in_there_alone(street):
    street.place(street.ward.approved("a", 120))
    alarm = street.ward.approved("Lũ về", 20)
    street.happens["06:30:30"] = lambda: street.ward.store.order_now(
        alarm.id, True, None, street.ward.minh, street.clock.now(), zones=("south",)
    )
    street.live("06:29", "06:37")
    assert [entry.outcome for entry in street.log("north")] == [Outcome.COMPLETE]
    assert [(entry.title, entry.outcome) for entry in street.log("south")] == [
        ("a", Outcome.CUT_IN),
        ("Lũ về", Outcome.COMPLETE),
        ("a", Outcome.COMPLETE),
    ]


def test_an_urgent_order_sounds_everywhere_at_once_though_only_one_zone_was_sounding(street):
    street.place(street.ward.approved("a", 120), "north")
    alarm = street.ward.approved("Lũ về", 20)
    street.happens["06:30:30"] = lambda: street.ward.store.order_now(
        alarm.id, True, None, street.ward.minh, street.clock.now(), repeats=2
    )
    street.live("06:29", "06:37")
    starts = {
        zone: [entry.started for entry in street.log(zone) if entry.title == "Lũ về"] for zone in ("north", "south")
    }
    assert len(starts["north"]) == 2
    assert starts["north"] == starts["south"]
    assert starts["north"][0] - at("06:30:30") <= 3 * SECOND


def test_a_zone_that_says_an_order_makes_no_other_wait_for_its_own_items(street):
    """Simulation: an order in the north kept the south silent for its whole slot."""
    street.place(street.ward.approved("riêng xóm Bắc", 60), "north")
    street.place(street.ward.approved("chung", 40))
    alarm = street.ward.approved("Lũ về", 100)
    street.happens["06:29:30"] = lambda: street.ward.store.order_now(
        alarm.id, True, None, street.ward.minh, street.clock.now(), zones=("north",), repeats=3
    )
    street.live("06:29", "06:40")
    assert street.heard("south")[0] == at("06:30")


def test_a_zone_that_was_stopped_makes_no_other_wait_for_its_own_items(street):
    street.place(street.ward.approved("riêng xóm Bắc", 60), "north")
    street.place(street.ward.approved("chung", 40))
    street.happens["06:29:55"] = lambda: street.ward.store.ask_stop(street.ward.tung, street.clock.now(), zone="north")
    street.live("06:29", "06:40")
    assert not any(entry.heard for entry in street.log("north"))
    assert [entry.outcome for entry in street.log("south")] == [Outcome.COMPLETE]
    assert street.heard("south")[0] - at("06:30") < 10 * SECOND


def test_each_zone_shows_on_the_desk_what_sounds_in_it(street):
    street.place(street.ward.approved("a", 60))
    seen = []
    street.happens["06:30:30"] = lambda: seen.extend(street.ward.store.on_air())
    street.live("06:29", "06:32")
    assert [(one.zone, one.device, one.state) for one in seen] == [
        ("north", "card-n", "sounding"),
        ("south", "card-s", "sounding"),
    ]
    assert street.ward.store.on_air() == []
