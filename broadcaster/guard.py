"""The hour guard: whether a sound may be on the street at this moment. Asked by the plan and again by the player."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from broadcaster.airing import PlayLogEntry, Reason
from broadcaster.bulletin import Priority
from broadcaster.station import Occurrence, Station


@dataclass(frozen=True, slots=True)
class Permit:
    """A leader's second confirmation that an urgent broadcast may break the hours, with the reason given."""

    by_name: str
    reason: str


def refusal(
    station: Station,
    priority: Priority,
    begin: datetime,
    length: timedelta,
    occurrence: Occurrence | None = None,
    permit: Permit | None = None,
) -> Reason | None:
    """Why a sound of `length` may not start at `begin` (aware), or None when it may.

    With an `occurrence` the sound must also end inside its slot, whatever its priority. An urgent broadcast that a
    person orders at once may leave the windows, the days and the cap; quiet hours it may break only with a permit.
    """
    at_once = priority is Priority.URGENT and occurrence is None
    if at_once and permit is not None and permit.reason.strip():
        return None
    local, end = station.local(begin), station.local(begin + length)
    if _touches_quiet(station, local, end):
        return Reason.QUIET_HOURS
    if at_once:
        return None
    if not station.broadcasts_on(local.date()):
        return Reason.BARRED_DAY
    if local.date() != end.date() or not any(
        window.holds(local.time(), end.time()) for window in station.policy.windows
    ):
        return Reason.OUTSIDE_WINDOW
    if length > station.policy.session:
        return Reason.OVER_CAP
    if occurrence is not None:
        return _outside_slot(station, occurrence, begin, length)
    return None


def over_the_day(
    station: Station,
    zone: str,
    begin: datetime,
    length: timedelta,
    spoken: Iterable[PlayLogEntry],
    occurrence: Occurrence | None = None,
) -> Reason | None:
    """OVER_CAP when this sound would carry a zone over the day's sessions or minutes; urgent ones are not asked.

    `spoken` holds the log of that day. A policy allows `sessions_per_day` slots of `session` each. What a person
    orders between the slots must leave the slots still to come their whole length.
    """
    today = station.local(begin).date()
    heard = [
        entry
        for entry in spoken
        if entry.zone == zone
        and entry.started is not None
        and station.local(entry.started).date() == today
        and not (entry.priority == Priority.URGENT and entry.occurrence.startswith("order/"))
    ]
    sessions = {entry.occurrence for entry in heard if not entry.occurrence.startswith("order/")}
    if occurrence is not None and len(sessions - {occurrence.key}) >= station.policy.sessions_per_day:
        return Reason.OVER_CAP
    total = sum((entry.heard for entry in heard), length)
    if occurrence is None:
        total += _still_to_come(station, zone, begin + length)
    return Reason.OVER_CAP if total > station.policy.sessions_per_day * station.policy.session else None


def _still_to_come(station: Station, zone: str, after: datetime) -> timedelta:
    """The minutes that the day's slots in that zone may still need after that moment."""
    today = station.local(after).date()
    needed = timedelta()
    for one in station.occurrences(today, today):
        closes = min(one.ends, one.starts + station.policy.session)
        if zone in one.slot.zones:
            needed += max(timedelta(), closes - max(after, one.starts))
    return needed


def _outside_slot(station: Station, occurrence: Occurrence, begin: datetime, length: timedelta) -> Reason | None:
    """The slot's own bounds; a slot longer than the policy's session is cut to the session."""
    closes = min(occurrence.ends, occurrence.starts + station.policy.session)
    if begin < occurrence.starts:
        return Reason.OUTSIDE_WINDOW
    return Reason.SLOT_OVER if begin + length > closes else None


def _touches_quiet(station: Station, begin: datetime, end: datetime) -> bool:
    """Whether any part of the sound lies in quiet hours: an end, or a quiet stretch that begins inside it."""
    if station.policy.is_quiet(begin.time()) or station.policy.is_quiet(end.time()):
        return True
    starts = begin.replace(
        hour=station.policy.quiet_from.hour,
        minute=station.policy.quiet_from.minute,
        second=0,
        microsecond=0,
    )
    if starts < begin:
        starts += timedelta(days=1)
    return station.policy.quiet_from != station.policy.quiet_until and starts < end
