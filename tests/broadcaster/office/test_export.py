"""Taking everything out is the administrator's, is recorded with a name, and is there for a day."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from broadcaster.errors import NotAllowed, WrongState
from broadcaster.office import workshop
from broadcaster.people import Person, Role
from broadcaster.settings import Settings
from broadcaster.store import Store, Verb
from tests.builders import LAN, MINH, NOW, TUNG

QUANG = Person(UUID(int=901), "quang", "Đỗ Quang", frozenset({Role.ADMIN}))
SECOND = Person(UUID(int=902), "thu", "Vũ Thị Thu", frozenset({Role.ADMIN}))
MINUTE = timedelta(minutes=1)
VAN = Person(UUID(int=903), "van", "Bùi Hồng Vân", frozenset({Role.INSPECTOR}))


def made(store: Store, ward: Settings, at: datetime = NOW, **told: object) -> UUID:
    """An export that the renderer has finished at that moment."""
    id = workshop.take_out(store, QUANG, at)
    store.take_chore(at)
    ward.exports.mkdir(parents=True, exist_ok=True)
    (ward.exports / "a-export.zip").write_bytes(b"PK")
    store.finish_chore(id, {"file": "a-export.zip", "bytes": 2, "folder": "", **told}, at)
    return id


@pytest.mark.parametrize("person", [LAN, MINH, TUNG, VAN])
def test_nobody_but_the_administrator_takes_everything_out(store: Store, ward: Settings, person: Person) -> None:
    with pytest.raises(NotAllowed):
        workshop.take_out(store, person, NOW)
    made(store, ward)
    with pytest.raises(NotAllowed):
        workshop.fetch_export(store, ward, person, NOW)


def test_who_comes_second_gets_the_one_under_way_and_is_not_named_for_it(store: Store) -> None:
    first = workshop.take_out(store, QUANG, NOW)
    assert workshop.take_out(store, SECOND, NOW + timedelta(minutes=1)) == first
    store.take_chore(NOW)
    assert workshop.take_out(store, SECOND, NOW + timedelta(minutes=2)) == first
    assert [(deed.verb, deed.by_name) for deed in store.activity()] == [(Verb.TAKE_OUT, QUANG.name)]


def test_who_fetched_it_is_recorded_once_for_a_download_that_broke_off(store: Store, ward: Settings) -> None:
    made(store, ward)
    path = workshop.fetch_export(store, ward, SECOND, NOW)
    assert workshop.fetch_export(store, ward, SECOND, NOW, anew=False) == path
    deeds = [(deed.verb, deed.by_name, deed.detail) for deed in store.activity()]
    assert deeds == [(Verb.FETCH_EXPORT, SECOND.name, "a-export.zip"), (Verb.TAKE_OUT, QUANG.name, "")]


def test_it_is_there_for_a_day_and_only_where_it_was_not_put_elsewhere(store: Store, ward: Settings) -> None:
    with pytest.raises(WrongState):
        workshop.fetch_export(store, ward, QUANG, NOW)
    made(store, ward)
    assert workshop.taken_out(store, ward, NOW + workshop.EXPORT_KEPT - timedelta(seconds=1))
    assert workshop.taken_out(store, ward, NOW + workshop.EXPORT_KEPT) is None
    made(store, ward, NOW + MINUTE, folder="/media/usb")
    assert workshop.taken_out(store, ward, NOW + MINUTE) is None
    made(store, ward, NOW + 2 * MINUTE, file="../station.db")
    assert workshop.taken_out(store, ward, NOW + 2 * MINUTE) is None, "no name leads out of the folder"
    made(store, ward, NOW + 3 * MINUTE)
    assert workshop.taken_out(store, ward, NOW + 3 * MINUTE)
    failed = workshop.take_out(store, QUANG, NOW + 4 * MINUTE)
    store.take_chore(NOW + 4 * MINUTE)
    store.fail_chore(failed, "no room", {"fault": "disk_full"}, NOW + 4 * MINUTE)
    assert workshop.taken_out(store, ward, NOW + 4 * MINUTE) is None
