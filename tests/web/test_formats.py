"""Days, hours, lengths and numbers as a Vietnamese reader expects them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from web import formats

HOME = ZoneInfo("Asia/Ho_Chi_Minh")
EVENING = datetime(2026, 11, 23, 23, 30, 2, tzinfo=UTC)


def test_times_are_the_stations_own() -> None:
    assert formats.clock(EVENING, HOME) == "06:30"
    assert formats.clock_seconds(EVENING, HOME) == "06:30:02"
    assert formats.moment(EVENING, HOME) == "06:30 24/11/2026"
    assert formats.day(date(2026, 1, 2)) == "02/01/2026"


@pytest.mark.parametrize(
    ("ahead", "said"), [(0, "Hôm nay"), (1, "Ngày mai"), (-1, "Hôm qua"), (3, "Thứ Năm 26/11"), (6, "Chủ nhật 29/11")]
)
def test_near_days_have_names(ahead: int, said: str) -> None:
    today = date(2026, 11, 23)
    assert formats.day_name(today + timedelta(days=ahead), today) == said


@pytest.mark.parametrize(
    ("seconds", "said", "counter"),
    [(0, "0 giây", "0:00"), (45.4, "45 giây", "0:45"), (60, "1 phút", "1:00"), (80, "1 phút 20 giây", "1:20")],
)
def test_lengths_are_said_in_minutes_and_seconds(seconds: float, said: str, counter: str) -> None:
    assert formats.length(seconds) == said
    assert formats.counter(timedelta(seconds=seconds)) == counter


def test_numbers_have_points_between_thousands_and_a_comma() -> None:
    assert formats.number(12345.67) == "12.345,7"
    assert formats.minutes(timedelta(seconds=750)) == "12,5"
    assert formats.minutes(timedelta(minutes=15)) == "15"
