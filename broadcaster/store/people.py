"""The accounts of the station. An account is disabled, never deleted: its name stands in the log."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, Select, bindparam, exists, insert, select, update

from broadcaster.errors import BadInput, NotFound, WrongState
from broadcaster.people import Person, Role
from broadcaster.store.activity import Verb, record
from broadcaster.store.columns import clean
from broadcaster.store.connection import Line
from broadcaster.store.tables import person


class PeopleVerbs(Line):
    """What the store can do with accounts."""

    def add_person(
        self, username: str, name: str, roles: Iterable[Role], password_hash: str, at: datetime, by: Person | None
    ) -> Person:
        """Make an account; `by` None is the machine's own console."""
        with self._write() as connection:
            return self._add(connection, (username, name, frozenset(roles), password_hash), at, by)

    def add_first_people(self, accounts: Iterable[tuple[str, str, frozenset[Role], str]], at: datetime) -> list[Person]:
        """Make the first accounts (username, name, roles, password hash) together, and only while there are none."""
        with self._write() as connection:
            if connection.scalar(self._anyone()):
                raise WrongState(f"station {self.station} has accounts already")
            return [self._add(connection, account, at, None) for account in accounts]

    def person(self, id: UUID) -> Person | None:
        """The account of that id."""
        return self._one(person.c.id == id)

    def person_with_mark(self, id: UUID) -> tuple[Person, int] | None:
        """The account of that id with its session mark: asked with each request to the desk."""
        with self._read() as connection:
            row = connection.execute(self._of_person, {"asked": id}).first()
        return None if row is None else (_person(row), int(row.session_mark))

    @cached_property
    def _of_person(self) -> Select[Any]:
        """Built once."""
        mine = person.c.id == bindparam("asked", type_=person.c.id.type)
        return select(person).where(person.c.station == self.station, mine)

    def person_named(self, username: str) -> Person | None:
        """The account of that user name, capitals or not."""
        return self._one(person.c.username == _account_name(username))

    def people(self) -> list[Person]:
        """Every account, disabled ones too, by user name."""
        with self._read() as connection:
            rows = connection.execute(select(person).where(person.c.station == self.station)).all()
        return sorted((_person(row) for row in rows), key=lambda one: one.username)

    def has_people(self) -> bool:
        """Whether anyone has an account yet."""
        with self._read() as connection:
            return bool(connection.scalar(self._anyone()))

    def password_hash(self, person_id: UUID) -> str:
        """What the password is checked against."""
        return str(self._column(person.c.password_hash, person_id))

    def session_mark(self, person_id: UUID) -> int:
        """Grows when the password changes or the account is disabled, so that older sessions end."""
        return int(self._column(person.c.session_mark, person_id))

    def set_password(self, person_id: UUID, password_hash: str, at: datetime, by: Person | None) -> None:
        """Change the password and end every session begun with the old one."""
        self._change(person_id, {"password_hash": password_hash, "must_change": False}, Verb.SET_PASSWORD, at, by)

    def reset_password(self, person_id: UUID, password_hash: str, at: datetime, by: Person | None) -> None:
        """A password printed on a slip: it opens the door once, to be changed behind it."""
        self._change(person_id, {"password_hash": password_hash, "must_change": True}, Verb.RESET_PASSWORD, at, by)

    def set_roles(self, person_id: UUID, roles: Iterable[Role], at: datetime, by: Person | None) -> None:
        """Other roles; the sessions go on with them."""
        written = ",".join(sorted(role.value for role in roles))
        with self._write() as connection:
            known = (person.c.id == person_id) & (person.c.station == self.station)
            before = connection.execute(select(person.c.username, person.c.roles).where(known)).first()
            if before is None:
                raise NotFound(f"no person {person_id} at station {self.station}")
            if before.roles == written:
                return
            if not self._leaves_an_administrator(connection, person_id, Role.ADMIN.value in written.split(",")):
                raise WrongState(f"{before.username} is the last administrator")
            connection.execute(update(person).where(known).values(roles=written))
            told = f"{before.username}: {before.roles} → {written}"
            record(connection, self.station, by, Verb.CHANGE_ROLES, ("person", person_id), told, at)

    def open_person(self, person_id: UUID, at: datetime, by: Person | None) -> None:
        """Open a closed account again, with the password it had."""
        self._change(person_id, {"active": True}, Verb.OPEN_PERSON, at, by)

    def signed_in(self, person_id: UUID, at: datetime) -> None:
        """This person has just come in."""
        mine = (person.c.id == person_id) & (person.c.station == self.station)
        with self._write() as connection:
            connection.execute(update(person).where(mine).values(last_signed_in=at))

    def disable_person(self, person_id: UUID, at: datetime, by: Person | None) -> None:
        """Close the account and end its sessions. WrongState for the last administrator, asked in the same step."""
        with self._write() as connection:
            known = (person.c.id == person_id) & (person.c.station == self.station)
            found = connection.execute(select(person.c.username, person.c.roles, person.c.active).where(known)).first()
            keeps = found is not None and found.active and Role.ADMIN.value in found.roles.split(",")
            if found is not None and not self._leaves_an_administrator(connection, person_id, not keeps):
                raise WrongState(f"{found.username} is the last administrator")
            self._changed(connection, person_id, {"active": False}, Verb.DISABLE_PERSON, at, by)

    def _add(
        self,
        connection: Connection,
        account: tuple[str, str, frozenset[Role], str],
        at: datetime,
        by: Person | None,
    ) -> Person:
        username, name, roles, password_hash = account
        made = Person(uuid4(), _account_name(username), clean(name), roles)
        taken = exists().where(person.c.station == self.station, person.c.username == made.username)
        if connection.scalar(select(taken)):
            raise BadInput("username", f"there is already an account named {made.username!r}")
        connection.execute(
            insert(person).values(
                id=made.id,
                station=self.station,
                username=made.username,
                name=made.name,
                roles=",".join(sorted(role.value for role in roles)),
                password_hash=password_hash,
                active=True,
                session_mark=1,
                created=at,
            )
        )
        record(connection, self.station, by, Verb.ADD_PERSON, ("person", made.id), made.username, at)
        return made

    def _change(self, person_id: UUID, values: dict[str, Any], verb: Verb, at: datetime, by: Person | None) -> None:
        with self._write() as connection:
            self._changed(connection, person_id, values, verb, at, by)

    def _changed(
        self,
        connection: Connection,
        person_id: UUID,
        values: dict[str, Any],
        verb: Verb,
        at: datetime,
        by: Person | None,
    ) -> None:
        """Write it, end every session of that account, and record the deed."""
        username = connection.execute(
            update(person)
            .where(person.c.id == person_id, person.c.station == self.station)
            .values(**values, session_mark=person.c.session_mark + 1)
            .returning(person.c.username)
        ).scalar()
        if username is None:
            raise NotFound(f"no person {person_id} at station {self.station}")
        record(connection, self.station, by, verb, ("person", person_id), username, at)

    def _leaves_an_administrator(self, connection: Connection, person_id: UUID, stays: bool) -> bool:
        """Whether somebody can still keep the accounts when this one does (`stays`) or does not."""
        if stays:
            return True
        others = select(person.c.roles).where(
            person.c.station == self.station, person.c.active, person.c.id != person_id
        )
        return any(Role.ADMIN.value in row.roles.split(",") for row in connection.execute(others))

    def _one(self, condition: Any) -> Person | None:
        with self._read() as connection:
            row = connection.execute(select(person).where(person.c.station == self.station, condition)).first()
        return None if row is None else _person(row)

    def _column(self, column: Any, person_id: UUID) -> Any:
        with self._read() as connection:
            wanted = select(column).where(person.c.id == person_id, person.c.station == self.station)
            row = connection.execute(wanted).first()
        if row is None:
            raise NotFound(f"no person {person_id} at station {self.station}")
        return row[0]

    def _anyone(self) -> Any:
        return select(exists().where(person.c.station == self.station))


def _account_name(username: str) -> str:
    return clean(username.strip().casefold())


def _person(row: Row[Any]) -> Person:
    roles = frozenset(Role(role) for role in row.roles.split(",") if role)
    return Person(row.id, row.username, row.name, roles, row.active, row.must_change, row.last_signed_in)
