"""What the station is doing right now."""

import uuid
from dataclasses import replace

from broadcaster.store import Beat, Fault, OnAir, Store
from tests.broadcaster.store.steps import MINUTE, SECOND
from tests.builders import NOW

SOUNDING = OnAir(uuid.uuid4(), "Giả danh công an", NOW, NOW + MINUTE, 12.5, -17.25, "sounding", "all", "ward", NOW)


def test_each_process_has_its_last_sign_of_life(store: Store) -> None:
    store.beat("daemon", 11, NOW, {})
    store.beat("daemon", 12, NOW + SECOND, {"đang": ["phát"], "n": 1})
    store.beat("desk", 13, NOW, {})
    assert store.beats() == {
        "daemon": Beat(12, NOW + SECOND, {"đang": ["phát"], "n": 1}),
        "desk": Beat(13, NOW, {}),
    }


def test_what_is_on_air_is_written_over_and_taken_away(store: Store) -> None:
    assert store.on_air() == []
    armed = replace(SOUNDING, started=None, level_db=None, state="armed")
    for now in (armed, SOUNDING):
        store.set_on_air("all", now)
        assert store.on_air() == [now]
    store.set_on_air("all", None)
    store.set_on_air("all", None)
    assert store.on_air() == []


def test_each_zone_says_what_sounds_in_it(store: Store) -> None:
    south = replace(SOUNDING, zone="south", title="Lũ về")
    store.set_on_air("south", south)
    store.set_on_air("all", SOUNDING)
    assert store.on_air() == [SOUNDING, south]
    store.set_on_air("all", None)
    assert store.on_air() == [south]


def test_a_mark_is_kept_under_its_name(store: Store) -> None:
    store.set_mark("settled_until", "một")
    store.set_mark("settled_until", "hai")
    assert (store.mark("settled_until"), store.mark("other")) == ("hai", None)


def test_a_fault_that_lasts_keeps_the_moment_it_began(store: Store) -> None:
    store.raise_fault("no_device", "ward", NOW)
    store.raise_fault("clock_wrong", "", NOW + SECOND)
    store.raise_fault("no_device", "usb", NOW + MINUTE)
    assert store.faults() == [Fault("no_device", "usb", NOW), Fault("clock_wrong", "", NOW + SECOND)]
    store.clear_fault("no_device")
    store.clear_fault("never raised")
    assert [fault.code for fault in store.faults()] == ["clock_wrong"]


def test_saying_the_same_again_writes_nothing(tmp_path: object) -> None:
    from broadcaster.store import open_store

    store = open_store(f"sqlite:///{tmp_path}/station.db", "hoa-mau")
    store.raise_fault("no_device", "ward", NOW)
    store.set_mark("settled_until", "today")

    watcher = open_store(f"sqlite:///{tmp_path}/station.db", "hoa-mau")
    with watcher._read() as connection:
        before = connection.exec_driver_sql("PRAGMA data_version").scalar()
        connection.rollback()
        store.raise_fault("no_device", "ward", NOW + SECOND)
        store.set_mark("settled_until", "today")
        store.clear_fault("clock_wrong")
        store.set_on_air("all", None)
        assert connection.exec_driver_sql("PRAGMA data_version").scalar() == before
    watcher.close()
    store.close()


def test_the_version_changes_with_what_others_write_and_only_then(tmp_path: object) -> None:
    from broadcaster.store import open_store

    store = open_store(f"sqlite:///{tmp_path}/station.db", "hoa-mau")
    before = store.version()
    assert before is not None and store.version() == before
    store.set_mark("settled_until", "today")
    after = store.version()
    assert after != before and store.version() == after
    store.close()
