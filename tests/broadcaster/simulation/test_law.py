"""The checker's own reading of the hours, held against plain cases, and against the guard at any instant whatever."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.bulletin import Priority
from broadcaster.guard import Permit, refusal
from broadcaster.simulation.law import TAIL, Claim, forbidden
from broadcaster.simulation.ward import ward
from tests.builders import at

WARD = ward()
MONDAY, SATURDAY, HOLIDAY, MADE_UP = date(2026, 11, 23), date(2026, 11, 28), date(2027, 1, 1), date(2027, 1, 9)
MINUTE = timedelta(minutes=1)


def morning(day=MONDAY):
    return Claim(slot=WARD.slot("morning"), day=day.isoformat())


@pytest.mark.parametrize(
    ("claim", "when", "minutes", "why"),
    [
        (morning(), at("06:30"), 15, ""),
        (morning(), at("06:30"), 15.1, "over the session"),
        (morning(), at("06:29:59"), 1, "before its slot"),
        (morning(), at("06:44"), 2, "beyond its slot"),
        (morning(), at("07:30"), 1, "beyond its slot"),
        (morning(), at("06:30", date(2026, 11, 24)), 1, "on another day"),
        (morning(SATURDAY), at("06:30", SATURDAY), 1, "on a barred day"),
        (morning(HOLIDAY), at("06:30", HOLIDAY), 1, "on a barred day"),
        (morning(MADE_UP), at("06:30", MADE_UP), 1, ""),
        (Claim(), at("07:00"), 1, ""),
        (Claim(), at("12:00"), 1, "outside every window"),
        (Claim(), at("07:59:30"), 1, "outside every window"),
        (Claim(), at("20:59:30"), 1, "in quiet hours"),
        (Claim(urgent=True), at("12:00", SATURDAY), 90, ""),
        (Claim(urgent=True), at("04:59:59"), 1, "in quiet hours"),
        (Claim(urgent=True), at("20:30"), 600, "in quiet hours"),
        (Claim(urgent=True, permitted=True), at("03:15"), 1, ""),
    ],
)
def test_the_hours_of_the_ward(claim, when, minutes, why):
    said = forbidden(WARD, claim, when, MINUTE * minutes)
    assert said.startswith(why) if why else said == ""


CLAIMS = [(Priority.NORMAL, None), (Priority.URGENT, None), (Priority.URGENT, Permit("Hoa", "lũ về"))]


@settings(max_examples=400, deadline=None)
@given(
    day=st.dates(date(2026, 11, 20), date(2027, 3, 1)),
    second=st.integers(0, 86_399),
    length=st.floats(1, 2000),
    sort=st.integers(0, 5),
)
def test_it_never_allows_what_the_guard_refuses_nor_refuses_what_the_guard_allows(day, second, length, sort):
    begin = datetime.combine(day, datetime.min.time(), WARD.timezone) + timedelta(seconds=second)
    sounds = timedelta(seconds=length)
    priority, permit = CLAIMS[sort % 3]
    occurrences = [None] if sort % 3 else [None, *WARD.occurrences(day, day)]
    for occurrence, edge in product(occurrences, (timedelta(), TAIL)):
        urgent = priority is Priority.URGENT
        slot = occurrence.slot if occurrence else None
        claim = Claim(slot, day.isoformat() if slot else "", urgent, permit is not None)
        allowed = refusal(WARD, priority, begin, sounds, occurrence, permit) is None
        if allowed:
            assert forbidden(WARD, claim, begin, sounds) == ""
        elif refusal(WARD, priority, begin, max(sounds - edge, sounds / 2), occurrence, permit) is not None:
            assert forbidden(WARD, claim, begin, sounds + TAIL) != ""
