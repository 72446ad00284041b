"""Accounts in the store."""

import threading
import unicodedata
import uuid

import pytest

from broadcaster.errors import BadInput, NotFound, WrongState
from broadcaster.people import Role
from broadcaster.store import Store
from tests.builders import NOW


def test_an_account_comes_back_as_it_was_made(store: Store) -> None:
    assert not store.has_people()
    lan = store.add_person("lan", "Nguyễn Thị Lan", {Role.AUTHOR, Role.OPERATOR}, "hash", NOW, None)
    assert store.has_people()
    assert store.person(lan.id) == store.person_named("lan") == lan
    assert store.people() == [lan]
    assert store.password_hash(lan.id) == "hash"


def test_an_account_is_found_whatever_the_keyboard_made_of_its_name(store: Store) -> None:
    tung = store.add_person("Tùng", "Lê Thanh Tùng", {Role.OPERATOR}, "hash", NOW, None)
    assert store.person_named(unicodedata.normalize("NFD", " TÙNG ")) == tung
    assert store.person_named("tung") is None


def test_a_name_is_given_once(store: Store) -> None:
    store.add_person("lan", "Nguyễn Thị Lan", {Role.AUTHOR}, "hash", NOW, None)
    with pytest.raises(BadInput) as refused:
        store.add_person("LAN", "Trần Lan", {Role.AUTHOR}, "hash", NOW, None)
    assert refused.value.field == "username"
    assert len(store.people()) == 1


def test_a_new_password_or_a_closed_account_ends_older_sessions(store: Store) -> None:
    lan = store.add_person("lan", "Nguyễn Thị Lan", {Role.AUTHOR}, "hash", NOW, None)
    marks = [store.session_mark(lan.id)]
    store.set_password(lan.id, "other", NOW, lan)
    marks.append(store.session_mark(lan.id))
    store.disable_person(lan.id, NOW, None)
    marks.append(store.session_mark(lan.id))
    assert marks == sorted(set(marks)) and len(set(marks)) == 3
    assert store.password_hash(lan.id) == "other"
    closed = store.person(lan.id)
    assert closed is not None and not closed.active
    assert store.person_with_mark(lan.id) == (closed, marks[-1])


def test_a_stranger_is_nobody(store: Store) -> None:
    stranger = uuid.uuid4()
    assert store.person(stranger) is store.person_with_mark(stranger) is None
    for ask in (store.session_mark, store.password_hash):
        with pytest.raises(NotFound):
            ask(stranger)
    with pytest.raises(NotFound):
        store.set_password(stranger, "hash", NOW, None)


def test_the_first_accounts_are_made_together_and_once(store: Store) -> None:
    accounts = [("quan-tri", "Quản trị", frozenset({Role.ADMIN}), "h"), ("lan", "Lan", frozenset({Role.AUTHOR}), "h")]
    assert len(store.add_first_people(accounts, NOW)) == 2
    with pytest.raises(WrongState):
        store.add_first_people([("stranger", "Người lạ", frozenset({Role.ADMIN}), "h")], NOW)
    assert [one.username for one in store.people()] == ["lan", "quan-tri"]


def test_one_bad_account_among_the_first_makes_none(store: Store) -> None:
    twice = [("lan", "Lan", frozenset({Role.ADMIN}), "h"), ("lan", "Lan", frozenset({Role.AUTHOR}), "h")]
    with pytest.raises(BadInput):
        store.add_first_people(twice, NOW)
    assert not store.has_people()


def test_the_last_administrator_is_not_closed_and_the_others_are(store: Store) -> None:
    quang, hai = (store.add_person(name, name, {Role.ADMIN}, "hash", NOW, None) for name in ("quang", "hai"))
    lan = store.add_person("lan", "Nguyễn Thị Lan", {Role.AUTHOR}, "hash", NOW, None)
    store.disable_person(hai.id, NOW, quang)
    mark = store.session_mark(quang.id)
    with pytest.raises(WrongState, match="quang is the last administrator"):
        store.disable_person(quang.id, NOW, quang)
    assert store.session_mark(quang.id) == mark
    for one in (hai, lan):  # closing a closed one is no step towards nobody
        store.disable_person(one.id, NOW, quang)
    assert [one.username for one in store.people() if one.active] == ["quang"]


def test_two_administrators_who_close_each_other_at_once_leave_one(store: Store) -> None:
    two = [store.add_person(name, name, {Role.ADMIN}, "hash", NOW, None) for name in ("quang", "hai")]
    together, refused = threading.Barrier(2), []

    def close(by: int) -> None:
        together.wait(10)
        try:
            store.disable_person(two[1 - by].id, NOW, two[by])
        except WrongState as why:
            refused.append(why)

    threads = [threading.Thread(target=close, args=(by,)) for by in (0, 1)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    assert len(refused) == 1
    assert len([one for one in store.people() if one.active]) == 1
