"""Virtual time: one acts, the others wait; a seed is a history; a power cut leaves nothing half alive."""

from datetime import UTC, datetime, timedelta

import pytest

from broadcaster.simulation.stage import PowerCut, Process, Stage, VirtualClock, Wall

SECOND = timedelta(seconds=1)
FIRST = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def stage():
    return Stage()


def told(stage, said, name, *lengths):
    def act():
        for length in lengths:
            stage.sleep(length)
            said.append((name, stage.now))

    return act


def test_whoever_is_due_first_acts_first_and_time_goes_on_by_itself(stage):
    said, process = [], Process()
    stage.begin("north", process, told(stage, said, "north", 2 * SECOND, 3 * SECOND))
    stage.begin("south", process, told(stage, said, "south", SECOND, 3 * SECOND))
    stage.sleep(10 * SECOND)
    assert said == [("south", 1_000_000), ("north", 2_000_000), ("south", 4_000_000), ("north", 5_000_000)]
    assert stage.now == 10_000_000


def test_of_two_who_are_due_at_one_instant_the_one_who_lay_down_first_gets_up_first(stage):
    said, process = [], Process()
    for name in ("north", "south"):
        stage.begin(name, process, told(stage, said, name, SECOND, SECOND))
    stage.sleep(5 * SECOND)
    assert [name for name, _ in said] == ["north", "south"] * 2


def test_a_light_sleeper_wakes_when_something_happens_and_a_sound_one_does_not(stage):
    woken, process = [], Process()

    def light():
        stage.sleep(60 * SECOND, light=timedelta(milliseconds=100))
        woken.append(("light", stage.now))

    stage.begin("light", process, light)
    stage.begin("sound", process, told(stage, woken, "sound", 60 * SECOND))
    stage.sleep(SECOND)
    stage.rouse()
    stage.sleep(120 * SECOND)
    assert woken == [("light", 1_100_000), ("sound", 60_000_000)]


def test_a_power_cut_ends_every_thread_of_the_process_where_it_stands_and_no_other(stage):
    said, dying, staying = [], Process(), Process()
    stage.begin("dying", dying, told(stage, said, "dying", 2 * SECOND))
    stage.begin("staying", staying, told(stage, said, "staying", 2 * SECOND))
    stage.sleep(SECOND)
    stage.cut(dying)
    stage.sleep(5 * SECOND)
    assert said == [("staying", 2_000_000)]


def test_a_dead_process_cannot_so_much_as_look_at_the_clock(stage):
    process = Process()
    clock = VirtualClock(stage, Wall(stage, FIRST), process)
    assert clock.now() == FIRST
    process.alive = False
    for deed in (clock.now, clock.monotonic, lambda: clock.wait(SECOND)):
        with pytest.raises(PowerCut):
            deed()


def test_a_fuse_cuts_at_exactly_that_instant(stage):
    process = Process()
    process.blown = lambda: stage.cut(process)
    clock = VirtualClock(stage, Wall(stage, FIRST), process)
    process.fuse = 3
    clock.now()
    clock.now()
    with pytest.raises(PowerCut):
        clock.now()
    assert not process.alive


def test_setting_the_clock_moves_the_board_and_not_the_time(stage):
    wall = Wall(stage, FIRST)
    clock = VirtualClock(stage, wall, Process())
    stage.sleep(SECOND)
    wall.wrong = timedelta(hours=-1)
    assert clock.now() == FIRST + SECOND - timedelta(hours=1)
    assert clock.monotonic() == 1.0 and wall.true() == FIRST + SECOND


def test_a_program_that_raises_is_a_defect_and_the_others_live_on(stage):
    said, process = [], Process()

    def broken():
        raise KeyError("a slip of the pen")

    stage.begin("broken", process, broken)
    stage.begin("sound", process, told(stage, said, "sound", SECOND))
    stage.sleep(2 * SECOND)
    ((name, moment, why),) = stage.defects
    assert (name, moment) == ("broken", 0) and isinstance(why, KeyError)
    assert said
