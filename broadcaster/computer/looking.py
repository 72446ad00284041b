"""One look at the PC: each thing that matters to a station, fit or not, with the code of the sentence that tells it."""

import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from broadcaster.computer import certificate, windows
from broadcaster.computer.asking import Ask, ask_program
from broadcaster.computer.finding import Look
from broadcaster.settings import Settings
from broadcaster.settings.veiled import HIDDEN
from broadcaster.station import Station

ROOM = 2_000_000_000
"""Bytes of disk below which somebody should tidy up before it is urgent."""

OLD = timedelta(days=2)
WAKER = "loaphuong-wake.timer"
"""There where install.sh was told that the PC may sleep; the clock's alarm is set for it as the PC falls asleep."""

HELD_AWAKE = "loaphuong-wake.service"
"""What the timer starts: it holds off sleep for the longest session. Until it ends the timer shows its old time."""

AWAKE_BEFORE = timedelta(minutes=15)
"""So long before a slot the timer wakes the PC (loaphuong places); from then on its next time is a later slot's."""

UPDATES = ("apt-daily-upgrade.timer", "apt-daily.timer")
AROUND = timedelta(minutes=10)
"""Updates restart sound servers and take the disk: not so close to a slot."""

ANSWER_LASTS = timedelta(days=3)
"""An older answer of a disk says nothing about it any more."""

AHEAD = timedelta(days=7)
RENEW = timedelta(days=30)
"""Before the end of a certificate: whoever renews it has to go to every PC."""

Looking = Callable[[], Iterator[Look]]
SLEEPS = ("sleep.target", "suspend.target", "hibernate.target", "hybrid-sleep.target")


def look(
    settings: Settings,
    now: datetime,
    backed_up: datetime | None,
    ask: Ask = ask_program,
    root: Path = Path("/"),
    platform: str = sys.platform,
) -> list[Look]:
    """Look at everything; what raises an OSError is not known. `now` is aware; `ask` runs a program, None: not there.

    `root` is where the system's files are looked for.
    """
    looks = _on_windows(settings, ask) if platform == "win32" else _on_linux(settings, now, ask, root)
    looks = (
        *looks,
        lambda: _disk(settings.data),
        lambda: _backup(settings, now, backed_up),
        lambda: _network(settings, now),
        lambda: _watch(settings),
    )
    found: list[Look] = []
    for one in looks:
        try:
            found += one()
        except (OSError, ValueError):
            continue
    return found


def _on_linux(settings: Settings, now: datetime, ask: Ask, root: Path) -> tuple[Looking, ...]:
    station, local = settings.station, settings.station.local(now)
    return (
        lambda: _clock(ask),
        lambda: _sleep(ask),
        lambda: _wake(station, local, ask, root),
        lambda: _health(now, ask, root),
        lambda: _updates(station, local, ask),
        lambda: _restarts(station, ask, root),
    )


def _on_windows(settings: Settings, ask: Ask) -> tuple[Looking, ...]:
    return (
        lambda: windows.clock(ask),
        lambda: windows.sleep(ask),
        lambda: windows.health(ask),
        lambda: windows.restarts(settings.station, ask),
    )


def _clock(ask: Ask) -> Iterator[Look]:
    """Kept by a time server? A PC's own clock loses seconds a day."""
    told = (ask("timedatectl", "show", "-p", "NTPSynchronized", "--value") or "").strip()
    yield Look("clock_kept", {"yes": True, "no": False}.get(told))


def _sleep(ask: Ask) -> Iterator[Look]:
    """May it fall asleep? A masked target cannot be reached by anybody's settings."""
    told = ask("systemctl", "is-enabled", *SLEEPS)
    states = (told or "").split()
    fit = None if len(states) < len(SLEEPS) else all(state in ("masked", "masked-runtime") for state in states)
    yield Look("stays_awake", fit)


def _wake(station: Station, local: datetime, ask: Ask, root: Path) -> Iterator[Look]:
    """Where it may sleep: is it woken before the next slot, by our timer or by its clock's alarm? Else it needs none.

    Once it has been woken for a slot it needs nothing more for that one.
    Source: /sys/class/rtc/*/wakealarm holds the second of the alarm, nothing where none is set (Linux, rtc.rst).
    """
    if next(_sleep(ask)).fit:
        return
    alarm = root / "sys/class/rtc/rtc0/wakealarm"
    if not alarm.exists():
        yield Look("wakes_up", None)
        return
    timer = (
        ask("systemctl", "show", "-p", "NextElapseUSecRealtime", "--value", "--timestamp=unix", WAKER) or ""
    ).strip()
    told = timer.removeprefix("@") if timer.startswith("@") else alarm.read_text(encoding="ascii").strip()
    slots = station.occurrences(local.date(), local.date() + AHEAD)
    following = next((one.starts for one in slots if one.starts > local), None)
    if following is not None:
        set_for = datetime.fromtimestamp(int(told), local.tzinfo) if told.isdigit() else None
        in_time = set_for is not None and local < set_for < following
        woken = following - local <= AWAKE_BEFORE or _runs(HELD_AWAKE, ask)
        yield Look("wakes_up", in_time or woken, f"{set_for:%H:%M %d/%m}" if set_for and set_for > local else "")


def _runs(unit: str, ask: Ask) -> bool:
    return (ask("systemctl", "is-active", unit) or "").strip() == "active"


def _disk(data: Path) -> Iterator[Look]:
    free = shutil.disk_usage(data).free
    yield Look("disk_room", free >= ROOM, f"{free / 1e9:.1f} GB")


def _health(now: datetime, ask: Ask, root: Path) -> Iterator[Look]:
    """What the disks say of themselves, and whether a file system has met errors on one.

    Only root may ask a disk: the service loaphuong-disks does, once a day, and leaves the answers of smartctl in
    run/loaphuong-disks. Without it whoever looks asks; who may not gets no answer. Source of the count of errors:
    Documentation/ABI/testing/sysfs-fs-ext4 (Linux).
    """
    told = {}
    for path in sorted((root / "run/loaphuong-disks").glob("*")):
        if now.timestamp() - path.stat().st_mtime < ANSWER_LASTS.total_seconds():
            told[path.name] = path.read_text(encoding="utf-8", errors="replace")
    if not told:
        scanned = ask("smartctl", "--scan") or ""
        disks = [line.split()[0] for line in scanned.splitlines() if line.startswith("/dev/")]
        told = {disk: ask("smartctl", "-H", disk) or "" for disk in disks}
    bad = [disk for disk, text in told.items() if "FAILED" in text]
    for count in sorted((root / "sys/fs/ext4").glob("*/errors_count")):
        if count.read_text(encoding="ascii").strip() not in ("", "0"):
            bad.append(count.parent.name)
    known = any("PASSED" in text or ": OK" in text for text in told.values())
    yield Look("disk_health", not bad if bad or known else None, ", ".join(bad))


def _updates(station: Station, local: datetime, ask: Ask) -> Iterator[Look]:
    """When the system looks for updates next, and whether a slot is open then."""
    told = ask("systemctl", "show", "-p", "NextElapseUSecRealtime", "--value", "--timestamp=unix", *UPDATES)
    moments = [int(word[1:]) for word in (told or "").split() if word.startswith("@") and word[1:].isdigit()]
    if not moments:
        return
    near = [_slot_at(station, datetime.fromtimestamp(moment, local.tzinfo)) for moment in moments]
    yield Look("updates_apart", not any(near), ", ".join(sorted({name for name in near if name})))


def _slot_at(station: Station, moment: datetime) -> str:
    for one in station.occurrences(moment.date(), moment.date()):
        if one.starts - AROUND <= moment <= one.ends + AROUND:
            return f"{one.slot.name} {one.starts:%H:%M}"
    return ""


def _restarts(station: Station, ask: Ask, root: Path) -> Iterator[Look]:
    """Restarts by itself: when, and whether one is waiting."""
    dump = ask("apt-config", "dump", "Unattended-Upgrade::Automatic-Reboot", "--format", "%f=%v%n") or ""
    wanted = dict(line.rpartition("=")[::2] for line in dump.splitlines() if "=" in line)
    if wanted.get("Unattended-Upgrade::Automatic-Reboot", "false").strip('"') in ("true", "1"):
        times = ask("apt-config", "dump", "Unattended-Upgrade::Automatic-Reboot-Time", "--format", "%v%n") or ""
        when = times.strip().strip('"') or "now"
        yield Look("restarts_apart", _far_from_slots(station, when), when)
    waiting = (root / "run/reboot-required").exists()
    yield Look("no_restart_waits", not waiting)


def _far_from_slots(station: Station, when: str) -> bool:
    """ "now" restarts whenever updates are done: in the middle of a programme too."""
    try:
        moment = datetime.strptime(when, "%H:%M")  # noqa: DTZ007 - a time of day
    except ValueError:
        return False
    for slot in station.slots:
        begin = datetime.combine(moment.date(), slot.start)
        if begin - AROUND <= moment <= begin + slot.length + AROUND:
            return False
    return True


def _backup(settings: Settings, now: datetime, backed_up: datetime | None) -> Iterator[Look]:
    if settings.backup.folder is None:
        yield Look("backup_chosen", False)
        return
    yield Look("backup_fresh", backed_up is not None and now - backed_up <= OLD, str(settings.backup.folder))
    try:
        apart = settings.backup.folder.stat().st_dev != settings.data.stat().st_dev
    except OSError:
        yield Look("backup_there", False, str(settings.backup.folder))
        return
    yield Look("backup_apart", apart, str(settings.backup.folder))


def _network(settings: Settings, now: datetime) -> Iterator[Look]:
    """Who reaches the desk, and for how long the certificate of [lan] still serves."""
    loopback = settings.desk.host in ("127.0.0.1", "::1", "localhost")
    yield Look("desk_closed", loopback, settings.desk.host)
    if settings.office.lan.address and (until := certificate.lasts_until(settings.data / certificate.FOLDER)):
        day = settings.station.local(until)
        yield Look("certificate_lasts", until - now > RENEW, f"{day:%d/%m/%Y}")


def _watch(settings: Settings) -> Iterator[Look]:
    """Addresses that a backup must not tell are hidden in it, and tell nobody after a restore."""
    addresses = [one for one in (settings.office.watch.url, settings.office.watch.heartbeat) if one]
    if addresses:
        yield Look("alarm_addressed", not any(HIDDEN in one for one in addresses))
