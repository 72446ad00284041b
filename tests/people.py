"""Who works at the station of the tests: Lan writes, Minh approves, Tùng minds the machine, Hoa leads."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from broadcaster.office import passwords
from broadcaster.people import Person, Role
from broadcaster.store import Store

PASSWORD = "mưa rào tháng bảy"
CAST: dict[str, tuple[str, Role]] = {
    "lan": ("Nguyễn Thị Lan", Role.AUTHOR),
    "minh": ("Trần Văn Minh", Role.APPROVER),
    "tung": ("Lê Thanh Tùng", Role.OPERATOR),
    "hoa": ("Phạm Thu Hoa", Role.LEADER),
    "quang": ("Đỗ Quang", Role.ADMIN),
    "van": ("Bùi Hồng Vân", Role.INSPECTOR),
}


@cache
def password_hash() -> str:
    """The hash of the one password of the cast, made once: argon2 is slow on purpose."""
    return passwords.hash_password(PASSWORD)


def hired(store: Store, at: datetime, cast: Mapping[str, tuple[str, Role]] = CAST) -> dict[str, Person]:
    """Everybody of the cast by user name, each with an account and one role."""
    return {
        username: store.add_person(username, name, frozenset({role}), password_hash(), at, None)
        for username, (name, role) in cast.items()
    }
