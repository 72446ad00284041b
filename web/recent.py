"""What many desks ask for within the same second is worked out once: the programme of the day, the week's schedule."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from flask import current_app

from web.desk import Desk

Found = TypeVar("Found")
KEPT = "recent"
LASTING = "lasting"
MOST = 16
"""Answers kept; the oldest goes first."""


def lasting(here: Desk, what: Hashable, make: Callable[[], Found]) -> Found:
    """What `make` gives, kept for as long as anybody asks for the same: `what` names all that it depends on.

    Only the settings, and the store itself, need not be named.
    """
    key = (what, id(here.store), id(here.settings))
    kept: dict[Hashable, tuple[Desk, Found]] = current_app.extensions.setdefault(LASTING, {})
    return _kept(kept, key, here, make)


def recent(here: Desk, what: Hashable, make: Callable[[], Found]) -> Found:
    """What `make` gives; made again when anything was written since, by whomever, or the clock has moved a second.

    Where the database cannot tell whether anything was written, it is made each time.
    """
    version = here.store.version()
    if version is None:
        return make()
    key = (what, version, here.now().replace(microsecond=0), id(here.store), id(here.settings))
    kept: dict[Hashable, tuple[Desk, Found]] = current_app.extensions.setdefault(KEPT, {})
    return _kept(kept, key, here, make)


def _kept(kept: dict[Hashable, tuple[Desk, Found]], key: Hashable, here: Desk, make: Callable[[], Found]) -> Found:
    if (found := kept.get(key)) is not None:
        return found[1]
    made = make()
    while len(kept) >= MOST and (oldest := next(iter(list(kept)), None)) is not None:
        kept.pop(oldest, None)
    kept[key] = (here, made)  # with its desk: an id is not given away while its owner is kept
    return made
