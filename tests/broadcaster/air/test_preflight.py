"""Before the next slot: what would go wrong is found while somebody can still do something about it."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from broadcaster import fitness
from broadcaster.air.ledger import Ledger
from broadcaster.air.lookout import Lookout
from broadcaster.air.preflight import Instruments, look_ahead
from broadcaster.bulletin import Bulletin, Verdict
from broadcaster.fitness import Finding, Preflight
from broadcaster.speakers import Device
from broadcaster.station import Zone
from tests.builders import MONDAY, at, rendition, script, station
from tests.disks import small_disk
from tests.ward import Ward, open_ward

CARD = Device("ward", "Loa phường", default=True, muted=False, volume=100)


@dataclass
class Post:
    """A ward with sounds that are really on the disk, and the instruments of its look-out."""

    ward: Ward
    folder: Path
    devices: list[Device] = field(default_factory=lambda: [CARD])
    ear: str = ""
    newest: datetime | None = None
    listened: list[str] = field(default_factory=list)
    sounding: bool = False

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.ward.store, self.folder / "ledger", self.ward.clock)

    def quiet(self, device: str) -> str:
        self.listened.append(device)
        return self.ear

    def look(self) -> Preflight:
        by = Instruments(lambda: self.devices, self.quiet, lambda: self.newest)
        return look_ahead(self.ward.station, self.ward.store, self.folder, self.ward.clock.now(), by)

    def lookout(self) -> Lookout:
        ward = self.ward
        return Lookout(
            ward.station, self.ledger, self.folder, ward.clock, lambda: self.devices, self.quiet, lambda: self.sounding
        )

    def ready(self, title: str = "Giả danh công an", seconds: float = 60) -> Bulletin:
        """Approved, in the morning slot, its sound on the disk."""
        ward = self.ward
        path = self.folder / f"{title}.wav"
        path.write_bytes(title.encode() * 1000)
        sha = hashlib.sha256(path.read_bytes()).hexdigest()
        ward.clock.wait(timedelta(seconds=1))
        written = ward.store.add_bulletin(script(title), ward.lan, ward.clock.now())
        ward.store.submit(written.id, written.version, ward.lan, ward.clock.now())
        sound = replace(rendition(seconds, sha, path), key=sha)
        assert ward.store.save_rendition(written.id, written.version, sound, ward.clock.now())
        ward.store.listened(written.id, sha, ward.minh, ward.clock.now())
        ward.placed(ward.store.decide(written.id, sha, Verdict.APPROVED, ward.minh, "", ward.clock.now()))
        return ward.store.bulletin(written.id)

    def codes(self) -> set[str]:
        """The faults on the screen, but for the urgent templates, which nobody has loaded here."""
        return {fault.code for fault in self.ward.store.faults()} - {"no_correction", "urgent_template"}

    def seen(self) -> Preflight:
        found = fitness.read(self.ward.store.mark(fitness.MARK))
        assert found is not None
        return found


@pytest.fixture
def post(tmp_path):
    return Post(open_ward(tmp_path), tmp_path)


def test_a_station_that_is_ready_says_so_with_its_minutes(post):
    for title in "abc":
        post.ready(title, 200)
    seen = post.look()
    assert seen.ready and seen.findings == ()
    assert (seen.occurrence, seen.bulletins, seen.room) == (f"{MONDAY}/morning", 3, timedelta(minutes=15))
    assert timedelta(minutes=10) < seen.length < timedelta(minutes=11)
    assert post.listened == [""], "the ear was tested on the zone's device"


def test_an_empty_slot_is_not_ready(post):
    assert post.look().findings == (Finding("nothing_planned"),) and not post.look().ready


def test_a_file_that_is_gone_or_is_another_is_found_before_its_slot(post):
    first, second = post.ready("a"), post.ready("b")
    assert first.rendition and second.rendition
    first.rendition.path.unlink()
    second.rendition.path.write_bytes(b"something else")
    assert set(post.look().findings) == {Finding("no_sound_file", "a"), Finding("sound_changed", "b")}
    assert not post.look().ready


def test_what_is_not_approved_or_does_not_fit_is_named_and_the_rest_is_ready(post):
    ward = post.ward
    post.ready("đủ", 300)
    post.ready("dài quá", 800)
    draft = ward.store.add_bulletin(script("chưa duyệt"), ward.lan, ward.clock.now())
    ward.placed(draft)
    seen = post.look()
    assert set(seen.findings) == {Finding("not_approved", "chưa duyệt"), Finding("no_room", "dài quá")}
    assert seen.ready and seen.bulletins == 1


@pytest.mark.parametrize(
    ("devices", "found"),
    [
        ([], "no_device"),
        ([replace(CARD, muted=True)], "muted"),
        ([replace(CARD, volume=0)], "muted"),
        ([replace(CARD, default=False)], "no_device"),
    ],
)
def test_a_device_that_cannot_sound_is_found(post, devices, found):
    post.ready()
    post.devices = devices
    assert [one.code for one in post.look().findings] == [found] and not post.look().ready
    assert post.listened == [], "there is nothing to listen to"


def test_a_standby_will_do_for_a_device_that_is_gone(post):
    post.ward.station = station(zones=(Zone("all", "Toàn phường", "usb", standby="ward"),))
    post.ready()
    assert post.look().ready


def test_a_deaf_ear_is_worth_a_look_and_the_station_is_ready_all_the_same(post):
    post.ready()
    post.ear = "ear_deaf"
    seen = post.look()
    assert [one.code for one in seen.findings] == ["ear_deaf"] and seen.ready


def test_a_clock_behind_the_log_is_found(post):
    post.ready()
    post.newest = post.ward.clock.now() + timedelta(hours=1)
    assert [one.code for one in post.look().findings] == ["clock_wrong"]


def test_little_room_on_the_disk_is_found(post, tmp_path):
    post.ready()
    with small_disk(tmp_path / "small", "100m") as disk:
        post.folder = disk.folder
        assert [one.code for one in post.look().findings] == ["disk_nearly_full"]


def test_over_a_week_of_holidays_there_is_no_slot_to_look_at(post):
    days = frozenset(MONDAY + timedelta(days=one) for one in range(14))
    post.ward.station = station(holidays=days)
    assert [one.code for one in post.look().findings] == ["no_slot"]


def test_a_look_is_kept_and_read_again_as_it_was(post):
    post.ready("a")
    post.ear = "not_quiet"
    seen = post.look()
    assert fitness.read(seen.written()) == seen
    assert fitness.read(None) is None and fitness.read("[]") is None and fitness.read('{"at": "x"}') is None


def test_it_is_looked_every_hour_a_quarter_before_the_slot_and_when_somebody_asks(post):
    post.ready()
    lookout, clock = post.lookout(), post.ward.clock
    lookout.look()
    first = post.seen().at
    clock.to(at("06:10"))
    lookout.look()
    assert post.seen().at == first, "ten minutes later there is nothing to look at again"
    clock.to(at("06:15"))
    lookout.look()
    assert post.seen().at == at("06:15"), "a quarter of an hour before the slot"
    clock.to(at("06:20"))
    post.ward.store.set_mark(fitness.ASKED, "Lan")
    lookout.look()
    lookout.look()
    assert post.seen().at == at("06:20")
    clock.to(at("07:21"))
    lookout.look()
    assert (post.seen().at, post.seen().occurrence) == (at("07:21"), f"{MONDAY}/evening")
    assert len(post.listened) == 4


def test_while_anything_sounds_the_ear_is_not_tested(post):
    post.sounding = True
    post.lookout().look()
    assert post.listened == [] and post.ward.store.mark(fitness.MARK) is None


def test_every_fault_is_on_the_screen_at_the_next_look_and_clears_itself(post):
    bulletin = post.ready()
    assert bulletin.rendition
    lookout, clock, path = post.lookout(), post.ward.clock, bulletin.rendition.path
    lookout.look()
    assert post.codes() == set()
    whole = path.read_bytes()
    path.write_bytes(b"x")
    post.devices = []
    clock.wait(timedelta(seconds=31))
    lookout.look()
    assert post.codes() == {"next_sound_changed", "no_device"}
    path.unlink()
    post.devices = [replace(CARD, muted=True)]
    clock.wait(timedelta(seconds=31))
    lookout.look()
    assert post.codes() == {"next_no_sound_file", "muted"}
    path.write_bytes(whole)
    post.devices = [CARD]
    clock.wait(timedelta(seconds=31))
    lookout.look()
    assert post.codes() == set()


def test_a_file_is_hashed_again_only_when_it_is_another(post, monkeypatch):
    from broadcaster.air import lookout as module

    post.ready()
    hashed: list[object] = []
    monkeypatch.setattr(module, "file_as_approved", lambda sound: hashed.append(sound) or "")
    lookout = post.lookout()
    for _ in range(5):
        lookout._around(post.ward.clock.now())
    assert len(hashed) == 1


def test_an_empty_slot_is_a_fault_only_when_it_comes_within_a_day(post):
    lookout, clock = post.lookout(), post.ward.clock
    clock.to(at("17:20", date(2026, 11, 27)))  # Friday evening: the next slot is Monday's
    lookout.look()
    assert post.codes() == set()
    clock.to(at("06:31", date(2026, 11, 29)))
    lookout.look()
    assert post.codes() == {"nothing_planned"}


def test_a_deaf_ear_is_a_fault_until_it_hears_again(post):
    post.ready()
    post.ear = "ear_deaf"
    lookout = post.lookout()
    lookout.look()
    assert post.codes() == {"ear_deaf"}
    post.ear = ""
    post.ward.clock.wait(timedelta(hours=1))
    lookout.look()
    assert "ear_deaf" not in post.codes()
