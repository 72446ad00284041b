"""What the simulation has found: each defect as its smallest scene, so that it stays mended."""

from datetime import timedelta

from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Priority
from broadcaster.office import newsroom
from broadcaster.simulation.faults import Disk
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


def spoil(one, how):
    """From now on the database's disk is so."""
    one.world.trouble.disk = how
    (one.world.book.begins if how is not Disk.FINE else one.world.book.ends)("disk", "", one.world.stage.now)


def test_what_a_power_cut_left_open_is_closed_though_the_database_cannot_be_read_at_the_start():
    """Seed 11: a daemon that began without its database never looked again at what its former life had begun."""
    with scene() as one:
        one.ready("a", 60)
        alarm = one.approved("lũ", 50)
        one.at("06:30:30", lambda: one.cut(5))
        one.at("06:30:33", lambda: spoil(one, Disk.GONE))
        one.at("06:36:00", lambda: spoil(one, Disk.FINE))
        one.at("10:00:00", lambda: one.order(alarm))
        one.at("10:00:20", lambda: one.cut(5))
        one.at("10:00:23", lambda: spoil(one, Disk.GONE))
        one.at("10:01:00", lambda: spoil(one, Disk.FINE))
        one.until("12:00:00")
        assert one.world.desk.open_airings() == [] and one.world.desk.taken_orders() == []
        entries = one.world.desk.entries()
        assert one.violations() == []
    assert {(entry.title, entry.outcome, entry.reason) for entry in entries} == {
        ("a", Outcome.PARTIAL, Reason.KILLED),
        ("lũ", Outcome.PARTIAL, Reason.KILLED),
    }
    assert all(timedelta(seconds=5) < entry.heard < timedelta(seconds=35) for entry in entries)


def test_an_order_taken_by_a_life_that_ended_before_its_sound_is_said_when_the_database_is_back():
    with scene() as one:
        alarm = one.approved("lũ", 30)
        one.at("10:00:00", lambda: one.order(alarm))
        one.at("10:00:00.9", lambda: one.cut(3))
        one.at("10:00:02", lambda: spoil(one, Disk.GONE))
        one.at("10:01:00", lambda: spoil(one, Disk.FINE))
        assert one.violations() == []
        heard = [sound.began for sound in one.sounds if sound.audible > timedelta(seconds=20)]
    assert len(heard) == 2, "once in each zone"
    assert all(began < one.when("10:01:30") for began in heard)


def test_what_goes_on_on_a_second_card_was_begun_when_it_was_begun():
    """Seed 11, the checker's own: it held the clock of the beginning against a log that had gone on since."""
    with scene() as one:
        one.ready("của khu bắc", 300, zones=("north",))
        one.ready("của khu nam", 150, zones=("south",))

        def lose():
            one.world.book.begins("dead card-north", "north", one.world.stage.now)
            one.world.street.outputs["card-north"].dead = True

        one.at("06:34:00", lose)
        assert one.violations() == []
        assert len([sound for sound in one.sounds if sound.zone == "north"]) == 2


def test_a_reason_is_looked_for_at_the_time_at_which_the_board_showed_the_time_in_the_log():
    """Seed 2, the checker's own: the power was cut while the clock was a day ahead."""
    with scene() as one:
        one.ready("a", 100)
        one.at("06:00:00", lambda: one.set_clock(timedelta(days=1)))
        one.at("06:31:00", lambda: one.cut(4))
        one.at("09:00:00", lambda: one.set_clock(timedelta()))
        assert one.violations(days=3) == []
        killed = [entry for entry in one.world.desk.entries() if entry.reason is Reason.KILLED]
    assert {entry.occurrence for entry in killed} == {"2026-11-24/morning"}


def test_what_was_killed_without_a_sound_ended_nobody_knows_when():
    """Seed 1, the checker's own: played into a muted card, an airing ends in the log when it began."""
    with scene() as one:
        one.ready("a", 100)
        one.world.street.outputs["card-south"].muted = True
        one.world.book.begins("muted card-south", "south", one.world.stage.now)
        one.at("06:31:20", lambda: one.cut(4))
        assert one.violations() == []
        killed = [entry for entry in one.world.desk.entries() if entry.reason is Reason.KILLED]
    assert [(entry.zone, bool(entry.heard)) for entry in sorted(killed, key=lambda one: one.zone)] == [
        ("north", True),
        ("south", False),
    ]


def test_an_old_stop_silences_no_slot_of_a_daemon_that_could_not_read_it_when_it_began():
    """Seed 2027: known as none at first, the cry of another day counted as new once it could be read."""
    with scene() as one:
        one.ready("a", 60)
        one.ready("b", 60)
        one.at("03:00:00", one.stop)
        one.at("06:29:00", lambda: one.cut(30))
        one.at("06:29:20", lambda: spoil(one, Disk.GONE))
        one.at("06:30:10", lambda: spoil(one, Disk.FINE))
        assert one.violations() == []
        entries = one.world.desk.entries()
    assert {entry.outcome for entry in entries} == {Outcome.COMPLETE} and len(entries) == 4


def test_what_was_cut_and_then_taken_off_the_schedule_need_not_go_on():
    """Seed 2027, the checker's own: an officer took it out of the slot while the urgent one sounded."""
    with scene() as one:
        put = one.placed(one.approved("a", 120))
        alarm = one.approved("lũ", 40)

        def take_off():
            newsroom.unplace(one.world.desk, one.world.people["tung"], put, one.now)
            one.world.book.puts[put].removed = one.world.stage.now

        one.at("06:30:30", lambda: one.order(alarm))
        one.at("06:30:50", take_off)
        assert one.violations() == []
        assert len([sound for sound in one.sounds if sound.zone == "north"]) == 2


def test_an_entry_with_a_time_of_the_year_2000_is_kept_in_mind_until_its_slot_is_judged():
    """Seed 5, the checker's own: it forgot by the time in the entry, and then missed it."""
    with scene() as one:
        one.ready("a", 100)
        lost = one.world.wall.true().replace(year=2000, day=1, month=1) - one.world.wall.true()
        one.at("06:31:00", lambda: one.set_clock(lost))
        one.at("06:34:00", lambda: one.set_clock(timedelta()))
        assert one.violations(days=2) == []
        first = [entry for entry in one.world.desk.entries() if entry.occurrence == "2026-11-23/morning"]
    assert {entry.ended.year for entry in first} == {2000}
