"""Nhạc hiệu và bản ghi âm: the library of sounds on the desk. Sounds come in piece by piece and are never played as
they came; the renderer makes our own WAV of each, and only that is heard here.
"""

import re
import secrets
from io import BytesIO
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue

from broadcaster import bell
from broadcaster.errors import BadInput, RecordingRefused
from broadcaster.office import library
from broadcaster.people import Right
from broadcaster.recording import ENDINGS, LARGEST, LONGEST, NO_CHIME, Intake, Place, Purpose
from web import typed
from web.desk import desk, me, needs
from web.sentences import say
from web.sounds import recording_words, removing
from web.sounds.recording_words import name_of, refusal

PIECE = 1_000_000
"""Bytes a browser sends at a time: under the limit of every form, so that nobody can send more unasked."""

PER_PAGE = 20
_SHA256 = re.compile(r"[0-9a-f]{64}")

pages_of_recordings = Blueprint("recordings", __name__)


@pages_of_recordings.get("/ban-ghi")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """The library, what is on its way into it, and the station's chimes."""
    return _page({})


@pages_of_recordings.post("/ban-ghi")
@needs(Right.WRITE)
def bring() -> ResponseReturnValue:
    """A small sound in one go, for a browser without scripts; larger ones come in pieces."""
    here, file = desk(), request.files.get("file")
    if file is None or not file.filename:
        return _page({"file": say("sound_no_file")}, 400)
    content = BytesIO(file.stream.read())
    try:
        brought = library.bring(
            here.store, here.settings, me(), _purpose(), _name(file.filename), file.filename, content, here.now()
        )
    except RecordingRefused as why:
        return _page({"file": refusal(why.code)}, 400)
    except BadInput:
        return _page({"name": say("sound_bad_name")}, 400)
    bell.ring(here.settings.data)
    flash(say("sound_brought", name=brought.name), "good")
    return redirect(url_for("recordings.page", _anchor=f"r-{brought.id}"), 303)


@pages_of_recordings.post("/ban-ghi/gui")
@needs(Right.WRITE)
def begin() -> ResponseReturnValue:
    """A sound is going to come in pieces: where they go, and how large each may be."""
    here, form = desk(), request.form
    given = typed.line(form.get("given"))[:300]
    size = typed.whole(form.get("size"), 0, 10**9 - 1, LARGEST + 1)
    try:
        brought = library.begin(here.store, here.settings, me(), _purpose(), _name(given), given, size, here.now())
    except BadInput:
        return _refused(say("sound_bad_name"))
    where = {"piece": url_for("recordings.piece", id=brought.id), "finish": url_for("recordings.finish", id=brought.id)}
    return jsonify(where | {"most": PIECE})


@pages_of_recordings.post("/ban-ghi/<uuid:id>/phan")
@needs(Right.WRITE)
def piece(id: UUID) -> ResponseReturnValue:
    """The next bytes of it; answers how many are here."""
    here = desk()
    offset = typed.whole(request.args.get("tu"), 0, LARGEST, 0)
    there = library.take_piece(
        here.store, here.settings, me(), id, offset, BytesIO(request.get_data(cache=False)), here.now()
    )
    return jsonify({"received": there})


@pages_of_recordings.post("/ban-ghi/<uuid:id>/xong")
@needs(Right.WRITE)
def finish(id: UUID) -> ResponseReturnValue:
    """All of it is here; where its card is to be seen."""
    here = desk()
    brought = library.finish(here.store, here.settings, me(), id, here.now())
    bell.ring(here.settings.data)
    flash(say("sound_brought", name=brought.name), "good")
    return jsonify({"show": url_for("recordings.page", _anchor=f"r-{id}")})


@pages_of_recordings.get("/manh/ban-ghi/<uuid:id>")
@needs(Right.READ)
def card(id: UUID) -> ResponseReturnValue:
    """One sound's card while it is being worked on, and the finished one at the end."""
    here = desk()
    brought = here.store.recording(id)
    if brought.state is Intake.WAITING:
        bell.ring(here.settings.data)
    return render_template("recordings/card.html", one=brought, **_shown())


@pages_of_recordings.post("/ban-ghi/<uuid:id>/ten")
@needs(Right.WRITE)
def rename(id: UUID) -> ResponseReturnValue:
    """Another name for people to call it by."""
    here = desk()
    try:
        renamed = library.rename(here.store, me(), id, typed.line(request.form.get("name")), here.now())
    except BadInput:
        return _page({"name": say("sound_bad_name")}, 400)
    flash(say("sound_renamed", name=renamed.name), "good")
    return redirect(url_for("recordings.page", _anchor=f"r-{id}"), 303)


@pages_of_recordings.get("/ban-ghi/<sha256>.wav")
@needs(Right.READ)
def listen(sha256: str) -> ResponseReturnValue:
    """Our own WAV of a sound; what was brought itself is never sent to anybody."""
    here = desk()
    found = here.store.recording_of(sha256) if _SHA256.fullmatch(sha256) else None
    path = here.settings.recordings / f"{sha256}.wav"
    if found is None or not path.is_file():
        abort(404)
    return send_file(path, mimetype="audio/wav", conditional=True, etag=sha256, max_age=0)


@pages_of_recordings.post("/ban-ghi/nhac-hieu")
@needs(Right.READ)
def choose() -> ResponseReturnValue:
    """Which chimes the station has; who may choose them, the library knows."""
    here = desk()
    chosen = {place: request.form[place.value] for place in Place if place.value in request.form}
    changed = library.choose_chimes(here.store, me(), chosen, here.now())
    flash(say("sound_chosen" if changed else "sound_not_changed"), "good")
    return redirect(url_for("recordings.page", _anchor="chimes"), 303)


def _purpose() -> Purpose:
    wanted = request.form.get("purpose", "")
    return Purpose(wanted) if wanted in tuple(Purpose) else Purpose.BULLETIN


def _name(given: str) -> str:
    """The name somebody typed, or the file's without its ending."""
    bare = typed.line(given.replace("\\", "/").rpartition("/")[2])
    stem = bare.rpartition(".")[0] or bare
    return typed.line(request.form.get("name")) or stem[: library.LONGEST_NAME]


def _page(told: dict[str, str], code: int = 200) -> ResponseReturnValue:
    here = desk()
    number = typed.whole(request.args.get("trang"), 1, 10_000, 1)
    search = typed.line(request.args.get("tim"))[:100]
    found = here.store.recordings(Purpose.BULLETIN, search, PER_PAGE + 1, (number - 1) * PER_PAGE)
    chimes = here.store.recordings(Purpose.CHIME)
    shown = {"recordings": found[:PER_PAGE], "more": len(found) > PER_PAGE, "number": number, "search": search}
    ready = [one for one in chimes if one.state is Intake.READY]
    page = render_template(
        "recordings/page.html",
        chimes=chimes,
        ready_chimes=ready,
        told=told,
        **shown,
        **_shown(),
        **removing.shown(),
        in_file=_in_file(),
    )
    return recorder(page, code)


def _in_file() -> dict[Place, str]:
    """What the settings file says of each place: the name of its chime, "" for none."""
    sound = desk().settings.sound
    paths = {Place.OPENING: sound.opening_chime, Place.CLOSING: sound.closing_chime}
    return {
        place: "" if path is None else recording_words.SHIPPED.get(path.stem, path.stem)
        for place, path in paths.items()
    }


def _shown() -> dict[str, object]:
    choices = desk().store.choices()
    return {
        "said": recording_words,
        "Intake": Intake,
        "Place": Place,
        "Purpose": Purpose,
        "NO_CHIME": NO_CHIME,
        "name_of": name_of,
        "chosen": {place: choices.get(place.value, ("", "")) for place in Place},
        "may_choose": library.may_choose_chimes(me()),
        "longest_seconds": int(LONGEST.total_seconds()),
        "largest": LARGEST,
        "endings": ",".join(f".{ending}" for ending in ENDINGS),
        "nonce": nonce(),
    }


def nonce() -> str:
    """The word by which this page's own style sheet of the waveform is known to be ours."""
    if "style_nonce" not in g:
        g.style_nonce = secrets.token_urlsafe(16)
    return str(g.style_nonce)


def recorder(page: str, code: int = 200) -> Response:
    """A page that draws waveforms and may use the microphone, which no other page of the desk may."""
    from web import HEADERS, POLICY

    answer = make_response(page, code)
    policy = POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce()}'")
    answer.headers["Content-Security-Policy"] = policy.replace("media-src 'self'", "media-src 'self' blob:")
    answer.headers["Permissions-Policy"] = HEADERS["Permissions-Policy"].replace("microphone=()", "microphone=(self)")
    return answer


def _refused(sentence: str) -> ResponseReturnValue:
    return render_template("errors/fragment.html", sentence=sentence), 400
