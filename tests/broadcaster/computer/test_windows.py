"""A PC with Windows, by answers as its programs give them, in whatever language it speaks."""

from dataclasses import replace
from pathlib import Path

import pytest

from broadcaster import settings
from broadcaster.computer import looking, windows
from broadcaster.settings import PROJECT, Settings
from broadcaster.wording import COMPUTER
from tests.broadcaster.computer.test_looking import System
from tests.builders import at

NOW = at("09:00")
POWER = """GUID cua luoc do: 381b4222-f694-41f0-9685-ff5bb260df2e  (Can bang)
    Chi muc toi thieu: 0x00000000
    Chi muc toi da: 0xffffffff
  Chi so cai dat nguon AC: {ac:#010x}
  Chi so cai dat nguon DC: 0x00000384
"""


@pytest.fixture
def ward(tmp_path: Path) -> Settings:
    return settings.load(PROJECT / "config", {"BROADCASTER_DATA": str(tmp_path)})


def look(ward: Settings, **answers: str) -> dict[str, bool | None]:
    found = looking.look(ward, NOW, NOW, System(**answers), Path("/nowhere"), "win32")
    assert {one.code for one in found} <= COMPUTER.keys()
    return {one.code: one.fit for one in found}


def test_the_clock_is_kept_by_a_server_or_by_the_pc_itself(ward):
    assert look(ward, w32tm="time.windows.com,0x9\n")["clock_kept"] is True
    assert look(ward, w32tm="Local CMOS Clock\n")["clock_kept"] is False
    assert look(ward, w32tm="The service has not been started. (0x80070426)\n")["clock_kept"] is False
    assert look(ward)["clock_kept"] is None


def test_a_pc_that_never_sleeps_needs_no_waking_and_another_one_needs_right_and_task(ward):
    awake = look(ward, STANDBYIDLE=POWER.format(ac=0))
    assert awake["stays_awake"] is True and "wakes_up" not in awake
    sleepy = {"STANDBYIDLE": POWER.format(ac=1800), "RTCWAKE": POWER.format(ac=1)}
    assert look(ward, **sleepy, schtasks=f'"\\{windows.TASK}","24/11/2026 06:15:00","Ready"')["wakes_up"] is True
    assert look(ward, **sleepy, schtasks="")["wakes_up"] is False, "the task is not there"
    sleepy["RTCWAKE"] = POWER.format(ac=2)
    found = look(ward, **sleepy, schtasks=windows.TASK)
    assert found["stays_awake"] is False and found["wakes_up"] is False, "important timers alone may wake it"
    assert look(ward)["stays_awake"] is None


def test_the_task_is_the_one_install_ps1_makes():
    install = (PROJECT / "install.ps1").read_text("ascii")
    assert f'$Task = "{windows.TASK.removesuffix(" wake")}"' in install and '"$Task wake"' in install
    assert windows.UPDATES.removeprefix("HKLM\\") in install


def test_a_disk_that_is_not_healthy_is_found(ward):
    assert look(ward, powershell="0\n0\n")["disk_health"] is True
    assert look(ward, powershell="0\n1\n")["disk_health"] is False
    assert look(ward, powershell="5\n")["disk_health"] is None


def test_a_slot_outside_the_hours_without_restarts_is_found(ward):
    hours = {"ActiveHoursStart": "  ActiveHoursStart    REG_DWORD    0x5\n", "ActiveHoursEnd": "  x  REG_DWORD  0x16\n"}
    assert look(ward, **hours)["restarts_apart"] is True
    late = replace(ward.station.slots[0], start=at("22:30").time())
    ward = replace(ward, station=replace(ward.station, slots=(late,)))
    assert look(ward, **hours)["restarts_apart"] is False
    assert look(ward)["restarts_apart"] is None
    assert look(ward, RebootRequired="HKEY_LOCAL_MACHINE...\n")["no_restart_waits"] is False
    assert look(ward, RebootRequired="")["no_restart_waits"] is True
