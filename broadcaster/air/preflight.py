"""Before the next slot: its files and hashes, approvals and length, the device, the ear, the clock and the disk."""

import hashlib
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from broadcaster.air.sight import EARLIEST
from broadcaster.airing import Reason
from broadcaster.bulletin import Rendition
from broadcaster.fitness import BACKWARD, Finding, Preflight
from broadcaster.planning import RunningOrder
from broadcaster.programme import Memory, programme
from broadcaster.speakers import Device
from broadcaster.station import Occurrence, Station, Zone

AHEAD = timedelta(days=8)
"""How far the next slot may lie ahead: over a week of holidays there is none to look at."""

LITTLE = 200 * 1024 * 1024
"""Bytes of disk below which somebody should tidy up: half an hour of rendered sound."""

NONE_LEFT = 8 * 1024 * 1024
"""Bytes of disk below which the disk counts as full: twice the ballast."""


@dataclass(frozen=True, slots=True)
class Instruments:
    """What a look is made with. `quiet` tests the ear on a device: the code of what is wrong, "" for nothing.

    `newest` is when the log was last written; a clock behind it is wrong.
    """

    devices: Callable[[], list[Device]]
    quiet: Callable[[str], str]
    newest: Callable[[], datetime | None]
    templates: Callable[[], list[Finding]] = list


def look_ahead(station: Station, memory: Memory, folder: Path, now: datetime, by: Instruments) -> Preflight:
    """The next slot as it stands. `folder` is on the disk that holds the log."""
    occurrence = next_occurrence(station, now)
    common = [*_clock(now, by.newest()), *disk(folder)]
    if occurrence is None:
        return Preflight(now, findings=(*common, Finding("no_slot"), *by.templates()))
    order = programme(memory, station, occurrence)
    zones = [zone for zone in station.zones if zone.id in occurrence.slot.zones]
    sound = devices(zones, by.devices())
    if not sound:
        sound = [Finding(code, zone.name) for zone in zones if (code := by.quiet(zone.device))]
    return Preflight(
        at=now,
        occurrence=occurrence.key,
        starts=occurrence.starts,
        bulletins=len({one.bulletin.id for one in order.planned}),
        length=order.length,
        room=occurrence.slot.length,
        findings=(*_programme(order), *sounds(order), *sound, *common, *by.templates()),
    )


def next_occurrence(station: Station, now: datetime) -> Occurrence | None:
    """The slot that begins next."""
    today = station.local(now).date()
    return next((one for one in station.occurrences(today, today + AHEAD) if one.starts > now), None)


def _programme(order: RunningOrder) -> list[Finding]:
    """Nothing to say, or something that will not be said."""
    found = [] if order.planned else [Finding("nothing_planned")]
    for code, reasons in (("not_approved", (Reason.NOT_APPROVED,)), ("no_room", (Reason.NO_ROOM, Reason.OVER_CAP))):
        titles = dict.fromkeys(one.bulletin.script.title for one in order.left_out if one.reason in reasons)
        if titles:
            found.append(Finding(code, ", ".join(titles)))
    return found


def sounds(order: RunningOrder, check: Callable[[Rendition], str] | None = None) -> list[Finding]:
    """Whether every file is there and is what was approved; `check` says what is wrong with one, "" for nothing."""
    found: dict[str, list[str]] = {}
    for bulletin in {one.bulletin.id: one.bulletin for one in order.planned}.values():
        if bulletin.rendition is not None and (code := (check or file_as_approved)(bulletin.rendition)):
            found.setdefault(code, []).append(bulletin.script.title)
    return [Finding(code, ", ".join(titles)) for code, titles in found.items()]


def file_as_approved(sound: Rendition) -> str:
    """Hash it: "" as approved, else what is wrong with it."""
    try:
        with sound.path.open("rb") as file:
            same = hashlib.file_digest(file, "sha256").hexdigest() == sound.sha256
    except OSError:
        return Reason.NO_SOUND_FILE.value
    return "" if same else Reason.SOUND_CHANGED.value


def devices(zones: Iterable[Zone], there: list[Device]) -> list[Finding]:
    """Each zone's device is there, is not muted and is not at nothing; a standby will do for the one that is gone."""
    names = {device.name: device for device in there}
    usual = next((device for device in there if device.default), None)
    found = []
    for zone in zones:
        device = names.get(zone.device) if zone.device else usual
        device = device or names.get(zone.standby)
        if device is None:
            found.append(Finding(Reason.NO_DEVICE.value, zone.device or zone.name))
        elif device.muted or device.volume == 0:
            found.append(Finding(Reason.MUTED.value, device.label))
    return found


def _clock(now: datetime, newest: datetime | None) -> list[Finding]:
    wrong = now < EARLIEST or (newest is not None and now < newest - BACKWARD)
    return [Finding("clock_wrong", now.isoformat(timespec="minutes"))] if wrong else []


def disk(folder: Path) -> list[Finding]:
    """Whether there is room for the log and for new sounds."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return []
    code = "disk_full" if free < NONE_LEFT else "disk_nearly_full" if free < LITTLE else ""
    return [Finding(code, f"{free // (1024 * 1024)} MB")] if code else []
