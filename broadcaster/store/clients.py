"""Programs that may read the station over its JSON interface, each with a token of its own, kept as a hash."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update

from broadcaster.errors import NotFound
from broadcaster.people import Person
from broadcaster.store.activity import Verb, record
from broadcaster.store.connection import Line
from broadcaster.store.tables_desk import api_client


@dataclass(frozen=True, slots=True)
class Client:
    """A program with a token. `revoked` None: it may still read."""

    id: UUID
    name: str
    created: datetime
    revoked: datetime | None


class ClientVerbs(Line):
    """Giving tokens, knowing them again, and taking them back."""

    def add_client(self, name: str, token: str, by: Person | None, at: datetime) -> Client:
        """A new client; the token itself is not kept. `by` None is the machine's own console."""
        client = Client(uuid4(), name, at, None)
        with self._write() as connection:
            connection.execute(
                insert(api_client).values(
                    id=client.id, station=self.station, name=name, token_sha256=_hash(token), created=at
                )
            )
            record(connection, self.station, by, Verb.ADD_CLIENT, ("client", client.id), name, at)
        return client

    def client_of(self, token: str) -> Client | None:
        """The client that holds this token, None for a token nobody holds or that was taken back."""
        wanted = select(api_client).where(
            api_client.c.station == self.station,
            api_client.c.token_sha256 == _hash(token),
            api_client.c.revoked.is_(None),
        )
        with self._read() as connection:
            row = connection.execute(wanted).first()
        return None if row is None else Client(row.id, row.name, row.created, row.revoked)

    def clients(self) -> list[Client]:
        """Every client there has been, the oldest first."""
        wanted = select(api_client).where(api_client.c.station == self.station).order_by(api_client.c.created)
        with self._read() as connection:
            return [Client(row.id, row.name, row.created, row.revoked) for row in connection.execute(wanted)]

    def revoke_client(self, id: UUID, by: Person | None, at: datetime) -> None:
        """Its token no longer opens anything."""
        mine = (api_client.c.id == id) & (api_client.c.station == self.station) & api_client.c.revoked.is_(None)
        with self._write() as connection:
            if connection.execute(update(api_client).where(mine).values(revoked=at)).rowcount == 0:
                raise NotFound(f"no client {id} that still holds a token")
            record(connection, self.station, by, Verb.REVOKE_CLIENT, ("client", id), "", at)


def _hash(token: str) -> str:
    """A token is 32 random bytes: a plain hash of it cannot be searched through."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
