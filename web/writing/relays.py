"""Tiếp âm: a stream of the station's allow-list as a bulletin: how long, at which topic; approved like any other."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.bulletin import Bulletin, Kind, Priority, Script, Source, Topic
from broadcaster.errors import BadInput, Conflict
from broadcaster.office import newsroom
from broadcaster.people import Right
from web import typed
from web.desk import desk, me, needs
from web.sentences import put_down, say
from web.typed import under_field

pages_of_relays = Blueprint("relays", __name__)


@pages_of_relays.get("/tiep-am")
@needs(Right.WRITE)
def new() -> ResponseReturnValue:
    """The form for a new one."""
    first = next(iter(desk().station.relays), None)
    script = Script("", Kind.NEWS, Topic.OTHER, Priority.NORMAL, Source(), "", relay=first.id if first else "")
    return _form(script, 0, None, {})


@pages_of_relays.post("/tiep-am")
@needs(Right.WRITE)
def create() -> ResponseReturnValue:
    """Keep the draft and ask for its approval."""
    here = desk()
    try:
        bulletin = newsroom.write(here.store, me(), _typed(), here.now())
        newsroom.submit(here.store, me(), bulletin.id, bulletin.version, here.now())
    except BadInput as why:
        return _form(_raw(), 0, None, under_field(why), 400)
    flash(say("submitted"), "good")
    return redirect(url_for("bulletins.show", id=bulletin.id), 303)


@pages_of_relays.get("/ban-tin/<uuid:id>/tiep-am")
@needs(Right.WRITE)
def edit(id: UUID) -> ResponseReturnValue:
    """The form of one that exists."""
    bulletin = _of(id)
    return _form(bulletin.script, bulletin.version, bulletin, {})


@pages_of_relays.post("/ban-tin/<uuid:id>/tiep-am")
@needs(Right.WRITE)
def save(id: UUID) -> ResponseReturnValue:
    """Keep what was changed, which is another thing to approve."""
    here, before, version = desk(), _of(id), typed.whole(request.form.get("version"), 0, 10**6, 0)
    try:
        changed = newsroom.edit(here.store, me(), id, version, _typed(), here.now())
        newsroom.submit(here.store, me(), id, changed.version, here.now())
    except BadInput as why:
        return _form(_raw(), version, before, under_field(why), 400)
    except Conflict:
        now = here.store.bulletin(id)
        return _form(_raw(), now.version, now, {"version": say("relay_theirs")}, 409)
    flash(say("submitted"), "good")
    return redirect(url_for("bulletins.show", id=id), 303)


def _typed() -> Script:
    """What was typed, if it makes a relay of this station."""
    script, here = _raw(), desk()
    relay = here.station.relay(script.relay)
    if relay is None:
        raise typed.Mistyped("relay", say("relay_unknown"))
    most = int(here.station.policy.session.total_seconds() // 60)
    if not 1 <= script.relay_minutes <= most:
        raise typed.Mistyped("minutes", say("relay_minutes", most=most))
    typed.fits("title", script.title, 200, least=1)
    return script


def _raw() -> Script:
    """What was typed, whatever it is."""
    form, here = request.form, desk()
    relay_id, minutes = typed.line(form.get("relay"))[:64], typed.whole(form.get("minutes"), 0, 999, 0)
    relay = here.station.relay(relay_id)
    title = typed.line(form.get("title"))
    kind = Kind(form["kind"]) if form.get("kind") in tuple(Kind) else Kind.NEWS
    topic = Topic(form["topic"]) if form.get("topic") in tuple(Topic) else Topic.OTHER
    text = put_down("relay_text", name=relay.name if relay else relay_id, minutes=minutes)
    return Script(title, kind, topic, Priority.NORMAL, Source(), text, relay=relay_id, relay_minutes=minutes)


def _of(id: UUID) -> Bulletin:
    bulletin = desk().store.bulletin(id)
    if not bulletin.script.relay:
        abort(404)
    return bulletin


def _form(
    script: Script, version: int, bulletin: Bulletin | None, told: dict[str, str], code: int = 200
) -> ResponseReturnValue:
    shown = {"script": script, "version": version, "bulletin": bulletin, "told": told}
    return render_template("relays/form.html", relays=desk().station.relays, **shown), code
