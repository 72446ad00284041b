"""Where a bulletin is heard: the zones of a slot as a person ticks them, and as they are said."""

from collections.abc import Iterable

from broadcaster.station import Slot, Station
from web.sentences import say


def ticked(station: Station, slot: Slot | None, given: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """The zones to keep, () for all of the slot's, those too that it is given later; and why they cannot be kept."""
    wanted = set(given)
    inside = tuple(zone for zone in (slot.zones if slot else ()) if zone in wanted)
    outside = [zone for zone in station.zones if zone.id in wanted and slot is not None and zone.id not in slot.zones]
    if slot is not None and outside:
        return inside, say("zones_elsewhere", slot=slot.name, zones=", ".join(zone.name for zone in outside))
    return (() if slot is not None and len(inside) == len(slot.zones) else inside), ""


def named(station: Station, slot: Slot, zones: Iterable[str]) -> str:
    """Their names, "" where they are all zones of the slot."""
    wanted = set(zones) or set(slot.zones)
    if wanted >= set(slot.zones):
        return ""
    return ", ".join(zone.name for zone in station.zones if zone.id in wanted)


def places(station: Station, slot: Slot) -> str:
    """Where a slot is heard, "" where that is everywhere."""
    if {zone.id for zone in station.zones} <= set(slot.zones):
        return ""
    return ", ".join(zone.name for zone in station.zones if zone.id in slot.zones)
