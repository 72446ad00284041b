"""Signing in and out: a fresh session each time, which dies with the password or the account."""

import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from flask import Blueprint, Flask, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_login import LoginManager, UserMixin, login_user, logout_user

from broadcaster import urgent
from broadcaster.errors import BadInput, StoreBusy
from broadcaster.office import newsroom
from broadcaster.people import Person, Right
from web import typed
from web.desk import PUBLIC, desk, me, needs
from web.sentences import say
from web.typed import Mistyped, under_field

IDLE = timedelta(hours=36)
"""A desk left open over a night and a day still answers; a forgotten one does not."""

page = Blueprint("auth", __name__)


class Member(UserMixin):  # type: ignore[misc]  # Flask-Login brings no types
    """Flask-Login's view of a person."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def get_id(self) -> str:
        """The id that stands in the session."""
        return str(self.person.id)


def install(app: Flask) -> None:
    """Flask-Login, told to check on every request that the session is still worth something."""
    manager = LoginManager(app)
    manager.session_protection = "basic"
    manager.user_loader(_member)


def limit(app: Flask, limiter: Limiter) -> None:
    """Throttle what a guesser would try: sign-in, the one-time code, the own password. Only refused attempts count."""
    for name in ("auth.check", "setup.create"):
        app.view_functions[name] = limiter.limit(
            "8 per minute; 40 per hour", deduct_when=lambda response: response.status_code not in (302, 303)
        )(app.view_functions[name])
    asks = limiter.shared_limit(  # one count with the orders that ask for it: web/air/urgent_order.py
        "8 per minute; 40 per hour",
        scope="own password",
        key_func=lambda: str(me().id),
        deduct_when=lambda response: response.status_code == 401,
    )
    app.view_functions["auth.change_password"] = asks(app.view_functions["auth.change_password"])


def _member(person_id: str) -> Member | None:
    """The person behind the session, unless it has aged, or the password or the account has changed since."""
    try:
        key = UUID(person_id)
        seen = datetime.fromisoformat(session["seen"])
    except (KeyError, ValueError, TypeError):
        return None
    here = desk()
    now = here.now()
    found = here.store.person_with_mark(key) if now - seen <= IDLE else None
    if found is None or not found[0].active or session.get("mark") != found[1]:
        return None
    person = found[0]
    if now - seen > timedelta(minutes=10):
        session["seen"] = now.isoformat()
    return Member(person)


def begin_session(person: Person) -> None:
    """Throw away whatever the browser brought and start a new session for `person`."""
    session.clear()
    login_user(Member(person))
    session["sid"] = secrets.token_urlsafe(16)
    session["mark"] = desk().store.session_mark(person.id)
    session["seen"] = desk().now().isoformat()


def own_page(address: str | None) -> str:
    """`address` if it leads to a page of this desk, else the first page; nobody is sent outside."""
    try:
        parts = urlsplit(address or "")
    except ValueError:  # "//[" and the like: no address at all
        return url_for("onair.page")
    inside = not parts.scheme and not parts.netloc and parts.path.startswith("/") and not parts.path.startswith("//")
    return address if address and inside and "\\" not in address and address.isprintable() else url_for("onair.page")


@page.get("/dang-nhap")
@needs(PUBLIC)
def sign_in() -> ResponseReturnValue:
    """The door."""
    if not desk().store.has_people():
        return redirect(url_for("setup.page"))
    return render_template("auth/sign_in.html", next=request.args.get("next", ""))


@page.post("/dang-nhap")
@needs(PUBLIC)
def check() -> ResponseReturnValue:
    """Let in whoever knows name and password; never say which of the two was wrong."""
    username = typed.line(request.form.get("username"))[:100]
    person = newsroom.sign_in(desk().store, username, request.form.get("password", ""))
    if person is None:
        fields = {"next": request.form.get("next", ""), "username": username, "told": say("wrong_sign_in")}
        return render_template("auth/sign_in.html", **fields), 401
    begin_session(person)
    with suppress(StoreBusy):  # who may come in comes in, even where nothing can be written
        desk().store.signed_in(person.id, desk().now())
    return redirect(own_page(request.form.get("next")), 303)


@page.post("/dang-xuat")
@needs(Right.READ)
def sign_out() -> ResponseReturnValue:
    """Leave the desk."""
    logout_user()
    session.clear()
    return redirect(url_for("auth.sign_in"), 303)


@page.get("/mat-khau")
@needs(Right.READ)
def password() -> ResponseReturnValue:
    """The form for one's own new password."""
    return render_template("auth/password.html")


@page.post("/mat-khau")
@needs(Right.READ)
def change_password() -> ResponseReturnValue:
    """A new password ends every other session of this person; a wrong own one is told and counted as at the door."""
    form, store, now = request.form, desk().store, desk().now()
    try:
        urgent.reauthenticate(store, me(), form.get("old", ""), now)
    except BadInput:
        return render_template("auth/password.html", told={"old": say("wrong_old_password")}), 401
    try:
        if form.get("new", "") != form.get("again", ""):
            raise Mistyped("again", say("not_the_same"))
        newsroom.set_password(store, me(), me().id, form.get("new", ""), now)
    except BadInput as why:
        return render_template("auth/password.html", told=_as_new(under_field(why))), 400
    begin_session(me())
    flash(say("password_changed"), "good")
    return redirect(url_for("onair.page"), 303)


def _as_new(told: dict[str, str]) -> dict[str, str]:
    """The rules speak of "password"; on this page that field is the new one."""
    return {"new" if field == "password" else field: sentence for field, sentence in told.items()}
