"""`broadcaster demo`: one script all the way to a loudspeaker, heard, logged and written down as proof."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from broadcaster import scripts, settings, speakers
from broadcaster.airing import Outcome, PlayLogEntry
from broadcaster.bulletin import Bulletin, Script
from broadcaster.cli.air import print_log
from broadcaster.errors import BadInput, BroadcasterError
from broadcaster.export import log_fields, plan_fields
from broadcaster.office import newsroom
from broadcaster.people import Role
from broadcaster.programme import programme
from broadcaster.settings import PROJECT, Settings
from broadcaster.station import Occurrence
from broadcaster.store import Store, open_store
from broadcaster.vietnamese import estimate_seconds, sentences

SCRIPT = PROJECT / "scripts_vi" / "t13-nam-khong-hai-phai.md"
AHEAD = timedelta(seconds=12)
"""From the approval to the slot: the daemon starts, the player loads, the item is armed."""

STATION = """
[station]
id = "demo"
name = "Đài truyền thanh phường Hòa Mẫu"
ward = "phường Hòa Mẫu"
hotline = "Công an phường, hoặc số điện thoại 113"
timezone = "{timezone}"
[voice]
order = ["espeak"]
[[zones]]
id = "all"
name = "Toàn phường"
[[slots]]
id = "demo"
name = "Buổi phát thử"
start = "{start:%H:%M:%S}"
minutes = 5
[policy]
profile = "demo"
[calendar]
public_holidays = false
[quota]
plays = 1
"""
POLICY = """
[demo]
name = "Phát thử"
windows = ["00:00-23:59:59"]
session_minutes = 5
quiet_from = "00:00"
quiet_until = "00:00"
"""


def demo(out: Path, seconds: int) -> int:
    """Run the demonstration into `out`; 0 only when the ear heard the bulletin to its end.

    `seconds` is about how much of the shipped script is spoken, 5 to 120. Raises BadInput for bad arguments.
    """
    if not 5 <= seconds <= 120:
        raise BadInput("--seconds", f"--seconds {seconds}: choose from 5 to 120")
    out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="broadcaster-")))
        if not _sound_devices():
            _say("no sound card here: playing into a virtual one")
            stack.enter_context(speakers.virtual_sound_card())
        loaded = _settings(home, datetime.now(UTC) + timedelta(minutes=5))
        store = open_store(loaded.database, loaded.station.id)
        bulletin = _approved_bulletin(store, loaded, seconds)
        loaded = _settings(home, datetime.now(UTC) + AHEAD)
        occurrence = _schedule(store, loaded, bulletin)
        order = programme(store, loaded.station, occurrence)
        _write(out / "plan.json", plan_fields(order))
        _say(f"on the schedule for {occurrence.starts:%H:%M:%S}; starting the daemon")
        with speakers.record(out / "heard.wav"), _part("daemon", loaded):
            entry = _wait_for_entry(store, occurrence)
        rows = [log_fields(one, loaded.station) for one in store.entries(since=None, until=None)]
        _write(out / "log.json", rows)
        day = occurrence.day
        print_log(rows, day, day)
        _say(f"wrote {out}/heard.wav, {out}/log.json and {out}/plan.json")
        return 0 if entry is not None and entry.outcome is Outcome.COMPLETE else 1


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _sound_devices() -> bool:
    found = speakers.open_speakers("pulse", True)
    try:
        return bool(found.devices())
    finally:
        found.close()


def _settings(home: Path, start: datetime) -> Settings:
    """A station in `home` whose one slot begins at `start`."""
    zone = "Asia/Ho_Chi_Minh"
    if start.astimezone(ZoneInfo(zone)).hour == 23:  # the slot may not cross midnight
        zone = "UTC"
    local = start.astimezone(ZoneInfo(zone)).replace(microsecond=0) + timedelta(seconds=1)
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / "station.toml").write_text(STATION.format(timezone=zone, start=local), encoding="utf-8")
    (home / "config" / "policies.toml").write_text(POLICY, encoding="utf-8")
    if not (home / "config" / "pronunciation.toml").exists():
        shutil.copy(PROJECT / "config" / "pronunciation.toml", home / "config")
    keep = {key: value for key, value in os.environ.items() if not key.startswith("BROADCASTER_")}
    return settings.load(home / "config", keep)


def _shortened(script: Script, seconds: int) -> Script:
    """The script's first sentences, up to about `seconds` of speech."""
    taken: list[str] = []
    for phrase in sentences(script.text):
        if taken and estimate_seconds(" ".join([*taken, phrase.text])) > seconds:
            break
        taken.append(phrase.text)
    return replace(script, text=" ".join(taken))


def _approved_bulletin(store: Store, loaded: Settings, seconds: int) -> Bulletin:
    """Lan writes and submits, the renderer speaks it, Minh listens and approves."""
    now = datetime.now(UTC)
    password = os.urandom(16).hex()
    lan = newsroom.add_person(store, None, "lan", "Nguyễn Thị Lan", frozenset({Role.AUTHOR}), password, now)
    minh = newsroom.add_person(store, None, "minh", "Trần Văn Minh", frozenset({Role.APPROVER}), password, now)
    written = newsroom.write(store, lan, _shortened(scripts.read(SCRIPT), seconds), now)
    newsroom.submit(store, lan, written.id, written.version, now)
    _say(f'"{written.script.title}": written and submitted by {lan.name}')
    with _part("renderer", loaded):
        bulletin = _wait_for_sound(store, written)
    assert bulletin.rendition is not None
    sound = bulletin.rendition
    _say(f"spoken by {sound.voice}: {sound.duration.total_seconds():.1f} s, {sound.lufs:.1f} LUFS")
    newsroom.listened(store, minh, bulletin.id, sound.sha256, datetime.now(UTC))
    approved = newsroom.approve(store, minh, bulletin.id, sound.sha256, datetime.now(UTC))
    _say(f"approved by {minh.name}: sha256 {sound.sha256[:16]}…")
    return approved


def _wait_for_sound(store: Store, written: Bulletin) -> Bulletin:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        bulletin = store.bulletin(written.id)
        if bulletin.rendition is not None:
            return bulletin
        job = store.render_state(written.id)
        if job is not None and job.error:
            raise BroadcasterError(f"the bulletin could not be spoken: {job.error}")
        time.sleep(0.1)
    raise BroadcasterError("the renderer made no sound within a minute")


def _schedule(store: Store, loaded: Settings, bulletin: Bulletin) -> Occurrence:
    day = loaded.station.local(datetime.now(UTC)).date()
    occurrence = loaded.station.occurrence(f"{day}/{loaded.station.slots[0].id}")
    lan = store.person(bulletin.author)
    assert occurrence is not None and lan is not None
    newsroom.place(
        store, loaded.station, lan, bulletin.id, occurrence.slot.id, day, day, frozenset(), datetime.now(UTC)
    )
    return occurrence


@contextmanager
def _part(name: str, loaded: Settings) -> Iterator[None]:
    """One of the station's own processes while the block runs."""
    keep = {key: value for key, value in os.environ.items() if not key.startswith("BROADCASTER_")}
    with subprocess.Popen(
        [sys.executable, "-m", "broadcaster", name, "--config", str(loaded.folder)], env=keep, start_new_session=True
    ) as process:
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for_entry(store: Store, occurrence: Occurrence) -> PlayLogEntry | None:
    """The entry of the one bulletin, which the daemon writes when it has sounded; None when none came."""
    until = occurrence.ends + timedelta(seconds=30)
    said = ""
    while datetime.now(UTC) < until:
        entries = store.entries_of(occurrence.key)
        if entries:
            return entries[-1]
        if (now := next(iter(store.on_air()), None)) is not None and now.state != said:
            said = now.state
            _say(f"{said}: {now.title}")
        time.sleep(0.2)
    return None


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
