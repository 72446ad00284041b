"""What every template may use: the station, the person, words and formats, and addresses of versioned assets."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, url_for
from flask_login import current_user

from broadcaster.bulletin import Kind, Priority, Source, Status, Topic
from broadcaster.people import Person, Right, Role
from broadcaster.spoken import filled
from web import formats, sentences, words
from web.desk import desk
from web.duties import campaigns
from web.records import deeds
from web.sounds import voice_words
from web.writing import fallback

STATIC = Path(__file__).parent / "static"


def install(app: Flask) -> None:
    """Give the templates their filters and what they always need."""
    zone = app.extensions["desk"].station.timezone
    app.jinja_env.filters.update(
        day=formats.day,
        day_name=lambda value: formats.day_name(value, desk().today()),
        clock=lambda value: formats.clock(value, zone),
        clock_seconds=lambda value: formats.clock_seconds(value, zone),
        moment=lambda value: formats.moment(value, zone),
        lasts=formats.length,
        counter=formats.counter,
        number=formats.number,
        minutes=formats.minutes,
        fault_sentence=words.fault_sentence,
        deed_detail=lambda deed: deeds.detail(deed, desk().station),
        said=lambda script: filled(script.text, script, app.extensions["desk"].settings),
        source=_source,
        why_fallback=fallback.why_fallback,
        voice_name=voice_words.voice_name,
        voice_place=voice_words.voice_place,
        why_no_sound=voice_words.failure,
    )
    app.jinja_env.globals.update(voice_choices=fallback.voice_choices, campaign_warnings=campaigns.warnings)
    app.jinja_env.globals.update(
        asset=asset, words=words, Kind=Kind, Topic=Topic, Priority=Priority, Status=Status, Role=Role, Right=Right
    )
    app.context_processor(_around)


def _around() -> dict[str, Any]:
    """The frame of each page: who looks at it, where, and what waits for a decision."""
    person: Person | None = getattr(current_user, "person", None)
    here = desk()
    frame: dict[str, Any] = {"station": here.station, "me": person, "now": here.now(), "today": here.today()}
    if person is not None:
        # Asked for by whole pages only: fragments are fetched every few seconds and show no count.
        frame["waiting"] = lambda: len(here.store.bulletins(status=Status.PENDING, limit=100))
    return frame


def _source(source: Source) -> str:
    """The document a script was written from, in one line."""
    issued = sentences.say("issued", day=formats.day(source.issued)) if source.issued else ""
    number = " ".join(part for part in (source.number, issued) if part)
    return ", ".join(part for part in (number, source.issuer, source.title) if part)


@cache
def asset(name: str) -> str:
    """The address of a static file; it changes with the file, so that a browser never shows a stale one."""
    return url_for("static", filename=name, v=_digest(name))


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
