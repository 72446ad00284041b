"""What of a bulletin is still to sound after it was cut into: from the sentence where it was cut, and never twice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Mark
from broadcaster.parts import (
    ATTEMPTS,
    LONGEST_REST,
    MOST_PARTS,
    REST,
    Part,
    next_part,
    next_repetition,
    rests_until,
)
from broadcaster.planning import BETWEEN, running_order
from tests.builders import at, bulletin, entry, occurrence, placement, station

SECOND = timedelta(seconds=1)


def marked(seconds=90, sentences=8, first=5.0):
    """A bulletin whose sentences begin after a chime of `first` seconds and end two seconds before the file does."""
    one = bulletin(seconds=seconds)
    step = (seconds - 2 - first) / sentences
    marks = tuple(
        Mark((first + step * index) * SECOND, (first + step * (index + 1) - 0.5) * SECOND, f"câu {index}")
        for index in range(sentences)
    )
    return replace(one, rendition=replace(one.rendition, marks=marks))


def cut(of, after, attempt=1, offset=0.0, heard=None, reason=Reason.URGENT, start="06:30"):
    """An airing from `offset` that was cut into so many seconds after it had begun."""
    begun = at(start)
    return entry(
        of,
        occurrence(),
        Outcome.CUT_IN,
        reason=reason,
        attempt=attempt,
        started=begun,
        ended=begun + after * SECOND,
        wanted=of.rendition.duration - offset * SECOND,
        heard=(after if heard is None else heard) * SECOND,
    )


def test_what_was_never_begun_sounds_from_its_beginning():
    assert next_part(bulletin().rendition, []) == Part(1)


def test_it_goes_on_at_the_beginning_of_the_sentence_in_which_it_was_cut():
    one = marked()
    third = one.rendition.marks[2].begin
    part = next_part(one.rendition, [cut(one, (third + 4 * SECOND).total_seconds())])
    assert (part.attempt, part.offset) == (2, third)
    assert part.before == third


def test_what_was_cut_in_its_chime_begins_anew():
    one = marked()
    assert next_part(one.rendition, [cut(one, 3)]) == Part(2)


def test_what_was_cut_before_any_sound_begins_anew():
    one = marked()
    silent = replace(cut(one, 0), started=None, heard=timedelta())
    assert next_part(one.rendition, [silent]) == Part(2)


def test_when_only_the_closing_was_left_there_is_nothing_to_go_on_with():
    one = marked()
    assert next_part(one.rendition, [cut(one, 89)]) is None


def test_what_the_person_who_ordered_it_chose_to_drop_is_dropped():
    one = marked()
    assert next_part(one.rendition, [cut(one, 30, reason=Reason.URGENT_DROPPED)]) is None


def test_a_recording_without_sentences_goes_on_a_little_before_the_cut():
    one = bulletin(seconds=90)
    assert next_part(one.rendition, [cut(one, 40)]) == Part(2, 35 * SECOND, 35 * SECOND)


def test_what_the_ear_missed_before_the_cut_stays_missed_in_the_account():
    one = marked()
    part = next_part(one.rendition, [cut(one, 60, heard=52)])
    assert part.offset > 52 * SECOND and part.before == 52 * SECOND


def test_a_part_cut_again_goes_on_from_there():
    one = marked(300, 20)
    first = next_part(one.rendition, [cut(one, 100)])
    again = cut(one, 80, attempt=2, offset=first.offset.total_seconds(), start="06:33")
    second = next_part(one.rendition, [cut(one, 100), again])
    assert second.attempt == 3
    assert first.offset < second.offset <= first.offset + 80 * SECOND
    assert second.before == second.offset


def test_a_rest_that_made_no_sound_is_tried_once_more_from_the_same_place():
    one = marked()
    part = next_part(one.rendition, [cut(one, 40)])
    silent = entry(one, occurrence(), Outcome.FAILED, reason=Reason.PLAYER_FAILED, attempt=2)
    assert next_part(one.rendition, [cut(one, 40), silent]) == replace(part, attempt=3)
    twice = [cut(one, 40), silent, replace(silent, attempt=3)]
    assert next_part(one.rendition, twice) is None


@pytest.mark.parametrize(
    ("outcome", "reason"), [(Outcome.MISSED, Reason.CLOCK_WRONG), (Outcome.FAILED, Reason.NO_DEVICE)]
)
def test_a_jump_of_the_clock_or_a_device_that_was_not_there_is_no_try_but_not_for_ever(outcome, reason):
    one = bulletin()
    jumped = [entry(one, occurrence(), outcome, reason=reason, attempt=number + 1) for number in range(ATTEMPTS + 1)]
    assert next_part(one.rendition, jumped).attempt == ATTEMPTS + 2
    many = [replace(jumped[0], attempt=number + 1) for number in range(MOST_PARTS)]
    assert next_part(one.rendition, many) is None


def test_an_order_is_said_as_often_as_it_was_ordered_and_no_oftener():
    one = bulletin()
    said = []
    for number in range(1, 4):
        assert next_repetition(3, said) == number
        said.append(entry(one, occurrence(), attempt=number))
    assert next_repetition(3, said) is None


def test_a_repetition_that_made_no_sound_is_made_up_for_but_not_for_ever():
    one = bulletin()
    silent = entry(one, occurrence(), Outcome.FAILED, reason=Reason.SILENT)
    assert next_repetition(1, [silent]) == 2
    assert next_repetition(1, [silent, replace(silent, attempt=2)]) is None


def test_an_order_that_found_no_device_is_tried_on_but_not_for_ever():
    one = bulletin()
    silent = [
        entry(one, occurrence(), Outcome.FAILED, reason=Reason.NO_DEVICE, attempt=number)
        for number in range(1, MOST_PARTS + 1)
    ]
    assert next_repetition(3, silent[:-1]) == MOST_PARTS
    assert next_repetition(3, silent) is None


def no_device(*ends, reason=Reason.NO_DEVICE):
    """Airings that found no device, given up at those times."""
    return [entry(bulletin(), occurrence(), Outcome.FAILED, reason=reason, ended=at(end)) for end in ends]


def test_a_zone_whose_device_was_not_there_rests_longer_each_time_in_a_row():
    assert rests_until([]) is None
    assert rests_until(no_device("06:30:04")) == at("06:30:24")
    assert rests_until(no_device("06:30:04", "06:30:28")) == at("06:31:08")
    many = no_device(*(f"06:{minute}:00" for minute in range(30, 38)))
    assert rests_until(many) == at("06:37") + LONGEST_REST
    assert rests_until(many, longest=REST) == at("06:37:20")


def test_whatever_found_its_device_ends_the_rest():
    heard = entry(bulletin(), occurrence(), started=at("06:31"), ended=at("06:32"))
    assert rests_until([*no_device("06:30:04"), heard]) is None
    assert rests_until([heard, *no_device("06:32:10")]) == at("06:32:30")
    assert rests_until(no_device("06:30:04", reason=Reason.NO_SOUND_FILE)) is None


def test_a_clock_put_back_ends_the_rest():
    late = no_device("13:30:04")
    assert rests_until(late, at("06:30:10")) is None
    assert rests_until([*late, *no_device("06:30:05")], at("06:30:10")) == at("06:30:25")


def test_what_was_rewritten_and_approved_after_the_cut_begins_anew():
    old = marked()
    new = replace(old, rendition=replace(old.rendition, sha256="b" * 64))
    first = cut(old, 40)
    assert next_part(new.rendition, [first]) == Part(2)
    again = replace(cut(new, 60, attempt=2), sha256="b" * 64)
    part = next_part(new.rendition, [first, again])
    assert part.attempt == 3 and part.offset == part.before
    assert part == replace(next_part(new.rendition, [again]), attempt=3), "the old sound counts for nothing"


def test_an_order_that_was_stopped_or_refused_is_not_said_again():
    one = bulletin()
    assert next_repetition(3, [entry(one, occurrence(), Outcome.STOPPED, reason=Reason.BY_PERSON)]) is None
    assert next_repetition(3, [entry(one, occurrence(), Outcome.OUT_OF_HOURS, reason=Reason.QUIET_HOURS)]) is None


@given(
    st.integers(20, 600),
    st.integers(1, 40),
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=5),
)
def test_however_often_it_is_cut_the_rest_begins_at_a_sentence_already_reached_and_nothing_is_lost(
    seconds, sentences, cuts
):
    one = marked(seconds, sentences, first=min(5.0, seconds / 4))
    sound, tried, offset = one.rendition, [], timedelta()
    begins = {timedelta(), *(mark.begin for mark in sound.marks)}
    for number, (share, deaf) in enumerate(cuts, 1):
        sounded = (sound.duration - offset) * share
        tried.append(
            cut(
                one,
                sounded.total_seconds(),
                attempt=number,
                offset=offset.total_seconds(),
                heard=sounded.total_seconds() * (1 - deaf * 0.3),
            )
        )
        reached, part = offset + sounded, next_part(sound, tried)
        if part is None:
            assert reached >= sound.marks[-1].end - timedelta(milliseconds=1)
            return
        assert part.attempt == number + 1
        assert part.offset in begins and part.offset <= reached
        assert part.before <= part.offset
        offset = part.offset


@given(st.integers(60, 800), st.floats(0.1, 0.9), st.integers(5, 700))
def test_the_rest_goes_first_fits_its_slot_or_is_left_out(seconds, share, urgent_seconds):
    one, other = marked(seconds), bulletin("other", 30)
    begun = cut(one, seconds * share)
    now = begun.ended + urgent_seconds * SECOND
    order = running_order(
        station(), occurrence(), [one, other], [placement(one, position=5), placement(other)], [begun], now
    )
    rest = [item for item in order.planned if item.bulletin.id == one.id]
    if not rest:
        assert [left.reason for left in order.left_out if left.bulletin.id == one.id] == [Reason.NO_ROOM]
        return
    (rest,) = rest
    assert order.planned[0] == rest, "what was interrupted goes before what was not begun"
    assert rest.starts >= now or rest.starts >= begun.ended + BETWEEN
    assert rest.ends == rest.starts + one.rendition.duration - rest.offset
    assert rest.ends <= occurrence().ends
