"""What the daemon does every second besides playing: entries, hooks, signs of life."""

import shutil
import socket
from dataclasses import replace
from datetime import timedelta

import pytest

from broadcaster import settings
from broadcaster.air.ledger import ON_AIR, Ledger
from broadcaster.air.upkeep import Upkeep, quiet_test
from broadcaster.errors import StoreBusy
from broadcaster.settings import Hooks
from broadcaster.store import Store
from tests.broadcaster.air.locking import held
from tests.broadcaster.store.steps import an_airing
from tests.builders import at
from tests.ward import open_ward

SECOND = timedelta(seconds=1)


class Post:
    """The upkeep of a ward whose amplifier is a line in a file."""

    def __init__(self, folder, now="06:29:30"):
        self.folder = folder
        self.ward = open_ward(folder, at(now))
        shutil.copytree(settings.PROJECT / "config", folder / "config")
        on = ("sh", "-c", f"echo on $BROADCASTER_SLOT >> {folder}/relay")
        off = ("sh", "-c", f"echo off $BROADCASTER_SLOT >> {folder}/relay")
        loaded = replace(
            settings.load(folder / "config", {}),
            data=folder,
            station=self.ward.station,
            hooks=Hooks((on,), (off,)),
        )
        store = Store(f"sqlite:///{folder / 'station.db'}", self.ward.station.id, ON_AIR)
        self.ledger = Ledger(store, folder / "ledger", self.ward.clock)
        self.zones: tuple[str, ...] = ()
        speakers = self.ward.speakers
        self.upkeep = Upkeep(
            loaded, self.ledger, self.ward.clock, speakers.devices, lambda: self.zones, lambda device: ""
        )

    def seconds(self, count):
        for _ in range(count):
            self.upkeep.second()
            self.ward.clock.wait(SECOND)

    def relay(self):
        """What the relay was told, once every command has ended."""
        board = self.upkeep.board
        board._work.put(None)
        if board._worker is not None:
            board._worker.join(20)
        board._worker = None
        file = self.folder / "relay"
        return file.read_text().splitlines() if file.exists() else []


@pytest.fixture
def post(tmp_path):
    return Post(tmp_path)


def test_what_was_kept_beside_is_entered_within_seconds_of_the_lock_being_gone(post, tmp_path):
    with held(tmp_path / "station.db"):
        assert post.ledger.begin_airing(an_airing())
        post.seconds(3)
        assert post.ledger.kept == 1
    post.seconds(1)
    assert post.ledger.kept == 0 and len(post.ward.store.open_airings()) == 1


def test_the_amplifier_wakes_before_the_slot_if_there_is_something_to_say(post):
    post.ward.ready()
    post.seconds(15)
    assert post.relay() == ["on 2026-11-23/morning"]
    post.ward.clock.to(at("06:45:01"))
    post.seconds(1)
    assert post.relay()[1:] == ["off 2026-11-23/morning"]


def test_an_order_wakes_the_amplifier_and_lets_it_sleep_a_while_after_its_last_sound(post):
    post.ward.clock.to(at("10:00"))
    post.zones = ("all",)
    post.seconds(5)
    post.zones = ()
    post.seconds(15)
    assert post.relay() == ["on order"], "it may be repeated"
    post.seconds(10)
    assert post.relay() == ["on order", "off order"]


def test_signs_of_life_need_no_database(post, tmp_path):
    assert not post.upkeep.healthy(), "nothing ticks yet"
    post.upkeep.second()
    assert post.upkeep.healthy()
    assert (tmp_path / "daemon.alive").exists()
    post.ward.clock.wait(9 * SECOND)
    assert not post.upkeep.healthy(), "the clock of the station has died"
    post.zones = ("all",)
    assert post.upkeep.healthy(), "nobody ends a daemon that sounds"


def test_systemd_hears_of_a_daemon_that_runs_alone(tmp_path, monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        line.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "4000000")
        post = Post(tmp_path)
        post.seconds(3)
        post.upkeep.close()
        told = [line.recv(4096).decode() for _ in range(4)]
    assert told == ["READY=1\nSTATUS=on watch", "WATCHDOG=1", "WATCHDOG=1", "STOPPING=1\nSTATUS=ending"]


def test_a_look_that_fails_does_not_end_the_looking(post):
    def broken():
        raise StoreBusy("no")

    post.upkeep.lookout.there = broken
    post.upkeep.look()
    post.upkeep.lookout.there = post.ward.speakers.devices
    post.ward.clock.wait(31 * SECOND)
    post.upkeep.look()
    assert post.ward.store.mark("preflight")


def test_without_an_ear_nothing_is_listened_to():
    assert quiet_test(False)("ward") == ""


def test_an_order_just_before_a_slot_does_not_take_the_amplifier_from_it(tmp_path):
    post = Post(tmp_path, "06:28:50")
    post.ward.ready()
    post.zones = ("all",)
    post.seconds(34)
    post.zones = ()
    post.seconds(27)
    post.zones = ("all",)
    post.seconds(60)
    assert post.relay() == ["on order", "on 2026-11-23/morning"]
