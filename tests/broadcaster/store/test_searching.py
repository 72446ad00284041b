"""Finding a bulletin however its name is typed."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from broadcaster.store.searching import fold, searched


def test_marks_capitals_and_the_barred_d_are_folded_away() -> None:
    assert fold("CẢNH BÁO lừa Đảo") == "canh bao lua dao"


def test_both_ways_of_writing_a_marked_letter_fold_alike() -> None:
    assert fold(unicodedata.normalize("NFD", "Quỹ Đền ơn")) == fold("Quỹ Đền ơn") == "quy den on"


def test_spaces_of_every_kind_part_the_words_that_are_searched() -> None:
    assert searched("  lừa\u00a0đảo\n mạng ") == ["lua", "dao", "mang"]


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
