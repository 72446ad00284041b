"""Dates: full, day and month, lists and ranges of days, months, quarters, weekdays."""

import re
from typing import Final

from broadcaster.vietnamese.cursor import Cursor
from broadcaster.vietnamese.grammar.quantities import PART_CUES
from broadcaster.vietnamese.grammar.scores import GRADES
from broadcaster.vietnamese.numerals import cardinal, day, month, roman
from broadcaster.vietnamese.patterns import Pattern, cues
from broadcaster.vietnamese.reading import Said

_YEAR = r"((?:1[0-9]|20|21)\d\d)"
_FULL = Pattern(rf"(\d{{1,2}})( ?)(?:([.-])\2(\d{{1,2}})\2\3\2|/ ?(\d{{1,2}}) ?/ ?){_YEAR}(?![\d/])(?!-\d+(?![\d/.-]))")
_SHORT_YEAR = Pattern(r"(\d{1,2})/(\d{1,2})/(\d\d)(?![\d/])")
_ISO = Pattern(r"((?:19|20)\d\d)([-/])(\d\d)\2(\d\d)(?![\d/-])")
_DAY_MONTH = Pattern(r"(\d{1,2})( ?)([/.-])\2(\d{1,2})(?![\d/])(?![.,]\d)(?!-\d{1,4}(?![\d/]))")
_LINKS = r", ?|; ?| và | đến | tới | hoặc | hay | ?[-–] ?"
_DAYS = Pattern(
    rf"(\d{{1,2}}(?:(?:{_LINKS})(?:ngày )?\d{{1,2}}){{1,12}})([/.-])(\d{{1,2}})(?:\2{_YEAR})?(?![\d/])(?![.,-]\d)"
)
_DAYS_OF_MONTH = Pattern(rf"(\d{{1,2}}(?:(?:{_LINKS})(?:ngày )?\d{{1,2}}){{0,12}}) (?=tháng )")
_WHICH_MONTH = Pattern(r"\d|[Gg]iêng|[Cc]hạp|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|này|sau|tới|trước")
_LIST_ITEM = Pattern(rf"({_LINKS})?((?:ngày )?)(\d{{1,2}})")
_MONTH_YEAR = Pattern(rf"(\d{{1,2}})( ?)([/-])\2{_YEAR}(?![\d/-])(?!\.\d)")
_MONTHS = Pattern(rf"(\d{{1,2}}(?:(?:{_LINKS})\d{{1,2}}){{1,11}})(?:([/-]){_YEAR})?(?![\d/%])(?![.,]\d)")
_QUARTER_YEAR = Pattern(rf"(\d{{1,2}}|I{{1,3}}|IV) ?[/-] ?{_YEAR}(?![\d/-])")

_PERIODS: Final = cues("quý kỳ đợt tuần khóa lần")
# A day and a month stand after these words...
_CUES: Final = cues(
    "nhằm ngày sáng trưa chiều tối đêm từ đến tới trước sau hôm lễ dịp niệm mừng mùng mồng khánh qua vào hết "
    "khai đường phố phóng giữa bảy hai tư sáu kể và nhật hạn động chưa (ngày tết nữ giáo ngày: tuần: tịch "
    "nam thứ tức"
)
# ... unless one of these follows, which are counted in parts.
_COUNTED: Final = cues(
    "số diện tổng thành đại hộ người phiếu ý chiều quân dân cán cử hội thể chặng quãng lượng khối tiêu "
    "chỉ điểm phường xã tổ học nhân đơn quỹ thời công nhà ủy giá mức con cháu em trường tài vốn doanh hồ "
    "cơ vụ suất lớp bệnh ca thùng bình chén cốc thìa muỗng viên đường chủ ngân phòng đoàn đảng năm tháng "
    "gia"
)
_STRONG: Final = cues("nhằm ngày sáng trưa chiều tối đêm hôm lễ niệm khánh dịp mừng (ngày ngày: tức")
_HOUSE: Final = cues(
    "bước vòng lực áp vong: tắc số nhà ngách ngõ hẻm kiệt sn lô tầng căn thửa sn: lớp phòng k nhà: chỉ: chỉ"
)
_COUNTED_AFTER_DAYS: Final = cues("lần lượt người hộ tuổi giờ phút đêm viên buổi hôm suất cái con chiếc")


def _valid(day_number: int, month_number: int) -> bool:
    longest = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(month_number, 31)
    return 1 <= month_number <= 12 and 1 <= day_number <= longest


def _day(cursor: Cursor, number: int, at: int | None = None) -> str:
    """The day; "mùng" is not said twice, and a lunar tenth has it too."""
    if cursor.last() in ("mùng", "mồng"):
        return cardinal(number)
    end = cursor.at if at is None else at
    lunar = number == 10 and cursor.text[end : end + 24].lower().find("âm lịch") >= 0
    return "mùng mười" if lunar else day(number)


def full_date(cursor: Cursor) -> Said | None:
    """02/8/2025, 01-5-2026, 30.4.1975."""
    if found := cursor.match(_FULL):
        d, m, y = int(found[1]), int(found[4] or found[5]), int(found[6])
        if _valid(d, m):
            return Said(found.end(), f"{_day(cursor, d)} tháng {month(m)} năm {cardinal(y)}", "date")
    if found := cursor.match(_ISO):
        y, m, d = (int(found[part]) for part in (1, 3, 4))
        if _valid(d, m):
            return Said(found.end(), f"{_day(cursor, d)} tháng {month(m)} năm {cardinal(y)}", "date")
    if (found := cursor.match(_SHORT_YEAR)) and cursor.last() not in _HOUSE:
        d, m = int(found[1]), int(found[2])
        if _valid(d, m):
            said = f"{_day(cursor, d)} tháng {month(m)} năm {cardinal(2000 + int(found[3]))}"
            return Said(found.end(), said, "date", False, "ambiguous", said)
    return None


def _listed_days(cursor: Cursor, listed: str) -> str | None:
    said: list[str] = []
    for link, again, number in _LIST_ITEM.findall(listed):
        if not 1 <= int(number) <= 31:
            return None
        link = "đến" if link.strip() in ("-", "–") else link.strip()
        glue = f"{link} " if link in (",", ";") else f" {link} " if link else ""
        said.append(f"{glue}{again}{_day(cursor, int(number)) if not said else day(int(number))}")
    return "".join(said)


def days_of_a_month(cursor: Cursor) -> Said | None:
    """20-25/11, "05, 06 và 07/11", "02 đến 13/8/2025": the month is written once."""
    found = cursor.match(_DAYS)
    if found:
        listed, mark, m, y = found.groups()
        last = int(re.split(r"\D+", listed)[-1])
        weak = mark != "/" and not (_STRONG & set(cursor.behind()[-2:]))
        counted = cursor.next_word(found.end()) in _COUNTED and not cursor.recent(_CUES, 2)
        if _valid(last, int(m)) and not weak and not counted and cursor.last() not in _HOUSE | GRADES:
            days = _listed_days(cursor, listed)
            year = f" năm {cardinal(int(y))}" if y else ""
            if days:
                return Said(found.end(), f"{days} tháng {month(int(m))}{year}", "date")
    found = cursor.match(_DAYS_OF_MONTH)
    if found and (cursor.last() in _CUES - {"hai", "tư", "sáu", "bảy", "năm"} or len(found[1]) > 2):
        days = _listed_days(cursor, found[1])
        if days and cursor.match(_WHICH_MONTH, found.end() + len("tháng ")):
            return Said(found.end(1), days, "date")
    return None


def day_and_month(cursor: Cursor) -> Said | None:
    """02/8, 20.11, 2-9: what looks like it may also be a part, a house or a score."""
    found = cursor.match(_DAY_MONTH)
    if not found or not _valid(int(found[1]), int(found[4])):
        return _day_that_never_comes(cursor, found) if found else None
    mark, after = found[3], cursor.next_word(found.end())
    near = set(cursor.behind()[-5 if mark == "." else -1 :])
    padded = found[1][0] == "0" or found[4][0] == "0"
    if mark == "/":
        cue = cursor.last() in _CUES or padded
        if (
            cursor.last() in _HOUSE
            or _among_houses(cursor)
            or (after in _COUNTED and not (_STRONG & near) and not padded)
        ):
            return None
        if found[0] == "24/7" and not (_STRONG & near):
            return None
        if after == "âm" or cue or _before_is_date(cursor):
            return _say_day_month(cursor, found, sure=True)
        plain_part = int(found[1]) < int(found[4]) <= 10 and cursor.last() not in ("", ",")
        return None if plain_part and cursor.last() in PART_CUES else _say_day_month(cursor, found, sure=False)
    if after in _COUNTED_AFTER_DAYS or cursor.text.startswith((" tháng", " hằng", " hàng"), found.end()):
        return None
    if mark == "-" and _beside_a_weekday(cursor):
        return _say_day_month(cursor, found, sure=True)
    return _say_day_month(cursor, found, sure=True) if _STRONG & near else None


def _day_that_never_comes(cursor: Cursor, found: re.Match[str]) -> Said | None:
    """ "ngày 31/4": meant as a date, so it is said as one and pointed out."""
    d, m = int(found[1]), int(found[4])
    if cursor.last() != "ngày" or found[3] != "/" or not (1 <= d <= 31 and 1 <= m <= 12):
        return None
    return _say_day_month(cursor, found, sure=False)


def _among_houses(cursor: Cursor) -> bool:
    """ "các ngõ 12, 15/3, 27A": one of several houses or alleys."""
    return bool(_HOUSES_BEFORE.search(cursor.text[max(0, cursor.at - 48) : cursor.at].lower()))


_HOUSES_BEFORE = Pattern(
    r"(?:ngõ|ngách|hẻm|kiệt|số nhà|nhà số|lô|thửa) \d[\w/]{0,8}(?:(?:, ?| và )\d[\w/]{0,8}){0,5}(?:, ?| và )\Z"
)


def _beside_a_weekday(cursor: Cursor) -> bool:
    """ "thứ Hai (5-1)", "sáng nay, 5-6,"."""
    apart = cursor.char(cursor.at - 1) == "(" or cursor.last().endswith(",")
    return apart and cursor.recent(_DAYS_BY_NAME, 3)


_DAYS_BY_NAME = cues("thứ nay mai qua nhật")


_DATE_JUST_BEFORE = Pattern(r"\d{1,2}/\d{1,2}(?:/\d{4})?(?:,| và| đến| -| –|-|–|;) ?(?:ngày )?\Z")


def _before_is_date(cursor: Cursor) -> bool:
    return bool(_DATE_JUST_BEFORE.search(cursor.text[max(0, cursor.at - 24) : cursor.at]))


def _say_day_month(cursor: Cursor, found: re.Match[str], sure: bool) -> Said:
    said = f"{_day(cursor, int(found[1]), found.end())} tháng {month(int(found[4]))}"
    return Said(found.end(), said, "date", sure, "" if sure else "ambiguous", "" if sure else said)


def month_and_year(cursor: Cursor) -> Said | None:
    """11/2026, and after "quý" 3/2026."""
    if cursor.last() in _PERIODS and (found := cursor.match(_QUARTER_YEAR)):
        number = int(found[1]) if found[1].isdecimal() else roman(found[1]) or 0
        return Said(found.end(), f"{cardinal(number)} năm {cardinal(int(found[2]))}", "date")
    found = cursor.match(_MONTH_YEAR)
    if not found or not 1 <= int(found[1]) <= 12:
        return None
    if found[3] == "-" and cursor.last() not in ("tháng", "quý"):
        return None
    head = "" if cursor.last() in ("tháng", "và", "đến", "tới") and "tháng" in cursor.behind()[-4:] else "tháng "
    return Said(found.end(), f"{head}{month(int(found[1]))} năm {cardinal(int(found[4]))}", "date")


def months(cursor: Cursor) -> Said | None:
    """Months after "tháng": "8, 9/2025", "9-10", "3,4,5"."""
    if cursor.last() not in ("tháng", "(tháng"):
        return None
    found = cursor.match(_MONTHS)
    if not found:
        return None
    said: list[str] = []
    for link, _, number in _LIST_ITEM.findall(found[1]):
        if not 1 <= int(number) <= 12:
            return None
        link = "đến" if link.strip() in ("-", "–") else link.strip()
        said.append((f"{link} " if link in (",", ";") else f" {link} " if link else "") + month(int(number)))
    year = f" năm {cardinal(int(found[3]))}" if found[3] else ""
    return Said(found.end(), "".join(said) + year, "date")


def lone_day(cursor: Cursor) -> Said | None:
    """A day number alone after "ngày": "ngày 5 hằng tháng"; not in "một ngày 2 lần"."""
    words = cursor.behind()
    if not words or words[-1] not in ("ngày", "mùng", "mồng"):
        return None
    found = cursor.match(_ONE_DAY)
    if not found or not 1 <= int(found[1]) <= 31:
        return None
    if words[-1] != "ngày":
        return Said(found.end(1), cardinal(int(found[1])), "date")
    counted = words[-2:-1] and (words[-2] in ("một", "mỗi", "mấy", "hàng", "hằng") or words[-2][0].isdecimal())
    if counted or cursor.next_word(found.end(1)) in _COUNTED_AFTER_DAYS:
        return None
    return Said(found.end(1), day(int(found[1])), "date")


_ONE_DAY = Pattern(r"(\d{1,2})(?![\w/%°])(?![.,:-]\d)")

FROM_DIGITS = (full_date, days_of_a_month, months, month_and_year, day_and_month, lone_day)
