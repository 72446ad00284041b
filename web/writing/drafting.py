"""While somebody writes: what is typed is kept, and a text comes in out of a Word, PDF or text file."""

from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from broadcaster import scripts
from broadcaster.bulletin import Source
from broadcaster.directives import DocumentError, read, take_in
from broadcaster.office import writing
from broadcaster.people import Right
from broadcaster.store import SourceDocument
from web import typed
from web.desk import desk, me, needs, takes
from web.duties.campaign_words import REFUSAL
from web.formats import clock, number
from web.sentences import say
from web.timetable import soon
from web.undoing import offer
from web.words import LEGACY
from web.writing.script_form import EMPTY, FIELDS, Draft, title_from

LARGEST = 20_000_000
"""Bytes of a document; the reader of documents takes no larger one."""

pages_of_drafting = Blueprint("drafting", __name__, url_prefix="/ban-tin")


@dataclass(frozen=True, slots=True)
class Brought:
    """What a document gives the editor."""

    title: str
    text: str
    number: str
    issued: str
    issuer: str
    source: str
    document: str
    said: str


@pages_of_drafting.post("/tu-luu")
@needs(Right.WRITE)
def keep() -> ResponseReturnValue:
    """What stands in the form, kept for its writer alone; the bulletin itself stays as it is."""
    here, form = desk(), request.form
    place = _place(form.get("bulletin"))
    version = typed.whole(form.get("version"), 0, 10**6, 0)
    fields = {name: typed.prose(form[name]) for name in FIELDS if name in form}
    current = writing.keep(here.store, me(), place, version, fields, here.now())
    said = say("kept_at" if current else "kept_beside", clock=clock(here.now(), here.station.timezone))
    return jsonify(said=said, current=current)


@pages_of_drafting.post("/bo-ban-do")
@needs(Right.WRITE)
def drop() -> ResponseReturnValue:
    """The unfinished writing is not wanted any more; it is kept aside, and offered back."""
    here, place = desk(), _place(request.form.get("bulletin"))
    if writing.put_aside(here.store, me(), place, here.now()):
        _offer_back(say("unsaved_dropped"), place)
    return _to_editor(place)


@pages_of_drafting.post("/lay-lai-ban-do")
@needs(Right.WRITE)
def take_up_again() -> ResponseReturnValue:
    """It is wanted after all: into the editor with it. What was written there since is put aside in its turn."""
    here, place = desk(), _place(request.form.get("bulletin"))
    swapped = writing.take_up_again(here.store, me(), place, here.now())
    if swapped is None:
        flash(say("unsaved_gone"), "warn")
        return _to_editor(place)
    if swapped:
        _offer_back(say("unsaved_swapped"), place)
    return _to_editor(place, **{"viet-tiep": 1})


def _offer_back(said: str, place: str) -> None:
    offer(said, url_for("drafting.take_up_again"), bulletin=str(_id(place) or ""))


def _to_editor(place: str, **more: Any) -> ResponseReturnValue:
    return redirect(url_for("bulletins.new" if place == writing.NEW else "bulletins.edit", id=_id(place), **more), 303)


@pages_of_drafting.post("/tu-tep")
@needs(Right.WRITE)
@takes(LARGEST + 200_000)
def bring() -> ResponseReturnValue:
    """The text of a document, with its number, day and issuer; the document itself is kept (R17)."""
    wants_data = request.headers.get("X-Requested-With") == "fetch"
    try:
        brought = _brought(request.files.get("file"))
    except typed.Mistyped as why:
        if wants_data:
            return jsonify(told=str(why)), 400
        flash(str(why), "bad")
        return redirect(url_for("bulletins.new"), 303)
    if wants_data:
        return jsonify(asdict(brought))
    flash(brought.said, "good")
    aim = soon.tomorrow(desk()) if me().may(Right.SCHEDULE) else None
    return render_template("bulletins/edit.html", draft=_draft(brought), bulletin=None, left=None, aim=aim)


@pages_of_drafting.get("/<uuid:id>/van-ban/<uuid:document>")
@needs(Right.READ)
def document(id: UUID, document: UUID) -> ResponseReturnValue:
    """A document as it was taken in, with the hash of its original."""
    store = desk().store
    return render_template("bulletins/document.html", bulletin=store.bulletin(id), one=store.document(document))


def _brought(file: FileStorage | None) -> Brought:
    if file is None or not file.filename:
        raise typed.Mistyped("file", say("document_no_file"))
    try:
        taken = take_in(file.stream.read(LARGEST + 1), file.filename)
    except DocumentError as why:
        raise typed.Mistyped("file", REFUSAL[why.code]) from why
    here = desk()
    kept = writing.bring_document(here.store, me(), taken, here.now())
    return _filled(kept)


def _filled(kept: SourceDocument) -> Brought:
    """An official document gives its number, day, issuer and subject; any other only its text."""
    found, text = read(kept.text, kept.sha256), typed.prose(kept.text)
    short = text[: scripts.TEXT_LONGEST]
    most, length = (number(figure, 0) for figure in (scripts.TEXT_LONGEST, len(text)))
    said = say("document_cut" if len(text) > len(short) else "document_taken", name=kept.name, most=most, length=length)
    if kept.legacy:
        said += " " + say("document_old_letters", legacy=LEGACY.get(kept.legacy, kept.legacy))
    subject = found.title.value if found.number and found.title else ""
    return Brought(
        title=title_from(subject or ("" if found.number else text)),
        text=short,
        number=found.number.value if found.number else "",
        issued=found.issued.value.isoformat() if found.number and found.issued else "",
        issuer=found.issuer.value if found.number and found.issuer else "",
        source=subject[: scripts.SOURCE_LONGEST],
        document=str(kept.id),
        said=said,
    )


def _draft(brought: Brought) -> Draft:
    source = Source(brought.number, typed.day("issued", brought.issued), brought.issuer, brought.source)
    return Draft(replace(EMPTY, title=brought.title, text=brought.text, source=source), 0, brought.document)


def _place(value: str | None) -> str:
    return str(typed.key(value)) if value else writing.NEW


def _id(place: str) -> UUID | None:
    return None if place == writing.NEW else UUID(place)
