"""Đang phát: what sounds now as the ear measures it, what comes next, today's duty, and what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from broadcaster.airing import Outcome, PlayLogEntry
from broadcaster.campaign import Obligation
from broadcaster.people import Right
from broadcaster.planning import RunningOrder
from broadcaster.programme import programme
from broadcaster.reports.counting import airings
from broadcaster.store import OnAir
from web.air.glance import glance
from web.air.readiness import outlook
from web.air.troubles import troubles
from web.desk import Desk, desk, me, needs
from web.recent import recent
from web.work import work_for

UNHEARD_OF = timedelta(seconds=10)
"""What is on air is told anew every second or so; news older than this is no news."""
AHEAD = timedelta(days=8)
SHOWN = 3
"""Occurrences shown on the first page."""

pages_of_air = Blueprint("onair", __name__)


@dataclass(frozen=True, slots=True)
class Sounding:
    """What one zone does; the loudest of them is the hero of the first page."""

    state: str  # sounding, silent, armed, lost, idle
    on_air: OnAir | None
    left: timedelta
    share: float
    level: float
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """Today's quota: how many plays counted towards it, and which slots still lack theirs.

    Two plays of a morning do not fill a day that asks for one in the evening as well.
    """

    quota: Obligation
    counted: int
    met: bool
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lately:
    """How many airings yesterday's schedule had, how many of them were heard in full, and this week's earliest start.

    `unmeasured` were played where no ear could measure. All three as yesterday's report counts them.
    """

    asked: int
    heard: int
    unmeasured: int
    earliest: datetime | None
    yesterday: date


RANK = {"silent": 0, "lost": 1, "sounding": 2, "armed": 3, "idle": 4}
"""What somebody has to look at comes first."""

IDLE = Sounding("idle", None, timedelta(), 0.0, 0.0)


@pages_of_air.get("/")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """The whole first page."""
    return render_template("onair/page.html", work=work_for(desk(), me()), **_now(), **_day())


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
    """What the loudspeakers do at this instant; of several zones the one that somebody has to look at first."""
    return min(soundings(here), key=lambda one: RANK[one.state], default=IDLE)


def soundings(here: Desk) -> list[Sounding]:
    """Each zone of the station in its order, resting ones too."""
    told = {one.zone: one for one in glance(here).on_air}
    now = here.now()
    names = {zone.id: zone.name for zone in here.station.zones}
    ids = [*names, *(zone for zone in told if zone not in names)]
    return [_sounding(names.get(zone, zone), told.get(zone), now) for zone in ids]


def _sounding(name: str, found: OnAir | None, now: datetime) -> Sounding:
    if found is None:
        return replace(IDLE, zone=name)
    whole = max((found.ends - found.started).total_seconds(), 0.001) if found.started else 0.001
    left = max(timedelta(), found.ends - now)
    share = min(1.0, max(0.0, 1 - left.total_seconds() / whole))
    level = 0.0 if found.level_db is None else min(1.0, max(0.0, (found.level_db + 60) / 60))
    state = found.state if found.state in ("armed", "silent") else "sounding"
    if now - found.at > UNHEARD_OF:
        state = "lost"  # whoever plays has stopped telling: do not claim that anything sounds, or that nothing does
    return Sounding(state, found, left, share, level, name)


def _now() -> dict[str, object]:
    here = desk()
    zones = soundings(here)
    hero = min(zones, key=lambda one: RANK[one.state], default=IDLE)
    return {"sounding": hero, "zones": zones if len(zones) > 1 else [], "troubles": troubles(here)}


def _day() -> dict[str, object]:
    here = desk()
    return recent(here, "day", lambda: _day_of(here))


def _day_of(here: Desk) -> dict[str, object]:
    today = here.today()
    since, until = here.day_bounds(today, today)
    entries = here.store.entries(since, until)
    return {
        "upcoming": upcoming(here),
        "entries": airings(entries, here.station.timezone),
        "duty": duty(here, entries),
        "outlook": outlook(here),
        "lately": lately(here),
    }


def upcoming(here: Desk) -> list[RunningOrder]:
    """The next occurrences, the open one included, each with its running order as the daemon would ask for it."""
    today, now = here.today(), here.now()
    coming = [one for one in here.station.occurrences(today, today + AHEAD) if one.ends > now][:SHOWN]
    if not coming:
        return []
    placements = here.store.placements(today, coming[-1].day)
    orders = [programme(here.store, here.station, one, now, placements) for one in coming]
    return [_without_what_sounds(order, glance(here).on_air, now) for order in orders]


def _without_what_sounds(order: RunningOrder, on_air: tuple[OnAir, ...], now: datetime) -> RunningOrder:
    """What is on the loudspeakers is no longer to come: it stands at the head of the page."""
    soon = order.occurrence.starts - timedelta(minutes=1)
    if not soon <= now < order.occurrence.ends or not on_air:
        return order
    sounds = {(one.bulletin_id, one.zone) for one in on_air}
    coming = [one for one in order.planned if not {(one.bulletin.id, zone) for zone in one.zones} <= sounds]
    return replace(order, planned=tuple(coming))


def lately(here: Desk) -> Lately:
    """Yesterday's result, and how early the loudspeakers spoke this week."""
    today = here.today()
    monday, yesterday = today - timedelta(days=today.weekday()), today - timedelta(days=1)
    since, until = here.day_bounds(min(monday, yesterday), today)
    entries = here.store.entries(since, until)
    local = here.station.local
    before = [one for one in airings(entries, here.station.timezone) if one.slot and one.day == yesterday]
    spoken = [local(entry.started) for entry in entries if entry.started and local(entry.started).date() >= monday]
    return Lately(
        asked=len(before),
        heard=sum(one.outcome is Outcome.COMPLETE for one in before),
        unmeasured=sum(one.outcome is Outcome.UNMEASURED for one in before),
        earliest=min(spoken, key=lambda one: one.time(), default=None),
        yesterday=yesterday,
    )


def duty(here: Desk, entries: Sequence[PlayLogEntry]) -> Duty:
    """How today's quota stands: counted by the airing, as the report does, not by the zone or the part."""
    quota, today, zone = here.settings.quota, here.today(), here.station.timezone
    heard = airings(entries, zone)
    counted = quota.counted(heard, today, zone)
    played = {one.occurrence.partition("/")[2] for one in counted}
    lacking = tuple(slot.name for slot in here.station.slots if slot.id in quota.slots - played)
    met = quota.met(heard, today, zone)
    towards = len(counted) if met else max(0, min(len(counted), quota.plays - len(lacking)))
    return Duty(quota, towards, met, lacking)
