"""Chuyên mục: standing features of a slot on a weekday, with their opening words."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.bulletin import Topic
from broadcaster.campaign import Column
from broadcaster.errors import BadInput, NotFound
from broadcaster.office import campaigning
from broadcaster.people import Right
from broadcaster.planning import RunningOrder
from broadcaster.programme import programmes
from web import typed
from web.desk import desk, me, needs
from web.recent import recent
from web.sentences import put_down, say
from web.typed import Mistyped, under_field
from web.undoing import offer

AHEAD = timedelta(days=14)

pages_of_columns = Blueprint("columns", __name__, url_prefix="/chuyen-muc")


@dataclass(frozen=True, slots=True)
class Coming:
    """A column's next occurrences, with what stands in each on its topic."""

    column: Column
    days: list[tuple[RunningOrder, list[str]]]


@pages_of_columns.get("")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """Every column, what comes next in it, and the door for another."""
    return _page(None)


@pages_of_columns.post("")
@needs(Right.SCHEDULE)
def add() -> ResponseReturnValue:
    """Open one."""
    here = desk()
    try:
        made = campaigning.open_column(here.store, here.station, me(), _asked(), here.now())
    except BadInput as why:
        return _page(under_field(why)), 400
    flash(say("column_opened", name=made.name), "good")
    return redirect(url_for("columns.page"), 303)


@pages_of_columns.post("/<uuid:id>/dung")
@needs(Right.SCHEDULE)
def close(id: UUID) -> ResponseReturnValue:
    """It is not continued."""
    here = desk()
    name = campaigning.close_column(here.store, me(), id, here.now())
    offer(say("column_closed", name=name), url_for("columns.reopen", id=id))
    return redirect(url_for("columns.page"), 303)


@pages_of_columns.post("/<uuid:id>/mo-lai")
@needs(Right.SCHEDULE)
def reopen(id: UUID) -> ResponseReturnValue:
    """It is continued after all."""
    here = desk()
    flash(say("column_reopened", name=campaigning.reopen_column(here.store, me(), id, here.now())), "good")
    return redirect(url_for("columns.page"), 303)


@pages_of_columns.post("/<uuid:id>/ban-tin")
@needs(Right.WRITE)
def draft(id: UUID) -> ResponseReturnValue:
    """A draft that begins with the opening words."""
    here = desk()
    found = next((one for one in here.store.columns() if one.id == id), None)
    if found is None:
        raise NotFound(f"no column {id}")
    title = put_down("column_title", name=found.name, day=f"{here.today():%d/%m/%Y}")[:200]
    made = campaigning.draft_for(here.store, me(), found, title, here.now())
    flash(say("column_draft"), "good")
    return redirect(url_for("bulletins.edit", id=made.id), 303)


def _asked() -> Column:
    here, given = desk(), request.form
    slot = here.station.slot(given.get("khung", ""))
    if slot is None:
        raise Mistyped("slot", say("choose_slot"))
    topic = given.get("chu-de", "")
    first = typed.day("first", given.get("tu")) or here.today()
    last = typed.day("last", given.get("den"))
    if last is not None and last < first:
        raise Mistyped("last", say("last_before_first"))
    return Column(
        id=UUID(int=0),
        name=typed.fits("column", typed.line(given.get("ten")), 200, least=1),
        weekday=typed.whole(given.get("thu"), 0, 6, 0),
        slot=slot.id,
        opening=typed.fits("opening", typed.prose(given.get("mo-dau")), 1000),
        topic=Topic(topic) if topic in tuple(Topic) else Topic.OTHER,
        first=first,
        last=last,
    )


def _page(told: dict[str, str] | None) -> str:
    here = desk()
    today = here.today()
    orders = recent(
        here, ("columns", today), lambda: list(programmes(here.store, here.station, today, today + AHEAD, here.now()))
    )
    coming = [Coming(one, _days(one, orders)) for one in here.store.columns()]
    given = request.form if request.method == "POST" else {}
    return render_template("columns/page.html", coming=coming, told=told, topics=list(Topic), given=given)


def _days(column: Column, orders: list[RunningOrder]) -> list[tuple[RunningOrder, list[str]]]:
    """The next occurrences, each with the titles on the column's topic that stand in it."""
    now = desk().now()
    return [
        (order, [one.bulletin.script.title for one in order.planned if one.bulletin.script.topic == column.topic])
        for order in orders
        if column.covers(order.occurrence) and order.occurrence.ends > now
    ]
