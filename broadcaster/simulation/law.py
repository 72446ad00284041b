"""When a sound may be on the street, worked out anew from the settings alone: it trusts no other module's word."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from broadcaster.station import Slot, Station

PULSE = timedelta(milliseconds=50)
"""How exactly a planned start is kept."""

TAIL = timedelta(seconds=1)
"""The silence at a file's end may reach so far over the end of its slot."""

REACTION = timedelta(seconds=8)
"""How long a sound may go on after the clock was set into forbidden hours under it."""

BUILT = 2026
"""A clock that shows an earlier year than the program's own is wrong."""


@dataclass(frozen=True, slots=True)
class Claim:
    """By what right something sounds: a slot of a day, or a person's order, urgent or not, permitted or not."""

    slot: Slot | None = None
    day: str = ""
    urgent: bool = False
    permitted: bool = False


def forbidden(station: Station, claim: Claim, wall: datetime, length: timedelta) -> str:
    """Why a sound of `length` that begins at `wall` breaks the rules; "" when it keeps them."""
    if claim.urgent and claim.permitted:
        return ""
    begin = station.local(wall)
    end = begin + length
    if any(_quiet(station, moment) for moment in _moments(begin, end)):
        return "in quiet hours"
    if claim.urgent:
        return ""
    if not _programme_day(station, begin):
        return "on a barred day"
    if length > station.policy.session:
        return "over the session's minutes"
    if not any(
        _on(begin, window.since) <= begin and end <= _on(begin, window.until) for window in station.policy.windows
    ):
        return "outside every window"
    return _outside(station, claim, begin, end) if claim.slot is not None else ""


def _outside(station: Station, claim: Claim, begin: datetime, end: datetime) -> str:
    slot = claim.slot
    assert slot is not None
    if begin.date().isoformat() != claim.day:
        return f"on another day than {claim.day}"
    opens = _on(begin, slot.start)
    closes = opens + min(slot.length, station.policy.session)
    if begin < opens - PULSE:
        return f"before its slot, at {begin:%H:%M:%S}"
    return f"beyond its slot, until {end:%H:%M:%S}" if end > closes + TAIL else ""


def _on(day: datetime, at: time) -> datetime:
    return day.replace(hour=at.hour, minute=at.minute, second=at.second, microsecond=at.microsecond)


def _programme_day(station: Station, moment: datetime) -> bool:
    day = moment.date()
    return day in station.makeup_days or (day.weekday() in station.policy.weekdays and day not in station.holidays)


def _quiet(station: Station, moment: datetime) -> bool:
    """Counted in seconds of the day, around midnight if need be."""

    def seconds(at: time) -> int:
        return at.hour * 3600 + at.minute * 60 + at.second

    since, until, now = (seconds(at) for at in (station.policy.quiet_from, station.policy.quiet_until, moment.time()))
    return (now - since) % 86_400 < (until - since) % 86_400


def _moments(begin: datetime, end: datetime) -> Iterator[datetime]:
    moment = begin
    while moment < end:
        yield moment
        moment += timedelta(seconds=30)
    yield end
