"""Trying a loudspeaker for three seconds: who may, and when the street may be asked to listen to it."""

from datetime import datetime, timedelta

from broadcaster.airing import Reason
from broadcaster.bulletin import Priority
from broadcaster.errors import NotFound, WrongState
from broadcaster.guard import refusal
from broadcaster.people import Person, Right
from broadcaster.station import Station
from broadcaster.store import Store
from broadcaster.store.trials import SoundTest

LENGTH = timedelta(seconds=3)
APART = timedelta(seconds=30)
"""A slot that begins so soon, or is open, is not disturbed by a test."""

SLOT_NEAR = "slot_near"


class NotNow(WrongState):
    """A test may not sound now; `code` is a Reason's value, or SLOT_NEAR."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the loudspeaker may not be tried now: {code}")
        self.code = code


def ask(store: Store, station: Station, person: Person, zone_id: str, at: datetime) -> SoundTest:
    """Ask the daemon for a quiet test in one zone. NotNow where a bulletin might not sound either, or a slot is near.

    It says nothing, so whoever looks after the settings may ask for it besides those who may air.
    """
    if not person.may(Right.MANAGE):
        person.demand(Right.AIR_NOW)
    if station.zone(zone_id) is None:
        raise NotFound(f"station {station.id} has no zone {zone_id!r}")
    code = why_not(station, at)
    if code:
        raise NotNow(code)
    return store.ask_sound_test(zone_id, person, at)


def why_not(station: Station, at: datetime) -> str:
    """Why no test may sound at that moment; "" when one may."""
    reason: Reason | None = refusal(station, Priority.NORMAL, at, LENGTH)
    if reason is not None:
        return reason.value
    day = station.local(at).date()
    near = any(one.starts - APART <= at < one.ends for one in station.occurrences(day, day))
    return SLOT_NEAR if near else ""
