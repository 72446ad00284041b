"""What many desks ask for within the same second is worked out once: the programme of the day, the week's schedule."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import current_app

from web.desk import Desk
from web.tongue import chosen

Found = TypeVar("Found")
KEPT = "recent"
MOST = 16
"""Answers kept about one subject; the oldest goes first."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Answers that were all true of one `state`, with the desk that asked: an id is not given away while it is kept."""

    state: Hashable
    here: Desk
    answers: dict[Hashable, tuple[Any]] = field(default_factory=dict)


def lasting(here: Desk, what: tuple[Hashable, ...], make: Callable[[], Found], *, state: Hashable = None) -> Found:
    """What `make` gives, kept for as long as anybody asks for the same: `what` and `state` name all that it depends on.

    Only the settings, the store and the tongue that is spoken need not be named. `what` begins with its subject; of
    what many answers depend on alike is their `state`, and nothing of an earlier one is kept: a report holds every
    entry of its months.
    """
    return _kept(here, str(what[0]), state, what, make)


def recent(here: Desk, what: Hashable, make: Callable[[], Found], seconds: int = 1) -> Found:
    """What `make` gives; made again when anything was written since, by whomever, or the clock has moved on `seconds`.

    Where the database cannot tell whether anything was written, it is made each time.
    """
    version = here.store.version()
    if version is None:
        return make()
    return _kept(here, f"{KEPT} {seconds}", (version, int(here.now().timestamp()) // seconds), what, make)


def _kept(here: Desk, subject: str, state: Hashable, which: Hashable, make: Callable[[], Found]) -> Found:
    shelves: dict[str, Shelf] = current_app.extensions.setdefault(KEPT, {})
    state, which = (state, id(here.store), id(here.settings)), (chosen.current(), which)
    shelf = shelves.get(subject)
    if shelf is None or shelf.state != state:
        shelf = shelves[subject] = Shelf(state, here)
    if (found := shelf.answers.get(which)) is not None:
        answer: Found = found[0]
        return answer
    made = make()
    while len(shelf.answers) >= MOST and (oldest := next(iter(list(shelf.answers)), None)) is not None:
        shelf.answers.pop(oldest, None)
    shelf.answers[which] = (made,)
    return made
