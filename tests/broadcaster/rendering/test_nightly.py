"""The nightly backup in the renderer: begun when due, given up when something sounds, tried again after a failure."""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from broadcaster import backup, settings
from broadcaster.rendering.nightly import AGAIN, LOOK, NightlyBackup
from broadcaster.settings import PROJECT, Settings
from broadcaster.settings.backup import FAILED, MARK
from broadcaster.store import OnAir, Store
from tests.fakes.clock import FakeClock

THREE_AT_NIGHT = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


@pytest.fixture
def ward(ward: Settings, tmp_path: Path) -> Settings:
    ward.data.mkdir(parents=True)
    return replace(ward, backup=replace(ward.backup, folder=tmp_path / "usb"))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(THREE_AT_NIGHT)


def until(asked: Callable[[], bool]) -> bool:
    """Real processes end in real time."""
    deadline = time.monotonic() + 10
    while not asked() and time.monotonic() < deadline:
        time.sleep(0.02)
    return asked()


def nightly(ward: Settings, store: Store, clock: FakeClock, program: str) -> NightlyBackup:
    return NightlyBackup(ward, store, clock, [sys.executable, "-c", program])


def test_it_is_begun_when_due_and_its_end_is_noticed(ward, store, clock, tmp_path):
    done = tmp_path / "done"
    one = nightly(ward, store, clock, f"open({str(done)!r}, 'w').write('x')")
    assert one.turn()
    assert until(done.exists)
    store.set_mark(MARK, clock.now().isoformat())
    assert until(lambda: not one.turn())
    clock.wait(timedelta(seconds=LOOK))
    assert not one.turn(), "it was made tonight"


def test_it_is_given_up_when_something_sounds_and_begun_again_afterwards(ward, store, clock):
    one = nightly(ward, store, clock, "import time; time.sleep(60)")
    assert one.turn()
    now = clock.now()
    store.set_on_air("all", OnAir(uuid4(), "Khẩn", now, now, 0.0, None, "sounding", "all", "ward", now))
    clock.wait(timedelta(seconds=LOOK))
    assert not one.turn()
    clock.wait(timedelta(seconds=LOOK))
    assert not one.turn()
    store.set_on_air("all", None)
    clock.wait(timedelta(seconds=LOOK))
    assert one.turn()
    one.close()


def test_one_that_fails_is_tried_again_after_a_while(ward, store, clock):
    one = nightly(ward, store, clock, "raise SystemExit(2)")
    assert one.turn()
    assert until(lambda: not one.turn())
    clock.wait(timedelta(seconds=AGAIN - LOOK))
    assert not one.turn()
    clock.wait(timedelta(seconds=2 * LOOK))
    assert one.turn()
    one.close()


def test_the_desk_is_told_at_once_why_one_failed(ward, store, clock):
    one = nightly(ward, store, clock, "raise SystemExit('warming up\\nbroadcaster: usb: No space left on device')")
    assert one.turn()
    assert until(lambda: not one.turn())
    (told,) = store.faults()
    assert (told.code, told.detail) == (FAILED, "broadcaster: usb: No space left on device")
    one.close()


def test_none_begins_shortly_before_a_slot_or_in_it(ward, store, clock):
    clock.wait(timedelta(hours=3, minutes=20))  # 06:20 on the station's clock
    one = nightly(ward, store, clock, "pass")
    assert not one.turn()
    clock.wait(timedelta(minutes=15))
    assert not one.turn()
    clock.wait(timedelta(minutes=11))
    assert one.turn()
    one.close()


def test_the_real_command_makes_a_backup_that_can_be_restored(ward, store, clock, tmp_path, monkeypatch):
    folder = tmp_path / "config"
    folder.mkdir()
    text = (PROJECT / "config" / "station.toml").read_text(encoding="utf-8")
    assert 'folder = ""' in text
    (folder / "station.toml").write_text(text.replace('folder = ""', f'folder = "{tmp_path / "usb"}"'), "utf-8")
    (folder / "policies.toml").write_bytes((PROJECT / "config" / "policies.toml").read_bytes())
    monkeypatch.setenv("BROADCASTER_DATA", str(ward.data))
    monkeypatch.setenv("BROADCASTER_AUDIO", str(ward.audio))
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    one = NightlyBackup(settings.load(folder), store, clock)
    store.raise_fault(FAILED, "the disk with the backups is not plugged in", clock.now())
    assert one.turn()
    assert until(lambda: bool(store.mark(MARK)) and not one.turn())
    assert not store.faults(), "the one that succeeds takes the fault away"
    made = list((tmp_path / "usb").glob("*.tar.gz"))
    assert len(made) == 1
    assert backup.restore(made[0], tmp_path / "blank").log == store.verify()
