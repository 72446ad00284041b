"""Nghe câu này: one sentence of a text is heard while it is written; the renderer says it, the desk hands it over."""

from uuid import UUID

from flask import Blueprint, abort, jsonify, request, send_file, url_for
from flask.typing import ResponseReturnValue

from broadcaster.errors import BadInput, WrongState
from broadcaster.office import workshop
from broadcaster.people import Right
from broadcaster.store import Chore, ChoreKind, JobState
from web import typed
from web.desk import desk, me, needs
from web.sentences import say
from web.sounds.voice_words import failure

pages_of_hearing = Blueprint("hearing", __name__, url_prefix="/ban-tin/nghe-cau")


@pages_of_hearing.post("")
@needs(Right.WRITE)
def ask() -> ResponseReturnValue:
    """Have it said; the answer names the place to look for it."""
    here, form = desk(), request.form
    text, voice = typed.prose(form.get("text", "")), typed.line(form.get("voice"))[:200]
    try:
        id = workshop.say_sentence(here.store, here.settings, me(), text, voice, here.now())
    except BadInput:
        return jsonify(told=say("sentence_too_long")), 400
    except WrongState:
        return jsonify(told=say("sentence_wait")), 429
    return jsonify(_state(here.store.chore(id)) | {"look": url_for("hearing.look", id=id)})


@pages_of_hearing.get("/<uuid:id>")
@needs(Right.WRITE)
def look(id: UUID) -> ResponseReturnValue:
    """Whether it can be heard yet."""
    return jsonify(_state(_sentence(id)))


@pages_of_hearing.get("/<uuid:id>.wav")
@needs(Right.WRITE)
def sound(id: UUID) -> ResponseReturnValue:
    """The sentence."""
    path = desk().settings.voice_trials / f"{_sentence(id).id}.wav"
    if not path.is_file():
        abort(404)
    return send_file(path, mimetype="audio/wav", conditional=True, max_age=3600)


def _sentence(id: UUID) -> Chore:
    chore = desk().store.chore(id)
    if chore.kind is not ChoreKind.SAY_SENTENCE:
        abort(404)
    return chore


def _state(chore: Chore) -> dict[str, str]:
    """`sound` once it is there, `told` where it could not be made."""
    if chore.state is JobState.DONE:
        return {"sound": url_for("hearing.sound", id=chore.id)}
    return {} if chore.under_way else {"told": failure(chore.error)}
