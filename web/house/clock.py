"""Đồng hồ: what the PC's clock and the log say, and the word of a person that the clock is right again."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from broadcaster.office import timekeeping
from broadcaster.people import Right
from web.desk import desk, me, needs
from web.sentences import say

pages_of_clock = Blueprint("clock", __name__, url_prefix="/kiem-tra-may/dong-ho")


@pages_of_clock.get("")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """Both times beside each other, and what to do about it."""
    here = desk()
    wrong = any(fault.code == "clock_wrong" for fault in here.store.faults())
    return render_template("checkup/clock.html", ahead=timekeeping.ahead(here.store, here.now()), wrong=wrong)


@pages_of_clock.post("")
@needs(Right.MANAGE)
def trust() -> ResponseReturnValue:
    """The clock is right: go on by it."""
    here = desk()
    timekeeping.trust_clock(here.store, me(), here.now())
    flash(say("clock_trusted"), "good")
    return redirect(url_for("clock.page"), 303)
