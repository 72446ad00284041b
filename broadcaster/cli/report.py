"""report, logbook: what was planned and what was heard, in the forms an office signs and sends."""

import argparse
import os
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from broadcaster import settings
from broadcaster.cli.commands import Commands, add, day
from broadcaster.errors import BadInput

if TYPE_CHECKING:
    from broadcaster.campaign import Campaign
    from broadcaster.reports import Period
    from broadcaster.store import Store

KINDS = ("flash", "week", "month", "quarter", "half-year", "year", "campaign")
FORMS = ("docx", "pdf", "xlsx", "json", "csv")


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Declare report and logbook."""
    report = add(commands, common, "report", _report, "write a report straight from the play log")
    report.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    report.add_argument("--day", type=day, metavar="D", help="a day of the period (default: of the one before today's)")
    report.add_argument("--from", dest="first", type=day, metavar="D", help="a campaign's first day")
    report.add_argument("--to", dest="last", type=day, metavar="D", help="a campaign's last day, inclusive")
    report.add_argument(
        "--name", default="", help="a campaign's name; of a stored one days, quota and documents are taken over"
    )
    report.add_argument("--out", type=Path, required=True, metavar="F", help=f"a file ending in {', '.join(FORMS)}")
    book = add(commands, common, "logbook", _logbook, "write the weekly log book, ready to sign")
    book.add_argument("--week", metavar="YYYY-Www", help="an ISO week (default: last week)")
    book.add_argument("--out", type=Path, required=True, metavar="F.pdf", help="the log book's file")


def _report(args: argparse.Namespace) -> int:
    from broadcaster import reports
    from broadcaster.clock import SystemClock
    from broadcaster.store import open_store

    form = args.out.suffix.removeprefix(".").lower()
    if form not in FORMS:
        raise BadInput("out", f"{args.out}: a report is written as {', '.join(FORMS)}")
    config = settings.load(args.config)
    now = SystemClock().now()
    store = open_store(config.database, config.station.id)
    period = _period(args, config.station.local(now).date(), _stored(store, args))
    stored = _stored(store, args)
    if stored is not None:
        made = reports.of_campaign(store, config.station, config.report, stored, period, now)
    else:
        made = reports.report(store, config.station, config.quota, config.report, period, now, name=args.name)
    _write(args.out, reports.written(made, reports.Form(form), config.report_template))
    return 0


def _logbook(args: argparse.Namespace) -> int:
    from broadcaster import reports
    from broadcaster.clock import SystemClock
    from broadcaster.reports.logbook import week
    from broadcaster.store import open_store

    if args.out.suffix.lower() != ".pdf":
        raise BadInput("out", f"{args.out}: the log book is written as pdf")
    config = settings.load(args.config)
    now = SystemClock().now()
    try:
        monday = week(args.week) if args.week else config.station.local(now).date() - timedelta(days=7)
    except ValueError as why:
        raise BadInput("week", f'"{args.week}" is not a week such as 2026-W47') from why
    period = reports.period_of(reports.ReportKind.WEEK, monday)
    store = open_store(config.database, config.station.id)
    _write(args.out, reports.log_book(store, config.station, config.report, period, now))
    return 0


def _stored(store: "Store", args: argparse.Namespace) -> "Campaign | None":
    """The campaign of that name at the station, whose days, quota, topics and documents the report takes over."""
    name = args.name.strip().casefold()
    found = [one for one in store.campaigns() if name and one.name.casefold() == name]
    if not found and name and args.kind == "campaign" and args.first is None:
        known = ", ".join(f'"{one.name}"' for one in store.campaigns()) or "none"
        raise BadInput("name", f'no campaign is called "{args.name}"; there are: {known}')
    return found[0] if found else None


def _period(args: argparse.Namespace, today: date, stored: "Campaign | None") -> "Period":
    from broadcaster import reports

    kind = reports.ReportKind(args.kind)
    if kind is reports.ReportKind.CAMPAIGN:
        if stored is not None and args.first is None and args.last is None:
            return reports.Period(kind, stored.first, stored.last)
        if args.first is None or args.last is None or args.last < args.first:
            raise BadInput("from", "a campaign needs --from D and --to D, the last not before the first")
        return reports.Period(kind, args.first, args.last)
    if args.day is not None:
        return reports.period_of(kind, args.day)
    return reports.period_of(kind, reports.period_of(kind, today).first - timedelta(days=1))


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=".report-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sys.stdout.write(f"{path}: {len(content)} bytes\n")
