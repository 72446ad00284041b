"""The next slots as an officer says them: "sáng mai", "chiều tối nay"; and what a person can hand a text on for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from broadcaster.station import Occurrence
from web.desk import Desk
from web.sentences import say
from web.words import PART_OF_DAY, WEEKDAY_OFTEN

AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Target:
    """A slot that a text can be written for."""

    key: str
    words: str
    starts: datetime


def tomorrow(here: Desk) -> Target | None:
    """The first slot of the next broadcasting day after today."""
    today = here.today()
    coming = here.station.occurrences(today + timedelta(days=1), today + AHEAD)
    first = next(iter(coming), None)
    return None if first is None else target(here, first)


def target(here: Desk, occurrence: Occurrence) -> Target:
    """That occurrence in words."""
    return Target(occurrence.key, when(occurrence, here.today()), occurrence.starts)


def when(occurrence: Occurrence, today: date) -> str:
    """ "sáng mai", "chiều nay", "sáng thứ Hai 30/11"."""
    part = next(word for hour, word in PART_OF_DAY if occurrence.slot.start.hour < hour)
    ahead = (occurrence.day - today).days
    near = {0: "soon_today", 1: "soon_tomorrow"}.get(ahead)
    if near:
        return say(near, part=part)
    return say("soon_day", part=part, weekday=WEEKDAY_OFTEN[occurrence.day.weekday()], day=f"{occurrence.day:%d/%m}")


def asked_for(here: Desk, key: str) -> Occurrence | None:
    """The occurrence a form names, if it is still to come and the station speaks on that day."""
    found = here.station.occurrence(key)
    good = found is not None and found.starts > here.now() and here.station.broadcasts_on(found.day)
    return found if good else None
