"""What a column keeps of a value."""

import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.store.columns import clean, exact
from tests.builders import HANOI


def test_a_moment_is_kept_to_the_millisecond_in_utc() -> None:
    kept = exact(datetime(2026, 11, 23, 6, 30, 0, 123_499, HANOI))
    assert kept == datetime(2026, 11, 22, 23, 30, 0, 123_000, UTC)
    assert kept.tzinfo is UTC


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        exact(datetime(2026, 11, 23, 6, 30))  # noqa: DTZ001 - that is what is refused


# Hypothesis takes its bounds without a zone.
@given(st.datetimes(datetime(1970, 1, 2), datetime(9998, 1, 1)), st.integers(-12, 14))  # noqa: DTZ001 - as above
def test_keeping_a_moment_twice_changes_nothing_and_moves_it_by_half_a_millisecond_at_most(
    wall: datetime, hours: int
) -> None:
    moment = wall.replace(tzinfo=timezone(timedelta(hours=hours)))
    assert exact(exact(moment)) == exact(moment)
    assert abs(exact(moment) - moment) <= timedelta(microseconds=500)


def test_the_same_word_is_the_same_bytes_whatever_keyboard_wrote_it() -> None:
    assert clean(unicodedata.normalize("NFD", "Phường Hòa Mẫu")) == "Phường Hòa Mẫu"


@given(st.text(st.characters(), max_size=40))
def test_whatever_text_is_typed_can_be_stored(typed: str) -> None:
    kept = clean(typed)
    assert "\0" not in kept
    assert kept.encode("utf-8").decode("utf-8") == kept == clean(kept)


def test_half_a_character_becomes_a_question_mark() -> None:
    assert clean("lừa \ud83d đảo") == "lừa ? đảo"
