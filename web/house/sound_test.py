"""Thử 3 giây: a quiet sound in one zone, asked for here and played by the daemon when nothing else has a claim."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.airing import Outcome, Reason
from broadcaster.office import trying
from broadcaster.people import Right
from web import typed
from web.desk import desk, me, needs
from web.sentences import say
from web.words import OUTCOME, REASON

pages_of_tests = Blueprint("sound_test", __name__, url_prefix="/cai-dat/loa/thu")


@pages_of_tests.post("")
@needs(Right.READ)
def ask() -> ResponseReturnValue:
    """Ask for it; who may, and when, is decided below."""
    here = desk()
    try:
        trying.ask(here.store, here.station, me(), typed.line(request.form.get("cum")), here.now())
    except trying.NotNow as why:
        flash(say("test_not_now", why=_why(why.code)), "bad")
    return redirect(url_for("settings.show", section="loa", _anchor="thu"), 303)


@pages_of_tests.get("")
@needs(Right.READ)
def fragment() -> ResponseReturnValue:
    """How the newest test stands."""
    return render_template("settings/test.html", test=desk().store.sound_test(), **words())


def words() -> dict[str, object]:
    """What the fragment needs besides the test."""
    return {"why": _why, "outcome": lambda code: OUTCOME[Outcome(code)] if code in tuple(Outcome) else None}


def _why(code: str) -> str:
    """Why it could not sound, in a sentence."""
    if code == trying.SLOT_NEAR:
        return say("test_slot_near")
    return REASON[Reason(code)] if code in tuple(Reason) else ""
