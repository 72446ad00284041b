"""New settings for a running daemon: taken when they are fit and nothing can be disturbed."""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from broadcaster import settings
from broadcaster.air.daemon import Daemon
from broadcaster.air.ledger import Ledger
from broadcaster.air.renewal import Renewal
from broadcaster.settings.writing import change, version
from tests.builders import NOW, at, station
from tests.ward import open_ward

SECOND = timedelta(seconds=1)


@pytest.fixture
def loaded(tmp_path):
    shutil.copytree(settings.PROJECT / "config", tmp_path / "config")
    return settings.load(tmp_path / "config", {})


def renamed(loaded, name="Đài mới"):
    return change(loaded, version(loaded.folder), {"station.name": name}, "Quang", NOW)


def test_nothing_is_due_while_the_files_stay(loaded):
    assert not Renewal(loaded, lambda wrong: None).due()


def test_other_settings_that_are_fit_are_due(loaded):
    renewal = Renewal(loaded, lambda wrong: None)
    renamed(loaded)
    assert renewal.due()
    assert renewal.due()


def test_settings_that_are_not_fit_are_told_and_not_taken_and_mended_ones_are(loaded):
    told = []
    renewal = Renewal(loaded, told.append)
    file = loaded.folder / "station.toml"
    good = file.read_text("utf-8")
    file.write_text(good.replace('start = "06:30"', 'start = "halb sieben"'), "utf-8")
    assert not renewal.due()
    assert "slots[0].start" in told[-1]
    file.write_text(good + "\n# mended\n", "utf-8")
    assert renewal.due()
    assert told[-1] is None


def test_settings_that_are_gone_change_nothing(loaded):
    renewal = Renewal(loaded, lambda wrong: None)
    (loaded.folder / "station.toml").unlink()
    assert not renewal.due()


def daemon_at(tmp_path, loaded, clock):
    """A daemon of a ward whose clock says so, with its settings beside it."""
    ward = open_ward(tmp_path, at(clock))
    mine = replace(loaded, data=tmp_path, station=station())
    ledger = Ledger(ward.store, tmp_path / "ledger", ward.clock)
    return ward, Daemon(mine, ward.store, {"all": ward.speakers}, ward.clock, ledger)


@pytest.mark.parametrize(
    ("clock", "calm"),
    [("06:00", True), ("06:29:30", False), ("06:31", False), ("06:45:01", True), ("23:00", True)],
)
def test_a_daemon_is_calm_away_from_its_slots(tmp_path, loaded, clock, calm):
    _, daemon = daemon_at(tmp_path, loaded, clock)
    assert daemon.calm() is calm


def test_a_daemon_with_an_order_waiting_is_not_calm(tmp_path, loaded):
    ward, daemon = daemon_at(tmp_path, loaded, "07:30")
    ward.store.order_now(ward.approved().id, False, None, ward.tung, ward.clock.now())
    assert not daemon.calm()


def test_a_daemon_ends_for_new_settings_only_when_it_is_calm(tmp_path, loaded):
    ward, daemon = daemon_at(tmp_path, loaded, "06:44:50")
    daemon.alarm = daemon.playout.next_start(ward.clock.now())
    renamed(loaded)
    daemon._tick(None)
    assert not daemon.done.is_set()
    ward.clock.wait(timedelta(seconds=20))
    daemon._tick(None)
    assert daemon.done.is_set()


def test_the_desk_is_told_which_settings_and_which_devices(tmp_path, loaded):
    ward, daemon = daemon_at(tmp_path, loaded, "07:30")
    daemon._beat()
    daemon._list()
    assert ward.store.beats()["daemon"].detail == {"settings": version(loaded.folder)}
    assert '"name"' in (ward.store.mark("sound_devices") or "")
