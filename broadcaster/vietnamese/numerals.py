"""Numbers in words: how a careful announcer says a count, a code, a decimal or a rank."""

from typing import Final

DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
BILLION: Final = 10**9


def _below_hundred(number: int) -> str:
    tens, units = divmod(number, 10)
    if tens == 0:
        return DIGITS[units]
    if tens == 1:
        said = "lăm" if units == 5 else DIGITS[units]
        return "mười" if units == 0 else f"mười {said}"
    special = {0: "", 1: " mốt", 4: " tư", 5: " lăm"}
    return f"{DIGITS[tens]} mươi{special.get(units, ' ' + DIGITS[units])}"


def _below_thousand(number: int, full: bool) -> str:
    """Three digits; `full` names an empty hundred, as inside a longer number."""
    hundreds, rest = divmod(number, 100)
    if not hundreds and not full:
        return _below_hundred(rest)
    head = f"{DIGITS[hundreds]} trăm"
    if not rest:
        return head
    return f"{head} linh {DIGITS[rest]}" if rest < 10 else f"{head} {_below_hundred(rest)}"


def _below_billion(number: int, full: bool) -> str:
    said: list[str] = []
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group = number // size % 1000
        if group:
            said.append(_below_thousand(group, full or bool(said)))
            said += [name] if name else []
    return " ".join(said)


def cardinal(number: int) -> str:
    """The count in words: 2021305 is "hai triệu không trăm hai mươi mốt nghìn ba trăm linh năm"."""
    if number < 0:
        return f"âm {cardinal(-number)}"
    if number == 0:
        return DIGITS[0]
    billions, rest = divmod(number, BILLION)
    if not billions:
        return _below_billion(rest, full=False)
    head = f"{cardinal(billions)} tỷ"
    return f"{head} {_below_billion(rest, full=True)}" if rest else head


def digit_by_digit(written: str) -> str:
    """A code or a telephone number: each figure by its own name."""
    return " ".join(DIGITS[int(figure)] for figure in written if figure.isdecimal())


def decimal(whole: str, fraction: str) -> str:
    """A decimal: up to two figures after the comma are a number, more of them are said one by one."""
    tail = fraction.rstrip("0") if len(fraction) > 2 else fraction
    tail = tail or "0"
    after = digit_by_digit(tail) if tail[0] == "0" or len(tail) > 2 else cardinal(int(tail))
    return f"{cardinal(int(whole))} phẩy {after}"


def ordinal(number: int) -> str:
    """A rank, said after "thứ": first and fourth have words of their own."""
    return {1: "nhất", 4: "tư"}.get(number) or cardinal(number)


def month(number: int) -> str:
    """A month, said after "tháng"."""
    return "tư" if number == 4 else cardinal(number)


def day(number: int) -> str:
    """A day of the month: the first nine are said with "mùng"."""
    return f"mùng {DIGITS[number]}" if 0 < number < 10 else cardinal(number)


def code(written: str) -> str:
    """Figures inside a name (PC08, QL1A, H5N1): a leading zero or great length makes them a code."""
    if len(written) > 3 or (written[0] == "0" and len(written) > 1):
        return digit_by_digit(written)
    return cardinal(int(written))


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_PARTS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(written: str) -> int | None:
    """The value of a Roman numeral, or None when these letters are not one (IIX, VV)."""
    if not written or len(written) > 15 or any(letter not in _ROMAN for letter in written):
        return None
    values = [_ROMAN[letter] for letter in written]
    total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    rest, canonical = total, ""
    for size, letters in _ROMAN_PARTS:
        count, rest = divmod(rest, size)
        canonical += letters * count
    return total if canonical == written else None
