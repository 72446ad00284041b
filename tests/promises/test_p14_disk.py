"""P14: on a full or read-only disk broadcasting goes on, its outcome is kept, and the screen says what is wrong.

A disk of two megabytes is really mounted and filled under the running station. The system makes a disk read-only
whatever has files open on it; nobody else can, so that half runs the station's own playout on such a disk.
"""

import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.air.drawer import second_place
from broadcaster.airing import Outcome
from tests.builders import at
from tests.disks import small_disk
from tests.listening import prove
from tests.running import RunningStation, wait_for
from tests.soundcard import SoundCard
from tests.ward import open_ward


@pytest.mark.audio
@pytest.mark.timeout(300)
def test_it_sounds_on_a_full_disk_and_is_in_the_log(running: RunningStation, sound_card: SoundCard) -> None:
    bulletin = running.approved("Không đưa mã xác thực cho bất kỳ ai.")
    assert bulletin.rendition is not None
    running.store.give_room_back()
    kept = running.home / "kept.db"
    shutil.copy(running.settings.data / "station.db", kept)
    shutil.rmtree(running.settings.data)
    with small_disk(running.settings.data) as disk:
        shutil.copy(kept, disk.folder / "station.db")
        start = running.set_slot(timedelta(seconds=20))
        running.start()
        lan = running.browser().sign_in("lan")
        wait_for(lambda: (disk.folder / "ballast.4").exists(), 10)
        disk.fill()
        with sound_card.record() as recording:
            wait_for(lambda: "Ổ đĩa của máy đã đầy" in lan.get("/manh/dang-phat"), 15)
            time.sleep(max(0.0, start.timestamp() - time.time() + bulletin.rendition.duration.total_seconds() + 2))
        assert len(prove(bulletin.rendition.path, recording.samples).whole) == 1
        disk.empty()
        (entry,) = running.entries(1, 30)
        assert entry.outcome is Outcome.COMPLETE
        assert entry.started is not None and abs(entry.started - start) < timedelta(seconds=1)
        assert running.store.verify()[0] == 1
        wait_for(lambda: "disk_full" not in {fault.code for fault in running.store.faults()}, 60)
        running.stop()


def test_it_sounds_on_a_read_only_disk_once_and_is_in_the_log_afterwards(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        ward = open_ward(disk.folder)
        first, second = ward.ready("a"), ward.ready("b")
        playout = ward.playout()
        ward.until(at("06:29"), playout)
        as_left = {path: path.read_bytes() for path in disk.folder.glob("station.db*")}
        ward.store.close()  # else only the system itself could make the disk read-only
        for path, bytes_left in as_left.items():
            path.write_bytes(bytes_left)
        disk.read_only()
        ward.until(at("06:31:30"), playout)
        ward.until(at("06:50"), ward.playout())
        assert [sound.cue.sha256 for sound in ward.speakers.sounds] == [
            one.rendition.sha256 for one in (first, second) if one.rendition
        ], "each once, though the daemon was started again in between"
        assert second_place(disk.folder / "ledger").exists()
        ward.store.close()
        disk.read_only(False)
        ward.until(at("06:51"))
        assert [entry.outcome for entry in ward.log()] == [Outcome.COMPLETE] * 2
        assert ward.log()[0].planned == at("06:30")
        assert not second_place(disk.folder / "ledger").exists()
