"""Dashes and slashes: "đến" in a range, "âm" before a number, "mỗi" in a rate, a breath between two things."""

import re

from broadcaster.vietnamese.cursor import Cursor
from broadcaster.vietnamese.grammar.units import DENOMINATORS
from broadcaster.vietnamese.numerals import roman
from broadcaster.vietnamese.patterns import Pattern
from broadcaster.vietnamese.reading import Said

_MINUS = Pattern(r"-(?=\d+(?:,\d+)? ?(?:°|độ|%|o?C))|(?<= )-(?=\d)|^-(?=\d+(?:,\d+)? ?°)")
_DASH = Pattern(r" ?[-–]+>? ?")
_FIGURES_BEFORE = Pattern(r"\d ?\Z")
_NUMERIC = Pattern(
    r"(?:\d ?(?:[hgGH]|'|%|°C?|độ|đ|đồng|tr|k|kg|m²?|km|m2|m3|cm|mm|ha|tấn|lít|triệu|tỷ|nghìn|phút|giờ|tuổi)"
    r"|T[2-7]|\d[hg]\d\d'?|\d[hg]\d{0,2} (?:sáng|trưa|chiều|tối|đêm))\Z"
)
_TELEPHONE_BEFORE = Pattern(r"(?<!\d)0\d{1,3}(?:[ .]?\d{1,5}){2,4} ?\Z")
_TELEPHONE_AFTER = Pattern(r" ?[-–/] ?(?=0\d{1,3}(?:[ .-]?\d{1,5}){2,4}(?!\d))")
_NUMBERED_BEFORE = Pattern(r"([^\W\d_]+) \d{1,4}\Z")
_NUMBERED_AFTER = Pattern(r"([^\W\d_]+) \d{1,4}(?!\d)")
# A day, a month or a weekday on both sides, in figures or in words: "27 tháng Chạp - mùng 6 tháng Giêng".
_DAY_BEFORE = Pattern(r"(?:tháng|thứ|mùng|mồng|ngày|rằm|năm) [^\W_]+ ?\Z|(?:chủ nhật|giao thừa) ?\Z", re.IGNORECASE)
_DAY_AFTER = Pattern(r"(?:thứ|mùng|mồng|ngày|hết|rằm|chủ nhật) ?[^\W_]", re.IGNORECASE)
_ROMAN_BEFORE = Pattern(r"(?<![^\W_])[IVX]{1,5} ?\Z")
_ROMAN_AFTER = Pattern(r"[IVX]{1,5}(?![^\W_])")
# Latitude and longitude stand side by side: "15,2°N-112,8°E".
_BEARING = Pattern(r"°[NSEWBĐ] ?\Z")
_COUNTED_BELOW = Pattern(r"\d{1,3} (?=[^\W\d_])")


def _before(cursor: Cursor) -> str:
    return cursor.text[max(0, cursor.at - 24) : cursor.at]


def numeric_before(cursor: Cursor) -> bool:
    """Whether a number, with or without its unit, stands just before."""
    before = _before(cursor)
    return bool(_FIGURES_BEFORE.search(before) or _NUMERIC.search(before))


def is_minus(cursor: Cursor) -> bool:
    """Whether the dash here belongs to the number behind it."""
    return bool(cursor.match(_MINUS))


def between_telephones(cursor: Cursor) -> Said | None:
    """Two telephone numbers side by side are a choice, neither a range nor a fraction."""
    found = cursor.match(_TELEPHONE_AFTER)
    if not found or not _TELEPHONE_BEFORE.search(_before(cursor)):
        return None
    return Said(found.end(), " hoặc " if "/" in found[0] else ", ", "phone")


def dash(cursor: Cursor) -> Said | None:
    """A dash between numbers is "đến", between words a pause or nothing; before a number it may be "âm"."""
    if said := between_telephones(cursor) or _minus(cursor):
        return said
    found = cursor.match(_DASH)
    if not found or not found[0].strip():
        return None
    if _BEARING.search(_before(cursor)):
        return Said(found.end(), ", ", "dash")
    before, after = cursor.char(cursor.at - 1), cursor.char(found.end())
    if found[0].strip() in ("->", "–>") or _same_thing(cursor, found.end()):
        return Said(found.end(), " đến ", "range")
    if after.isdecimal() and (before.isdecimal() or numeric_before(cursor)):
        return Said(found.end(), "đến", "range")
    return Said(found.end(), "," if found[0][0] == " " and found[0][-1] == " " else " ", "dash")


def _minus(cursor: Cursor) -> Said | None:
    start = cursor.at + (cursor.char(cursor.at) == " ")
    if numeric_before(cursor) or _BEARING.search(_before(cursor)) or not _MINUS.match(cursor.text, start):
        return None
    near = _before(cursor).rstrip(" ")[-1:]
    return None if near.isdecimal() or near in tuple("%°'") else Said(start + 1, " âm ", "minus")


def _same_thing(cursor: Cursor, end: int) -> bool:
    """ "tháng 3 - tháng 5", "thứ Hai - thứ Sáu", "thế kỷ XIX - XX"."""
    before = _before(cursor)
    first, second = _NUMBERED_BEFORE.search(before), cursor.match(_NUMBERED_AFTER, end)
    if first and second and first[1].lower() == second[1].lower():
        return True
    if _DAY_BEFORE.search(before) and cursor.match(_DAY_AFTER, end):
        return True
    lower, upper = _ROMAN_BEFORE.search(before), cursor.match(_ROMAN_AFTER, end)
    if not lower or not upper or lower.start() == 0:
        return False
    values = roman(lower[0].strip()), roman(upper[0])
    return values[0] is not None and values[1] is not None and values[0] < values[1]


def slash(cursor: Cursor) -> Said | None:
    """A slash: "mỗi" under something counted ("lượt/tuần"), otherwise only a join ("ông/bà")."""
    if cursor.char(cursor.at) != "/":
        return None
    if said := between_telephones(cursor):
        return said
    end = cursor.at + 1 + (cursor.char(cursor.at + 1) == " ")
    if cursor.char(end).isdecimal() and cursor.char(cursor.at - 1).isdecimal():
        return Said(end, "trên", "ratio")
    word = cursor.next_word(end)
    counted = any(ch.isdecimal() for ch in "".join(cursor.behind()[-6:]))
    if word in DENOMINATORS and counted:
        return Said(end, "mỗi", "rate")
    number = cursor.match(_COUNTED_BELOW, end)
    if number and cursor.char(cursor.at - 1) not in ("", "\n"):
        return Said(end, "trên", "rate")
    return Said(end, " ", "slash")
