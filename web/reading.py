"""How a script will be read: for how long, with which words, and where the reader is not sure."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from broadcaster.bulletin import Script
from broadcaster.spoken import filled
from broadcaster.vietnamese import (
    Dictionary,
    DictionaryError,
    ReadingOptions,
    estimate_seconds,
    sentences,
    speakable,
    syllable_count,
)
from web.desk import desk

SHORT, LONG = 40, 120
"""Seconds between which a bulletin is easy to listen to."""
LONG_SENTENCE = 40
"""Syllables in one breath; beyond that the street loses the thread."""
AROUND = timedelta(seconds=6)
"""Chimes and pauses around the words."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """`seconds` is 0 while there is nothing to read; `verdict` is short, good, long or too_long."""

    seconds: float
    verdict: str
    spoken: str
    long_sentences: int
    unsure: tuple[str, ...]


def estimate(script: Script) -> Estimate:
    """What the listener in the street will hear of `script`."""
    if not script.text.strip():
        return Estimate(0, "short", "", 0, ())
    settings = desk().settings
    text = filled(script.text, script, settings)
    reading = speakable(text, _dictionary(settings.pronunciation, _changed(settings.pronunciation)), _OPTIONS)
    around = (
        estimate_seconds(filled(f"{settings.words.opening} {settings.words.closing}", script, settings))
        + AROUND.total_seconds()
    )
    body = estimate_seconds(reading.spoken) * (2 if settings.sound.repeat else 1)
    seconds = (body + around) / settings.voices[0].rate
    long = sum(syllable_count(one.text) > LONG_SENTENCE for one in sentences(reading.spoken, len(reading.spoken) + 1))
    unsure = tuple(dict.fromkeys(doubt.written for doubt in reading.unsure if any(map(str.isalnum, doubt.written))))[
        :12
    ]
    return Estimate(seconds, _verdict(seconds), reading.spoken, long, unsure)


_OPTIONS = ReadingOptions()


def _verdict(seconds: float) -> str:
    if seconds > desk().station.policy.session.total_seconds():
        return "too_long"
    return "short" if seconds < SHORT else "long" if seconds > LONG else "good"


def _changed(path: Path) -> float:
    """When the ward's dictionary was last changed; 0 while there is none."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0


@lru_cache(maxsize=2)
def _dictionary(path: Path, changed: float) -> Dictionary:
    """The shipped dictionary with the ward's own words, read again when the file changes.

    A ward's file that cannot be read is named by the station's check; it must not close the editor.
    """
    with suppress(DictionaryError):
        return Dictionary.load(path) if changed else Dictionary.load()
    return Dictionary.load()
