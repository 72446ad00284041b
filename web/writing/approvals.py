"""Chờ duyệt: the text beside its sound, and a second person's decision on exactly that sound."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.bulletin import Status
from broadcaster.errors import Conflict, NotAllowed, WrongState
from broadcaster.office import newsroom
from broadcaster.people import Right
from web import typed
from web.desk import desk, me, needs
from web.sentences import say
from web.typed import Mistyped
from web.writing.fallback import fallback_of
from web.writing.reading import estimate
from web.writing.remarks import hints
from web.writing.versions import since_approval

pages_of_approvals = Blueprint("approvals", __name__, url_prefix="/cho-duyet")


@pages_of_approvals.get("")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """What waits for a decision, oldest first."""
    store = desk().store
    pending = store.headings(status=Status.PENDING)
    under_way = store.renders_under_way(one.id for one in pending)
    making = {one.id for one in pending if (one.id, one.version) in under_way}
    waiting = sorted(pending, key=lambda one: one.updated)
    return render_template("approvals/list.html", bulletins=waiting, making=making)


@pages_of_approvals.get("/<uuid:id>")
@needs(Right.READ)
def review(id: UUID) -> ResponseReturnValue:
    """Text and sound of one bulletin."""
    return _review(id)


def _review(id: UUID, told: str = "", code: int = 200) -> ResponseReturnValue:
    here = desk()
    bulletin = here.store.bulletin(id)
    if bulletin.status is not Status.PENDING and not told:
        return redirect(url_for("bulletins.show", id=id))
    rendition = bulletin.rendition
    listened = rendition is not None and here.store.has_listened(id, rendition.sha256, me())
    own = bulletin.author == me().id and not here.settings.one_person
    job = here.store.render_state(id)
    shown = {"bulletin": bulletin, "listened": listened, "own": own, "job": job, "estimate": estimate(bulletin.script)}
    shown |= {"since": since_approval(bulletin), "hints": hints(bulletin.script)}
    shown |= {"documents": here.store.documents_of(id), "reason": typed.prose(request.form.get("reason"))}
    return render_template("approvals/review.html", told=told, fallback=fallback_of(bulletin), **shown), code


@pages_of_approvals.post("/<uuid:id>")
@needs(Right.APPROVE)
def decide(id: UUID) -> ResponseReturnValue:
    """Duyệt, or Trả lại with a reason."""
    here, sha256 = desk(), request.form.get("sha256", "")
    bulletin = here.store.bulletin(id)
    title = bulletin.script.title
    try:
        if request.form.get("verdict") == "approve":
            newsroom.approve(here.store, me(), id, sha256, here.now(), one_person=here.settings.one_person)
            flash(say("approved", title=title), "good")
            return redirect(url_for("bulletins.show", id=id), 303)
        reason = typed.fits("reason", typed.line(request.form.get("reason")), 500, least=1)
        newsroom.send_back(here.store, me(), id, sha256, reason, here.now())
    except Mistyped as why:
        return _review(id, str(why), 400)
    except (Conflict, WrongState, NotAllowed) as why:
        return _review(id, _why_not(id, why), 403 if isinstance(why, NotAllowed) else 409)
    flash(say("sent_back", title=title), "good")
    return redirect(url_for("approvals.page"), 303)


def _why_not(id: UUID, why: Conflict | WrongState | NotAllowed) -> str:
    """The sentence that tells the approver what is in the way."""
    here = desk()
    bulletin = here.store.bulletin(id)
    if isinstance(why, NotAllowed):
        return say("own_bulletin")
    if bulletin.status is not Status.PENDING:
        return say("decided_already")
    if bulletin.rendition is None:
        return say("no_sound_yet")
    if not here.store.has_listened(id, bulletin.rendition.sha256, me()):
        return say("must_listen")
    return say("sound_moved_on")
