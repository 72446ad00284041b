"""M6: a backup restored on a blank PC: one command, then the log's chain holds and a bulletin is heard."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from broadcaster import rendering, settings
from broadcaster.air.ledger import Ledger
from broadcaster.air.playout import Playout
from broadcaster.airing import Outcome
from broadcaster.bulletin import Bulletin, Kind, Priority, Script, Source, Topic, Verdict
from broadcaster.clock import SystemClock
from broadcaster.office import newsroom
from broadcaster.people import Role
from broadcaster.settings import PROJECT, Settings
from broadcaster.speakers import open_speakers
from broadcaster.store import Store, open_store

PASSWORD = "con trâu ăn cỏ ven đê"
SECONDS_TO_COME = 6


def loaded(home: Path) -> Settings:
    """The settings of a station in `home` as they are after a start, without this machine's environment."""
    return settings.load(home / "config", {})


def a_station(home: Path) -> Settings:
    """The shipped settings with a voice that needs no network and a policy that lets the drill be heard at any hour."""
    (home / "config").mkdir(parents=True)
    text = (PROJECT / "config" / "station.toml").read_text("utf-8")
    text = text.replace('order = ["gtts", "espeak"]', 'order = ["espeak"]')
    (home / "config" / "station.toml").write_text(text, "utf-8")
    (home / "config" / "policies.toml").write_bytes((PROJECT / "config" / "policies.toml").read_bytes())
    return loaded(home)


def approved(here: Settings, store: Store) -> Bulletin:
    """Lan writes, the voice speaks, Minh listens and approves."""
    now = datetime.now(UTC)
    lan = newsroom.add_person(store, None, "lan", "Nguyễn Thị Lan", frozenset({Role.AUTHOR}), PASSWORD, now)
    minh = newsroom.add_person(store, None, "minh", "Trần Văn Minh", frozenset({Role.APPROVER}), PASSWORD, now)
    text = "Kính thưa bà con, công an không làm việc qua điện thoại. Hãy gọi cho công an phường."
    script = Script("Giả danh công an", Kind.NEWS, Topic.T01, Priority.NORMAL, Source(), text)
    draft = store.add_bulletin(script, lan, now)
    store.submit(draft.id, draft.version, lan, now)
    made = rendering.render_script(replace(script), here.rendered / "new.wav", here)
    final = here.rendered / f"{made.sha256}.wav"
    (here.rendered / "new.wav").rename(final)
    assert store.save_rendition(draft.id, draft.version, replace(made, path=final), now)
    store.listened(draft.id, made.sha256, minh, now)
    return store.decide(draft.id, made.sha256, Verdict.APPROVED, minh, "", now)


def broadcaster(*words: str) -> None:
    """One command as a technician types it."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("BROADCASTER_")}
    subprocess.run(
        [sys.executable, "-m", "broadcaster", *words], check=True, env={**environ, "PYTHONPATH": str(PROJECT)}
    )


def play(here: Settings, store: Store, bulletin: Bulletin) -> Playout:
    """The restored station's own playout, with a slot that begins in a few seconds."""
    start = here.station.local(datetime.now(UTC) + timedelta(seconds=SECONDS_TO_COME)).replace(microsecond=0)
    zone = here.station.timezone
    if start.hour == 23:  # a slot may not cross midnight
        zone = ZoneInfo("UTC")
        start = start.astimezone(zone)
    slot = replace(here.station.slots[0], start=start.time(), length=timedelta(minutes=5))
    policy = replace(here.station.policy, windows=(), quiet_until=here.station.policy.quiet_from)
    window = type(here.station.policy.windows[0])(datetime.min.time(), datetime.max.time())
    policy = replace(policy, windows=(window,), weekdays=frozenset(range(7)), session=timedelta(minutes=5))
    station = replace(here.station, slots=(slot,), policy=policy, timezone=zone)
    lan = store.person_named("lan")
    assert lan is not None
    store.place(bulletin.id, slot.id, start.date(), None, frozenset(), 0, lan, datetime.now(UTC))
    speakers = open_speakers("pulse", True)
    clock = SystemClock()
    ledger = Ledger(store, here.data / "ledger", clock)
    playout = Playout(station, ledger, speakers, clock)
    until = start + timedelta(seconds=40)
    try:
        while datetime.now(UTC) < until and not store.entries():
            if not playout.turn():
                clock.wait(timedelta(milliseconds=200))
    finally:
        speakers.close()
    return playout


@pytest.mark.audio
def test_a_backup_comes_back_on_a_blank_pc_and_its_bulletin_is_heard(sound_card, tmp_path: Path) -> None:
    here = a_station(tmp_path / "old")
    store = open_store(here.database, here.station.id)
    here.rendered.mkdir(parents=True)
    bulletin = approved(here, store)
    head = store.verify()
    store.close()
    broadcaster("backup", "--config", str(here.folder), "--to", str(tmp_path / "usb"))
    (file,) = (tmp_path / "usb").glob("*.tar.gz")
    (tmp_path / "old").rename(tmp_path / "stolen")  # nothing of the old PC is within reach

    broadcaster("restore", str(file), "--into", str(tmp_path / "blank"))

    back = loaded(tmp_path / "blank")
    store = open_store(back.database, back.station.id)
    assert store.verify() == head
    restored = store.bulletin(bulletin.id)
    assert restored.rendition is not None and restored.rendition.path.is_relative_to(tmp_path / "blank")
    play(back, store, restored)
    (entry,) = store.entries()
    assert entry.outcome is Outcome.COMPLETE, (entry.reason, entry.detail)
    assert entry.heard >= 0.95 * entry.wanted
    assert store.verify()[0] == 1
    store.close()
