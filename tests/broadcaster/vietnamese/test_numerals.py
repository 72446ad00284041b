"""Numbers in words, checked by reading the words back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.vietnamese import Dictionary, speakable
from broadcaster.vietnamese.numerals import cardinal, decimal, ordinal, roman

UNITS = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7}
UNITS |= {"tám": 8, "chín": 9}


def heard(words: list[str]) -> int:
    """The number that a listener writes down: the largest unit first, everything before it counts it."""
    for name, size in (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 1000)):
        if name in words:
            at = len(words) - 1 - words[::-1].index(name)
            return heard(words[:at]) * size + heard(words[at + 1 :])
    if "trăm" in words:
        at = words.index("trăm")
        rest = words[at + 1 :]
        return UNITS[words[at - 1]] * 100 + heard(rest[1:] if rest[:1] == ["linh"] else rest)
    if "mươi" in words:
        return UNITS[words[0]] * 10 + heard(words[2:])
    if words[:1] == ["mười"]:
        return 10 + heard(words[1:])
    return UNITS[words[0]] if words else 0


@given(st.integers(0, 10**15))
@settings(max_examples=1500, deadline=None)
def test_every_integer_can_be_written_down_again(number: int) -> None:
    assert heard(cardinal(number).split()) == number


def test_small_numbers_one_by_one() -> None:
    for number in range(20_000):
        assert heard(cardinal(number).split()) == number


@given(st.integers(1000, 10**15))
@settings(max_examples=300, deadline=None)
def test_a_grouped_amount_is_read_whole(number: int) -> None:
    book = Dictionary.load()
    dotted = f"{number:,}".replace(",", ".")
    assert speakable(f"thu {dotted} đồng", book).spoken == f"thu {cardinal(number)} đồng"


def test_the_ear_of_the_announcer() -> None:
    assert cardinal(21) == "hai mươi mốt"
    assert cardinal(11) == "mười một"
    assert cardinal(24) == "hai mươi tư"
    assert cardinal(14) == "mười bốn"
    assert cardinal(55) == "năm mươi lăm"
    assert cardinal(105) == "một trăm linh năm"
    assert cardinal(1_001) == "một nghìn không trăm linh một"
    assert cardinal(10**12) == "một nghìn tỷ"
    assert cardinal(2_021_305) == "hai triệu không trăm hai mươi mốt nghìn ba trăm linh năm"
    assert cardinal(-3) == "âm ba"
    assert decimal("3", "05") == "ba phẩy không năm"
    assert decimal("0", "125") == "không phẩy một hai năm"
    assert [ordinal(n) for n in (1, 2, 4, 14)] == ["nhất", "hai", "tư", "mười bốn"]


def test_roman_numerals_that_are_none() -> None:
    assert roman("XIV") == 14
    assert roman("MCMLXXV") == 1975
    assert [roman(letters) for letters in ("", "IIX", "VV", "IC", "ABC")] == [None] * 5
