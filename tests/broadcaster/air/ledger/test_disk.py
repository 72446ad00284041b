"""A full or read-only disk: the sound goes on, and its outcome is in the log when there is a disk again (P14)."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from broadcaster.air.ballast import PIECES, Ballast
from broadcaster.air.drawer import Drawer, second_place
from broadcaster.air.ledger import Ledger
from broadcaster.air.slips import Slip, Tells, name_of
from broadcaster.airing import Outcome
from broadcaster.store import open_store
from tests.broadcaster.air.ledger.ledgers import a_ledger, end
from tests.broadcaster.store.steps import SECOND, an_airing
from tests.disks import SmallDisk, small_disk
from tests.ward import Ward, open_ward


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as mounted:
        yield mounted
    shutil.rmtree(second_place(tmp_path / "disk" / "ledger"), ignore_errors=True)


def with_ballast(folder: Path, ward: Ward) -> Ledger:
    ledger = a_ledger(folder, ward.clock)
    ledger.keeps_ballast = True
    return ledger


def codes(ward: Ward) -> list[str]:
    return [fault.code for fault in ward.store.faults()]


def test_on_a_full_disk_the_ballast_makes_room_and_the_screen_says_so(disk: SmallDisk) -> None:
    ward = open_ward(disk.folder)
    ledger = with_ballast(disk.folder, ward)
    assert ledger.flush() and ledger.ballast.is_whole
    disk.fill()
    for number in range(12):
        airing = an_airing(f"day-{number}/morning")
        assert ledger.begin_airing(airing)
        ledger.progress(airing.id, SECOND, airing.planned)
        end(ledger, airing)
        ledger.flush()
        ward.clock.wait(10 * SECOND)
    assert ledger.flush()
    assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE] * 12
    assert "disk_full" in codes(ward)
    disk.empty()
    ward.clock.wait(31 * SECOND)
    assert ledger.flush() and ledger.ballast.is_whole
    assert codes(ward) == []


def test_when_the_ballast_is_eaten_too_slips_go_to_the_second_place(disk: SmallDisk) -> None:
    ward = open_ward(disk.folder)
    ledger = with_ballast(disk.folder, ward)
    ledger.flush()
    for _ in range(PIECES):
        ledger.ballast.release()
    airings = [an_airing(f"day-{number}/morning") for number in range(30)]
    for airing in airings:
        disk.fill()
        assert ledger.begin_airing(airing) and not ledger.begin_airing(airing)
        end(ledger, airing)
    assert ledger.kept > 0, "the disk was full"
    reborn = with_ballast(disk.folder, ward)
    assert not any(reborn.begin_airing(airing) for airing in airings), "a restart speaks nothing twice"
    disk.empty()
    ward.clock.wait(31 * SECOND)
    assert reborn.flush()
    assert sorted(entry.occurrence for entry in ward.log()) == sorted(airing.key.occurrence for airing in airings)


def test_on_a_read_only_disk_the_outcome_is_kept_and_entered_when_it_can_be_written_again(disk: SmallDisk) -> None:
    ward = open_ward(disk.folder)
    ledger = with_ballast(disk.folder, ward)
    ledger.flush()
    ledger.store.close()
    ward.store.close()  # else it could not be made read-only
    disk.read_only()
    first, second = an_airing(), an_airing("next/morning")
    assert ledger.begin_airing(first) and not ledger.begin_airing(an_airing())
    ledger.progress(first.id, SECOND, first.planned)
    end(ledger, first)
    reborn = with_ballast(disk.folder, ward)
    assert not reborn.begin_airing(an_airing()), "a restart on a read-only disk speaks nothing twice"
    assert reborn.begin_airing(second)
    end(reborn, second)
    assert not reborn.flush()
    ward.store.close()
    disk.read_only(False)
    ward.clock.wait(6 * SECOND)
    assert reborn.flush()
    assert [entry.id for entry in ward.log()] == [first.id, second.id]


def test_a_database_without_a_free_page_is_a_full_disk_too(tmp_path: Path) -> None:
    """The stand-in for machines where no disk can be mounted: SQLite says the same words."""
    ward = open_ward(tmp_path)
    ledger = with_ballast(tmp_path, ward)
    ledger.flush()
    pages = ["PRAGMA max_page_count = 1"]

    def no_page_more(connection: sqlite3.Connection, record: object) -> None:
        for pragma in pages:
            connection.execute(pragma)

    ledger.store.close()
    event.listen(ledger.store._engine, "connect", no_page_more)
    airings = [an_airing(f"day-{number}/morning") for number in range(200)]
    for airing in airings:
        assert ledger.begin_airing(airing)
        end(ledger, airing)
        ward.clock.wait(SECOND)
        if ledger.kept:
            break
    assert ledger.kept, "no page was left"
    assert not ledger.ballast.is_whole
    pages.clear()
    ledger.store.close()
    assert ledger.flush() and ledger.flush()
    assert codes(ward) == ["disk_full"]
    ward.clock.wait(31 * SECOND)
    assert ledger.flush() and ledger.flush()
    assert codes(ward) == []
    assert len(ward.log()) == airings.index(airing) + 1


def test_a_drawer_that_cannot_be_made_falls_back_to_its_second_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    drawer = Drawer(tmp_path / "file" / "ledger")
    ward = open_ward(tmp_path)
    ledger = with_ballast(tmp_path, ward)
    ledger.drawer = drawer
    ledger.store.close()
    (tmp_path / "station.db").chmod(0o400)
    slip = _a_slip()
    try:
        assert drawer.claim(slip) and not drawer.claim(slip)
        assert [one.id for one in drawer.load()[0]] == [slip.id]
        drawer.drop(slip.name)
        assert drawer.load() == ([], [])
    finally:
        shutil.rmtree(drawer.folders[1], ignore_errors=True)


def _a_slip() -> Slip:
    airing = an_airing()
    return Slip(name_of(airing.key), Tells.AIRING, airing.id, airing.begun, 1, airing=airing)


def test_a_second_place_that_others_can_write_is_not_trusted(tmp_path: Path) -> None:
    drawer = Drawer(tmp_path / "nowhere")
    drawer.folders = (Path("/proc/nothing/can/be/made"), tmp_path / "shared")
    (tmp_path / "shared").mkdir(mode=0o777)
    (tmp_path / "shared").chmod(0o777)
    with pytest.raises(PermissionError):
        drawer.claim(_a_slip())


def test_the_ballast_takes_little_of_a_little_disk(disk: SmallDisk) -> None:
    ballast = Ballast(disk.folder)
    assert ballast.restore() and ballast.is_whole
    usage = shutil.disk_usage(disk.folder)
    assert usage.used <= usage.total // 4
    assert all(ballast.release() for _ in range(PIECES)) and not ballast.release()
    disk.fill(leave=128 * 1024)
    assert not ballast.restore(), "it does not take the last of it"


def test_the_ballast_of_a_usual_disk_is_four_megabytes(tmp_path: Path) -> None:
    ballast = Ballast(tmp_path)
    assert ballast.restore()
    assert sum(piece.stat().st_size for piece in ballast.pieces) == 4 * 1024 * 1024


def test_a_station_restarts_on_a_full_disk(disk: SmallDisk) -> None:
    ward = open_ward(disk.folder)
    with_ballast(disk.folder, ward).flush()
    ward.store.give_room_back()
    ward.store.close()
    disk.fill()
    Ballast(disk.folder).make_room_to_start()
    store = open_store(f"sqlite:///{disk.folder / 'station.db'}", ward.station.id)
    ledger = with_ballast(disk.folder, ward)
    assert ledger.begin_airing(an_airing())
    ledger.flush()
    assert "disk_full" in [fault.code for fault in store.faults()], "its ballast cannot be made whole"
    store.close()
