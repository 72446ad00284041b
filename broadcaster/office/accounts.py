"""Looking after accounts: other roles, closed and opened again, a password printed on a slip for the first sign-in."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from broadcaster.errors import BadInput, NotFound
from broadcaster.office import passwords
from broadcaster.people import Person, Right, Role
from broadcaster.store import Store

_SPOKEN = (
    "ba be bi bo bu ca co cu da de di do du ga go gu ha he hi ho hu ka ke ki la le li lo lu ma me mi mo mu "
    "na ne ni no nu pa pe pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo xa xe xi xo"
)
SYLLABLES = _SPOKEN.split()
"""Syllables without marks: they are typed the same with UniKey on or off, and read aloud without doubt."""

WORDS, LETTERS = 4, 3
"""Four groups of three syllables: 73 bits, for a password that works once and is changed behind the door."""


def change_roles(store: Store, by: Person, person_id: UUID, roles: Iterable[Role], at: datetime) -> None:
    """Other roles. The last administrator stays one: WrongState."""
    by.demand(Right.MANAGE)
    wanted = frozenset(roles)
    if not wanted:
        raise BadInput("roles", "an account needs at least one role")
    store.set_roles(person_id, wanted, at, by)


def open_again(store: Store, by: Person, person_id: UUID, at: datetime) -> None:
    """A closed account may be used again; its old sessions stay ended."""
    by.demand(Right.MANAGE)
    store.open_person(person_id, at, by)


def reset_slip(store: Store, by: Person, person_id: UUID, at: datetime) -> str:
    """A one-time password for somebody who forgot theirs, shown once: it has to be changed at the first sign-in."""
    by.demand(Right.MANAGE)
    person = store.person(person_id)
    if person is None:
        raise NotFound(f"no person {person_id}")
    password = one_time_password()
    store.reset_password(person_id, passwords.hash_password(password, (person.username, person.name)), at, by)
    return password


def one_time_password() -> str:
    """Made by the machine, easy to read off paper: "bacodu-hoxilu-magote-rivose"."""
    return "-".join("".join(secrets.choice(SYLLABLES) for _ in range(LETTERS)) for _ in range(WORDS))
