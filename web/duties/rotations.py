"""Lịch luân phiên of a campaign: proposed from its terms, placed as ticked, taken off whole."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.campaign import Campaign, Pick
from broadcaster.campaigns import Proposal
from broadcaster.errors import BadInput, WrongState
from broadcaster.office import campaigning
from broadcaster.people import Right
from web import typed
from web.desk import desk, me, needs
from web.duties import campaign_words
from web.sentences import say
from web.undoing import offer

pages_of_rotations = Blueprint("rotations", __name__, url_prefix="/dot-cao-diem")


@pages_of_rotations.get("/<uuid:id>/luan-phien")
@needs(Right.SCHEDULE)
def show(id: UUID) -> ResponseReturnValue:
    """What would meet the quota; nothing is placed by looking."""
    here = desk()
    found = here.store.campaign(id)
    return _proposal(found, campaigning.proposal(here.store, here.station, found, here.now()), "")


@pages_of_rotations.post("/<uuid:id>/luan-phien")
@needs(Right.SCHEDULE)
def place(id: UUID) -> ResponseReturnValue:
    """Place exactly what was ticked."""
    here = desk()
    found = here.store.campaign(id)
    try:
        picks = [_pick(one) for one in request.form.getlist("luot")]
        made = campaigning.carry_out(here.store, here.station, me(), id, picks, here.now())
    except (BadInput, WrongState):
        told = say("rotation_stale" if request.form.getlist("luot") else "rotation_none")
        return _proposal(found, campaigning.proposal(here.store, here.station, found, here.now()), told), 409
    flash(say("rotation_placed", count=made.count), "good")
    return redirect(url_for("campaigns.show", id=id), 303)


@pages_of_rotations.post("/luan-phien/<uuid:id>/go")
@needs(Right.SCHEDULE)
def take_back(id: UUID) -> ResponseReturnValue:
    """The whole rotation off again."""
    here = desk()
    gone = campaigning.take_back(here.store, me(), id, here.now())
    offer(say("rotation_undone", count=gone.count), url_for("rotations.put_back", id=id))
    return redirect(url_for("campaigns.show", id=gone.campaign), 303)


@pages_of_rotations.post("/luan-phien/<uuid:id>/xep-lai")
@needs(Right.SCHEDULE)
def put_back(id: UUID) -> ResponseReturnValue:
    """Into the schedule again, as far as it is still to come."""
    here = desk()
    found = here.store.rotation(id)
    try:
        count = campaigning.put_back(here.store, here.station, me(), id, here.now())
        flash(say("rotation_back", count=count), "good")
    except WrongState:
        if found.undone is not None:  # else somebody was quicker, or pressed twice
            flash(say("rotation_not_back"), "warn")
    return redirect(url_for("campaigns.show", id=found.campaign), 303)


def _pick(value: str) -> Pick:
    """ "2026-11-24 morning <id>" as a pick."""
    day, _, rest = value.partition(" ")
    slot, _, id = rest.rpartition(" ")
    found = typed.day("picks", day)
    if found is None or not slot:
        raise BadInput("picks", "no such airing")
    return Pick(found, slot, typed.key(id))


def _proposal(found: Campaign, proposal: Proposal, told: str) -> str:
    return render_template("campaigns/rotation.html", campaign=found, proposal=proposal, told=told, w=campaign_words)
