"""Cutting long sentences for an online voice."""

from hypothesis import given
from hypothesis import strategies as st

from broadcaster.tts.pieces import LONGEST, breathes_after, pieces

PROSE = st.text(alphabet="aăâđeêôơưbmnạịộ ,.;:!?…-–1", max_size=400)


@given(PROSE)
def test_no_piece_is_longer_than_the_service_takes(text: str) -> None:
    assert all(len(piece) <= LONGEST for piece in pieces(text))


@given(PROSE)
def test_no_word_is_lost_and_none_is_added(text: str) -> None:
    def letters(of: str) -> list[str]:
        return [letter for letter in of if letter.isalnum()]

    assert letters("".join(pieces(text))) == letters(text)


def test_clauses_are_merged_while_they_fit() -> None:
    assert pieces("Một, hai, ba, bốn, năm.") == ["Một, hai, ba, bốn, năm."]


def test_a_clause_without_commas_is_cut_into_even_parts() -> None:
    parts = pieces("chuyển tiền " * 12)
    assert len(parts) == 2
    assert abs(len(parts[0]) - len(parts[1])) < 20
    assert not breathes_after(parts[0])


def test_twelve_hundred_letters_are_not_forty_requests() -> None:
    assert len(pieces("bà con chú ý, giữ mã, " * 55)) <= 14


def test_punctuation_alone_is_nothing_to_say() -> None:
    assert pieces(" … ?! ") == []
