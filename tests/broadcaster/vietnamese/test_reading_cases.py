"""What an announcer says for each written line; the expected reading was written before the rule."""

from collections import Counter

import pytest

from broadcaster.vietnamese import Dictionary, speakable

from .spoken_forms import Case, all_cases, matches, residue

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_announcer_reads(case: Case, dictionary: Dictionary) -> None:
    spoken = speakable(case.written, dictionary).spoken
    assert matches(case.expected, spoken), f"wanted {case.expected}\nheard  {spoken}"
    assert not residue(spoken)


def test_every_kind_of_writing_has_its_cases() -> None:
    counted = Counter(case.category for case in CASES)
    kinds = "abbrev date time docnum number percent money phone roman loanword ordinal slash unit url plain mixed"
    assert {kind for kind in kinds.split() if counted[kind] < 8} == set()


def test_a_spoken_text_is_left_as_it_is(dictionary: Dictionary) -> None:
    for case in CASES:
        spoken = speakable(case.written, dictionary).spoken
        assert speakable(spoken, dictionary).spoken == spoken


def test_every_span_points_into_the_text(dictionary: Dictionary) -> None:
    for case in CASES:
        reading = speakable(case.written, dictionary)
        for span in reading.spans:
            assert reading.text[span.start : span.end] == span.written
        for doubt in reading.unsure:
            assert reading.text[doubt.start : doubt.end] == doubt.written
