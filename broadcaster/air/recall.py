"""What the air asks the database, with the last answer kept in mind while nothing is written or can be read."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar, cast
from uuid import UUID
from weakref import WeakValueDictionary

from broadcaster.airing import PlayLogEntry
from broadcaster.bulletin import Bulletin
from broadcaster.clock import Clock
from broadcaster.errors import StoreBusy
from broadcaster.placement import AirOrder, Placement
from broadcaster.store import Called, Fault, Stop, Store

Answer = TypeVar("Answer")

Told = PlayLogEntry | Placement
"""What never changes and is told in answer to many questions."""

KEPT = 256
"""Answers kept in mind; a day of a station asks some dozens of different questions."""

UNASKED = 26 * 3600.0
"""Seconds after which an answer nobody asks for any more is let go: what the evening needs of the morning stays."""

TIDIED = 3600.0
"""Seconds between two looks for such answers."""

AGAIN = 1.0
"""Seconds without a question after one that was not answered: a tenth of a second each would add up in one turn."""


@dataclass(slots=True)
class Answered:
    """What the database said in one of its states, and when, in monotonic seconds, anybody last wanted to know."""

    version: int | None
    answer: Any
    asked: float


class Recall:
    """The questions of the air. Each gives what the database says or, when it says nothing, what it last said.

    A question is put to the database again only after something was written there, by whomever.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self._answers: dict[tuple[object, ...], Answered] = {}
        self._tidied = clock.monotonic()
        self._answering = threading.Lock()
        self._told: WeakValueDictionary[int, Told] = WeakValueDictionary()
        self._deaf_until = float("-inf")

    def placements(self, first: date, last: date) -> Sequence[Placement]:
        """See Store.placements; StoreBusy when it cannot be read now and never was."""
        return self._ask(("placements", first, last), lambda: self.store.placements(first, last))

    def bulletin(self, id: UUID) -> Bulletin:
        """See Store.bulletin; StoreBusy when it cannot be read now and never was."""
        return self._ask(("bulletin", id), lambda: self.store.bulletin(id))

    def freshness(self, bulletin_ids: Iterable[UUID]) -> list[PlayLogEntry]:
        """See Store.freshness; nothing when it was never read: then only the order of items may differ."""
        asked = tuple(sorted(set(bulletin_ids)))
        return self._ask(("freshness", asked), lambda: self.store.freshness(asked), [])

    def entries_of(self, occurrence_key: str) -> list[PlayLogEntry]:
        """See Store.entries_of."""
        return self._ask(("entries_of", occurrence_key), lambda: self.store.entries_of(occurrence_key), [])

    def entries(self, **asked: Any) -> list[PlayLogEntry]:
        """See Store.entries."""
        return self._ask(("entries", *sorted(asked.items())), lambda: self.store.entries(**asked), [])

    def newest_moment(self) -> datetime | None:
        """See Store.newest_moment."""
        return self._ask(("newest_moment",), self.store.newest_moment, None)

    def last_stop(self) -> Stop | None:
        """See Store.last_stop; StoreBusy when it cannot be read now and never was."""
        return self._ask(("last_stop",), self.store.last_stop)

    def stop_asked_since(
        self, moment: datetime, until: datetime | None = None, zone: str | None = None
    ) -> tuple[str, datetime] | None:
        """See Store.stop_asked_since."""
        question = ("stop_asked_since", moment, until, zone)
        return self._ask(question, lambda: self.store.stop_asked_since(moment, until, zone), None)

    def mark(self, name: str) -> str | None:
        """See Store.mark."""
        return self._ask(("mark", name), lambda: self.store.mark(name), None)

    def faults(self) -> list[Fault]:
        """See Store.faults; StoreBusy when they cannot be read now and never were."""
        return self._ask(("faults",), self.store.faults)

    def called(self) -> Called:
        """See Store.called; StoreBusy when it cannot be read now and never was."""
        return self._ask(("called",), self.store.called)

    def waiting_orders(self) -> list[AirOrder]:
        """See Store.waiting_orders."""
        return self._ask(("waiting_orders",), self.store.waiting_orders, [])

    def _ask(self, question: tuple[object, ...], ask: Callable[[], Answer], *otherwise: Answer) -> Answer:
        """The database's answer, else the last one to the same question, else `otherwise`, else StoreBusy."""
        now = self.clock.monotonic()
        known = self._answers.get(question)
        if known is not None:
            known.asked = now
        if now >= self._deaf_until:
            version = self.store.version()  # before the question: what is written meanwhile makes the answer old
            if known is not None and version is not None and known.version == version:
                return cast(Answer, known.answer)
            try:
                answer = self._once(ask())
            except StoreBusy:
                self._deaf_until = self.clock.monotonic() + AGAIN
            else:
                self._keep(question, Answered(version, answer, now))
                return answer
        known = self._answers.get(question)
        if known is not None:
            return cast(Answer, known.answer)
        if otherwise:
            return otherwise[0]
        raise StoreBusy(f"the database cannot be read, and nothing is known yet of {question[0]}")

    def _once(self, answer: Answer) -> Answer:
        """The same answer, in which everything that an older answer says too is the very same object."""
        if isinstance(answer, list):
            answer[:] = [self._known(each) if isinstance(each, Told) else each for each in answer]
        return answer

    def _known(self, told: Told) -> Told:
        known = self._told.setdefault(hash(told), told)
        return known if known == told else told

    def _keep(self, question: tuple[object, ...], found: Answered) -> None:
        """In mind from now on. It is the database that has just answered: only then anything is let go."""
        with self._answering:
            self._answers.pop(question, None)
            self._answers[question] = found
            while len(self._answers) > KEPT:
                del self._answers[next(iter(self._answers))]
            if found.asked - self._tidied > TIDIED:
                self._tidied = found.asked
                for old in [one for one, known in self._answers.items() if found.asked - known.asked > UNASKED]:
                    del self._answers[old]
