"""Bản tin: the list, the editor, and a bulletin's own page from draft to submission."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster import newsroom, scripts
from broadcaster.bulletin import Bulletin, Kind, Priority, Script, Source, Status, Topic
from broadcaster.errors import BadInput, Conflict, ScriptError
from broadcaster.people import Right
from broadcaster.settings import PROJECT
from web import typed
from web.desk import desk, me, needs
from web.reading import Estimate, doubts, estimate
from web.schedule import next_buttons
from web.sentences import say
from web.typed import under_field

PER_PAGE = 30
EMPTY = Script("", Kind.NEWS, Topic.T13, Priority.NORMAL, Source(), "")

pages_of_bulletins = Blueprint("bulletins", __name__, url_prefix="/ban-tin")


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the editor: the script, and the version it was read from (0: a new bulletin)."""

    script: Script
    version: int = 0

    @property
    def estimate(self) -> Estimate:
        """How long it will take to read."""
        return estimate(self.script)


@pages_of_bulletins.get("")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """The list, searched without regard to marks, by state and by topic."""
    args = request.args
    search = typed.line(args.get("tim"))[:100]
    status = Status(args["tt"]) if args.get("tt") in tuple(Status) else None
    topic = Topic(args["cd"]) if args.get("cd") in tuple(Topic) else None
    number = typed.whole(args.get("trang"), 1, 100_000, 1)
    found = desk().store.bulletins(
        status=status, topic=topic, search=search or None, limit=PER_PAGE + 1, offset=(number - 1) * PER_PAGE
    )
    shown = {"search": search, "status": status, "topic": topic, "number": number}
    soon = next_buttons(desk(), 1) if me().may(Right.SCHEDULE) else []
    more = len(found) > PER_PAGE
    return render_template("bulletins/list.html", bulletins=found[:PER_PAGE], more=more, soon=soon, **shown)


@pages_of_bulletins.get("/moi")
@needs(Right.WRITE)
def new() -> ResponseReturnValue:
    """A blank page, one of the shipped scripts, or the choice between them."""
    wanted = request.args.get("mau")
    samples = shipped()
    if wanted is None:
        return render_template("bulletins/choose.html", samples=samples)
    script = next((script for name, script in samples if name == wanted), EMPTY)
    return render_template("bulletins/edit.html", draft=Draft(script), bulletin=None)


def shipped() -> list[tuple[str, Script]]:
    """The scripts that come with the station; a fault in one of them must not close the page."""
    try:
        return [(path.stem, script) for path, script in scripts.folder(PROJECT / "scripts_vi")]
    except ScriptError:
        return []


@pages_of_bulletins.post("/moi")
@needs(Right.WRITE)
def create() -> ResponseReturnValue:
    """Keep a new draft."""
    try:
        bulletin = newsroom.write(desk().store, me(), typed_script(), desk().now())
    except BadInput as why:
        return _again(why, None, 0)
    flash(say("saved"), "good")
    return _after_saving(bulletin)


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
        revisions=here.store.revisions(id),
        estimate=estimate(bulletin.script),
    )


@pages_of_bulletins.get("/<uuid:id>/sua")
@needs(Right.WRITE)
def edit(id: UUID) -> ResponseReturnValue:
    """The editor for a bulletin that exists."""
    bulletin = desk().store.bulletin(id)
    return render_template("bulletins/edit.html", draft=Draft(bulletin.script, bulletin.version), bulletin=bulletin)


@pages_of_bulletins.post("/<uuid:id>/sua")
@needs(Right.WRITE)
def save(id: UUID) -> ResponseReturnValue:
    """Keep the edited text; where somebody else was quicker, show both and lose neither."""
    here, version = desk(), typed.whole(request.form.get("version"), 0, 10**6, 0)
    before = here.store.bulletin(id)
    try:
        script = typed_script()
        if script == before.script and version == before.version:
            flash(say("plain_save"), "good")
            return _after_saving(before)
        bulletin = newsroom.edit(here.store, me(), id, version, script, here.now())
    except BadInput as why:
        return _again(why, before, version)
    except Conflict:
        theirs = here.store.bulletin(id)
        draft = Draft(typed_raw(), theirs.version)
        return render_template("bulletins/conflict.html", draft=draft, theirs=theirs), 409
    flash(say("saved" if before.rendition is None else "saved_again"), "good")
    return _after_saving(bulletin)


@pages_of_bulletins.get("/<uuid:id>/gui-duyet")
@needs(Right.WRITE)
def check(id: UUID) -> ResponseReturnValue:
    """What the reader is not sure of, before the bulletin is handed on."""
    bulletin = desk().store.bulletin(id)
    if bulletin.status not in (Status.DRAFT, Status.RETURNED):
        return redirect(url_for("bulletins.show", id=id))
    return render_template("bulletins/check.html", bulletin=bulletin, questions=doubts(bulletin.script))


@pages_of_bulletins.post("/<uuid:id>/gui-duyet")
@needs(Right.WRITE)
def submit(id: UUID) -> ResponseReturnValue:
    """Hand the bulletin to whoever approves; where the reader is not sure of a word, ask first."""
    here = desk()
    bulletin = here.store.bulletin(id)
    current = request.form.get("version") == str(bulletin.version)
    if current and not request.form.get("sure") and doubts(bulletin.script):
        return check(id)
    newsroom.submit(here.store, me(), id, typed.whole(request.form.get("version"), 0, 10**6, 0), here.now())
    flash(say("submitted"), "good")
    return redirect(url_for("bulletins.show", id=id), 303)


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
    return render_template("bulletins/live.html", estimate=estimate(typed_raw()))


def typed_script() -> Script:
    """The script in the form, tidied; what cannot be kept is refused under its field."""
    script = typed_raw()
    source = Source(
        typed.line(request.form.get("number")),
        typed.day("issued", request.form.get("issued")),
        typed.line(request.form.get("issuer")),
        typed.line(request.form.get("source")),
    )
    for field, value in (("number", source.number), ("issuer", source.issuer), ("source", source.title)):
        typed.fits(field, value, scripts.SOURCE_LONGEST)
    typed.fits("title", script.title, scripts.TITLE_LONGEST, least=1)
    typed.fits("text", script.text, scripts.TEXT_LONGEST, least=1)
    return Script(script.title, script.kind, script.topic, script.priority, source, script.text)


def typed_raw() -> Script:
    """The form as it stands, good or not, so that nothing typed is lost."""
    form = request.form
    return Script(
        title=typed.line(form.get("title")),
        kind=Kind(form["kind"]) if form.get("kind") in tuple(Kind) else Kind.NEWS,
        topic=Topic(form["topic"]) if form.get("topic") in tuple(Topic) else Topic.OTHER,
        priority=Priority(form["priority"]) if form.get("priority") in tuple(Priority) else Priority.NORMAL,
        source=Source(
            typed.line(form.get("number")), None, typed.line(form.get("issuer")), typed.line(form.get("source"))
        ),
        text=typed.prose(form.get("text")),
    )


def _again(why: BadInput, bulletin: Bulletin | None, version: int) -> ResponseReturnValue:
    draft = Draft(typed_raw(), version)
    return render_template("bulletins/edit.html", draft=draft, bulletin=bulletin, told=under_field(why)), 400


def _after_saving(bulletin: Bulletin) -> ResponseReturnValue:
    """Save alone comes back to the bulletin; save-and-hear also orders its sound."""
    if request.form.get("then") == "hear":
        return redirect(url_for("sound.order", id=bulletin.id), 307)
    return redirect(url_for("bulletins.show", id=bulletin.id), 303)
