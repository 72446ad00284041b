"""Rows of duties that a person added to a form: all shown again, and kept apart from what somebody else has added."""

from collections.abc import Sequence

from werkzeug.datastructures import MultiDict

from web.duties.duty_forms import MOST_ROWS, Duty, Row

Given = MultiDict[str, str]
"""A form as it was sent."""


def with_blank(rows: Sequence[Row[Duty]], blank: Duty, kind: str, given: Given | None) -> list[Row[Duty]]:
    """The rows, an empty one, and one for every other row that was typed."""
    typed_rows = [number + 1 for number in range(MOST_ROWS) if given and _cells(given, kind, number)]
    count = max(len(rows) + 1, *typed_rows, 0)
    return list(rows) + [Row(number, blank, kept=False) for number in range(len(rows), count)]


def apart(given: Given, kind: str, standing: int) -> Given:
    """The form with the rows a person added below the `standing` ones: somebody else may have added some as well.

    A row that stood in the form from the beginning is marked ("co"); an added one that is not ticked says nothing.
    """
    moved: Given = MultiDict(given)
    numbers = [number for number in range(MOST_ROWS) if _cells(given, kind, number)]
    marked = [number for number in numbers if f"{kind}-{number}-co" in given]
    free = max(standing, *(number + 1 for number in marked), 0)
    for number in numbers:
        if number in marked:
            continue
        row = {key: moved.poplist(key) for key in _cells(given, kind, number)}
        if f"{kind}-{number}-tinh" in row and free < MOST_ROWS:
            for key, values in row.items():
                moved.setlist(f"{kind}-{free}-{key.split('-', 2)[2]}", values)
            free += 1
    return moved


def _cells(given: Given, kind: str, number: int) -> list[str]:
    return [key for key in given if key.startswith(f"{kind}-{number}-")]
