"""The place in the text where the reader stands, and what stands before and after it."""

import re
from dataclasses import dataclass, field

from broadcaster.vietnamese.dictionary import Dictionary
from broadcaster.vietnamese.patterns import Pattern
from broadcaster.vietnamese.reading import ReadingOptions

_LOOK_BACK = 72
_NEXT_WORD = Pattern(r" ?([^\W\d_]+)")
_BULLETS = " -–+•*\"'(>"


@dataclass(slots=True)
class Cursor:
    """Where the reader stands. Rules look, they never move it."""

    text: str
    dictionary: Dictionary
    options: ReadingOptions
    at: int = 0
    _seen_at: int = -1
    _words: list[str] = field(default_factory=list)

    def match(self, pattern: Pattern, at: int | None = None) -> re.Match[str] | None:
        """The pattern here, or at another place."""
        return pattern.match(self.text, self.at if at is None else at)

    def behind(self) -> list[str]:
        """The last words of this line, in lower case, each with the punctuation that follows it."""
        if self._seen_at != self.at:
            self._seen_at = self.at
            chunk = self.text[max(0, self.at - _LOOK_BACK) : self.at]
            self._words = [w.lstrip("(\"'[") for w in chunk[chunk.rfind("\n") + 1 :].lower().split()]
        return self._words

    def last(self) -> str:
        """The word just before, in lower case with its punctuation; "" at the start of a line."""
        words = self.behind()
        return words[-1] if words else ""

    def recent(self, cues: frozenset[str], reach: int = 4) -> bool:
        """Whether one of these words stands among the last few."""
        return any(word.strip(".,:;()") in cues for word in self.behind()[-reach:])

    def next_word(self, at: int) -> str:
        """The next word in lower case, when only one blank is between."""
        found = _NEXT_WORD.match(self.text, at)
        return found[1].lower() if found else ""

    def char(self, at: int) -> str:
        """The character at a place, "" beyond the end."""
        return self.text[at : at + 1]

    def opens_line(self) -> bool:
        """Whether nothing but bullets and quotes stands before this place on its line."""
        chunk = self.text[max(0, self.at - 12) : self.at]
        cut = chunk.rfind("\n")
        return (cut >= 0 or self.at < 12) and not chunk[cut + 1 :].strip(_BULLETS)
