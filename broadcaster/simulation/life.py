"""A whole life of a ward station from a seed: days of people, trouble and broadcasts, and what the witness found."""

import gc
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from broadcaster.simulation.checker import Checker
from broadcaster.simulation.evidence import Violation
from broadcaster.simulation.fate import DAY, Fate
from broadcaster.simulation.machine import Machine
from broadcaster.simulation.people import People
from broadcaster.simulation.ward import FIRST
from broadcaster.simulation.world import World

EVENING = timedelta(hours=3)
"""After the last day everything is mended, and the station is given so long to write down what it still owes."""

FLAT = 0.10
"""MiB a day: a leak of one list or one connection a day is more; what the book keeps of each bulletin is less."""

LONG = 60
"""Days after which a trend can be told from noise."""

SHARED_MEMORY = Path("/dev/shm")  # a simulated station lives in a folder that tempfile makes there  # nosec B108


@dataclass(slots=True)
class Result:
    """What a life was like. `memory` holds (day, MiB of the process, blocks in use by Python); `digest` is its history.

    `seconds` is how long the computer took. Two runs of one seed have one digest, on every computer.
    """

    seed: int
    days: int
    counts: dict[str, int] = field(default_factory=dict)
    plays: int = 0
    entries: int = 0
    starts: int = 0
    digest: str = ""
    seconds: float = 0.0
    memory: list[tuple[int, float, int]] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)


def live(
    seed: int,
    days: int,
    machine: Callable[[World], Machine] = Machine,
    told: Callable[[int], None] = lambda day: None,
) -> Result:
    """Live so many days. The database lies in memory where the system has a place for that; the code is the same.

    `machine` is the ward's computer, for tests that plant a defect in it; `told` hears of each day that is over.
    """
    place = SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="ward-life-", dir=place) as folder:
        world = World(seed, Path(folder))
        try:
            return _Life(world, machine(world), days, told).live()
        finally:
            world.desk.close()


class _Life:
    def __init__(self, world: World, machine: Machine, days: int, told: Callable[[int], None]) -> None:
        self.world = world
        self.machine = machine
        self.days = days
        self.told = told
        self.fate = Fate(world, People(world), machine)
        self.checker = Checker(world)
        self.result = Result(world.seed, days)

    def live(self) -> Result:
        began = time.perf_counter()
        self.machine.on()
        for day in range(self.days):
            self.fate.draw(day)
            self.world.live((day + 1) * DAY)
            self._look_back(day)
            self.told(day + 1)
        self.fate.mend_everything()
        self.world.live(self.days * DAY + EVENING // timedelta(microseconds=1))
        self._look_back(self.days)
        self.checker.life_over()
        self.machine.end()
        self.world.stage.sleep(timedelta(seconds=1))
        self.result.seconds = time.perf_counter() - began
        return self._told()

    def _look_back(self, day: int) -> None:
        self.checker.day_over(FIRST.date() + timedelta(days=day))
        if day % max(1, self.days // 10) == 0:
            gc.collect()
            self.result.memory.append((day, _resident(), sys.getallocatedblocks()))

    def _told(self) -> Result:
        result = self.result
        result.counts = dict(sorted(self.world.counts.items()))
        result.plays, result.entries = self.world.street.plays, self.checker.number
        result.starts = self.machine.starts
        result.digest = self.checker.digest
        result.violations = self.checker.violations + [self._defect(*one) for one in self.world.stage.defects]
        if result.days >= LONG and slope(result) > FLAT:
            what = f"the process grew by {slope(result):.2f} MiB a day"
            result.violations.append(self.checker.found.says("memory", self.world.stage.now, what))
        return result

    def _defect(self, name: str, moment: int, why: BaseException) -> Violation:
        """A program that raises what nobody expects has a defect, whatever came of it."""
        where = traceback.extract_tb(why.__traceback__)[-1]
        place = f"{Path(where.filename).name}:{where.lineno}"
        return self.checker.found.says("defect", moment, f"{name}: {type(why).__name__}: {why} at {place}")


def _resident() -> float:
    """MiB of this process that lie in memory; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def slope(result: Result) -> float:
    """MiB a day that the process grew by, a straight line through the later two thirds of its life."""
    points = [(day, mib) for day, mib, _ in result.memory[len(result.memory) // 3 :]]
    if len(points) < 3:
        return 0.0
    days, mibs = [day for day, _ in points], [mib for _, mib in points]
    middle, level = sum(days) / len(days), sum(mibs) / len(mibs)
    spread = sum((day - middle) ** 2 for day in days)
    return sum((day - middle) * (mib - level) for day, mib in points) / spread if spread else 0.0
