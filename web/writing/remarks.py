"""Remarks on a script while it is written: personal data, what is out of force, selling; each with what to do."""

from dataclasses import dataclass
from functools import lru_cache

from broadcaster.bulletin import Script
from broadcaster.proofreading import Concern, Remark, remarks_on
from web.words import CONCERN

MOST = 20
"""Remarks shown at once."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One remark as it is shown: the sentence, the words it is about, and which time they stand in the text."""

    concern: Concern
    sentence: str
    written: str
    why: str
    nth: int


def hints(script: Script) -> tuple[Hint, ...]:
    """What an officer should look at; how words are read, and how long sentences are, is told elsewhere on the page."""
    return () if script.recording else _hints(script.text)


@lru_cache(maxsize=32)
def _hints(text: str) -> tuple[Hint, ...]:
    told = {Concern.LENGTH, Concern.READING}
    found = [_hint(text, remark) for remark in remarks_on(text) if remark.concern not in told]
    return tuple(found[:MOST])


def _hint(text: str, remark: Remark) -> Hint:
    nth = text.count(remark.written, 0, remark.start)
    return Hint(remark.concern, CONCERN[remark.concern], remark.written, remark.hint, nth)
