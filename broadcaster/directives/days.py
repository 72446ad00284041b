"""Days, spans and clock times as directives write them: "02/8 đến 14/8/2025", "trong tháng 10", "trước 8h30'"."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

# "14/8/2025", "14-8-2025", "14.8.2025", "14/8", "14 thang 8 nam 2025", "14 thang 8"
DAY = (
    r"(?:(?P<d{0}>\d{{1,2}})\s*(?:[/.-]\s*(?P<m{0}>\d{{1,2}})(?:\s*[/.-]\s*(?P<y{0}>\d{{4}}))?"
    r"|thang\s*(?P<n{0}>\d{{1,2}})(?:\s*(?:,?\s*nam\s*|/\s*)(?P<z{0}>\d{{4}}))?)(?![\d/]))"
)
TIME = re.compile(
    r"(?<![\d/.,])(?P<hour>[01]?\d|2[0-4])\s*(?:h|gio|g(?=\d)|:(?=\d\d))\s*(?P<minute>[0-5]\d)?(?P<half>\s*ruoi)?"
    r"(?![a-z\d]|\s*/\s*(?:24|ngay)|/7)(?:\s*(?:phut|'|’|p)(?![a-z]))?(?P<late>\s*(?:buoi\s*)?(?:chieu|toi)\b)?"
)
WEEKDAY = re.compile(
    r"\b(?:thu\s+(?P<word>hai|ba|tu|nam|sau|bay|[2-7])(?![\d/])|(?P<sunday>chu nhat))\b", re.IGNORECASE
)
_NAMES = {"hai": 1, "ba": 2, "tu": 3, "nam": 4, "sau": 5, "bay": 6}


@dataclass(frozen=True, slots=True)
class Calendar:
    """What completes a date that is written without its year: the document's own date, or the year it speaks of."""

    issued: date | None
    year: int | None

    def day(self, day: int, month: int, year: int | None) -> date | None:
        """The date, or None when there is none. Without a year it is the first one not long before the issue."""
        guessed = year or (self.issued.year if self.issued else self.year)
        if guessed is None or not 1 <= month <= 12 or not 2000 <= guessed <= 2100:
            return None
        if not 1 <= day <= monthrange(guessed, month)[1]:
            return None
        found = date(guessed, month, day)
        if (
            year is None
            and self.issued
            and (self.issued - found).days > 120
            and day <= monthrange(guessed + 1, month)[1]
        ):
            return found.replace(year=guessed + 1)
        return found

    def month(self, month: int, year: int | None) -> tuple[date, date] | None:
        """First and last day of a month."""
        first = self.day(1, month, year)
        if first is None:
            return None
        return first, first.replace(day=monthrange(first.year, month)[1])


def read_day(found: re.Match[str], calendar: Calendar, key: str = "", year: int | None = None) -> date | None:
    """The day of a match of DAY.format(key); `year` stands in for one that is not written."""
    parts = found.groupdict()
    month, written = parts[f"m{key}"] or parts[f"n{key}"], parts[f"y{key}"] or parts[f"z{key}"]
    return calendar.day(int(parts[f"d{key}"]), int(month), int(written) if written else year)


def written_year(found: re.Match[str], key: str = "") -> int | None:
    """The year that stands in the match, if one does."""
    written = found.groupdict()[f"y{key}"] or found.groupdict()[f"z{key}"]
    return int(written) if written else None


def clock(found: re.Match[str]) -> str | None:
    """ "HH:MM" of a match of TIME, or None when it is no time of day; "5 giờ chiều" is 17:00."""
    hour, minute = int(found["hour"]), int(found["minute"] or (30 if found["half"] else 0))
    if found["late"] and 1 <= hour <= 11:
        hour += 12
    return f"{hour:02}:{minute:02}" if hour < 24 else None


def weekday(found: re.Match[str]) -> int:
    """Monday 1 to Sunday 7 of a match of WEEKDAY; "thứ 2" is Monday."""
    if found["sunday"]:
        return 7
    word = found["word"].lower()
    return int(word) - 1 if word.isdecimal() else _NAMES[word]
