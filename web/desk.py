"""The desk of one request: the store, the station, who is signed in, what time it is, and who may enter where."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from flask import Flask, abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from broadcaster.people import Person, Right
from broadcaster.settings import Settings
from broadcaster.station import Station
from broadcaster.store import Store
from web.sentences import say

View = TypeVar("View", bound=Callable[..., Any])
BEFORE_CHANGING = ("auth.password", "auth.change_password", "auth.sign_out", "orders.stop")
"""What somebody with a one-time password may do before changing it: silence is never refused."""

PUBLIC = "public"
"""Marks the few pages that a stranger may see: sign-in, set-up, static files."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What every page needs; made once for the application."""

    settings: Settings
    store: Store
    now: Callable[[], datetime]

    @property
    def station(self) -> Station:
        """The station this desk belongs to."""
        return self.settings.station

    def today(self) -> date:
        """Today on the station's wall clock."""
        return self.station.local(self.now()).date()

    def day_bounds(self, first: date, last: date) -> tuple[datetime, datetime]:
        """From the first instant of `first` to the first instant after `last`, aware."""
        zone = self.station.timezone
        begin = datetime(first.year, first.month, first.day, tzinfo=zone)
        after = last + timedelta(days=1)
        return begin, datetime(after.year, after.month, after.day, tzinfo=zone)


def desk() -> Desk:
    """The desk of the application that answers this request."""
    found: Desk = current_app.extensions["desk"]
    return found


def me() -> Person:
    """Who is signed in; a request without anybody never gets this far."""
    person: Person | None = getattr(current_user, "person", None)
    if person is None:
        abort(401)
    return person


def needs(right: Right | str) -> Callable[[View], View]:
    """Say on a page who may enter it. A page that says nothing lets nobody in."""

    def mark(view: View) -> View:
        view.needed_right = right  # type: ignore[attr-defined]  # the page carries it to guard()
        return view

    return mark


def takes(largest: int) -> Callable[[View], View]:
    """Say on a page how many bytes may be sent to it; every other page takes a form's worth."""

    def mark(view: View) -> View:
        view.largest = largest  # type: ignore[attr-defined]  # the page carries it to guard()
        return view

    return mark


def guard(app: Flask) -> None:
    """Refuse every request that its page does not expressly allow."""

    @app.before_request
    def check() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None  # no such page: 404 or 405, for strangers as well
        if request.endpoint == "static":
            return None
        needed = getattr(app.view_functions[request.endpoint], "needed_right", None)
        if needed == PUBLIC:
            return None
        if not current_user.is_authenticated:
            return _to_sign_in()
        if needed is None or not me().may(needed):
            abort(403)
        if me().must_change and request.endpoint not in BEFORE_CHANGING:
            return _to_own_password()
        if largest := getattr(app.view_functions[request.endpoint], "largest", 0):
            request.max_content_length = largest  # only after the right was checked: strangers send nothing large
        return None


def _to_own_password() -> ResponseReturnValue:
    """The password on a slip opens this one page."""
    if request.headers.get("HX-Request"):
        return "", 204
    flash(say("must_change"), "message")
    return redirect(url_for("auth.password"), 303)


def _to_sign_in() -> ResponseReturnValue:
    """A stranger is shown the door; a fragment asks the page around it to reload."""
    if not desk().store.has_people():
        return redirect(url_for("setup.page"))
    if request.headers.get("HX-Request"):
        return "", 401
    if request.method != "GET":
        return redirect(url_for("auth.sign_in"))
    return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?")))
