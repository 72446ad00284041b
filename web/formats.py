"""How the desk writes days, hours, lengths and numbers for a Vietnamese reader, on the station's wall clock."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from web.words import WEEKDAY


def day(value: date) -> str:
    """23/11/2026"""
    return f"{value:%d/%m/%Y}"


def day_name(value: date, today: date) -> str:
    """Hôm nay, Ngày mai, or Thứ Hai 23/11."""
    near = {0: "Hôm nay", 1: "Ngày mai", -1: "Hôm qua"}.get((value - today).days)
    return near or f"{WEEKDAY[value.weekday()]} {value:%d/%m}"


def clock(value: datetime, timezone: ZoneInfo) -> str:
    """06:30"""
    return f"{value.astimezone(timezone):%H:%M}"


def clock_seconds(value: datetime, timezone: ZoneInfo) -> str:
    """06:30:02"""
    return f"{value.astimezone(timezone):%H:%M:%S}"


def moment(value: datetime, timezone: ZoneInfo) -> str:
    """06:30 23/11/2026"""
    return f"{value.astimezone(timezone):%H:%M %d/%m/%Y}"


def length(value: timedelta | float) -> str:
    """1 phút 20 giây; 45 giây; 2 phút."""
    seconds = round(value.total_seconds() if isinstance(value, timedelta) else value)
    minutes, rest = divmod(max(0, seconds), 60)
    if not minutes:
        return f"{rest} giây"
    return f"{minutes} phút {rest} giây" if rest else f"{minutes} phút"


def counter(value: timedelta | float) -> str:
    """1:20, for clocks that run."""
    seconds = max(0, round(value.total_seconds() if isinstance(value, timedelta) else value))
    return f"{seconds // 60}:{seconds % 60:02d}"


def number(value: float, digits: int = 1) -> str:
    """1.234,5: a point between thousands, a comma before the fraction."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def minutes(value: timedelta) -> str:
    """12,5"""
    figure = round(value.total_seconds() / 60, 1)
    return number(figure, 0 if figure == int(figure) else 1)
