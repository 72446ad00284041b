"""Disks of two megabytes that are really mounted, to be filled and to be made read-only. Needs root on Linux."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class SmallDisk:
    """A mounted disk at `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.filler = folder / "filler"

    def fill(self, leave: int = 0) -> None:
        """Write until not a byte more fits, then give `leave` bytes back."""
        with self.filler.open("ab", buffering=0) as file:
            for size in (65536, 4096, 512, 1):
                try:
                    while file.write(b"x" * size) == size:
                        pass
                except OSError:
                    continue
            if leave:
                file.truncate(max(0, file.tell() - leave))

    def empty(self) -> None:
        """Somebody tidies up."""
        self.filler.unlink(missing_ok=True)

    def read_only(self, yes: bool = True) -> None:
        """What the system does to a disk whose errors it has seen."""
        _mount("-o", "remount,ro" if yes else "remount,rw", str(self.folder))


@contextmanager
def small_disk(folder: Path, size: str = "2m") -> Iterator[SmallDisk]:
    """A disk of `size` mounted at `folder`; the test is passed over where nothing may be mounted."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _mount("-t", "tmpfs", "-o", f"size={size},mode=0700,uid={os.geteuid()}", "tmpfs", str(folder))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no disk can be mounted here; tests/broadcaster/air/ledger/test_disk.py has the stand-in")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True, capture_output=True)
