"""Báo cáo: what was planned and what was heard, on the page and as files to sign; and the ward's own template."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from broadcaster import reports
from broadcaster.campaign import Campaign
from broadcaster.errors import BadInput, NotFound
from broadcaster.people import Right
from broadcaster.reports import Form, Period, Report, ReportKind, template
from web import typed
from web.desk import desk, me, needs, takes
from web.recent import lasting
from web.records.report_words import FIELDS, shown
from web.sentences import say
from web.typed import Mistyped
from web.undoing import offer
from web.words import REPORT_FORM, REPORT_KIND

LONGEST_CAMPAIGN = timedelta(days=400)
LARGEST_TEMPLATE = 2_000_000

pages_of_reports = Blueprint("reports", __name__, url_prefix="/bao-cao")


@dataclass(frozen=True, slots=True)
class Bar:
    """One day of the picture: its height for the plays that counted, in units of the picture."""

    day: date
    left: float
    width: float
    height: float
    plays: int
    met: bool | None


@pages_of_reports.get("")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """The report of one period, and where to take it from."""
    try:
        period = asked()
    except Mistyped as why:
        told = {"kind": _kind(), "report": None, "told": str(why), "campaigns": desk().store.campaigns()}
        return render_template("reports/page.html", kinds=REPORT_KIND, campaign=None, **told), 400
    report = _shown_report(period)
    after = period.last + timedelta(days=1)
    given = {"period": period, "report": report, "forms": REPORT_FORM, "bars": bars(report), "told": ""}
    given |= {"fields": shown(report), "campaign": campaign_asked(), "campaigns": desk().store.campaigns()}
    following = after if after <= desk().today() and period.kind is not ReportKind.CAMPAIGN else None
    return render_template("reports/page.html", kinds=REPORT_KIND, kind=period.kind, following=following, **given)


@pages_of_reports.get("/tai-ve/<form>")
@needs(Right.READ)
def download(form: str) -> ResponseReturnValue:
    """One form of it as a file."""
    if form not in {one.value for one in Form}:
        raise NotFound(f"no form {form!r} of a report")
    period, here = asked(), desk()
    content = reports.written(_report(period), Form(form), here.settings.report_template)
    return _sent(content, f"bao-cao-{period.kind}-{period.first}.{form}")


@pages_of_reports.get("/so-nhat-ky.pdf")
@needs(Right.READ)
def log_book() -> ResponseReturnValue:
    """The weekly log book, ready to sign."""
    here = desk()
    day = typed.day("day", request.args.get("ngay")) or here.today() - timedelta(days=7)
    period = reports.period_of(ReportKind.WEEK, day)
    content = reports.log_book(here.store, here.station, here.settings.report, period, here.now())
    return _sent(content, f"so-nhat-ky-{period.first}.pdf")


@pages_of_reports.get("/mau")
@needs(Right.READ)
def form_page() -> ResponseReturnValue:
    """The fields a template may use, and the template that is in force."""
    return _form_page("")


def _form_page(told: str) -> ResponseReturnValue:
    settings = desk().settings
    shown = {"own": settings.report_template is not None, "earlier": template.earlier(settings.folder)}
    page = render_template("reports/template.html", fields=FIELDS, told=told, **shown)
    return page, 400 if told else 200


@pages_of_reports.get("/mau/report.docx")
@needs(Right.READ)
def take_template() -> ResponseReturnValue:
    """The template in force, to be edited in Word."""
    return _sent((desk().settings.report_template or template.SHIPPED).read_bytes(), "mau-bao-cao.docx")


@pages_of_reports.post("/mau")
@needs(Right.MANAGE)
@takes(LARGEST_TEMPLATE)
def keep_template() -> ResponseReturnValue:
    """The ward's own template, kept only if a report can be made with it."""
    here, file = desk(), request.files.get("template")
    content = file.read() if file else b""
    over = here.settings.report_template
    another = over is not None and over.read_bytes() != content
    try:
        template.keep(here.store, here.settings.folder, me(), content, here.now())
    except BadInput as why:
        return _form_page(refusal(why))
    if another:
        offer(say("template_kept"), url_for("reports.restore_template"))
    else:
        flash(say("template_kept"), "good")
    return redirect(url_for("reports.form_page"), 303)


@pages_of_reports.post("/mau/bo")
@needs(Right.MANAGE)
def drop_template() -> ResponseReturnValue:
    """Back to the shipped one."""
    here = desk()
    had = here.settings.report_template is not None
    template.drop(here.store, here.settings.folder, me(), here.now())
    if had:
        offer(say("template_dropped"), url_for("reports.restore_template"))
    return redirect(url_for("reports.form_page"), 303)


@pages_of_reports.post("/mau/lay-lai")
@needs(Right.MANAGE)
def restore_template() -> ResponseReturnValue:
    """The ward's own one of before, in place of what is in force now."""
    here = desk()
    try:
        template.restore(here.store, here.settings.folder, me(), here.now())
        flash(say("template_restored"), "good")
    except NotFound:
        flash(say("template_gone"), "warn")
    except BadInput as why:
        return _form_page(refusal(why))
    return redirect(url_for("reports.form_page"), 303)


@pages_of_reports.app_template_global("headline")
def headline(fields: Mapping[str, object]) -> str:
    """What the report is and of when; a month is not named twice."""
    what, when = str(fields["ten_bao_cao"]), str(fields["ky_bao_cao"])
    return f"{what.removesuffix(' ' + when.split(' ')[0])} {when}"


def refusal(why: BadInput) -> str:
    """The sentence for a template that cannot be used, with the place in it."""
    if found := re.search(r"there is no field ([\w, ]+)", str(why)):
        sentence = say("template_field", name=found[1])
    elif "no Word file" in str(why) or "cannot be read" in str(why) or "unpacks" in str(why):
        return say("template_no_word")
    else:
        sentence = say("template_broken")
    place = re.search(r"stands in “(.*)”", str(why))
    return sentence + (" " + say("template_place", words=place[1]) if place else "")


def asked() -> Period:
    """The period in the address; Mistyped where a campaign's days make none."""
    kind, here = _kind(), desk()
    if kind is ReportKind.CAMPAIGN:
        stored = campaign_asked()
        if stored is not None and not request.args.get("tu"):
            return Period(kind, stored.first, stored.last)
        first, last = (typed.day("day", request.args.get(name)) for name in ("tu", "den"))
        if first is None or last is None or not first <= last <= first + LONGEST_CAMPAIGN:
            raise Mistyped("day", say("campaign_days"))
        return Period(kind, first, last)
    day = typed.day("day", request.args.get("ngay"))
    return reports.period_of(kind, day or reports.period_of(kind, here.today()).first - timedelta(days=1))


def _kind() -> ReportKind:
    value = request.args.get("loai")
    return ReportKind(value) if value in tuple(ReportKind) else ReportKind.FLASH


def _shown_report(period: Period) -> Report:
    """For the page: counted again only when the log has grown, or another day has begun."""
    here, name = desk(), typed.line(request.args.get("ten"))[:200]
    counted = (here.store.head(), here.today())
    return lasting(here, ("report", period, name, campaign_asked()), lambda: _report(period), state=counted)


def _report(period: Period) -> Report:
    here = desk()
    name, stored = typed.line(request.args.get("ten"))[:200], campaign_asked()
    if stored is None:
        return reports.report(
            here.store, here.station, here.settings.quota, here.settings.report, period, here.now(), name=name
        )
    return reports.of_campaign(here.store, here.station, here.settings.report, stored, period, here.now())


def campaign_asked() -> Campaign | None:
    """The stored campaign the report is about: its name, quota, topics and documents are filled in."""
    return desk().store.campaign(typed.key(request.args["dot"])) if request.args.get("dot") else None


def bars(report: Report, width: float = 720, height: float = 120) -> list[Bar]:
    """The picture of plays a day against the quota; empty for periods too long to draw by the day."""
    days = report.now.days
    if not 1 < len(days) <= 92:
        return []
    most = max([report.now.quota.plays, *(one.plays for one in days), 1])
    step = width / len(days)
    return [
        Bar(one.day, step * number + step * 0.1, step * 0.8, height * one.plays / most, one.plays, one.met)
        for number, one in enumerate(days)
    ]


def _sent(content: bytes, name: str) -> ResponseReturnValue:
    answer = send_file(BytesIO(content), as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer
