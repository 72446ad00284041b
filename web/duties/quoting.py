"""A document with each finding marked at its sentence: numbered, so that no colour is needed to tell them apart."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from broadcaster.duty import Filed
from web.duties.campaign_words import FOUND

SHOWN = 400_000
"""Letters of a document that are read, and shown."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One finding's place. `key` is "number", "loudspeaker-0", "topics-T01"; `number` stands in the text."""

    number: int
    key: str
    label: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the document: plain, or marked; `begins` are the findings whose words begin here."""

    text: str
    marked: bool = False
    begins: tuple[Quote, ...] = field(default=())


def quotes(filed: Filed) -> list[Quote]:
    """Every finding in the order of the document, numbered from 1."""
    places: list[tuple[int, int, str, str]] = []
    reading = filed.reading
    for key, place in reading["place"].items():
        if key == "topics":
            places += [(*_bounds(filed, each), f"topics-{topic}", FOUND["topics"]) for topic, each in place.items()]
        else:
            places.append((*_bounds(filed, place), key, FOUND[key]))
    for kind in ("loudspeaker", "reports"):
        for number, duty in enumerate(reading[kind]):
            places.append((*_bounds(filed, duty["place"]), f"{kind}-{number}", FOUND[kind]))
    ordered = sorted(places, key=lambda one: (one[0], -one[1], one[2]))
    return [
        Quote(number, key, label, start, end, " ".join(filed.text[start:end].split()))
        for number, (start, end, key, label) in enumerate(ordered, 1)
    ]


def _bounds(filed: Filed, place: list[int]) -> tuple[int, int]:
    start, end = place
    length = min(len(filed.text), SHOWN)
    start = max(0, min(start, length))
    return start, max(start, min(end, length))


def pieces(text: str, found: Iterable[Quote]) -> list[Piece]:
    """The document cut where findings begin and end; findings that overlap share their marked letters."""
    known = list(found)
    text = text[:SHOWN]
    cuts = sorted({0, len(text), *(one.start for one in known), *(one.end for one in known)})
    cut_up = []
    for start, end in pairwise(cuts):
        begins = tuple(one for one in known if one.start == start)
        marked = any(one.start <= start and end <= one.end for one in known)
        cut_up.append(Piece(text[start:end], marked, begins))
    if cut_up and not cut_up[0].marked and not cut_up[0].begins:
        cut_up[0] = Piece(cut_up[0].text.lstrip("\n"))
    return cut_up
