"""Capitals: initials, headings, single letters, and abbreviations that nobody has explained."""

import re

from broadcaster.vietnamese.cursor import Cursor
from broadcaster.vietnamese.grammar.words import LETTERS, NEXT_CAPITALS
from broadcaster.vietnamese.letters import GREEK, letter, spell
from broadcaster.vietnamese.patterns import Pattern, cues
from broadcaster.vietnamese.reading import Said
from broadcaster.vietnamese.syllables import LETTER, is_syllable

_HUMPS = Pattern(r"[A-ZĐ]+(?![^\W\d_A-ZĐ])|[A-ZĐ]?[^\W\d_A-ZĐ]+")
_INITIALS = Pattern(r"(?:[A-ZĐ]\.){1,5}[A-ZĐ](?!\w)\.?(?= ?[(,a-zà-ỹ]|$)")
_WORDS = cues("à ạ á ả ấy ô ồ ố ơ ở ờ ớ ư ừ ứ ử y ý ỷ ỵ i ì ỉ í ị u ù ú ủ ụ ế ề ê e é è ẻ ó ò o a")


def initials(cursor: Cursor) -> Said | None:
    """ "Đ.V.K": the initials of a person."""
    found = cursor.match(_INITIALS)
    if not found:
        return None
    end = found.end()
    return Said(end, spell(found[0]), "initials")


def capitals(cursor: Cursor) -> Said | None:
    """A run of capitals: a word of a heading, or an abbreviation that nobody has explained."""
    found = cursor.match(LETTERS)
    if not found or len(found[0]) < 2:
        return None
    word, end = found[0], found.end()
    if not word.isupper():
        return _odd_case(cursor, word, end)
    if is_syllable(word) or word.lower() in cursor.dictionary.known:
        lonely = word.isascii() and len(word) < 5 and not _among_capitals(cursor, end)
        reason = "unknown-capitals" if lonely else ""
        return Said(end, word.lower(), "capitals", not lonely, reason, spell(word) if lonely else "")
    if spoken := _as_a_name(cursor, word):
        return Said(end, spoken, "capitals", False, "foreign", word.capitalize())
    if len(word) > 7 and _has_vowels(word):
        return Said(end, word.lower(), "capitals", False, "foreign", word.capitalize())
    if len(word) > 3 and (words := cursor.dictionary.fields.get(word) or cursor.dictionary.issuers.get(word)):
        return Said(end, words, "abbreviation")
    guess = _guess(cursor, word)
    if guess and len(word) > 4:
        # Five letters and more that known abbreviations make up without a rest are hardly ever anything else.
        return Said(end, guess, "abbreviation", False, "unknown-capitals", guess)
    return Said(end, spell(word), "spelled", False, "unknown-capitals", guess)


_STORMS = cues("bão tên tế (tên (bão siêu")


def _as_a_name(cursor: Cursor, word: str) -> str:
    """BUALOI, NORU: the international name of a storm, cut into syllables that can be said; "" when it cannot be."""
    if not (3 < len(word) < 15 and word.isascii() and (len(word) > 5 or cursor.recent(_STORMS, 3))):
        return ""
    small = word.lower()
    best: list[list[str] | None] = [[]] + [None] * len(small)
    for end in range(1, len(small) + 1):
        for start in range(max(0, end - 6), end):
            head, piece = best[start], small[start:end]
            if head is not None and is_syllable(piece) and (best[end] is None or len(head) + 1 < len(best[end] or [])):
                best[end] = [*head, piece]
    return " ".join(best[-1] or [])


def _odd_case(cursor: Cursor, word: str, end: int) -> Said | None:
    """ "HẠ tầng" written "HẠ", "HạTầng", or a short mixed run like "TTg" that the dictionary does not know."""
    tail = word[1:]
    if tail.islower() or word.islower() or "'" in word:
        return None
    if is_syllable(word):
        return Said(end, word.lower(), "capitals", False, "spelling", word.capitalize())
    pieces = re.findall(r"[^\W\d_](?:(?![A-ZĐ])[^\W\d_])*", word)
    if len(pieces) > 1 and all(len(p) > 1 and is_syllable(p) for p in pieces):
        return Said(end, " ".join(pieces), "joined-words", False, "spelling", " ".join(pieces))
    if len(word) <= 6 and sum(c.isupper() for c in word) * 2 > len(word):
        return Said(end, spell(word), "spelled", False, "unknown-capitals", _guess(cursor, word))
    for stem, ending in ((word[: len(word) - n], word[-n:]) for n in (1, 2)):
        if stem.isupper() and ending.islower() and stem in cursor.dictionary.plain:
            return Said(end, cursor.dictionary.plain[stem], "abbreviation", False, "unknown-capitals", "")
    if re.search(r"[A-ZĐ]{2}", word):
        said = " ".join(spell(p) if p.isupper() or len(p) == 1 else p.lower() for p in _HUMPS.findall(word))
        return Said(end, said, "spelled", False, "unknown-capitals", said)
    return None


def _has_vowels(word: str) -> bool:
    return sum(c in "AEIOUY" or not c.isascii() for c in word) * 4 >= len(word)


def _among_capitals(cursor: Cursor, end: int) -> bool:
    following = NEXT_CAPITALS.match(cursor.text, end)
    if following and following[1].isupper():
        return True
    before = cursor.text[max(0, cursor.at - 16) : cursor.at].split()
    return bool(before) and before[-1].strip('.,:;-"').isupper() and len(before[-1]) > 1


_WITHIN = {"QL": "quản lý"}


def _guess(cursor: Cursor, word: str) -> str:
    """What an unknown abbreviation may stand for, put together from known ones."""
    plain = cursor.dictionary.plain
    best: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(2, min(len(word), 24) + 1):
        for start in range(max(0, end - 8), end - 1):
            piece = word[start:end]
            # Alone QL is a road (quốc lộ); within a longer run it is an office's work.
            head, words = best[start], _WITHIN.get(piece) or plain.get(piece) or cursor.dictionary.fields.get(piece)
            if head is not None and words and (best[end] is None or len(head) + 1 < len(best[end] or [])):
                best[end] = [*head, words]
    return " ".join(best[-1] or [])


def highland_name(cursor: Cursor) -> Said | None:
    """H'Hen, K'Bang, Y'Moan: a consonant before the mark is said with a short ơ."""
    found = cursor.match(_APOSTROPHES)
    if not found:
        return None
    said: list[str] = []
    for part in found[0].split("'"):
        if len(part) == 1 and part.upper() in _SHORT_VOWEL and not said:
            said.append(_SHORT_VOWEL[part.upper()])
        elif len(part) == 1 or (part.isupper() and len(part) < 8):
            said.append(spell(part))
        else:
            said.append(part if part[1:].islower() else part.lower())
    return Said(found.end(), " ".join(said), "name")


_APOSTROPHES = Pattern(rf"{LETTER}+(?:'{LETTER}+)+")
_SHORT_VOWEL = {
    "B": "Bơ", "C": "Cơ", "D": "Đơ", "Đ": "Đơ", "G": "Gơ", "H": "Hơ", "K": "Cơ", "L": "Lơ", "M": "Mơ", "N": "Nơ",
    "P": "Pơ", "R": "Rơ", "S": "Xơ", "T": "Tơ", "X": "Xơ", "V": "Vơ",
}  # fmt: skip


def lone_letter(cursor: Cursor) -> Said | None:
    """One letter: a name for a consonant, itself for a vowel that is a word."""
    found = cursor.match(LETTERS)
    if not found or len(found[0]) != 1:
        return None
    written, end = found[0], found.end()
    if written in GREEK:
        return Said(end, GREEK[written], "letter")
    if written == "I" or (written.isupper() and written.lower() in _WORDS and _among_capitals(cursor, end)):
        return Said(end, written.lower(), "letter")
    if written.lower() in _WORDS:
        return None
    if written.isupper() and cursor.char(end) == "." and cursor.char(end + 1).isalpha():
        end += 1
    if written.islower() and written not in "bcdđfghjklmnpqrstvwxz":
        return None
    return Said(end, letter(written), "letter", written.isupper(), "" if written.isupper() else "mixed")


FROM_LETTERS = (lone_letter, capitals)
