"""Punctuation and signs: which become a pause, which a word, which only dress the page."""

import re
from typing import Final

from broadcaster.vietnamese.cursor import Cursor
from broadcaster.vietnamese.grammar import joints
from broadcaster.vietnamese.letters import GREEK
from broadcaster.vietnamese.numerals import cardinal, digit_by_digit, month
from broadcaster.vietnamese.patterns import Pattern
from broadcaster.vietnamese.reading import Said

_FINAL = Pattern(r"\./\.+")
_DOTS = Pattern(r"\.{2,}")
_BULLET = Pattern(r"[-–+•*>#]+ ?")
_SUPERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
_RAISED = Pattern(r"⁽?[⁰¹²³⁴⁵⁶⁷⁸⁹₀-₉]+⁾?")
_ITEM = Pattern(r"\((\d{1,2}|[a-zđ]|[ivx]{1,4})\)(?= ?\S)")
_NUMBER_ITEM = Pattern(r"(\d{1,2})((?:\.\d{1,2}){0,3})([.)/]+)(?= ?[^\d\s.,/)]| ?$)", re.MULTILINE)
_SECTION_ITEM = Pattern(r"(\d{1,2})((?:\.\d{1,2}){1,3})(?= [^\W\d_])")
_FRACTIONS: Final = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8)}
SIGNS: Final = {
    "&": "và", "@": "a còng", "%": "phần trăm", "‰": "phần nghìn", "§": "mục", "=": "bằng", "±": "cộng trừ",
    "≥": "lớn hơn hoặc bằng", "≤": "nhỏ hơn hoặc bằng", "≠": "khác", "≈": "khoảng", "×": "nhân", "÷": "chia",
    "√": "căn", "∞": "vô cùng", "°": "độ", "$": "đô la", "€": "ơ rô", "£": "bảng Anh", "¥": "yên", "№": "số",
    "#": "thăng", "+": "cộng", "→": "đến", "←": "từ", "↔": "và", "⇒": "suy ra", "∅": "phi", "Ø": "phi", "₩": "uôn",
} | GREEK  # fmt: skip
_SILENT: Final = frozenset("©®™•·|\\_^*~<>{}[]'\"()`¬¦†‡⁽⁾–-/")
_FIGURES = Pattern(r"\d{1,400}")
_OPEN, _CLOSE = frozenset('([{"<'), frozenset(')]}">')


def final_mark(cursor: Cursor) -> Said | None:
    """ "./." closes an official letter."""
    found = cursor.match(_FINAL)
    return Said(found.end(), ".", "closing-mark") if found else None


def list_mark(cursor: Cursor) -> Said | None:
    """Bullets at the head of a line; "(1)", "⁽¹⁾" anywhere."""
    if (found := cursor.match(_ITEM)) and _item_here(cursor, found[1]):
        said = cardinal(int(found[1])) if found[1].isdecimal() else _letter(found[1])
        return Said(found.end(), f"{said},", "list-mark")
    if (found := cursor.match(_BULLET)) and cursor.opens_line():
        if joints.is_minus(cursor) and found[0] == "-":
            return None
        after = cursor.char(found.end())
        if (found[0][-1] == " " or found[0][0] in "•>" or after.isalpha()) and not found[0].startswith("#"):
            return Said(found.end(), "", "list-mark")
    return None


def _item_here(cursor: Cursor, inner: str) -> bool:
    return cursor.opens_line() or not inner.isdecimal() or cursor.char(cursor.at - 1) in ("", " ")


def _letter(inner: str) -> str:
    from broadcaster.vietnamese.letters import letter
    from broadcaster.vietnamese.numerals import roman

    value = roman(inner.upper()) if len(inner) > 1 or inner == "i" else None
    return cardinal(value) if value else letter(inner)


def raised(cursor: Cursor) -> Said | None:
    """Superscripts: ⁽¹⁾ counts, 10³ is a power, a bare ¹ after a word is a footnote."""
    found = cursor.match(_RAISED)
    if not found:
        return None
    figures = found[0].translate(_SUPERS).strip("⁽⁾")
    if cursor.char(cursor.at - 1).isdecimal():
        return Said(found.end(), f"mũ {cardinal(int(figures[:9]))}", "power")
    return Said(
        found.end(), f"{cardinal(int(figures[:9]))}," if "⁽" in found[0] else cardinal(int(figures[:9])), "list-mark"
    )


def number_item(cursor: Cursor) -> Said | None:
    """ "3. UBND…", "2.1. Đối với…", "1/ Chuẩn bị": the number of a list item at the head of its line."""
    if not cursor.opens_line():
        return None
    found = cursor.match(_NUMBER_ITEM)
    if not found:
        found = cursor.match(_SECTION_ITEM)
        # "1.2 Địa điểm" heads a part; "1.2 triệu" is an amount.
        if not found or not cursor.char(found.end() + 1).isupper():
            return None
    parts = [found[1], *(part for part in found[2].split(".") if part)]
    return Said(found.end(), " chấm ".join(cardinal(int(part)) for part in parts) + ",", "list-mark")


def file_ending(cursor: Cursor) -> Said | None:
    """ ".apk" by itself: a dot before letters and after a blank is said."""
    if cursor.match(_ENDING) and cursor.char(cursor.at - 1) in ("", " ", "(", "\n"):
        return Said(cursor.at + 1, "chấm ", "file-ending")
    return None


_ENDING = Pattern(r"\.[a-z]{2,4}(?!\w)")


def fraction_sign(cursor: Cursor) -> Said | None:
    """½ and its kin."""
    parts = _FRACTIONS.get(cursor.char(cursor.at))
    if not parts:
        return None
    joined = "và " if cursor.char(cursor.at - 1).isdecimal() else ""
    return Said(cursor.at + 1, f"{joined}{cardinal(parts[0])} phần {month(parts[1])}", "fraction")


def comparison(cursor: Cursor) -> Said | None:
    """ "<", ">", "~" and "+" before a number are words."""
    char = cursor.char(cursor.at)
    names = {"<": "nhỏ hơn", ">": "lớn hơn", "~": "khoảng", "+": "cộng", ">=": "lớn hơn hoặc bằng",
             "<=": "nhỏ hơn hoặc bằng"}  # fmt: skip
    both = cursor.text[cursor.at : cursor.at + 2]
    sign = both if both in names else char
    end = cursor.at + len(sign)
    following = cursor.text[end : end + 2].lstrip()
    if sign == "~" and following[:1].isdecimal() and joints.numeric_before(cursor):
        return Said(end, "đến", "range")
    if sign in names and following[:1].isdecimal():
        return Said(end, names[sign], "sign")
    return None


def sign(cursor: Cursor) -> Said | None:
    """A sign that has a name, one that only dresses the page, or one that nobody can read out."""
    char = cursor.char(cursor.at)
    if char in SIGNS:
        return Said(cursor.at + 1, SIGNS[char], "sign")
    if char in _OPEN or char in _CLOSE:
        before, after = cursor.char(cursor.at - 1), cursor.char(cursor.at + 1)
        if char in "()[]" and not (before in "\n" and char in "(["):
            return Said(cursor.at + 1, "," if not (char in "([" and after == "") else "", "bracket")
        return Said(cursor.at + 1, " " if before.isalnum() and after.isalnum() else "", "quotation-mark")
    if char in _SILENT:
        return Said(cursor.at + 1, " ", "mark")
    if char.isdecimal():
        run = cursor.match(_FIGURES)
        return Said(
            run.end() if run else cursor.at + 1, digit_by_digit(run[0] if run else char), "number", False, "number"
        )
    return Said(cursor.at + 1, " ", "symbol", False, "symbol", "")


def dots(cursor: Cursor) -> Said | None:
    """Three dots: the sentence goes on with a breath, or ends."""
    found = cursor.match(_DOTS)
    if not found:
        return None
    rest = cursor.text[found.end() : found.end() + 2].strip(" )\"'")
    return Said(found.end(), "." if not rest or rest[0] == "\n" or rest[0].isupper() else ",", "dots")


FROM_DIGITS = (number_item,)
FROM_SYMBOLS = (final_mark, list_mark, raised, dots, comparison, joints.dash, joints.slash, fraction_sign, sign)
