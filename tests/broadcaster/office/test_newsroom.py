"""What people may do at the station, and what they may not."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.bulletin import Bulletin, Script, Status
from broadcaster.errors import BadInput, Conflict, NotAllowed, NotFound, WrongState
from broadcaster.office import newsroom
from broadcaster.office.newsroom import Account
from broadcaster.people import Person, Right, Role
from broadcaster.store import Store, Verb, open_store
from tests.builders import LAN, MINH, MONDAY, NOW, TUNG, person, rendition, script, station

SHA = "a" * 64
PASSWORD = "mười ba con trâu"
STRANGER = person("stranger")
LEADER = person("chu-tich", Role.LEADER)
ADMIN = person("quan-tri", Role.ADMIN)
INSPECTOR = person("thanh-tra", Role.INSPECTOR)
BOTH = person("mot-minh", Role.AUTHOR, Role.APPROVER)
SECOND = timedelta(seconds=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The station's memory, with nobody and nothing in it."""
    opened = open_store(f"sqlite:///{tmp_path}/station.db", "hoa-mau")
    yield opened
    opened.close()


def waiting(store: Store, author: Person = LAN) -> Bulletin:
    """A bulletin with its sound, submitted."""
    made = newsroom.write(store, author, script(), NOW)
    newsroom.submit(store, author, made.id, 1, NOW)
    store.save_rendition(made.id, 1, rendition(60, SHA), NOW)
    return store.bulletin(made.id)


def ready(store: Store) -> Bulletin:
    """Lan's bulletin, heard and approved by Minh."""
    made = waiting(store)
    newsroom.listened(store, MINH, made.id, SHA, NOW)
    return newsroom.approve(store, MINH, made.id, SHA, NOW)


def test_a_bulletin_goes_from_lan_to_minh_to_the_schedule(store: Store) -> None:
    bulletin = ready(store)
    assert bulletin.on_air_ready
    placed = newsroom.place(store, station(), TUNG, bulletin.id, "morning", MONDAY, None, (), NOW)
    assert store.placements(MONDAY, MONDAY) == [placed] and placed.by_name == TUNG.name


def test_whoever_approves_has_listened_to_this_very_sound(store: Store) -> None:
    made = waiting(store)
    with pytest.raises(WrongState, match="not listened"):
        newsroom.approve(store, MINH, made.id, SHA, NOW)
    newsroom.listened(store, MINH, made.id, SHA, NOW)
    store.save_rendition(made.id, 1, rendition(60, "b" * 64), NOW)
    with pytest.raises(Conflict):
        newsroom.approve(store, MINH, made.id, SHA, NOW)
    with pytest.raises(WrongState, match="not listened"):
        newsroom.approve(store, MINH, made.id, "b" * 64, NOW)


def test_nobody_approves_what_he_wrote(store: Store) -> None:
    made = waiting(store, BOTH)
    with pytest.raises(NotAllowed):
        newsroom.approve(store, BOTH, made.id, SHA, NOW)
    newsroom.listened(store, BOTH, made.id, SHA, NOW)
    with pytest.raises(NotAllowed):
        newsroom.approve(store, BOTH, made.id, SHA, NOW)
    assert store.bulletin(made.id).status is Status.PENDING


def test_an_office_of_one_may_be_allowed_to_and_each_time_is_written_down(store: Store) -> None:
    made = waiting(store, BOTH)
    newsroom.listened(store, BOTH, made.id, SHA, NOW)
    assert newsroom.approve(store, BOTH, made.id, SHA, NOW, one_person=True).on_air_ready
    assert store.activity(limit=1)[0].verb is Verb.APPROVE_ALONE


def test_a_bulletin_is_not_returned_without_a_reason(store: Store) -> None:
    made = waiting(store)
    for empty in ("", "  ", "\u200b…"):
        with pytest.raises(BadInput) as refused:
            newsroom.send_back(store, MINH, made.id, SHA, empty, NOW)
        assert refused.value.field == "reason"
    back = newsroom.send_back(store, MINH, made.id, SHA, " Đọc sai số ", NOW)
    assert back.status is Status.RETURNED and back.decision is not None and back.decision.reason == "Đọc sai số"


def test_an_edit_of_what_is_approved_takes_it_off_the_air(store: Store) -> None:
    bulletin = ready(store)
    edited = newsroom.edit(store, LAN, bulletin.id, 1, script("Khác"), NOW)
    assert not edited.on_air_ready
    with pytest.raises(WrongState):
        newsroom.air_now(store, TUNG, bulletin.id, NOW)


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("title", script(" \u200b ")),
        ("title", script("x" * 201)),
        ("text", script(text="\n\n")),
        ("text", script(text="…!?\u202e")),
        ("text", script(text="chữ " * 250_000)),
    ],
)
def test_a_script_that_says_nothing_or_too_much_is_refused_with_its_field(
    store: Store, field: str, bad: Script
) -> None:
    with pytest.raises(BadInput) as refused:
        newsroom.write(store, LAN, bad, NOW)
    assert refused.value.field == field
    made = newsroom.write(store, LAN, script(), NOW)
    with pytest.raises(BadInput):
        newsroom.edit(store, LAN, made.id, 1, bad, NOW)


def test_a_placement_names_a_slot_of_the_station_and_real_days(store: Store) -> None:
    id = ready(store).id
    with pytest.raises(NotFound, match="noon"):
        newsroom.place(store, station(), TUNG, id, "noon", MONDAY, None, (), NOW)
    with pytest.raises(BadInput) as refused:
        newsroom.place(store, station(), TUNG, id, "morning", MONDAY, None, {0, 7}, NOW)
    assert refused.value.field == "weekdays"
    with pytest.raises(BadInput):
        newsroom.place(store, station(), TUNG, id, "morning", MONDAY, MONDAY - timedelta(days=1), (), NOW)


def test_nothing_is_put_on_days_that_are_over(store: Store) -> None:
    id, today = ready(store).id, station().local(NOW).date()
    for first, last, field in ((-1, -1, "first"), (-9, -1, "last")):
        days = today + timedelta(days=first), today + timedelta(days=last)
        with pytest.raises(BadInput) as refused:
            newsroom.place(store, station(), TUNG, id, "morning", *days, (), NOW)
        assert refused.value.field == field
    for days in ((today, today), (today - timedelta(days=9), today), (today - timedelta(days=9), None)):
        newsroom.place(store, station(), TUNG, id, "morning", *days, (), NOW)


def test_everyone_who_has_signed_in_may_stop(store: Store) -> None:
    for number, one in enumerate((LAN, MINH, TUNG, LEADER, ADMIN, INSPECTOR)):
        newsroom.stop(store, one, NOW + number * SECOND)
        assert store.stop_asked_since(NOW) == (one.name, NOW + number * SECOND)
    with pytest.raises(NotAllowed):
        newsroom.stop(store, STRANGER, NOW)


Deed = Callable[[Store, Person, uuid.UUID], object]
DEEDS: dict[str, tuple[set[Right], Deed]] = {
    "write": ({Right.WRITE}, lambda store, one, id: newsroom.write(store, one, script(), NOW)),
    "edit": ({Right.WRITE}, lambda store, one, id: newsroom.edit(store, one, id, 1, script(), NOW)),
    "submit": ({Right.WRITE}, lambda store, one, id: newsroom.submit(store, one, id, 1, NOW)),
    "listened": ({Right.READ}, lambda store, one, id: newsroom.listened(store, one, id, SHA, NOW)),
    "approve": ({Right.APPROVE}, lambda store, one, id: newsroom.approve(store, one, id, SHA, NOW)),
    "send back": ({Right.APPROVE}, lambda store, one, id: newsroom.send_back(store, one, id, SHA, "Sai", NOW)),
    "withdraw": ({Right.WRITE, Right.APPROVE}, lambda store, one, id: newsroom.withdraw(store, one, id, "", NOW)),
    "place": (
        {Right.SCHEDULE},
        lambda store, one, id: newsroom.place(store, station(), one, id, "morning", MONDAY, None, (), NOW),
    ),
    "unplace": ({Right.SCHEDULE}, lambda store, one, id: newsroom.unplace(store, one, id, NOW)),
    "skip": ({Right.SCHEDULE}, lambda store, one, id: newsroom.skip(store, one, id, MONDAY, NOW)),
    "reorder": ({Right.SCHEDULE}, lambda store, one, id: newsroom.reorder(store, one, id, 1, NOW)),
    "air now": ({Right.AIR_NOW}, lambda store, one, id: newsroom.air_now(store, one, id, NOW)),
    "stop": ({Right.STOP}, lambda store, one, id: newsroom.stop(store, one, NOW)),
    "add person": (
        {Right.MANAGE},
        lambda store, one, id: newsroom.add_person(store, one, "moi", "Người mới", {Role.AUTHOR}, PASSWORD, NOW),
    ),
    "disable person": ({Right.MANAGE}, lambda store, one, id: newsroom.disable_person(store, one, id, NOW)),
    "set password": ({Right.MANAGE}, lambda store, one, id: newsroom.set_password(store, one, id, PASSWORD, NOW)),
}
CLOSED = Person(LAN.id, LAN.username, LAN.name, frozenset(Role), active=False)


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("who", [STRANGER, LAN, MINH, TUNG, LEADER, ADMIN, INSPECTOR, CLOSED], ids=lambda one: one.name)
def test_every_deed_asks_for_its_right(store: Store, deed: str, who: Person) -> None:
    """Whoever has the right may find the thing missing or in the wrong state; whoever has not is stopped before."""
    rights, do = DEEDS[deed]
    if rights & who.rights:
        with suppress(NotFound, WrongState):
            do(store, who, uuid.uuid4())
    else:
        with pytest.raises(NotAllowed):
            do(store, who, uuid.uuid4())
        assert store.activity() == []


def seats(password: str = PASSWORD) -> list[Account]:
    return [
        Account("quan-tri", "Quản trị viên", frozenset({Role.ADMIN}), password),
        Account("lan", "Nguyễn Thị Lan", frozenset({Role.AUTHOR}), password),
    ]


def test_the_first_accounts_are_made_once(store: Store) -> None:
    assert [one.username for one in newsroom.first_accounts(store, seats(), NOW)] == ["quan-tri", "lan"]
    with pytest.raises(WrongState):
        newsroom.first_accounts(store, seats(), NOW)


def test_the_first_accounts_hold_an_administrator_and_good_passwords_or_none_is_made(store: Store) -> None:
    for bad in (seats()[1:], seats("short"), [*seats(), seats()[1]], []):
        with pytest.raises(BadInput):
            newsroom.first_accounts(store, bad, NOW)
    assert not store.has_people()


@pytest.mark.parametrize(
    ("field", "account"),
    [
        ("username", ("l", "Lan", {Role.AUTHOR}, PASSWORD)),
        ("username", ("lan lan", "Lan", {Role.AUTHOR}, PASSWORD)),
        ("username", ("<lan>", "Lan", {Role.AUTHOR}, PASSWORD)),
        ("name", ("lan", " ", {Role.AUTHOR}, PASSWORD)),
        ("name", ("lan", "L" * 201, {Role.AUTHOR}, PASSWORD)),
        ("roles", ("lan", "Lan", set(), PASSWORD)),
        ("password", ("lan", "Lan", {Role.AUTHOR}, "matkhau12345")),
        ("password", ("nguyenlan", "Lan", {Role.AUTHOR}, "nguyenlan2026")),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_its_field(
    store: Store, field: str, account: tuple[str, str, set[Role], str]
) -> None:
    with pytest.raises(BadInput) as refused:
        newsroom.add_person(store, None, *account, NOW)
    assert refused.value.field == field
    assert not store.has_people()


def test_signing_in_needs_the_right_password_and_an_open_account(store: Store) -> None:
    admin, lan = newsroom.first_accounts(store, seats(), NOW)
    assert newsroom.sign_in(store, " LAN ", PASSWORD) == lan
    assert newsroom.sign_in(store, "lan", PASSWORD + "?") is None
    assert newsroom.sign_in(store, "nobody", PASSWORD) is None
    newsroom.disable_person(store, admin, lan.id, NOW)
    assert newsroom.sign_in(store, "lan", PASSWORD) is None


def test_everyone_changes_ones_own_password_and_only_the_administrator_anothers(store: Store) -> None:
    admin, lan = newsroom.first_accounts(store, seats(), NOW)
    newsroom.set_password(store, lan, lan.id, "một hai ba con vịt", NOW)
    assert newsroom.sign_in(store, "lan", "một hai ba con vịt") == lan
    with pytest.raises(NotAllowed):
        newsroom.set_password(store, lan, admin.id, PASSWORD, NOW)
    newsroom.set_password(store, admin, lan.id, PASSWORD, NOW)
    assert newsroom.sign_in(store, "lan", PASSWORD) == lan
    with pytest.raises(BadInput):
        newsroom.set_password(store, lan, lan.id, "nguyenthilan", NOW)


def test_the_last_administrator_stays(store: Store) -> None:
    admin, _ = newsroom.first_accounts(store, seats(), NOW)
    with pytest.raises(WrongState):
        newsroom.disable_person(store, admin, admin.id, NOW)
    second = newsroom.add_person(store, admin, "quan-tri-2", "Quản trị hai", {Role.ADMIN}, PASSWORD, NOW)
    newsroom.disable_person(store, second, admin.id, NOW)
    assert [one.username for one in store.people() if one.may(Right.MANAGE)] == ["quan-tri-2"]
