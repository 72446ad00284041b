"""Everything that is outside the station's processes: time, the street, the disk, the diary of what is to happen."""

import heapq
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from broadcaster.airing import Airing
from broadcaster.simulation.book import Book, Moment
from broadcaster.simulation.faults import FaultyStore, Trouble
from broadcaster.simulation.stage import Process, Stage, Wall
from broadcaster.simulation.street import Street
from broadcaster.simulation.ward import FIRST, cast, outputs, settings_of, ward
from broadcaster.station import Station

Deed = Callable[[], None]


class World:
    """One ward and its seed. `desk` is the store as people at the desk reach it: the same troubled disk, no cuts."""

    def __init__(self, seed: int, folder: Path, station: Station | None = None) -> None:
        self.seed = seed
        self.folder = folder
        self.url = f"sqlite:///{folder / 'station.db'}"
        self.station = station or ward()
        self.settings = settings_of(folder, self.station)
        self.settings.data.mkdir(exist_ok=True)
        self.stage = Stage()
        self.wall = Wall(self.stage, FIRST)
        self.street = Street(self.stage, self.wall, outputs())
        self.trouble = Trouble(self.stage, str(seed))
        self.book = Book()
        self.counts: Counter[str] = Counter()
        self.promised: dict[UUID, Airing] = {}
        self.desk = FaultyStore(self.url, self.station.id, timedelta(), Process(), self.trouble)
        self.desk.migrate()
        self.people = cast(self.desk, self.wall.now())
        self._diary: list[tuple[Moment, int, Deed]] = []
        self._number = 0

    def chance(self, of: str) -> random.Random:
        """Dice of their own for each purpose, so that one more throw here moves nothing there."""
        return random.Random(f"{self.seed}/{of}")

    def at(self, moment: Moment, deed: Deed) -> None:
        """Write into the diary what is to happen then; what is past happens at once."""
        self._number += 1
        heapq.heappush(self._diary, (max(moment, self.stage.now), self._number, deed))

    def after(self, length: timedelta, deed: Deed) -> None:
        """Write into the diary what is to happen after so long."""
        self.at(self.stage.now + length // timedelta(microseconds=1), deed)

    def clear_diary(self) -> None:
        """Nothing more is to happen."""
        self._diary.clear()

    def live(self, until: Moment) -> None:
        """Let everything in the diary up to that instant happen, and everybody live."""
        while self._diary and self._diary[0][0] <= until:
            moment, _, deed = heapq.heappop(self._diary)
            self.stage.until(moment)
            deed()
            self.stage.rouse()
        self.stage.until(until)
