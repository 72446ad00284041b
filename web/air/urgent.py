"""Phát khẩn cấp: the templates and how they stand, words typed on the spot, and what was broadcast lately."""

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster import bell, urgent
from broadcaster.bulletin import ONCE, Bulletin, Kind, Priority, Script, Source, Topic
from broadcaster.errors import BadInput, Conflict, WrongState
from broadcaster.people import Right
from broadcaster.spoken import filled
from web import typed
from web.desk import desk, me, needs
from web.recent import recent as remembered
from web.sentences import say
from web.typed import under_field
from web.writing.reading import Estimate, estimate

LATELY = timedelta(hours=24)
"""How long an urgent broadcast stays on the page, from where it can be corrected."""

pages_of_urgent = Blueprint("urgent", __name__, url_prefix="/khan-cap")


@pages_of_urgent.get("")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """The page everybody finds from everywhere; who may not order sees who may."""
    name = typed.line(request.args.get("mau"))
    script = urgent.fill_in().get(name)
    text = filled(script.text, script, desk().settings) if script else ""
    return _page(text)


@pages_of_urgent.post("/nap-mau")
@needs(Right.WRITE)
def load() -> ResponseReturnValue:
    """The shipped templates, made into bulletins and sent for approval."""
    here = desk()
    made = urgent.load_templates(here.store, me(), here.now())
    bell.ring(here.settings.data)
    flash(say("templates_loaded", count=len(made)), "good")
    return redirect(url_for("urgent.page"), 303)


@pages_of_urgent.post("/uoc-luong")
@needs(Right.AIR_URGENT)
def live_estimate() -> ResponseReturnValue:
    """How long the typed words take, while they are typed."""
    text = typed.prose(request.form.get("text"))
    return render_template("urgent/estimate.html", **_typed(text))


@pages_of_urgent.post("/soan")
@needs(Right.AIR_URGENT)
def compose() -> ResponseReturnValue:
    """The first step of typed words: keep them, have them spoken, and show what would go out."""
    here = desk()
    text = typed.prose(request.form.get("text"))
    try:
        instead = _instead()
        bulletin = urgent.draft_text(here.store, me(), text, here.now(), instead)
    except (Conflict, WrongState):
        bulletin = urgent.draft_text(here.store, me(), text, here.now())  # the earlier draft has gone its way
    except BadInput as why:
        return _page(text, _told(why, text), 400)
    bell.ring(here.settings.data)
    return redirect(url_for("urgent_order.confirm", id=bulletin.id), 303)


@pages_of_urgent.get("/soan/<uuid:id>")
@needs(Right.AIR_URGENT)
def again(id: UUID) -> ResponseReturnValue:
    """The typed words once more, to change them."""
    bulletin = desk().store.bulletin(id)
    if bulletin.template != ONCE or bulletin.author != me().id or bulletin.decision is not None:
        return redirect(url_for("bulletins.show", id=id))
    return _page(bulletin.script.text, draft=bulletin)


def estimate_of(text: str) -> Estimate:
    """How long `text` takes as an urgent broadcast, and where the reader is not sure."""
    return estimate(Script("", Kind.NEWS, Topic.OTHER, Priority.URGENT, Source(), text))


def _page(
    text: str, told: dict[str, str] | None = None, code: int = 200, draft: Bulletin | None = None
) -> ResponseReturnValue:
    here = desk()
    states = remembered(here, "templates", lambda: urgent.templates_ready(here.store, files=False))
    by_id = {one.bulletin.id: one for one in states if one.bulletin}
    recent = here.store.urgent_orders(here.now() - LATELY)
    return render_template(
        "urgent/page.html",
        states=states,
        missing=[one for one in states if one.readiness is urgent.Readiness.NOT_LOADED],
        correction=next((one for one in states if one.name == urgent.CORRECTION), None),
        leaders=[one for one in here.store.people() if one.may(Right.AIR_URGENT)],
        recent=[(one, _title(one.bulletin, by_id)) for one in recent],
        fill_in=urgent.fill_in(),
        draft=draft,
        told=told,
        **_typed(text),
    ), code


def _typed(text: str) -> dict[str, object]:
    """What is shown under the words while they are typed."""
    return {
        "text": text,
        "estimate": estimate_of(text),
        "left": urgent.blanks(text),
        "most": urgent.LONGEST_TEXT,
    }


def _title(id: UUID, known: dict[UUID, urgent.TemplateState]) -> str:
    return known[id].title if id in known else desk().store.bulletin(id).script.title


def _instead() -> tuple[UUID, int] | None:
    """The own draft these words replace, where the form names one."""
    if not request.form.get("draft"):
        return None
    return typed.key(request.form.get("draft")), typed.whole(request.form.get("version"), 0, 10**6, 0)


def _told(why: BadInput, text: str) -> dict[str, str]:
    if why.field == "blanks":
        return {"text": say("blanks_left", blanks=", ".join(urgent.blanks(text)))}
    return under_field(why) if why.field != "text" else {"text": say("urgent_text", most=urgent.LONGEST_TEXT)}
