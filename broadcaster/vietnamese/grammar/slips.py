"""Slips of the finger and of the scanner: "UBNDphường" without its blank, "l0.000" with a letter for a figure."""

from collections.abc import Callable
from dataclasses import replace

from broadcaster.vietnamese.cursor import Cursor
from broadcaster.vietnamese.patterns import Pattern
from broadcaster.vietnamese.reading import Said
from broadcaster.vietnamese.syllables import LETTER, is_syllable

_GLUED = Pattern(rf"([A-ZĐ]{{3,10}})((?![A-ZĐ]){LETTER}(?:(?![A-ZĐ]){LETTER})*)(?!\w|')")
# A letter O or l among figures; a last "l" is a litre, and "O2" is a gas.
_MISREAD = Pattern(
    r"(?=[Ool\d.,/]{0,20}\d[.,/]?[Ool]?\d|\d{1,3}(?:[.,][Oo\d]{3})+(?![Oo\d])|\dO{2}(?!\w))(?=[\d.,/]{0,20}[Ool])"
    r"[Ool\d](?:[Ool\d]|[.,](?=[Ool\d])|(?<!l)/(?=[O\d])){2,20}(?<!l)(?!\w)"
)
_FIGURES = str.maketrans("Ool", "001")
_AROUND = 72


def glued(cursor: Cursor) -> Said | None:
    """An abbreviation and the word behind it without a blank: "UBNDphường"."""
    found = cursor.match(_GLUED)
    words = cursor.dictionary.plain.get(found[1]) if found else None
    if not found or not words or not is_syllable(found[2]):
        return None
    said = f"{words} {found[2]}"
    return Said(found.end(), said, "abbreviation", False, "spelling", f"{found[1]} {found[2]}")


def misread_figures(rules: tuple[Callable[[Cursor], Said | None], ...]) -> Callable[[Cursor], Said | None]:
    """The rule that reads "l0.000" and "O912…" as the figures they were, with these rules, and asks."""

    def rule(cursor: Cursor) -> Said | None:
        found = cursor.match(_MISREAD)
        if not found:
            return None
        figures = found[0].translate(_FIGURES)
        start = max(0, cursor.at - _AROUND)
        text = cursor.text[start : cursor.at] + figures + cursor.text[found.end() : found.end() + _AROUND]
        repaired = replace(cursor, text=text, at=cursor.at - start, _seen_at=-1, _words=[])
        said = next((said for each in rules if (said := each(repaired))), None)
        if said is None:
            return None
        return replace(said, end=said.end + start, sure=False, reason="spelling", suggestion=figures)

    return rule
