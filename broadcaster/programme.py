"""The running order of an occurrence out of the station's memory: the desk and the daemon both ask here."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from broadcaster.planning import Placement, RunningOrder, running_order
from broadcaster.station import Occurrence, Station
from broadcaster.store import Store


def programme(
    store: Store,
    station: Station,
    occurrence: Occurrence,
    now: datetime | None = None,
    placements: Iterable[Placement] | None = None,
) -> RunningOrder:
    """What is still to sound in `occurrence` as the store stands; `now` None gives the whole slot's preview.

    `placements` lets a caller ask "what if": those given instead of those stored.
    """
    if placements is None:
        placements = store.placements(occurrence.day, occurrence.day)
    return _programme(store, station, occurrence, placements, now)


def programmes(
    store: Store, station: Station, first: date, last: date, now: datetime | None = None
) -> Iterator[RunningOrder]:
    """The running orders from `first` to `last` inclusive, empty ones too."""
    placements = store.placements(first, last)
    for occurrence in station.occurrences(first, last):
        yield _programme(store, station, occurrence, placements, now)


def _programme(
    store: Store, station: Station, occurrence: Occurrence, placements: Iterable[Placement], now: datetime | None
) -> RunningOrder:
    wanted = [placement for placement in placements if placement.covers(occurrence)]
    if not wanted:
        return RunningOrder(occurrence, done=tuple(store.entries_of(occurrence.key)))
    bulletins = [store.bulletin(key) for key in dict.fromkeys(placement.bulletin for placement in wanted)]
    log = store.entries_of(occurrence.key)
    fresh = store.freshness([bulletin.id for bulletin in bulletins])
    known = {entry.id for entry in log}
    return running_order(
        station, occurrence, bulletins, wanted, [*log, *(entry for entry in fresh if entry.id not in known)], now
    )
