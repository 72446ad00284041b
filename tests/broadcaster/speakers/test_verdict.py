"""What a play is called, and how the ear's verdicts add up."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from broadcaster.airing import Outcome, Reason
from broadcaster.speakers import CUT_IN, STOP, Heard
from broadcaster.speakers.account import Tally, account, set_in, together
from broadcaster.speakers.judge import HEARD, MISSED, PAUSE
from broadcaster.speakers.verdict import Circumstances, Trouble, noted, played, verdict

MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LOST = Trouble(Reason.DEVICE_LOST, "ward is gone")


def heard(share: float) -> Heard:
    return Heard(MINUTE * share, MINUTE, MINUTE * share, MINUTE * share)


@pytest.mark.parametrize(
    ("seen", "outcome", "reason"),
    [
        (Circumstances(heard(1.0), MINUTE), Outcome.COMPLETE, Reason.NONE),
        (Circumstances(heard(0.95), MINUTE), Outcome.COMPLETE, Reason.NONE),
        (Circumstances(heard(0.94), MINUTE), Outcome.PARTIAL, Reason.NOT_ALL_HEARD),
        (Circumstances(heard(0.0), MINUTE), Outcome.FAILED, Reason.SILENT),
        (Circumstances(heard(0.0), MINUTE, muted=True), Outcome.FAILED, Reason.MUTED),
        (Circumstances(heard(0.5), MINUTE, muted=True), Outcome.PARTIAL, Reason.MUTED),
        (Circumstances(heard(0.0), MINUTE, suspended=True), Outcome.FAILED, Reason.SILENT),
        (Circumstances(heard(0.4), MINUTE, trouble=LOST), Outcome.PARTIAL, Reason.DEVICE_LOST),
        (Circumstances(heard(0.0), MINUTE, trouble=LOST), Outcome.FAILED, Reason.DEVICE_LOST),
        (Circumstances(heard(0.4), MINUTE, STOP), Outcome.STOPPED, Reason.BY_PERSON),
        (Circumstances(heard(0.4), MINUTE, CUT_IN), Outcome.CUT_IN, Reason.URGENT),
        (Circumstances(None, MINUTE), Outcome.UNMEASURED, Reason.NO_EAR),
        (Circumstances(None, MINUTE, trouble=LOST), Outcome.PARTIAL, Reason.DEVICE_LOST),
        (Circumstances(None, timedelta(0), trouble=LOST), Outcome.FAILED, Reason.DEVICE_LOST),
    ],
)
def test_a_play_is_called_by_what_was_heard_and_why(seen: Circumstances, outcome: Outcome, reason: Reason) -> None:
    assert verdict(seen)[:2] == (outcome, reason)


@pytest.mark.parametrize(
    ("deaf", "outcome", "reason", "seconds"),
    [
        (timedelta(0), Outcome.UNMEASURED, Reason.NO_EAR, 60),
        (timedelta(seconds=1), Outcome.UNMEASURED, Reason.NO_EAR, 59),
        (timedelta(seconds=20), Outcome.PARTIAL, Reason.MUTED, 40),
        (MINUTE, Outcome.FAILED, Reason.MUTED, 0),
        (None, Outcome.FAILED, Reason.MUTED, 0),
    ],
)
def test_without_an_ear_what_a_muted_device_kept_to_itself_was_not_heard(
    deaf: timedelta | None, outcome: Outcome, reason: Reason, seconds: int
) -> None:
    seen = Circumstances(None, MINUTE, muted=True, deaf=deaf)
    found = played(seen, MINUTE, NOON, NOON + MINUTE, "ward")
    assert (found.outcome, found.reason, found.heard) == (outcome, reason, timedelta(seconds=seconds))
    assert (found.started is None) == (outcome is Outcome.FAILED)


def test_a_file_without_any_sound_is_never_complete() -> None:
    nothing = Heard(timedelta(0), timedelta(0), timedelta(0), timedelta(0))
    assert verdict(Circumstances(nothing, MINUTE))[:2] == (Outcome.FAILED, Reason.SILENT)


def test_pauses_count_with_the_sound_beside_them() -> None:
    verdicts = [PAUSE] * 25 + [HEARD] * 50 + [PAUSE] * 40 + [MISSED] * 30 + [PAUSE] * 10 + [MISSED] * 30 + [PAUSE] * 5
    found = account(verdicts, timedelta(seconds=1.9), None, None, None)
    assert found.seconds == timedelta(seconds=1.15)
    assert found.voiced == timedelta(seconds=1.1) and found.voiced_heard == timedelta(seconds=0.5)
    assert found.until == timedelta(seconds=0.75)
    assert found.gaps == ((timedelta(seconds=1.15), timedelta(seconds=1.85)),)


def test_a_file_heard_in_full_has_its_own_length() -> None:
    found = account([PAUSE] * 25 + [HEARD] * 100 + [PAUSE] * 150, timedelta(seconds=2.754), None, None, None)
    assert found.seconds == found.until == timedelta(seconds=2.754) and not found.gaps


def test_a_swallowed_hundredth_costs_no_pause_beside_it() -> None:
    found = account([HEARD] * 50 + [MISSED] + [PAUSE] * 40 + [HEARD] * 50, timedelta(seconds=1.41), None, None, None)
    assert found.seconds == timedelta(seconds=1.4)


def test_what_was_never_heard_is_nothing() -> None:
    found = account([PAUSE] * 10 + [MISSED] * 100, timedelta(seconds=1.1), None, None, None)
    assert found.seconds == found.until == found.voiced_heard == timedelta(0)
    assert found.gaps == ((timedelta(seconds=0.1), timedelta(seconds=1.1)),)


@given(some.lists(some.sampled_from([PAUSE, MISSED, HEARD]), max_size=60), some.integers(0, 60))
def test_adding_up_piece_by_piece_gives_the_same(verdicts: list[int], cut: int) -> None:
    tally = Tally()
    tally.of(verdicts[:cut])
    whole = tally.of(verdicts)
    assert whole == Tally().of(verdicts)
    assert verdicts.count(HEARD) <= whole <= len(verdicts) - verdicts.count(MISSED)


def test_what_two_stretches_heard_counts_once() -> None:
    first = bytes([PAUSE] * 25 + [HEARD] * 100 + [MISSED] * 175)
    second = bytes([PAUSE] * 25 + [MISSED] * 60 + [HEARD] * 215)
    found = account(together(first, second), timedelta(seconds=3), None, None, None)
    assert found.seconds == timedelta(seconds=3) and not found.gaps
    nothing = bytes([MISSED] * 300)
    assert together(first, nothing) == together(nothing, first)


def test_a_hole_between_two_stretches_stays_a_hole() -> None:
    first = bytes([HEARD] * 100 + [MISSED] * 200)
    second = bytes([MISSED] * 180 + [HEARD] * 120)
    found = account(together(first, second), timedelta(seconds=3), None, None, None)
    assert found.gaps == ((timedelta(seconds=1), timedelta(seconds=1.8)),)
    assert found.seconds == timedelta(seconds=2.2)


def test_the_account_of_a_play_from_an_offset_is_of_the_rest_with_places_of_the_whole() -> None:
    offset = timedelta(seconds=1)
    since = set_in(offset)
    verdicts = [MISSED] * since + [HEARD] * (200 - since) + [MISSED] * 60 + [HEARD] * 40
    found = account(verdicts, timedelta(seconds=3), None, None, None, offset)
    assert found.voiced == timedelta(seconds=3) - since * timedelta(milliseconds=10)
    assert found.until == timedelta(seconds=3)
    ((begin, end),) = found.gaps
    assert abs(begin - timedelta(seconds=2)) <= timedelta(milliseconds=20) and end - begin == timedelta(seconds=0.6)


def test_without_an_ear_the_place_is_counted_from_the_offset() -> None:
    seen = Circumstances(None, timedelta(seconds=20))
    found = played(seen, MINUTE, NOON, NOON + MINUTE, "ward", timedelta(seconds=30))
    assert (found.heard, found.position) == (timedelta(seconds=20), timedelta(seconds=50))


def test_notes_and_warnings_are_said_once_and_do_not_change_the_outcome() -> None:
    found = played(Circumstances(heard(1.0), MINUTE), MINUTE, NOON, NOON + MINUTE, "ward")
    told = noted(found, ["ward was muted", "ward was muted"], [Reason.MUTED, Reason.MUTED])
    assert (told.outcome, told.reason, told.detail) == (Outcome.COMPLETE, Reason.NONE, "ward was muted")
    assert told.warnings == (Reason.MUTED,)
