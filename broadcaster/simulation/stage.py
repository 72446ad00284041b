"""Virtual time for many lives at once: one acts, the others wait, and whoever is due first goes next."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

LOOK = timedelta(milliseconds=100)
"""How soon whoever watches sees that something has happened: the loudspeakers ask ten times a second."""


class PowerCut(BaseException):
    """The power is gone: whatever this process was doing ends here, unfinished. No code of the station catches it."""


class Process:
    """Something that has power, or had it. `fuse` counts instants down; at zero the power goes."""

    def __init__(self) -> None:
        self.alive = True
        self.fuse: int | None = None
        self.blown: Callable[[], None] = lambda: None

    def instant(self) -> None:
        """One of the instants at which a process can be cut off; PowerCut when it is this one or was before."""
        if self.fuse is not None and self.alive:
            self.fuse -= 1
            if self.fuse <= 0:
                self.fuse = None
                self.blown()
        if not self.alive:
            raise PowerCut


class Life:
    """One thread of one process, or the world itself. `light` sleepers wake when something happens."""

    def __init__(self, name: str, process: Process | None) -> None:
        self.name = name
        self.process = process
        self.wake = 0
        self.turn = 0
        self.light: timedelta | None = None
        self.baton = threading.Semaphore(0)
        self.thread: threading.Thread | None = None


class Stage:
    """Whole microseconds since the first instant; threads that hand a baton on, so that a seed is a history."""

    def __init__(self) -> None:
        self.now = 0
        self._turns = 0
        self._world = Life("world", None)
        self._acting = self._world
        self._lives = [self._world]
        self.defects: list[tuple[str, int, BaseException]] = []

    def begin(self, name: str, process: Process, act: Callable[[], None]) -> None:
        """A new life that acts from now on, as soon as everyone before it waits."""
        life = Life(name, process)
        life.thread = threading.Thread(target=self._live, args=(life, act), name=name, daemon=True)
        self._due(life, self.now)
        self._lives.append(life)
        life.thread.start()

    def sleep(self, length: timedelta, light: timedelta | None = None) -> None:
        """Let the acting life wait. With `light` it wakes so soon after anything happens."""
        me = self._acting
        me.light = light
        self._due(me, self.now + max(0, length // timedelta(microseconds=1)))
        self._hand_on(me)
        if me.process is not None and not me.process.alive:
            raise PowerCut

    def until(self, moment: int) -> None:
        """Let the acting life wait until that microsecond."""
        self.sleep(timedelta(microseconds=moment - self.now))

    def hold(self, length: timedelta) -> None:
        """Let time pass without anybody else acting: a thread that holds a lock of its process is waiting."""
        self.now += length // timedelta(microseconds=1)

    def rouse(self) -> None:
        """Something happened: light sleepers look."""
        for life in self._lives:
            if life is not self._acting and life.light is not None:
                soon = self.now + life.light // timedelta(microseconds=1)
                if life.wake > soon:
                    self._due(life, soon)

    def cut(self, process: Process) -> None:
        """Every thread of `process` is woken to its end."""
        process.alive = False
        for life in self._lives:
            if life.process is process and life is not self._acting:
                self._due(life, self.now)

    def _due(self, life: Life, wake: int) -> None:
        self._turns += 1
        life.wake, life.turn = wake, self._turns

    def _hand_on(self, me: Life) -> None:
        """Give the baton to whoever is due first, and wait until it comes back."""
        following = min(self._lives, key=lambda life: (life.wake, life.turn))
        self.now = max(self.now, following.wake)
        if following is me:
            return
        self._acting = following
        following.baton.release()
        me.baton.acquire()

    def _live(self, life: Life, act: Callable[[], None]) -> None:
        life.baton.acquire()
        try:
            if life.process is None or life.process.alive:
                act()
        except PowerCut:
            pass
        except BaseException as defect:
            # A defect of the station: it is told as a violation, and the history goes on without this life.
            self.defects.append((life.name, self.now, defect))
        self._lives.remove(life)
        following = min(self._lives, key=lambda other: (other.wake, other.turn))
        self.now = max(self.now, following.wake)
        self._acting = following
        following.baton.release()


class Wall:
    """The wall clock on the station's board: true time, and how wrong it has been set."""

    def __init__(self, stage: Stage, first: datetime) -> None:
        self.stage = stage
        self.first = first.astimezone(UTC)
        self.wrong = timedelta()

    def true(self, moment: int | None = None) -> datetime:
        """What a right clock shows, now or at that microsecond."""
        return self.first + timedelta(microseconds=self.stage.now if moment is None else moment)

    def now(self) -> datetime:
        """What the board shows."""
        return self.true() + self.wrong

    def microsecond(self, moment: datetime) -> int:
        """When a right clock shows `moment`."""
        return (moment - self.first) // timedelta(microseconds=1)


class VirtualClock:
    """The clock port of one process of the simulated station; for a dead process time does not go on."""

    def __init__(self, stage: Stage, wall: Wall, process: Process) -> None:
        self.stage = stage
        self.wall = wall
        self.process = process

    def now(self) -> datetime:
        """The wall clock as it stands on the board, right or wrong."""
        self.process.instant()
        return self.wall.now()

    def monotonic(self) -> float:
        """Seconds since the first instant."""
        self.process.instant()
        return self.stage.now / 1e6

    def wait(self, length: timedelta) -> None:
        """Let `length` pass, deaf to everything but the end of the power."""
        self.process.instant()
        self.stage.sleep(length)
