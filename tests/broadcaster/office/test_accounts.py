"""Accounts looked after: roles, open again, a password on a slip; and always somebody who can do so."""

import re
from pathlib import Path

import pytest

from broadcaster.errors import BadInput, NotAllowed, NotFound, WrongState
from broadcaster.office import accounts, newsroom
from broadcaster.people import Person, Role
from broadcaster.store import Store, Verb, open_store
from tests.builders import LAN, NOW
from tests.web.cast import nowhere

OLD = "con trâu ăn cỏ ven đê"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path}/station.db", "hoa-mau")


@pytest.fixture
def quang(store: Store) -> Person:
    return newsroom.add_person(store, None, "quang", "Đỗ Quang", [Role.ADMIN], OLD, NOW)


@pytest.fixture
def lan(store: Store) -> Person:
    return newsroom.add_person(store, None, "lan", "Nguyễn Thị Lan", [Role.AUTHOR], OLD, NOW)


def test_roles_are_changed_and_told(store: Store, quang: Person, lan: Person) -> None:
    accounts.change_roles(store, quang, lan.id, [Role.AUTHOR, Role.OPERATOR], NOW)
    found = store.person(lan.id)
    assert found is not None and found.roles == {Role.AUTHOR, Role.OPERATOR}
    assert store.activity(1)[0].verb is Verb.CHANGE_ROLES
    assert store.activity(1)[0].detail == "lan: author → author,operator"
    accounts.change_roles(store, quang, lan.id, [Role.AUTHOR, Role.OPERATOR], NOW)
    assert len(store.activity()) == 3


def test_the_last_administrator_stays_one(store: Store, quang: Person, lan: Person) -> None:
    with pytest.raises(WrongState):
        accounts.change_roles(store, quang, quang.id, [Role.AUTHOR], NOW)
    accounts.change_roles(store, quang, lan.id, [Role.ADMIN], NOW)
    accounts.change_roles(store, quang, quang.id, [Role.AUTHOR], NOW)
    with pytest.raises(NotAllowed):
        accounts.change_roles(store, LAN, lan.id, [Role.AUTHOR], NOW)


def test_a_closed_administrator_does_not_count(store: Store, quang: Person, lan: Person) -> None:
    accounts.change_roles(store, quang, lan.id, [Role.ADMIN], NOW)
    newsroom.disable_person(store, quang, lan.id, NOW)
    with pytest.raises(WrongState):
        accounts.change_roles(store, quang, quang.id, [Role.LEADER], NOW)


def test_an_account_has_a_role_and_exists(store: Store, quang: Person, lan: Person) -> None:
    with pytest.raises(BadInput):
        accounts.change_roles(store, quang, lan.id, [], NOW)
    with pytest.raises(NotFound):
        accounts.change_roles(store, quang, nowhere(), [Role.AUTHOR], NOW)
    with pytest.raises(NotFound):
        accounts.reset_slip(store, quang, nowhere(), NOW)


def test_a_closed_account_is_opened_again(store: Store, quang: Person, lan: Person) -> None:
    newsroom.disable_person(store, quang, lan.id, NOW)
    assert newsroom.sign_in(store, "lan", OLD) is None
    accounts.open_again(store, quang, lan.id, NOW)
    assert newsroom.sign_in(store, "lan", OLD) is not None


def test_a_slip_opens_the_door_and_must_be_changed_behind_it(store: Store, quang: Person, lan: Person) -> None:
    mark = store.session_mark(lan.id)
    password = accounts.reset_slip(store, quang, lan.id, NOW)
    found = newsroom.sign_in(store, "lan", password)
    assert found is not None and found.must_change
    assert newsroom.sign_in(store, "lan", OLD) is None
    assert store.session_mark(lan.id) == mark + 1
    assert password not in "".join(deed.detail for deed in store.activity())
    newsroom.set_password(store, found, lan.id, "trời mưa bong bóng phập phồng", NOW)
    again = store.person(lan.id)
    assert again is not None and not again.must_change


def test_a_one_time_password_is_easy_to_read_and_never_the_same() -> None:
    made = {accounts.one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"([a-z]{6}-){3}[a-z]{6}", one) for one in made)


def test_only_who_manages_may(store: Store, quang: Person, lan: Person) -> None:
    for deed in (
        lambda: accounts.open_again(store, lan, quang.id, NOW),
        lambda: accounts.reset_slip(store, lan, quang.id, NOW),
    ):
        with pytest.raises(NotAllowed):
            deed()
