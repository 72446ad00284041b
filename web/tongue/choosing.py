"""The two links at the door and in the menu: which tongue, and the scripts that go with it."""

from datetime import timedelta
from typing import cast

from flask import Blueprint, Response, abort, redirect, request
from flask.typing import ResponseReturnValue

from web.auth import own_page
from web.desk import PUBLIC, needs
from web.tongue import chosen, scripts
from web.tongue.speaking import COOKIE

KEPT = timedelta(days=365)
A_WEEK = 7 * 24 * 3600

pages_of_tongue = Blueprint("tongue", __name__)


@pages_of_tongue.post("/tieng")
@needs(PUBLIC)
def choose() -> ResponseReturnValue:
    """Speak the chosen tongue from now on, on this browser, and go back to the page."""
    wanted = request.form.get("tieng", "")
    answer = cast(Response, redirect(own_page(request.form.get("next")), 303))
    answer.set_cookie(
        COOKIE,
        wanted if wanted in chosen.TONGUES else chosen.SOURCE,
        max_age=KEPT,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )
    return answer


@pages_of_tongue.get("/tieng/<tongue>/<name>")
@needs(PUBLIC)
def script(tongue: str, name: str) -> ResponseReturnValue:
    """A script of the desk in another tongue."""
    if tongue not in chosen.TONGUES or tongue == chosen.SOURCE or name not in scripts.names():
        abort(404)
    answer = Response(scripts.script(tongue, name), mimetype="text/javascript")
    answer.cache_control.public, answer.cache_control.max_age = True, A_WEEK
    return answer
