"""What the ward's people do all day, through the same newsroom as on the desk; what was acknowledged is noted."""

import hashlib
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from broadcaster.bulletin import Bulletin, Kind, Mark, Priority, Rendition, Script, Source, Status, Topic
from broadcaster.errors import BroadcasterError, StoreBusy
from broadcaster.guard import Permit
from broadcaster.office import newsroom
from broadcaster.simulation.book import Ordered, Put, Standing
from broadcaster.simulation.world import World

MOST_IN_A_SLOT = 4
"""Officers put about so many bulletins into one slot."""

SENTENCE = timedelta(seconds=7)


class People:
    """Lan, Minh, Tùng and Hoa. Each deed may be refused by a locked database; then it is tried again, or forgotten."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.store = world.desk
        self.dice = world.chance("people")
        self.lan, self.minh = world.people["lan"], world.people["minh"]
        self.tung, self.hoa = world.people["tung"], world.people["hoa"]
        self.known: list[UUID] = []
        self.placed: list[UUID] = []
        self.made = 0

    # writing, rendering, approving -----------------------------------------------------------------------------

    def write(self) -> None:
        """Lan writes a bulletin and submits it."""
        self._do("written", self._write, again=timedelta(minutes=10))

    def edit(self) -> None:
        """Lan finds a mistake: other words, and all from the beginning again."""
        self._do("edited", self._edit)

    def withdraw(self) -> None:
        """Lan or Minh takes an approved bulletin back."""
        self._do("withdrawn", self._withdraw)

    def _write(self) -> None:
        self.made += 1
        title = f"Bản tin {self.made}"
        found = newsroom.write(self.store, self.lan, self._script(title), self.world.wall.now())
        self.known.append(found.id)
        self.world.book.names[found.id] = title
        self._submit_later(found.id, timedelta(seconds=30))

    def _edit(self) -> None:
        found = self._some(Status.APPROVED, Status.PENDING, Status.RETURNED)
        if found is None:
            return
        script = self._script(found.script.title)
        newsroom.edit(self.store, self.lan, found.id, found.version, script, self.world.wall.now())
        self.world.book.voided(found.id, self.world.stage.now)
        self._submit_later(found.id, self._minutes(1, 60))

    def _withdraw(self) -> None:
        found = self._some(Status.APPROVED)
        if found is None:
            return
        who = self.dice.choice((self.lan, self.minh))
        newsroom.withdraw(self.store, who, found.id, "có số điện thoại sai", self.world.wall.now())
        self.world.book.voided(found.id, self.world.stage.now)
        if self.dice.random() < 0.6:
            self._submit_later(found.id, self._minutes(10, 600))

    def _submit_later(self, id: UUID, length: timedelta) -> None:
        def submit() -> None:
            found = self.store.bulletin(id)
            newsroom.submit(self.store, self.lan, id, found.version, self.world.wall.now())
            self.world.after(timedelta(seconds=self.dice.uniform(5, 200)), lambda: self._do("rendered", render))

        def render() -> None:
            found = self.store.bulletin(id)
            sound = found.rendition or self._sound(found)
            if found.status is Status.PENDING and self._shelve(found, sound):
                self.world.after(self._minutes(3, 400), lambda: self._do("decided", lambda: self._decide(id)))

        self.world.after(length, lambda: self._do("submitted", submit, again=timedelta(minutes=5)))

    def _shelve(self, found: Bulletin, sound: Rendition) -> bool:
        self.world.street.keep(sound)
        return self.store.save_rendition(found.id, found.version, sound, self.world.wall.now())

    def _decide(self, id: UUID) -> None:
        found = self.store.bulletin(id)
        if found.status is not Status.PENDING or found.rendition is None:
            return
        sound, now = found.rendition, self.world.wall.now
        newsroom.listened(self.store, self.minh, id, sound.sha256, now())
        if self.dice.random() < 0.1:
            newsroom.send_back(self.store, self.minh, id, sound.sha256, "thiếu nơi tiếp nhận", now())
            self.world.book.voided(id, self.world.stage.now)
            return
        newsroom.approve(self.store, self.minh, id, sound.sha256, now())
        standing = Standing(sound.sha256, self.world.stage.now, found.script.priority, sound.duration)
        self.world.book.approved(id, standing)
        if id not in {put.bulletin for put in self.world.book.puts.values() if put.removed is None}:
            self._do("placed", lambda: self._place(id), again=timedelta(minutes=3))

    # the schedule ----------------------------------------------------------------------------------------------

    def place(self) -> None:
        """Tùng puts an approved bulletin into a slot."""
        self._do("placed", self._place_some)

    def unplace(self) -> None:
        """Tùng takes one out."""
        self._do("taken out", self._unplace)

    def skip(self) -> None:
        """Tùng leaves one out on one day."""
        self._do("skipped", self._skip)

    def reorder(self) -> None:
        """Tùng changes the order."""
        self._do("reordered", self._reorder)

    def _place_some(self) -> None:
        found = self._some(Status.APPROVED, Status.PENDING)
        if found is not None:
            self._place(found.id)

    def _place(self, id: UUID) -> None:
        dice, today = self.dice, self._today()
        slots = [slot for slot in self.world.station.slots if self._crowd(slot.id, today) < MOST_IN_A_SLOT]
        for slot in dice.sample(slots, min(len(slots), 1 + (dice.random() < 0.5))):
            zones = () if dice.random() < 0.8 else (dice.choice(slot.zones),)
            first = today + timedelta(days=dice.choice((0, 0, 0, 1, 2)))
            last = first + timedelta(days=dice.randint(0, 12))
            days = frozenset() if dice.random() < 0.7 else frozenset(dice.sample(range(7), 4))
            position, now = dice.randint(0, 3), self.world.wall.now()
            put = self.store.place(id, slot.id, first, last, days, position, self.tung, now, zones=zones)
            self.placed.append(put.id)
            self.world.book.puts[put.id] = Put(
                put.id, id, slot.id, first, last, days, zones, now, self.world.stage.now
            )  # fmt: skip

    def _crowd(self, slot: str, today: date) -> int:
        puts = self.world.book.puts.values()
        return sum(put.slot == slot and put.removed is None and (put.last or today) >= today for put in puts)

    def _unplace(self) -> None:
        put = self._some_put()
        if put is not None:
            newsroom.unplace(self.store, self.tung, put.id, self.world.wall.now())
            put.removed = self.world.stage.now

    def _skip(self) -> None:
        put, day = self._some_put(), self._today() + timedelta(days=self.dice.choice((0, 0, 1, 2)))
        if put is not None and day not in put.skipped:
            newsroom.skip(self.store, self.tung, put.id, day, self.world.wall.now())
            put.skipped[day] = self.world.stage.now

    def _reorder(self) -> None:
        put = self._some_put()
        if put is not None:
            newsroom.reorder(self.store, self.tung, put.id, self.dice.randint(0, 3), self.world.wall.now())

    # at once ---------------------------------------------------------------------------------------------------

    def stop(self) -> None:
        """Somebody presses stop, again and again until it is taken."""
        self._do("stopped", self._stop, again=timedelta(seconds=3))

    def air_now(self) -> None:
        """Tùng airs an approved bulletin between the slots."""
        self._do("ordered", lambda: self._order(urgent=False, permit=False))

    def air_urgent(self) -> None:
        """Hoa warns the ward."""
        self._do("ordered urgently", lambda: self._order(urgent=True, permit=self.dice.random() < 0.5))

    def _stop(self) -> None:
        newsroom.stop(self.store, self.tung, self.world.wall.now())
        self.world.book.stops.append(self.world.stage.now)

    def _order(self, urgent: bool, permit: bool) -> None:
        found = self._some(Status.APPROVED)
        if found is None:
            return
        dice, who = self.dice, self.hoa if urgent else self.tung
        zones = () if dice.random() < 0.6 else (dice.choice(self.world.station.zones).id,)
        repeats = dice.choice((1, 1, 2, 3)) if urgent else 1
        said = Permit(who.name, "lũ về trong đêm") if urgent and permit else None
        now = self.world.wall.now()
        order = self.store.order_now(found.id, urgent, said, who, now, zones=zones, repeats=repeats)
        self.world.book.orders[order.id] = Ordered(
            order.id, found.id, urgent, said is not None, zones, repeats, self.world.stage.now
        )  # fmt: skip

    # the ways of an office --------------------------------------------------------------------------------------

    def _do(self, what: str, deed: Callable[[], None], again: timedelta | None = None) -> None:
        """Try it. A busy database: later, or never; any other refusal is the station's good right."""
        try:
            deed()
        except StoreBusy:
            self.world.counts[f"desk refused: {what}"] += 1
            if again is not None:
                self.world.after(again, lambda: self._do(what, deed, again))
        except BroadcasterError:
            self.world.counts[f"not possible: {what}"] += 1
        else:
            self.world.counts[f"people: {what}"] += 1

    def _some(self, *states: Status) -> Bulletin | None:
        """One of the younger bulletins in one of these states; never one that the store orders by chance."""
        recent = self.known[-30:]
        found = [bulletin for bulletin in map(self.store.bulletin, recent) if bulletin.status in states]
        return self.dice.choice(found) if found else None

    def _some_put(self) -> Put | None:
        live = [self.world.book.puts[id] for id in self.placed[-40:] if id in self.world.book.puts]
        live = [put for put in live if put.removed is None]
        return self.dice.choice(live) if live else None

    def _today(self) -> date:
        return self.world.station.local(self.world.wall.now()).date()

    def _minutes(self, least: float, most: float) -> timedelta:
        return timedelta(minutes=self.dice.uniform(least, most))

    def _script(self, title: str) -> Script:
        priority = self.dice.choices(tuple(Priority), (0.7, 0.2, 0.1))[0]
        return Script(title, Kind.NEWS, Topic.T01, priority, Source(), "Kính thưa bà con. Hãy cảnh giác.")

    def _sound(self, found: Bulletin) -> Rendition:
        """A sound of some length, with its sentences marked, whose hash belongs to these words alone."""
        key = f"{self.world.seed}/{found.script.title}/{found.version}/{random.Random(self.made).random()}"
        length = timedelta(seconds=self._length())
        count = int(length / SENTENCE)
        marks = tuple(Mark(SENTENCE * number, SENTENCE * (number + 1), "Câu.") for number in range(count))
        sha256 = hashlib.sha256(key.encode()).hexdigest()
        path = Path(f"{sha256}.wav")
        return Rendition(sha256, sha256, path, length, "espeak/vi", -14.0, -2.0, marks=marks)

    def _length(self) -> float:
        sort = self.dice.random()
        if sort < 0.92:
            return round(self.dice.uniform(25, 150), 2)
        return round(self.dice.uniform(240, 540) if sort < 0.97 else self.dice.uniform(880, 1100), 2)
