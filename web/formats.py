"""How the desk writes days, hours, lengths and numbers for its reader, on the station's wall clock.

For a Vietnamese reader the forms stand here; for another one Babel knows the names of the months and the marks in a
number. Hours are 06:30 in every tongue, and the day stands before the month.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from web.sentences import say
from web.tongue import chosen
from web.words import WEEKDAY


def day(value: date) -> str:
    """23/11/2026; 23 Nov 2026"""
    if chosen.translated():
        return format_date(value, "d MMM y", chosen.current())
    return f"{value:%d/%m/%Y}"


def short_day(value: date) -> str:
    """23/11; 23 Nov"""
    return format_date(value, "d MMM", chosen.current()) if chosen.translated() else f"{value:%d/%m}"


def day_name(value: date, today: date) -> str:
    """Hôm nay, Ngày mai, or Thứ Hai 23/11."""
    near = {0: "near_today", 1: "near_tomorrow", -1: "near_yesterday"}.get((value - today).days)
    return say(near) if near else f"{WEEKDAY[value.weekday()]} {short_day(value)}"


def clock(value: datetime, timezone: ZoneInfo) -> str:
    """06:30"""
    return f"{value.astimezone(timezone):%H:%M}"


def clock_seconds(value: datetime, timezone: ZoneInfo) -> str:
    """06:30:02"""
    return f"{value.astimezone(timezone):%H:%M:%S}"


def moment(value: datetime, timezone: ZoneInfo) -> str:
    """06:30 23/11/2026; 06:30, 23 Nov 2026"""
    local = value.astimezone(timezone)
    return f"{local:%H:%M}, {day(local)}" if chosen.translated() else f"{local:%H:%M %d/%m/%Y}"


def length(value: timedelta | float) -> str:
    """1 phút 20 giây; 45 giây; 2 phút."""
    seconds = round(value.total_seconds() if isinstance(value, timedelta) else value)
    minutes, rest = divmod(max(0, seconds), 60)
    if not minutes:
        return say("length_seconds", seconds=rest)
    return say("length_both", minutes=minutes, seconds=rest) if rest else say("length_minutes", minutes=minutes)


def counter(value: timedelta | float) -> str:
    """1:20, for clocks that run."""
    seconds = max(0, round(value.total_seconds() if isinstance(value, timedelta) else value))
    return f"{seconds // 60}:{seconds % 60:02d}"


def number(value: float, digits: int = 1) -> str:
    """1.234,5: a point between thousands, a comma before the fraction; 1,234.5 for an English reader."""
    if chosen.translated():
        return str(format_decimal(value, "#,##0." + "0" * digits if digits else "#,##0", chosen.current()))
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def count(value: int) -> str:
    """02, as an office counts; 2 for an English reader."""
    return str(value) if chosen.translated() else f"{value:02d}"


def minutes(value: timedelta) -> str:
    """12,5"""
    figure = round(value.total_seconds() / 60, 1)
    return number(figure, 0 if figure == int(figure) else 1)
