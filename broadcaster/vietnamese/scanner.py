"""The reader itself: from left to right, at each place the first rule that knows what stands there."""

import re
from collections.abc import Callable
from typing import Final

from broadcaster.vietnamese.audit import pair_doubt, word_doubt
from broadcaster.vietnamese.cursor import Cursor
from broadcaster.vietnamese.dictionary import Dictionary
from broadcaster.vietnamese.grammar import (
    capitals,
    citations,
    dates,
    documents,
    joints,
    marks,
    phones,
    places,
    quantities,
    scores,
    slips,
    times,
    units,
    web,
    weekdays,
    words,
)
from broadcaster.vietnamese.hygiene import clean
from broadcaster.vietnamese.patterns import Pattern
from broadcaster.vietnamese.reading import Doubt, Reading, ReadingOptions, Said, Span
from broadcaster.vietnamese.syllables import LETTER

Rule = Callable[[Cursor], Said | None]

# The narrow grammars come before the wide ones: a document number is not a count, a telephone is not an amount.
_FIGURES: Final[tuple[Rule, ...]] = (
    *marks.FROM_DIGITS,
    *documents.FROM_DIGITS,
    *web.FROM_DIGITS,
    *phones.FROM_DIGITS,
    *places.FROM_DIGITS,
    *times.FROM_DIGITS,
    *weekdays.FROM_DIGITS,
    scores.graded,
    *dates.FROM_DIGITS,
    quantities.code_number,
    scores.score,
    *quantities.FROM_DIGITS[1:-1],
    *places.LATE_FROM_DIGITS,
    quantities.FROM_DIGITS[-1],
)
_DIGITS: Final = (slips.misread_figures(_FIGURES), *_FIGURES)
_LETTERS: Final[tuple[Rule, ...]] = (
    _DIGITS[0],
    *web.FROM_LETTERS,
    slips.glued,
    *quantities.FROM_LETTERS,
    *units.FROM_LETTERS,
    *citations.FROM_LETTERS,
    *documents.FROM_LETTERS,
    *weekdays.FROM_LETTERS,
    *times.FROM_LETTERS,
    capitals.initials,
    *places.FROM_LETTERS[:4],
    words.ambiguous_or_known,
    *places.FROM_LETTERS[4:],
    words.small_abbreviation,
    *capitals.FROM_LETTERS,
    capitals.highland_name,
)
_SYMBOLS: Final[tuple[Rule, ...]] = (
    *documents.FROM_SYMBOLS,
    *phones.FROM_SYMBOLS,
    *web.FROM_SYMBOLS,
    *quantities.FROM_SYMBOLS,
    *marks.FROM_SYMBOLS,
)

_WORD = Pattern(rf"{LETTER}+")
_PUNCTUATION = frozenset(",;:?!.")
_JOINERS = frozenset(".@:/-_&'%+")
_DEFAULT = ReadingOptions()

_SPACES = Pattern(r" {2,}")
_PAUSE = Pattern(r" ?([,;:.?!][ ,;:.?!]*)")
_LINE_HEAD = Pattern(r"^[ ,;:.?!]+", re.MULTILINE)
_RANK = "?!.:;,"


class _Pen:
    """What has been said so far, and the spans and doubts on the way."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[str] = []
        self.spans: list[Span] = []
        self.doubts: list[Doubt] = []
        self._last = "\n"
        self.previous: tuple[int, int, str] | None = None

    def copy(self, piece: str) -> None:
        self._append(piece)

    def say(self, start: int, said: Said) -> None:
        written = self.text[start : said.end]
        self._append(said.words)
        if said.words and said.words[-1].isalnum() and self.text[said.end : said.end + 1].isalnum():
            self._append(" ")
        if said.rule != "as-written" and said.words != written:
            self.spans.append(Span(start, said.end, written, said.words, said.rule, said.sure))
        if said.reason:
            self.doubts.append(Doubt(start, said.end, written, said.suggestion, said.reason))

    def _append(self, piece: str) -> None:
        if not piece:
            return
        if self._last.isalnum() and piece[0].isalnum():
            self.out.append(" ")
        self.out.append(piece)
        self._last = piece[-1]


def speakable(text: str, dictionary: Dictionary, options: ReadingOptions = _DEFAULT) -> Reading:
    """The words to say for a written text, with every change and every doubt; lines stay lines."""
    cursor = Cursor(clean(text), dictionary, options)
    pen = _Pen(cursor.text)
    length = len(cursor.text)
    while cursor.at < length:
        cursor.at = _step(cursor, pen)
    return Reading(cursor.text, _tidy("".join(pen.out)), tuple(pen.spans), tuple(pen.doubts))


def _step(cursor: Cursor, pen: _Pen) -> int:
    char = cursor.text[cursor.at]
    if char == " " or char == "\n":
        if char == " " and cursor.char(cursor.at + 1) in "-–" and (said := joints.dash(cursor)):
            return _take(cursor, pen, said)
        pen.copy(char)
        return cursor.at + 1
    found = _WORD.match(cursor.text, cursor.at)
    if found:
        return _word(cursor, pen, found)
    if char == "." and (said := marks.file_ending(cursor)):
        return _take(cursor, pen, said)
    if char in _PUNCTUATION and not (char == "." and cursor.char(cursor.at + 1) in (".", "/")):
        pen.copy(char if char != "." or not _inside_number(cursor) else " ")
        pen.previous = None
        return cursor.at + 1
    for rule in _DIGITS if char.isdecimal() else _SYMBOLS:
        if said := rule(cursor):
            return _take(cursor, pen, said)
    return _take(cursor, pen, Said(cursor.at + 1, " ", "symbol", False, "symbol"))


def _inside_number(cursor: Cursor) -> bool:
    return cursor.at > 0 and cursor.text[cursor.at - 1].isdecimal() and cursor.char(cursor.at + 1).isdecimal()


def _take(cursor: Cursor, pen: _Pen, said: Said) -> int:
    pen.say(cursor.at, said)
    pen.previous = None
    # A rule that takes nothing would stand still for ever.
    return max(said.end, cursor.at + 1)


def _word(cursor: Cursor, pen: _Pen, found: re.Match[str]) -> int:
    word, end = found[0], found.end()
    if _is_plain(cursor, word, end):
        return _plain_word(cursor, pen, word, end)
    for rule in _LETTERS:
        if said := rule(cursor):
            return _take(cursor, pen, said)
    return _plain_word(cursor, pen, word, end)


def _is_plain(cursor: Cursor, word: str, end: int) -> bool:
    """A word in small letters, or with one capital at its head, that no rule has anything to say about."""
    if len(word) == 1 or not (word.islower() or word[1:].islower()):
        return False
    following = cursor.char(end)
    if following.isdecimal() or (following in _JOINERS and cursor.char(end + 1).isalnum()) or following == "²":
        return False
    book = cursor.dictionary
    if word in book.exact or word.lower() in book.any_case:
        return False
    if following in "://" and cursor.text.startswith("://", end):
        return False
    return words.is_spoken(word, book)


def _plain_word(cursor: Cursor, pen: _Pen, word: str, end: int) -> int:
    start = cursor.at
    pen.copy(word)
    doubt = word_doubt(cursor.dictionary, start, word)
    previous = pen.previous
    if not doubt and previous and previous[1] == start - 1 and cursor.text[start - 1] == " ":
        doubt = pair_doubt(cursor.dictionary, previous[0], cursor.text[previous[0] : end])
    if doubt:
        pen.doubts.append(doubt)
    pen.previous = (start, end, word)
    return end


def _tidy(spoken: str) -> str:
    """Single blanks, one pause mark where several meet, none at the head of a line."""
    spoken = _PAUSE.sub(_strongest, _SPACES.sub(" ", spoken))
    spoken = _LINE_HEAD.sub("", spoken)
    return "\n".join(line.strip() for line in spoken.split("\n"))


def _strongest(found: re.Match[str]) -> str:
    return min(found[1].replace(" ", ""), key=_RANK.index) + " "
