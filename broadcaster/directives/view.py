"""A document as the rules look at it: letter for letter as long as the text, so that every place is the same in both.

In the view there are no marks on letters (scanners lose and swap them: "phò biến", "tuyen truyền"), no capitals, no
line breaks inside a sentence, and a letter O between figures is a nought. Words that would then become another word
(tối "evening" and tới "to") are told apart by the list in data/homographs.toml: what is not meant stands in capitals,
which no rule looks for.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from broadcaster.directives.rules import table
from broadcaster.vietnamese.patterns import Pattern
from broadcaster.vietnamese.syllables import old_placement

_WORD = Pattern(r"[^\W\d_]+")
_FIGURES = Pattern(r"(?<![^\W\d_])(?=[OolI]*\d)[\dOolI]+(?![^\W_h])")
_AS_FIGURE = str.maketrans("OolI", "0011")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NO_WORDS = re.compile(
    r"\b(?:đên|vê|hăng|truyên|môt|viêc|thưc|trưc|tiêp|cuôi|buôi|quyêt|điêm|lưc|nhât|phô|thiêt|tuyêt)\b", re.IGNORECASE
)
_COLUMNS = re.compile(r"\S(?: {4,}|\t)\S")
_ENDED = re.compile(r"[.;:!?…]['”\")*]*$")
STARTS_ITEM = re.compile(
    r"\s*(?:\*\*)?(?:[-+•●▪*–—→]\s|[a-zđ]\)|[a-zđ]\.\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|(?:\d{1,2}"
    r"|[IVX]{1,5})-\s(?!\d)|\d\.\d|[IVX]{1,5}[.)]\s|[A-H]\.\s|\|"
    r"|(?:Điều|Chương|Mục|Phần)\s+[\dIVX]+|Số\s*:|V/v|Kính gửi|Nơi nhận|PHỤ LỤC|Căn cứ|TM\.|KT\.|TL\.)",
)


class _Letters(dict[int, str]):
    """One letter in, one letter out: lower case without marks."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in "đĐ":
            plain = "d"
        elif letter in "–—−‐‑":
            plain = "-"
        elif letter in "*_\t\xa0\u2003\u2002\u2009\u200b\r":
            plain = " "
        else:
            bare = unicodedata.normalize("NFD", letter)[0].lower()
            plain = bare if len(bare) == 1 else letter
        self[code] = plain
        return plain


_LETTERS = _Letters()


@dataclass(frozen=True, slots=True)
class View:
    """`plain[i]` is what the rules see of `text[i]`; a "\\n" in `plain` parts paragraphs."""

    text: str
    plain: str


def fold(words: str) -> str:
    """Words without marks and capitals, homographs or not."""
    return words.translate(_LETTERS)


def as_seen(words: str, toneless: bool = False) -> str:
    """Words as they stand in a view: what is a homograph of a looked-for word stands in capitals.

    `toneless`: a meant word may have lost its tone.
    """
    return _WORD.sub(lambda found: _plain_word(found[0], toneless), words).translate(_LETTERS_KEPT)


def view(text: str) -> View:
    """The view of a text in NFC."""
    figures = _FIGURES.sub(lambda found: found[0].translate(_AS_FIGURE), _joined(text))
    placed = old_placement(figures)
    if len(placed) != len(text):  # an odd letter grew; the marks are folded anyway
        placed = figures
    if _has_no_marks(text):
        return View(text, placed.translate(_LETTERS))
    return View(text, as_seen(placed, tones_lost(text)))


def tones_lost(text: str) -> bool:
    """Whether a scanner lost tones ("đên hêt", "hăng tuân"): words that do not exist stand again and again."""
    return len(_NO_WORDS.findall(text)) >= 3


def _has_no_marks(text: str) -> bool:
    """Whether the whole text is typed without marks; then a bare word may be any of its spellings."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(not letter.isascii() for letter in letters) < len(letters) / 50


class _Kept(dict[int, str]):
    """What stands between the words; the words are done."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = letter if letter.isalnum() or letter == "\n" else _LETTERS[code]
        self[code] = plain
        return plain


_LETTERS_KEPT = _Kept()


@lru_cache(maxsize=20_000)
def _plain_word(word: str, toneless: bool) -> str:
    folded = word.translate(_LETTERS)
    meant = _homographs().get(folded)
    if meant is None or word.lower() in meant:
        return folded
    if toneless and word.lower() == _without_tone(word.lower()) and word.lower() in map(_without_tone, meant):
        return folded
    return folded.upper() if len(folded.upper()) == len(folded) else "X" * len(folded)


def _without_tone(word: str) -> str:
    """The word with its vowels' shapes but without its tone: "đến" is "đên"."""
    parted = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(letter for letter in parted if letter not in _TONES))


@lru_cache(maxsize=1)
def _homographs() -> dict[str, frozenset[str]]:
    listed: dict[str, str] = table("homographs")["meant"]
    return {folded: frozenset(words.split()) for folded, words in listed.items()}


def _joined(text: str) -> str:
    """The text with a space for each line break that only ends a line and not a sentence."""
    letters = list(text)
    start, before = 0, ""
    gap: list[int] = []
    lines = text.split("\n")
    full = _full_line(lines)
    for line in lines:
        if line.strip():
            if before and _goes_on(before, line, len(gap), full):
                for place in gap:
                    letters[place] = " "
            before, gap = line, []
        start += len(line) + 1
        gap.append(start - 1)
    return "".join(letters)


def _full_line(lines: list[str]) -> float:
    """How long a line must be to have been broken at the margin, where nothing else tells."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    return max(45, 0.8 * lengths[len(lengths) * 95 // 100]) if lengths else 45


def _goes_on(before: str, line: str, breaks: int, full: float) -> bool:
    """Whether `line` continues the sentence of `before`; after an empty line only where a page may have ended."""
    before, line = before.strip(), line.strip()
    if " | " in before or " | " in line:
        return False
    if _COLUMNS.search(before) or _COLUMNS.search(line) or not any(map(str.isalnum, line)):
        return False
    if _ENDED.search(before) or STARTS_ITEM.match(line) or before.startswith("|") or breaks > 3:
        return False
    if line[0].islower() or line[0] in "(,":
        return breaks == 1 or len(before) > 30
    if breaks > 1 or _capitals(before) or _capitals(line):
        return False
    return line[0].isdecimal() or len(before) >= full


def _capitals(line: str) -> bool:
    return line.isupper() and sum(map(str.isalpha, line)) > 2
