"""Sentences that cannot be followed from the street (R22: ngắn gọn, dễ hiểu)."""

import re
from collections.abc import Iterator

from broadcaster.proofreading.remark import Concern, Remark

LONGEST = 35
"""Syllables, about nine seconds of speech without a breath (our own figure, not a rule)."""

_SENTENCE = re.compile(r"[^\s.!?…\n](?:[^.!?…\n]|[.](?=\d)|(?<=\b[A-ZĐ])[.]|(?<=\bTP)[.])*[.!?…]*")
_WORD = re.compile(r"\w+(?:[./-]\w+)*")


def sentences(text: str) -> Iterator[re.Match[str]]:
    """The sentences of a text with their places; a new line ends one too."""
    return _SENTENCE.finditer(text)


def long_sentences(text: str) -> list[Remark]:
    """A remark on each sentence of more than LONGEST words; in Vietnamese a written word is one syllable."""
    found = []
    for sentence in sentences(text):
        count = len(_WORD.findall(sentence[0]))
        if count > LONGEST:
            found.append(Remark(Concern.LENGTH, *sentence.span(), sentence[0], str(count)))
    return found
