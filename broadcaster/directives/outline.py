"""The document's outline: paragraphs with their place, the heading each stands under, and their sentences.

A directive hands out duties as numbered items with dashes below them, so what a line means depends on the line above.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from broadcaster.directives.finding import Quotation
from broadcaster.directives.view import View, fold

_MARKER = re.compile(
    r"\s*(?:(?P<part>(?:phan|chuong|muc|dieu|phu luc)\s+[\divx]+\b)|(?P<roman>[ivx]{1,5})[.)-]\s"
    r"|(?P<points>\d{1,2}\.\d[\d.]*)[.)]?\s"
    r"|(?P<number>\d{1,2})(?:[.)]|-(?!\s*\d))\s|(?P<letter>[a-h])[.)]\s|(?P<dash>[-•●▪→]+)\s|(?P<plus>\+)\s"
    r"|(?P<row>\|))"
)
_RANKS = ("part", "roman", "number", "points", "letter", "dash", "plus", "row")
_ROW = _RANKS.index("row")
_SENTENCE_END = re.compile(r"(?:[.!?…]+[”\")]*\s+(?=[^\s(])|;\s*(?=\S))")
_SHORTENED = re.compile(r"(?:\b(?:tp|tt|tx|q|p|tr|ts|ths|bs|gs|pgs|kt|tm|tl|tuq|d/c|dc|vv|nxb|stt|so|st|mr)|\.\.)\.$")
_MARK_ONLY = re.compile(r"\W*[\divxa-h.]{1,6}[.)]")
LONGEST_SENTENCE = 2000
_TIMETABLE = re.compile(r"\b(?:phat thanh|phat song|lich phat)\b[^.;]{0,30}\bnhu (?:sau|SAU)\s*:")
_TAIL = re.compile(r"[\s*]*noi nhan\b")
_ANNEX = re.compile(r"[\s*]*phu luc\b")
# What a decision puts into force stands behind its signature.
_ISSUED_WITH = re.compile(
    r"quy che|quy dinh|ke hoach|phuong an|chuong trinh|de an|noi quy|huong dan|lich phat thanh|danh muc"
)
_ABOUT = re.compile(r"\W*v/v\b")
_TO = re.compile(r"[\s*]*kinh gui\b")
_SIGNATURE = re.compile(r"\s*(?:\*\*)?(?:TM\.|KT\.|TL\.|TUQ\.|Q\.)\s*[A-ZĐƯỶỦ]")


_IS_REPORT = re.compile(r"[\s*]*bao cao[\s*]*$")
_AHEAD = re.compile(r"\b(?:phuong huong|nhiem vu|giai phap|thoi gian (?:TOI|toi)|ke hoach|de nghi|kien nghi|de xuat)\b")


class Zone(Enum):
    """The parts of a document: only the body and its annexes hand out duties."""

    HEAD = "head"
    TO = "to"
    BODY = "body"
    TAIL = "tail"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`plain` as the rules see it, from `start` to `end` in the document."""

    start: int
    end: int
    plain: str


@dataclass(slots=True)
class Paragraph:
    """One paragraph or list item; `parent` is the heading or item it stands under."""

    start: int
    end: int
    plain: str
    rank: int
    zone: Zone
    parent: "Paragraph | None" = None
    children: list["Paragraph"] = field(default_factory=list)
    head_row: "Paragraph | None" = None
    is_heading: bool = field(init=False)
    _sentences: list[Sentence] | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        """A heading is a line that names what follows: it ends with a colon, or is short, marked and no sentence."""
        text = self.plain.rstrip(" *")
        self.is_heading = text.endswith(":") or (
            self.rank < 9 and len(text) < 90 and not text.endswith((".", ";", ",", "|"))
        )

    def above(self) -> "Iterator[Paragraph]":
        """The headings over it, nearest first."""
        at = self.parent
        while at is not None:
            yield at
            at = at.parent

    def sentences(self) -> list[Sentence]:
        """Its sentences; what stands in brackets after a stop still belongs to the sentence before."""
        if self._sentences is None:
            self._sentences = self._cut()
        return self._sentences

    def _cut(self) -> list[Sentence]:
        ends: list[int] = []
        begin = 0
        for gap in _SENTENCE_END.finditer(self.plain):
            head = self.plain[max(begin, gap.start() - 20) : gap.start() + 1].rstrip()
            whole = gap.start() - begin < 20
            if _SHORTENED.search(head) or (whole and _MARK_ONLY.fullmatch(head)) or _inside(self.plain, gap.start()):
                continue
            ends += [*range(begin + LONGEST_SENTENCE, gap.end(), LONGEST_SENTENCE), gap.end()]
            begin = gap.end()
        ends += [*range(begin + LONGEST_SENTENCE, len(self.plain), LONGEST_SENTENCE), len(self.plain)]
        found = [_sentence(self, start, end) for start, end in pairwise([0, *ends])]
        return [one for one in found if one.plain.strip()]


def _sentence(paragraph: Paragraph, begin: int, end: int) -> Sentence:
    piece = paragraph.plain[begin:end]
    lead = len(piece) - len(piece.lstrip())
    return Sentence(paragraph.start + begin + lead, paragraph.start + begin + len(piece.rstrip()), piece.strip())


def _inside(plain: str, at: int) -> bool:
    opened = plain.rfind("(", max(0, at - 300), at)
    return opened > plain.rfind(")", max(0, at - 300), at) and -1 < plain.find(")", at, at + 200) - opened < 200


def paragraphs(seen: View) -> list[Paragraph]:
    """The outline of a document, in its order."""
    found: list[Paragraph] = []
    stack: list[Paragraph] = []
    zone, at = Zone.HEAD, 0
    for line in seen.plain.split("\n"):
        start, at = at, at + len(line) + 1
        if not line.strip():
            continue
        zone = _zone(zone, line, seen.text[start : start + len(line)], found)
        one = Paragraph(start, start + len(line), line, _rank(line), zone)
        if one.rank == _ROW and found and found[-1].rank == _ROW:
            one.head_row = found[-1].head_row or found[-1]
        if zone in (Zone.BODY, Zone.ANNEX):
            _hang(one, stack)
        found.append(one)
    return found


def work_ahead(seen: View, outline: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs that may hand out duties: of a report (BÁO CÁO) only those under what is still to be done."""
    if not any(_IS_REPORT.match(line) for line in seen.plain.split("\n")[:25]):
        return outline
    return [
        one
        for one in outline
        if one.zone not in (Zone.BODY, Zone.ANNEX)
        or any(_AHEAD.search(line.plain) for line in (one, *one.above()) if line.is_heading and line.rank < 9)
    ]


def _zone(before: Zone, line: str, written: str, found: list[Paragraph]) -> Zone:
    """The zone of a line; the body begins after the addressees, or with the first line that is a sentence."""
    alone = before is Zone.BODY and written.strip(" *").isupper() and len(line.strip()) < 20
    if _ANNEX.match(line) and (alone or before in (Zone.TAIL, Zone.ANNEX)):
        return Zone.ANNEX
    if before is Zone.TAIL and written.strip(" *").isupper() and _ISSUED_WITH.fullmatch(fold(written).strip(" *")):
        return Zone.ANNEX
    if _TAIL.match(line) or before is Zone.TAIL:
        return Zone.TAIL
    if _TO.match(line) and before is Zone.HEAD:
        return Zone.TO
    if before is Zone.TO:
        short = len(line) < 60 and not found[-1].plain.rstrip().endswith(".") and not line.rstrip().endswith((":", "."))
        listed = _rank(line) == _RANKS.index("dash") or (short and _rank(line) > _RANKS.index("letter"))
        return Zone.TO if listed else Zone.BODY
    if before is Zone.HEAD and line.strip(" |").count("|") >= 2:
        return Zone.BODY  # a head in columns has two of them, a table of duties more
    if before is Zone.HEAD and _rank(line) >= _RANKS.index("dash"):
        ends = line.rstrip(" *").endswith((".", ":", ";")) and not written.strip().isupper() and len(line) > 40
        return Zone.BODY if ends and not _ABOUT.match(line) else Zone.HEAD
    if before is Zone.BODY and _SIGNATURE.match(written):
        return Zone.TAIL
    return Zone.BODY if before is Zone.HEAD else before


def _rank(line: str) -> int:
    if " | " in line:
        return _ROW
    marker = _MARKER.match(line)
    if not marker:
        return 9
    return next(rank for rank, name in enumerate(_RANKS) if marker.group(name))


def _hang(one: Paragraph, stack: list[Paragraph]) -> None:
    """Put a paragraph under the nearest one above it that ranks higher."""
    if one.rank == 9 and stack and not stack[-1].is_heading:
        # A plain line after an item that is complete starts afresh under the numbered heading.
        while stack and stack[-1].rank >= _RANKS.index("letter"):
            stack.pop()
    while stack and _level(stack[-1]) >= _level(one):
        stack.pop()
    if stack:
        one.parent = stack[-1]
        stack[-1].children.append(one)
    if one.rank < 9 or one.is_heading:
        stack.append(one)


def _level(one: Paragraph) -> float:
    """How high an item stands; an unmarked line with a colon takes the dashes below it."""
    if one.rank < 9 or not one.is_heading:
        return one.rank
    return 1.5 if _TIMETABLE.search(one.plain) else 4.5


def quoted(seen: View, start: int, end: int, rule: str) -> Quotation:
    """The document's words between two places, without the blanks and list marks around them."""
    text = seen.text
    while start < end and (text[start].isspace() or text[start] in "*|"):
        start += 1
    mark = re.match(r"(?:[-+•●▪–—→]|[a-hđ]\)|\d{1,2}\.)\s+(?:\*\*)?", text[start:end])
    if mark and mark.end() < end - start:
        start += mark.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*|"):
        end -= 1
    return Quotation(start, end, text[start:end], rule)


__all__ = ["Paragraph", "Sentence", "Zone", "fold", "paragraphs", "quoted"]
