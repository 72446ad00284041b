"""What follows a saving: the text is a bulletin's, what was kept of it goes, and it is handed on if that was asked."""

from contextlib import suppress

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from broadcaster import bell
from broadcaster.bulletin import Bulletin, Status
from broadcaster.errors import NotFound
from broadcaster.office import writing
from broadcaster.station import Occurrence
from web import typed
from web.desk import desk, me
from web.formats import clock, day
from web.sentences import say
from web.timetable import soon
from web.writing.difference import difference
from web.writing.reading import doubts
from web.writing.remarks import hints
from web.writing.script_form import typed_draft


def after_saving(bulletin: Bulletin, said: str, place: str) -> ResponseReturnValue:
    """Save alone comes back to the bulletin; save-and-hear also orders its sound; one button hands it on for a slot.

    `place` is where it was written: only what this person left unsaved there has become the bulletin's.
    """
    here, then = desk(), request.form.get("then", "")
    writing.drop(here.store, me(), place)
    if request.form.get("document"):
        with suppress(NotFound):  # the bulletin is saved; a document that is none takes nothing away from it
            writing.written_from(here.store, me(), bulletin.id, typed.key(request.form["document"]), here.now())
    if then.startswith("send ") and bulletin.status in (Status.DRAFT, Status.RETURNED, Status.PENDING):
        wanted = soon.asked_for(here, then.removeprefix("send "))
        waits = bulletin.status is Status.PENDING
        if wanted is None or (not waits and (doubts(bulletin.script) or hints(bulletin.script))):
            _tell(say(said))
            return redirect(url_for("bulletins.check", id=bulletin.id, khung=wanted.key if wanted else None), 303)
        return hand_on(bulletin, bulletin.version, wanted)
    _tell(say(said))
    if then == "hear":
        return redirect(url_for("sound.order", id=bulletin.id), 307)
    return redirect(url_for("bulletins.show", id=bulletin.id), 303)


def hand_on(bulletin: Bulletin, version: int, wanted: Occurrence | None) -> ResponseReturnValue:
    """To whoever approves, and into the occurrence that is wanted."""
    here = desk()
    writing.hand_on(here.store, here.station, me(), bulletin.id, version, wanted, here.now())
    bell.ring(here.settings.data)
    if wanted is None:
        _tell(say("submitted"))
    else:
        starts = clock(wanted.starts, here.station.timezone)
        _tell(say("submitted_placed", slot=wanted.slot.name, day=day(wanted.day), clock=starts))
    return redirect(url_for("bulletins.show", id=bulletin.id), 303)


def two_at_once(theirs: Bulletin) -> ResponseReturnValue:
    """Somebody else was quicker: both texts, and neither is lost."""
    draft = typed_draft(theirs.version)
    parts = difference(theirs.script.text, draft.script.text)
    return render_template("bulletins/conflict.html", draft=draft, theirs=theirs, parts=parts), 409


def _tell(sentence: str) -> None:
    """Say it on the next page; of two clicks, once."""
    if ("good", sentence) not in session.get("_flashes", ()):
        flash(sentence, "good")
