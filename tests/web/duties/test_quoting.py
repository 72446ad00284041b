"""Findings marked in a document: every letter stays, each finding begins once, whatever overlaps."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from broadcaster.duty import Filed
from web.duties.quoting import Quote, pieces, quotes

TEXT = "Phát 01 lượt/ngày.\nBáo cáo trước 8h30."
places = st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=8)


def filed(reading: dict[str, object], text: str = TEXT) -> Filed:
    usual: dict[str, object] = {"place": {}, "loudspeaker": [], "reports": []}
    return Filed(UUID(int=1), "", "", "txt", "", text, usual | reading, "", datetime(2026, 1, 1, tzinfo=UTC), 1)


@given(places)
def test_the_document_stays_as_it_is_and_every_finding_begins_once(found: list[tuple[int, int]]) -> None:
    marks = [
        Quote(number, f"k{number}", "", min(start, end), max(start, end), "")
        for number, (start, end) in enumerate(found, 1)
    ]
    cut_up = pieces(TEXT, marks)
    assert "".join(piece.text for piece in cut_up) == TEXT
    inside = {one.number for one in marks if one.start < len(TEXT)}
    begun = [one.number for piece in cut_up for one in piece.begins]
    assert sorted(begun) == sorted(inside)
    at = 0
    for piece in cut_up:
        covered = any(one.start <= at and at + len(piece.text) <= one.end for one in marks)
        assert piece.marked == covered
        at += len(piece.text)


def test_findings_are_numbered_in_the_order_of_the_document() -> None:
    reading = {
        "place": {"number": [5, 7], "topics": {"T01": [0, 4]}},
        "loudspeaker": [{"place": [0, 18]}],
        "reports": [{"place": [19, 38]}],
    }
    found = quotes(filed(reading))
    assert [(one.number, one.key) for one in found] == [
        (1, "loudspeaker-0"),
        (2, "topics-T01"),
        (3, "number"),
        (4, "reports-0"),
    ]
    assert found[3].words == "Báo cáo trước 8h30."


def test_places_outside_the_text_do_no_harm() -> None:
    found = quotes(filed({"place": {"number": [-4, 9000], "title": [9000, 9001]}}))
    assert "".join(piece.text for piece in pieces(TEXT, found)) == TEXT
