"""Any text at all: no crash, nothing a voice cannot read, the same for every Unicode form."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.vietnamese import Dictionary, clean, sentences, speakable

from .spoken_forms import all_cases, residue

BOOK = Dictionary.load()
WORDS = sorted({word for case in all_cases() for word in case.written.split()})
SIGNS = [*"0123456789.,:;/-–%°'\"()[]{}*#@&+~<>=²³½…“”ABĐVXIhgkmđ \t", "\u200f", "\x00", "\ud800", "😀", "漢字"]

fragments = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
scraps = st.lists(st.sampled_from(SIGNS), max_size=14).map("".join)
anything = st.one_of(fragments, scraps, st.text(max_size=40), st.tuples(fragments, scraps).map(" ".join))


@given(anything)
@settings(max_examples=600, deadline=None)
def test_no_text_leaves_what_a_voice_cannot_read(text: str) -> None:
    reading = speakable(text, BOOK)
    assert not residue(reading.spoken)
    if any(char.isalpha() or char.isdecimal() for char in reading.text):
        assert reading.spoken.strip() or reading.unsure


@given(anything)
@settings(max_examples=300, deadline=None)
def test_a_pasted_text_reads_the_same_in_every_unicode_form(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text))
    assert speakable(decomposed, BOOK).spoken == speakable(unicodedata.normalize("NFC", text), BOOK).spoken


@given(st.lists(fragments, min_size=1, max_size=5))
@settings(max_examples=200, deadline=None)
def test_one_line_is_said_for_each_line_written(lines: list[str]) -> None:
    assert len(speakable("\n".join(lines), BOOK).spoken.split("\n")) == len(lines)


@given(anything)
@settings(max_examples=200, deadline=None)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(clean(once)) == clean(once)


@given(anything)
@settings(max_examples=200, deadline=None)
def test_no_word_is_lost_between_the_sentences(text: str) -> None:
    spoken = speakable(text, BOOK).spoken
    pieces = " ".join(piece.text for piece in sentences(spoken))
    assert [w for w in pieces.split() if any(map(str.isalnum, w))] == [
        w for w in spoken.split() if any(map(str.isalnum, w))
    ]
