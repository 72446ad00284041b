"""The running order over several zones: one item, one instant; a zone in trouble holds nobody up for long."""

from dataclasses import replace
from datetime import time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from broadcaster.airing import Outcome, Reason
from broadcaster.planning import BETWEEN, PATIENCE, running_order
from broadcaster.station import Slot, Zone
from tests.builders import at, bulletin, entry, occurrence, placement, station

ZONES = ("north", "south", "west")
HERE = station(
    zones=tuple(Zone(id, id, f"card-{id}") for id in ZONES),
    slots=(Slot("morning", "Sáng", time(6, 30), timedelta(minutes=15), ZONES),),
)
MORNING = occurrence(of=HERE)


def order_of(wanted, log=(), now=None):
    """`wanted`: (bulletin, zones) in the officer's own order."""
    placements = [placement(one, position=number, zones=zones) for number, (one, zones) in enumerate(wanted)]
    return running_order(HERE, MORNING, [one for one, _ in wanted], placements, list(log), now)


def test_an_item_sounds_in_every_zone_of_its_slot_at_one_instant():
    (one,) = order_of([(bulletin(), ())]).planned
    assert (one.zones, one.starts) == (ZONES, at("06:30"))


def test_an_item_sounds_in_its_own_zones_only():
    (one,) = order_of([(bulletin(), ("south",))]).planned
    assert one.zones == ("south",)
    assert order_of([(bulletin(), ("elsewhere",))]).planned == ()


def test_two_placements_of_one_bulletin_add_their_zones():
    one = bulletin()
    placements = [placement(one, zones=("north",)), placement(one, zones=("west",), position=3)]
    (planned,) = running_order(HERE, MORNING, [one], placements, [], None).planned
    assert planned.zones == ("north", "west")


def test_items_for_different_zones_sound_side_by_side_and_the_common_one_waits():
    north, south, common = bulletin("bắc", 60), bulletin("nam", 100), bulletin("chung", 30)
    order = order_of([(north, ("north",)), (south, ("south",)), (common, ())])
    assert [(one.bulletin, one.starts, one.zones) for one in order.planned] == [
        (north, at("06:30"), ("north",)),
        (south, at("06:30"), ("south",)),
        (common, at("06:31:40") + BETWEEN, ZONES),
    ]


def test_while_an_item_of_one_zone_sounds_the_common_one_still_waits():
    north, common = bulletin("bắc", 60), bulletin("chung", 30)
    sounding = entry(north, MORNING, zone="north")
    (one,) = order_of([(north, ("north",)), (common, ())], [sounding], at("06:30:20")).planned
    assert (one.starts, one.zones) == (at("06:31") + BETWEEN, ZONES)


def test_a_zone_that_is_little_behind_is_waited_for_and_one_far_behind_is_not():
    first, common = bulletin("a", 60), bulletin("b", 30)
    done = [entry(first, MORNING, zone=zone) for zone in ZONES]
    little = [*done[:2], replace(done[2], started=at("06:30:20"), ended=at("06:31:20"))]
    assert [one.zones for one in order_of([(first, ()), (common, ())], little, at("06:31:01")).planned] == [ZONES]
    far = [*done[:2], replace(done[2], started=at("06:32"), ended=at("06:33"))]
    order = order_of([(first, ()), (common, ())], far, at("06:31:01"))
    assert [(one.zones, one.starts) for one in order.planned] == [
        (("north", "south"), at("06:31") + BETWEEN),
        (("west",), at("06:33") + BETWEEN),
    ]


def test_a_zone_that_was_silent_tries_again_alone_while_the_others_go_on():
    one = bulletin("a", 60)
    log = [entry(one, MORNING, zone="north"), entry(one, MORNING, zone="south")]
    log.append(entry(one, MORNING, Outcome.FAILED, zone="west", reason=Reason.NO_DEVICE))
    (again,) = order_of([(one, ())], log, at("06:30:05")).planned
    assert (again.zones, again.attempt) == (("west",), 2)


def test_a_zone_whose_device_is_not_there_is_waited_for_by_nobody():
    own, first, common = bulletin("riêng", 60), bulletin("a", 60), bulletin("b", 30)
    log = [entry(first, MORNING, zone="north"), entry(first, MORNING, zone="south")]
    log.append(entry(first, MORNING, Outcome.FAILED, zone="west", reason=Reason.NO_DEVICE, ended=at("06:30:50")))
    order = order_of([(first, ()), (own, ("west",)), (common, ())], log, at("06:31:00"))
    together, alone = [one for one in order.planned if one.bulletin == common]
    assert (together.zones, together.starts) == (("north", "south"), at("06:31") + BETWEEN)
    assert alone.zones == ("west",) and order.first_in("west").starts == at("06:31:10")


def test_a_zone_joins_at_the_instant_that_another_has_set():
    one = bulletin("a", 60)
    sounding = entry(one, MORNING, zone="north", started=at("06:35:02"), ended=at("06:36:02"))
    (planned,) = order_of([(one, ("north", "south"))], [sounding], at("06:35")).planned
    assert (planned.zones, planned.starts) == (("south",), at("06:35:02"))


wants = st.lists(
    st.tuples(st.integers(5, 400), st.sets(st.sampled_from(ZONES)).map(lambda zones: tuple(sorted(zones)))), max_size=7
)


@given(wants, st.integers(-30, 700))
def test_no_zone_ever_has_two_items_at_once_and_the_plan_is_the_same_whoever_asks(wanted, late):
    items = [(bulletin(f"b{number}", seconds), zones) for number, (seconds, zones) in enumerate(wanted)]
    now = MORNING.starts + timedelta(seconds=late)
    order = order_of(items, now=now)
    for zone in ZONES:
        mine = [one for one in order.planned if zone in one.zones]
        assert all(later.starts >= earlier.ends + BETWEEN for earlier, later in pairwise(mine))
        accounted = [one.bulletin.id for one in (*order.planned, *order.left_out) if zone in one.zones]
        assert sorted(accounted) == sorted(one.id for one, zones in items if not zones or zone in zones)
        assert order.first_in(zone) == (mine[0] if mine else None)
    assert all(one.starts >= MORNING.starts and one.ends <= MORNING.ends for one in order.planned)
    starts = {}
    for one in order.planned:
        starts.setdefault(one.bulletin.id, []).append(one.starts)
    if late <= 0:
        assert all(len(set(instants)) == 1 for instants in starts.values()), "together, when nothing went wrong"
    else:
        assert all(max(instants) - min(instants) >= PATIENCE for instants in starts.values() if len(instants) > 1)
