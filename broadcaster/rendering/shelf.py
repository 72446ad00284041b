"""The shelf of rendered sounds: each stands under its own hash, with a card that says what it was made from.

A sound is never replaced: other bytes have another name. A card is believed only while its sound is whole.
"""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from broadcaster.bulletin import Mark, Rendition
from broadcaster.errors import SoundError
from broadcaster.sound import Samples, sha256, whole, write_wav
from broadcaster.sound.samples import not_written

NAMED = re.compile(r"[0-9a-f]{64}")


def found(folder: Path, key: str) -> Rendition | None:
    """The sound made from exactly what `key` stands for, if it is there and unharmed."""
    try:
        card = json.loads((folder / f"{key}.json").read_text(encoding="utf-8"))
        rendition = from_json({**card, "path": str(folder / card["path"])})
        return rendition if sha256(rendition.path) == rendition.sha256 else None
    except (OSError, ValueError, KeyError, TypeError, SoundError):
        return None


def put(folder: Path, samples: Samples, card: Rendition) -> Rendition:
    """Put a sound on the shelf and write its card; `card` says everything but the hash and the path."""
    unnamed = folder / f"{card.key}.new.wav"
    try:
        write_wav(samples, unnamed)
        digest = sha256(unnamed)
        rendition = replace(card, sha256=digest, path=folder / f"{digest}.wav")
        unnamed.replace(rendition.path)
        with whole(folder / f"{card.key}.json") as file:
            text = json.dumps({**as_json(rendition), "path": rendition.path.name}, ensure_ascii=False, indent=1)
            file.write(text.encode())
    except OSError as error:
        raise not_written(folder, error) from error
    finally:
        with suppress(OSError):
            unnamed.unlink()
    return rendition


def prune(folder: Path, unused_since: datetime, keep: Callable[[str], bool]) -> int:
    """Throw away sounds that are older than that and that `keep`, asked by hash, does not want; how many.

    A card goes with its sound. What is not ours by its name stays.
    """
    gone = 0
    for path in folder.glob("*.wav"):
        with suppress(OSError):
            if not NAMED.fullmatch(path.stem) or path.stat().st_mtime >= unused_since.timestamp() or keep(path.stem):
                continue
            path.unlink()
            gone += 1
    for left in folder.glob(".*.part"):
        with suppress(OSError):
            if left.stat().st_mtime < unused_since.timestamp():
                left.unlink()
    for card in folder.glob("*.json"):
        with suppress(OSError, ValueError, KeyError, TypeError):
            if not (folder / json.loads(card.read_text(encoding="utf-8"))["path"]).exists():
                card.unlink()
    return gone


def as_json(rendition: Rendition) -> dict[str, Any]:
    """A rendition in plain values; times in whole microseconds."""
    return {
        "key": rendition.key,
        "sha256": rendition.sha256,
        "path": str(rendition.path),
        "duration_us": _microseconds(rendition.duration),
        "voice": rendition.voice,
        "lufs": rendition.lufs,
        "peak": rendition.peak,
        "fallback": rendition.fallback,
        "why": rendition.why,
        "marks": [[_microseconds(mark.begin), _microseconds(mark.end), mark.text] for mark in rendition.marks],
    }


def from_json(values: dict[str, Any]) -> Rendition:
    """The inverse of `as_json`."""
    return Rendition(
        key=values["key"],
        sha256=values["sha256"],
        path=Path(values["path"]),
        duration=timedelta(microseconds=values["duration_us"]),
        voice=values["voice"],
        lufs=values["lufs"],
        peak=values["peak"],
        fallback=values["fallback"],
        why=values["why"],
        marks=tuple(
            Mark(timedelta(microseconds=begin), timedelta(microseconds=end), text)
            for begin, end, text in values["marks"]
        ),
    )


def _microseconds(length: timedelta) -> int:
    return length // timedelta(microseconds=1)
