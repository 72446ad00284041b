"""Từ điển phát âm: the ward's own words and how they are said, taught from the editor or on their own page."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from broadcaster.errors import BadInput, SettingsError
from broadcaster.office import teaching
from broadcaster.people import Right
from broadcaster.vietnamese import DictionaryError, fold
from broadcaster.vietnamese.ward_file import ward_entries
from web import typed
from web.auth import own_page
from web.desk import desk, me, needs
from web.sentences import say
from web.typed import under_field
from web.writing.reading import estimate
from web.writing.script_form import typed_draft, typed_raw

FORGOTTEN = "forgotten"
"""Where the session keeps the word somebody has just taken out, for one look at the page."""

pages_of_words = Blueprint("dictionary", __name__, url_prefix="/tu-dien")


@pages_of_words.get("")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """Every entry of the ward, by what is written."""
    return _page({})


def _page(told: dict[str, str]) -> ResponseReturnValue:
    broken, entries = "", {}
    try:
        entries = ward_entries(desk().settings.pronunciation)
    except DictionaryError as why:
        broken = str(why)
    found = sorted(entries.items(), key=lambda one: (fold(one[0]), one[0]))
    shown = {"entries": found, "broken": broken, "undo": session.pop(FORGOTTEN, None)}
    return render_template("dictionary/page.html", told=told, **shown), 400 if told else 200


@pages_of_words.post("")
@needs(Right.WRITE)
def teach() -> ResponseReturnValue:
    """A new word, or another way to say one."""
    written, said = typed.line(request.form.get("written")), typed.line(request.form.get("said"))
    if told := _taught(written, said):
        return _page(told)
    flash(say("taught", written=written, said=said), "good")
    return redirect(_back(), 303)


@pages_of_words.post("/bo")
@needs(Right.WRITE)
def forget() -> ResponseReturnValue:
    """Take a word out."""
    here, written = desk(), request.form.get("written", "")
    said = _said(written)
    try:
        teaching.forget_word(here.store, here.settings.pronunciation, me(), written, here.now())
    except SettingsError:
        return _page({"written": say("words_broken")})
    session[FORGOTTEN] = [written, said]
    return redirect(url_for("dictionary.page"), 303)


def _said(written: str) -> str:
    """How the ward says a word, "" where it has none."""
    try:
        return ward_entries(desk().settings.pronunciation).get(written, "")
    except DictionaryError:
        return ""


@pages_of_words.post("/hoc")
@needs(Right.WRITE)
def learn() -> ResponseReturnValue:
    """One word out of the editor, whose text is not saved by this and not lost either."""
    here, form, key = desk(), request.form, typed.line(request.args.get("chu"))[:20]
    written, said = typed.line(form.get(f"written-{key}")), typed.line(form.get(f"said-{key}"))
    told = _taught(written, said)
    sentence = next(iter(told.values()), "")
    kept = "" if told else say("taught", written=written, said=said)
    if request.headers.get("HX-Request"):
        shown = {"estimate": estimate(typed_raw()), "not_taught": {key: sentence}, "taught": kept}
        return render_template("bulletins/live.html", **shown)
    if kept:
        flash(kept, "good")
    bulletin = here.store.bulletin(typed.key(form["bulletin"])) if form.get("bulletin") else None
    draft = typed_draft(typed.whole(form.get("version"), 0, 10**6, 0))
    page = render_template("bulletins/edit.html", draft=draft, bulletin=bulletin, not_taught={key: sentence})
    return page, 400 if told else 200


def _taught(written: str, said: str) -> dict[str, str]:
    """Nothing, or the sentence for the field that cannot be taken."""
    here = desk()
    try:
        typed.fits("written", written, 80, least=1)
        typed.fits("said", said, 300, least=1)
        teaching.teach_word(here.store, here.settings.pronunciation, me(), written, said, here.now())
    except BadInput as why:
        return under_field(why)
    except SettingsError:
        return {"written": say("words_broken")}
    return {}


def _back() -> str:
    return own_page(request.form["next"]) if request.form.get("next") else url_for("dictionary.page")
