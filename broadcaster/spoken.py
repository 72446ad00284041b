"""What is said in a bulletin, sentence by sentence: the station's words, the script as a voice reads it, the pauses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from broadcaster.bulletin import Priority, Script
from broadcaster.errors import SettingsError
from broadcaster.settings import Settings
from broadcaster.vietnamese import Dictionary, DictionaryError, Pause, ReadingOptions, sentences, speakable

PAUSES = {
    Pause.CLAUSE: timedelta(seconds=0.4),
    Pause.SENTENCE: timedelta(seconds=0.7),
    Pause.PARAGRAPH: timedelta(seconds=1.2),
}
BEFORE_REPEAT = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of spoken text the voice says in one go, and the pause after it."""

    text: str
    pause: timedelta


Reader = Callable[[str, bool], Sequence[Phrase]]
"""Written text, and whether loan words must be respelled -> what is said."""


def text_of(script: Script, settings: Settings, read: Callable[[str], Sequence[Phrase]]) -> tuple[Phrase, ...]:
    """Opening words, the script (twice if the station repeats), closing words; an urgent script begins at once."""
    words = settings.words

    def part(text: str) -> list[Phrase]:
        return _ending_with(PAUSES[Pause.PARAGRAPH], read(filled(text, script, settings)))

    body = part(script.text)
    if settings.sound.repeat and body:
        body = _ending_with(BEFORE_REPEAT, body) + part(words.repeat) + body
    opening = [] if script.priority is Priority.URGENT else part(words.opening)
    return tuple(opening + body + part(words.closing)) if body else ()


def filled(text: str, script: Script, settings: Settings) -> str:
    """`text` with {station}, {ward}, {title} and {hotline} filled in; any other brace is left as it was typed."""
    station = settings.station
    known = {"station": station.name, "ward": station.ward, "hotline": station.hotline, "title": script.title}
    for name, value in known.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _ending_with(pause: timedelta, phrases: Sequence[Phrase]) -> list[Phrase]:
    return [*phrases[:-1], replace(phrases[-1], pause=pause)] if phrases else []


def reader(settings: Settings) -> Reader:
    """The station's reader: its dictionary, and the rules of written Vietnamese."""
    words = settings.pronunciation
    try:
        dictionary = Dictionary.load(*[words] if words.is_file() else [])
    except (DictionaryError, OSError) as error:
        raise SettingsError([f"{words}: {error}"]) from error

    def read(text: str, respell: bool) -> list[Phrase]:
        options = ReadingOptions(respell_loanwords=respell, repeat_phone_numbers=settings.voice_care.numbers_twice)
        reading = speakable(text, dictionary, options)
        return [Phrase(said.text, PAUSES[said.pause]) for said in sentences(reading.spoken)]

    return read
