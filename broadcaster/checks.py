"""Is this station fit to go on air? One finding for each thing a broadcast needs."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from broadcaster import settings
from broadcaster.air.playout import EARLIEST
from broadcaster.bulletin import Rendition
from broadcaster.checks_words import SAID
from broadcaster.computer.asking import ask_program
from broadcaster.computer.finding import Look
from broadcaster.computer.looking import look as look_under
from broadcaster.errors import BroadcasterError, SettingsError
from broadcaster.programme import programmes
from broadcaster.settings import Settings
from broadcaster.settings.backup import MARK
from broadcaster.store import open_store

ROOM = 500 * 1024 * 1024
"""Bytes of disk below which a station is not fit: about an hour and a half of rendered sound."""

BROKEN = {
    "database": "database_wrong",
    "voice": "voice_wrong",
    "sound device": "device_wrong",
    "ear": "ear_wrong",
    "disk": "disk_wrong",
    "clock": "clock_wrong",
    "next slot": "slot_unknown",
    "urgent": "urgent_unknown",
    "log": "log_wrong",
}
"""What is said where looking itself failed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is `fit`, what was found in the technician's words, and the `code` of what is
    said about it to everybody (broadcaster/checks_words.py).
    """

    what: str
    fit: bool
    found: str
    code: str

    @property
    def said(self) -> str:
        """The sentence in Vietnamese; where it is not fit, with what to do."""
        return SAID[self.code]


Answer = tuple[bool, str, str]
"""Whether it is fit, what was found, and the code of what is said."""


def check(config: Path, now: datetime | None = None) -> list[Finding]:
    """Look at everything a broadcast needs. Never raises for what it looks at; without settings it ends there."""
    try:
        loaded = settings.load(config)
    except SettingsError as why:
        return [Finding("settings", False, fault, "settings_wrong") for fault in why.faults]
    moment = now or datetime.now(UTC)
    found = [Finding("settings", True, f"{loaded.station.name}, {len(loaded.station.slots)} slots a day", "settings")]
    looks: list[tuple[str, Callable[[], Answer]]] = [
        ("database", lambda: _database(loaded)),
        ("voice", lambda: _voice(loaded)),
        ("sound device", lambda: _device(loaded)),
        ("ear", lambda: _ear(loaded)),
        ("disk", lambda: _disk(loaded)),
        ("clock", lambda: _clock(moment)),
        ("next slot", lambda: _next_slot(loaded, moment)),
        ("urgent", lambda: _urgent(loaded)),
        ("log", lambda: _beside(loaded)),
    ]
    for what, look in looks:
        try:
            fit, told, code = look()
        except (BroadcasterError, OSError) as why:
            fit, told, code = False, str(why), BROKEN[what]
        found.append(Finding(what, fit, told, code))
    return found


def computer(config: Path, now: datetime | None = None) -> list[Look]:
    """Look at the PC under the station; nothing without settings. Without a database nobody knows of a backup."""
    try:
        loaded = settings.load(config)
    except SettingsError:
        return []
    moment = now or datetime.now(UTC)
    try:
        store = open_store(loaded.database, loaded.station.id)
    except (BroadcasterError, OSError):
        return [one for one in look_under(loaded, moment, None) if one.code != "backup_fresh"]
    try:
        made = store.mark(MARK)
    finally:
        store.close()
    return look_under(loaded, moment, datetime.fromisoformat(made) if made else None)


def _database(loaded: Settings) -> Answer:
    count, head = open_store(loaded.database, loaded.station.id).verify()
    return True, f"opens; the play log is whole: {count} entries{', head ' + head[:12] if head else ''}", "database"


def _voice(loaded: Settings) -> Answer:
    """The offline voice has to speak here and now; an online one may be away, so it does not decide."""
    from broadcaster import rendering

    order = ", then ".join(voice.engine for voice in loaded.voices)
    if "espeak" not in {voice.engine for voice in loaded.voices}:
        return False, f"no voice works offline: the order is {order}; add espeak to [voice] order", "voice_online_only"
    with tempfile.TemporaryDirectory() as folder:
        rendering.say("Xin chào", Path(folder) / "check.wav", loaded, engine="espeak")
    return True, f"espeak speaks; the order is {order}", "voice"


def _device(loaded: Settings) -> Answer:
    from broadcaster.speakers import open_speakers

    speakers = open_speakers(loaded.output.module, loaded.output.ear)
    try:
        devices = speakers.devices()
    finally:
        speakers.close()
    if not devices:
        return (
            False,
            "no sound device: is a sound server (PulseAudio or PipeWire) running for this user?",
            "device_none",
        )
    names = {device.name: device for device in devices}
    usual = next((device for device in devices if device.default), devices[0])
    used = []
    for zone in loaded.station.zones:
        device = names.get(zone.device) if zone.device else usual
        if device is None:
            return (
                False,
                f'zone "{zone.id}": no device "{zone.device}"; there are: {", ".join(names)}',
                "device_missing",
            )
        if device.muted or device.volume == 0:
            return False, f'zone "{zone.id}": device "{device.name}" is muted', "device_muted"
        used.append(f"{zone.id} on {device.name} at {device.volume} %")
    return True, ", ".join(used) + ("" if loaded.output.ear else "; the ear is switched off"), "sound device"


def _ear(loaded: Settings) -> Answer:
    """The quiet test: each device's monitor delivers something, and nobody else's sound. Nothing is played."""
    from broadcaster.speakers.quiet import listen_quietly

    if not loaded.output.ear:
        return True, "switched off: outcomes will be unmeasured", "ear_off"
    told, code = [], "ear"
    for zone in loaded.station.zones:
        heard = listen_quietly(zone.device)
        if heard is None:
            code = "ear_absent"
            told.append(f"{zone.id}: nobody here can listen to its device")
        elif not heard.delivers:
            return False, f"{zone.id}: nothing comes from its device's monitor", "ear_wrong"
        else:
            told.append(f"{zone.id} hears{', and something sounds on it now' if heard.disturbed else ''}")
    return True, "; ".join(told), code


def _disk(loaded: Settings) -> Answer:
    folder = next(path for path in (loaded.audio, *loaded.audio.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    for place in (folder, loaded.data):
        if place.exists() and not os.access(place, os.W_OK):
            return False, f"{place} cannot be written", "disk_wrong"
    return free >= ROOM, f"{free / 1e9:.1f} GB free at {folder}", "disk" if free >= ROOM else "disk_full"


def _clock(now: datetime) -> Answer:
    if now < EARLIEST:
        return (
            False,
            f"the clock says {now.isoformat(timespec='seconds')}: that is before this program was written",
            "clock_wrong",
        )
    told = (ask_program("timedatectl", "show", "-p", "NTPSynchronized", "--value") or "").strip()
    kept = {"yes": "kept by a time server", "no": "NOT kept by a time server"}.get(told)
    code = "clock_unkept" if told == "no" else "clock"
    return (
        True,
        f"{now.isoformat(timespec='seconds')}, {kept or 'nobody here tells whether a time server keeps it'}",
        code,
    )


def _next_slot(loaded: Settings, now: datetime) -> Answer:
    """The next slot that has something to play: are its files there, and are they what was approved?"""
    store = open_store(loaded.database, loaded.station.id)
    today = loaded.station.local(now).date()
    for order in programmes(store, loaded.station, today, today + timedelta(days=7)):
        if order.occurrence.starts <= now or not order.planned:
            continue
        sounds = [one.bulletin.rendition for one in order.planned]
        wrong = [sound.path.name for sound in sounds if sound is not None and not _is_as_approved(sound)]
        minutes = order.length.total_seconds() / 60
        name = f"{order.occurrence.slot.name}, {order.occurrence.starts:%d/%m %H:%M}"
        if wrong:
            return False, f"{name}: changed or missing since approval: {', '.join(wrong)}", "slot_wrong"
        room = order.occurrence.slot.length.total_seconds() / 60
        out = [f'; "{one.bulletin.script.title}" will not sound: {one.reason}' for one in order.left_out]
        told = f"{len(sounds)} bulletins, {minutes:.1f} minutes of {room:g}, files as approved"
        return True, f"{name}: {told}{''.join(out)}", "next slot"
    return True, "nothing is planned for the next seven days", "slot_empty"


def _urgent(loaded: Settings) -> Answer:
    """The urgent templates: one that was approved has to be able to sound; those not yet approved are named."""
    from broadcaster import urgent

    states = urgent.templates_ready(open_store(loaded.database, loaded.station.id))
    ready = sum(state.fit for state in states)
    told = "".join(f"; {state.found}" for state in states if not state.fit)
    broken = any(state.broken for state in states)
    code = "urgent_wrong" if broken else "urgent_waiting" if told else "urgent"
    return not broken, f"{ready} of {len(states)} templates ready{told}", code


def _beside(loaded: Settings) -> Answer:
    """Whether everything that happened on air stands in the database."""
    slips = sorted((loaded.data / "ledger").glob("*.json"))
    if slips:
        return False, f"{len(slips)} entries wait beside the database in {loaded.data / 'ledger'}", "log_wrong"
    return True, "nothing waits beside the database", "log"


def _is_as_approved(sound: Rendition) -> bool:
    try:
        with sound.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sound.sha256
    except OSError:
        return False
