"""Văn bản: an official document brought or pasted, each finding marked at its sentence, corrected and confirmed."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from broadcaster.bulletin import Topic
from broadcaster.directives import DocumentError
from broadcaster.directives.document import LARGEST
from broadcaster.duty import Filed, ReportDuty, SpeakerDuty
from broadcaster.errors import BadInput, Conflict, NotFound
from broadcaster.office import filing
from broadcaster.people import Right
from web import formats, typed
from web.desk import desk, me, needs, takes
from web.duties import campaign_words, duty_forms
from web.duties.added_rows import Given, apart, with_blank
from web.duties.quoting import SHOWN, pieces, quotes
from web.sentences import say
from web.typed import under_field

LONGEST_PASTE = 1_000_000

pages_of_directives = Blueprint("directives", __name__, url_prefix="/van-ban")


@pages_of_directives.get("")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """What is on file, and the door for more."""
    return _list("")


@pages_of_directives.post("")
@needs(Right.READ)
@takes(LARGEST + 1_000_000)
def bring() -> ResponseReturnValue:
    """A file, or a text that was pasted."""
    filing.demand(me())
    here, file = desk(), request.files.get("tep")
    content = file.read(LARGEST + 1) if file and file.filename else b""
    text = typed.prose(request.form.get("noi-dung"))[:LONGEST_PASTE]
    try:
        if content and file is not None:
            filed, new = filing.file_document(here.store, here.settings, me(), content, file.filename or "", here.now())
        elif text.strip():
            filed, new = filing.file_text(here.store, here.settings, me(), text, here.now())
        else:
            return _list(say("document_nothing")), 400
    except DocumentError as why:
        return _list(campaign_words.REFUSAL[why.code]), 400
    day = formats.day(here.station.local(filed.at).date())
    known = say("document_known", day=day, by=filed.by_name)
    flash(say("document_filed", name=filed.name) if new else known, "good")
    return redirect(url_for("directives.show", id=filed.id), 303)


@pages_of_directives.get("/<uuid:id>")
@needs(Right.READ)
def show(id: UUID) -> ResponseReturnValue:
    """The document beside what was found in it."""
    return _show(desk().store.directive(id), None)


@pages_of_directives.post("/<uuid:id>/xac-nhan")
@needs(Right.READ)
def confirm(id: UUID) -> ResponseReturnValue:
    """A person vouches for the findings as they stand in the form."""
    filing.demand(me())
    here = desk()
    filed = here.store.directive(id)
    try:
        found = duty_forms.findings(request.form, filed)
        filing.confirm(here.store, me(), id, typed.whole(request.form.get("ban"), 1, 10**6, 0), found, here.now())
    except BadInput as why:
        return _show(filed, under_field(why), given=request.form), 400
    except Conflict:
        return _show(here.store.directive(id), {"": say("document_theirs")}, given=request.form, both=True), 409
    flash(say("document_confirmed"), "good")
    return redirect(url_for("directives.show", id=id), 303)


@pages_of_directives.post("/<uuid:id>/ban-tin")
@needs(Right.WRITE)
def draft(id: UUID) -> ResponseReturnValue:
    """A draft with the document's text and its source (R17)."""
    here = desk()
    made = filing.draft_from(here.store, me(), here.store.directive(id), here.now())
    flash(say("document_draft"), "good")
    return redirect(url_for("bulletins.edit", id=made.id), 303)


@pages_of_directives.get("/<uuid:id>/ban-goc")
@needs(Right.READ)
def original(id: UUID) -> ResponseReturnValue:
    """The file as it was brought."""
    here = desk()
    filed = here.store.directive(id)
    path = filing.original(here.settings, filed)
    if not path.is_file():
        raise NotFound(f"the original {filed.sha256} is gone")
    name = filed.name if filed.kind != "paste" else f"van-ban-{filed.sha256[:8]}.txt"
    answer = send_file(path, mimetype="application/octet-stream", as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _list(told: str) -> str:
    here = desk()
    campaigns = here.store.campaigns()
    used: dict[UUID, list[object]] = {}
    for one in campaigns:
        for directive in one.directives:
            used.setdefault(directive.id, []).append(one)
    may = filing.may_file(me())
    return render_template("directives/list.html", filed=here.store.directives(), used=used, told=told, may=may)


def _show(filed: Filed, told: dict[str, str] | None, *, given: Given | None = None, both: bool = False) -> str:
    """The page; after a refusal it keeps what was typed, and the version it was opened with.

    `both`: somebody else was quicker; what they confirmed is shown beside what was typed.
    """
    marks = quotes(filed)
    speaker, report = duty_forms.speaker_rows(filed, marks), duty_forms.report_rows(filed, marks)
    if given and both:
        given = apart(apart(given, "loa", len(speaker)), "bc", len(report))
    return render_template(
        "directives/show.html",
        filed=filed,
        found=filed.confirmed or duty_forms.read_findings(filed),
        told=told,
        marks={one.key: one for one in marks},
        pieces=pieces(filed.text, marks),
        cut=len(filed.text) > SHOWN,
        speaker_rows=with_blank(speaker, SpeakerDuty(per="day"), "loa", given),
        report_rows=with_blank(report, ReportDuty(), "bc", given),
        topics=list(Topic),
        may=filing.may_file(me()),
        given=given,
        both=both,
        seen=filed.version if both or not given else typed.whole(given.get("ban"), 0, 10**6, 0),
        w=campaign_words,
    )
