"""Xuất toàn bộ dữ liệu: everything in open forms, asked for by the administrator, made by the renderer."""

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from broadcaster import bell
from broadcaster.errors import WrongState
from broadcaster.office import workshop
from broadcaster.people import Right
from broadcaster.store import ChoreKind
from web.desk import desk, me, needs
from web.house.takeout_words import hindrance
from web.sentences import say

pages_of_takeout = Blueprint("takeout", __name__, url_prefix="/cai-dat/sao-luu/xuat")


@pages_of_takeout.post("")
@needs(Right.MANAGE)
def ask() -> ResponseReturnValue:
    """Take everything out now; it goes on while the page is left. Who comes second sees the first one's."""
    here = desk()
    workshop.take_out(here.store, me(), here.now())
    bell.ring(here.settings.data)
    return redirect(_page(), 303)


@pages_of_takeout.get("/manh")
@needs(Right.MANAGE)
def fragment() -> ResponseReturnValue:
    """How far it is, and the finished file at the end."""
    return render_template("settings/takeout.html", **shown())


@pages_of_takeout.get("/tep")
@needs(Right.MANAGE)
def fetch() -> ResponseReturnValue:
    """The zip, in pieces as it lies on the disk; a download that broke off goes on where it stopped."""
    here = desk()
    goes_on = request.method == "HEAD" or _first_byte() > 0
    try:
        path = workshop.fetch_export(here.store, here.settings, me(), here.now(), anew=not goes_on)
    except WrongState:
        flash(say("export_gone"), "warn")
        return redirect(_page(), 303)
    sent: Response = send_file(
        path, mimetype="application/zip", as_attachment=True, download_name=path.name, conditional=True, max_age=0
    )
    sent.headers["Cache-Control"] = "no-store"
    return sent


def shown() -> dict[str, object]:
    """The newest export: under way, failed and why, there to be fetched until when, or put beside the backups."""
    here = desk()
    chore = here.store.newest_chore(ChoreKind.TAKE_OUT, "export")
    found: dict[str, object] = {"taking": chore}
    if chore is None or chore.under_way:
        return found
    found["hindered"] = hindrance(chore.told.get("fault", "")) if "file" not in chore.told else ""
    found["fetchable"] = workshop.taken_out(here.store, here.settings, here.now()) is not None
    found["until"] = chore.updated + workshop.EXPORT_KEPT
    return found


def _first_byte() -> int:
    """Where the wanted part begins, 0 for the whole."""
    return request.range.ranges[0][0] or 0 if request.range and request.range.ranges else 0


def _page() -> str:
    return url_for("settings.show", section="sao-luu", _anchor="xuat")
