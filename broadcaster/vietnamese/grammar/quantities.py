"""Counts and amounts: thousands, decimals, signs, money, percent, units, parts and ratios."""

import re
from typing import Final

from broadcaster.vietnamese.cursor import Cursor
from broadcaster.vietnamese.grammar.figures import number_words
from broadcaster.vietnamese.grammar.units import CURRENCIES, per, unit
from broadcaster.vietnamese.numerals import cardinal, digit_by_digit, month, ordinal
from broadcaster.vietnamese.patterns import Pattern, cues
from broadcaster.vietnamese.reading import Said

# Three figures to a group, by dots or by blanks; then perhaps a decimal comma.
_DOTTED = Pattern(r"(\d{1,3}(?:\.\d{3}){1,7})(?:,(\d{1,6}))?(?![\d])")
_PLAIN = Pattern(r"\d+")
_SLASHED = Pattern(r"(\d{1,7}) ?/ ?(\d{1,7})(?!\d)")
_NEXT_ALLEY = Pattern(r"/(\d{1,5})(?!\d)")
_TAIL = Pattern(r"\d{1,3}(?!\w|[.,]\d)")
_DOLLAR = Pattern(r"(US\$|[$€£¥₩]) ?(?=\d)")
_TIMES = Pattern(r"(\d{1,6}(?:,\d{1,3})?(?:c?m|km)?) ?[x×X] ?(?=\d)")
_FACTOR = Pattern(r"[x×] ?(?=\d)")
_LIST = Pattern(r"\d{1,3}(?:,\d{1,3}){1,30}(?![\d.])")
_NUMBERED_THINGS: Final = cues(
    "tổ khoản điều lớp khối phường quận khu thôn ngõ đội ấp mục số tầng phòng nhà nhóm tdp xóm đường bài "
    "câu phần chương trang dãy lô tòa hẻm cụm ngách bàn vòng trạm khóa tuyến"
)
_MEASURED_BY_NUMBER: Final = cues("tần chỉ hệ tổng tỷ tỉ con điểm")
_CODES: Final = cues(
    "mã otp pin stk khoản cccd cmnd cước thẻ msdn mst thuế imei serial seri mã: khoản: stk: định danh "
    "bhxh bhyt hiệu bưu zip khách"
)
# A part of these is a fraction in words; of other things it is so many out of so many.
_WHOLES: Final = cues("số diện tổng thể chiều chặng quãng dân quân khối lượng thời quỹ mức giá lương tài")
PART_CUES: Final = cues("khoảng hơn gần chiếm giảm tăng được đạt bằng còn quá ít nhất hết trên dưới lệ chưa thiếu")
_FRACTION_UNITS: Final = frozenset((2, 3, 4, 5, 10, 100))
_ALWAYS_OVER: Final = frozenset(((24, 24), (24, 7), (7, 7), (12, 24)))


_MONEY_AHEAD = Pattern(
    r"[\d., ]{1,40}?(?<=\d) ?(?:đồng|đ(?!\w)|Đ(?!\w)|VN[ĐDđ]|vn[đd]|USD|tỷ|triệu|nghìn|ngàn|EUR|\$|€)"
)


def amount(cursor: Cursor) -> Said | None:
    """A number with its unit, currency, order of magnitude or percent."""
    window = cursor.text[cursor.at : cursor.at + 48]
    money = bool(_MONEY_AHEAD.match(window))
    read = number_words(window, money)
    if read is None:
        return None
    if _list_of_things(cursor):
        return None
    words, length = read
    at = cursor.at + length
    following = unit(cursor, at)
    if following is None:
        below, end = per(cursor, at, "")
        return Said(end, words + below, "rate") if below and not _SLASHED.match(window) else None
    name, end, kind = following
    if kind == "magnitude":
        return _magnitude(cursor, words, name, end)
    if kind == "unit" and _is_label(cursor, end):
        return None
    below, end = per(cursor, end, cursor.text[at:end].strip())
    return Said(end, f"{words} {name}{below}", {"money": "money", "percent": "percent"}.get(kind, "unit"))


def _is_label(cursor: Cursor, end: int) -> bool:
    """ "lớp 5A", "lô 3L": a letter after a numbered thing is part of its name."""
    return (
        cursor.text[end - 1 : end].isupper() and cursor.char(end - 2).isdecimal() and cursor.last() in _NUMBERED_THINGS
    )


def _magnitude(cursor: Cursor, words: str, name: str, end: int) -> Said:
    """2tr5, 1tỷ2, 15k, 8 triệu/tháng; the currency that follows is said too."""
    if (tail := _TAIL.match(cursor.text, end)) and cursor.text[end - 1] != " ":
        smaller = {"triệu": ("nghìn", 3), "tỷ": ("triệu", 3), "nghìn": ("", 3)}.get(name)
        if smaller:
            rest = int(tail[0].ljust(smaller[1], "0"))
            words, end = f"{words} {name} {cardinal(rest)}", tail.end()
            name = smaller[0]
    said = f"{words} {name}".rstrip()
    while following := unit(cursor, end):
        if following[2] not in ("money", "magnitude"):
            break
        said, end = f"{said} {following[0]}", following[1]
    below, end = per(cursor, end, "")
    return Said(end, said + below, "money")


def _list_of_things(cursor: Cursor) -> bool:
    if cursor.last() == "số" and cursor.behind()[-2:-1] and cursor.behind()[-2] in _MEASURED_BY_NUMBER:
        return False
    return cursor.last() in _NUMBERED_THINGS and bool(cursor.match(_LIST)) and not cursor.match(_DOTTED)


def listed(cursor: Cursor) -> Said | None:
    """ "tổ 1,2,3" and "khoản 2,3": commas between numbered things are no decimals."""
    found = cursor.match(_LIST)
    if not found:
        return None
    parts = found[0].split(",")
    if not _list_of_things(cursor) and (len(parts) < 3 or all(len(p) == 3 for p in parts[1:])):
        return None
    return Said(found.end(), ", ".join(cardinal(int(part)) for part in parts), "list")


def section(cursor: Cursor) -> Said | None:
    """ "mục 3.2.1", "phiên bản 4.0": the points between numbers of parts are said."""
    found = cursor.match(_SECTION)
    if not found or cursor.last().strip("(") not in _SECTIONED:
        return None
    return Said(found.end(), " chấm ".join(cardinal(int(part)) for part in found[0].split(".")), "section")


_SECTION = Pattern(r"\d{1,2}(?:\.\d{1,2}){1,4}(?![\w%/]|[.,]\d| ?(?:đồng|triệu|tỷ|tỉ|nghìn|%|m|km|kg|ha)(?!\w))")
_SECTIONED: Final = cues("mục khoản điểm phần tiết bảng hình lục chương bản nghiệp tiểu ý nội")


def code_number(cursor: Cursor) -> Said | None:
    """The figures of an account, a card or a password, one by one."""
    found = cursor.match(_CODE_FIGURES)
    if not found:
        return None
    figures = re.sub(r"\D", "", found[0])
    if len(figures) < 4 or not cursor.recent(_CODES, 4) or cursor.match(_MONEY_AHEAD):
        return None
    if len(figures) == 4 and cursor.last() == "năm":
        return None
    groups = [digit_by_digit(part) for part in re.split(r"[ .-]", found[0])]
    return Said(found.end(), ", ".join(groups), "code")


_CODE_FIGURES = Pattern(r"\d{4,}(?:[ .-]\d{2,6}){0,6}(?!\w|[.,/]\d)|\d{3,4}(?:[ .-]\d{3,4}){1,5}(?!\w|[.,/]\d)")


def slashed(cursor: Cursor) -> Said | None:
    """Parts and counts out of a whole: "1/2 số hộ", "12/14 phường", "24/24h"; a house in an alley."""
    found = cursor.match(_SLASHED)
    if not found:
        return None
    upper, lower = int(found[1]), int(found[2])
    end = found.end()
    while more := cursor.match(_NEXT_ALLEY, end):
        end = more.end()
    numbers = [int(part) for part in re.split(r" ?/ ?", cursor.text[cursor.at : end])]
    after = cursor.next_word(found.end())
    if len(numbers) == 2 and upper == 1 and cursor.last() == "vòng":
        return Said(end, f"một phần {month(lower)}", "fraction")
    if len(numbers) == 2 and (upper, lower) not in _ALWAYS_OVER and cursor.last() not in _NUMBERED_THINGS:
        small = 0 < upper < lower and (lower in _FRACTION_UNITS or lower < 10)
        cued = cursor.last() in PART_CUES
        if small and (after in _WHOLES or (lower in _FRACTION_UNITS and lower < 10 and (after or cued))):
            return Said(end, f"{cardinal(upper)} phần {month(lower)}", "fraction")
    said = " trên ".join(cardinal(number) for number in numbers)
    if len(numbers) == 2 and cursor.text.startswith("h", end) and not cursor.char(end + 1).isalnum():
        return Said(end + 1, f"{said} giờ", "ratio")
    if len(numbers) == 2 and (size := unit(cursor, end)) and size[2] == "unit":
        said, end = f"{said} {size[0]}", size[1]
    return Said(end, said, "ratio")


def product(cursor: Cursor) -> Said | None:
    """ "2x3m" and "x2": a cross between numbers is said "nhân"."""
    if cursor.char(cursor.at).isdecimal():
        found = cursor.match(_TIMES)
        if not found:
            return None
        read = number_words(found[1])
        size = unit(cursor, cursor.at + read[1]) if read else None
        return Said(found.end(), f"{read[0]}{' ' + size[0] if size else ''} nhân", "product") if read else None
    found = cursor.match(_FACTOR)
    return Said(found.end(), "nhân", "product") if found else None


def dollar(cursor: Cursor) -> Said | None:
    """A currency sign before its amount: $200."""
    found = cursor.match(_DOLLAR)
    if not found:
        return None
    read = number_words(cursor.text[found.end() : found.end() + 48], money=True)
    if read is None:
        return None
    end, words = found.end() + read[1], read[0]
    if (larger := unit(cursor, end)) and larger[2] == "magnitude":
        words, end = f"{words} {larger[0]}", larger[1]
    return Said(end, f"{words} {CURRENCIES[found[1]]}", "money")


def plain_number(cursor: Cursor) -> Said | None:
    """A number alone; after "thứ" it is a rank, after "tháng" a month."""
    before = cursor.last().strip("(")
    read = number_words(cursor.text[cursor.at : cursor.at + 48])
    if read is None:
        return None
    words, length = read
    run = cursor.match(_PLAIN)
    if run and run.end() - cursor.at > 40:
        return Said(run.end(), digit_by_digit(run[0]), "code", False, "number", "")
    if run and run.end() - cursor.at == length and cursor.char(run.end()) != "/":
        value = int(run[0])
        if before == "thứ" and value < 100:
            return Said(run.end(), ordinal(value), "ordinal")
        if before == "tháng" and value == 4:
            return Said(run.end(), "tư", "date")
    if before in ("đề", "án") and run and run[0][0] == "0" and len(run[0]) == 2:
        return Said(run.end(), digit_by_digit(run[0]), "code")
    end = cursor.at + length
    sure = not (run and length > 8 and run.end() == end)
    return Said(end, words, "number", sure, "" if sure else "number", "" if sure else words)


FROM_DIGITS = (code_number, product, listed, section, amount, slashed, plain_number)
FROM_SYMBOLS = (dollar,)
FROM_LETTERS = (product,)
