"""What people ask to be heard: a bulletin put into a slot for so many days, and an order to air one at once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from broadcaster.guard import Permit
from broadcaster.station import Occurrence

GAP = timedelta(seconds=5)
"""Pause between two repetitions of an urgent broadcast, unless its order says otherwise."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Placement:
    """A bulletin put into a slot from `first` to `last` (None: until further notice).

    `weekdays` empty means every day the station broadcasts. `position` is the officer's own order within
    the slot (lower first; equal positions fall back to the standing rules). `skipped` days are left out.
    `zones` empty means every zone of the slot.
    """

    id: UUID
    station: str
    bulletin: UUID
    slot: str
    first: date
    last: date | None
    weekdays: frozenset[int]
    position: int
    by: UUID
    by_name: str
    created: datetime
    skipped: frozenset[date] = frozenset()
    zones: tuple[str, ...] = ()

    def covers(self, occurrence: Occurrence) -> bool:
        """Whether this placement asks for an airing in `occurrence`."""
        return self.asks_for(occurrence.slot.id, occurrence.day)

    def asks_for(self, slot: str, day: date) -> bool:
        """The same by the slot's id and the day."""
        return (
            slot == self.slot
            and self.first <= day
            and (self.last is None or day <= self.last)
            and (not self.weekdays or day.weekday() in self.weekdays)
            and day not in self.skipped
        )

    def zones_in(self, occurrence: Occurrence) -> tuple[str, ...]:
        """The zones of the slot in which it asks to be heard."""
        zones = occurrence.slot.zones
        return tuple(zone for zone in zones if zone in self.zones) if self.zones else zones


class OrderState(StrEnum):
    """Where an order to air at once stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AirOrder:
    """A person's order to air an approved bulletin at once (phát ngay, phát khẩn cấp).

    `permit` is the second confirmation that lets an urgent broadcast break quiet hours. It sounds in `zones` (empty:
    in all), `repeats` times in all with `gap` between, each time an airing of its own (attempt 1, 2 …). With `resume`
    what it cut in on goes on afterwards at the beginning of a sentence, if the rest still fits its slot.
    """

    id: UUID
    station: str
    bulletin: UUID
    urgent: bool
    by: UUID
    by_name: str
    at: datetime
    state: OrderState
    permit: Permit | None = None
    zones: tuple[str, ...] = ()
    repeats: int = 1
    gap: timedelta = GAP
    resume: bool = True

    @property
    def occurrence_key(self) -> str:
        """What stands in the log in place of a slot's occurrence."""
        return f"order/{self.id}"
