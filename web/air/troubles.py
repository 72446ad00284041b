"""What is wrong with the station, as the screen shows it: what the parts report, and what the desk sees for itself.

A part that is dead, a database that is locked and a disk that is read-only can report nothing; the desk judges them
from the age of the signs of life, from the disk itself, and from the slips that lie beside the database.
"""

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from broadcaster.store import Beat, Fault
from web.air.fault_words import SILENT_PROCESS, WORTH_A_LOOK
from web.air.glance import glance
from web.desk import Desk
from web.records.deeds import fault_detail

LOST_AFTER = timedelta(seconds=20)
"""A part of the station that has said nothing for so long is not running."""

WORK_LIES = timedelta(seconds=45)
"""The renderer is started for its work; work that lies for so long without it is left lying."""

NEEDS_NO_NET = frozenset({"espeak", "piper"})
"""Voices that speak without any network."""

NONE_LEFT = 8 * 1024 * 1024
"""Bytes of disk at which it counts as full: twice the station's ballast."""

ALIVE = "daemon.alive"
LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One fault on the screen, and since when it has been there. `mild`: worth a look, and it sounds all the same."""

    sentence_code: str
    sentence: str
    detail: str
    since: datetime | None
    mild: bool = False


def troubles(here: Desk) -> list[Trouble]:
    """Every fault that somebody has to know of: what keeps the station silent first, what is worth a look last."""
    now, state = here.now(), glance(here)
    seen = [*_parts(here, state.beats, now), *_disk(here.settings.data), *_voices(here, state.rests, now)]
    known = {one.sentence_code for one in seen}
    told = [_told(fault, here) for fault in state.faults if fault.code not in known]
    return sorted(seen + told, key=lambda one: one.mild)


def _told(fault: Fault, here: Desk) -> Trouble:
    return Trouble(fault.code, "", fault_detail(fault, here.station), fault.since, fault.code in WORTH_A_LOOK)


def _parts(here: Desk, beats: dict[str, Beat], now: datetime) -> list[Trouble]:
    """The parts that are silent. The desk itself is there: it is answering."""
    found = []
    if _silent("daemon", beats, now):
        lives = _age(here.settings.data / ALIVE, now)
        if lives is not None and abs(lives) <= LOST_AFTER:
            found.append(Trouble("store_busy", "", "", beats["daemon"].at if "daemon" in beats else None))
        else:
            found.append(_gone("daemon", beats))
    if _silent("renderer", beats, now):
        since = here.store.work_since()  # without work it is not there, and need not be
        if since is not None and now - since > WORK_LIES:
            found.append(_gone("renderer", beats))
    return found


def _silent(name: str, beats: dict[str, Beat], now: datetime) -> bool:
    return name not in beats or abs(now - beats[name].at) > LOST_AFTER


def _gone(name: str, beats: dict[str, Beat]) -> Trouble:
    return Trouble(name, SILENT_PROCESS[name], "", beats[name].at if name in beats else None)


def _age(path: Path, now: datetime) -> timedelta | None:
    try:
        return now - datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None


def _disk(data: Path) -> list[Trouble]:
    """Full or read-only: then the daemon cannot put up a fault of its own."""
    try:
        flags = os.statvfs(data).f_flag if hasattr(os, "statvfs") else 0
        free = shutil.disk_usage(data).free
    except OSError:
        return []
    if flags & getattr(os, "ST_RDONLY", 1):
        return [Trouble("disk_read_only", "", "", None)]
    if free < NONE_LEFT:
        return [Trouble("disk_full", "", "", None)]
    return []


def _voices(here: Desk, rests: dict[str, datetime], now: datetime) -> list[Trouble]:
    """Every voice that needs the network rests after a failure: new bulletins are spoken by the voice kept for that."""
    online = {voice.engine for voice in here.settings.voices} - NEEDS_NO_NET
    if not online or any(rests.get(engine, now) <= now for engine in online):
        return []
    return [Trouble("voice", "", "", None, True)]
