"""The JSON interface: read-only, a token for each client; what provincial systems and monitors ask of a station."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from functools import wraps
from typing import Any

from flask import Blueprint, Response, jsonify, request

from broadcaster import __version__, reports
from broadcaster.airing import Outcome
from broadcaster.errors import BroadcasterError, StoreBusy
from broadcaster.export import log_fields, plan_fields
from broadcaster.programme import programmes
from broadcaster.reports import Period, ReportKind
from broadcaster.reports.provincial import statistics
from web.api_description import DESCRIPTION
from web.desk import PUBLIC, desk, needs

FRESH = timedelta(seconds=30)
"""A part that has given no sign of life for so long counts as gone."""
LONGEST_PLAN = 31
LONGEST_STATISTICS = 400
MOST_ROWS = 500

pages_of_api = Blueprint("api", __name__, url_prefix="/api/v1")
Answer = tuple[Response, int]


class Refused(Exception):
    """A question that cannot be answered, with its status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def asks(view: Callable[[], dict[str, Any]]) -> Callable[[], Answer]:
    """Answer as JSON, whatever happens; only for who holds a token."""

    @needs(PUBLIC)
    @wraps(view)
    def answer() -> Answer:
        try:
            _holder()
            return jsonify(view()), 200
        except Refused as why:
            said = jsonify({"error": str(why)})
            if why.status == 401:
                said.headers["WWW-Authenticate"] = 'Bearer realm="station"'
            return said, why.status
        except StoreBusy:
            return jsonify({"error": "the database is busy; ask again in a few seconds"}), 503
        except BroadcasterError as why:
            return jsonify({"error": str(why)}), 400

    return answer


@pages_of_api.get("/health")
@needs(PUBLIC)
def health() -> Answer:
    """Whether desk, daemon and database answer; for monitors, without a token and without anything else."""
    here = desk()
    try:
        beats = here.store.beats()
        daemon = beats.get("daemon")
        fine = daemon is not None and here.now() - daemon.at < FRESH
        return jsonify({"status": "ok" if fine else "degraded", "daemon": fine, "database": True}), 200 if fine else 503
    except StoreBusy:
        return jsonify({"status": "degraded", "daemon": False, "database": False}), 503


@pages_of_api.get("/openapi.json")
@needs(PUBLIC)
def description() -> Answer:
    """This interface described."""
    return jsonify(DESCRIPTION | {"info": DESCRIPTION["info"] | {"version": __version__}}), 200


@pages_of_api.get("/status")
@asks
def status() -> dict[str, Any]:
    """What sounds, what is wrong, and who gives signs of life."""
    here = desk()
    zone = here.station.timezone
    return {
        "station": here.station.id,
        "name": here.station.name,
        "version": __version__,
        "time": here.now().astimezone(zone).isoformat(timespec="seconds"),
        "on_air": [
            {
                "zone": one.zone,
                "bulletin": str(one.bulletin_id),
                "title": one.title,
                "state": one.state,
                "started": one.started.astimezone(zone).isoformat() if one.started else None,
                "ends": one.ends.astimezone(zone).isoformat(),
                "heard_seconds": one.heard_seconds,
                "level_db": one.level_db,
            }
            for one in here.store.on_air()
        ],
        "faults": [
            asdict(fault) | {"since": fault.since.astimezone(zone).isoformat()} for fault in here.store.faults()
        ],
        "parts": {
            name: {"seen": beat.at.astimezone(zone).isoformat(), "alive": here.now() - beat.at < FRESH}
            for name, beat in here.store.beats().items()
        },
    }


@pages_of_api.get("/plan")
@asks
def plan() -> dict[str, Any]:
    """The running orders from `from` to `to`."""
    first, last = _days(LONGEST_PLAN)
    here = desk()
    return {"occurrences": [plan_fields(order) for order in programmes(here.store, here.station, first, last)]}


@pages_of_api.get("/log")
@asks
def log() -> dict[str, Any]:
    """Entries of the play log from `from` to `to`, by planned time; `next` is the offset of the following ones."""
    first, last = _days(None)
    here = desk()
    limit, offset = _whole("limit", 1, MOST_ROWS, 100), _whole("offset", 0, 10**9, 0)
    outcome = request.args.get("outcome")
    if outcome is not None and outcome not in tuple(Outcome):
        raise Refused(400, f"outcome is one of {', '.join(Outcome)}")
    since, until = here.day_bounds(first, last)
    wanted = Outcome(outcome) if outcome is not None else None
    found = here.store.entries(since, until, outcome=wanted, limit=limit + 1, offset=offset)
    following = offset + limit if len(found) > limit else None
    number, chain = here.store.head()
    return {
        "entries": [log_fields(entry, here.station) for entry in found[:limit]],
        "next": following,
        "head": {"number": number, "hash": chain},
    }


@pages_of_api.get("/statistics")
@asks
def figures() -> dict[str, Any]:
    """Totals from `from` to `to` in the fields that provincial systems report."""
    first, last = _days(LONGEST_STATISTICS)
    here, period = desk(), Period(ReportKind.CAMPAIGN, first, last)
    made = reports.report(here.store, here.station, here.settings.quota, here.settings.report, period, here.now())
    return statistics(made.now, here.station) | {"period": "days"}


def _holder() -> None:
    """Only a client that holds a token goes on."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token or desk().store.client_of(token.strip()) is None:
        raise Refused(401, "a token is needed: Authorization: Bearer …")


def _days(most: int | None) -> tuple[date, date]:
    """`from` and `to`, today where they are left out."""
    today = desk().today()
    first = _day("from", today)
    last = _day("to", max(first, today) if "to" not in request.args and most is None else first)
    if last < first:
        raise Refused(400, "to lies before from")
    if most is not None and (last - first).days >= most:
        raise Refused(400, f"at most {most} days at once")
    return first, last


def _day(name: str, otherwise: date) -> date:
    value = request.args.get(name)
    if value is None:
        return otherwise
    try:
        found = date.fromisoformat(value)
    except ValueError:
        found = date.min
    if found.isoformat() != value or not 2000 <= found.year <= 2200:
        raise Refused(400, f"{name} is a day such as 2026-11-23")
    return found


def _whole(name: str, least: int, most: int, otherwise: int) -> int:
    value = request.args.get(name)
    if value is None:
        return otherwise
    if not (value.isascii() and value.isdigit() and len(value) < 11 and least <= int(value) <= most):
        raise Refused(400, f"{name} is a whole number from {least} to {most}")
    return int(value)
