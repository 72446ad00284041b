"""The people of a station and what each role may do. Deny by default: a right that is not listed is refused."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from broadcaster.errors import NotAllowed


class Role(StrEnum):
    """The roles of a ward station; one person may hold several, the administrator none of the others' rights."""

    AUTHOR = "author"
    APPROVER = "approver"
    OPERATOR = "operator"
    LEADER = "leader"
    ADMIN = "admin"
    INSPECTOR = "inspector"


class Right(StrEnum):
    """Something a person may do at the station."""

    READ = "read"
    STOP = "stop"
    WRITE = "write"
    APPROVE = "approve"
    SCHEDULE = "schedule"
    AIR_NOW = "air_now"
    AIR_URGENT = "air_urgent"
    MANAGE = "manage"


_EVERYONE = frozenset({Right.READ, Right.STOP})
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.AUTHOR: _EVERYONE | {Right.WRITE, Right.SCHEDULE},
    Role.APPROVER: _EVERYONE | {Right.APPROVE},
    Role.OPERATOR: _EVERYONE | {Right.SCHEDULE, Right.AIR_NOW},
    Role.LEADER: _EVERYONE | {Right.APPROVE, Right.AIR_NOW, Right.AIR_URGENT},
    Role.ADMIN: _EVERYONE | {Right.MANAGE},
    Role.INSPECTOR: _EVERYONE,
}


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with an account. `name` is the full name printed in the log and on reports.

    `must_change` means that the password is one an administrator printed: nothing is done before it is changed.
    """

    id: UUID
    username: str
    name: str
    roles: frozenset[Role]
    active: bool = True
    must_change: bool = False
    last_signed_in: datetime | None = field(default=None, compare=False)

    @property
    def rights(self) -> frozenset[Right]:
        """Everything this person may do; nothing at all when the account is disabled.

        People and settings are looked after by someone who cannot put a sound on the street, so the
        administrator's other roles count for nothing.
        """
        if not self.active:
            return frozenset()
        if Role.ADMIN in self.roles:
            return RIGHTS[Role.ADMIN]
        return frozenset().union(*(RIGHTS[role] for role in self.roles))

    def may(self, right: Right) -> bool:
        """Whether this person holds `right`."""
        return right in self.rights

    def demand(self, right: Right) -> None:
        """Raise NotAllowed unless this person holds `right`."""
        if not self.may(right):
            raise NotAllowed(f"{self.username} may not {right.value}")
