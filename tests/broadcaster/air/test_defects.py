"""Defects: what fails before a sound is due again, silences nothing else, and stays on the screen while it lasts."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster import settings
from broadcaster.air.announcer import GIVEN_UP
from broadcaster.air.daemon import Daemon
from broadcaster.air.ledger import Ledger
from broadcaster.airing import Outcome, Reason
from broadcaster.store import Store
from broadcaster.store.logbook import entry_of
from broadcaster.store.tables_air import play_log
from tests.broadcaster.store.steps import aired, by_hand
from tests.builders import at, station
from tests.fakes.speakers import FakeSpeakers
from tests.ward import Ward, open_ward

HALF = timedelta(seconds=0.5)


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return open_ward(tmp_path)


class Broken(Exception):
    """What nobody has thought of."""


class Claims:
    """A store whose claims fail for what has this title, `times` times."""

    def __init__(self, store: Store, title: str, times: int) -> None:
        self.begin, self.title, self.times = store.begin_airing, title, times

    def __call__(self, airing):
        if airing.title == self.title and self.times:
            self.times -= 1
            raise Broken
        return self.begin(airing)


def live(ward: Ward, until: str) -> int:
    """The zone's thread until then, as the daemon runs it; how many of its turns failed."""
    playout = ward.playout()
    failed = 0
    while ward.clock.now() < at(until):
        try:
            if not playout.announcers["all"].turn():
                ward.clock.wait(HALF)
        except Broken:
            failed += 1
            ward.clock.wait(HALF)
    assert not playout.book.sounding(), "nothing counts as sounding for ever"
    return failed


def test_an_item_whose_claim_failed_once_is_due_again_and_sounds(ward: Ward) -> None:
    ward.ready("Một")
    ward.store.begin_airing = Claims(ward.store, "Một", 1)
    assert live(ward, "06:46") == 1
    assert [(entry.title, entry.outcome) for entry in ward.log()] == [("Một", Outcome.COMPLETE)]
    assert len(ward.speakers.sounds) == 1


def test_an_item_that_fails_again_and_again_is_given_up_with_its_entry_and_the_next_one_sounds(ward: Ward) -> None:
    ward.ready("Một")
    ward.ready("Hai")
    ward.store.begin_airing = Claims(ward.store, "Một", 10_000)
    assert live(ward, "06:46") == GIVEN_UP
    assert [(entry.title, entry.outcome, entry.reason) for entry in ward.log()] == [
        ("Một", Outcome.MISSED, Reason.PLAYER_FAILED),
        ("Hai", Outcome.COMPLETE, Reason.NONE),
    ]


def test_an_urgent_order_whose_claims_fail_keeps_the_zone_from_the_slot_no_longer_than_it_must(ward: Ward) -> None:
    alarm = ward.approved("Lũ", 20)
    ward.ready("Hai")
    order = ward.store.order_now(alarm.id, True, None, ward.minh, ward.clock.now())
    ward.store.begin_airing = Claims(ward.store, "Lũ", 10_000)
    live(ward, "06:46")
    assert ward.store.order(order.id).state != "taken"
    assert [entry.title for entry in ward.log() if entry.heard] == ["Hai"]


@pytest.mark.parametrize("spoiled", ["outcome = 'junk'", "heard = 'long'", "title = x'00'"])
def test_a_log_row_of_today_spoiled_by_hand_silences_nothing(ward: Ward, tmp_path: Path, spoiled: str) -> None:
    ward.ready("Một")
    ward.ready("Hai")
    bad = aired(ward.store, 0)
    where = f"WHERE id = '{bad.id}'"
    by_hand(f"sqlite:///{tmp_path / 'station.db'}", f"UPDATE play_log SET planned = 1795388400000, {spoiled} {where}")
    with ward.store._read() as connection, pytest.raises((ValueError, TypeError)):
        [entry_of(row) for row in connection.execute(play_log.select())]
    assert live(ward, "06:46") == 0
    assert [(entry.title, entry.outcome) for entry in ward.log()] == [
        ("Một", Outcome.COMPLETE),
        ("Hai", Outcome.COMPLETE),
    ]


class Bad:
    """An announcer all of whose turns fail."""

    def __init__(self, zone):
        self.zone = zone

    def turn(self):
        raise Broken


def test_a_zone_that_works_does_not_take_down_the_fault_of_one_that_does_not(tmp_path: Path) -> None:
    here = station()
    two = replace(here, zones=(replace(here.zones[0], id="a"), replace(here.zones[0], id="b")), slots=())
    ward = open_ward(tmp_path, of=two)
    shutil.copytree(settings.PROJECT / "config", tmp_path / "config")
    mine = replace(settings.load(tmp_path / "config", {}), data=tmp_path, station=two)
    speakers = {zone: FakeSpeakers(ward.clock) for zone in ("a", "b")}
    daemon = Daemon(mine, ward.store, speakers, ward.clock, Ledger(ward.store, tmp_path / "ledger", ward.clock))
    good = daemon.playout.announcers
    ward.store.raise_fault("daemon_defect", "of a former life", ward.clock.now())
    for _ in range(2):
        daemon._turns(Bad(two.zones[0]))
        daemon._turns(good["b"])
        assert [fault.code for fault in ward.store.faults()] == ["daemon_defect"]
    daemon._turns(good["a"])
    assert ward.store.faults() == []
