"""Steps of the installation that need no root: what they write, from the settings as they stand."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from broadcaster.settings import PROJECT

STEPS = """
set -euo pipefail
root={root}
. "$root/deploy/steps.sh"
units={units}
systemd_runs() {{ return 1; }}
loaphuong() {{ {python} -m broadcaster "$@" --config {config}; }}
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "config", tmp_path / "config")
    return tmp_path / "config"


def step(config: Path, words: str) -> None:
    steps = STEPS.format(root=PROJECT, units=config.parent, python=sys.executable, config=config) + words
    environ = {name: value for name, value in os.environ.items() if not name.startswith("BROADCASTER_")}
    subprocess.run(["bash", "-c", steps], env={**environ, "PYTHONPATH": str(PROJECT)}, check=True, timeout=60)


def test_a_pc_that_may_sleep_is_woken_before_each_slot_of_the_settings_on_the_stations_clock(config: Path) -> None:
    timer = config.parent / "loaphuong-wake.timer"
    step(config, "wake_for_slots yes")
    text = timer.read_text("utf-8")
    assert [line for line in text.splitlines() if line.startswith("OnCalendar")] == [
        "OnCalendar=*-*-* 06:15:00 Asia/Ho_Chi_Minh",
        "OnCalendar=*-*-* 17:00:00 Asia/Ho_Chi_Minh",
    ]
    assert "WakeSystem=yes" in text and "Unit=loaphuong-wake.service" in text
    step(config, 'wake_for_slots ""')
    assert not timer.exists(), "one that never sleeps needs no waking"


def test_a_station_wants_all_its_timers_and_each_of_their_services_is_there() -> None:
    units = PROJECT / "deploy" / "systemd"
    wanted = (units / "loaphuong.target").read_text("utf-8")
    for timer in units.glob("*.timer"):
        assert timer.name in wanted
        (service,) = [line[5:] for line in timer.read_text("utf-8").splitlines() if line.startswith("Unit=")]
        assert (units / service).is_file()
    assert "loaphuong-wake.timer" in wanted and (units / "loaphuong-wake.service").is_file()
