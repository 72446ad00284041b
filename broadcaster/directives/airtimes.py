"""When on a day something is to be broadcast: clock times and the parts of the day."""

import re

from broadcaster.directives.counts import without_intervals
from broadcaster.directives.days import TIME, WEEKDAY, clock, weekday
from broadcaster.directives.finding import PartOfDay

_PART = re.compile(
    r"\b(?:(?P<early>sang som|(?:dau gio|dau buoi) sang som)|(?P<dusk>chieu toi)"
    r"|(?P<morning>sang)(?!\s+(?:tao|kien|suot|tac|mat|lap|che|to\b|ngoi|den|xanh))"
    r"|(?P<afternoon>chieu)(?!\s+(?:dai|rong|cao|sau|huong))|(?P<evening>toi)(?!\s+(?:thieu|da\b|DA\b|uu|mat|hau"
    r"|tan|cao)))"
)
_NOT_BEFORE = re.compile(r"(?:trong|thap|anh|chieu|den|phat|nhieu|mot|hai|hop|va|o)\s+$")
_PARTS = {
    "early": PartOfDay.EARLY,
    "morning": PartOfDay.MORNING,
    "afternoon": PartOfDay.AFTERNOON,
    "dusk": PartOfDay.DUSK,
    "evening": PartOfDay.EVENING,
}
_ORDER = tuple(PartOfDay)
_TO = re.compile(r"(?:-|\bden|(?<![,;] )\b(?:toi|TOI)|\bcho den)\s*$")
_NOT_A_START = re.compile(
    r"(?:\bcu|\bmoi|\btruoc|\b(?:sau|SAU)|\btrong|\bkhong qua|\btoi (?:da|DA)|\b(?:it nhat|toi thieu|khong it hon)"
    r"|\btrong vong|\bkhoang|\btruc|\bhet)\s*$"
)
_SPAN = re.compile(
    r"\b(?:tu\s+)?thu\s+(hai|ba|tu|nam|sau|[2-6])\s+den\s+(?:het\s+)?(?:thu\s+(ba|tu|nam|sau|bay|[3-7])|(chu nhat))"
)
_DAYS_OFF = re.compile(r"(?<!de )(?<!hoi )\b(?:nghi(?! (?:dinh|quyet|su))|tru)\b[^;.()]*")
_ALSO = re.compile(
    r"\s*(?:,|va|&|;)\s*(ba|tu|nam|sau|bay|[3-7])\b(?!\s*(?:[\d/]|luot|lan|buoi|phut|nay\b|ngay\b|thang|quy|luc|den\b))"
)


def times(plain: str) -> tuple[str, ...]:
    """The clock times at which something begins, in the day's order; the end of a span is none."""
    found: set[str] = set()
    plain = without_intervals(plain)
    for one in TIME.finditer(plain):
        before = plain[: one.start()]
        said = clock(one)
        if said and not _NOT_A_START.search(before) and not _ends_span(before):
            found.add(said)
    return tuple(sorted(found))


def _ends_span(before: str) -> bool:
    joined = _TO.search(before)
    return joined is not None and TIME.search(before[max(0, joined.start() - 16) : joined.start()]) is not None


def parts_of_day(plain: str) -> tuple[PartOfDay, ...]:
    """The parts of the day a passage names, in the day's order."""
    found: set[PartOfDay] = set()
    for one in _PART.finditer(plain):
        name = one.lastgroup or ""
        if name == "evening" and not re.search(
            r"(?:buoi|gio|vao|,|va|moi|cac|chieu|sang|trua|-|/|\()\s*$", plain[: one.start()]
        ):
            continue
        if (
            name == "morning"
            and re.search(r"\b(?:trong|thap|chieu|phat|anh|guong)\s+$", plain[: one.start()])
            and "buoi" not in plain
        ):
            continue
        found.add(_PARTS[name])
    return tuple(part for part in _ORDER if part in found)


def weekdays(plain: str) -> tuple[int, ...]:
    """The weekdays a passage names, Monday 1; "từ thứ Hai đến thứ Sáu" is five, "thứ Hai, Tư, Sáu" three."""
    found: set[int] = set()
    plain = _DAYS_OFF.sub(" ", plain)
    for span in _SPAN.finditer(plain):
        days = [weekday(one) for one in WEEKDAY.finditer(span[0])]
        found.update(range(days[0], days[-1] + 1))
    for one in WEEKDAY.finditer(plain):
        found.add(weekday(one))
        at = one.end()
        while also := _ALSO.match(plain, at):
            again = WEEKDAY.match(f"thu {also[1]}")
            if again:
                found.add(weekday(again))
            at = also.end()
    return tuple(sorted(found))
