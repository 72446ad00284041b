"""When a report is due: the periods, days, weekdays and hours that stand in a sentence, put together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from broadcaster.directives.days import DAY, TIME, WEEKDAY, Calendar, clock, read_day, weekday, written_year
from broadcaster.directives.deadline_words import CLAUSE, EVERY, REPORT
from broadcaster.directives.finding import Period
from broadcaster.duty import Every

_DEADLINE = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|vao|han(?:\s+(?:cuoi|chot))?|hoan thanh|xong|den|het)(?:\s+(?:la|het|hoi|luc"
    r"|vao|truoc|den|chot|cuoi|cung))*[\s:,(]*$"
)
FULL_DAY = re.compile(DAY.format(""))
# "trong 05 ngày đầu của tháng kế tiếp"
_FIRST_DAYS = re.compile(
    r"\btrong\s+(?:vong\s+)?(?P<first>\d{1,2})\s+ngay\s+(?:DAU|dau)(?:\s+tien)?\s+(?:cua\s+)?(?:moi\s+)?thang\b"
)
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
_BEHIND_BODY = re.compile(r"\bbao cao\s+(?:ve\s+)?(?!so\b)[^.;\d]{3,60}\s(?<!tu )(?<!den )(?<!trong )ngay\s*$")
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
    cuts = [0, *(gap.end() for gap in CLAUSE.finditer(plain)), len(plain)]
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
    for found in _FIRST_DAYS.finditer(words):
        clause.deadlines.append(Deadline(found.start(), found.end(), of_month=min(int(found["first"]), 31) or None))
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
        due_then = beside or _is_deadline(words, at) or _bare_day(words, found, calendar)
        if _inside(at, taken) or not due_then or _of_other_work(words, found):
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


def _bare_day(words: str, found: re.Match[str], calendar: Calendar) -> bool:
    """ "Kết quả báo cáo UBND phường ngày 30/7/2026": a later day behind the body, and no other document's date."""
    before = words[: found.start()]
    day = read_day(found, calendar)
    behind = REPORT.search(before) is not None and _BEHIND_BODY.search(before) is not None
    return bool(behind and day and calendar.issued and day > calendar.issued)


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
        r"(?:\bthu\s+\w+|\bchu nhat|\bcac ngay|\bngay|\bthang|[,(:]|\d{1,2}\s*(?:h|gio)\s*\d{0,2}'?(?:\s*phut)?)+\s*$",
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
    for before, one in pairwise(joined):  # "trước 11h ngày 02/11 và ngày 03/11": the hour holds for both
        alike = (before.day and one.day) or (before.weekday and one.weekday)
        if before.time and alike and not one.time and one.at - before.end < 10:
            one.time = before.time
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
