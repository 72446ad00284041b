"""P10: the programme goes on for seven days with no network and no engine: everything sounds from the shelf.

Seven days pass on the clock port; then the real daemon plays a slot in a network namespace without any route.
"""

import shutil
import subprocess
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from broadcaster.airing import Outcome
from tests.builders import at, policy, station
from tests.listening import prove
from tests.running import RunningStation, wait_for
from tests.soundcard import SoundCard
from tests.ward import open_ward

WEEK = timedelta(days=7)


def test_fourteen_slots_of_a_week_sound_from_the_shelf(tmp_path: Path) -> None:
    ward = open_ward(tmp_path, of=station(policy=policy(weekdays=frozenset(range(7)))))
    bulletin = ward.ready("Giả danh công an", 70)
    ward.placed(bulletin, "evening")
    ward.until(at("18:00", date(2026, 11, 29)))
    log = ward.log()
    assert len(log) == len(ward.speakers.sounds) == 14
    assert {entry.outcome for entry in log} == {Outcome.COMPLETE}
    assert len({entry.occurrence for entry in log}) == 14


@pytest.mark.audio
@pytest.mark.timeout(180)
def test_the_real_daemon_plays_without_any_network(running: RunningStation, sound_card: SoundCard) -> None:
    alone = shutil.which("unshare")
    if alone is None or subprocess.run([alone, "-n", "true"], check=False).returncode:
        pytest.skip("no network namespace can be made here; the week above runs everywhere")
    bulletin = running.approved("Không đưa mã xác thực cho bất kỳ ai.")
    assert bulletin.rendition is not None
    start = running.set_slot(timedelta(seconds=14))
    with sound_card.record() as recording:
        process = subprocess.Popen([alone, "-n", *running.command("daemon")], env=running.environ)
        try:
            wait_for(lambda: running.store.beats().get("daemon"), 30)
            (entry,) = running.entries(1, 60)
        finally:
            process.terminate()
            process.wait(15)
        time.sleep(0.5)
    assert entry.outcome is Outcome.COMPLETE, (entry.reason, entry.detail)
    assert entry.started is not None and abs(entry.started - start) < timedelta(seconds=1)
    assert len(prove(bulletin.rendition.path, recording.samples).whole) == 1
