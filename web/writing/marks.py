"""A reading made fit to show: its words in pieces, each change marked, and each doubt as a question to an officer."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from broadcaster.vietnamese import Doubt, Reading, Span

AROUND = 32
"""Characters shown on either side of a doubtful word."""
MOST = 60
"""Questions asked at once; a text with more of them is not Vietnamese."""
LONGEST_ENTRY = 80
_LOOSE = re.compile(r" +(?=[,;:.?!])")
_PAUSES = re.compile(r"[,;:.?!](?:\s*[,;:.?!])+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words as they are said; `written` is what stands in the text, "" where nothing was changed or doubted."""

    said: str
    written: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """One thing the reader is not sure of: where it stands, what it would say, and what a person can do about it."""

    key: str
    before: str
    written: str
    after: str
    reason: str
    said: str
    fix: str
    nth: int
    times: int
    teachable: bool


def pieces(reading: Reading) -> tuple[Piece, ...]:
    """The whole text as it will be said, from its first word to its last."""
    made: list[Piece] = []
    for piece in _raw(reading):
        last = made[-1].said[-1:] if made else ""
        if last.isalnum() and piece.said[:1].isalnum():
            made.append(Piece(" "))
        if made and not made[-1].written and not piece.written:
            made[-1] = Piece(made[-1].said + piece.said)
        else:
            made.append(piece)
    return tuple(one if one.written else Piece(_tidy(one.said)) for one in made)


def _raw(reading: Reading) -> Iterator[Piece]:
    at = 0
    for span in _marked(reading):
        if span.start < at:
            continue
        if span.start > at:
            yield Piece(reading.text[at : span.start])
        heard = any(map(str.isalnum, span.said))
        said = span.said.strip() if heard else span.said
        if said:
            yield Piece(said, span.written, span.sure) if heard else Piece(said)
        at = span.end
    if at < len(reading.text):
        yield Piece(reading.text[at:])


def _marked(reading: Reading) -> list[Span]:
    """What was changed, and what is doubted although it is said as written."""
    changed = {span.start for span in reading.spans}
    doubted = [
        Span(one.start, one.end, one.written, one.written, "doubt", False)
        for one in reading.unsure
        if one.start not in changed and any(map(str.isalnum, one.written))
    ]
    return sorted([*reading.spans, *doubted], key=lambda span: (span.start, -span.end))


def _tidy(said: str) -> str:
    """No blank before a pause, and one pause where several meet."""
    return _PAUSES.sub(lambda found: found[0][0], _LOOSE.sub("", said))


def questions(reading: Reading) -> tuple[Question, ...]:
    """Every doubt once, in the order of the text; a slip of spelling each time, because each is mended where it is."""
    asked: dict[str, Question] = {}
    spans = {span.start: span for span in reading.spans}
    for doubt in reading.unsure:
        same = f"{doubt.reason}/{doubt.written}"
        if doubt.reason == "spelling":
            same += f"/{doubt.start}"
        if same in asked:
            asked[same] = replace(asked[same], times=asked[same].times + 1)
        elif len(asked) < MOST:
            asked[same] = _question(reading, doubt, spans.get(doubt.start), same)
    return tuple(asked.values())


def _question(reading: Reading, doubt: Doubt, span: Span | None, same: str) -> Question:
    text, start, end = reading.text, doubt.start, doubt.end
    slip = doubt.reason == "spelling"
    said = doubt.written if slip else _sayable(doubt.suggestion) or _sayable(span.said if span else "")
    return Question(
        key=hashlib.sha256(same.encode("utf-8", "replace")).hexdigest()[:10],
        before=_before(text[max(0, start - AROUND) : start], start > AROUND),
        written=doubt.written,
        after=_after(text[end : end + AROUND], end + AROUND < len(text)),
        reason=doubt.reason,
        said=said,
        fix=doubt.suggestion if slip else "",
        nth=text.count(doubt.written, 0, start),
        times=1,
        teachable=doubt.written[:1].isalpha() and len(doubt.written) <= LONGEST_ENTRY and "\n" not in doubt.written,
    )


def _sayable(words: str) -> str:
    return words.strip() if any(map(str.isalnum, words)) else ""


def _before(text: str, cut: bool) -> str:
    """The words that lead to a doubt, from the beginning of its line or of a word."""
    line = text.rpartition("\n")[2]
    return "… " + line.partition(" ")[2] if cut and len(line) == AROUND and " " in line.strip() else line


def _after(text: str, cut: bool) -> str:
    line = text.partition("\n")[0]
    return line.rpartition(" ")[0] + " …" if cut and len(line) == AROUND and " " in line.strip() else line
