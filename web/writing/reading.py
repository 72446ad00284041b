"""How a script will be read: for how long, with which words, and where the reader is not sure."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from broadcaster.bulletin import Priority, Script
from broadcaster.spoken import filled
from broadcaster.vietnamese import (
    Dictionary,
    DictionaryError,
    Reading,
    ReadingOptions,
    estimate_seconds,
    sentences,
    speakable,
    syllable_count,
)
from web.desk import desk
from web.writing.marks import Piece, Question, pieces, questions

SHORT, LONG = 60, 90
"""Seconds between which a bulletin is easiest to listen to."""
LONG_SENTENCE = 40
"""Syllables in one breath; beyond that the street loses the thread."""
NAMED = 12
"""Words of a long sentence that are shown, so that it can be found."""
AROUND = timedelta(seconds=6)
"""Chimes and pauses around the words."""
LONGEST = 20_000
"""Characters beyond which a text is not read while it is being typed; no bulletin may be longer."""


@dataclass(frozen=True, slots=True)
class LongSentence:
    """A sentence that is too long for one breath: how it begins, and how many syllables it has."""

    begins: str
    syllables: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """`seconds` is 0 while there is nothing to read; `verdict` is short, good, long, too_long or unread."""

    seconds: float = 0
    verdict: str = "short"
    pieces: tuple[Piece, ...] = ()
    questions: tuple[Question, ...] = ()
    long_sentences: tuple[LongSentence, ...] = ()
    sentences: tuple[str, ...] = ()


def estimate(script: Script) -> Estimate:
    """What the listener in the street will hear of `script`."""
    if not script.text.strip() or script.recording or script.relay:
        return Estimate()  # the text of a recording, or of a stream, is not read to anybody
    if len(script.text) > LONGEST:
        return Estimate(verdict="unread")
    settings = desk().settings
    reading = read(filled(script.text, script, settings))
    opening = "" if script.priority is Priority.URGENT else settings.words.opening
    frame = filled(f"{opening} {settings.words.closing}", script, settings)
    around = estimate_seconds(frame) + AROUND.total_seconds()
    body = estimate_seconds(reading.spoken) * (2 if settings.sound.repeat else 1)
    seconds = (body + around) / settings.voices[0].rate
    said = tuple(one.text for one in sentences(reading.spoken, len(reading.spoken) + 1))
    return Estimate(seconds, _verdict(seconds), pieces(reading), questions(reading), _long(said), said)


def doubts(script: Script) -> tuple[Question, ...]:
    """What is not settled yet in `script`."""
    if script.recording or script.relay:
        return ()
    return questions(read(filled(script.text, script, desk().settings)))


def read(text: str) -> Reading:
    """`text` as the station reads it, with the ward's own words."""
    words = desk().settings.pronunciation
    return _read(text, words, _changed(words))


@lru_cache(maxsize=64)
def _read(text: str, words: Path, changed: tuple[int, int]) -> Reading:
    """Once: whoever writes, submits and approves a text looks at the same reading."""
    return speakable(text, _dictionary(words, changed), _OPTIONS)


_OPTIONS = ReadingOptions()


def _long(said: tuple[str, ...]) -> tuple[LongSentence, ...]:
    found = ((text, syllable_count(text)) for text in said)
    return tuple(LongSentence(" ".join(text.split()[:NAMED]), count) for text, count in found if count > LONG_SENTENCE)


def _verdict(seconds: float) -> str:
    if seconds > desk().station.policy.session.total_seconds():
        return "too_long"
    return "short" if seconds < SHORT else "long" if seconds > LONG else "good"


def _changed(path: Path) -> tuple[int, int]:
    """When the ward's dictionary was last changed and how long it is; zeros while there is none."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=2)
def _dictionary(path: Path, changed: tuple[int, int]) -> Dictionary:
    """The shipped dictionary with the ward's own words, read again when the file changes.

    A ward's file that cannot be read is named by the station's check; it must not close the editor.
    """
    with suppress(DictionaryError):
        return Dictionary.load(path) if changed != (0, 0) else Dictionary.load()
    return Dictionary.load()
