"""Đang phát: what sounds now as the ear measures it, what comes next, today's duty, and what is wrong."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from broadcaster.airing import PlayLogEntry
from broadcaster.campaign import Obligation
from broadcaster.people import Right
from broadcaster.planning import RunningOrder
from broadcaster.programme import programme
from broadcaster.store import Fault, OnAir
from web.deeds import fault_detail
from web.desk import Desk, desk, needs
from web.words import SILENT_PROCESS

LOST_AFTER = timedelta(seconds=20)
"""A part of the station that has said nothing for so long is not running."""
UNHEARD_OF = timedelta(seconds=10)
"""What is on air is told anew every second or so; news older than this is no news."""
AHEAD = timedelta(days=8)
SHOWN = 3
"""Occurrences shown on the first page."""

pages_of_air = Blueprint("onair", __name__)


@dataclass(frozen=True, slots=True)
class Sounding:
    """What the hero of the first page shows."""

    state: str  # sounding, silent, armed, lost, idle
    on_air: OnAir | None
    left: timedelta
    share: float
    level: float


@dataclass(frozen=True, slots=True)
class Trouble:
    """One fault on the screen, and since when it has been there."""

    sentence_code: str
    sentence: str
    detail: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Duty:
    """Today's quota: how many plays counted, and which slots still lack theirs."""

    quota: Obligation
    counted: int
    met: bool
    lacking: tuple[str, ...]


@pages_of_air.get("/")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """The whole first page."""
    return render_template("onair/page.html", **_now(), **_day())


@pages_of_air.get("/manh/dang-phat")
@needs(Right.READ)
def now_fragment() -> ResponseReturnValue:
    """The part that moves every two seconds."""
    return render_template("onair/now.html", **_now())


@pages_of_air.get("/manh/hom-nay")
@needs(Right.READ)
def day_fragment() -> ResponseReturnValue:
    """The part that moves with the programme."""
    return render_template("onair/day.html", **_day())


@pages_of_air.get("/manh/dai")
@needs(Right.READ)
def strip() -> ResponseReturnValue:
    """One line for every other page while something sounds, with its stop button."""
    return render_template("onair/strip.html", sounding=sounding(desk()))


def sounding(here: Desk) -> Sounding:
    """What the loudspeakers do at this instant."""
    found = here.store.on_air()
    if found is None:
        return Sounding("idle", None, timedelta(), 0.0, 0.0)
    now = here.now()
    whole = max((found.ends - found.started).total_seconds(), 0.001) if found.started else 0.001
    left = max(timedelta(), found.ends - now)
    share = min(1.0, max(0.0, 1 - left.total_seconds() / whole))
    level = 0.0 if found.level_db is None else min(1.0, max(0.0, (found.level_db + 60) / 60))
    state = found.state if found.state in ("armed", "silent") else "sounding"
    if now - found.at > UNHEARD_OF:
        state = "lost"  # whoever plays has stopped telling: do not claim that anything sounds, or that nothing does
    return Sounding(state, found, left, share, level)


def troubles(here: Desk) -> list[Trouble]:
    """Every fault that somebody has to know of, the silent parts of the station first."""
    beats, now = here.store.beats(), here.now()
    gone = [
        Trouble(name, sentence, "", beats[name].at if name in beats else None)
        for name, sentence in SILENT_PROCESS.items()
        if name not in beats or now - beats[name].at > LOST_AFTER
    ]
    return gone + [_trouble(fault) for fault in here.store.faults()]


def _trouble(fault: Fault) -> Trouble:
    return Trouble(fault.code, "", fault_detail(fault, desk().station), fault.since)


def _now() -> dict[str, object]:
    here = desk()
    return {"sounding": sounding(here), "troubles": troubles(here)}


def _day() -> dict[str, object]:
    here = desk()
    today = here.today()
    since, until = here.day_bounds(today, today)
    entries = here.store.entries(since, until)
    return {"upcoming": upcoming(here), "entries": entries, "duty": duty(here, entries)}


def upcoming(here: Desk) -> list[RunningOrder]:
    """The next occurrences, the open one included, each with its running order as the daemon would ask for it."""
    today, now = here.today(), here.now()
    coming = [one for one in here.station.occurrences(today, today + AHEAD) if one.ends > now][:SHOWN]
    if not coming:
        return []
    placements = here.store.placements(today, coming[-1].day)
    return [programme(here.store, here.station, one, now, placements) for one in coming]


def duty(here: Desk, entries: list[PlayLogEntry]) -> Duty:
    """How today's quota stands."""
    quota, today, zone = here.settings.quota, here.today(), here.station.timezone
    counted = quota.counted(entries, today, zone)
    played = {entry.occurrence.partition("/")[2] for entry in counted}
    lacking = tuple(slot.name for slot in here.station.slots if slot.id in quota.slots - played)
    return Duty(quota, len(counted), quota.met(entries, today, zone), lacking)
