"""Giọng đọc: the voices of the station, how each sounds, and voice packs that come and go. The administrator's page.

An uploaded pack is only put aside here; the renderer opens it, lets it speak and installs it.
"""

import errno
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from broadcaster import bell
from broadcaster.errors import BadInput, WrongState
from broadcaster.office import workshop
from broadcaster.people import Right
from broadcaster.store import Chore, ChoreKind, JobState, VoiceRest
from broadcaster.voices import packs as voice_packs
from broadcaster.voices.packs import Pack, PackFault
from web import typed
from web.desk import desk, me, needs, takes
from web.sentences import say
from web.sounds.voice_words import PACK_FAULT, PACK_SILENT, spec_of, trouble, voice_name
from web.tongue.tables import said

LARGEST_PACK = 160_000_000
"""Bytes of an upload; larger packs are installed at the machine itself, with `broadcaster voice add`."""

REMEMBERED = 3
"""Packs of which the page still says how their installing ended."""

pages_of_voices = Blueprint("voices", __name__, url_prefix="/giong-doc")


@dataclass(frozen=True, slots=True)
class Shown:
    """One voice on the page: `spec` names it in scripts, `trial` is the newest order to hear it."""

    spec: str
    trial: Chore | None
    rest: VoiceRest | None = None
    pack: Pack | None = None
    in_order: bool = False

    @property
    def why_not(self) -> str:
        """Why the trial did not come about."""
        if self.trial is None or self.trial.state is not JobState.FAILED:
            return ""
        said = trouble(self.trial.error.partition(": ")[2] or self.trial.error)
        return f"{said[0].upper()}{said[1:]}."


@pages_of_voices.get("")
@needs(Right.MANAGE)
def page() -> ResponseReturnValue:
    """Every voice, and the form for one more."""
    return _page({})


def _page(told: dict[str, str]) -> ResponseReturnValue:
    return render_template("voices/page.html", told=told, largest=LARGEST_PACK, **_shown()), 400 if told else 200


@pages_of_voices.get("/manh")
@needs(Right.MANAGE)
def fragment() -> ResponseReturnValue:
    """The voices alone, asked for again and again while one is being tried or installed."""
    return render_template("voices/voices.html", **_shown())


@pages_of_voices.post("/nghe-thu")
@needs(Right.MANAGE)
def try_one() -> ResponseReturnValue:
    """Let a voice say the trial sentence."""
    here, voice = desk(), typed.line(request.form.get("voice"))[:200]
    try:
        workshop.try_voice(here.store, here.settings, me(), voice, here.now())
    except BadInput:
        flash(say("no_such_voice"), "bad")
        return redirect(url_for("voices.page"), 303)
    bell.ring(here.settings.data)
    flash(say("voice_asked", name=voice_name(voice)), "good")
    return redirect(url_for("voices.page"), 303)


@pages_of_voices.get("/thu/<uuid:id>.wav")
@needs(Right.MANAGE)
def trial(id: UUID) -> ResponseReturnValue:
    """What a voice said."""
    here = desk()
    chore = here.store.chore(id)
    path = here.settings.voice_trials / f"{id}.wav"
    if chore.kind is not ChoreKind.TRY_VOICE or chore.state is not JobState.DONE or not path.is_file():
        abort(404)
    return send_file(path, mimetype="audio/wav", conditional=True, max_age=0)


@pages_of_voices.post("/cai")
@needs(Right.MANAGE)
@takes(LARGEST_PACK + 1_000_000)
def add() -> ResponseReturnValue:
    """Put an uploaded pack aside and ask the renderer to install it."""
    here, given = desk(), request.files.get("file")
    if given is None or not given.filename:
        return _page({"file": say("voice_no_file")})
    title = typed.line(Path(given.filename.replace("\\", "/")).name)[:200] or "giong.zip"
    upload = here.settings.voice_uploads / f"{uuid4()}.zip"
    try:
        _put_aside(given, upload)
        name, sha256 = typed.line(request.form.get("voice-name")), typed.line(request.form.get("sha256"))
        workshop.add_voice(here.store, me(), upload, title, name, sha256, here.now())
    except OSError as why:
        upload.unlink(missing_ok=True)
        if why.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        return _page({"file": say("voice_no_room")})
    except BadInput as why:
        upload.unlink(missing_ok=True)
        return _page({why.field: say("voice_bad_hash" if why.field == "sha256" else "voice_bad_name")})
    bell.ring(here.settings.data)
    flash(say("voice_adding", title=title), "good")
    return redirect(url_for("voices.page"), 303)


@pages_of_voices.post("/go")
@needs(Right.MANAGE)
def remove() -> ResponseReturnValue:
    """Take an installed voice away."""
    here, name = desk(), typed.line(request.form.get("voice-name"))[:100]
    try:
        workshop.remove_voice(here.store, here.settings, me(), name, here.now())
    except WrongState:
        flash(say("voice_in_order", name=name), "bad")
        return redirect(url_for("voices.page"), 303)
    flash(say("voice_removed", name=name), "good")
    return redirect(url_for("voices.page"), 303)


def _put_aside(given: FileStorage, upload: Path) -> None:
    upload.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        given.save(upload)
    finally:
        given.close()


def _shown() -> dict[str, object]:
    """The station's order, what is installed besides, and how the last packs came in."""
    here = desk()
    rests, trials = here.store.voice_rests(here.now()), here.store.newest_chores(ChoreKind.TRY_VOICE)
    packs = {f"piper:{pack.name}": pack for pack in voice_packs.installed(here.settings.voice_packs)}
    order = [spec_of(voice) for voice in here.settings.voices]

    def shown(spec: str) -> Shown:
        rest = rests.get(spec.partition(":")[0])
        return Shown(spec, trials.get(spec), rest, packs.get(spec), spec in order)

    besides = [spec for spec in [*packs, "espeak:vi"] if spec not in order]
    added = list(here.store.newest_chores(ChoreKind.ADD_VOICE).values())[:REMEMBERED]
    busy = any(one.under_way for one in [*trials.values(), *added])
    return {
        "order": [shown(spec) for spec in order],
        "besides": [shown(spec) for spec in besides],
        "added": [(one, _why_refused(one)) for one in added],
        "busy": busy,
    }


def _why_refused(chore: Chore) -> str:
    """Why a pack was not installed, in a sentence."""
    if chore.state is not JobState.FAILED:
        return ""
    fault = chore.told.get("fault", "")
    if fault in tuple(PackFault):
        return PACK_FAULT[PackFault(fault)]
    engine, _, message = chore.error.partition(": ")
    return said(PACK_SILENT).format(why=trouble(message or engine))
