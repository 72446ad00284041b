"""What people do at the station: each deed asks for its right first, then the store carries it out."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from broadcaster.bulletin import Bulletin, Script, Verdict
from broadcaster.errors import BadInput, NotAllowed, NotFound, WrongState
from broadcaster.office import passwords
from broadcaster.people import Person, Right, Role
from broadcaster.placement import AirOrder, Placement
from broadcaster.station import Station
from broadcaster.store import Store

LONGEST_TITLE = 200
LONGEST_TEXT = 30_000
"""About half an hour of reading: twice what a session may hold, and no megabyte pasted by mistake."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account to be made, with its password as it was typed."""

    username: str
    name: str
    roles: frozenset[Role]
    password: str


def first_accounts(store: Store, accounts: Iterable[Account], at: datetime) -> list[Person]:
    """The accounts of the first start, all or none, once only; one of them must be able to make more."""
    wanted = list(accounts)
    if not any(Role.ADMIN in account.roles for account in wanted):
        raise BadInput("roles", "one of the first accounts must be the administrator's")
    names = [account.username.strip().casefold() for account in wanted]
    if len(set(names)) != len(names):
        raise BadInput("username", "two of the first accounts have the same name")
    return store.add_first_people([_checked(account) for account in wanted], at)


def add_person(
    store: Store, by: Person | None, username: str, name: str, roles: Iterable[Role], password: str, at: datetime
) -> Person:
    """A new account. `by` None is the machine's own console, where whoever stands there owns it anyway."""
    if by is not None:
        by.demand(Right.MANAGE)
    username, name, kept, password_hash = _checked(Account(username, name, frozenset(roles), password))
    return store.add_person(username, name, kept, password_hash, at, by)


def disable_person(store: Store, by: Person | None, person_id: UUID, at: datetime) -> None:
    """Close an account. WrongState for the last administrator, without whom nobody could make another."""
    if by is not None:
        by.demand(Right.MANAGE)
    store.disable_person(person_id, at, by)


def set_password(store: Store, by: Person | None, person_id: UUID, password: str, at: datetime) -> None:
    """Change one's own password, or as the administrator anybody's."""
    if by is not None and (by.id != person_id or not by.active):
        by.demand(Right.MANAGE)
    person = store.person(person_id)
    if person is None:
        raise NotFound(f"no person {person_id}")
    store.set_password(person_id, passwords.hash_password(password, (person.username, person.name)), at, by)


def sign_in(store: Store, username: str, password: str) -> Person | None:
    """The person, or None: no such account, a closed one and a wrong password look the same and take as long."""
    person = store.person_named(username)
    password_hash = passwords.nobodys_hash() if person is None else store.password_hash(person.id)
    right = passwords.verify(password_hash, password)
    return person if person is not None and person.active and right else None


def write(store: Store, person: Person, script: Script, at: datetime, *, id: UUID | None = None) -> Bulletin:
    """A new draft; under an `id` given before, the one that this person has made under it already, as it stands."""
    person.demand(Right.WRITE)
    return store.add_bulletin(_sounding(store, _readable(script)), person, at, id=id)


def edit(store: Store, person: Person, id: UUID, version: int, script: Script, at: datetime) -> Bulletin:
    """Other words; whatever was rendered or approved before is void."""
    person.demand(Right.WRITE)
    return store.edit_bulletin(id, version, _sounding(store, _readable(script)), person, at)


def submit(store: Store, person: Person, id: UUID, version: int, at: datetime) -> Bulletin:
    """Ask for approval."""
    person.demand(Right.WRITE)
    return store.submit(id, version, person, at)


def listened(store: Store, person: Person, id: UUID, sha256: str, at: datetime) -> None:
    """This person heard this sound to its end."""
    person.demand(Right.READ)
    store.listened(id, sha256, person, at)


def approve(store: Store, person: Person, id: UUID, sha256: str, at: datetime, one_person: bool = False) -> Bulletin:
    """Put exactly this sound on the street. The approver has heard it, and did not write it.

    In an office of one person (`one_person`, a setting) the author may approve too; each time is recorded so.
    """
    person.demand(Right.APPROVE)
    if not store.has_listened(id, sha256, person):
        found = store.bulletin(id)
        if found.author == person.id and not one_person:
            raise NotAllowed(f"{person.username} wrote bulletin {id} and may not approve it")
        raise WrongState(f"{person.username} has not listened to the sound {sha256[:12]} of bulletin {id}")
    return store.decide(id, sha256, Verdict.APPROVED, person, "", at, one_person=one_person)


def send_back(store: Store, person: Person, id: UUID, sha256: str, reason: str, at: datetime) -> Bulletin:
    """Return it to its author, who must be told why."""
    person.demand(Right.APPROVE)
    return store.decide(id, sha256, Verdict.RETURNED, person, _said("reason", reason), at)


def withdraw(store: Store, person: Person, id: UUID, reason: str, at: datetime) -> Bulletin:
    """Take it off the air or out of the approver's pile: open to those who write and to those who approve."""
    if not person.may(Right.WRITE):
        person.demand(Right.APPROVE)
    return store.withdraw(id, person, reason.strip(), at)


def place(
    store: Store,
    station: Station,
    person: Person,
    bulletin_id: UUID,
    slot_id: str,
    first: date,
    last: date | None,
    weekdays: Iterable[int],
    at: datetime,
    position: int = 0,
    zones: Iterable[str] = (),
    once: bool = False,
) -> Placement:
    """Put a bulletin into one of the station's slots; in `zones` of it, or in all of them when none is named.

    With `once` it is not put again where it stands on that day already. BadInput where the days asked for are over:
    "first" for a single day, "last" for several.
    """
    person.demand(Right.SCHEDULE)
    slot = station.slot(slot_id)
    if slot is None:
        raise NotFound(f"station {station.id} has no slot {slot_id!r}")
    wanted = tuple(zones)
    if not set(wanted) <= set(slot.zones):
        raise BadInput("zones", f"{', '.join(wanted)} are not all zones of slot {slot_id}")
    days = frozenset(weekdays)
    if not days <= frozenset(range(7)):
        raise BadInput("weekdays", f"{sorted(days)} are not days of the week (0 to 6)")
    if last is not None and first <= last < station.local(at).date():
        raise BadInput("first" if first == last else "last", f"{last} is over")
    _may_air_again(store, bulletin_id)
    return store.place(bulletin_id, slot_id, first, last, days, position, person, at, zones=wanted, once=once)


def unplace(store: Store, person: Person, placement_id: UUID, at: datetime) -> None:
    """Take it out of the schedule."""
    person.demand(Right.SCHEDULE)
    store.unplace(placement_id, person, at)


def skip(store: Store, person: Person, placement_id: UUID, day: date, at: datetime) -> None:
    """Leave it out on one day."""
    person.demand(Right.SCHEDULE)
    store.skip_day(placement_id, day, person, at)


def reorder(store: Store, person: Person, placement_id: UUID, position: int, at: datetime) -> None:
    """Move it within its slot."""
    person.demand(Right.SCHEDULE)
    store.reorder(placement_id, position, person, at)


def air_now(store: Store, person: Person, id: UUID, at: datetime, *, order: UUID | None = None) -> AirOrder:
    """Air an approved bulletin as soon as nothing else sounds; given twice under one name, `order`, it is one order."""
    person.demand(Right.AIR_NOW)
    _may_air_again(store, id)
    return store.order_now(id, False, None, person, at, id=order)


def stop(store: Store, person: Person, at: datetime, zone: str = "") -> None:
    """Silence, everywhere or in one zone. Open to everyone who has signed in."""
    person.demand(Right.STOP)
    store.ask_stop(person, at, zone=zone)


def _may_air_again(store: Store, id: UUID) -> None:
    """Words a leader approved alone for one urgent broadcast are for that broadcast only."""
    found = store.bulletin(id)
    if found.decision is not None and found.decision.urgent:
        raise WrongState(f"bulletin {id} was approved for one urgent broadcast")


def _checked(account: Account) -> tuple[str, str, frozenset[Role], str]:
    """The account as the store takes it: a plain user name, a real name, a role, a good password hashed."""
    username = unicodedata.normalize("NFC", account.username.strip())
    if not 2 <= len(username) <= 40 or not all(sign.isalnum() or sign in "._-@" for sign in username):
        raise BadInput("username", "a user name has 2 to 40 letters and digits, and . _ - @")
    name = _said("name", account.name)
    if len(name) > LONGEST_TITLE:
        raise BadInput("name", f"a name has at most {LONGEST_TITLE} characters")
    if not account.roles:
        raise BadInput("roles", f"{username} has no role")
    return username, name, account.roles, passwords.hash_password(account.password, (username, name))


def _readable(script: Script) -> Script:
    """A script that has something to say and not too much."""
    _said("title", script.title)
    _said("text", script.text)
    if len(script.title) > LONGEST_TITLE:
        raise BadInput("title", f"a title has at most {LONGEST_TITLE} characters, this one {len(script.title)}")
    if len(script.text) > LONGEST_TEXT:
        raise BadInput("text", f"a text has at most {LONGEST_TEXT} characters, this one {len(script.text)}")
    return script


def _sounding(store: Store, script: Script) -> Script:
    """A bulletin that is a recording is one the station has taken in; other files have no way to the street."""
    if script.recording and store.recording_of(script.recording) is None:
        raise BadInput("recording", f"{script.recording[:12]!r} is no recording of this station")
    return script


def _said(field: str, text: str) -> str:
    """`text` trimmed, provided at least one letter or digit can be seen in it."""
    if not any(sign.isalnum() for sign in text):
        raise BadInput(field, f"{field} says nothing")
    return text.strip()
