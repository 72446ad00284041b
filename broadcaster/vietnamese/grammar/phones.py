"""Telephone numbers: mobile, landline, hotlines and the three-figure emergency lines."""

import re

from broadcaster.vietnamese.cursor import Cursor
from broadcaster.vietnamese.numerals import digit_by_digit
from broadcaster.vietnamese.patterns import Pattern, cues
from broadcaster.vietnamese.reading import Said

_ABROAD = Pattern(r"\(?\+ ?(84)\)?[ .-]?(?:\(0\)[ .-]?)?(\d{1,4}(?:[ .-]?\d{1,4}){1,5})(?![\d])")
_HOME = Pattern(r"0\d{1,4}(?:[ .-]?\d{1,5}){1,4}(?!\w|[.,:]\d|%|/(?!0\d{2}))")
_BRACKETED = Pattern(r"\((0\d{1,3})\) ?(\d{1,4}(?:[ .-]?\d{2,4}){1,3})(?!\d)")
_HOTLINE = Pattern(r"(1[89]00)(?:[ .-]?(\d{2,4}))(?:[ .-]?(\d{2,4}))?(?![\d/]|,\d)")
_SHORT = Pattern(r"(?:11[1-9]|10(?:22|80|90)|19(?:[89]\d|009|0\d\d)|18\d\d\d?)(?![\w/%]|[.,:-]\d)")
_SERVICE = Pattern(r"\d{3,5}(?![\w/%]|[.,:-]\d)")
_LOCAL = Pattern(r"(?=(?:\d[ .-]?){6,12}(?!\d))\d{1,4}(?:[ .-]\d{3,4}){1,2}(?!\w|[.,/]\d)|\d{7,8}(?!\w|[.,/]\d)")
_CUES = cues(
    "gọi số đt sđt tel tel: đt: sđt: thoại thoại: hotline hotline: zalo zalo: nóng nóng: fax fax: máy alo "
    "đài bấm liên hệ hệ: báo qua di động dđ dđ: cứu cháy an nạn em lh lh: đầu tổng nhắn tổng hoặc và hay"
)
_STRONG_CUES = cues("gọi điện đt sđt tel hotline zalo nóng fax máy alo đài bấm liên hệ thoại số dđ đường lh tổng nhắn")
_PREVIOUS = Pattern(r"(?:11[1-9]|1022)(?:,| và| hoặc| hay|/| -|-|;) ?\Z")
_PLACES = cues("nhà lớp phòng tổ ngõ tầng đường trang")


def _grouped(written: str) -> str:
    return ", ".join(digit_by_digit(part) for part in re.split(r"[ .()+-]+", written) if part)


def _said(cursor: Cursor, end: int, words: str) -> Said:
    if cursor.options.repeat_phone_numbers:
        words = f"{words}, xin nhắc lại, {words}"
    return Said(end, words, "phone")


def masked(cursor: Cursor) -> Said | None:
    """0918.xxx.456: the figures that a warning hides are said as the letter that stands for them."""
    found = cursor.match(_MASKED)
    if not found:
        return None
    groups = [part for part in re.split(r"[ .-]+", found[0]) if part]
    said = (" ".join("ích" if c in "xX*" else digit_by_digit(c) for c in group) for group in groups)
    return Said(found.end(), ", ".join(said), "phone")


_MASKED = Pattern(r"0\d{2,4}[ .-]?(?:\d{1,4}[ .-]?)?[xX*]{2,7}(?:[ .-]?(?:\d{1,4}|[xX*]{2,4})){0,2}(?!\w)")


def international(cursor: Cursor) -> Said | None:
    """+84 912 345 678."""
    found = cursor.match(_ABROAD)
    if not found or not 8 <= len(re.sub(r"\D", "", found[2])) <= 11:
        return None
    return _said(cursor, found.end(), f"cộng tám bốn, {_grouped(found[2])}")


def bracketed(cursor: Cursor) -> Said | None:
    """(0225) 3825 115."""
    found = cursor.match(_BRACKETED)
    if not found or not 9 <= len(re.sub(r"\D", "", found[0])) <= 12:
        return None
    return _said(cursor, found.end(), f"{_grouped(found[1])}, {_grouped(found[2])}")


def national(cursor: Cursor) -> Said | None:
    """0904 123 456, 0225.3825.115, 0382345678."""
    found = cursor.match(_HOME)
    if not found:
        return None
    figures = re.sub(r"\D", "", found[0])
    if not 9 <= len(figures) <= 11 or (len(figures) == 9 and not cursor.recent(_CUES, 5)):
        return None
    if len(figures) == len(found[0]) and len(figures) >= 10:
        groups = (figures[:4], figures[4:7], figures[7:])
        return _said(cursor, found.end(), ", ".join(map(digit_by_digit, groups)))
    return _said(cursor, found.end(), _grouped(found[0]))


def hotline(cursor: Cursor) -> Said | None:
    """1900 6192, 18001091."""
    found = cursor.match(_HOTLINE)
    if not found:
        return None
    figures = re.sub(r"\D", "", found[0])
    if len(figures) not in (6, 7, 8, 9, 10) or (found[1] == "1900" and _is_year(cursor, found)):
        return None
    groups = [found[1], *(part for part in found.groups()[1:] if part)]
    return _said(cursor, found.end(), ", ".join(map(digit_by_digit, groups)))


def _is_year(cursor: Cursor, found: re.Match[str]) -> bool:
    return cursor.last() == "năm" or found[0].startswith("1900-19")


def emergency(cursor: Cursor) -> Said | None:
    """113, 114, 115, 111 when they are called; not in "115 hộ"."""
    found = cursor.match(_SHORT)
    if not found or cursor.last().strip("(") in _PLACES:
        return None
    before = cursor.text[max(0, cursor.at - 12) : cursor.at]
    switchboard = cursor.recent(frozenset(("đài", "nóng")), 8)
    cued = (
        cursor.recent(_STRONG_CUES, 3)
        or switchboard
        or _PREVIOUS.search(before)
        or (cursor.recent(_CUES, 3) and "(" in before[-1:])
    )
    if not cued or (len(found[0]) > 3 and not cursor.recent(_STRONG_CUES, 3)):
        return None
    if _counts_things(cursor, found.end()) and not cursor.recent(frozenset(("gọi", "đài", "nóng", "bấm")), 3):
        return None
    return _said(cursor, found.end(), digit_by_digit(found[0]))


_THINGS = cues("hộ người cháu em phường xã tổ đơn trường căn lượt suất học hồ ca vụ đại năm ngày tỷ triệu")


def _counts_things(cursor: Cursor, end: int) -> bool:
    return cursor.next_word(end) in _THINGS


def local(cursor: Cursor) -> Said | None:
    """A number without its area code, after a word that announces a telephone."""
    if cursor.behind()[-2:] == ["đầu", "số"] and (found := cursor.match(_SERVICE)):
        return _said(cursor, found.end(), digit_by_digit(found[0]))
    found = cursor.match(_LOCAL)
    if not found or cursor.next_word(found.end()) in _THINGS | {"đồng", "nghìn", "triệu", "tỷ"}:
        return None
    if not cursor.recent(_LOCAL_CUES, 3) and not _PHONE_JUST_BEFORE.search(
        cursor.text[max(0, cursor.at - 24) : cursor.at]
    ):
        return None
    return _said(cursor, found.end(), _grouped(found[0]))


_LOCAL_CUES = cues("đt sđt tel thoại hotline zalo nóng fax máy dđ gọi lh")
_PHONE_JUST_BEFORE = Pattern(r"0\d{2,3}[ .]\d{3,4}[ .]\d{3,4}(?: ?[-/,;–]| hoặc| và) ?\Z")

FROM_DIGITS = (masked, national, hotline, emergency, local)
FROM_SYMBOLS = (international, bracketed)
