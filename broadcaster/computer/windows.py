"""One look at a PC with Windows, by what its own programs answer in numbers: their words change with its language.

Written with care and tried with answers written down beforehand; never run on Windows (README, limits).
"""

import re
from collections.abc import Iterator
from datetime import time

from broadcaster.computer.asking import Ask
from broadcaster.computer.finding import Look
from broadcaster.station import Station

UPDATES = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate"
RESTART = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired"
TASK = "Loa phuong wake"
"""As install.ps1 names it."""

DISKS = "Get-PhysicalDisk | ForEach-Object { [int]$_.CimInstanceProperties['HealthStatus'].Value }"
"""MSFT_PhysicalDisk.HealthStatus: 0 healthy, 1 warning, 2 unhealthy, 5 unknown."""


def clock(ask: Ask) -> Iterator[Look]:
    """w32tm names the server that keeps the clock with its flags ("time.windows.com,0x9"), or the PC's own clock."""
    told = (ask("w32tm", "/query", "/source") or "").strip()
    refused = "(0x8" in told  # an error code: the service does not run
    yield Look("clock_kept", None if not told else ",0x" in told.lower() and not refused)


def sleep(ask: Ask) -> Iterator[Look]:
    """On mains power, after how many seconds it falls asleep; 0 is never."""
    after = _on_mains(ask("powercfg", "/query", "SCHEME_CURRENT", "SUB_SLEEP", "STANDBYIDLE"))
    yield Look("stays_awake", None if after is None else after == 0)
    if after == 0:
        return
    allowed = _on_mains(ask("powercfg", "/query", "SCHEME_CURRENT", "SUB_SLEEP", "RTCWAKE"))
    task = ask("schtasks", "/query", "/tn", TASK, "/fo", "csv", "/nh")
    yield Look("wakes_up", None if allowed is None or task is None else allowed == 1 and TASK in task)


def health(ask: Ask) -> Iterator[Look]:
    """What the disks say of themselves."""
    told = (ask("powershell", "-NoProfile", "-NonInteractive", "-Command", DISKS) or "").split()
    known = [one for one in told if one in ("0", "1", "2")]
    yield Look("disk_health", None if not known else all(one == "0" for one in known))


def restarts(station: Station, ask: Ask) -> Iterator[Look]:
    """Whether every slot lies in the hours in which Windows does not restart, and whether a restart waits."""
    begin, end = (_number(ask("reg", "query", UPDATES, "/v", f"ActiveHours{name}")) for name in ("Start", "End"))
    if begin is not None and end is not None:
        apart = all(_between(slot.start, begin, end) for slot in station.slots)
        yield Look("restarts_apart", apart, f"{begin:02}:00-{end:02}:00")
    else:
        yield Look("restarts_apart", None)
    waits = ask("reg", "query", RESTART)
    yield Look("no_restart_waits", None if waits is None else not waits.strip())


def _on_mains(told: str | None) -> int | None:
    """The last two numbers of powercfg's answer are the values on mains and on battery."""
    numbers = re.findall(r"0x[0-9a-fA-F]{8}\b", told or "")
    return int(numbers[-2], 16) if len(numbers) >= 2 else None


def _number(told: str | None) -> int | None:
    found = re.search(r"REG_DWORD\s+(0x[0-9a-fA-F]+)", told or "")
    return int(found[1], 16) if found else None


def _between(start: time, begin: int, end: int) -> bool:
    """The hours may reach over midnight."""
    hour = start.hour
    return begin <= hour < end if begin < end else hour >= begin or hour < end
