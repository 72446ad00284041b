"""The sound of a bulletin on the desk: order it, watch it being made, and bring it to the listener's browser.

The desk makes no sound itself: it only writes the order into the store, where the renderer finds it.
"""

import re
from pathlib import Path
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from broadcaster import newsroom
from broadcaster.bulletin import Status
from broadcaster.errors import Conflict, WrongState
from broadcaster.people import Right
from web.desk import desk, me, needs
from web.sentences import say

_SHA256 = re.compile(r"[0-9a-f]{64}")

pages_of_sound = Blueprint("sound", __name__)


@pages_of_sound.post("/ban-tin/<uuid:id>/nghe-thu")
@needs(Right.WRITE)
def order(id: UUID) -> ResponseReturnValue:
    """Ask for the sound of this version, unless it is being made already; once more if the ward's words changed."""
    here = desk()
    bulletin = here.store.bulletin(id)
    job = here.store.render_state(id)
    under_way = job is not None and job.version == bulletin.version and job.state in ("queued", "running")
    again = bool(request.form.get("again")) and bulletin.status is not Status.APPROVED
    if (bulletin.rendition is None or again) and not under_way:
        here.store.queue_render(id, bulletin.version, here.now())
        flash(say("rendering"), "good")
    return redirect(url_for("bulletins.show", id=id), 303)


@pages_of_sound.get("/manh/ban-nghe/<uuid:id>")
@needs(Right.READ)
def progress(id: UUID) -> ResponseReturnValue:
    """How far the sound is; once it is there, the page around it is loaded anew."""
    here = desk()
    bulletin, job = here.store.bulletin(id), here.store.render_state(id)
    answer = render_template("bulletins/progress.html", bulletin=bulletin, job=job)
    done = job is None or job.state not in ("queued", "running")
    return answer, 200, {"HX-Refresh": "true"} if done else {}


@pages_of_sound.get("/am-thanh/<sha256>.wav")
@needs(Right.READ)
def play(sha256: str) -> ResponseReturnValue:
    """One rendered sound; only what the store knows by its hash, only from the folder of rendered sounds."""
    here = desk()
    rendition = here.store.rendition(sha256) if _SHA256.fullmatch(sha256) else None
    if rendition is None:
        abort(404)
    path, home = Path(rendition.path).resolve(), here.settings.rendered.resolve()
    if not path.is_relative_to(home) or not path.is_file():
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
