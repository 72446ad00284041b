"""The scripts that come with the station, found by topic and by words without marks; a few suggested each day."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from broadcaster import scripts
from broadcaster.bulletin import Priority, Script, Topic
from broadcaster.errors import ScriptError
from broadcaster.settings import PROJECT
from broadcaster.store import fold

FOLDER = PROJECT / "scripts_vi"
SUGGESTED = 6
"""Scripts shown where nothing has been written yet."""

Sample = tuple[str, Script]


def shipped() -> tuple[Sample, ...]:
    """By name; those for urgent broadcasts have a page of their own."""
    try:
        changed = FOLDER.stat().st_mtime_ns
    except OSError:
        return ()
    return _shipped(FOLDER, changed)


def found(search: str, topic: Topic | None) -> list[Sample]:
    """Those of that topic in which every word stands, with or without its marks."""
    words = fold(search).split()
    return [
        (name, script)
        for name, script in shipped()
        if topic in (None, script.topic) and all(word in _folded(name, script) for word in words)
    ]


def suggested(day: date, most: int = SUGGESTED) -> list[Sample]:
    """Other ones each day, each of another topic, so that over the weeks every topic has its turn."""
    samples = shipped()
    if not samples:
        return []
    start = day.toordinal() * most % len(samples)
    turned = [*samples[start:], *samples[:start]]
    first = {script.topic: (name, script) for name, script in reversed(turned)}
    return [one for one in turned if one in first.values()][:most]


@lru_cache(maxsize=2)
def _shipped(path: Path, changed: int) -> tuple[Sample, ...]:
    """A fault in one of them must not close the page."""
    try:
        read = scripts.folder(path)
    except ScriptError:
        return ()
    return tuple((file.stem, script) for file, script in read if script.priority is not Priority.URGENT)


@lru_cache(maxsize=200)
def _folded(name: str, script: Script) -> str:
    return fold(f"{script.title}\n{script.text}")
