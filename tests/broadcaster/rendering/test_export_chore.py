"""Taking everything out as a chore of the renderer: in a process apart, told while it goes, gone after a day."""

import os
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster import settings
from broadcaster.office.workshop import EXPORT_KEPT
from broadcaster.rendering.chores import Chores
from broadcaster.settings import PROJECT, Settings
from broadcaster.store import Chore, ChoreKind, JobState, Store, open_store
from tests.builders import LAN, NOW
from tests.fakes.clock import FakeClock


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The shipped settings; the command that is run finds the same places."""
    places = {"BROADCASTER_DATA": str(tmp_path / "var"), "BROADCASTER_AUDIO": str(tmp_path / "audio")}
    for name, value in places.items():
        monkeypatch.setenv(name, value)
    return settings.load(PROJECT / "config", places)


@pytest.fixture
def store(ward: Settings) -> Iterator[Store]:
    opened = open_store(ward.database, ward.station.id)
    yield opened
    opened.close()


def taken_out(ward: Settings, store: Store) -> Chore:
    chore = store.ask_chore(ChoreKind.TAKE_OUT, "export", {"title": ""}, LAN, NOW)
    Chores(ward, store, FakeClock(NOW)).work()
    return store.chore(chore)


def test_without_a_folder_for_backups_it_lies_where_the_desk_fetches_it(ward: Settings, store: Store) -> None:
    found = taken_out(ward, store)
    assert found.state is JobState.DONE, found.error
    assert found.told["folder"] == ""
    with zipfile.ZipFile(ward.exports / found.told["file"]) as archive:
        assert {"log.csv", "about.json"} <= set(archive.namelist())


def test_with_one_it_is_put_beside_the_backups(ward: Settings, store: Store, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    found = taken_out(replace(ward, backup=replace(ward.backup, folder=tmp_path / "usb")), store)
    assert (found.state, found.told["folder"]) == (JobState.DONE, str(tmp_path / "usb")), found.error
    assert (tmp_path / "usb" / found.told["file"]).is_file()
    assert not list(ward.exports.glob("*.zip"))


def test_what_hindered_it_is_told_and_nothing_half_is_left(ward: Settings, store: Store) -> None:
    ward.data.mkdir(exist_ok=True)
    ward.exports.write_text("a file where the folder should be")
    found = taken_out(ward, store)
    assert (found.state, found.told) == (JobState.FAILED, {"fault": "unwritable"})
    assert str(ward.exports) in found.error


def test_how_far_it_is_is_told_only_while_it_goes(store: Store) -> None:
    id = store.ask_chore(ChoreKind.TAKE_OUT, "export", {"title": ""}, LAN, NOW)
    store.chore_goes_on(id, {"done": 7}, NOW)
    assert store.chore(id).told == {}, "it has not begun"
    store.take_chore(NOW)
    store.chore_goes_on(id, {"done": 7}, NOW + timedelta(seconds=1))
    assert store.chore(id).told == {"done": 7}
    store.finish_chore(id, {"file": "a.zip"}, NOW)
    store.chore_goes_on(id, {"done": 8}, NOW)
    assert store.chore(id).told == {"file": "a.zip"}


def test_an_export_goes_after_a_day_even_when_nobody_asks_for_anything(ward: Settings, store: Store) -> None:
    ward.exports.mkdir(parents=True)
    ages = {
        "a-export.zip": EXPORT_KEPT,
        ".c-export.zip.part": EXPORT_KEPT,
        "b-export.zip": EXPORT_KEPT - timedelta(minutes=2),
        "old.mp3": 2 * EXPORT_KEPT,
    }
    for name, age in ages.items():
        path = ward.exports / name
        path.touch()
        moment = (NOW - age - timedelta(minutes=1)).timestamp()
        os.utime(path, (moment, moment))
    chores = Chores(ward, store, FakeClock(NOW))
    assert not chores.turn() and not [one for one in threading.enumerate() if one.name == "chores"]
    assert sorted(path.name for path in ward.exports.iterdir()) == ["b-export.zip", "old.mp3"]
