"""A text cut where a speaker breathes, and the time it takes."""

from broadcaster.vietnamese import Pause, estimate_seconds, sentences, syllable_count


def test_sentences_and_paragraphs() -> None:
    pieces = sentences("Kính thưa bà con. Sáng mai họp tổ; mời đến đủ!\n\nTrân trọng.")
    assert [(piece.text, piece.pause) for piece in pieces] == [
        ("Kính thưa bà con.", Pause.SENTENCE),
        ("Sáng mai họp tổ;", Pause.CLAUSE),
        ("mời đến đủ!", Pause.PARAGRAPH),
        ("Trân trọng.", Pause.PARAGRAPH),
    ]


def test_a_long_sentence_is_cut_at_its_commas() -> None:
    text = ", ".join(["một hai ba bốn năm sáu bảy tám chín mười"] * 12) + "."
    pieces = sentences(text, longest=100)
    assert len(pieces) > 5
    assert all(len(piece.text) <= 100 for piece in pieces)
    assert " ".join(piece.text for piece in pieces) == text


def test_a_dot_inside_an_address_is_no_end() -> None:
    assert len(sentences("Truy cập phuong.vn hôm nay.")) == 1


def test_nothing_to_say() -> None:
    assert sentences("") == []
    assert sentences(" \n . \n") == []


def test_syllables_and_seconds() -> None:
    assert syllable_count("Ủy ban nhân dân phường, thông báo.") == 7
    assert 1.8 < estimate_seconds("Ủy ban nhân dân phường thông báo") < 1.9
    assert estimate_seconds("một hai ba", 3) > 0.99
    assert estimate_seconds("một, hai.") > estimate_seconds("một hai")
