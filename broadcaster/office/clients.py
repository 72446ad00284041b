"""Letting another program read the station: a token is given once, and taken back by who keeps the accounts."""

import secrets
from datetime import datetime
from uuid import UUID

from broadcaster.errors import BadInput
from broadcaster.people import Person, Right
from broadcaster.store import Store
from broadcaster.store.clients import Client, ClientKind

LONGEST_NAME = 100


def admit(
    store: Store, by: Person | None, name: str, at: datetime, kind: ClientKind = ClientKind.API
) -> tuple[Client, str]:
    """A new client and its token, which nobody can read again later. `by` None is the machine's own console."""
    if by is not None:
        by.demand(Right.MANAGE)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise BadInput("name", f"a client's name has 1 to {LONGEST_NAME} characters")
    token = secrets.token_urlsafe(32)
    return store.add_client(name, token, by, at, kind), token


def revoke(store: Store, by: Person | None, id: UUID, at: datetime) -> None:
    """Take the token back."""
    if by is not None:
        by.demand(Right.MANAGE)
    store.revoke_client(id, by, at)
