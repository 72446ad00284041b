"""P15: a database that somebody holds locked delays the sound by a second at most; the rows appear later.

The whole station runs for real into the null sink. BROADCASTER_TEST_LOCKED sets for how many seconds the database is
held (default 20; the promise says 60).
"""

import os
import sqlite3
import time
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.airing import Outcome
from tests.listening import prove
from tests.running import RunningStation, wait_for
from tests.soundcard import SoundCard

pytestmark = [pytest.mark.audio, pytest.mark.timeout(300)]

HELD = float(os.environ.get("BROADCASTER_TEST_LOCKED", "20"))
TEXT = "Không đưa mã xác thực cho bất kỳ ai."


def test_it_sounds_on_time_while_the_database_is_locked(running: RunningStation, sound_card: SoundCard) -> None:
    bulletin = running.approved(TEXT)
    assert bulletin.rendition is not None
    start = running.set_slot(timedelta(seconds=18))
    running.start()
    lan = running.browser().sign_in("lan")
    database = Path(running.settings.database.removeprefix("sqlite:///"))
    other = sqlite3.connect(database, isolation_level=None, timeout=10)
    with sound_card.record() as recording:
        time.sleep(max(0.0, start.timestamp() - time.time() - 6))
        other.execute("BEGIN EXCLUSIVE")
        held_since = time.monotonic()
        time.sleep(max(0.0, start.timestamp() - time.time() + bulletin.rendition.duration.total_seconds() + 3))
        rows = running.store.entries()
        beside = list((running.settings.data / "ledger").glob("*.json"))
        time.sleep(max(0.0, held_since + HELD - time.monotonic()))
        wait_for(lambda: "Dữ liệu đang bị khóa" in lan.get("/manh/dang-phat"), 30)
        other.execute("ROLLBACK")
        other.close()
    whole = prove(bulletin.rendition.path, recording.samples).whole
    assert len(whole) == 1, "once on the street, while nothing could be written"
    assert rows == [] and len(beside) == 1, "its outcome lay beside the database"
    (entry,) = running.entries(1, 15)
    assert entry.outcome is Outcome.COMPLETE
    assert entry.started is not None and abs(entry.started - start) < timedelta(seconds=1)
    wait_for(lambda: not list((running.settings.data / "ledger").glob("*.json")), 10)
    assert running.store.verify()[0] == 1 and running.store.open_airings() == []
    wait_for(lambda: "Dữ liệu đang bị khóa" not in lan.get("/manh/dang-phat"), 30)
    running.stop()
