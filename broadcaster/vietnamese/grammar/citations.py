"""Roman numerals and the lettered points of laws and lists: Chương II, quý IV, "III. TỔ CHỨC", điểm b."""

import re
from typing import Final

from broadcaster.vietnamese.cursor import Cursor
from broadcaster.vietnamese.grammar.words import means_something
from broadcaster.vietnamese.letters import letter
from broadcaster.vietnamese.numerals import cardinal, ordinal, roman
from broadcaster.vietnamese.patterns import Pattern, cues
from broadcaster.vietnamese.reading import Said
from broadcaster.vietnamese.syllables import is_syllable

_NUMERAL = Pattern(r"[IVX]{1,9}(?![^\W_]|')")
_HEADING = Pattern(r"([IVX]{1,6})(?:[.)/]+(?:(\d{1,2})(?:\.(\d{1,2}))?[.)]?)?(?= |$|\n)| ?[-–:] )", re.MULTILINE)
_POINT = Pattern(r"([a-zđA-ZĐ])(?:\)(?= ?\S)|\.(?= \S))")
_LETTERED = Pattern(r"([a-zđ])(?!\w)")
_CUES: Final = cues(
    "quận động lớp độ "
    "vùng tuyến bước điều chương mục phần khoản kỷ quý hội khóa khoá kỳ thứ hạng cấp loại bậc vực lục khu tập vòng "
    "đoạn nhóm vương đệ lần học sĩ tướng khối ngạch đẳng tuần tổ giải công chất luân chứng bảng dãy tiểu hệ "
    "truyện số"
)
_LISTED: Final = Pattern(
    r"(?:điều|chương|mục|phần|quý|hạng|loại|kỳ|nhóm|khóa|cấp|khu vực|giai đoạn|thế kỷ) "
    r"(?:[IVX]{1,6}(?:, | và |,|-| - |–| – | đến | hoặc |/)){1,6}$",
    re.IGNORECASE,
)
_LETTER_CUES: Final = cues("điểm khoản mục tiểu tiết")
_NEXT_WORD = Pattern(r" ([^\W\d_]{2,})")
_YEAR_AFTER = Pattern(r" ?[-/–] ?((?:19|20)\d\d)(?![\d/-])")
_SURE_ALONE = cues("II III VII VIII XII XIII XIV XVI XVII XVIII XIX XX XXI XV IV IX")


def heading(cursor: Cursor) -> Said | None:
    """The number of a part at the head of its line: "III. TỔ CHỨC", "II.1."."""
    if not cursor.opens_line():
        return None
    found = cursor.match(_HEADING)
    value = roman(found[1]) if found else None
    if not found or value is None:
        return None
    parts = [cardinal(value), *(f"chấm {cardinal(int(part))}" for part in found.groups()[1:] if part)]
    return Said(found.end(), " ".join(parts) + ",", "roman")


def numeral(cursor: Cursor) -> Said | None:
    """A Roman numeral after the word it counts, or one that can be nothing else."""
    found = cursor.match(_NUMERAL)
    value = roman(found[0]) if found else None
    if not found or value is None:
        return None
    before = cursor.last().strip("(,")
    cued = before in _CUES or bool(_LISTED.search(cursor.text[max(0, cursor.at - 40) : cursor.at]))
    if before == "công" and cursor.behind()[-2:-1] != ["thành"] and len(found[0]) < 2:
        cued = False
    if cued and not (is_syllable(found[0]) and _shouted(cursor, found.end())):
        year = _YEAR_AFTER.match(cursor.text, found.end()) if before in ("quý", "kỳ", "học") else None
        said = ordinal(value) if before == "thứ" else cardinal(value)
        said += f" năm {cardinal(int(year[1]))}" if year else ""
        return Said(year.end() if year else found.end(), said, "roman")
    if found[0] in _SURE_ALONE and not cursor.dictionary.exact.get(found[0]):
        return Said(found.end(), cardinal(value), "roman")
    return None


def _shouted(cursor: Cursor, end: int) -> bool:
    """In a heading "HÀNH VI VI PHẠM" the capitals are words; after "ĐIỀU VI" nothing of the kind follows."""
    following = cursor.match(_NEXT_WORD, end)
    strong = cursor.last() in ("điều", "chương", "mục", "phần", "quý", "kỷ")
    return not strong and bool(following) and following is not None and following[1].isupper()


def point(cursor: Cursor) -> Said | None:
    """The letter of a list item, "b) Đối với…", and of a point of law, "điểm b khoản 2"."""
    if cursor.opens_line() and (found := cursor.match(_POINT)) and not means_something(cursor, found):
        return Said(found.end(), f"{letter(found[1])},", "list-mark")
    found = cursor.match(_LETTERED)
    if not found or cursor.char(found.end()) == "'":
        return None
    before = cursor.text[max(0, cursor.at - 24) : cursor.at].lower()
    if cursor.last() in _LETTER_CUES or re.search(r"(?:điểm|tiết)(?: [a-zđ](?:,| và| hoặc))+ ?$", before):
        return Said(found.end(), letter(found[1]), "letter")
    return None


FROM_LETTERS = (heading, numeral, point)
