"""Phát ngay và Dừng phát: orders to the loudspeakers; what breaks in on a programme: web/air/urgent_order.py."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.airing import Reason
from broadcaster.bulletin import Bulletin, Priority
from broadcaster.errors import NotFound, WrongState
from broadcaster.guard import over_the_day, refusal
from broadcaster.office import newsroom, timekeeping
from broadcaster.people import Right
from web.air import confirming
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
    return _confirm(_ready(id))


@pages_of_orders.post("/phat-ngay/<uuid:id>")
@needs(Right.AIR_NOW)
def air_now(id: UUID) -> ResponseReturnValue:
    """Order what the page showed, once however often the button is pressed; nothing where it would stay silent."""
    here = desk()
    bulletin = _ready(id)
    try:
        shown = _shown(bulletin)
    except Mistyped as why:
        return _confirm(bulletin, under_field(why), 400)
    if not _given(shown) and _barred(bulletin):
        return _confirm(bulletin, code=409)
    newsroom.air_now(here.store, me(), id, here.now(), order=shown)
    return _ordered(bulletin)


def _ready(id: UUID) -> Bulletin:
    bulletin = desk().store.bulletin(id)
    if not bulletin.airs_again:
        raise WrongState(f"{id} is not approved on the sound it has now")
    return bulletin


def _shown(bulletin: Bulletin) -> UUID:
    """The order that the page named before it was given; Mistyped where it does not stand for this sound any more."""
    if request.form.get("sure") != "yes":
        raise Mistyped("sure", say("must_confirm"))
    try:
        shown = confirming.shown(request.form.get("token"), bulletin.id)
    except Mistyped as why:
        raise Mistyped("sure", say("confirm_again")) from why
    if bulletin.rendition is None or shown.sha256 != bulletin.rendition.sha256:
        raise Mistyped("sure", say("confirm_again"))
    return shown.order


def _given(order: UUID) -> bool:
    """Whether it was given already: the button pressed a second time asks nothing new."""
    try:
        desk().store.order(order)
    except NotFound:
        return False
    return True


def _barred(bulletin: Bulletin) -> Reason | None:
    """Why no loudspeaker would sound if it were ordered now; as the daemon asks, an ordinary order keeps the hours."""
    here = desk()
    station, now = here.station, here.now()
    assert bulletin.rendition is not None  # _ready said so
    length = bulletin.rendition.duration
    if timekeeping.ahead(here.store, now) is not None:
        return Reason.CLOCK_WRONG
    if why := refusal(station, Priority.NORMAL, now, length):
        return why
    since, until = here.day_bounds(here.today(), here.today())
    spoken = here.store.entries(since=since, until=until)
    over = [over_the_day(station, zone.id, now, length, spoken) for zone in station.zones]
    return over[0] if over and all(over) else None


def _confirm(bulletin: Bulletin, told: dict[str, str] | None = None, code: int = 200) -> ResponseReturnValue:
    shown = {"barred": _barred(bulletin), "token": confirming.sign_sound(bulletin)}
    return render_template("orders/confirm.html", bulletin=bulletin, told=told, **shown), code


def _ordered(bulletin: Bulletin) -> ResponseReturnValue:
    flash(say("ordered", title=bulletin.script.title), "good")
    return redirect(url_for("onair.page"), 303)
