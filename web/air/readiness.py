"""The next slot in one plain sentence, as the daemon last found it: "Sáng mai: 3 bản tin, 14/15 phút, sẵn sàng"."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from broadcaster import fitness
from broadcaster.fitness import Preflight
from broadcaster.people import Right
from web import formats
from web.air.fault_words import finding_sentence
from web.desk import Desk, desk, needs
from web.sentences import say
from web.tongue import chosen
from web.words import OF_THE_DAY

pages_of_readiness = Blueprint("readiness", __name__)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The sentence, its tone, what was found with what to do, and when it was looked at."""

    sentence: str
    tone: str  # good, warn, bad
    findings: tuple[tuple[str, str], ...]
    at: datetime
    stale: bool


@pages_of_readiness.post("/kiem-tra")
@needs(Right.READ)
def look_now() -> ResponseReturnValue:
    """Have the station look at once; whoever may read the page may ask, for a look changes nothing."""
    here = desk()
    here.store.set_mark(fitness.ASKED, here.now().isoformat())
    return redirect(url_for("onair.page"), 303)


def outlook(here: Desk) -> Outlook | None:
    """The newest look; None before the first."""
    seen = fitness.read(here.store.mark(fitness.MARK))
    if seen is None:
        return None
    found = tuple((finding_sentence(finding.code), finding.detail) for finding in seen.findings)
    tone = "bad" if not seen.ready else "warn" if found else "good"
    passed = seen.starts is not None and seen.starts <= here.now()
    stale = passed or abs(here.now() - seen.at) > fitness.STALE
    return Outlook(_sentence(seen, here), tone, found, seen.at, stale)


def _sentence(seen: Preflight, here: Desk) -> str:
    occurrence = here.station.occurrence(seen.occurrence)
    if occurrence is None:
        return say("outlook_none")
    when = _when(occurrence.slot.name, occurrence.day, here.today())
    if not seen.bulletins:
        return say("outlook_empty", when=when)
    how = "outlook_ready" if seen.ready else "outlook_not_ready"
    used, room = (formats.minutes(length) for length in (seen.length, seen.room))
    return say(how, when=when, count=seen.bulletins, used=used, room=room)


def _when(name: str, day: date, today: date) -> str:
    """ "Sáng nay", "Sáng mai", or the slot and its day."""
    ahead = (day - today).days
    if ahead not in (0, 1):
        return say("outlook_day", name=name, day=formats.day_name(day, today))
    short = name if chosen.translated() else name.removeprefix(OF_THE_DAY)
    return say("outlook_tomorrow" if ahead else "outlook_today", name=short[:1].upper() + short[1:])
