"""What the simulation has found: each defect as its smallest scene, so that it stays mended."""

from datetime import timedelta

from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Priority
from tests.broadcaster.simulation.scene import scene


def test_an_ordinary_order_of_an_urgent_bulletin_keeps_the_hours():
    """Seed 2: an operator, who may not order urgently, aired an urgent script outside every window."""
    with scene() as one:
        alarm = one.approved("lũ", 20, Priority.URGENT)
        one.at("12:00:00", lambda: one.order(alarm, urgent=False))
        assert one.violations() == []
        entries = one.world.desk.entries()
    assert not one.sounds
    assert {(entry.outcome, entry.reason) for entry in entries} == {(Outcome.OUT_OF_HOURS, Reason.OUTSIDE_WINDOW)}


def test_a_bulletin_withdrawn_while_it_is_armed_stays_silent():
    with scene() as one:
        id = one.ready("a", 60)
        one.at("06:29:56", lambda: one.withdraw(id))
        assert one.violations() == []
    assert not one.sounds


def test_a_clock_put_right_again_leaves_no_item_without_an_entry():
    """What is placed after a jump to tomorrow and back has its outcome too."""
    with scene() as one:
        id = one.approved("a", 60)
        one.at("10:00:00", lambda: one.set_clock(timedelta(days=1)))
        one.at("10:10:00", lambda: one.set_clock(timedelta()))
        one.at("11:00:00", lambda: one.placed(id, "evening"))
        assert one.violations(days=3) == []
        assert [entry.occurrence for entry in one.world.desk.entries() if entry.occurrence == "2026-11-23/evening"]


def test_an_order_is_not_silenced_after_a_power_cut_by_a_stop_from_before_it():
    """P8's interleavings: stop, a minute later an urgent order, a power cut in it; the old cry met the new order."""
    with scene() as one:
        alarm = one.approved("lũ", 20)
        one.at("06:40:00", one.stop)
        one.at("06:41:00", lambda: one.order(alarm, repeats=2))
        one.at("06:41:08", lambda: one.cut(3))
        told = [found.what for found in one.violations()]
        entries = one.world.desk.entries()
    assert told == []
    assert [entry.outcome for entry in entries if entry.attempt == 2] == [Outcome.COMPLETE] * 2


def test_a_long_order_in_one_zone_does_not_silence_the_slot_of_the_other():
    """Seed 1: the south waited for an item of the north's own, which waited for an order that was sounding there."""
    with scene() as one:
        one.ready("của khu bắc", 60, zones=("north",))
        one.ready("của cả hai khu", 60)
        alarm = one.approved("lũ", 840)
        one.at("06:29:00", lambda: one.order(alarm, zones=("north",)))
        assert one.violations() == []
        (south,) = [sound for sound in one.sounds if sound.zone == "south"]
    assert south.began == one.when("06:29:59.75"), "on the second, a quarter of which is the file's leading silence"
