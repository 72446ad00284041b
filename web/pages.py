"""What every template may use: the station, the person, words and formats, and addresses of versioned assets."""

from typing import Any

from flask import Flask
from flask_login import current_user

from broadcaster.bulletin import Kind, Priority, Source, Status, Topic
from broadcaster.people import Person, Right, Role
from broadcaster.spoken import filled
from web import drawing, formats, sentences, undoing, words
from web.assets import asset
from web.desk import desk
from web.duties import campaigns
from web.records import deeds
from web.sounds import voice_words
from web.timetable import soon
from web.writing import fallback

ROOMS: dict[str, tuple[str, ...]] = {
    "onair": ("readiness",),
    "bulletins": ("versions", "drafting", "hearing", "sound", "recorded", "relays", "mp3"),
    "schedule": ("moving", "calendar_feed", "directives", "campaigns", "rotations", "columns"),
    "playlog": ("deeds", "reports"),
}
"""Which of the five places at the head of the desk the other pages belong to."""


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
        soon=lambda occurrence: soon.when(occurrence, desk().today()),
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
        asset=asset,
        draw_icon=drawing.icon,
        draw_sign=drawing.sign,
        url_for=drawing.address,
        room_of=room_of,
        way_back=undoing.way_back,
        words=words,
        Kind=Kind,
        Topic=Topic,
        Priority=Priority,
        Status=Status,
        Role=Role,
        Right=Right,
    )
    app.context_processor(_around)


def _around() -> dict[str, Any]:
    """The frame of each page: who looks at it, where, and what waits for a decision."""
    person: Person | None = getattr(current_user, "person", None)
    here = desk()
    frame: dict[str, Any] = {"station": here.station, "me": person, "now": here.now(), "today": here.today()}
    if person is not None:
        # Asked for by whole pages only: fragments are fetched every few seconds and show no count.
        frame["waiting"] = lambda: here.store.count_bulletins(Status.PENDING)
    return frame


def room_of(blueprint: str | None) -> str:
    """The place at the head of the desk under which a page lies, "" for none."""
    return next((room for room, pages in ROOMS.items() if blueprint in (room, *pages)), "")


def _source(source: Source) -> str:
    """The document a script was written from, in one line."""
    issued = sentences.say("issued", day=formats.day(source.issued)) if source.issued else ""
    number = " ".join(part for part in (source.number, issued) if part)
    return ", ".join(part for part in (number, source.issuer, source.title) if part)
