"""Every date of two centuries and every minute of a day."""

from datetime import date, timedelta

from broadcaster.vietnamese import Dictionary, speakable
from broadcaster.vietnamese.numerals import cardinal


def expected(day: date) -> str:
    number = f"mùng {cardinal(day.day)}" if day.day < 10 else cardinal(day.day)
    month = "tư" if day.month == 4 else cardinal(day.month)
    return f"ngày {number} tháng {month} năm {cardinal(day.year)}"


def test_every_date_from_1900_to_2100(dictionary: Dictionary) -> None:
    first = date(1900, 1, 1)
    days = [first + timedelta(days=number) for number in range((date(2100, 12, 31) - first).days + 1)]
    for mark, padded in (("/", True), ("/", False), ("-", True), (".", False)):
        # The whole range in one form, a prime-spaced sample in the others.
        chosen = days if (mark, padded) == ("/", True) else days[::37]
        width = 2 if padded else 1
        lines = [f"ngày {d.day:0{width}}{mark}{d.month:0{width}}{mark}{d.year}" for d in chosen]
        spoken = speakable("\n".join(lines), dictionary).spoken.split("\n")
        wrong = [(line, said) for d, line, said in zip(chosen, lines, spoken, strict=True) if said != expected(d)]
        assert not wrong, wrong[:3]


def test_every_day_and_month(dictionary: Dictionary) -> None:
    first = date(2024, 1, 1)
    for number in range(366):
        day = first + timedelta(days=number)
        said = speakable(f"họp ngày {day.day}/{day.month} tại phường", dictionary).spoken
        assert said == f"họp {expected(day).rsplit(' năm ', 1)[0]} tại phường"


def test_every_minute_of_a_day(dictionary: Dictionary) -> None:
    for minute in range(24 * 60):
        hours, rest = divmod(minute, 60)
        said = f"lúc {cardinal(hours)} giờ" + (f" {cardinal(rest)} phút" if rest else "")
        lines = [
            f"lúc {hours}h{rest:02}",
            f"lúc {hours:02}:{rest:02}",
            f"lúc {hours}g{rest:02}",
            f"lúc {hours}h{rest:02}'",
        ]
        assert speakable("\n".join(lines), dictionary).spoken.split("\n") == [said] * 4
