"""Cài đặt: everybody reads how the station is set; who manages it changes it, safely, and can take a change back."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster import bell
from broadcaster.errors import Conflict, NotFound, SettingsError, WrongState
from broadcaster.office import adjusting, workshop
from broadcaster.people import Right
from broadcaster.settings import Settings, history
from broadcaster.settings.station import profiles
from broadcaster.settings.writing import Written, version
from web import typed
from web.desk import desk, me, needs
from web.house import settings_beside, settings_choices, settings_form, sound_test, takeout
from web.house.settings_field_words import Form, Section
from web.house.settings_form import ROWS, Typed
from web.house.settings_words import SECTIONS, WHEN, label
from web.sentences import say
from web.words import WEEKDAY_SHORT

pages_of_settings = Blueprint("settings", __name__, url_prefix="/cai-dat")

MORE_VOICES = 4
"""Places in the order of voices."""


@pages_of_settings.get("")
@needs(Right.READ)
def page() -> ResponseReturnValue:
    """Every section in a line, and who changed what."""
    here = desk()
    shown = {"kept": history.former(here.settings.data)[:10], "taken": settings_choices.taken()}
    return render_template("settings/overview.html", sections=SECTIONS, label=label, **shown)


@pages_of_settings.get("/<section>")
@needs(Right.READ)
def show(section: str) -> ResponseReturnValue:
    """One section."""
    found, here = _section(section), desk()
    seen = version(here.settings.folder)  # before the values: what is newer than its version is refused, never lost
    return _form(section, found, settings_form.values(here.settings, found), _rows(section), {}, seen=seen)


@pages_of_settings.post("/<section>")
@needs(Right.MANAGE)
def save(section: str) -> ResponseReturnValue:
    """Keep what was typed, if the whole is still fit; whoever was slower sees what the other has changed."""
    here, found, form = desk(), _section(section), request.form
    given = settings_form.typed_in(found, form)
    if section in ROWS:
        listed = settings_form.typed_rows(here.settings, ROWS[section], form)
        given = Typed(given.changes | listed.changes, given.wrong | listed.wrong)
    now = settings_form.values(here.settings, found)
    again = settings_form.as_typed(found, form, now)
    seen, rows = typed.line(form.get("ban")), settings_beside.rows(ROWS[section], form) if section in ROWS else []
    if given.wrong:
        return _form(section, found, again, rows, given.wrong, seen=seen, code=400)
    try:
        written = adjusting.adjust(here.store, here.settings, me(), seen, _other(here.settings, given), here.now())
    except SettingsError as why:
        wrong = settings_beside.under_rows(settings_form.told(why, found.fields), ROWS.get(section, ""), rows)
        return _form(section, found, again, rows, wrong, seen=seen, code=400)
    except Conflict:
        return _both(section, found, again, rows)
    except OSError as why:
        current_app.logger.error("the settings cannot be written: %s", why)
        return _form(section, found, again, rows, {"": say("settings_unwritable")}, seen=seen, code=507)
    return _done(written, url_for("settings.show", section=section))


@pages_of_settings.get("/lich-su/<key>")
@needs(Right.MANAGE)
def former(key: str) -> ResponseReturnValue:
    """What a change changed, line by line, and the way back before it."""
    here = desk()
    kept = history.former(here.settings.data)
    at = next((number for number, one in enumerate(kept) if one.id == key), None)
    if at is None:
        raise NotFound(f"no former settings {key!r}")
    before = history.text_of(here.settings.data, key)
    current = (here.settings.folder / "station.toml").read_text(encoding="utf-8")
    after = history.text_of(here.settings.data, kept[at - 1].id) if at else current
    lines = history.difference(before, after)
    seen = version(here.settings.folder)
    return render_template(
        "settings/former.html", one=kept[at], lines=lines, seen=seen, label=label, same=before == current
    )


@pages_of_settings.post("/lich-su/<key>")
@needs(Right.MANAGE)
def put_back(key: str) -> ResponseReturnValue:
    """Let the settings be again what they were before that change."""
    here = desk()
    try:
        seen = typed.line(request.form.get("ban"))
        written = adjusting.go_back(here.store, here.settings, me(), seen, key, here.now())
    except SettingsError as why:
        flash(say("settings_no_longer_fit", why=why.faults[0]), "bad")
        return redirect(url_for("settings.page"), 303)
    return _done(written, url_for("settings.page"))


@pages_of_settings.post("/sao-luu/ngay")
@needs(Right.MANAGE)
def back_up() -> ResponseReturnValue:
    """A backup now; it goes on while the page is left."""
    here = desk()
    try:
        workshop.take_backup(here.store, here.settings, me(), here.now())
    except WrongState:
        flash(say("backup_no_folder"), "bad")
    else:
        bell.ring(here.settings.data)
    return redirect(url_for("settings.show", section="sao-luu"), 303)


@pages_of_settings.get("/sao-luu/manh")
@needs(Right.READ)
def backup_fragment() -> ResponseReturnValue:
    """How the newest backup stands."""
    return render_template("settings/backup.html", **settings_choices.backup())


def _done(written: Written, address: str) -> ResponseReturnValue:
    """The desk goes by the new settings at once; the other parts look for themselves."""
    if written.changed:
        current_app.extensions["desk"] = replace(desk(), settings=written.settings)
        flash(say("settings_kept"), "good")
    else:
        flash(say("settings_same"), "good")
    return redirect(address, 303)


def _other(settings: Settings, given: Typed) -> dict[str, Any]:
    """Only what says something else than now: a default that stays needs no line in the file."""
    tables = settings_form.raw(settings)
    found = {}
    for key, value in given.changes.items():
        name, _, inner = key.partition(".")
        written = tables.get(name, {}).get(inner) if inner else None
        default = settings_form._plain(settings.origins[key][0]) if inner and key in settings.origins else None
        if (written if written is not None else default) != value:
            found[key] = value
    return found


def _section(name: str) -> Section:
    found = settings_form.section_of(name)
    if found is None:
        raise NotFound(f"no settings {name!r}")
    return found


def _rows(section: str) -> list[dict[str, Any]]:
    return settings_form.rows(desk().settings, ROWS[section]) if section in ROWS else []


def _both(name: str, section: Section, again: dict[str, Any], rows: list[dict[str, Any]]) -> ResponseReturnValue:
    """What was typed, and beside it what is in force since somebody else was quicker."""
    here = desk()
    seen = version(here.settings.folder)
    now = settings_form.values(here.settings, section)
    theirs = settings_beside.fields(section, now, again)
    if name in ROWS:
        rows = settings_beside.beside(ROWS[name], rows, _rows(name), here.station)
    return _form(name, section, again, rows, {}, seen=seen, theirs=theirs, code=409)


def _form(
    name: str,
    section: Section,
    now: dict[str, Any],
    rows: list[dict[str, Any]],
    wrong: dict[str, str],
    *,
    seen: str,
    theirs: dict[str, Any] | None = None,
    code: int = 200,
) -> ResponseReturnValue:
    """The page of a section; `theirs` is what somebody else has put in force meanwhile.

    `seen` is the version that the page was opened with. A refusal does not move it: else the next press would
    overwrite what somebody else has changed since, without ever having shown it.
    """
    here = desk()
    more: dict[str, Any] = {"profiles": profiles(here.settings.folder), "weekdays": WEEKDAY_SHORT}
    if name == "giong":
        more["voices"] = settings_choices.voices(list(now.get("voice-order", [])))
        more["places"] = MORE_VOICES
    if name == "sao-luu":
        more |= settings_choices.backup() | takeout.shown()
    if name == "loa":
        more |= {"devices": settings_choices.devices(), "test": here.store.sound_test()} | sound_test.words()
    shown = {"now": now, "rows": rows, "told": wrong, "theirs": theirs, "taken": settings_choices.taken()}
    page = render_template(
        "settings/section.html",
        name=name,
        section=section,
        choices=lambda one: settings_choices.choices(one, now),
        when=WHEN[section.when],
        seen=seen,
        Form=Form,
        **shown,
        **more,
    )
    return page, code
