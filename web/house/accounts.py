"""Accounts in the administrator's hands: roles, opening again, a slip with a one-time password; and other programs."""

from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.errors import BadInput, WrongState
from broadcaster.office import accounts, clients
from broadcaster.people import Right, Role
from broadcaster.store.clients import ClientKind
from web import typed
from web.desk import desk, me, needs
from web.house.people import back, person_of
from web.sentences import say

pages_of_accounts = Blueprint("accounts", __name__, url_prefix="/tai-khoan")


@pages_of_accounts.post("/<uuid:id>/vai-tro")
@needs(Right.MANAGE)
def roles(id: UUID) -> ResponseReturnValue:
    """Other roles."""
    here, person = desk(), person_of(id)
    wanted = frozenset(Role(one) for one in request.form.getlist("role") if one in tuple(Role))
    try:
        accounts.change_roles(here.store, me(), id, wanted, here.now())
    except BadInput:
        return back(say("roles_none"), "bad")
    except WrongState:
        return back(say("last_administrator"), "bad")
    return back(say("roles_changed", name=person.name))


@pages_of_accounts.post("/<uuid:id>/mo-lai")
@needs(Right.MANAGE)
def open_again(id: UUID) -> ResponseReturnValue:
    """A closed account may be used again."""
    here, person = desk(), person_of(id)
    accounts.open_again(here.store, me(), id, here.now())
    return back(say("person_open", name=person.name))


@pages_of_accounts.post("/<uuid:id>/phieu")
@needs(Right.MANAGE)
def slip(id: UUID) -> ResponseReturnValue:
    """A one-time password on a slip to print; it is shown this once and kept nowhere."""
    here, person = desk(), person_of(id)
    if person.id == me().id:
        return back(say("slip_not_yourself"), "bad")
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
        return back(say("client_named"), "bad", "may-khach")
    address = url_for("calendar_feed.feed", token=token, _external=True) if kind is ClientKind.CALENDAR else ""
    return render_template("people/token.html", client=client, token=token, address=address)


@pages_of_accounts.post("/may-khach/<uuid:id>/thu")
@needs(Right.MANAGE)
def revoke(id: UUID) -> ResponseReturnValue:
    """Its token opens nothing any more."""
    here = desk()
    clients.revoke(here.store, me(), id, here.now())
    return back(say("client_revoked"), place="may-khach")
