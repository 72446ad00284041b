"""Programs that may read the station over its JSON interface, each with a token of its own, kept as a hash."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, insert, select, update

from broadcaster.errors import NotFound
from broadcaster.people import Person
from broadcaster.store.activity import Verb, record
from broadcaster.store.connection import Line
from broadcaster.store.tables_desk import api_client


class ClientKind(StrEnum):
    """What a token opens: the JSON interface, or the schedule as a calendar."""

    API = "api"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Client:
    """A program with a token. `revoked` None: it may still read. `kind` says what the token opens."""

    id: UUID
    name: str
    created: datetime
    revoked: datetime | None
    kind: ClientKind = ClientKind.API


class ClientVerbs(Line):
    """Giving tokens, knowing them again, and taking them back."""

    def add_client(
        self, name: str, token: str, by: Person | None, at: datetime, kind: ClientKind = ClientKind.API
    ) -> Client:
        """A new client; the token itself is not kept. `by` None is the machine's own console."""
        client = Client(uuid4(), name, at, None, kind)
        with self._write() as connection:
            connection.execute(
                insert(api_client).values(
                    id=client.id,
                    station=self.station,
                    name=name,
                    token_sha256=_hash(token),
                    created=at,
                    kind=kind.value,
                )
            )
            record(connection, self.station, by, Verb.ADD_CLIENT, ("client", client.id), name, at)
        return client

    def client_of(self, token: str, kind: ClientKind = ClientKind.API) -> Client | None:
        """The client that holds this token, None for a token nobody holds or that was taken back."""
        wanted = select(api_client).where(
            api_client.c.station == self.station,
            api_client.c.token_sha256 == _hash(token),
            api_client.c.revoked.is_(None),
            api_client.c.kind == kind.value,
        )
        with self._read() as connection:
            row = connection.execute(wanted).first()
        return None if row is None else _client(row)

    def clients(self) -> list[Client]:
        """Every client there has been, the oldest first."""
        wanted = select(api_client).where(api_client.c.station == self.station).order_by(api_client.c.created)
        with self._read() as connection:
            return [_client(row) for row in connection.execute(wanted)]

    def revoke_client(self, id: UUID, by: Person | None, at: datetime) -> None:
        """Its token no longer opens anything."""
        mine = (api_client.c.id == id) & (api_client.c.station == self.station) & api_client.c.revoked.is_(None)
        with self._write() as connection:
            if connection.execute(update(api_client).where(mine).values(revoked=at)).rowcount == 0:
                raise NotFound(f"no client {id} that still holds a token")
            record(connection, self.station, by, Verb.REVOKE_CLIENT, ("client", id), "", at)


def _client(row: Row[Any]) -> Client:
    return Client(row.id, row.name, row.created, row.revoked, ClientKind(row.kind))


def _hash(token: str) -> str:
    """A token is 32 random bytes: a plain hash of it cannot be searched through."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
