"""Nhật ký hoạt động: who did what, and when; of one person, of one kind of deed, page by page."""

from datetime import date
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from broadcaster.errors import NotFound
from broadcaster.people import Right
from web import typed
from web.desk import desk, me, needs
from web.records.deed_words import DEED_KINDS
from web.typed import Mistyped

PER_PAGE = 50

pages_of_deeds = Blueprint("deeds", __name__, url_prefix="/nhat-ky")


@pages_of_deeds.get("/hoat-dong")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """The newest first."""
    here, args = desk(), request.args
    number = typed.whole(args.get("trang"), 1, 1_000_000, 1)
    kind = args.get("loai") if args.get("loai") in DEED_KINDS else ""
    who = _who(args.get("ai"))
    first, last = _day(args.get("tu")), _day(args.get("den"))
    found = here.store.activity(
        PER_PAGE + 1,
        (number - 1) * PER_PAGE,
        by=who,
        verbs=DEED_KINDS[kind].verbs if kind else (),
        since=here.day_bounds(first, first)[0] if first else None,
        until=here.day_bounds(last, last)[1] if last else None,
    )
    asked = {"ai": str(who or ""), "loai": kind, "tu": str(first or ""), "den": str(last or "")}
    shown = {"people": here.store.people(), "kinds": DEED_KINDS, "who": who, "kind": kind, "first": first, "last": last}
    return render_template(
        "playlog/activity.html",
        deeds=found[:PER_PAGE],
        number=number,
        more=len(found) > PER_PAGE,
        address={name: value for name, value in asked.items() if value},
        **shown,
    )


def _who(value: str | None) -> UUID | None:
    """The person asked for; "toi" is whoever asks."""
    if value == "toi":
        return me().id
    try:
        return typed.key(value)
    except NotFound:
        return None


def _day(value: str | None) -> date | None:
    try:
        return typed.day("day", value)
    except Mistyped:
        return None
