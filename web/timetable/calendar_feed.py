"""The schedule as a calendar (iCalendar, RFC 5545): to take along, or followed by a calendar under a secret address.

A calendar program cannot sign in and sends no headers, so its token stands in the address; only its hash is kept, and
it is taken back like any client's.
"""

from datetime import datetime, timedelta

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from broadcaster.people import Right
from broadcaster.planning import RunningOrder
from broadcaster.programme import programmes
from broadcaster.reports.counting import airings
from broadcaster.store.clients import ClientKind
from web.desk import PUBLIC, Desk, desk, needs
from web.sentences import say

BACK, AHEAD = timedelta(days=7), timedelta(days=28)
"""What the calendar holds, around today."""

EVERY = timedelta(hours=1)
"""How often a calendar is asked to look again."""

pages_of_feed = Blueprint("calendar_feed", __name__, url_prefix="/lich-phat")


@pages_of_feed.get("/lich-phat.ics")
@needs(Right.READ)
def download() -> ResponseReturnValue:
    """For whoever has signed in."""
    return _answer("attachment")


@pages_of_feed.get("/theo-doi/<token>/lich-phat.ics")
@needs(PUBLIC)
def feed(token: str) -> ResponseReturnValue:
    """For a calendar that holds a token; anybody else finds nothing here."""
    if desk().store.client_of(token, ClientKind.CALENDAR) is None:
        abort(404)
    return _answer("inline")


def _answer(disposition: str) -> Response:
    here = desk()
    headers = {"Content-Disposition": f'{disposition}; filename="lich-phat.ics"', "Cache-Control": "no-store"}
    return Response(calendar(here, here.now()), mimetype="text/calendar", headers=headers)


def calendar(here: Desk, now: datetime) -> bytes:
    """Each slot of the days around today as one event, with its bulletins and their times."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", f"-//broadcaster//{here.station.id}//VI")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", say("feed_name", station=here.station.name))
    made.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    today = here.today()
    for order in programmes(here.store, here.station, today - BACK, today + AHEAD):
        if order.planned or order.done or order.occurrence.ends > now:
            made.add_component(_event(here, order, now))
    return bytes(made.to_ical())


def _event(here: Desk, order: RunningOrder, now: datetime) -> object:
    from datetime import UTC

    from icalendar import Event

    occurrence = order.occurrence
    items = _items(here, order, now)
    lines = [say("feed_line", clock=f"{here.station.local(at):%H:%M:%S}", title=title) for at, title in items]
    event = Event()
    event.add("uid", f"{occurrence.key.replace('/', '-')}@{here.station.id}")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", occurrence.starts.astimezone(UTC))
    event.add("dtend", occurrence.ends.astimezone(UTC))
    code = "feed_event" if items else "feed_empty"
    event.add("summary", _summary(code, occurrence.slot.name, len(items)))
    event.add("description", "\n".join(lines))
    event.add("location", here.station.ward)
    event.add("transp", "TRANSPARENT")
    return event


def _items(here: Desk, order: RunningOrder, now: datetime) -> list[tuple[datetime, str]]:
    """What was aired and what is still to come, each bulletin once: in how many zones or parts, a listener cannot tell.

    A bulletin that an urgent broadcast cut is not another one when it goes on.
    """
    done = airings(order.done, here.station.timezone)
    items = {one.bulletin: (one.started or one.planned, one.title) for one in done}
    if order.occurrence.ends > now:
        for one in order.planned:
            items.setdefault(one.bulletin.id, (one.starts, one.bulletin.script.title))
    return sorted(items.values())


def _summary(code: str, slot: str, count: int) -> str:
    return say("feed_event", slot=slot, count=count) if code == "feed_event" else say("feed_empty", slot=slot)
