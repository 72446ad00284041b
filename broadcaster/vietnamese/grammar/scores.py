"""Results and marks: "tỷ số 2-1", "điểm 9,5/10", "tỷ lệ 1:500", a line-up of 4-4-2."""

from typing import Final

from broadcaster.vietnamese.cursor import Cursor
from broadcaster.vietnamese.numerals import cardinal, decimal, digit_by_digit
from broadcaster.vietnamese.patterns import Pattern, cues
from broadcaster.vietnamese.reading import Said

_SCORE = Pattern(r"(\d{1,3}) ?[-–:] ?(\d{1,3})(?![\d/%-]|[.,]\d)")
_RATIO = Pattern(r"(\d{1,3}):(\d{1,7})(?![\d:])")
_RATIO_WORDS: Final = frozenset(("tỷ", "tỉ", "lệ"))
_BEATEN: Final = cues("thắng thua hòa bại gỡ dẫn kết kết: trận trận:")
_HALVES: Final = cues("hiệp")
_SCORES: Final = cues("số thắng thua hòa thắng, bại gỡ dẫn")


def graded(cursor: Cursor) -> Said | None:
    """ "điểm 9,5/10", "đội hình 4-4-2": marks out of a whole, and the lines of a team."""
    found = cursor.match(_GRADE)
    # Whole marks look like a day and a month: only out of ten or a hundred, and right after "điểm".
    whole = cursor.last().startswith("điểm") and found is not None and int(found[1]) <= int(found[3]) in (10, 100)
    if found and cursor.last() in GRADES and (found[2] or whole):
        above = decimal(found[1], found[2]) if found[2] else cardinal(int(found[1]))
        return Said(found.end(), f"{above} trên {cardinal(int(found[3]))}", "ratio")
    if (found := cursor.match(_LINES)) and cursor.recent(_TEAM, 3):
        return Said(found.end(), digit_by_digit(found[0]), "score")
    return None


_GRADE = Pattern(r"(\d{1,3})(?:[.,](\d{1,2}))? ?/ ?(\d{1,3})(?![\d/]|[.,]\d)")
_LINES = Pattern(r"\d(?:-\d){2,3}(?![\d-])")
GRADES: Final = cues("điểm đạt chấm quân thi điểm:")
_TEAM: Final = cues("hình đồ thuật")


def score(cursor: Cursor) -> Said | None:
    """ "tỷ số 2-1" and "tỷ lệ 1:500"."""
    if (found := cursor.match(_RATIO)) and cursor.recent(_RATIO_WORDS, 3) and not cursor.recent(_SCORES, 1):
        return Said(found.end(), f"{cardinal(int(found[1]))} trên {cardinal(int(found[2]))}", "ratio")
    found = cursor.match(_SCORE)
    if found and (cursor.recent(_BEATEN, 6) or cursor.recent(_HALVES, 2) or _after_a_score(cursor)):
        return Said(found.end(), f"{cardinal(int(found[1]))} {cardinal(int(found[2]))}", "score")
    if found and cursor.recent(_SCORES, 2) and (cursor.recent(_RATIO_WORDS, 3) or cursor.last() not in ("số",)):
        return Said(found.end(), f"{cardinal(int(found[1]))} {cardinal(int(found[2]))}", "score")
    return None


def _after_a_score(cursor: Cursor) -> bool:
    """The sets and halves that follow a result: "tỷ số 2-0 (15-12; 15-9)"."""
    before = cursor.text[max(0, cursor.at - 12) : cursor.at]
    alone = cursor.char(cursor.at - 1) == "(" and cursor.match(_ALONE)
    return bool(alone or _SCORE_BEFORE.search(before)) and cursor.recent(_SCORES | _BEATEN | _HALVES, 14)


_ALONE = Pattern(r"\d{1,2} ?[-–] ?\d{1,2}\)")
_SCORE_BEFORE = Pattern(r"\d{1,3} ?[-–] ?\d{1,3}[;,]? ?\(?\Z")


FROM_DIGITS = (graded, score)
