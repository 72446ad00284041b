"""Beside the log book: what the database refuses is kept in a drawer, and entered when it can be."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from broadcaster.air.ballast import Ballast
from broadcaster.air.drawer import Drawer
from broadcaster.air.entering import enter, order_of, settled
from broadcaster.air.recall import Recall
from broadcaster.air.slips import Slip, Tells
from broadcaster.clock import Clock
from broadcaster.errors import NotFound, StoreBusy
from broadcaster.placement import OrderState
from broadcaster.store import Store

AGAIN = 5.0
"""Seconds after a refusal in which nothing but `flush` tries to write to the database."""

UPKEEP = 30.0
"""Seconds between two looks at the ballast."""

AT_MOST = timedelta(milliseconds=200)
"""How long a verb of the air enters what was kept before it says its own; it waits half a second at most in all."""

Answer = TypeVar("Answer")
log = logging.getLogger(__name__)


class Beside(Recall):
    """A store that may refuse, with a drawer for what it refused and a ballast for a full disk."""

    def __init__(self, store: Store, folder: Path, clock: Clock) -> None:
        super().__init__(store, clock)
        self.ballast = Ballast(folder.parent)
        self.drawer = Drawer(folder, self._make_room)
        self._lock = threading.RLock()
        self._slips: dict[str, Slip] = {}
        self._spoiled: set[str] = set()
        self._owed: dict[tuple[str, object], Callable[[], object]] = {}
        self._loaded = False
        self._number = 0
        self._refused_until = float("-inf")
        self._refusing = False
        self._looks_at = float("-inf")
        self._full: bool | None = None
        """None until the ballast was looked at: a fault of a former life is cleared then."""
        self.keeps_ballast = False
        """The daemon's ledger makes and keeps the ballast; others only give it up."""

    @property
    def kept(self) -> int:
        """How many slips lie beside the database."""
        return len(self._slips)

    def flush(self, budget: timedelta | None = None) -> bool:
        """Enter what is kept beside, oldest first, and look after the ballast. True: nothing is left beside.

        After `budget` no further slip is begun.
        """
        ends = None if budget is None else self.clock.monotonic() + budget.total_seconds()
        with self._lock:
            self._load()
            names = list(self._slips)
        for name in names:
            with self._lock:  # given back between two slips: an airing that begins now need not wait for them all
                if ends is not None and self.clock.monotonic() > ends:
                    return False
                if name in self._slips and not self._enter(self._slips[name]):
                    return False
        with self._lock:
            self._look_after_ballast()
            for key in list(self._owed):
                if not self._do(self._owed[key], now=True):
                    return False
                del self._owed[key]
            if self._refusing and not self._slips:
                log.warning("the database takes entries again; nothing is left beside it")
                self._refusing = False
            self._refused_until = float("-inf")
            return not self._slips

    def _enter(self, slip: Slip) -> bool:
        """Move one slip into the database; doing it twice changes nothing. False: the database refuses."""
        try:
            if not self._do(lambda: enter(self.store, slip), now=True):
                return False
        except NotFound as why:
            log.error("a slip beside the log tells of what the database does not know, and is dropped: %s", why)
        del self._slips[slip.name]
        self.drawer.drop(slip.name)
        return True

    def _try(self, step: Callable[[], Answer], now: bool = False) -> Answer | None:
        """What the database answers, None when it refuses or has just refused; with `now` it is asked in any case."""
        if not now and not self._writable():
            return None
        try:
            return step()
        except StoreBusy as why:
            if not self._refusing:
                log.warning("what happens on air is kept beside the database from now on: %s", why)
            self._refusing = True
            self._refused_until = self.clock.monotonic() + AGAIN
            if "full" in str(why):
                self._make_room()
                with suppress(StoreBusy):
                    self.store.give_room_back()
            return None

    def _do(self, step: Callable[[], object], now: bool = False) -> bool:
        """Whether the database did it."""
        return self._try(lambda: (step(),), now) is not None

    def _writable(self) -> bool:
        """Whether to write to the database at all: not just after a refusal, and not past what is kept beside."""
        self._load()
        if self.clock.monotonic() < self._refused_until:
            return False
        return not self._slips or self.flush(AT_MOST)

    def _state(self, key: tuple[str, object], step: Callable[[], object]) -> None:
        with self._lock:
            self._owed.pop(key, None)
            if not self._do(step):
                self._owed[key] = step

    def _claim(self, slip: Slip) -> bool:
        """A slip of a new name. Where nothing at all can be written, the claim lives as long as this process."""
        try:
            if not self.drawer.claim(slip):
                return False
        except OSError as why:
            log.error("%s is kept in mind only, nothing can be written: %s", slip.name, why)
        self._slips[slip.name] = slip
        return True

    def _write(self, slip: Slip) -> None:
        slip = replace(slip, version=slip.version + 1)
        self._slips[slip.name] = slip
        try:
            self.drawer.put(slip)
        except OSError as why:
            log.error("%s is kept in mind only, nothing can be written: %s", slip.name, why)

    def _next_number(self) -> int:
        self._number += 1
        return self._number

    def _load(self) -> None:
        """Once: the slips of a former life. What was sounding then was cut; what was taken then is over."""
        if self._loaded:
            return
        self._loaded = True
        now = self.clock.now()
        slips, spoiled = self.drawer.load()
        self._number = max((slip.number for slip in slips), default=0)
        self._slips = {slip.name: settled(slip, now) for slip in slips}
        self._spoiled = set(spoiled)
        for name in spoiled:
            if (order := order_of(name)) is not None:
                self._slips[name] = Slip(name, Tells.ORDER, order, now, self._next_number(), state=OrderState.DONE)
        if spoiled:
            said = str(len(spoiled))
            self._owed["fault", "ledger_unreadable"] = lambda: self.store.raise_fault("ledger_unreadable", said, now)

    def _make_room(self) -> bool:
        """The disk is full: give up a piece of the ballast, and say so."""
        released = self.ballast.release()
        if released:
            log.error("the disk is full; a piece of the ballast was given up")
        self._say_full(True)
        return released

    def _look_after_ballast(self) -> None:
        """Room is kept again as soon as there is some; the fault goes when all of it is back."""
        if not self.keeps_ballast or self.clock.monotonic() < self._looks_at:
            return
        if self._full is None:  # once: a database whose log is folded in needs little room when the disk is full
            with suppress(StoreBusy):
                self.store.give_room_back()
        self._looks_at = self.clock.monotonic() + UPKEEP
        self._say_full(not self.ballast.restore())

    def _say_full(self, full: bool) -> None:
        """Put the fault up or take it down, where that is news."""
        if full != self._full:
            self._full, now = full, self.clock.now()
            wrong = partial(self.store.raise_fault, "disk_full", "", now)
            self._owed["fault", "disk_full"] = wrong if full else partial(self.store.clear_fault, "disk_full")
