"""Phát ngay, phát khẩn cấp và Dừng phát: orders to the loudspeakers, each confirmed before anything sounds."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster import newsroom
from broadcaster.bulletin import Bulletin, Priority
from broadcaster.errors import BadInput, WrongState
from broadcaster.guard import Permit, refusal
from broadcaster.people import Right
from web import typed
from web.desk import desk, me, needs
from web.sentences import say
from web.typed import Mistyped, under_field

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
    return _confirm(id, urgent=False)


@pages_of_orders.post("/phat-ngay/<uuid:id>")
@needs(Right.AIR_NOW)
def air_now(id: UUID) -> ResponseReturnValue:
    """Order it."""
    here = desk()
    bulletin = _ready(id)
    if request.form.get("sure") != "yes":
        return _confirm(id, urgent=False, told={"sure": say("must_confirm")})
    newsroom.air_now(here.store, me(), id, here.now())
    return _ordered(bulletin)


@pages_of_orders.get("/khan-cap/<uuid:id>")
@needs(Right.AIR_URGENT)
def confirm_urgent(id: UUID) -> ResponseReturnValue:
    """The same, over anything that sounds, and in quiet hours with a reason."""
    return _confirm(id, urgent=True)


@pages_of_orders.post("/khan-cap/<uuid:id>")
@needs(Right.AIR_URGENT)
def air_urgent(id: UUID) -> ResponseReturnValue:
    """Order it; the reason stands in the log for ever."""
    here = desk()
    bulletin = _ready(id)
    try:
        if request.form.get("sure") != "yes" or request.form.get("surely") != "yes":
            raise Mistyped("sure", say("must_confirm"))
        reason = typed.fits("reason", typed.line(request.form.get("reason")), 500, least=1)
    except BadInput as why:
        return _confirm(id, urgent=True, told=under_field(why))
    newsroom.air_urgent(here.store, me(), id, Permit(me().name, reason), here.now())
    return _ordered(bulletin)


def _ready(id: UUID) -> Bulletin:
    bulletin = desk().store.bulletin(id)
    if not bulletin.on_air_ready:
        raise WrongState(f"{id} is not approved on the sound it has now")
    return bulletin


def _confirm(id: UUID, *, urgent: bool, told: dict[str, str] | None = None) -> ResponseReturnValue:
    here = desk()
    bulletin = _ready(id)
    assert bulletin.rendition is not None  # _ready said so
    priority = Priority.URGENT if urgent else bulletin.script.priority
    barred = refusal(here.station, priority, here.now(), bulletin.rendition.duration)
    page = render_template("orders/confirm.html", bulletin=bulletin, urgent=urgent, barred=barred, told=told)
    return page, 400 if told else 200


def _ordered(bulletin: Bulletin) -> ResponseReturnValue:
    flash(say("ordered", title=bulletin.script.title), "good")
    return redirect(url_for("onair.page"), 303)
