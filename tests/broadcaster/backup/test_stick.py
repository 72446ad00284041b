"""The stick that backups go to: lost, stolen, pulled out, full of what a power cut left."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from broadcaster import settings
from broadcaster.backup.keeping import APART, STICKS
from broadcaster.errors import BackupBroken
from tests.broadcaster.backup.taking import SECRET, take


class Hand:
    """Notes every file this process opens for writing, and every database."""

    def __init__(self) -> None:
        self.written: list[Path] = []
        self.listening = True
        sys.addaudithook(self._hear)

    def _hear(self, event: str, words: tuple[object, ...]) -> None:
        if not self.listening:
            return
        if event == "sqlite3.connect":
            self.written.append(Path(str(words[0])))
        elif event == "open" and isinstance(words[0], str) and isinstance(words[2], int):
            self.written += [Path(words[0])] * bool(words[2] & (os.O_WRONLY | os.O_RDWR))


def test_nothing_of_a_sealed_backup_ever_lies_in_the_clear_on_the_stick(station, tmp_path):
    """What was deleted from a stick can be read from it again."""
    hand = Hand()
    take(station, tmp_path / "usb", SECRET)
    on_stick = {path.suffix for path in hand.written if tmp_path / "usb" in path.parents}
    hand.written.clear()
    take(station, tmp_path / "plain")
    hand.listening = False
    assert on_stick == {".sealed"}
    assert any(tmp_path / "plain" in path.parents and path.suffix == ".db" for path in hand.written), "it notes them"
    assert not list(station.settings.data.glob(".*")), "and nothing stays beside the database"


def test_a_stick_that_is_not_plugged_in_is_not_mistaken_for_its_empty_folder(station, tmp_path):
    with pytest.raises(OSError):
        take(station, tmp_path / "media" / "usb" / "loa")
    assert not (tmp_path / "media").exists()
    station.store.set_mark(APART, str(tmp_path / "usb"))  # yesterday another disk was mounted there
    with pytest.raises(BackupBroken, match="not plugged in"):
        take(station, tmp_path / "usb")
    assert list((tmp_path / "usb").iterdir()) == []
    take(station, tmp_path / "other")
    with pytest.raises(BackupBroken, match="not plugged in"):
        take(station, tmp_path / "usb")


def test_the_last_disks_are_remembered_whatever_was_backed_up_elsewhere_since(station, tmp_path):
    sticks = []
    with contextlib.ExitStack() as plugged:
        for _ in range(STICKS + 1):
            sticks.append(plugged.enter_context(tempfile.TemporaryDirectory(dir="/dev/shm")))
            take(station, Path(sticks[-1]))
        take(station, tmp_path / "other")
        take(station, Path(sticks[3]))
    assert station.store.mark(APART).splitlines() == [*sticks[1:3], *sticks[4:], sticks[3]]


def test_a_stick_that_loses_the_end_of_a_backup_is_found_out_at_once(station, tmp_path, monkeypatch):
    """It said that everything was written, and it was not: a worn or forged stick."""

    def lost(handle: int) -> None:
        whole = Path(f"/proc/self/fd/{handle}").readlink()
        if whole.name.endswith(".tar.gz"):
            os.truncate(whole, whole.stat().st_size // 2)

    monkeypatch.setattr(os, "fsync", lost)
    with pytest.raises(BackupBroken, match="cannot be read again where it lies"):
        take(station, tmp_path / "usb")
    assert list((tmp_path / "usb").iterdir()) == []


def test_what_a_power_cut_left_half_made_goes_with_the_next_backup(station, tmp_path):
    old, new = (tmp_path / "usb" / f".taking-{name}" for name in ("old", "new"))
    for left in (old, new):
        left.mkdir(parents=True)
        (left / "station.db").write_bytes(b"half")
    yesterday = time.time() - 86_400
    for path in (old / "station.db", old):
        os.utime(path, (yesterday, yesterday))
    take(station, tmp_path / "usb")
    assert not old.exists()
    assert new.exists(), "another backup is being made"


def test_a_backup_that_is_told_to_end_leaves_nothing_half_made(station, tmp_path):
    for number in range(40):
        (station.settings.recordings / f"{number}.wav").parent.mkdir(parents=True, exist_ok=True)
        (station.settings.recordings / f"{number}.wav").write_bytes(os.urandom(1_000_000))
    words = [sys.executable, "-m", "broadcaster", "backup", "--to", str(tmp_path / "usb")]
    environ = {**os.environ, "PYTHONPATH": str(settings.PROJECT)}
    for name in ("data", "audio"):
        environ[f"BROADCASTER_{name.upper()}"] = str(getattr(station.settings, name))
    with subprocess.Popen([*words, "--config", str(station.settings.folder)], env=environ) as process:
        until = time.monotonic() + 30
        while not list((tmp_path / "usb").glob(".taking-*/*.gz")) and time.monotonic() < until:
            time.sleep(0.01)
        process.terminate()
        assert process.wait(10) == 1
    assert list((tmp_path / "usb").iterdir()) == []
