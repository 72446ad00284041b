"""The bell of the renderer: a file whose time changes when there is work, so that an idle station needs no renderer.

The database says what there is to do; the bell only says that somebody should look. Nobody is harmed when it rings
for nothing. Times are compared for being the same, never for being later: clocks jump.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

BELL = "renderer.bell"
ANSWER = "renderer.answer"
WANTED = "renderer.wanted"
"""There while a ring is unanswered: a watcher that only sees whether a file is there (systemd's PathExists) starts the
renderer by it, and no ring falls between two looks."""


def ring(data: Path) -> None:
    """There is work. A full disk does not stop whoever rings: the renderer is started once a day anyway."""
    with suppress(OSError):
        _stamp(data / BELL, time.time_ns())
        (data / WANTED).touch(mode=0o600)


def heard(data: Path) -> int:
    """The bell as it stands: a number that every ring changes; 0 while nobody has rung."""
    return _time(data / BELL)


def rung(data: Path, since: int) -> bool:
    """Whether it was rung since it stood at `since`."""
    return heard(data) != since


def answer(data: Path, since: int) -> None:
    """The renderer goes: it found nothing to do after the bell stood at `since`."""
    with suppress(OSError):
        _stamp(data / ANSWER, since)
        (data / WANTED).unlink(missing_ok=True)
        if heard(data) != since:
            (data / WANTED).touch(mode=0o600)


def answered(data: Path) -> int:
    """Where the bell stood when the renderer last found nothing more to do."""
    return _time(data / ANSWER)


def _stamp(path: Path, moment: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    os.utime(path, ns=(moment, moment))


def _time(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
