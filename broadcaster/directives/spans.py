"""The spans of days that a sentence names: "từ ngày 02/8 đến 14/8", "45 ngày kể từ ngày …", "trong quý I"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from broadcaster.directives.asking import INCREASE
from broadcaster.directives.counts import NUMBER, number
from broadcaster.directives.days import DAY, Calendar, read_day
from broadcaster.directives.finding import Period
from broadcaster.directives.outline import Sentence

_MONTH = r"thang\s*(?P<mo{0}>\d{{1,2}})(?:\s*(?:/|,?\s*nam\s*)(?P<my{0}>\d{{4}}))?(?!\s*/?\s*\d)"
_QUARTER = r"(?:het\s+)?quy\s+(?P<quarterend>iv|i{1,3}|[1-4])\s*(?:/|,?\s*nam\s*)(?P<qendyear>\d{4})"
_NOW = r"(?P<now>nay|(?:ngay|khi)\s+(?:ky|ban hanh)(?:\s+ban hanh)?(?:\s+(?:ke hoach|van ban)[^,;.]{0,12})?)"
_TO = (
    r"\s*[,;]?\s*(?:den|-|cho den|(?:toi|TOI)|keo (?:dai|DAI) den|(?:va )?ket thuc(?: vao)?)\s*(?:het\s+"
    r"|cuoi\s+)?(?:ngay\s+)?"
)
_SPAN = re.compile(
    rf"(?:(?<=[a-z] )(?=\d{{1,2}} - \d{{1,2}}/\d{{1,2}}/\d{{4}})|\btu\s+|:\s*|\(\s*|\bngay\s+|\|\s*)(?:\d{{1,2}}\s*(?:h"
    rf"|gio)\s*\d{{0,2}}'?,?\s*)?(?:dau\s+)?(?:ngay\s+)?(?:{DAY.format('a')}|{_MONTH.format('a')}|{_NOW}"
    rf"|(?P<only>\d{{1,2}})(?=\s*(?:den|-)))"
    rf"{_TO}(?:\d{{1,2}}\s*(?:h|gio)\s*\d{{0,2}}'?,?\s*(?:ngay\s+)?)?(?:{DAY.format('b')}|{_MONTH.format('b')}"
    rf"|(?:het\s+)?nam\s+(?P<yearend>\d{{4}})|{_QUARTER})"
)
_COUNTED = re.compile(
    rf"(?<![\d/])(?P<n>{NUMBER})(?:\s*\([^)]*\))?\s+(?P<unit>ngay|tuan"
    rf"|thang)(?:\s+dem)?,?\s+(?:ke\s+)?tu\s+(?:ngay\s+)?(?:{DAY.format('a')}|(?P<signed>(?:ngay\s+|khi\s+)?(?:ky"
    rf"|ban hanh|nhan duoc)))"
)
_WHOLE = re.compile(
    rf"(?P<lead>\btrong\s+|:\s*|\|\s*|\bca\s+|\bsuot\s+|\bcao diem\s+|\bphat (?:thanh"
    rf"|song)\s+)(?:ca\s+)?(?:{_MONTH.format('w')}"
    rf"|quy\s+(?P<quarter>iv"
    rf"|i{{1,3}}|[1-4])\s*(?:/|,?\s*nam\s*)(?P<qyear>\d{{4}})|nam\s+(?P<year>\d{{4}}))"
)
_TWO_DAYS = re.compile(
    rf"\b(?:ngay|sang|chieu|toi)\s+{DAY.format('a')}\s*(?:va|,)\s*(?:(?:sang|chieu"
    rf"|toi)\s+)?(?:ngay\s+)?{DAY.format('b')}"
)
_DAYS = re.compile(rf"\bngay\s+(?P<days>(?:\d{{1,2}}\s*(?:,|va)\s*(?:ngay\s+)?)+){DAY.format('b')}")
_COUNTED_FROM = re.compile(
    rf"\btrong\s+(?P<n>{NUMBER})\s+(?P<unit>ngay|tuan|thang)\b[^.;]{{0,70}}?\b(?:bat dau|ke)\s+tu\s+(?:ngay\s+)?"
    rf"(?:{DAY.format('a')}|(?P<signed>(?:ngay\s+|khi\s+)?(?:ky|ban hanh)))"
)
_DAYS_FROM = re.compile(
    rf"(?<![\d/])(?P<n>{NUMBER})\s+(?P<unit>ngay)\s+(?:lien (?:tuc|tiep|tuc nhau)),?\s+(?:bat dau\s+"
    rf"|ke\s+)?tu\s+(?:ngay\s+)?"
    rf"{DAY.format('a')}(?P<signed>(?!))?"
)
_FOLLOWED = re.compile(
    rf"\btu\s+(?:ngay\s+){DAY.format('a')},?\s+(?:trong|keo (?:dai|DAI)|lien tuc(?: trong)?)\s+(?:thoi gian\s+)?"
    rf"(?P<n>{NUMBER})\s+(?P<unit>ngay|tuan|thang)\b(?P<signed>(?!))?"
)
_MONTHS = re.compile(
    r"(?:\btrong|\bthoi gian(?: thuc hien)?\s*:)\s+(?:cac\s+)?(?P<months>thang\s*(?P<first>\d{1,2})\s*(?:(?:,|va"
    r"|-)\s*(?:thang\s*)?\d{1,2}\s*)*(?:,"
    r"|va|-)\s*(?:thang\s*)?(?P<last>\d{1,2}))"
    r"(?:\s*(?:/|,?\s*nam\s*)(?P<year>\d{4}))?(?!\s*/?\s*\d)"
)
_END = re.compile(rf"\b(?:den|cho den|(?:toi|TOI))\s+het\s+(?:ngay\s+)?(?:{DAY.format('b')}|{_MONTH.format('b')})")
_START = re.compile(rf"\b(?:ke\s+)?tu\s+(?:(?:ngay\s+){DAY.format('a')}|{DAY.format('b')}(?=\s+(?:cho\s+)?den khi))")
_FIRST_WORDS = re.compile(r"\W*(?:[a-h\divx.]{1,5}[.)]\s*)?$")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def spans(sentence: Sentence, calendar: Calendar) -> Iterator[tuple[Period, int, int, str, int]]:
    """Every span a sentence names: period, place, rule, and how clearly it is one."""
    plain = sentence.plain
    taken: list[tuple[int, int]] = []
    for found in _SPAN.finditer(plain):
        if period := _span(found, calendar):
            taken.append(found.span())
            yield period, found.start(), found.end(), "period.range", 2
    yield from _listed(plain, calendar, taken)
    for found in (
        *_COUNTED.finditer(plain),
        *_COUNTED_FROM.finditer(plain),
        *_FOLLOWED.finditer(plain),
        *_DAYS_FROM.finditer(plain),
    ):
        if not _covered(found, taken) and (period := _counted(found, calendar)):
            taken.append(found.span())
            yield period, found.start(), found.end(), "period.days", 2
    for found in _WHOLE.finditer(plain):
        by_then = re.search(r"\b(?:hoan thanh|xong)\s*$", plain[: found.start()])
        if not by_then and not _covered(found, taken) and (period := _whole(found, calendar)):
            yield (
                period,
                found.start() + len(found["lead"]),
                found.end(),
                "period.month",
                1 if found["lead"].strip() == "trong" else -1,
            )
    yield from _half_open(plain, calendar, taken)


def _half_open(
    plain: str, calendar: Calendar, taken: list[tuple[int, int]]
) -> Iterator[tuple[Period, int, int, str, int]]:
    """Spans with only their last or only their first day; adds to `taken`."""
    for found in _END.finditer(plain):
        if not _covered(found, taken) and (last := _last_day(found, calendar)):
            taken.append(found.span())
            yield Period(None, last), found.start(), found.end(), "period.end", 0
    for found in _START.finditer(plain):
        if not _covered(found, taken) and (first := read_day(found, calendar, "a" if found["da"] else "b")):
            yield (
                Period(first, None),
                found.start(),
                found.end(),
                "period.start",
                0 if _FIRST_WORDS.match(plain[: found.start()]) else -1,
            )


def _listed(
    plain: str, calendar: Calendar, taken: list[tuple[int, int]]
) -> Iterator[tuple[Period, int, int, str, int]]:
    """Days and months that stand side by side: "ngày 02/4 và 03/4", "trong các tháng 6, 7, 8"; adds to `taken`."""
    for found in _TWO_DAYS.finditer(plain):
        first, last = read_day(found, calendar, "a"), read_day(found, calendar, "b")
        if first and last and (last - first).days == 1 and not _covered(found, taken):
            taken.append(found.span())
            yield Period(first, last), found.start(), found.end(), "period.range", 1
    for found in () if INCREASE.search(plain) else _DAYS.finditer(plain):  # more than usual on some days
        last = read_day(found, calendar, "b")
        before = [int(day) for day in re.findall(r"\d+", found["days"])]
        if (
            last
            and not _covered(found, taken)
            and [*before, last.day] == list(range(before[0], last.day + 1))
            and before[0]
        ):
            taken.append(found.span())
            yield Period(last.replace(day=before[0]), last), found.start(), found.end(), "period.range", 1
    for found in _MONTHS.finditer(plain):
        year = int(found["year"]) if found["year"] else None
        ends = calendar.month(int(found["first"]), year), calendar.month(int(found["last"]), year)
        if ends[0] and ends[1] and ends[0] < ends[1] and not _covered(found, taken):
            taken.append(found.span())
            yield Period(ends[0][0], ends[1][1]), found.start("months"), found.end(), "period.month", 1


def _covered(found: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(start <= found.start() < end or found.start() <= start < found.end() for start, end in taken)


def _last_day(found: re.Match[str], calendar: Calendar) -> date | None:
    if found["db"]:
        return read_day(found, calendar, "b")
    whole = calendar.month(int(found["mob"]), int(found["myb"]) if found["myb"] else None)
    return whole[1] if whole else None


def _span(found: re.Match[str], calendar: Calendar) -> Period | None:
    last = date(int(found["yearend"]), 12, 31) if found["yearend"] and 2000 <= int(found["yearend"]) <= 2100 else None
    if found["quarterend"]:
        last = _quarter(found["quarterend"], int(found["qendyear"]), calendar)
    last = last or (_last_day(found, calendar) if found["db"] or found["mob"] else None)
    if last is None:
        return None
    if found["now"]:
        return Period(calendar.issued, last)
    if found["only"]:
        day = int(found["only"])
        return Period(last.replace(day=day), last) if 0 < day <= last.day else None
    first = _first_day(found, calendar, last)
    return Period(first, last) if first and first <= last else None


def _quarter(name: str, year: int, calendar: Calendar) -> date | None:
    """The last day of a quarter."""
    last = calendar.month(_QUARTERS[name] * 3, year)
    return last[1] if last else None


def _first_day(found: re.Match[str], calendar: Calendar, last: date) -> date | None:
    """The first day; without a year it is the last one's, or the year before where the months say so."""
    if found["da"]:
        first = read_day(found, calendar, "a", last.year)
        if first and first > last and not (found["ya"] or found["za"]):
            return first.replace(year=first.year - 1) if (first.month, first.day) != (2, 29) else None
        return first
    month, year = int(found["moa"]), int(found["mya"]) if found["mya"] else last.year
    whole = calendar.month(month, year if found["mya"] or month <= last.month else year - 1)
    return whole[0] if whole else None


def _counted(found: re.Match[str], calendar: Calendar) -> Period | None:
    """So many days from a day. The day of signing does not count (Bộ luật Dân sự 2015, Điều 147); a named one does."""
    first = calendar.issued if found["signed"] else read_day(found, calendar, "a")
    if first is None:
        return None
    count, unit = number(found["n"]), found["unit"]
    if unit == "thang":
        month = first.month - 1 + count
        year, month = first.year + month // 12, month % 12 + 1
        last = calendar.day(min(first.day, 28), month, year)
        last = last + timedelta(days=first.day - min(first.day, 28)) if last else None
    else:
        last = first + timedelta(days=count * (7 if unit == "tuan" else 1))
    if last is not None and not found["signed"]:
        last -= timedelta(days=1)
    return Period(first, last) if last else None


def _whole(found: re.Match[str], calendar: Calendar) -> Period | None:
    if found["mow"]:
        whole = calendar.month(int(found["mow"]), int(found["myw"]) if found["myw"] else None)
        return Period(*whole) if whole else None
    year = int(found["qyear"] or found["year"])
    if not 2000 <= year <= 2100:
        return None
    if found["year"]:
        return Period(date(year, 1, 1), date(year, 12, 31))
    quarter = _QUARTERS[found["quarter"]]
    last = calendar.month(quarter * 3, year)
    return Period(date(year, quarter * 3 - 2, 1), last[1]) if last else None
