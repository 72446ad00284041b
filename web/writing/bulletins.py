"""Bản tin: the list, the editor, and a bulletin's own page from draft to submission."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.bulletin import Bulletin, Script, Status, Topic
from broadcaster.errors import BadInput, Conflict, NotFound
from broadcaster.office import newsroom, writing
from broadcaster.people import Right
from web import typed
from web.desk import desk, me, needs
from web.recent import recent
from web.sentences import say
from web.timetable import soon
from web.timetable.schedule import next_buttons
from web.typed import under_field
from web.writing import mp3, samples
from web.writing.fallback import fallback_of
from web.writing.reading import doubts, estimate
from web.writing.remarks import hints
from web.writing.saving import after_saving, hand_on, two_at_once
from web.writing.script_form import (
    EMPTY,
    Draft,
    page_of,
    script_in,
    typed_draft,
    typed_raw,
    typed_script,
    written_on,
)
from web.writing.versions import copy_of

__all__ = ["Draft", "pages_of_bulletins", "typed_raw", "typed_script"]

PER_PAGE = 30

FIRST = 1
"""The version of a bulletin that nobody has changed."""

LIST_STANDS = 60
"""Seconds for which a list is not read anew while nobody writes anything."""

pages_of_bulletins = Blueprint("bulletins", __name__, url_prefix="/ban-tin")


@pages_of_bulletins.get("")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """The list, searched without regard to marks, by state and by topic."""
    args = request.args
    search = typed.line(args.get("tim"))[:100]
    status = Status(args["tt"]) if args.get("tt") in tuple(Status) else None
    topic = Topic(args["cd"]) if args.get("cd") in tuple(Topic) else None
    number = typed.whole(args.get("trang"), 1, 100_000, 1)
    here, since = desk(), (number - 1) * PER_PAGE
    found = recent(
        here,
        ("headings", status, topic, search, number),
        lambda: here.store.headings(status, topic, search or None, limit=PER_PAGE + 1, offset=since),
        LIST_STANDS,
    )
    soon = next(iter(next_buttons(desk(), 1)), None) if me().may(Right.SCHEDULE) else None
    more = len(found) > PER_PAGE
    first = not found and not (search or status or topic) and me().may(Right.WRITE)
    suggested = samples.suggested(desk().today()) if first else []
    shown = {"search": search, "status": status, "topic": topic, "number": number, "suggested": suggested}
    return render_template("bulletins/list.html", bulletins=found[:PER_PAGE], more=more, next=soon, **shown)


@pages_of_bulletins.get("/moi")
@needs(Right.WRITE)
def new() -> ResponseReturnValue:
    """A blank page, one of the shipped scripts, or the choice between them."""
    wanted, page = request.args.get("mau"), page_of(request.args)
    if page and (saved := _saved_on(page)) is not None:
        flash(say("saved_before"), "warn")
        return redirect(url_for("bulletins.edit", id=saved.id), 303)
    if wanted is None and "viet-tiep" not in request.args:
        return _choose()
    script = next((script for name, script in samples.shipped() if name == wanted), EMPTY)
    return _editor(Draft(script, page=page) if page else Draft(script), None)


def _saved_on(page: str) -> Bulletin | None:
    """The bulletin that this person has made on that page already."""
    id = written_on(page, me())
    try:
        return desk().store.bulletin(id) if id else None
    except NotFound:
        return None


def _choose() -> str:
    """The shipped scripts, searched by words and by topic."""
    args = request.args
    search = typed.line(args.get("tim"))[:100]
    topic = Topic(args["cd"]) if args.get("cd") in tuple(Topic) else None
    here = desk()
    left = writing.left(here.store, me(), writing.NEW)
    aside = writing.aside(here.store, me(), writing.NEW, here.now())
    shown = {"samples": samples.found(search, topic), "search": search, "topic": topic, "left": left}
    return render_template("bulletins/choose.html", aside=aside, bulletin=None, **shown)


def _editor(draft: Draft, bulletin: Bulletin | None, **more: object) -> str:
    """The editor, with what this person left unsaved in it: offered, or taken up again."""
    here, place = desk(), str(bulletin.id) if bulletin else writing.NEW
    left = writing.left(here.store, me(), place)
    if left is not None and "viet-tiep" in request.args:
        version = left.version if bulletin else 0
        draft = replace(draft, script=script_in(left.fields), version=version, document=left.fields.get("document", ""))
        more["taken_up"] = left.at
    elif left is not None and (script_in(left.fields) == draft.script or request.method == "POST"):
        left = None
    aim = soon.tomorrow(here) if me().may(Right.SCHEDULE) else None
    more["aside"] = writing.aside(here.store, me(), place, here.now())
    return render_template("bulletins/edit.html", draft=draft, bulletin=bulletin, left=left, aim=aim, **more)


@pages_of_bulletins.post("/moi")
@needs(Right.WRITE)
def create() -> ResponseReturnValue:
    """Keep a new draft. What comes from the same page again is the same bulletin: a second click, or other words."""
    here = desk()
    try:
        script = typed_script()
        bulletin = newsroom.write(here.store, me(), script, here.now(), id=written_on(page_of(request.form), me()))
    except BadInput as why:
        return _again(why, None, 0)
    if bulletin.script != script:
        return _over(bulletin, script)
    return after_saving(bulletin, "saved", writing.NEW)


def _over(saved: Bulletin, script: Script) -> ResponseReturnValue:
    """Other words from a page that was saved before (somebody went back in the browser): an edit of what was saved.

    Only where nobody has touched it since; what was handed on already is first shown with what would become of it.
    """
    here = desk()
    if saved.version != FIRST:
        return two_at_once(saved)
    if saved.status not in (Status.DRAFT, Status.RETURNED):
        return _editor(typed_draft(saved.version), saved, saved_before=True), 409
    try:
        changed = newsroom.edit(here.store, me(), saved.id, FIRST, script, here.now())
    except Conflict:
        return two_at_once(here.store.bulletin(saved.id))
    return after_saving(changed, "saved_over", writing.NEW)


@pages_of_bulletins.get("/<uuid:id>")
@needs(Right.READ)
def show(id: UUID) -> ResponseReturnValue:
    """One bulletin: text, sound, where it stands, and what can be done next."""
    here = desk()
    bulletin = here.store.bulletin(id)
    soon = next_buttons(here, 3) if me().may(Right.SCHEDULE) else []
    job = here.store.render_state(id)
    listened = False
    if bulletin.rendition is not None:
        listened = here.store.has_listened(id, bulletin.rendition.sha256, me())
    aired = here.store.freshness([id])
    return render_template(
        "bulletins/show.html",
        bulletin=bulletin,
        job=job,
        soon=soon,
        listened=listened,
        aired=aired[0] if aired else None,
        revisions=here.store.count_revisions(id),
        documents=here.store.documents_of(id),
        copy=copy_of(bulletin) if bulletin.on_air_ready else "",
        hints=hints(bulletin.script),
        estimate=estimate(bulletin.script),
        fallback=fallback_of(bulletin),
        **mp3.shown(bulletin),
    )


@pages_of_bulletins.get("/<uuid:id>/sua")
@needs(Right.WRITE)
def edit(id: UUID) -> ResponseReturnValue:
    """The editor for a bulletin that exists."""
    bulletin = desk().store.bulletin(id)
    if bulletin.script.recording:
        return redirect(url_for("recorded.edit", id=id))
    if bulletin.script.relay:
        return redirect(url_for("relays.edit", id=id))
    return _editor(Draft(bulletin.script, bulletin.version), bulletin)


@pages_of_bulletins.post("/<uuid:id>/sua")
@needs(Right.WRITE)
def save(id: UUID) -> ResponseReturnValue:
    """Keep the edited text; where somebody else was quicker, show both and lose neither."""
    here, version = desk(), typed.whole(request.form.get("version"), 0, 10**6, 0)
    before = here.store.bulletin(id)
    try:
        kept = {name: getattr(before.script, name) for name in ("recording", "chimes", "relay", "relay_minutes")}
        script = replace(typed_script(), **kept)
        if script == before.script and version == before.version:
            return after_saving(before, "plain_save", str(id))
        bulletin = newsroom.edit(here.store, me(), id, version, script, here.now())
    except BadInput as why:
        return _again(why, before, version)
    except Conflict:
        return two_at_once(here.store.bulletin(id))
    return after_saving(bulletin, "saved" if before.rendition is None else "saved_again", str(id))


@pages_of_bulletins.get("/<uuid:id>/gui-duyet")
@needs(Right.WRITE)
def check(id: UUID) -> ResponseReturnValue:
    """What the reader is not sure of and what may not be said, before the bulletin is handed on."""
    here, bulletin = desk(), desk().store.bulletin(id)
    if bulletin.status not in (Status.DRAFT, Status.RETURNED):
        return redirect(url_for("bulletins.show", id=id))
    wanted = soon.asked_for(here, request.values.get("khung", "")) if me().may(Right.SCHEDULE) else None
    shown = {"questions": doubts(bulletin.script), "hints": hints(bulletin.script)}
    aim = soon.target(here, wanted) if wanted else None
    return render_template("bulletins/check.html", bulletin=bulletin, aim=aim, **shown)


@pages_of_bulletins.post("/<uuid:id>/gui-duyet")
@needs(Right.WRITE)
def submit(id: UUID) -> ResponseReturnValue:
    """Hand the bulletin to whoever approves; where something should be looked at, ask first."""
    here = desk()
    bulletin = here.store.bulletin(id)
    version = typed.whole(request.form.get("version"), 0, 10**6, 0)
    asks = not request.form.get("sure") and (doubts(bulletin.script) or hints(bulletin.script))
    if version == bulletin.version and asks:
        return check(id)
    return hand_on(bulletin, version, soon.asked_for(here, request.form.get("khung", "")))


@pages_of_bulletins.post("/<uuid:id>/rut")
@needs(Right.READ)
def withdraw(id: UUID) -> ResponseReturnValue:
    """Take a bulletin back; who may do so, the newsroom knows."""
    here = desk()
    reason = typed.fits("reason", typed.line(request.form.get("reason")), 500)
    newsroom.withdraw(here.store, me(), id, reason, here.now())
    flash(say("withdrawn"), "good")
    return redirect(url_for("bulletins.show", id=id), 303)


@pages_of_bulletins.post("/uoc-luong")
@needs(Right.WRITE)
def live_estimate() -> ResponseReturnValue:
    """How long the text in the editor will take, and how it will be read, while it is being written."""
    script = typed_raw()
    return render_template("bulletins/live.html", estimate=estimate(script), hints=hints(script))


def _again(why: BadInput, bulletin: Bulletin | None, version: int) -> ResponseReturnValue:
    return _editor(typed_draft(version), bulletin, told=under_field(why)), 400
