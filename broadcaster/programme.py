"""The running order of an occurrence out of the station's memory: the desk and the daemon both ask here."""

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from broadcaster.airing import PlayLogEntry
from broadcaster.bulletin import Bulletin
from broadcaster.errors import NotFound
from broadcaster.placement import Placement
from broadcaster.planning import RunningOrder, running_order
from broadcaster.station import Occurrence, Station
from broadcaster.store.columns import SPOILED

log = logging.getLogger(__name__)


class Memory(Protocol):
    """What a running order is made of: the store, or on air the ledger, which remembers when the store cannot."""

    def placements(self, first: date, last: date) -> Sequence[Placement]: ...

    def bulletin(self, id: UUID) -> Bulletin: ...

    def freshness(self, bulletin_ids: Iterable[UUID]) -> list[PlayLogEntry]: ...

    def entries_of(self, occurrence_key: str) -> list[PlayLogEntry]: ...


def programme(
    store: Memory,
    station: Station,
    occurrence: Occurrence,
    now: datetime | None = None,
    placements: Iterable[Placement] | None = None,
    begun: Sequence[PlayLogEntry] = (),
    held: Collection[str] = (),
) -> RunningOrder:
    """What is still to sound in `occurrence` as the store stands; `now` None gives the whole slot's preview.

    `placements` lets a caller ask "what if": those given instead of those stored. `begun` are entries that will stand
    in the log: of what sounds now, or is not written yet; what is written takes their place. `held` are zones in which
    nothing begins for the time being.
    """
    if placements is None:
        placements = store.placements(occurrence.day, occurrence.day)
    return _programme(store, station, occurrence, placements, now, begun, held)


def programmes(
    store: Memory, station: Station, first: date, last: date, now: datetime | None = None
) -> Iterator[RunningOrder]:
    """The running orders from `first` to `last` inclusive, empty ones too."""
    placements = store.placements(first, last)
    for occurrence in station.occurrences(first, last):
        yield _programme(store, station, occurrence, placements, now)


def _programme(
    store: Memory,
    station: Station,
    occurrence: Occurrence,
    placements: Iterable[Placement],
    now: datetime | None,
    begun: Sequence[PlayLogEntry] = (),
    held: Collection[str] = (),
) -> RunningOrder:
    wanted = [placement for placement in placements if placement.covers(occurrence)]
    if not wanted:
        return RunningOrder(occurrence, done=tuple(store.entries_of(occurrence.key)))
    bulletins = _bulletins(store, dict.fromkeys(placement.bulletin for placement in wanted))
    entries = with_begun(store.entries_of(occurrence.key), [one for one in begun if one.occurrence == occurrence.key])
    fresh = store.freshness([bulletin.id for bulletin in bulletins])
    known = {entry.id for entry in entries}
    earlier = (entry for entry in fresh if entry.id not in known)
    return running_order(station, occurrence, bulletins, wanted, [*entries, *earlier], now, held)


def with_begun(written: Sequence[PlayLogEntry], begun: Sequence[PlayLogEntry]) -> list[PlayLogEntry]:
    """What is written, and of what was begun that which is not.

    Of what is both, the written entry stands, but its first sound is when it was planned to be: a measurement is some
    milliseconds off, and the next item keeps to the plan.
    """
    known = {(entry.bulletin, entry.attempt, entry.zone): entry for entry in begun}
    log = []
    for entry in written:
        mine = known.pop((entry.bulletin, entry.attempt, entry.zone), None)
        planned = mine.started if mine and mine.started and entry.started else entry.started
        log.append(entry if planned == entry.started else replace(entry, started=planned))
    return log + list(known.values())


def _bulletins(store: Memory, ids: Iterable[UUID]) -> list[Bulletin]:
    """Those of them that can be read: a row spoiled by hand must not silence the others."""
    found: list[Bulletin] = []
    for id in ids:
        try:
            found.append(store.bulletin(id))
        except (NotFound, *SPOILED):
            log.exception("bulletin %s cannot be read and is left out", id)
    return found
