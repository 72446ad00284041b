"""The desk, in Vietnamese: what the officers of the ward see in their browser. It makes no sound."""

import logging
import os
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask, Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect

from broadcaster import thrift
from broadcaster.clock import SystemClock
from broadcaster.computer import alarm
from broadcaster.settings import Settings
from broadcaster.store import Store, open_store
from web import api, auth, errors, front, help, metrics, packing, pages, renewal, setup, turns
from web.air import onair, orders, readiness, urgent, urgent_order
from web.desk import Desk, guard
from web.duties import campaigns, columns, directives, rotations
from web.house import accounts, checkup, clock, opening, people, settings_pages, sound_test, takeout
from web.records import deed_book, playlog, reports
from web.ringing import ring_for_work
from web.sounds import recorded, recordings, removing, voices
from web.timetable import calendar_feed, moving, schedule
from web.tongue import choosing, speaking
from web.writing import approvals, bulletins, dictionary, drafting, hearing, mp3, relays, rendering, versions

LARGEST = 2 * 1024 * 1024
"""Bytes of one form: a bulletin of 20,000 characters takes a tenth of it."""

_CLOCK = SystemClock()
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


SERVED: dict[str, Any] = {
    "threads": 8,
    "ident": None,
    "max_request_body_size": voices.LARGEST_PACK * 2,  # the desk itself holds each page to what it takes
    "connection_limit": 800,  # fifty officers, six connections each, and room
    "asyncore_use_poll": True,
    "channel_timeout": 30,
    **front.TRUSTED,
}
"""What waitress is told, but for the address."""


def create_app(settings: Settings, *, now: Callable[[], datetime] = _CLOCK.now, store: Store | None = None) -> Flask:
    """The desk of one station. `now` is its clock, aware; `store` is opened (and migrated) when none is given."""
    app = Flask(__name__, static_url_path="/tinh")
    speaking.install(app)
    _configure(app, secret_key(settings.data / "secret-key"))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["desk"] = Desk(settings, store or open_store(settings.database, settings.station.id), now)
    app.session_interface = front.Cookies()
    app.wsgi_app = front.Doorkeeper(app.wsgi_app)  # type: ignore[assignment, method-assign]
    auth.install(app)
    renewal.install(app)
    guard(app)
    ring_for_work(app)
    CSRFProtect(app)
    errors.install(app)
    pages.install(app)
    packing.install(app)
    for blueprint in (
        auth.page,
        choosing.pages_of_tongue,
        setup.page_of_setup,
        onair.pages_of_air,
        readiness.pages_of_readiness,
        checkup.pages_of_checkup,
        clock.pages_of_clock,
        help.pages_of_help,
        bulletins.pages_of_bulletins,
        drafting.pages_of_drafting,
        hearing.pages_of_hearing,
        versions.pages_of_versions,
        rendering.pages_of_sound,
        recordings.pages_of_recordings,
        removing.pages_of_removals,
        relays.pages_of_relays,
        recorded.pages_of_recorded,
        approvals.pages_of_approvals,
        schedule.pages_of_schedule,
        moving.pages_of_moving,
        calendar_feed.pages_of_feed,
        directives.pages_of_directives,
        campaigns.pages_of_campaigns,
        rotations.pages_of_rotations,
        columns.pages_of_columns,
        orders.pages_of_orders,
        urgent.pages_of_urgent,
        urgent_order.pages_of_urgent_orders,
        playlog.pages_of_log,
        reports.pages_of_reports,
        api.pages_of_api,
        people.pages_of_people,
        accounts.pages_of_accounts,
        deed_book.pages_of_deeds,
        dictionary.pages_of_words,
        voices.pages_of_voices,
        mp3.pages_of_mp3,
        sound_test.pages_of_tests,
        settings_pages.pages_of_settings,
        takeout.pages_of_takeout,
    ):
        app.register_blueprint(blueprint)
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")
    auth.limit(app, limiter)
    urgent_order.limit(app, limiter)
    app.after_request(_headers)
    return app


def _configure(app: Flask, key: bytes) -> None:
    """Limits, cookies and the key; a token does not age, because a desk is left open over night."""
    app.config.update(
        SECRET_KEY=key,
        MAX_CONTENT_LENGTH=LARGEST,
        MAX_FORM_MEMORY_SIZE=LARGEST,
        MAX_FORM_PARTS=200,
        WTF_CSRF_TIME_LIMIT=None,
        SESSION_COOKIE_NAME="ban_lam_viec",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=31),
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=7),
        RATELIMIT_HEADERS_ENABLED=False,
    )


def _headers(response: Response) -> Response:
    """A page may load nothing from elsewhere, and what a signed-in person saw stays out of caches."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        response.headers["Cache-Control"] = "no-store"
    return response


def secret_key(path: Path) -> bytes:
    """The key that signs the sessions: made at the first start, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_bytes()
        if len(key) >= 32:
            return key
        path.unlink()
        return secret_key(path)
    key = secrets.token_bytes(48)
    with os.fdopen(handle, "wb") as file:
        file.write(key)
    return key


def serve(settings: Settings) -> None:
    """Answer on the settings' address until the process is told to end: one process, eight threads."""
    from threading import Event

    from waitress import create_server

    app = create_app(settings)
    store = app.extensions["desk"].store
    listening = create_server(ready(app), host=settings.desk.host, port=settings.desk.port, **SERVED)
    opening.keep_open(settings, store, _CLOCK.now, Event())  # after the desk has its own port, which nothing may take
    metrics.open_metrics(settings)
    _keep_watch(settings)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short queue is nothing to report
    listening.print_listen("Serving on http://{}:{}")
    listening.run()


def ready(app: Flask) -> turns.Turns:
    """The desk as it is served: in turns, and with nothing of it looked through again for what could be thrown away."""
    thrift.settle_down()
    return turns.Turns(app)


def _keep_watch(settings: Settings) -> None:
    """Whoever is to be told when the daemon falls silent is told from here: the desk goes on without it."""
    from threading import Event

    store = open_store(settings.database, settings.station.id)

    def last() -> datetime | None:
        beat = store.beats().get("daemon")
        return beat.at if beat else None

    if not alarm.keep_watch(settings, last, _CLOCK.now, Event()):
        store.close()
