"""Changing one's mind about the schedule: back again, to another slot or day, and a left-out day after all."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from broadcaster.errors import BadInput, NotFound
from broadcaster.people import Person, Right
from broadcaster.placement import Placement
from broadcaster.station import Station
from broadcaster.store import Store


def move(
    store: Store,
    station: Station,
    person: Person,
    placement_id: UUID,
    from_day: date | None,
    slot_id: str,
    day: date,
    at: datetime,
    *,
    zones: Iterable[str] | None = None,
) -> Placement:
    """To another slot, day or `zones` of the slot: the whole placement (`from_day` None), or its airing of `from_day`.

    `zones` None leaves them as they are, and () is every zone of the slot. Conflict when somebody has taken it off
    meanwhile; BadInput where it stands there already, or `day` is over.
    """
    person.demand(Right.SCHEDULE)
    slot = station.slot(slot_id)
    if slot is None:
        raise NotFound(f"station {station.id} has no slot {slot_id!r}")
    if day < station.local(at).date():
        raise BadInput("first", f"{day} is over")
    old = store.placement(placement_id)
    standing = from_day if from_day is not None else old.first
    wanted = None if zones is None else tuple(zones)
    if wanted is not None and not set(wanted) <= set(slot.zones):
        raise BadInput("zones", f"{', '.join(wanted)} are not all zones of slot {slot_id}")
    if (old.slot, standing) == (slot_id, day) and (wanted is None or set(wanted) == set(old.zones)):
        raise BadInput("slot", "it stands there already")
    return store.move_placement(placement_id, from_day, slot_id, day, person, at, zones=wanted)


def restore(store: Store, person: Person, placement_id: UUID, at: datetime) -> Placement:
    """Undo the taking off."""
    person.demand(Right.SCHEDULE)
    return store.restore_placement(placement_id, person, at)


def unskip(store: Store, person: Person, placement_id: UUID, day: date, at: datetime) -> None:
    """Undo the leaving out of one day."""
    person.demand(Right.SCHEDULE)
    store.unskip_day(placement_id, day, person, at)
