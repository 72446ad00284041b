"""The checker can fail: each planted defect is named by the promise it breaks, and the same day without it is clean."""

import pytest

from broadcaster.bulletin import Priority
from broadcaster.simulation.machine import Machine
from tests.broadcaster.simulation import plants
from tests.broadcaster.simulation.scene import scene


def an_ordinary_day(one):
    one.ready("a", 60)
    one.ready("b", 50)
    one.ready("tối", 40, slot="evening")


def a_stop(one):
    one.ready("a", 60)
    one.ready("b", 50)
    one.at("06:30:20", one.stop)


def an_order_at_night(one):
    id = one.approved("đêm", 30)
    one.at("03:15:00", lambda: one.order(id, urgent=True))


def a_bulletin_too_long(one):
    one.ready("dài", 850)
    one.ready("quá", 90)


def a_power_cut(one):
    one.ready("a", 60)
    one.at("06:30:30", one.cut)


def an_urgent_order(one):
    one.ready("a", 120)
    alarm = one.approved("lũ", 20)
    one.at("06:30:40", lambda: one.order(alarm, urgent=True))


def a_silent_slot(one):
    one.ready("a", 60)
    one.at("06:25:00", lambda: one.cut(3600))


def a_dead_card(one):
    one.ready("a", 60)
    one.at("06:30:10", lambda: kill(one))


def kill(one):
    one.world.book.begins("dead card-south", "south", one.world.stage.now)
    one.world.street.outputs["card-south"].dead = True


def a_withdrawal(one):
    id = one.ready("a", 60)
    one.ready("b", 60)
    one.at("06:20:00", lambda: one.withdraw(id), day=1)


def a_rank_of_two(one):
    one.ready("thường", 60)
    one.ready("ưu tiên", 60, Priority.PRIORITY)


def a_talkative_morning(one):
    id = one.approved("dài", 880)
    for start in ("06:00:00", "06:16:00", "07:00:00", "16:31:00"):
        one.at(start, lambda: one.order(id, urgent=False))


DAYS = [
    a_talkative_morning,
    an_ordinary_day,
    a_stop,
    an_order_at_night,
    a_bulletin_too_long,
    a_power_cut,
    an_urgent_order,
    a_silent_slot,
    a_dead_card,
    a_withdrawal,
    a_rank_of_two,
]


@pytest.mark.parametrize("day", DAYS)
def test_a_sound_station_breaks_no_promise_on(day):
    with scene() as one:
        day(one)
        assert [f"{found.rule}: {found.what}" for found in one.violations(days=2)] == []


@pytest.mark.parametrize(
    ("defect", "day", "named"),
    [
        (plants.DeafToStop, a_stop, "stop"),
        (plants.GuardSaysYes, an_order_at_night, "hours"),
        (plants.GuardSaysYes, a_talkative_morning, "cap"),
        (plants.LosesRows, an_ordinary_day, "lost"),
        (plants.NeverSettles, a_silent_slot, "unexplained"),
        (plants.LeavesOpen, a_power_cut, "open"),
        (plants.NoLock, an_ordinary_day, "no insert, no sound"),
        (plants.Flatterer, a_dead_card, "truth"),
        (plants.Repeater, an_ordinary_day, "once"),
        (plants.Upside, an_urgent_order, "urgent"),
        (plants.Late, an_ordinary_day, "on time"),
        (plants.PlaysWithdrawn, a_withdrawal, "approval"),
        (plants.Backwards, a_rank_of_two, "priority"),
        (plants.TwoVoices, an_ordinary_day, "never two"),
        (plants.Stumbles, an_ordinary_day, "defect"),
    ],
    ids=lambda value: value.__name__ if hasattr(value, "__name__") else str(value),
)
def test_a_planted_defect_is_named(defect, day, named):
    assert issubclass(defect, Machine)
    with scene(defect) as one:
        day(one)
        assert named in one.rules(days=2)
