"""A number in figures, however its thousands are grouped, in words."""

import re

from broadcaster.vietnamese.numerals import cardinal, decimal, digit_by_digit
from broadcaster.vietnamese.patterns import Pattern

# Three figures to a group, by dots or by blanks; then perhaps a decimal comma.
_DOTTED = Pattern(r"(\d{1,3}(?:\.\d{3}){1,7})(?:,(\d{1,6}))?(?![\d])")
# A blank has slipped in beside a dot: "100 .000 đồng".
_LOOSE = Pattern(r"(?=[\d.]{1,24} )\d{1,3}(?: ?\. ?\d{3}){1,5}(?![\d.,]| [\d.])")
_MORE_FIGURES = Pattern(r"[.,]\d")
_SPACED = Pattern(r"(\d{1,3}(?: \d{3}){1,6})(?:,(\d{1,4}))?(?![\d.]|,\d)(?! \d)")
_COMMAS = Pattern(r"(\d{1,3}(?:,\d{3}){1,6})(?:\.(\d{1,2}))?(?!\d|,\d)")
_DECIMAL = Pattern(r"(\d{1,15})([.,])(\d{1,9})(?![\d])(?![.,]\d)")
_PLAIN = Pattern(r"\d+")


def number_words(written: str, money: bool = False) -> tuple[str, int] | None:
    """The number at the beginning of this text, in words, and how many characters it takes."""
    if money and (found := _LOOSE.match(written)) and found[0][0] != "0":
        return cardinal(int(re.sub(r"\D", "", found[0]))), found.end()
    if found := _DOTTED.match(written):
        whole = found[1].replace(".", "")
        if found[1][0] != "0" and not _MORE_FIGURES.match(written, found.end()):
            return (decimal(whole, found[2]) if found[2] else cardinal(int(whole))), found.end()
    if (found := _COMMAS.match(written)) and (money or found[1].count(",") > 1 or found[2]):
        whole = found[1].replace(",", "")
        return (decimal(whole, found[2]) if found[2] else cardinal(int(whole))), found.end()
    if (found := _SPACED.match(written)) and found[1][0] != "0" and (money or _is_grouped(found[1])):
        whole = found[1].replace(" ", "")
        return (decimal(whole, found[2]) if found[2] else cardinal(int(whole))), found.end()
    if found := _DECIMAL.match(written):
        return decimal(found[1], found[3]), found.end()
    found = _PLAIN.match(written)
    if not found:
        return None
    return _whole(found[0], money), found.end()


def _is_grouped(figures: str) -> bool:
    """Blanks group thousands when there are two of them or when round thousands follow: "tổ 5 120 hộ" is no number."""
    return figures.count(" ") > 1 or figures.endswith(" 000")


def _whole(figures: str, money: bool) -> str:
    """Many figures in a row are a code unless they are counted money; so is a long run that begins with zero."""
    if len(figures) > 15 or (len(figures) > 8 and not money) or (figures[0] == "0" and len(figures) > 2):
        return digit_by_digit(figures)
    return cardinal(int(figures))
