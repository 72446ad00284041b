"""P4: any fault is on the screen within 100 s (EN 54-16's figure) without anyone asking, and clears itself.

Real processes and a real sound server here. Faults that need no process of their own are made elsewhere: a full
disk (P14), a locked database (P15), a wrong clock (P11), voices at rest and a silent daemon
(tests/web/air/test_station_faults.py), files that are gone or changed before a slot
(tests/broadcaster/air/test_preflight.py).
"""

import os
import signal
import time
from datetime import timedelta

import pytest

from tests.running import RunningStation, wait_for
from tests.soundcard import SoundCard

pytestmark = [pytest.mark.audio, pytest.mark.timeout(600)]

WITHIN = 100.0
"""Seconds, EN 54-16."""

REPLACED = 20.0


def test_a_muted_card_and_one_that_is_gone_are_on_the_screen_in_time_and_clear_themselves(
    running: RunningStation, sound_card: SoundCard
) -> None:
    running.people()
    running.set_slot(timedelta(hours=2))
    running.start()
    lan = running.browser().sign_in("lan")

    def on_screen(words: str) -> float:
        began = time.monotonic()
        wait_for(lambda: words in lan.get("/manh/dang-phat"), WITHIN)
        return time.monotonic() - began

    def off_screen(words: str) -> float:
        began = time.monotonic()
        wait_for(lambda: words not in lan.get("/manh/dang-phat"), WITHIN)
        return time.monotonic() - began

    sound_card.mute()
    on_screen("Cạc âm thanh đang tắt tiếng")
    sound_card.unmute()
    off_screen("Cạc âm thanh đang tắt tiếng")
    sound_card.remove("ward")
    on_screen("Không tìm thấy cạc âm thanh")
    sound_card.plug_in("ward")
    off_screen("Không tìm thấy cạc âm thanh")
    assert "Buổi phát sắp tới chưa có bản tin nào" in lan.get("/manh/dang-phat")
    wait_for(lambda: "chưa có bản tin" in lan.get("/manh/hom-nay"), 10)
    running.stop()


@pytest.mark.parametrize("part", ["daemon", "desk"])
def test_a_part_that_was_stopped_is_replaced(running: RunningStation, sound_card: SoundCard, part: str) -> None:
    running.people()
    running.start()
    time.sleep(8)  # until it has shown life to the supervisor
    (stopped,) = running.pids(part)
    os.kill(stopped, signal.SIGSTOP)
    began = time.monotonic()
    wait_for(lambda: (pids := running.pids(part)) and stopped not in pids, REPLACED + 10)
    assert time.monotonic() - began < REPLACED + 5
    if part == "daemon":
        wait_for(lambda: (beat := running.store.beats()["daemon"]).pid != stopped and beat, 30)
    else:
        wait_for(running.answers, 30)
    running.stop()
