"""Dời sang…: to another slot or day, with a form that needs no mouse, and what would come of it shown first."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.errors import BadInput, NotFound
from broadcaster.office import rescheduling
from broadcaster.people import Right
from broadcaster.placement import Placement
from broadcaster.station import Slot
from web import typed
from web.desk import desk, me, needs
from web.sentences import say
from web.timetable import repeating, zoning
from web.timetable.foreseeing import Foreseen, preview_move
from web.typed import Mistyped

pages_of_moving = Blueprint("moving", __name__, url_prefix="/lich-phat/doi")


@dataclass(frozen=True, slots=True)
class Move:
    """What somebody wants: `whole` moves every day of a repeat, else only its airing of `from_day`."""

    placement: Placement
    from_day: date
    slot: Slot
    day: date
    whole: bool
    zones: tuple[str, ...] = ()
    why_not: str = ""

    @property
    def repeats(self) -> bool:
        """Whether there is a choice between one day and all."""
        return self.placement.last != self.placement.first

    @property
    def new(self) -> Placement:
        """The placement as it would stand, for the preview."""
        old = self.placement
        all_of_it = self.whole and self.repeats
        last = old.last if all_of_it else self.day
        weekdays = old.weekdays if all_of_it else frozenset()
        return replace(old, slot=self.slot.id, first=self.day, last=last, weekdays=weekdays, zones=self.zones)


@pages_of_moving.get("/<uuid:id>")
@needs(Right.SCHEDULE)
def form(id: UUID) -> ResponseReturnValue:
    """Where to."""
    return _page(_move(id), {})


@pages_of_moving.get("/<uuid:id>/xem-truoc")
@needs(Right.SCHEDULE)
def foreseen(id: UUID) -> ResponseReturnValue:
    """What would come of the form as it stands."""
    move = _move(id)
    if move.why_not:
        return render_template("schedule/preview.html", foreseen=None, sentence=move.why_not)
    found, said = _foreseen(move)
    return render_template("schedule/preview.html", foreseen=found, said=said)


@pages_of_moving.post("/<uuid:id>")
@needs(Right.SCHEDULE)
def move(id: UUID) -> ResponseReturnValue:
    """Do it."""
    here, wanted = desk(), _move(id)
    from_day = None if wanted.whole or not wanted.repeats else wanted.from_day
    if wanted.why_not:
        return _page(wanted, {"zones": wanted.why_not})
    where = from_day, wanted.slot.id, wanted.day
    try:
        moved = rescheduling.move(here.store, here.station, me(), id, *where, here.now(), zones=wanted.zones)
    except BadInput as why:
        code = {"first": "move_past", "slot": "move_same", "last": "move_ends"}.get(why.field, "move_choose")
        return _page(wanted, {"slot": say(code)})
    title = here.store.bulletin(moved.bulletin).script.title
    flash(say("moved_to", title=title, rule=repeating.rule(here.station, moved)), "good")
    return redirect(url_for("schedule.page", tuan=moved.first.isoformat()), 303)


def _page(move: Move, told: dict[str, str]) -> ResponseReturnValue:
    here = desk()
    found, said = _foreseen(move)
    bulletin = here.store.bulletin(move.placement.bulletin)
    rule = repeating.rule(here.station, move.placement)
    shown = {"foreseen": found, "said": said, "bulletin": bulletin, "rule": rule, "places": zoning.places}
    return render_template("schedule/move.html", move=move, told=told, **shown), 400 if told else 200


def _foreseen(move: Move) -> tuple[list[Foreseen], str]:
    here, new = desk(), move.new
    if new.last is not None and new.last < new.first:
        return [], ""
    return preview_move(here, move.placement, new), repeating.rule(here.station, replace(new, skipped=frozenset()))


def _move(id: UUID) -> Move:
    """The form as it stands; unreadable parts fall back to where it is now."""
    here, given = desk(), request.values
    placement = here.store.placement(id)
    from_day = _day(given.get("tu")) or placement.first
    slot = here.station.slot(given.get("khung", "")) or here.station.slot(placement.slot)
    if slot is None:
        if not here.station.slots:
            raise NotFound("no slots")
        slot = here.station.slots[0]
    day = _day(given.get("ngay")) or max(from_day, here.today())
    asked = given.getlist("cum") if "khung" in given else placement.zones
    zones, why_not = zoning.ticked(here.station, slot, asked)
    return Move(placement, from_day, slot, day, given.get("pham-vi") == "het", zones, why_not)


def _day(value: str | None) -> date | None:
    try:
        return typed.day("first", value)
    except Mistyped:
        return None
