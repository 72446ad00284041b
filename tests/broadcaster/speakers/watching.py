"""Cues for the tests that listen, watches that let them sound, and what is said of them afterwards."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from broadcaster.airing import Outcome, Reason
from broadcaster.speakers import Cue, Played, Sounding, Watch
from tests.sounds import sha256

SOON = timedelta(milliseconds=600)


def go_on(_: Sounding) -> str | None:
    """A watch that lets everything pass."""
    return None


def cue(path: Path, device: str = "", volume: int = 100) -> Cue:
    """That file, approved as it is now, to sound in a moment."""
    return Cue(path, sha256(path), datetime.now(UTC) + SOON, volume, device)


def once(moment: float, deed: Callable[[], object]) -> Watch:
    """A watch that does something once, when the sound has come so far (in seconds)."""
    done: list[bool] = []

    def watch(sounding: Sounding) -> str | None:
        if not done and sounding.position >= timedelta(seconds=moment):
            done.append(True)
            threading.Thread(target=deed).start()
        return None

    return watch


def said(played: Played) -> tuple[Outcome, Reason]:
    """What the log will say of it."""
    return played.outcome, played.reason
