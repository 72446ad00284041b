"""What fate holds for one day: deeds and trouble of every kind, drawn from the seed, thickest around the slots."""

from collections.abc import Callable
from datetime import timedelta

from broadcaster.airing import Reason
from broadcaster.simulation.book import Moment
from broadcaster.simulation.faults import Disk
from broadcaster.simulation.machine import Machine
from broadcaster.simulation.people import People
from broadcaster.simulation.street import Output
from broadcaster.simulation.world import World

DAY = 86_400_000_000
SECOND = 1_000_000

JUMPS = (
    (timedelta(minutes=1), 4),
    (timedelta(minutes=-1), 4),
    (timedelta(hours=1), 3),
    (timedelta(hours=-1), 3),
    (timedelta(days=1), 1),
    (timedelta(days=-1), 2),
    (None, 1),
)
"""How far a clock is set wrong, and how often; None is the year 2000 of an empty battery."""

DEEDS = (
    ("write", 0.8),
    ("edit", 0.15),
    ("withdraw", 0.2),
    ("place", 0.5),
    ("unplace", 0.2),
    ("skip", 0.2),
    ("reorder", 0.25),
    ("stop", 0.2),
    ("air_now", 0.3),
    ("air_urgent", 0.35),
)
"""How often on a day each thing is done."""

TROUBLES = (
    ("power", 0.3),
    ("fuse", 0.35),
    ("clock", 0.15),
    ("dead", 0.3),
    ("muted", 0.2),
    ("deaf", 0.2),
    ("player", 0.3),
    ("slow", 0.25),
    ("locked", 0.3),
    ("full", 0.15),
    ("gone", 0.12),
    ("file", 0.05),
)
"""How often on a day each thing goes wrong; on a calm day nothing does."""

CALM = 0.3


class Fate:
    """The dice of a whole life."""

    def __init__(self, world: World, people: People, machine: Machine) -> None:
        self.world = world
        self.people = people
        self.machine = machine
        self.dice = world.chance("fate")
        self.book = world.book

    def draw(self, day: int) -> None:
        """Write that day's fate into the diary."""
        for deed, often in DEEDS:
            for _ in range(self._times(often)):
                self.world.at(self._moment(day, deed), getattr(self.people, deed))
        if self.dice.random() < CALM:
            self.world.counts["calm days"] += 1
            return
        for trouble, often in TROUBLES:
            for _ in range(self._times(often)):
                self.world.at(self._moment(day, trouble), getattr(self, f"_{trouble}"))

    def mend_everything(self) -> None:
        """Nothing is wrong any more, and there is power."""
        self._set(timedelta())
        self._disk_fine(self.world.trouble.disk)
        for output in self.world.street.outputs.values():
            for what in ("dead", "muted", "deaf"):
                self._mend(what, output)
            self._player_again(output)
        self.world.clear_diary()
        self.machine.on()

    def _times(self, often: float) -> int:
        return (self.dice.random() < often) + (self.dice.random() < often * often / 4)

    def _moment(self, day: int, what: str) -> Moment:
        """An instant of that day: mostly near a slot, and never twice the same."""
        start = day * DAY
        if self.dice.random() < (0.35 if what in ("write", "place", "withdraw", "edit") else 0.75):
            slot = self.dice.choice(self.world.station.slots)
            begin = (slot.start.hour * 60 + slot.start.minute) * 60
            near = self.dice.uniform(-12, slot.length.total_seconds() + 20)
            if self.dice.random() < 0.5:
                near = self.dice.uniform(-10, 240)
            return start + int((begin + near) * SECOND)
        return start + int(self.dice.uniform(0.05, 0.999) * DAY)

    def _last(self, *choices: tuple[float, float, float]) -> timedelta:
        """A length: each choice is (weight, least, most) in seconds."""
        _, least, most = self.dice.choices(choices, [one[0] for one in choices])[0]
        return timedelta(seconds=self.dice.uniform(least, most))

    # power ------------------------------------------------------------------------------------------------------

    def _power(self) -> None:
        self.machine.off("power cut")

    def _fuse(self) -> None:
        self.machine.light_fuse(self.dice.randint(1, 160))

    # the clock --------------------------------------------------------------------------------------------------

    def _clock(self) -> None:
        off = self.dice.choices([one[0] for one in JUMPS], [one[1] for one in JUMPS])[0]
        name = "year 2000" if off is None else f"{off.total_seconds() / 60:+.0f} min"
        self.world.counts[f"fault: clock {name}"] += 1
        year = self.world.wall.true().replace(year=2000, day=1, month=1)
        self._set(off if off is not None else year - self.world.wall.true())
        right = self._last((3, 20, 300), (3, 300, 7200), (1, 7200, 90_000))
        self.world.after(right, lambda: self._set(timedelta()))

    def _set(self, wrong: timedelta) -> None:
        wall = self.world.wall
        if wrong != wall.wrong:
            self.book.jumps.append((self.world.stage.now, wall.wrong, wrong))
            wall.wrong = wrong
            note = self.book.begins if wrong else self.book.ends
            note("clock", "", self.world.stage.now)

    # sound ------------------------------------------------------------------------------------------------------

    def _dead(self) -> None:
        self._output("dead", self._last((3, 2, 60), (2, 60, 1200), (1, 1200, 9000)))

    def _muted(self) -> None:
        self._output("muted", self._last((2, 2, 60), (2, 60, 3600)))

    def _deaf(self) -> None:
        self._output("deaf", self._last((2, 5, 120), (1, 120, 7200)))

    def _output(self, what: str, length: timedelta) -> None:
        output = self.dice.choice(list(self.world.street.outputs.values()))
        if getattr(output, what):
            return
        self.world.counts[f"fault: {what}"] += 1
        self._note(what, output, True)
        setattr(output, what, True)
        self.world.after(length, lambda: self._mend(what, output))

    def _mend(self, what: str, output: Output) -> None:
        setattr(output, what, False)
        self._note(what, output, False)

    def _note(self, what: str, output: Output, begins: bool) -> None:
        note: Callable[[str, str, Moment], None] = self.book.begins if begins else self.book.ends
        note(f"{what} {output.name}", output.zone, self.world.stage.now)

    def _player(self) -> None:
        output = self.dice.choice(list(self.world.street.outputs.values()))
        output.mishap = self.dice.choice((Reason.PLAYER_HUNG, Reason.PLAYER_FAILED))
        output.mishap_after = timedelta(seconds=self.dice.uniform(0, 60))
        self.world.counts[f"fault: {output.mishap.value}"] += 1
        self.book.begins("player", output.zone, self.world.stage.now)
        self.world.after(timedelta(hours=2), lambda: self._player_again(output))

    def _player_again(self, output: Output) -> None:
        output.mishap = None
        self.book.ends("player", output.zone, self.world.stage.now)

    def _file(self) -> None:
        """Somebody overwrites or deletes the file of a sound that stands approved."""
        standing = [one for each in self.book.standings.values() for one in each if one.until is None]
        if standing:
            sound = self.dice.choice(standing[-20:])
            self.world.street.spoiled[sound.sha256] = self.dice.choice((Reason.SOUND_CHANGED, Reason.NO_SOUND_FILE))
            self.world.counts["fault: file spoiled"] += 1
            self.book.strikes(f"file {sound.sha256}", "", self.world.stage.now)

    # the disk ---------------------------------------------------------------------------------------------------

    def _slow(self) -> None:
        self._disk(Disk.SLOW, self._last((2, 10, 300), (1, 300, 7200)))

    def _locked(self) -> None:
        self._disk(Disk.LOCKED, self._last((3, 1, 60), (1, 60, 900)))

    def _full(self) -> None:
        self._disk(Disk.FULL, self._last((2, 20, 900), (1, 900, 10_800)))

    def _gone(self) -> None:
        self._disk(Disk.GONE, self._last((3, 1, 30), (1, 30, 400)))

    def _disk(self, how: Disk, length: timedelta) -> None:
        if self.world.trouble.disk is not Disk.FINE:
            return
        self.world.counts[f"fault: disk {how.value}"] += 1
        self.world.trouble.disk = how
        self.book.begins(f"disk {how.value}", "", self.world.stage.now)
        self.world.after(length, lambda: self._disk_fine(how))

    def _disk_fine(self, how: Disk) -> None:
        self.world.trouble.disk = Disk.FINE
        self.book.ends(f"disk {how.value}", "", self.world.stage.now)
