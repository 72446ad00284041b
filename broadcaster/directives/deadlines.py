"""When a report is due: the periods, days, weekdays and hours that stand in a sentence, put together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from broadcaster.directives.days import DAY, TIME, WEEKDAY, Calendar, clock, read_day, weekday, written_year
from broadcaster.directives.finding import Period
from broadcaster.duty import Every

REPORT = re.compile(
    r"\bbao cao\b(?!\s+(?:vien|su\b|so \d|chinh tri))|\bgui\b[^.;]{0,20}\b(?:ket qua|so lieu|bang thong ke"
    r"|bang tong (?:hop|HOP))\b|\b(?:ket qua|so lieu|tinh hinh)\b[^.;]{0,60}\b(?:gui|phan hoi ve|chuyen ve)\b"
    r"|\bphan anh\b[^.;]{0,60}\bve\b[^.;]{0,60}\b(?:truoc|vao|cham nhat)\b"
    r"|\bche do (?:thong tin|bao cao)|\b(?:thong tin|phan hoi) ket qua\b[^.;]{0,40}\bve\b"
)
_CLAUSE = re.compile(
    r"(?:[,;(]|\bva|:)\s*(?=(?:(?:gui|hoan thanh|lap)\s+)?bao cao\s+(?:tong ket|so ket|dinh ky|nhanh|thang|quy"
    r"|6 thang|06 thang|sau thang|nam|tuan|ket thuc|ngay|cuoi))"
)
EVERY = re.compile(
    r"(?P<half>\b(?:0?6|sau)\s*thang(?!\s*(?:\d|/\d|dau nam \d|nam))(?:\s*/\s*(?:0?1\s*)?lan)?|\bnua nam\b"
    r"|\b0?6 thang dau nam\b)"
    r"|(?P<quarter>\b(?:hang|moi|tung|dinh ky)\s+quy\b|\bbao cao quy\b|\b(?:0?3|ba)\s*thang\s*(?:/"
    r"|mot)\s*(?:0?1\s*)?lan|\bdinh ky 0?3 thang\b|(?<=thang, )quy\b(?!\s+[ivx\d])|(?<=thang/)quy\b"
    r"|\bthang cuoi (?:cua )?(?:moi )?quy\b(?!\s+[ivx\d])|(?:^|(?<=[:;,] ))quy\b(?=\s+(?:vao|truoc|cham nhat)))"
    r"|(?P<year>\b(?:hang|moi|tung)\s+nam\b|\bbao cao nam\b|\b0?1 nam\b|\b1 nam\b|\bmot nam\b"
    r"|(?<=thang, )nam\b(?!\s*\d)|(?<=quy, )nam\b(?!\s*\d)|(?<=thang va )nam\b(?!\s*\d)"
    r"|(?<=\) va )nam\b(?=\s*(?:\(|truoc\b))"
    r"|\bca nam\b(?!\s*\d)"
    r"|(?<=[,;] )nam\b(?=\s*(?:\(|truoc\b)))"
    r"|(?P<month>\b(?:hang|moi|tung)\s+thang\b(?!\s*\d)|\bbao cao thang\b(?!\s*\d)|\b(?:0?1|mot)\s*thang\s*(?:/"
    r"|mot)\s*(?:0?1\s*)?lan|\bdinh ky (?:0?1 )?thang\b|\bcua thang\b(?!\s+(?:cuoi|dau|thu|\d))|\blan/thang\b"
    r"|\bthang bao cao\b|\bthang 0?1 lan\b|/thang\b|(?:^|(?<=[:;,] ))thang\b(?=\s+(?:vao|truoc|cham nhat)))"
    r"|(?P<week>\b(?:hang|moi|tung)\s+tuan\b|\bbao cao tuan\b|\b(?:0?1|mot)\s*tuan\s*(?:/|mot)\s*(?:0?1\s*)?lan"
    r"|\bdinh ky (?:0?1 )?tuan\b|\blan/tuan\b|\btuan bao cao\b|\bcac (?:ngay )?thu\b|\btuan 0?1 lan\b|/tuan\b"
    r"|(?:^|(?<=[:;,] ))tuan\b(?=\s+(?:vao|truoc|cham nhat)))"
    r"|(?P<day>\b(?:hang|moi|tung)\s+ngay\b(?!\s*\d)|\bbao cao ngay\b(?!\s*\d)|\blan/ngay\b|\bngay bao cao\b|/ngay\b)"
)
_DEADLINE = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|vao|han(?:\s+(?:cuoi|chot))?|hoan thanh|xong|den|het)(?:\s+(?:la|het|hoi|luc"
    r"|vao|truoc|den|chot|cuoi|cung))*[\s:,(]*$"
)
FULL_DAY = re.compile(DAY.format(""))
_DOM = re.compile(r"\bngay\s+(?:mung\s+)?(?P<day>\d{1,2})(?!\s*[/.-]\s*\d|\d|\s*thang\s*\d|\s*(?:lan|luot|buoi))")
_RANGE = re.compile(
    rf"\btu\s+(?:ngay\s+)?(?:(?P<only>\d{{1,2}})(?=\s+(?:den|-))|{DAY.format('a')})\s*(?:den|-"
    rf"|(?:toi|TOI))\s*(?:het\s+)?(?:ngay\s+)?{DAY.format('b')}"
)
# "(lấy số liệu từ thứ Năm tuần trước đến thứ Tư tuần này)": the days the figures are of.
_COUNTED_FROM = re.compile(
    r"\bso lieu\s+(?:(?:duoc|tinh|lay|chot|thong ke|bao cao)\s+)*tu\b[^;.)]*?\bden\b[^,;.)]{0,30}"
)
_UNTIL = re.compile(rf"\b(?:cho\s+den|den\s+het|keo (?:dai|DAI) den)\s+(?:het\s+)?(?:ngay\s+)?{DAY.format('')}")
_DONE = re.compile(r"\b(?:xong|hoan thanh|khac phuc|thuc hien)\b[^,;.]{0,30}$")
_AFTER = re.compile(
    r"\b(?:trong vong|cham nhat|trong thoi han|sau|SAU"
    r"|trong)\s+(?:la\s+)?(?P<n>\d{1,2})(?:\s*\([^)]*\))?\s+ngay(?:\s+(?P<work>lam viec))?,?\s+(?:ke\s+)?(?:tu"
    r"|sau|SAU)?\s*(?:khi|ngay)?\s*(?:(?P<end>ket thuc|hoan thanh)|ky\b|ban hanh|nhan duoc)"
)


@dataclass(slots=True)
class Deadline:
    """A day, a weekday or an hour by which a report is due; `at` and `end` in its clause."""

    at: int
    end: int
    day: date | None = None
    of_month: int | None = None
    month: int | None = None
    weekday: int | None = None
    time: str | None = None
    with_year: bool = False


@dataclass(slots=True)
class Clause:
    """One report that a sentence speaks of, with everything about its time; places are the sentence's."""

    start: int
    end: int
    plain: str
    every: list[tuple[int, Every]] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    span: tuple[date | None, date | None] | None = None
    after: date | None = None


def clauses(plain: str, calendar: Calendar, period: Period | None) -> Iterator[Clause]:
    """A sentence cut where another report begins."""
    cuts = [0, *(gap.end() for gap in _CLAUSE.finditer(plain)), len(plain)]
    for start, end in pairwise(cuts):
        clause = Clause(start, end, plain[start:end])
        _read_times(plain, clause, calendar, period)
        if clause.every or clause.deadlines or clause.after:
            yield clause


def _read_times(plain: str, clause: Clause, calendar: Calendar, period: Period | None) -> None:
    words = _COUNTED_FROM.sub(lambda found: "_" * len(found[0]), plain[clause.start : clause.end])
    taken: list[tuple[int, int]] = []
    if span := _RANGE.search(words):
        clause.span = _span(span, calendar)
        taken.append(span.span())
    if after := _AFTER.search(words):
        since = (period.last if period else None) if after["end"] else calendar.issued
        clause.after = _days_after(since, int(after["n"]), after["work"] is not None) if since else None
        taken.append(after.span())
    for found in EVERY.finditer(words):
        clause.every.append((found.start(), _KINDS[found.lastgroup or ""]))
    if clause.every and not clause.span and (until := _UNTIL.search(words)):
        clause.span = (None, read_day(until, calendar))
        taken.append(until.span())
    clause.deadlines = _full_days(words, taken, calendar)
    for found in _DOM.finditer(words):
        if not _inside(found.start(), taken) and 1 <= int(found["day"]) <= 31:
            clause.deadlines.append(Deadline(found.start(), found.end(), of_month=int(found["day"])))
    for found in WEEKDAY.finditer(words):
        clause.deadlines.append(Deadline(found.start(), found.end(), weekday=weekday(found)))
    for found in TIME.finditer(words):
        if (said := clock(found)) and not _inside(found.start(), taken):
            clause.deadlines.append(Deadline(found.start(), found.end(), time=said))
    clause.deadlines.sort(key=lambda one: one.at)
    _join_times(clause)


def _full_days(words: str, taken: list[tuple[int, int]], calendar: Calendar) -> list[Deadline]:
    """The days with their month by which a report is due; adds their places to `taken`."""
    due: list[Deadline] = []
    for found in FULL_DAY.finditer(words):
        at = found.start()
        beside = due and re.fullmatch(r"\s*(?:va|,)\s*(?:truoc\s+)?(?:ngay\s+)?", words[due[-1].end : at])
        if _inside(at, taken) or not (beside or _is_deadline(words, at)) or _of_other_work(words, found):
            continue
        one = Deadline(at, found.end(), read_day(found, calendar), int(found["d"]), int(found["m"] or found["n"]))
        one.with_year = written_year(found) is not None
        due.append(one)
        taken.append(found.span())
    return due


_KINDS = {
    "half": Every.HALF_YEAR, "quarter": Every.QUARTER, "year": Every.YEAR,
    "month": Every.MONTH, "week": Every.WEEK, "day": Every.DAY,
}  # fmt: skip


def _of_other_work(words: str, found: re.Match[str]) -> bool:
    """Whether a day is that by which work is to be done, with the report named only behind it."""
    before = words[: found.start()]
    return _DONE.search(before) is not None and REPORT.search(before) is None


def _inside(at: int, taken: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in taken)


def _is_deadline(words: str, at: int) -> bool:
    """Whether a day is one until which something is due, as opposed to the date of a document."""
    before = words[max(0, at - 34) : at]
    before = re.sub(
        r"(?:\bthu\s+\w+|\bchu nhat|\bngay|\bthang|[,(:]|\d{1,2}\s*(?:h|gio)\s*\d{0,2}'?(?:\s*phut)?)+\s*$",
        "",
        before.rstrip(),
    )
    before = re.sub(r"(?:\s*\d{1,2}\s*(?:h|gio)\s*(?:\d{2})?'?(?:\s*phut)?,?\s*(?:ngay)?\s*)$", " ", before)
    return _DEADLINE.search(before.rstrip() + " ") is not None or (
        before.rstrip() == "" and at < 12 and "(" in words[:at]
    )


def _span(found: re.Match[str], calendar: Calendar) -> tuple[date | None, date | None]:
    last = read_day(found, calendar, "b")
    if found["only"]:
        return (last.replace(day=int(found["only"])) if last and 0 < int(found["only"]) <= last.day else None), last
    return read_day(found, calendar, "a", last.year if last else None), last


def _days_after(last: date, count: int, working: bool) -> date:
    """So many days, or working days, after the last one."""
    day = last
    while count:
        day += timedelta(days=1)
        count -= not (working and day.isoweekday() > 5)
    return day


def _join_times(clause: Clause) -> None:
    """Put hour and weekday and date that stand together into one deadline: "trước 16 giờ thứ Sáu"."""
    joined: list[Deadline] = []
    for one in clause.deadlines:
        last = joined[-1] if joined else None
        if last and one.at - last.end < 22 and _fits(last, one):
            last.end = one.end
            last.time, last.weekday = last.time or one.time, last.weekday or one.weekday
            last.day, last.of_month, last.month = (
                last.day or one.day,
                last.of_month or one.of_month,
                last.month or one.month,
            )
            last.with_year |= one.with_year
        else:
            joined.append(one)
    clause.deadlines = _one_day_and_its_hour(joined, {every for _, every in clause.every})


def _one_day_and_its_hour(found: list[Deadline], every: set[Every]) -> list[Deadline]:
    """ "Vào thứ Năm hằng tuần, các đơn vị báo cáo … trước 15 giờ": a lone day and a lone hour are one deadline."""
    if len(found) != 2 or len(every) != 1 or Every.DAY in every:
        return found
    day, hour = sorted(found, key=lambda one: one.time is not None)
    lone = hour.time and not (hour.day or hour.of_month or hour.weekday)
    if not lone or day.time or day.day or not (day.weekday or day.of_month):
        return found
    return [replace(day, at=min(day.at, hour.at), end=max(day.end, hour.end), time=hour.time)]


def _fits(last: Deadline, one: Deadline) -> bool:
    return not any((last.time and one.time, last.weekday and one.weekday, last.of_month and one.of_month))
