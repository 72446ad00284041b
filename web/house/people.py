"""Tài khoản: who may use the desk and as what. Only the administrator comes here."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.errors import BadInput, NotFound
from broadcaster.office import newsroom
from broadcaster.people import Person, Right, Role
from web import typed
from web.auth import begin_session
from web.desk import desk, me, needs
from web.sentences import say
from web.typed import under_field

pages_of_people = Blueprint("people", __name__, url_prefix="/tai-khoan")


@pages_of_people.get("")
@needs(Right.MANAGE)
def page() -> ResponseReturnValue:
    """Everybody, and the form for one more."""
    return _page()


def _page(told: dict[str, str] | None = None, reset: UUID | None = None) -> ResponseReturnValue:
    people = sorted(desk().store.people(), key=lambda one: (not one.active, one.name))
    clients = sorted(desk().store.clients(), key=lambda one: (one.revoked is not None, one.created))
    shown = {"people": people, "clients": clients}
    return render_template("people/page.html", told=told, reset=reset, **shown), 400 if told else 200


@pages_of_people.post("")
@needs(Right.MANAGE)
def add() -> ResponseReturnValue:
    """A new account."""
    here, form = desk(), request.form
    name = typed.line(form.get("name"))
    roles = frozenset(Role(one) for one in form.getlist("role") if one in tuple(Role))
    try:
        typed.fits("name", name, 100, least=1)
        username = typed.fits("username", typed.line(form.get("username")), 40, least=1)
        newsroom.add_person(here.store, me(), username, name, roles, form.get("password", ""), here.now())
    except BadInput as why:
        return _page(under_field(why))
    return back(say("person_added", name=name))


@pages_of_people.post("/<uuid:id>/khoa")
@needs(Right.MANAGE)
def disable(id: UUID) -> ResponseReturnValue:
    """Lock an account; its sessions end at once."""
    here, person = desk(), person_of(id)
    if person.id == me().id:
        return back(say("not_yourself"), "bad")
    newsroom.disable_person(here.store, me(), id, here.now())
    return back(say("person_off", name=person.name))


@pages_of_people.post("/<uuid:id>/mat-khau")
@needs(Right.MANAGE)
def reset(id: UUID) -> ResponseReturnValue:
    """A new password for somebody who forgot the old one."""
    here, person = desk(), person_of(id)
    try:
        newsroom.set_password(here.store, me(), id, request.form.get("password", ""), here.now())
    except BadInput as why:
        return _page({"reset": next(iter(under_field(why).values()))}, id)
    if person.id == me().id:
        begin_session(person)
    return back(say("password_reset", name=person.name))


def back(sentence: str, tone: str = "good", place: str | None = None) -> ResponseReturnValue:
    """To the page of accounts, with a sentence on top; `place` is the part of it that is wanted."""
    flash(sentence, tone)
    return redirect(url_for("people.page", _anchor=place), 303)


def person_of(id: UUID) -> Person:
    """Whose account it is; NotFound for one that nobody has."""
    person = desk().store.person(id)
    if person is None:
        raise NotFound("no such person")
    return person
