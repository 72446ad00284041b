"""Words: abbreviations by their company, loan words, headings in capitals, single letters, what nobody knows."""

import re
from typing import Final

from broadcaster.vietnamese.cursor import Cursor
from broadcaster.vietnamese.dictionary import Dictionary, Entry, Sense
from broadcaster.vietnamese.grammar.units import UNITS
from broadcaster.vietnamese.patterns import Pattern
from broadcaster.vietnamese.reading import Said
from broadcaster.vietnamese.syllables import LETTER, is_syllable

HEAD = Pattern(rf"(?:{LETTER}|\d)+(?:'{LETTER}+)*")
LETTERS = Pattern(rf"{LETTER}+(?:'{LETTER}+)*")
NEXT_CAPITALS = Pattern(r"[ .,-]{0,2}([^\W\d_]{2,})")
_CHAT: Final = {"ko": "không", "k": "không", "dc": "được", "đc": "được", "vs": "với", "mn": "mọi người",
                "ng": "người", "trc": "trước", "hok": "không", "nv": "nhân viên", "sdt": "số điện thoại",
                "tp": "thành phố", "tx": "thị xã"}  # fmt: skip


def ambiguous_or_known(cursor: Cursor) -> Said | None:
    """An entry of the dictionary: the longest that stands here, in the sense that its company allows."""
    head = cursor.match(HEAD) or cursor.match(LETTERS)
    if not head:
        return None
    for entry in _entries(cursor, head[0]):
        end = cursor.at + len(entry.written)
        if not _stands_alone(cursor.text, end, entry.written):
            continue
        if entry.kind == "loanword" and not cursor.options.respell_loanwords:
            return Said(end, cursor.text[cursor.at : end], "as-written")
        if entry.kind == "abbreviation" and _is_word_here(cursor, entry.written, end):
            continue
        sense = next((s for s in entry.senses if _fits(cursor, s, end)), None)
        if sense is None:
            continue
        if entry.kind == "abbreviation" and entry.written.islower() and cursor.char(end) == "'":
            continue
        end = _swallow_dot(cursor.text, end, entry)
        reason = "" if sense.sure else "ambiguous"
        return Said(end, sense.said, entry.kind, sense.sure, reason, sense.said if reason else "")
    return None


def _entries(cursor: Cursor, head: str) -> list[Entry]:
    """The entries whose writing stands here, the longest first, a ward's own before the shipped."""
    text, at, book = cursor.text, cursor.at, cursor.dictionary
    heads = {head, head.split("'")[0]}
    found = [e for h in heads for e in book.exact.get(h, ()) if text.startswith(e.written, at)]
    for h in {h.lower() for h in heads}:
        for e in book.any_case.get(h, ()):
            if text[at : at + len(e.written)].lower() == e.written:
                found.append(e)
    return sorted(found, key=lambda e: (-len(e.written), e.kind != "ward"))


def _stands_alone(text: str, end: int, written: str) -> bool:
    following = text[end : end + 1]
    if written[-1].isalnum() and (following.isalnum() or following == "_"):
        return False
    return not (following == "@" or (following == "'" and text[end + 1 : end + 2].isalpha()))


def _swallow_dot(text: str, end: int, entry: Entry) -> int:
    """ "TT.ĐU", "KT.CHỦ TỊCH": the dot of an abbreviation is no end of a sentence."""
    if text[end : end + 1] == "." and text[end + 1 : end + 2].isalpha() and entry.written[-1] != ".":
        return end + 1
    return end


def _is_word_here(cursor: Cursor, written: str, end: int) -> bool:
    """Among capitals "CA", "TE" or "TU" can be plain words: CA SĨ, TU BỔ."""
    if not (written.isupper() and len(written) > 1 and written.isalpha() and is_syllable(written)):
        return False
    following = NEXT_CAPITALS.match(cursor.text, end)
    after = following[1] if following else ""
    if after.isupper() and is_syllable(after):
        return not any(
            _fits(cursor, s, end, strict=True) for e in cursor.dictionary.exact.get(written, ()) for s in e.senses
        )
    before = cursor.text[max(0, cursor.at - 12) : cursor.at].split()
    return bool(before) and before[-1].isupper() and len(before[-1]) > 1 and is_syllable(before[-1]) and not after


def _fits(cursor: Cursor, sense: Sense, end: int, strict: bool = False) -> bool:
    following = [cue for cue in sense.following if not (strict and cue == "^")]
    if strict and not following:
        return False
    if following and not any(_follows(cursor, cue, end) for cue in following):
        return False
    preceding = [cue for cue in sense.preceding if cue]
    return not preceding or any(_precedes(cursor, cue) for cue in preceding)


def _follows(cursor: Cursor, cue: str, end: int) -> bool:
    text = cursor.text
    rest = text[end : end + 40].split("\n", 1)[0]
    if cue == "$":
        return not rest.strip() or rest.lstrip()[0] in ".,;:!?)\"'"
    if cue == ".":
        return rest.startswith(".")
    if cue[0] in ",;:|(/&-":
        return rest.lstrip().lower().startswith(cue) or rest.lower().startswith(cue)
    rest = rest.lstrip(" .")
    if cue[0] == "#":
        return rest[:1].isdecimal() and rest.lstrip("0123456789").lower().startswith(cue[1:])
    if cue == "^":
        return rest[:1].isupper()
    if cue.endswith(" #"):
        head = cue[:-2]
        return rest.lower().startswith(head) and rest[len(head) :].lstrip(" :")[:1].isdecimal()
    small = rest.lower()
    return small.startswith(cue) and not small[len(cue) : len(cue) + 1].isalpha()


def _precedes(cursor: Cursor, cue: str) -> bool:
    if cue == "<":
        return cursor.opens_line()
    before = cursor.text[max(0, cursor.at - 40) : cursor.at].rsplit("\n", 1)[-1].lower()
    if cue == "#":
        return before.rstrip()[-1:].isdecimal()
    bare = before.rstrip()
    if cue[-1].isalnum():
        bare = bare.rstrip("\"'(")
    return bare.endswith(cue) and not (cue[0].isalpha() and bare[: -len(cue)][-1:].isalpha())


def means_something(cursor: Cursor, found: re.Match[str]) -> bool:
    """Whether a capital and its dot are an abbreviation here ("P. Hồng Bàng") rather than the mark of a list."""
    return found[1].isupper() and any(
        entry.written == found[0] and any(_fits(cursor, sense, found.end()) for sense in entry.senses)
        for entry in cursor.dictionary.exact.get(found[1], ())
    )


def small_abbreviation(cursor: Cursor) -> Said | None:
    """ "ubnd", "bhyt" in small letters, and the shorthand of messages."""
    found = cursor.match(LETTERS)
    if not found or not (found[0].islower() or (len(found[0]) > 3 and found[0][1:].islower())):
        return None
    word = found[0].lower()
    if len(word) > 2 and not is_syllable(word):
        words = cursor.dictionary.plain.get(word.upper())
        if words:
            return Said(
                found.end(), words, "abbreviation", len(word) > 3, "" if len(word) > 3 else "unknown-capitals", words
            )
    if word in _CHAT and not is_syllable(word):
        return Said(found.end(), _CHAT[word], "abbreviation", False, "unknown-capitals", _CHAT[word])
    return None


FROM_LETTERS = (ambiguous_or_known, small_abbreviation)


def is_spoken(word: str, book: Dictionary) -> bool:
    """Whether a word in small letters can be said as it is written."""
    if is_syllable(word):
        return True
    return word not in _CHAT and word not in UNITS and word.upper() not in book.plain
