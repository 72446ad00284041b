"""Tables of duties: what a bare figure in a row means is said by the head of its column or by the line above."""

import re

from broadcaster.directives.finding import Per
from broadcaster.directives.outline import Paragraph

_PLAYS = re.compile(r"\bso (?:luot|lan|buoi|luong)|\btan suat\b|\bchi tieu\b|\bluot\b|\bso luot")
_PER = re.compile(
    r"(?:/\s*|\bmoi\s+|\bhang\s+|\btrong\s+|\b1\s+|\b01\s+|\btren\s+)(?P<per>ngay|tuan|thang)\b(?!\s*\d)"
    r"|^\W*(?P<bare>ngay|tuan|thang)\W*$"
)
_FIGURE = re.compile(r"\s*(\d{1,2})\s*$")
_PERS = {"ngay": Per.DAY, "tuan": Per.WEEK, "thang": Per.MONTH}


def per_in(plain: str) -> Per | None:
    """The stretch of time that a head or a cell names."""
    found = _PER.search(plain)
    return _PERS[found["per"] or found["bare"]] if found else None


def bare_count(row: Paragraph) -> tuple[int, Per | None] | None:
    """The plays that stand as a bare figure in a row, and for how long, by the heads of the columns."""
    if row.head_row is None:
        return None
    heads = row.head_row.plain.strip(" |").split("|")
    cells = row.plain.strip(" |").split("|")
    if len(heads) != len(cells):
        return None
    beside = next((per_in(cell) for cell in cells if per_in(cell)), None)
    for head, cell in zip(heads, cells, strict=True):
        figure = _FIGURE.match(cell)
        if figure and _PLAYS.search(head) and int(figure[1]):
            return int(figure[1]), per_in(head) or beside or per_over(row)
    return None


def per_over(paragraph: Paragraph) -> Per | None:
    """The stretch of time that the head of the table or a heading above gives for everything below it."""
    over = [*([paragraph.head_row] if paragraph.head_row else []), *paragraph.above()]
    for one in over:
        if one.is_heading or one is paragraph.head_row:
            cells = [per_in(cell) for cell in one.plain.split("|")]
            if any(cells):
                return next(cell for cell in cells if cell)
    return None
