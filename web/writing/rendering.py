"""The sound of a bulletin on the desk: order it, watch it being made, call it off, and bring it to the listener.

The desk makes no sound itself: it only writes the order into the store, where the renderer finds it.
"""

import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from broadcaster import bell
from broadcaster.bulletin import Status
from broadcaster.errors import Conflict, WrongState
from broadcaster.office import newsroom, workshop
from broadcaster.people import Right
from broadcaster.planning import Planned
from broadcaster.programme import programmes
from web import typed
from web.desk import desk, me, needs
from web.sentences import say
from web.writing.fallback import fallback_of

AHEAD = timedelta(days=8)
"""How far the schedule is looked through for the next airing."""
_SHA256 = re.compile(r"[0-9a-f]{64}")

pages_of_sound = Blueprint("sound", __name__)


@pages_of_sound.post("/ban-tin/<uuid:id>/nghe-thu")
@needs(Right.WRITE)
def order(id: UUID) -> ResponseReturnValue:
    """Ask for the sound of this version, unless it is being made already; once more if the ward's words changed."""
    here = desk()
    bulletin = here.store.bulletin(id)
    again = bool(request.form.get("again"))
    if again and bulletin.status is Status.APPROVED:
        return redirect(url_for("sound.confirm_again", id=id), 303)
    if (bulletin.rendition is None or again) and not workshop.under_way(here.store, bulletin):
        workshop.make_again(here.store, me(), id, bulletin.version, here.now())
        bell.ring(here.settings.data)
        flash(say("rendering"), "good")
    return redirect(url_for("bulletins.show", id=id), 303)


@pages_of_sound.get("/ban-tin/<uuid:id>/tao-lai")
@needs(Right.WRITE)
def confirm_again(id: UUID) -> ResponseReturnValue:
    """What it means to make the sound of an approved bulletin once more."""
    here = desk()
    bulletin = here.store.bulletin(id)
    if bulletin.status is not Status.APPROVED:
        return redirect(url_for("bulletins.show", id=id))
    shown = {"bulletin": bulletin, "fallback": fallback_of(bulletin), "next": _next_airing(id)}
    return render_template("bulletins/again.html", **shown)


def _next_airing(id: UUID) -> Planned | None:
    """When it would sound next, as the schedule stands."""
    here = desk()
    orders = programmes(here.store, here.station, here.today(), here.today() + AHEAD, here.now())
    return next((one for order in orders for one in order.planned if one.bulletin.id == id), None)


@pages_of_sound.post("/ban-tin/<uuid:id>/tao-lai")
@needs(Right.WRITE)
def make_again(id: UUID) -> ResponseReturnValue:
    """Make it once more; an approval falls with that, as the page before has said."""
    here = desk()
    approved = here.store.bulletin(id).status is Status.APPROVED
    version = typed.whole(request.form.get("version"), 0, 10**6, 0)
    workshop.make_again(here.store, me(), id, version, here.now())
    bell.ring(here.settings.data)
    flash(say("rendering_again" if approved else "rendering"), "good")
    return redirect(url_for("bulletins.show", id=id), 303)


@pages_of_sound.post("/ban-tin/<uuid:id>/thoi-tao")
@needs(Right.WRITE)
def call_off(id: UUID) -> ResponseReturnValue:
    """Nobody wants to wait for this sound."""
    here = desk()
    stopped = workshop.stop_making(here.store, me(), id, here.now())
    flash(say("rendering_stopped" if stopped else "rendering_over"), "good" if stopped else "warn")
    return redirect(url_for("bulletins.show", id=id), 303)


@pages_of_sound.get("/manh/ban-nghe/<uuid:id>")
@needs(Right.READ)
def progress(id: UUID) -> ResponseReturnValue:
    """How far the sound is; once it is there, the page around it is loaded anew."""
    here = desk()
    bulletin, job = here.store.bulletin(id), here.store.render_state(id)
    answer = render_template("bulletins/progress.html", bulletin=bulletin, job=job)
    return answer, 200, {} if workshop.under_way(here.store, bulletin) else {"HX-Refresh": "true"}


@pages_of_sound.get("/am-thanh/<sha256>.wav")
@needs(Right.READ)
def play(sha256: str) -> ResponseReturnValue:
    """One rendered sound; only what the store knows by its hash, only from the folder of rendered sounds."""
    here = desk()
    rendition = here.store.rendition(sha256) if _SHA256.fullmatch(sha256) else None
    if rendition is None:
        abort(404)
    path, home = Path(rendition.path).resolve(), here.settings.rendered.resolve()
    if not path.is_relative_to(home) or path.suffix != ".wav" or not path.is_file():
        abort(404)
    return send_file(path, mimetype="audio/wav", conditional=True, etag=sha256, max_age=0)


@pages_of_sound.post("/ban-tin/<uuid:id>/da-nghe")
@needs(Right.APPROVE)
def listened(id: UUID) -> ResponseReturnValue:
    """This person has heard exactly this sound to its end."""
    here = desk()
    bulletin = here.store.bulletin(id)
    sha256 = request.form.get("sha256", "")
    if bulletin.rendition is None:
        raise WrongState(f"{id} has no sound yet")
    if bulletin.rendition.sha256 != sha256:
        raise Conflict(f"the sound of {id} has changed")
    newsroom.listened(here.store, me(), id, sha256, here.now())
    if request.headers.get("X-Requested-With") == "fetch":
        return "", 204
    return redirect(url_for("approvals.review", id=id), 303)
