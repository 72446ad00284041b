"""Ra lệnh phát khẩn cấp: said back as a sentence, confirmed with the own password, watched, and taken back if wrong."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter

from broadcaster import urgent
from broadcaster.airing import PlayLogEntry
from broadcaster.bulletin import ONCE, Bulletin, Priority, Status
from broadcaster.errors import BadInput, NotFound, WrongState
from broadcaster.people import Right
from broadcaster.placement import AirOrder, OrderState
from broadcaster.station import Station
from broadcaster.store import OnAir
from web import formats, typed
from web.air import confirming
from web.air.troubles import troubles
from web.air.urgent import estimate_of
from web.desk import desk, me, needs
from web.sentences import put_down, say
from web.typed import Mistyped, under_field

MOST_REPEATS = 10
GAPS = (5, 10, 20, 30, 60)
"""Seconds between two repetitions that can be chosen."""

pages_of_urgent_orders = Blueprint("urgent_order", __name__)


def limit(app: Flask, limiter: Limiter) -> None:
    """Throttle guessing at a password as at sign-in, here for each person: only wrong ones count."""
    asks = limiter.shared_limit(
        "8 per minute; 40 per hour",
        scope="own password",
        key_func=lambda: str(me().id),
        deduct_when=lambda response: response.status_code == 401,
    )
    for name in ("urgent_order.order", "urgent_order.correct"):
        app.view_functions[name] = asks(app.view_functions[name])


@pages_of_urgent_orders.get("/khan-cap/<uuid:id>")
@needs(Right.AIR_URGENT)
def confirm(id: UUID) -> ResponseReturnValue:
    """What will sound, where, how often and for how long; nothing has been ordered yet."""
    bulletin = desk().store.bulletin(id)
    if _gone(bulletin):
        return redirect(url_for("bulletins.show", id=id))
    return _confirm(bulletin, urgent.Terms())


@pages_of_urgent_orders.get("/khan-cap/<uuid:id>/se-phat")
@needs(Right.AIR_URGENT)
def foreseen(id: UUID) -> ResponseReturnValue:
    """The sentence for the terms as they are chosen now, and the sound while it is being made."""
    bulletin, told = desk().store.bulletin(id), None
    try:
        terms = _terms()
    except Mistyped as why:
        told, terms = under_field(why), urgent.Terms()
    return render_template("urgent/ready.html", **_shown(bulletin, terms), told=told, fragment=True)


@pages_of_urgent_orders.post("/khan-cap/<uuid:id>")
@needs(Right.AIR_URGENT)
def order(id: UUID) -> ResponseReturnValue:
    """Give the order, once; a wrong password is told as at the door."""
    here, form = desk(), request.form
    bulletin = here.store.bulletin(id)
    terms = urgent.Terms()
    try:
        terms = _terms()
        given = _give(bulletin, terms, form.get("password", ""), typed.line(form.get("reason")))
    except BadInput as why:
        code = 401 if why.field == "password" else 400
        return _confirm(bulletin, terms, _told(why), code)
    return redirect(url_for("urgent_order.watch", id=given.id), 303)


@pages_of_urgent_orders.get("/khan-cap/lan-phat/<uuid:id>")
@needs(Right.READ)
def watch(id: UUID) -> ResponseReturnValue:
    """One urgent broadcast: what sounds of it, how it ended, and how to take it back."""
    return _watch(id)


@pages_of_urgent_orders.get("/manh/khan-cap/<uuid:id>")
@needs(Right.READ)
def watch_fragment(id: UUID) -> ResponseReturnValue:
    """The part that moves every second."""
    return render_template("urgent/sounding.html", **_progress(id))


@pages_of_urgent_orders.post("/khan-cap/lan-phat/<uuid:id>/dinh-chinh")
@needs(Right.AIR_URGENT)
def correct(id: UUID) -> ResponseReturnValue:
    """Take back a false alarm: what of it still sounds ends, and the correction goes out."""
    here, form = desk(), request.form
    wrong = here.store.order(id)
    try:
        shown = confirming.shown(form.get("token"), id)
        reason = put_down("correction_of", clock=formats.clock(wrong.at, here.station.timezone))
        given = urgent.correct(here.store, me(), form.get("password", ""), id, reason, here.now(), shown.order)
    except BadInput as why:
        return _watch(id, _told(why), 401 if why.field == "password" else 400)
    flash(say("corrected"), "good")
    return redirect(url_for("urgent_order.watch", id=given.id), 303)


def _give(bulletin: Bulletin, terms: urgent.Terms, password: str, reason: str) -> AirOrder:
    here = desk()
    if bulletin.rendition is None:
        raise Mistyped("token", say("voice_not_made"))
    shown = confirming.shown(request.form.get("token"), bulletin.id)
    who = (here.store, here.station, me(), password)
    if bulletin.template == ONCE:
        return urgent.order_text(*who, shown, terms, reason, here.now())
    return urgent.order_template(*who, shown, terms, reason, here.now())


def _gone(bulletin: Bulletin) -> bool:
    """Whether this is nothing that could be ordered urgently from this page."""
    if bulletin.template == ONCE:
        return bulletin.status is not Status.DRAFT or bulletin.author != me().id
    if bulletin.script.priority is not Priority.URGENT or not bulletin.airs_again:
        raise WrongState(f"bulletin {bulletin.id} is not an urgent one approved ahead")
    return False


def _confirm(
    bulletin: Bulletin, terms: urgent.Terms, told: dict[str, str] | None = None, code: int = 200
) -> ResponseReturnValue:
    silent = [one for one in troubles(desk()) if one.sentence_code in ("daemon", "no_device", "device_lost", "muted")]
    sure = bulletin.template == ONCE or urgent.readiness(bulletin) is urgent.Readiness.READY
    choices = {"gaps": GAPS, "most_repeats": MOST_REPEATS}
    shown = _shown(bulletin, terms)
    return render_template("urgent/confirm.html", troubles=silent, sure=sure, told=told, **choices, **shown), code


def _shown(bulletin: Bulletin, terms: urgent.Terms) -> dict[str, object]:
    """What the confirmation shows of this bulletin, and the token that stands for having shown it."""
    here = desk()
    once = bulletin.rendition.duration if bulletin.rendition else _estimated(bulletin)
    quiet = urgent.needs_reason(here.station, terms.lasts(once), here.now())
    return {
        "bulletin": bulletin,
        "typed": bulletin.template == ONCE,
        "terms": terms,
        "job": here.store.render_state(bulletin.id),
        "quiet": quiet,
        "token": confirming.sign_sound(bulletin),
        "sentence": _sentence(bulletin, terms, once),
    }


def _estimated(bulletin: Bulletin) -> timedelta:
    return timedelta(seconds=estimate_of(bulletin.script.text).seconds)


def _sentence(bulletin: Bulletin, terms: urgent.Terms, once: timedelta) -> str:
    """What will happen, said back before it does."""
    here = desk()
    if any(one.urgent for one in here.store.taken_orders()):
        after = say("urgent_waits")
    elif not here.store.on_air():
        after = say("urgent_alone")
    else:
        after = say("urgent_resumes") if terms.resume else say("urgent_drops")
    return say(
        "urgent_will",
        title=bulletin.script.title,
        where=where(here.station, terms.zones),
        times=terms.repeats,
        length=formats.length(terms.lasts(once)),
        after=after,
    )


def where(station: Station, zones: tuple[str, ...]) -> str:
    """The zones by their names."""
    names = ", ".join(zone.name for zone in station.zones if not zones or zone.id in zones)
    return say("every_zone", zones=names) if not zones and len(station.zones) > 1 else names


def _terms() -> urgent.Terms:
    """The terms in the form; the defaults where it says nothing."""
    values, zones = request.values, desk().station.zones
    chosen = tuple(zone.id for zone in zones if zone.id in values.getlist("zones"))
    if values.get("zoned") and not chosen:
        raise Mistyped("zones", say("choose_zones"))
    repeats = typed.whole(values.get("repeats"), 1, MOST_REPEATS, urgent.REPEATS)
    gap = timedelta(seconds=typed.whole(values.get("gap"), 0, 600, GAPS[0]))
    return urgent.Terms(() if len(chosen) == len(zones) else chosen, repeats, gap, values.get("after") != "drop")


def _told(why: BadInput) -> dict[str, str]:
    return {"password": say("wrong_sign_in")} if why.field == "password" else under_field(why)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an urgent broadcast is: `number` of its repetitions sounds or is next, `over` once nothing more comes."""

    order: AirOrder
    number: int
    over: bool
    on_air: tuple[OnAir, ...]
    entries: tuple[PlayLogEntry, ...]


def _progress(id: UUID) -> dict[str, object]:
    here = desk()
    given = here.store.order(id)
    entries = tuple(here.store.entries_of(given.occurrence_key))
    on_air = tuple(one for one in here.store.on_air() if one.bulletin_id == given.bulletin)
    over = given.state in (OrderState.DONE, OrderState.REFUSED)
    done = max((entry.attempt for entry in entries), default=0)
    number = min(given.repeats, done if over else done + 1)
    progress = Progress(given, number, over, () if over else on_air, entries)
    names = {zone.id: zone.name for zone in here.station.zones}
    title = here.store.bulletin(given.bulletin).script.title
    return {"progress": progress, "title": title, "where": where(here.station, given.zones), "zone_names": names}


def _watch(id: UUID, told: dict[str, str] | None = None, code: int = 200) -> ResponseReturnValue:
    here = desk()
    shown = _progress(id)
    given = shown["progress"].order  # type: ignore[attr-defined]
    if not given.urgent:
        raise NotFound(f"order {id} was no urgent one")
    is_correction = here.store.bulletin(given.bulletin).template == urgent.CORRECTION
    way_back = None if is_correction else urgent.correction(here.store, files=False)
    token = confirming.sign(id) if way_back and way_back.fit and me().may(Right.AIR_URGENT) else ""
    return render_template("urgent/watch.html", correction=way_back, token=token, told=told, **shown), code
