"""The first start: whoever holds the one-time code makes the first accounts, all in one form."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.errors import BadInput
from broadcaster.office import newsroom, passwords, setup_code
from broadcaster.office.newsroom import Account
from broadcaster.people import Role
from web import typed
from web.desk import PUBLIC, desk, needs
from web.sentences import say
from web.typed import Mistyped, under_field

page_of_setup = Blueprint("setup", __name__)


@dataclass(frozen=True, slots=True)
class Seat:
    """One account of the form; an optional seat may stay empty."""

    role: Role
    optional: bool = False


SEATS = (
    *(Seat(role) for role in (Role.ADMIN, Role.AUTHOR, Role.APPROVER)),
    *(Seat(role, optional=True) for role in (Role.LEADER, Role.OPERATOR)),
)


@page_of_setup.get("/thiet-lap")
@needs(PUBLIC)
def page() -> ResponseReturnValue:
    """The form, as long as the station has no people."""
    if desk().store.has_people():
        return redirect(url_for("auth.sign_in"))
    return render_template("auth/setup.html", seats=SEATS)


@page_of_setup.post("/thiet-lap")
@needs(PUBLIC)
def create() -> ResponseReturnValue:
    """Check the code first; then all accounts, or none."""
    here = desk()
    if here.store.has_people():
        return redirect(url_for("auth.sign_in"), 303)
    try:
        _check_code(request.form.get("code", ""))
        newsroom.first_accounts(here.store, _accounts(), here.now())
    except BadInput as why:
        told = under_field(why)
        if why.field in ("username", "name", "roles"):
            told = {"form": told[why.field]}
        return render_template("auth/setup.html", seats=SEATS, told=told), 400
    setup_code.forget(here.settings.setup_code)
    flash(say("set_up"), "good")
    return redirect(url_for("auth.sign_in"), 303)


def _check_code(given: str) -> None:
    path = desk().settings.setup_code
    if not setup_code.read(path):
        raise Mistyped("code", say("no_code"))
    if not setup_code.matches(path, given[:100]):
        raise Mistyped("code", say("wrong_code"))


def _accounts() -> list[Account]:
    """The accounts of the form; a seat that may stay empty is left out when nothing was typed for it."""
    found: list[Account] = []
    for seat in SEATS:
        key = seat.role.value
        name, username = typed.line(request.form.get(f"{key}-name")), typed.line(request.form.get(f"{key}-username"))
        password = request.form.get(f"{key}-password", "")
        if seat.optional and not (name or username or password):
            continue
        account = Account(username, name, frozenset({seat.role}), password)
        _check_account(account, key, {one.username.casefold() for one in found})
        found.append(account)
    return found


def _check_account(account: Account, key: str, taken: set[str]) -> None:
    """Said here rather than in the newsroom, so that it stands under the right one of the form's many fields."""
    typed.fits(f"{key}-name", account.name, 100, least=1)
    typed.fits(f"{key}-username", account.username, 40, least=1)
    if account.username.casefold() in taken:
        raise Mistyped(f"{key}-username", say("name_twice"))
    try:
        passwords.check(account.password, (account.username, account.name))
    except BadInput as why:
        raise Mistyped(f"{key}-{why.field}", next(iter(under_field(why).values()))) from why
