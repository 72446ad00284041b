"""The nightly backup: called for when nothing sounds, made up for after a night without power, missed aloud."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster import bell, settings
from broadcaster.air.ledger import Ledger
from broadcaster.air.nightly import Nightly
from broadcaster.settings.backup import FAILED, MARK, NONE_LATELY
from tests.builders import MONDAY, at
from tests.ward import open_ward

MINUTE = timedelta(minutes=1)


class Night:
    """A ward that backs up into a folder at half past two; the bell says what the daemon asked for."""

    def __init__(self, folder: Path, clock: str, to: Path | None) -> None:
        self.ward = open_ward(folder, at(clock))
        loaded = settings.load(settings.PROJECT / "config", {})
        kept = replace(loaded.backup, folder=to)
        loaded = replace(loaded, data=folder, station=self.ward.station, backup=kept)
        self.data, self.sounding = folder, False
        ledger = Ledger(self.ward.store, folder / "ledger", self.ward.clock)
        self.nightly = Nightly(loaded, ledger, self.ward.clock, lambda: self.sounding)

    def rung_within(self, length: timedelta) -> bool:
        before = bell.heard(self.data)
        until = self.ward.clock.now() + length
        while self.ward.clock.now() < until:
            self.nightly.look()
            self.ward.clock.wait(MINUTE)
        return bell.rung(self.data, before)

    def faults(self) -> list[str]:
        return [fault.code for fault in self.ward.store.faults()]

    def backed_up(self) -> None:
        self.ward.store.set_mark(MARK, self.ward.clock.now().isoformat())


@pytest.fixture
def night(tmp_path: Path) -> Night:
    made = Night(tmp_path, "01:00", tmp_path / "usb")
    made.backed_up()
    return made


def test_the_bell_rings_at_its_hour_and_not_before(night: Night) -> None:
    assert not night.rung_within(timedelta(minutes=89))
    assert night.rung_within(timedelta(minutes=3))
    night.backed_up()
    assert not night.rung_within(timedelta(hours=3))


def test_a_backup_that_does_not_come_about_is_called_for_again_but_not_all_the_time(night: Night) -> None:
    night.rung_within(timedelta(minutes=92))
    assert not night.rung_within(timedelta(minutes=20))
    assert night.rung_within(timedelta(minutes=15))


def test_nothing_is_begun_while_anything_sounds_or_a_slot_is_near(tmp_path: Path) -> None:
    night = Night(tmp_path, "06:16", tmp_path / "usb")  # the PC was off at night; the slot begins at half past six
    assert not night.rung_within(timedelta(minutes=14))
    night.sounding = True
    assert not night.rung_within(timedelta(minutes=30))
    night.sounding = False
    assert night.rung_within(timedelta(minutes=2))


def test_two_days_without_a_backup_are_a_fault_that_goes_with_the_next_one(night: Night) -> None:
    night.rung_within(timedelta(hours=47))
    assert NONE_LATELY not in night.faults()
    night.rung_within(timedelta(hours=2))
    assert NONE_LATELY in night.faults()
    night.backed_up()
    night.rung_within(2 * MINUTE)
    assert NONE_LATELY not in night.faults()


def test_a_station_that_was_never_backed_up_says_so_after_two_days(tmp_path: Path) -> None:
    night = Night(tmp_path, "08:00", tmp_path / "usb")
    night.rung_within(timedelta(hours=48))
    assert NONE_LATELY not in night.faults()
    night.rung_within(timedelta(hours=1))
    assert NONE_LATELY in night.faults()


def test_without_a_folder_nothing_is_called_for_and_nothing_is_missed(tmp_path: Path) -> None:
    night = Night(tmp_path, "01:00", None)
    night.ward.store.raise_fault(FAILED, "no such folder", night.ward.clock.now())
    assert not night.rung_within(timedelta(days=3))
    assert night.faults() == []
    assert MONDAY
