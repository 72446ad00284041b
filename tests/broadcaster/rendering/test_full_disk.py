"""Where nothing more can be written: the reason is told, and no half file stays."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from broadcaster.clock import SystemClock
from broadcaster.errors import DiskFull
from broadcaster.recording import Intake, Refusal
from broadcaster.rendering import render_recording
from broadcaster.rendering.intake import Intake as IntakeDesk
from broadcaster.settings import PROJECT
from tests.broadcaster.rendering.bringing import Desk, packed, script_of
from tests.disks import small_disk

SMALL = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from broadcaster.errors import DiskFull
from broadcaster.sound.recording import take_in
try:
    take_in(Path(sys.argv[1]), "a.wav", Path(sys.argv[2], "incoming"), Path(sys.argv[2], "recordings"))
except DiskFull as why:
    print("full:", why)
"""


def test_where_nothing_more_can_be_written_the_reason_is_told_and_no_half_file_stays(tmp_path: Path) -> None:
    source = tmp_path / "a.wav"
    source.write_bytes(packed(times=10))
    home = tmp_path / "home"
    home.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", SMALL, str(source), str(home)], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    assert done.stdout.startswith("full:") and "the disk is full" in done.stdout
    assert [path for path in home.rglob("*") if path.is_file()] == []


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    with small_disk(tmp_path / "tiny") as disk:
        yield disk.folder


def test_a_full_disk_refuses_a_recording_and_a_bulletin_with_its_reason(desk: Desk, tiny: Path) -> None:
    content = packed(times=6)
    small = replace(desk.ward, audio=tiny)
    brought = desk.bring(content)
    crowded = IntakeDesk(small, desk.store, SystemClock())
    small.incoming.mkdir()
    (small.incoming / f"{brought.id}.upload").write_bytes(content)
    crowded.work(brought.id)
    done = desk.store.recording(brought.id)
    assert (done.state, done.refusal) == (Intake.REFUSED, Refusal.DISK_FULL), done.error
    assert [path for path in tiny.rglob("*") if path.is_file()] == []

    good = desk.taken(content)
    assert good.taken is not None
    small.recordings.mkdir(exist_ok=True)
    (small.recordings / f"{good.taken.sha256}.wav").symlink_to(desk.ward.recordings / f"{good.taken.sha256}.wav")
    with pytest.raises(DiskFull, match="the disk is full"):
        render_recording(script_of(good), small, small.rendered)
    assert [path for path in small.rendered.rglob("*") if path.is_file()] == []
