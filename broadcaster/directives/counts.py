"""Counts in figures and words: "02 lượt/ngày", "ngày hai buổi", "mỗi buổi không quá 15 phút"."""

import re
from dataclasses import dataclass
from itertools import pairwise

from broadcaster.directives.finding import Per

_UNITS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "tu": 4, "lam": 5}
_ONE = r"(?:mot|hai|ba|bon|nam|sau|bay|tam|chin)"
NUMBER = rf"(?:\d{{1,3}}(?![\d/])|(?:{_ONE}\s+)?muoi(?:\s+(?:mot|hai|ba|tu|bon|lam|nam|sau|bay|tam|chin))?|{_ONE})"
# "02 (hai) lượt", "từ 2 đến 3 lượt", "2-3 lần": the smaller number is what is asked for at least.
_COUNT = rf"(?<![\d/.,a-z])(?P<number>{NUMBER})(?:\s*\([^)\d]{{2,20}}\))?(?:\s*(?:-|den)\s*(?P<upto>{NUMBER}))?"
_AIRED = r"luot|lan|buoi|phien|ky(?! (?:luat|HOP|hop|thi|(?i:nang)|su|thuat|niem|ket|cuong|ten|cam|nghi))"
_AIRED += r"|chuong trinh|chuyen muc"
_WRITTEN = r"tin,?\s*(?:va\s*)?bai|ban tin|tin|bai|chuyen de|phong su|so"
_PERIOD = r"(?:0?1\s+|mot\s+)?(?P<per>ngay|tuan|thang)(?!\s*\d)(?!\s+(?:le|nghi|tuoi|cao diem|nay|toi|TOI|truoc"
_PERIOD += r"|dau|cuoi|thu|ke|tiep|giua)\b)"
COUNT = re.compile(
    rf"{_COUNT}\s*(?P<unit>{_AIRED}|{_WRITTEN})\b(?P<more>[^.;:,|()\d/]{{0,28}}?)"
    rf"(?:\s*(?:/|\bmoi\b|\btrong\b|\btren\b|\bhang\b|\bmot\b|\b1\b)\s*{_PERIOD})?(?!\w)"
)
_SHORT_COUNT = re.compile(
    rf"{_COUNT}\s*(?P<unit>{_AIRED}|{_WRITTEN})(?:\s+(?:phat(?:\s+(?:thanh|song))?|tuyen truyen|tin|bai))?"
    rf"(?:\s*(?:/|\bmoi\b|\btrong\b|\btren\b|\bhang\b|\bmot\b|\b1\b)\s*{_PERIOD})?"
)
BEFORE = re.compile(
    r"\b(?:moi|hang|tung|mot(?=\s+\w+\s+(?:phat|it nhat|toi thieu|co)\b))\s+(?P<per>ngay|tuan|thang)\b"
    rf"(?!\s*\d(?!\d?\s+(?:{_WRITTEN})\b))"
    r"|(?:^|[^a-z]|\btrong\s)(?P<bare>ngay|tuan"
    r"|thang)\s+(?=(?:phat\s+|it nhat\s+|toi thieu\s+|tu\s+)?(?:[\d]{1,2}|hai|ba|mot|bon)\s*(?:lan|luot|buoi"
    r"|tin|bai|ban tin|chuong trinh|chuyen muc|ky)\b)"
)
_EACH = r"(?:luot|lan|buoi|phien|ky|ban tin|tin|bai|chuong trinh|chuyen muc)"
_TOP = (
    r"(?:khong\s+(?:duoc\s+)?(?:qua|vuot qua|hon|(?:dai|DAI) qua|keo (?:dai|DAI) qua)|toi (?:da|DA)|nhieu nhat|duoi"
    r"|<|≤)"
)
_MINUTES = re.compile(
    rf"(?P<top>{_TOP}\s*(?:la\s*)?)?(?P<least>(?:it nhat|toi thieu|khong duoi|khong it hon|tren|>|≥)\s*(?:la\s*)?)?"
    rf"(?<![\d/.,a-z])(?P<number>{NUMBER})(?:\s*\([^)\d]{{2,20}}\))?(?:\s*(?:-|den)\s*(?P<upto>{NUMBER}))?\s*phut\b"
    rf"(?!\s*\d+\s*giay)(?:\s*(?:/|\bmoi\b|\bmot\b|\bcho moi\b|\btrong\b|\bhang\b)"
    rf"\s*(?:{_PERIOD}|(?P<each>(?:0?1\s+)?{_EACH})\b))?"
)
# "cứ 2 giờ một lần", "hai ngày một lần" is no count for a day; "từ 1 lên 2 buổi/ngày" asks for two.
INTERVAL = re.compile(
    rf"(?:\bcu\s+(?:moi\s+)?)?(?<![\d/.,a-z])(?!0?1\b|mot\b){NUMBER}\s*(?:ngay|gio|tieng|h|tuan"
    rf"|thang)(?:\s+phat(?:\s+thanh)?)?\s*(?:/\s*)?(?:0?1|mot)?\s*lan\b"
    rf"|\bmoi\s+(?:gio|tieng)\s+(?:0?1|mot)\s+lan\b|(?<![\d/.,a-z]){NUMBER}\s*phut\s+(?:phat\s+)?(?:0?1|mot)\s+lan\b"
    rf"|\bcu\s+(?:moi\s+)?{NUMBER}\s*(?:ngay|gio|tieng|h|phut)[^.;,]{{0,30}}\blan\b"
    rf"|\btu\s+{NUMBER}\s*(?:luot|lan|buoi|phut)?(?:\s*/\s*(?:ngay|tuan|thang))?(?=\s+len\s)"
)
# "01 lần/6 tháng", "02 lượt/quý" is too rare for a quota; "phát lại 01 lần" airs again what has been counted.
_PER_LONGER = re.compile(r"\s*(?:/|moi|hang|trong)\s*(?:(?:0?[2-9]|\d{2,})\s*thang|quy|nam)\b|\s*/\s*gio\b")
_AGAIN = re.compile(r"\bphat lai\s+(?:it nhat\s+|toi thieu\s+|khong qua\s+)?$")
_SENT_ALONG = re.compile(r"[^.;,\d]{0,30}\b(?:gui kem|dinh kem|kem theo)\b")  # "03 bài phát thanh gửi kèm"
_CLOCK_BEFORE = re.compile(r"\d\s*(?:gio|h)\s*$")
_PER_EACH_BEFORE = re.compile(rf"\b(?:moi|tung|thoi luong|do (?:dai|DAI))\s*(?:{_EACH})?[^.;\d]{{0,30}}$")
# "phát bài cảnh báo (khoảng 02 phút)": how long the item is.
_IN_BRACKETS = re.compile(
    r"\w\s*\(\s*(?:(?:khoang|DAI|dai|thoi luong|tu|do|gan|khong qua|toi da|toi DA)\s+)*(?:\d{1,2}\s*(?:-|den)\s*)?$"
)
_AIRED_FOR = re.compile(r"\bphat (?:khoang |trong )?(?:\d{1,2}\s*(?:-|den)\s*)?$")  # "phát 10 phút vào sáng Chủ nhật"
_OF_AN_ITEM = re.compile(r"\b(?:ban tin|chuong trinh|chuyen muc)(?:\s+\w+){0,6}?\s+$")
_ON_DAYS = re.compile(r"\bngay\s+(?P<days>(?:\d{1,2}\s*(?:,|va|;)\s*)*\d{1,2})\s+(?:hang|moi|cua moi)\s+thang\b")

_LISTED_DAYS = re.compile(r"\bngay\s+(?P<days>(?:\d{1,2}\s*(?:,|va)\s*)+\d{1,2})\s*/\s*\d")
_ALL_DAYS = re.compile(
    r"\b(?:tat ca|vao) cac ngay(?: trong tuan)?\b(?!\s*(?:\d|thu|chu|le|nghi))|\bcac ngay trong tuan\b"
)
# "mỗi sáng 1 lần, mỗi chiều 1 lần": the part of the day stands before its count.
EACH_PART = re.compile(r"\b(?:moi|hang)\s+(?:buoi\s+)?(?:sang|trua|chieu|toi)\s+(?:phat\s+)?$")
_DAYS_A_WEEK = re.compile(rf"(?<![\d/.,a-z])(?P<days>{NUMBER})\s+ngay\s*(?:/|moi|trong|mot)\s*(?:mot\s+|0?1\s+)?tuan\b")


@dataclass(frozen=True, slots=True)
class Count:
    """`number` plays `per` a stretch; `start` and `end` in the sentence. `written`: news items, not airings."""

    number: int
    per: Per | None
    start: int
    end: int
    written: bool


@dataclass(frozen=True, slots=True)
class Minutes:
    """A length: `longest` single broadcast, or a quota `per` a stretch."""

    number: int
    per: Per | None
    start: int
    end: int


def number(written: str) -> int:
    """The value of a number in figures or words below a hundred."""
    if written.isdecimal():
        return int(written)
    tens, _, units = written.partition("muoi")
    if "muoi" in written:
        return (_UNITS[tens.strip()] if tens.strip() else 1) * 10 + (_UNITS[units.strip()] if units.strip() else 0)
    return _UNITS[written]


_PER = {"ngay": Per.DAY, "tuan": Per.WEEK, "thang": Per.MONTH}


def per_words(plain: str) -> list[tuple[int, Per]]:
    """Where a sentence says daily, weekly or monthly without a count, as in "hằng ngày"."""
    said = [(found.start(), _PER[found["per"] or found["bare"]]) for found in BEFORE.finditer(without_intervals(plain))]
    return sorted(said + [(found.start(), Per.DAY) for found in _ALL_DAYS.finditer(plain)])


def counts(plain: str) -> list[Count]:
    """The counts of plays or items in a sentence, each with its own period if one is written behind it."""
    found: list[Count] = []
    plain = without_intervals(plain)
    for one in _SHORT_COUNT.finditer(plain):
        longer = COUNT.match(plain, one.start())
        best = longer if longer and longer["per"] and not one["per"] and not _another(longer["more"]) else one
        value = number(one["number"])
        if _PER_LONGER.match(plain, one.end()) or _AGAIN.search(plain[: one.start()]):
            continue
        if 0 < value <= 200:
            per = _PER[best["per"]] if best["per"] else None
            written = re.match(rf"(?:{_AIRED})$", one["unit"]) is None
            if written and _SENT_ALONG.match(plain, one.end()):
                continue
            found.append(Count(value, per, best.start(), best.end(), written))
    return found


def without_intervals(plain: str) -> str:
    """The sentence with blanks for "03 giờ một lần": neither a count for a day nor an hour; "lúc 17 giờ 01 lần" is."""
    return INTERVAL.sub(_blank, plain)


def _blank(found: re.Match[str]) -> str:
    at_that_hour = re.search(r"\b(?:vao|luc|hoi)\s+$", found.string[: found.start()])
    return found[0] if at_that_hour else "_" * len(found[0])


def _another(between: str) -> bool:
    """Whether another count begins between a count and the period behind it."""
    return re.search(rf"\b(?:moi|{_ONE})\b", between) is not None


def days_of_week(plain: str) -> int:
    """How many days of a week are asked for: "05 ngày/tuần" are five."""
    found = _DAYS_A_WEEK.search(plain)
    return number(found["days"]) if found and number(found["days"]) <= 7 else 0


def days_of_month(plain: str) -> int:
    """How many days of each month are named: "các ngày 05, 15, 25 hằng tháng" are three."""
    found = _ON_DAYS.search(plain)
    return len(set(re.findall(r"\d+", found["days"]))) if found else 0


def scattered_days(plain: str) -> int:
    """How many single days are listed that do not follow each other: "các ngày 01, 08, 15, 22/10" are four."""
    found = _LISTED_DAYS.search(plain)
    days = [int(day) for day in re.findall(r"\d+", found["days"])] if found else []
    return len(days) if days and any(later - day != 1 for day, later in pairwise(days)) else 0


def lengths(plain: str) -> tuple[list[Minutes], list[Minutes]]:
    """The quotas in minutes, and the longest single broadcasts, of a sentence."""
    quotas: list[Minutes] = []
    longest: list[Minutes] = []
    plain = without_intervals(plain)
    for one in _MINUTES.finditer(plain):
        before = plain[: one.start("number")]
        if _CLOCK_BEFORE.search(before):
            continue
        of_item = _OF_AN_ITEM.search(before[-60:]) is not None and not one["least"]
        per = _PER[one["per"]] if one["per"] else None if of_item else _per_in_front(before)
        low, high = number(one["number"]), number(one["upto"] or one["number"])
        aired = _AIRED_FOR.search(before) is not None and not per
        if (aired or _IN_BRACKETS.search(before)) and not one["least"] and not one["per"]:
            longest.append(Minutes(high, None, one.start(), one.end()))
            continue
        each = one["each"] or of_item or _PER_EACH_BEFORE.search(plain[: one.start()])
        if one["top"]:
            longest.append(Minutes(high, None, one.start(), one.end()))
        elif per and not (one["each"] or re.search(rf"\bmoi\s+{_EACH}[^.;]*$", before)):
            quotas.append(Minutes(low, per, one.start(), one.end()))
        elif each and not one["least"]:
            longest.append(Minutes(high, None, one.start(), one.end()))
    return quotas, longest


def _per_in_front(before: str) -> Per | None:
    """The period of "mỗi ngày … 20 phút", where no count of plays stands between."""
    said = list(BEFORE.finditer(before)) + list(
        re.finditer(r"\b(?:moi|hang)\s+(?P<per>ngay|tuan|thang)(?P<bare>)\b", before)
    )
    if not said:
        return None
    last = max(said, key=lambda found: found.start())
    between = before[last.end() :]
    if len(between) > 60 or _SHORT_COUNT.search(between) or re.search(rf"\bmoi\s+{_EACH}\b", between):
        return None
    return _PER[last["per"] or last["bare"]]
