"""Lịch phát: slots by days with their minutes, what stands in them, what is left out and why."""

from datetime import date, timedelta
from functools import partial
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from broadcaster.bulletin import Bulletin, Status
from broadcaster.errors import BadInput, NotFound
from broadcaster.office import newsroom, rescheduling
from broadcaster.people import Right
from web import typed
from web.desk import Desk, desk, me, needs
from web.recent import recent
from web.sentences import say
from web.timetable import repeating, zoning
from web.timetable.foreseeing import preview
from web.timetable.week import Wish, next_buttons, week_of
from web.typed import Mistyped, under_field

UNDO = timedelta(minutes=15)
"""How long what somebody took off the schedule can be put back with one click."""

WEEK_STANDS = 5
"""Seconds for which a week is not worked out anew while nobody writes: what has just begun still stands as to come."""

MOST_READY, MOST_PENDING = 150, 50
"""Bulletins to choose from, those changed last first; an older one is placed from its own page."""

pages_of_schedule = Blueprint("schedule", __name__, url_prefix="/lich-phat")

__all__ = ["next_buttons", "pages_of_schedule"]


@pages_of_schedule.get("")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """One week."""
    here = desk()
    wanted = _day_asked("tuan") or here.today()
    week = recent(here, ("week", wanted), lambda: week_of(here, wanted), WEEK_STANDS)
    mine = here.store.taken_off(here.now() - UNDO, me()) if me().may(Right.SCHEDULE) else []
    said = {"rule": partial(repeating.rule, here.station), "heard_in": partial(zoning.named, here.station)}
    return render_template("schedule/week.html", week=week, undo=mine, **said)


@pages_of_schedule.get("/them")
@needs(Right.SCHEDULE)
def add() -> ResponseReturnValue:
    """Choose a bulletin, a slot and days; what would come of it is shown before anything is kept."""
    return _form(_wish(request.args), None)


@pages_of_schedule.post("/them/xem-truoc")
@needs(Right.SCHEDULE)
def preview_fragment() -> ResponseReturnValue:
    """What would come of the form as it stands."""
    try:
        wish = _checked(_wish(request.form))
        return render_template("schedule/preview.html", foreseen=preview(desk(), wish), said=_said(wish))
    except (BadInput, NotFound) as why:
        sentence = next(iter(under_field(why).values())) if isinstance(why, BadInput) else ""
        return render_template("schedule/preview.html", foreseen=None, sentence=sentence)


@pages_of_schedule.post("/them")
@needs(Right.SCHEDULE)
def place() -> ResponseReturnValue:
    """Keep it."""
    here, wish = desk(), _wish(request.form)
    if request.form.get("then") == "preview":
        return _form(wish, None)
    try:
        checked = _checked(wish)
        assert checked.bulletin is not None and checked.slot is not None  # _checked said so
        newsroom.place(
            here.store,
            here.station,
            me(),
            checked.bulletin.id,
            checked.slot.id,
            checked.first,
            checked.last,
            checked.weekdays,
            here.now(),
            position=checked.position,
            zones=checked.zones,
        )
    except BadInput as why:
        return _form(wish, under_field(why))
    _tell(checked)
    return redirect(url_for("schedule.page", tuan=checked.first.isoformat()), 303)


@pages_of_schedule.post("/xep/<uuid:id>")
@needs(Right.SCHEDULE)
def place_once(id: UUID) -> ResponseReturnValue:
    """One click on a bulletin: into that slot on that day."""
    here = desk()
    bulletin, slot = here.store.bulletin(id), here.station.slot(request.form.get("slot", ""))
    day = typed.day("first", request.form.get("day"))
    if slot is None or day is None:
        raise NotFound("no such slot or day")
    try:
        newsroom.place(here.store, here.station, me(), id, slot.id, day, day, frozenset(), here.now())
    except BadInput:  # the page was opened on another day
        flash(say("move_past"), "bad")
        return redirect(url_for("bulletins.show", id=id), 303)
    _tell(Wish(bulletin, slot, day, day, frozenset(), 0))
    return redirect(url_for("schedule.page", tuan=day.isoformat()), 303)


@pages_of_schedule.post("/muc/<uuid:id>/bo")
@needs(Right.SCHEDULE)
def take_off(id: UUID) -> ResponseReturnValue:
    """Off the schedule, from now on."""
    here, title = desk(), request.form.get("title", "")
    newsroom.unplace(here.store, me(), id, here.now())
    flash(say("taken_off", title=typed.line(title)[:200]), "good")
    return _back()


@pages_of_schedule.post("/muc/<uuid:id>/bo-ngay")
@needs(Right.SCHEDULE)
def skip(id: UUID) -> ResponseReturnValue:
    """Left out on one day; the other days stay."""
    here = desk()
    day = typed.day("first", request.form.get("day"))
    if day is None:
        raise NotFound("no day")
    newsroom.skip(here.store, me(), id, day, here.now())
    title = typed.line(request.form.get("title"))[:200]
    flash(say("skipped", title=title, day=f"{day:%d/%m/%Y}"), "good")
    return _back()


@pages_of_schedule.post("/muc/<uuid:id>/hoan-tac")
@needs(Right.SCHEDULE)
def undo(id: UUID) -> ResponseReturnValue:
    """Back into the schedule what was just taken off."""
    here = desk()
    back = rescheduling.restore(here.store, me(), id, here.now())
    flash(say("restored", title=here.store.bulletin(back.bulletin).script.title), "good")
    return _back()


@pages_of_schedule.post("/muc/<uuid:id>/phat-lai-ngay")
@needs(Right.SCHEDULE)
def unskip(id: UUID) -> ResponseReturnValue:
    """A day that was left out sounds after all."""
    here = desk()
    day = typed.day("first", request.form.get("day"))
    if day is None:
        raise NotFound("no day")
    rescheduling.unskip(here.store, me(), id, day, here.now())
    flash(say("unskipped", title=typed.line(request.form.get("title"))[:200], day=f"{day:%d/%m/%Y}"), "good")
    return _back()


@pages_of_schedule.post("/muc/<uuid:id>/thu-tu")
@needs(Right.SCHEDULE)
def move(id: UUID) -> ResponseReturnValue:
    """Earlier or later within its slot."""
    here = desk()
    newsroom.reorder(here.store, me(), id, typed.whole(request.form.get("position"), -1000, 1000, 0), here.now())
    flash(say("moved"), "good")
    return _back()


def _back() -> ResponseReturnValue:
    day = typed.day("first", request.form.get("day"))
    return redirect(url_for("schedule.page", tuan=day.isoformat() if day else None), 303)


def _day_asked(name: str) -> date | None:
    try:
        return typed.day(name, request.args.get(name))
    except Mistyped:
        return None


def _tell(wish: Wish) -> None:
    """Say what was kept, and when it sounds, or that with these days it never will."""
    assert wish.bulletin is not None
    title = wish.bulletin.script.title
    if not preview(desk(), wish):
        flash(say("placed_never", title=title), "bad")
        return
    code = "placed" if wish.bulletin.status is Status.APPROVED else "placed_pending"
    flash(say(code, title=title, rule=_said(wish)), "good")


def _said(wish: Wish) -> str:
    """The wish as a sentence."""
    assert wish.slot is not None
    return repeating.sentence(desk().station, wish.slot, wish.first, wish.last, wish.weekdays, wish.zones)


def _form(wish: Wish, told: dict[str, str] | None) -> ResponseReturnValue:
    here = desk()
    ready, pending = recent(here, "to place", lambda: _to_place(here))
    chosen = wish.bulletin
    if chosen is not None and all(one.id != chosen.id for one in (*ready, *pending)):  # it is older than those
        approved = chosen.status is Status.APPROVED
        ready, pending = ([chosen, *ready], pending) if approved else (ready, [chosen, *pending])
    foreseen, said = None, ""
    if wish.bulletin is not None and told is None:
        try:
            foreseen, said = preview(here, _checked(wish)), _said(wish)
        except BadInput as why:
            told = under_field(why)
    shown = {"ready": ready, "pending": pending, "foreseen": foreseen, "said": said, "places": zoning.places}
    page = render_template("schedule/add.html", wish=wish, told=told, **shown)
    return page, 400 if told and request.method == "POST" else 200


def _to_place(here: Desk) -> tuple[list[Bulletin], list[Bulletin]]:
    """What can be chosen."""
    find = here.store.bulletins
    return find(status=Status.APPROVED, limit=MOST_READY), find(status=Status.PENDING, limit=MOST_PENDING)


def _wish(given: MultiDict[str, str]) -> Wish:
    """The form as it stands; unreadable parts fall back to what is usual."""
    here = desk()
    bulletin = None
    if given.get("ban-tin"):
        bulletin = here.store.bulletin(typed.key(given.get("ban-tin")))
    slot = here.station.slot(given.get("khung", "")) or (here.station.slots[0] if here.station.slots else None)
    days = frozenset(int(one) for one in given.getlist("thu") if one in "0123456" and len(one) == 1)
    bad: dict[str, str] = {}
    first, last = here.today(), None
    try:
        first = typed.day("first", given.get("ngay")) or here.today()
        last = typed.day("last", given.get("den")) if given.get("cach") == "nhieu" else first
    except Mistyped as why:
        bad[why.field] = str(why)
    zones, elsewhere = zoning.ticked(here.station, slot, given.getlist("cum"))
    if elsewhere:
        bad["zones"] = elsewhere
    position = typed.whole(given.get("thu-tu"), -1000, 1000, 0)
    return Wish(bulletin, slot, first, last, days, position, zones, bad)


def _checked(wish: Wish) -> Wish:
    """The wish, if it can be kept; each refusal stands under its field."""
    for field, sentence in wish.bad.items():
        raise Mistyped(field, sentence)
    if wish.bulletin is None:
        raise Mistyped("bulletin", say("choose_bulletin"))
    if wish.slot is None:
        raise Mistyped("slot", say("choose_slot"))
    if wish.last is not None and wish.last < wish.first:
        raise Mistyped("last", say("last_before_first"))
    if wish.last is not None and wish.last < desk().today():
        raise Mistyped("first" if wish.first == wish.last else "last", say("move_past"))
    if wish.last is not None and wish.last - wish.first > timedelta(days=400):
        raise Mistyped("last", say("too_far"))
    return wish
