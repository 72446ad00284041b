"""Tải MP3 cho loa di động: an approved sound, packed by the renderer, for whoever carries it into the street."""

import hashlib
import re
from pathlib import Path
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from broadcaster import bell
from broadcaster.bulletin import Bulletin
from broadcaster.errors import WrongState
from broadcaster.office import workshop
from broadcaster.people import Right
from broadcaster.store import Chore, ChoreKind, fold
from web.desk import desk, me, needs

LONGEST_NAME = 60

pages_of_mp3 = Blueprint("mp3", __name__)


@pages_of_mp3.post("/ban-tin/<uuid:id>/mp3")
@needs(Right.READ)
def pack(id: UUID) -> ResponseReturnValue:
    """Ask for the MP3; who may, the workshop knows."""
    here = desk()
    workshop.pack_mp3(here.store, me(), id, here.now())
    bell.ring(here.settings.data)
    return redirect(url_for("bulletins.show", id=id, _anchor="mp3"), 303)


@pages_of_mp3.get("/manh/mp3/<uuid:id>")
@needs(Right.READ)
def progress(id: UUID) -> ResponseReturnValue:
    """Whether it is there; once it is, the page around it is loaded anew."""
    chore = packing(desk().store.bulletin(id))
    answer = render_template("bulletins/packing.html")
    return answer, 200, {} if chore is not None and chore.under_way else {"HX-Refresh": "true"}


@pages_of_mp3.get("/ban-tin/<uuid:id>/mp3")
@needs(Right.READ)
def download(id: UUID) -> ResponseReturnValue:
    """The MP3 of exactly the sound that is approved now."""
    if not workshop.may_pack(me()):
        abort(403)
    bulletin = desk().store.bulletin(id)
    path = packed(bulletin)
    if path is None or not bulletin.on_air_ready:
        raise WrongState(f"bulletin {id} has no MP3 of an approved sound")
    return send_file(path, mimetype="audio/mpeg", as_attachment=True, download_name=file_name(bulletin), max_age=0)


def packing(bulletin: Bulletin) -> Chore | None:
    """The newest order to pack the bulletin's sound."""
    if bulletin.rendition is None:
        return None
    return desk().store.newest_chore(ChoreKind.PACK_MP3, bulletin.rendition.sha256)


def packed(bulletin: Bulletin) -> Path | None:
    """The file, if it is there and still what the renderer measured."""
    return _file_of(packing(bulletin))


def _file_of(chore: Chore | None) -> Path | None:
    if chore is None or "file" not in chore.told:
        return None
    path = desk().settings.exports / Path(str(chore.told["file"])).name
    try:
        with path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == chore.told.get("sha256")
    except OSError:
        return None
    return path if same else None


def file_name(bulletin: Bulletin) -> str:
    """The title in plain letters and the day of its approval: no loudspeaker's display chokes on it."""
    title = re.sub(r"[^a-z0-9]+", "-", fold(bulletin.script.title)).strip("-")[:LONGEST_NAME].strip("-")
    day = desk().station.local(bulletin.decision.at).date() if bulletin.decision else desk().today()
    return f"{title or 'ban-tin'}-{day:%Y%m%d}.mp3"


def shown(bulletin: Bulletin) -> dict[str, object]:
    """What the bulletin's page says about its MP3."""
    if not bulletin.on_air_ready or not workshop.may_pack(me()):
        return {"mp3": None}
    chore = packing(bulletin)
    return {"mp3": {"chore": chore, "ready": _file_of(chore) is not None}}
