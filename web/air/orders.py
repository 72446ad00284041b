"""Phát ngay và Dừng phát: orders to the loudspeakers; what breaks in on a programme: web/air/urgent_order.py."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.bulletin import Bulletin
from broadcaster.errors import WrongState
from broadcaster.guard import refusal
from broadcaster.office import newsroom
from broadcaster.people import Right
from web.desk import desk, me, needs
from web.sentences import say

pages_of_orders = Blueprint("orders", __name__)


@pages_of_orders.post("/dung-phat")
@needs(Right.STOP)
def stop() -> ResponseReturnValue:
    """Silence, at once; open to everyone who is signed in."""
    here = desk()
    newsroom.stop(here.store, me(), here.now())
    flash(say("stopped"), "good")
    return redirect(url_for("onair.page"), 303)


@pages_of_orders.get("/phat-ngay/<uuid:id>")
@needs(Right.AIR_NOW)
def confirm(id: UUID) -> ResponseReturnValue:
    """What will sound, for how long, where, and whether the hour allows it."""
    return _confirm(id)


@pages_of_orders.post("/phat-ngay/<uuid:id>")
@needs(Right.AIR_NOW)
def air_now(id: UUID) -> ResponseReturnValue:
    """Order it."""
    here = desk()
    bulletin = _ready(id)
    if request.form.get("sure") != "yes":
        return _confirm(id, told={"sure": say("must_confirm")})
    newsroom.air_now(here.store, me(), id, here.now())
    return _ordered(bulletin)


def _ready(id: UUID) -> Bulletin:
    bulletin = desk().store.bulletin(id)
    if not bulletin.airs_again:
        raise WrongState(f"{id} is not approved on the sound it has now")
    return bulletin


def _confirm(id: UUID, *, told: dict[str, str] | None = None) -> ResponseReturnValue:
    here = desk()
    bulletin = _ready(id)
    assert bulletin.rendition is not None  # _ready said so
    barred = refusal(here.station, bulletin.script.priority, here.now(), bulletin.rendition.duration)
    page = render_template("orders/confirm.html", bulletin=bulletin, barred=barred, told=told)
    return page, 400 if told else 200


def _ordered(bulletin: Bulletin) -> ResponseReturnValue:
    flash(say("ordered", title=bulletin.script.title), "good")
    return redirect(url_for("onair.page"), 303)
