"""Reports: planned against heard, for a day, a week, a month … or a campaign, in forms an office signs and sends."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from broadcaster.airing import PlayLogEntry
from broadcaster.campaign import Campaign, Obligation
from broadcaster.reports import words
from broadcaster.reports.context import FIELDS, context
from broadcaster.reports.figures import Figures, figures
from broadcaster.reports.judging import Terms, terms
from broadcaster.reports.period import Period, ReportKind, period_of
from broadcaster.settings import Letterhead
from broadcaster.station import Station
from broadcaster.store import Store

__all__ = [
    "FIELDS",
    "Figures",
    "Form",
    "Period",
    "Report",
    "ReportKind",
    "log_book",
    "of_campaign",
    "period_of",
    "report",
    "written",
]


class Form(StrEnum):
    """The forms a report is written in."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Report:
    """A report before it takes a form. `before` is None where the log does not reach back to the earlier period."""

    now: Figures
    before: Figures | None
    fields: dict[str, Any]
    entries: tuple[PlayLogEntry, ...]
    station: Station
    made: datetime


def report(
    store: Store,
    station: Station,
    quota: Obligation,
    letterhead: Letterhead,
    period: Period,
    made: datetime,
    *,
    directives: Iterable[str] = (),
    topics: frozenset[str] = frozenset(),
    name: str = "",
    campaign: Campaign | None = None,
) -> Report:
    """The report of `period` as the log stands; `topics`, `name` and `directives` are a campaign's.

    With `campaign` only its own days are judged. What is not over at `made` is not judged either, unless it is met.
    """
    head, today = store.head(), station.local(made).date()
    entries, now = _counted(store, station, period, terms(quota, today, period, campaign), head, topics)
    then = terms(quota, today, period.before, campaign)
    earlier, before = _counted(store, station, period.before, then, head, topics)
    compared = before if earlier else None
    fields = context(now, compared, station, letterhead, made, directives, name)
    return Report(now, compared, fields, tuple(entries), station, made)


def of_campaign(
    store: Store, station: Station, letterhead: Letterhead, campaign: Campaign, period: Period, made: datetime
) -> Report:
    """The report of `period` as a campaign wants it: its own quota, topics, name and documents, and its addressee."""
    head = letterhead
    if period.kind is ReportKind.CAMPAIGN and campaign.closing_report_to:
        head = replace(letterhead, addressee=campaign.closing_report_to)
    named = [words.document(one.number, one.issued, one.issuer, one.title) for one in campaign.directives]
    return report(
        store,
        station,
        campaign.obligation,
        head,
        period,
        made,
        directives=[one for one in named if one],
        topics=campaign.obligation.topics,
        name=campaign.name,
        campaign=campaign,
    )


def written(report: Report, form: Form, template: Path | None = None) -> bytes:
    """The report as a file's content; `template` is the ward's own Word template. BadInput where that is broken."""
    match form:
        case Form.DOCX:
            from broadcaster.reports.word_file import docx

            return docx(report.fields, template)
        case Form.PDF:
            from broadcaster.reports.pdf import pdf

            return pdf("report", report.fields, report.made)
        case Form.XLSX:
            from broadcaster.reports.sheet import xlsx

            return xlsx(report.fields, report.now, report.entries, report.station)
        case Form.JSON:
            from broadcaster.reports.provincial import as_json

            return as_json(report.now, report.station)
        case Form.CSV:
            from broadcaster.reports.provincial import as_csv

            return as_csv(report.now, report.station)


def log_book(store: Store, station: Station, letterhead: Letterhead, period: Period, made: datetime) -> bytes:
    """The log book of `period` as PDF, with boxes to sign and the log's head."""
    from broadcaster.reports.logbook import logbook_fields
    from broadcaster.reports.pdf import pdf

    head = store.head()
    fields = logbook_fields(_entries(store, station, period), period, station, letterhead, head, made)
    return pdf("logbook", fields, made)


def _counted(
    store: Store,
    station: Station,
    period: Period,
    terms: Terms,
    head: tuple[int, str],
    topics: frozenset[str],
) -> tuple[list[PlayLogEntry], Figures]:
    """The entries of `period`, and its figures: the weeks it lies in are read whole where they are judged whole."""
    read = _entries(store, station, terms.looks_at(period))
    mine = [one for one in read if period.first <= station.local(one.planned).date() <= period.last]
    return mine, figures(read, period, station, terms, head, topics)


def _entries(store: Store, station: Station, period: Period) -> list[PlayLogEntry]:
    """What the log has for the days of `period`, on the station's own calendar."""
    midnight = datetime.min.time()
    since = datetime.combine(period.first, midnight, station.timezone)
    until = datetime.combine(period.last + timedelta(days=1), midnight, station.timezone)
    return store.entries(since, until)
