"""Đợt cao điểm: terms, a grid of days, deadlines, and what the first page says of them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.bulletin import Topic
from broadcaster.campaign import Campaign
from broadcaster.campaigns import Deadline, Due, Standing, State
from broadcaster.duty import ReportDuty
from broadcaster.errors import BadInput, Conflict, NotFound
from broadcaster.office import campaigning
from broadcaster.people import Right
from web import formats, typed
from web.desk import Desk, desk, me, needs
from web.duties import campaign_words
from web.duties.added_rows import Given, apart, with_blank
from web.duties.campaign_form import asked, blank
from web.duties.duty_forms import plain_report_rows
from web.sentences import say
from web.typed import under_field
from web.undoing import offer

NEAR = 21
"""Days before and after today that the grid shows at once; the others fold away."""

FEW = 4
"""Lines about the reports of one campaign on the first page."""

pages_of_campaigns = Blueprint("campaigns", __name__, url_prefix="/dot-cao-diem")


@dataclass(frozen=True, slots=True)
class Warning:
    """One line of the first page: a campaign's day, or a report that is due."""

    campaign: Campaign
    sentence: str
    tone: str


@pages_of_campaigns.get("")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """The campaigns: running, to come, over."""
    here, may = desk(), campaigning.may_plan(me())
    standing = {one.id: day for one, day in campaigning.today(here.store, here.station, here.now())}
    pressing = campaigning.pressing(here.store, here.station, here.now())
    campaigns = here.store.campaigns()
    shown = {"campaigns": campaigns, "standing": standing, "pressing": pressing, "may": may}
    return render_template("campaigns/list.html", w=campaign_words, **shown)


@pages_of_campaigns.get("/moi")
@needs(Right.READ)
def new() -> ResponseReturnValue:
    """The terms, filled in from a confirmed document where one is named."""
    campaigning.demand(me())
    here = desk()
    filed = here.store.directive(typed.key(request.args.get("van-ban"))) if request.args.get("van-ban") else None
    return _form(blank(here, filed), None, new=True)


@pages_of_campaigns.post("")
@needs(Right.READ)
def create() -> ResponseReturnValue:
    """Begin it."""
    campaigning.demand(me())
    here = desk()
    begin = blank(here, None)
    try:
        made = campaigning.begin(here.store, here.station, me(), asked(here, request.form, begin), here.now())
    except BadInput as why:
        return _form(begin, under_field(why), new=True, given=request.form), 400
    flash(say("campaign_begun", name=made.name), "good")
    return redirect(url_for("campaigns.show", id=made.id), 303)


@pages_of_campaigns.get("/<uuid:id>")
@needs(Right.READ)
def show(id: UUID) -> ResponseReturnValue:
    """How it stands."""
    here = desk()
    found, now = here.store.campaign(id), here.now()
    grid = campaigning.whole(here.store, here.station, found, now)
    near, far = _near(grid.days, min(max(here.today(), found.first), found.last))
    return render_template(
        "campaigns/show.html",
        campaign=found,
        grid=grid,
        near=near,
        far=far,
        today_standing=_today(here, found),
        owed=campaigning.reports_due(here.store, here.station, found, now),
        change=campaigning.increase(here.store, here.station, found, now),
        rotations=here.store.rotations(id),
        may=campaigning.may_plan(me()),
        horizon=campaigning.AHEAD,
        w=campaign_words,
    )


@pages_of_campaigns.get("/<uuid:id>/sua")
@needs(Right.READ)
def edit(id: UUID) -> ResponseReturnValue:
    """The terms as they stand."""
    campaigning.demand(me())
    return _form(desk().store.campaign(id), None)


@pages_of_campaigns.post("/<uuid:id>/sua")
@needs(Right.READ)
def save(id: UUID) -> ResponseReturnValue:
    """Other terms."""
    campaigning.demand(me())
    here = desk()
    before = here.store.campaign(id)
    try:
        made = campaigning.change(here.store, here.station, me(), asked(here, request.form, before), here.now())
    except BadInput as why:
        return _form(before, under_field(why), given=request.form), 400
    except Conflict:
        now = here.store.campaign(id)
        given = apart(request.form, "bc", len(now.duties))
        return _form(now, {"": say("campaign_gone")}, given=given, both=True), 409
    flash(say("campaign_changed", name=made.name), "good")
    return redirect(url_for("campaigns.show", id=id), 303)


@pages_of_campaigns.post("/<uuid:id>/ket-thuc")
@needs(Right.READ)
def end(id: UUID) -> ResponseReturnValue:
    """Over."""
    campaigning.demand(me())
    here = desk()
    found = campaigning.end(here.store, here.station, me(), id, here.now())
    flash(say("campaign_over", name=found.name), "good")
    return redirect(url_for("campaigns.show", id=id), 303)


@pages_of_campaigns.post("/<uuid:id>/da-gui")
@needs(Right.READ)
def sent(id: UUID) -> ResponseReturnValue:
    """A report went out."""
    campaigning.demand(me())
    here, duty, due = desk(), request.form.get("loai", ""), _due()
    campaigning.sent(here.store, here.station, me(), id, duty, due, here.now())
    offer(say("report_marked"), url_for("campaigns.not_sent", id=id), loai=duty, han=due.isoformat())
    return redirect(url_for("campaigns.show", id=id), 303)


@pages_of_campaigns.post("/<uuid:id>/chua-gui")
@needs(Right.READ)
def not_sent(id: UUID) -> ResponseReturnValue:
    """It did not, it was the wrong line."""
    campaigning.demand(me())
    here = desk()
    campaigning.not_sent(here.store, me(), id, request.form.get("loai", ""), _due(), here.now())
    flash(say("report_unmarked"), "good")
    return redirect(url_for("campaigns.show", id=id), 303)


def _due() -> datetime:
    """The moment a report is due, as the form names it."""
    try:
        due = datetime.fromisoformat(request.form.get("han", ""))
    except ValueError as why:
        raise NotFound("no such report") from why
    if due.tzinfo is None or not 2000 <= due.year <= 2200:
        raise NotFound("no such report")
    return due


@pages_of_campaigns.get("/hom-nay")
@needs(Right.READ)
def today_fragment() -> ResponseReturnValue:
    """The lines of the first page, asked for again each minute."""
    return render_template("campaigns/today.html")


def warnings() -> list[Warning]:
    """What the first page says of the campaigns; nothing where none runs and no report is due."""
    here = desk()
    lines = []
    for one, day in campaigning.today(here.store, here.station, here.now()):
        if day.state in (State.OFF, State.AHEAD):
            continue
        tone = "warn" if day.needs_somebody else campaign_words.STATE[day.state].tone
        tone = "quiet" if day.state is State.POSSIBLE and not day.needs_somebody else tone
        lines.append(Warning(one, campaign_words.today_sentence(here.station, day), tone))
    return lines + _owed(here)


def _owed(here: Desk) -> list[Warning]:
    """The reports that press, a few lines for each campaign: the first page has other things to say as well."""
    owed: dict[UUID, list[tuple[Campaign, Deadline]]] = {}
    for one, due in campaigning.pressing(here.store, here.station, here.now()):
        owed.setdefault(one.id, []).append((one, due))
    lines = []
    for mine in owed.values():
        shown = mine if len(mine) <= FEW else mine[1 - FEW :]  # the newest; the rest is one line
        if len(mine) > len(shown):
            more = say("reports_more", count=formats.count(len(mine) - len(shown)))
            lines.append(Warning(mine[0][0], more, campaign_words.DUE[Due.OVERDUE].tone))
        lines += [Warning(one, _due_sentence(here, due), campaign_words.DUE[due.state].tone) for one, due in shown]
    return lines


def _due_sentence(here: Desk, due: Deadline) -> str:
    return f"{campaign_words.DUE[due.state].word}: {campaign_words.deadline_sentence(due, here.station)}."


def _today(here: Desk, found: Campaign) -> Standing | None:
    running = campaigning.today(here.store, here.station, here.now())
    return next((day for one, day in running if one.id == found.id), None)


def _near(days: tuple[Standing, ...], centre: date) -> tuple[list[Standing], list[Standing]]:
    near = [one for one in days if abs((one.first - centre).days) <= NEAR]
    return near, [one for one in days if one not in near]


def _form(
    campaign: Campaign,
    told: dict[str, str] | None,
    *,
    new: bool = False,
    given: Given | None = None,
    both: bool = False,
) -> str:
    """The form; after a refusal it keeps what was typed, and the version it was opened with.

    `both`: somebody else was quicker; what they saved is shown beside what was typed, so the newest version is seen.
    """
    here = desk()
    confirmed = [one for one in here.store.directives() if one.confirmed is not None]
    return render_template(
        "campaigns/form.html",
        campaign=campaign,
        report_rows=with_blank(plain_report_rows(campaign.duties), ReportDuty(), "bc", given),
        confirmed=confirmed,
        told=told,
        new=new,
        topics=list(Topic),
        given=given,
        both=both,
        seen=campaign.version if both or not given else typed.whole(given.get("ban"), 1, 10**6, 1),
        w=campaign_words,
    )
