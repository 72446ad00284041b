"""The form of a campaign: its terms as they stand, and read back."""

from dataclasses import replace
from uuid import UUID

from werkzeug.datastructures import MultiDict

from broadcaster.campaign import Campaign, Directive, Obligation, Per
from broadcaster.campaigns import terms
from broadcaster.campaigns.reach import far_day
from broadcaster.duty import Filed, Findings, ReportDuty
from web import typed
from web.desk import Desk
from web.duties.duty_forms import report_duties, topics
from web.sentences import say
from web.typed import Mistyped

NOBODY = UUID(int=0)


def blank(here: Desk, filed: Filed | None) -> Campaign:
    """The terms to begin with: what a confirmed document asks for, or one play a day for a month."""
    found = filed.confirmed if filed and filed.confirmed else Findings()
    id = filed.id if filed else NOBODY
    head = Directive(id, found.number, found.issued, found.issuer, found.title)
    made = terms(NOBODY, head, found, here.station, here.today())
    if filed is None:
        return replace(made, directives=())
    return replace(made, duties=tuple(_near(made, one) for one in made.duties))


def _near(made: Campaign, duty: ReportDuty) -> ReportDuty:
    """A document may be in force for years: the days of its reports that lie far from the campaign are its own."""
    far = far_day(made.first, made.last, duty)
    if far == "first":
        return _near(made, replace(duty, first=None))
    return replace(duty, last=None) if far == "last" else duty


def asked(here: Desk, given: MultiDict[str, str], before: Campaign) -> Campaign:
    """The form as terms; `before` gives id, version and what the form does not hold. Mistyped where it cannot be."""
    first, last = typed.day("first", given.get("tu")), typed.day("last", given.get("den"))
    if first is None:
        raise Mistyped("first", say("campaign_days"))
    if last is None:
        raise Mistyped("last", say("campaign_days"))
    if last < first:
        raise Mistyped("last", say("last_before_first"))
    quota = Obligation(
        plays=_number("plays", given.get("luot"), 0, 200),
        topics=topics(given),
        slots=frozenset(one.id for one in here.station.slots if one.id in given.getlist("khung")),
        minutes=_number("minutes", given.get("phut"), 0, 2000),
        per=Per(given["moi"]) if given.get("moi") in tuple(Per) else Per.DAY,
        weekdays=frozenset(int(one) for one in given.getlist("thu") if len(one) == 1 and one in "0123456"),
    )
    if not quota.plays and not quota.minutes:
        raise Mistyped("plays", say("needs_quota"))
    return replace(
        before,
        name=typed.fits("campaign", typed.line(given.get("ten")), 200, least=1),
        first=first,
        last=last,
        obligation=quota,
        directives=_directives(here, given),
        closing_report_due=typed.day("closing", given.get("ket-thuc")),
        closing_report_to=typed.fits("to", typed.line(given.get("ket-thuc-gui")), 300),
        responsible=_lines(given.get("phu-trach")),
        duties=report_duties(given, [one.quote for one in before.duties], (first, last)),
        stale_after=_number("stale", given.get("qua-lap"), 1, 100),
        version=typed.whole(given.get("ban"), 1, 10**6, 1),
    )


def _directives(here: Desk, given: MultiDict[str, str]) -> tuple[Directive, ...]:
    ticked = set(given.getlist("van-ban"))
    return tuple(
        Directive(one.id, one.confirmed.number, one.confirmed.issued, one.confirmed.issuer, one.confirmed.title)
        for one in here.store.directives()
        if one.confirmed is not None and str(one.id) in ticked
    )


def _lines(value: str | None) -> tuple[str, ...]:
    text = typed.fits("responsible", typed.prose(value), 4000)
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _number(field: str, value: str | None, least: int, most: int) -> int:
    text = typed.line(value) or str(least)
    if not (text.isascii() and text.isdigit() and len(text) < 6 and least <= int(text) <= most):
        raise Mistyped(field, say("whole_number", least=least, most=most))
    return int(text)
