"""The clock of the PC, where the log says that it ran ahead once: a person looks at it and says it is right."""

from datetime import datetime

from broadcaster.errors import WrongState
from broadcaster.fitness import BACKWARD
from broadcaster.people import Person, Right
from broadcaster.store import Store


def ahead(store: Store, now: datetime) -> datetime | None:
    """When the newest entry of the log ended, if that lies so far after `now` that nothing sounds of itself."""
    newest = store.newest_moment()
    return newest if newest is not None and now < newest - BACKWARD else None


def trust_clock(store: Store, by: Person | None, now: datetime) -> None:
    """The clock shows the right time now, and what the log has from a later one bars nothing more.

    WrongState where the log bars nothing. `by` None is the machine's own console. The entries stay as they are.
    """
    if by is not None:
        by.demand(Right.MANAGE)
    if ahead(store, now) is None:
        raise WrongState("the log has nothing from a later time: the clock is believed already")
    store.trust_clock(by, now)
