"""Error pages: a Vietnamese sentence with what to do next, and never a trace."""

import logging

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from broadcaster import errors
from web.refusal_words import HTTP
from web.sounds.recording_words import refusal
from web.words import error_sentence

log = logging.getLogger(__name__)

STATUS: dict[type[errors.BroadcasterError], int] = {
    errors.NotAllowed: 403,
    errors.NotFound: 404,
    errors.WrongState: 409,
    errors.Conflict: 409,
    errors.BadInput: 400,
    errors.StoreBusy: 503,
    errors.RecordingRefused: 400,
    errors.DiskFull: 507,
}


def install(app: Flask) -> None:
    """One door for everything that can go wrong."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _http)
    app.register_error_handler(errors.BroadcasterError, _refused)
    app.register_error_handler(Exception, _defect)


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if error.response is not None or code < 400:
        return error.get_response()
    return show(code if code in HTTP else 400 if code < 500 else 500, code)


def _refused(error: errors.BroadcasterError) -> ResponseReturnValue:
    code = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)
    if code == 500:
        log.error("%s %s: %s", request.method, request.path, error)
    sentence = refusal(error.code) if isinstance(error, errors.RecordingRefused) else error_sentence(error)
    return show(code if code in HTTP else 500, code, sentence)


def _defect(error: Exception) -> ResponseReturnValue:
    log.error("%s %s", request.method, request.path, exc_info=error)
    return show(500, 500)


def show(known: int, code: int, sentence: str = "") -> ResponseReturnValue:
    """The page of one error; a fragment gets only its sentence, so that it fits where it is swapped in."""
    title, usual = HTTP[known]
    if request.headers.get("HX-Request"):
        return render_template("errors/fragment.html", sentence=sentence or usual), code
    return render_template("errors/page.html", title=title, sentence=sentence or usual, code=code), code
