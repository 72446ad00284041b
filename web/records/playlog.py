"""Nhật ký phát: what was heard, entry by entry, filtered, paged, taken along as CSV, and its chain checked."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, Response, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from broadcaster.airing import Outcome, PlayLogEntry, chain_hash
from broadcaster.bulletin import Kind, Priority, Topic
from broadcaster.errors import LogBroken, NotFound
from broadcaster.people import Right
from web import formats, typed
from web.desk import Desk, desk, needs
from web.records.csv_words import CSV_HEAD
from web.records.log_lines import drawn_strip, lines_of
from web.records.ticks import about
from web.sentences import say
from web.typed import Mistyped
from web.words import KIND, OUTCOME, PRIORITY, REASON, TOPIC

PER_PAGE = 50
BATCH = 500
"""Rows fetched at once for an export."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

pages_of_log = Blueprint("playlog", __name__, url_prefix="/nhat-ky")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are asked for."""

    first: date | None
    last: date | None
    outcome: Outcome | None

    def bounds(self, here: Desk) -> tuple[datetime | None, datetime | None]:
        """The filter's days as instants."""
        since = here.day_bounds(self.first, self.first)[0] if self.first else None
        until = here.day_bounds(self.last, self.last)[1] if self.last else None
        return since, until

    def address(self) -> dict[str, str]:
        """The filter as it stands in an address."""
        parts = {"tu": self.first, "den": self.last, "kq": self.outcome}
        return {name: str(value) for name, value in parts.items() if value}


@pages_of_log.get("")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """Newest first."""
    return _page()


def _page(checked: str = "", broken: str = "", code: int = 200) -> ResponseReturnValue:
    here, wanted, number = desk(), asked(), typed.whole(request.args.get("trang"), 1, 1_000_000, 1)
    since, until = wanted.bounds(here)
    found = here.store.entries(
        since, until, outcome=wanted.outcome, limit=PER_PAGE + 1, offset=(number - 1) * PER_PAGE, newest_first=True
    )
    head = here.store.head()
    shown: dict[str, object] = {"strip": drawn_strip(here, head) if number == 1 else ""}
    shown |= {"wanted": wanted, "number": number, "head": head, "checked": checked, "broken": broken}
    lines, more = lines_of(here, found[:PER_PAGE]), len(found) > PER_PAGE
    return render_template("playlog/page.html", lines=lines, more=more, **shown), code


@pages_of_log.get("/kiem-tra")
@needs(Right.READ)
def verify() -> ResponseReturnValue:
    """Walk the whole chain and say what came of it."""
    try:
        count, head = desk().store.verify()
    except LogBroken as why:
        return _page(broken=str(why))
    return _page(checked=say("log_whole", count=formats.number(count, 0), head=head[:12] or "–"))


@pages_of_log.get("/nhat-ky-phat.csv")
@needs(Right.READ)
def export() -> ResponseReturnValue:
    """The filtered log for a spreadsheet."""
    here = desk()
    rows = stream_with_context(lines(here, asked()))
    name = f"nhat-ky-phat-{here.today():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(rows, mimetype="text/csv", headers=headers)


@pages_of_log.get("/luot/<string(maxlength=9):number>")
@needs(Right.READ)
def entry(number: str) -> ResponseReturnValue:
    """Everything the log says of one airing. Nine figures are what every database takes for a number."""
    if not (number.isascii() and number.isdigit()):
        raise NotFound(f"no entry {number!r}")
    here = desk()
    found = here.store.entry(int(number))
    whole = found.chain == chain_hash(found)
    return render_template("playlog/entry.html", entry=found, about=about(here, found), whole=whole)


def asked() -> Filter:
    """The filter in the address; what cannot be read of it is left open."""
    args = request.args
    outcome = Outcome(args["kq"]) if args.get("kq") in tuple(Outcome) else None
    return Filter(_day(args.get("tu")), _day(args.get("den")), outcome)


def _day(value: str | None) -> date | None:
    try:
        return typed.day("day", value)
    except Mistyped:
        return None


def lines(here: Desk, wanted: Filter, batch: int = BATCH) -> Iterator[str]:
    """A byte-order mark first, so that spreadsheets read the marks of Vietnamese; then the rows in batches."""
    yield "\ufeff" + _line(CSV_HEAD)
    since, until = wanted.bounds(here)
    offset = 0
    while found := here.store.entries(since, until, outcome=wanted.outcome, limit=batch, offset=offset):
        yield "".join(_line(_row(here, entry)) for entry in found)
        offset += len(found)


def _line(values: list[str] | tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([_harmless(value) for value in values])
    return out.getvalue()


def _harmless(value: str) -> str:
    """A cell that a spreadsheet takes for text, never for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def _row(here: Desk, entry: PlayLogEntry) -> list[str]:
    zone = here.station.timezone
    slot = here.station.slot(entry.occurrence.partition("/")[2])
    found = here.station.zone(entry.zone)
    started = f"{entry.started.astimezone(zone):%d/%m/%Y %H:%M:%S}" if entry.started else ""
    return [
        str(entry.number),
        f"{entry.planned.astimezone(zone):%d/%m/%Y %H:%M:%S}",
        started,
        slot.name if slot else entry.occurrence,
        found.name if found else entry.zone,
        entry.title,
        KIND[Kind(entry.kind)] if entry.kind in tuple(Kind) else entry.kind,
        TOPIC[Topic(entry.topic)] if entry.topic in tuple(Topic) else entry.topic,
        PRIORITY[Priority(entry.priority)] if entry.priority in tuple(Priority) else entry.priority,
        f"{entry.heard.total_seconds():.1f}",
        f"{entry.wanted.total_seconds():.1f}",
        OUTCOME[entry.outcome].word,
        REASON[entry.reason],
        entry.detail,
        entry.device,
        entry.author_name,
        entry.approver_name,
        entry.operator_name,
        entry.sha256,
        entry.chain,
    ]
