"""Sounds out of the library and back into it: nobody is asked whether he is sure, because nothing is lost."""

from contextlib import suppress
from uuid import UUID

from flask import Blueprint, flash, redirect, session, url_for
from flask.typing import ResponseReturnValue

from broadcaster.errors import NotFound, WrongState
from broadcaster.office import library
from broadcaster.people import Right
from broadcaster.recording import Intake
from web.desk import desk, me, needs
from web.sentences import say
from web.sounds.recording_words import name_of

JUST_NOW = "removed-sound"
"""Where the session keeps the sound somebody has just removed, for one look at the page."""

pages_of_removals = Blueprint("removals", __name__, url_prefix="/ban-ghi")


@pages_of_removals.post("/<uuid:id>/go")
@needs(Right.WRITE)
def remove(id: UUID) -> ResponseReturnValue:
    """Out of the library, at once: the page that follows offers the way back."""
    here = desk()
    try:
        library.remove(here.store, here.settings, me(), id, here.now())
    except WrongState:
        if here.store.recording(id).state is not Intake.REMOVED:  # else somebody was quicker, or pressed twice
            flash(say("sound_in_use"), "warn")
            return redirect(url_for("recordings.page"), 303)
    session[JUST_NOW] = str(id)
    return redirect(url_for("recordings.page"), 303)


@pages_of_removals.post("/<uuid:id>/dua-lai")
@needs(Right.WRITE)
def bring_back(id: UUID) -> ResponseReturnValue:
    """Into the library again."""
    here = desk()
    try:
        back = library.bring_back(here.store, here.settings, me(), id, here.now())
    except WrongState:
        if here.store.recording(id).state is Intake.REMOVED:
            flash(say("sound_gone"), "warn")
        return redirect(url_for("recordings.page"), 303)
    flash(say("sound_back", name=name_of(back)), "good")
    return redirect(url_for("recordings.page", _anchor=f"r-{id}"), 303)


def shown() -> dict[str, object]:
    """What was removed just now by whoever looks, and what can still be brought back."""
    here, undo = desk(), None
    if not me().may(Right.WRITE):
        return {"undo": None, "removed": []}
    if key := session.pop(JUST_NOW, ""):
        with suppress(NotFound):
            undo = here.store.recording(UUID(key))
    comes_back = undo is not None and library.comes_back_as(here.settings, undo, here.now()) is not None
    return {"undo": undo, "comes_back": comes_back, "removed": library.removed(here.store, here.settings, here.now())}
