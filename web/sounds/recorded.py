"""A recording as a bulletin: its title, its words written down, its chimes; handed on and approved like any other."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.bulletin import Bulletin, Kind, Priority, Script, Source, Topic
from broadcaster.errors import BadInput, Conflict, NotFound
from broadcaster.office import newsroom
from broadcaster.people import Right
from broadcaster.recording import Brought, Intake
from web import typed
from web.desk import desk, me, needs
from web.sentences import say
from web.sounds.recording_words import name_of
from web.sounds.recordings import nonce, recorder
from web.typed import under_field
from web.writing.bulletins import typed_raw, typed_script

pages_of_recorded = Blueprint("recorded", __name__)


@pages_of_recorded.get("/ban-ghi/<uuid:id>/ban-tin")
@needs(Right.WRITE)
def new(id: UUID) -> ResponseReturnValue:
    """The form for a bulletin that is this recording."""
    brought = _ready(id)
    script = Script(name_of(brought), Kind.REPORT, Topic.OTHER, Priority.NORMAL, Source(), "")
    return _form(brought, script, 0, None, {})


@pages_of_recorded.post("/ban-ghi/<uuid:id>/ban-tin")
@needs(Right.WRITE)
def create(id: UUID) -> ResponseReturnValue:
    """Keep the new draft."""
    here, brought = desk(), _ready(id)
    try:
        bulletin = newsroom.write(here.store, me(), _as_recording(typed_script(), brought), here.now())
    except BadInput as why:
        return _form(brought, typed_raw(), 0, None, under_field(why), 400)
    flash(say("sound_as_bulletin"), "good")
    return redirect(url_for("bulletins.show", id=bulletin.id), 303)


@pages_of_recorded.get("/ban-tin/<uuid:id>/ban-ghi")
@needs(Right.WRITE)
def edit(id: UUID) -> ResponseReturnValue:
    """The editor of a bulletin that is a recording."""
    bulletin, brought = _of(id)
    return _form(brought, bulletin.script, bulletin.version, bulletin, {})


@pages_of_recorded.post("/ban-tin/<uuid:id>/ban-ghi")
@needs(Right.WRITE)
def save(id: UUID) -> ResponseReturnValue:
    """Keep what was changed; the sound and its approval are void with that, as with every edit."""
    here, version = desk(), typed.whole(request.form.get("version"), 0, 10**6, 0)
    before, brought = _of(id)
    try:
        script = _as_recording(typed_script(), brought)
        if script == before.script and version == before.version:
            flash(say("plain_save"), "good")
            return redirect(url_for("bulletins.show", id=id), 303)
        newsroom.edit(here.store, me(), id, version, script, here.now())
    except BadInput as why:
        return _form(brought, typed_raw(), version, before, under_field(why), 400)
    except Conflict:
        now = here.store.bulletin(id)
        return _form(brought, typed_raw(), now.version, now, {"version": say("sound_theirs")}, 409)
    flash(say("saved" if before.rendition is None else "saved_again"), "good")
    return redirect(url_for("bulletins.show", id=id), 303)


def _as_recording(script: Script, brought: Brought) -> Script:
    assert brought.taken is not None  # _ready and _of said so
    return replace(script, recording=brought.taken.sha256, chimes=bool(request.form.get("chimes")), voice="")


def _ready(id: UUID) -> Brought:
    brought = desk().store.recording(id)
    if brought.state is not Intake.READY or brought.taken is None:
        raise NotFound(f"the recording {id} is not ready")
    return brought


def _of(id: UUID) -> tuple[Bulletin, Brought]:
    """The bulletin and the recording it is; NotFound for one that is read by a voice."""
    bulletin = desk().store.bulletin(id)
    brought = desk().store.recording_of(bulletin.script.recording)
    if brought is None:
        raise NotFound(f"bulletin {id} is no recording")
    return bulletin, brought


def _form(
    brought: Brought, script: Script, version: int, bulletin: Bulletin | None, told: dict[str, str], code: int = 200
) -> ResponseReturnValue:
    chimes = bool(request.form.get("chimes")) if request.method == "POST" else script.chimes
    shown = {"script": script, "version": version, "bulletin": bulletin, "told": told, "chimes": chimes}
    return recorder(
        render_template("recordings/bulletin.html", one=brought, name=name_of(brought), nonce=nonce(), **shown), code
    )
