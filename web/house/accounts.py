"""Accounts in the administrator's hands: roles, opening again, a slip with a one-time password; and other programs."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.errors import BadInput, NotFound, WrongState
from broadcaster.office import accounts, clients
from broadcaster.people import Person, Right, Role
from broadcaster.store.clients import ClientKind
from web import typed
from web.desk import desk, me, needs
from web.sentences import say

pages_of_accounts = Blueprint("accounts", __name__, url_prefix="/tai-khoan")


@pages_of_accounts.post("/<uuid:id>/vai-tro")
@needs(Right.MANAGE)
def roles(id: UUID) -> ResponseReturnValue:
    """Other roles."""
    here, person = desk(), _person(id)
    wanted = frozenset(Role(one) for one in request.form.getlist("role") if one in tuple(Role))
    try:
        accounts.change_roles(here.store, me(), id, wanted, here.now())
    except BadInput:
        flash(say("roles_none"), "bad")
    except WrongState:
        flash(say("last_administrator"), "bad")
    else:
        flash(say("roles_changed", name=person.name), "good")
    return redirect(url_for("people.page"), 303)


@pages_of_accounts.post("/<uuid:id>/mo-lai")
@needs(Right.MANAGE)
def open_again(id: UUID) -> ResponseReturnValue:
    """A closed account may be used again."""
    here, person = desk(), _person(id)
    accounts.open_again(here.store, me(), id, here.now())
    flash(say("person_open", name=person.name), "good")
    return redirect(url_for("people.page"), 303)


@pages_of_accounts.post("/<uuid:id>/phieu")
@needs(Right.MANAGE)
def slip(id: UUID) -> ResponseReturnValue:
    """A one-time password on a slip to print; it is shown this once and kept nowhere."""
    here, person = desk(), _person(id)
    if person.id == me().id:
        flash(say("slip_not_yourself"), "bad")
        return redirect(url_for("people.page"), 303)
    password = accounts.reset_slip(here.store, me(), id, here.now())
    return render_template("people/slip.html", person=person, password=password)


@pages_of_accounts.post("/may-khach")
@needs(Right.MANAGE)
def admit() -> ResponseReturnValue:
    """A token for another program, or an address for a calendar; shown this once."""
    here, form = desk(), request.form
    kind = ClientKind(form["kind"]) if form.get("kind") in tuple(ClientKind) else ClientKind.API
    try:
        client, token = clients.admit(here.store, me(), typed.line(form.get("client")), here.now(), kind)
    except BadInput:
        flash(say("client_named"), "bad")
        return redirect(url_for("people.page", _anchor="may-khach"), 303)
    address = url_for("calendar_feed.feed", token=token, _external=True) if kind is ClientKind.CALENDAR else ""
    return render_template("people/token.html", client=client, token=token, address=address)


@pages_of_accounts.post("/may-khach/<uuid:id>/thu")
@needs(Right.MANAGE)
def revoke(id: UUID) -> ResponseReturnValue:
    """Its token opens nothing any more."""
    here = desk()
    clients.revoke(here.store, me(), id, here.now())
    flash(say("client_revoked"), "good")
    return redirect(url_for("people.page", _anchor="may-khach"), 303)


def _person(id: UUID) -> Person:
    person = desk().store.person(id)
    if person is None:
        raise NotFound("no such person")
    return person
