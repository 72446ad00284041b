"""A spoken text cut where a speaker breathes: clauses, sentences, paragraphs."""

from dataclasses import dataclass
from enum import StrEnum

from broadcaster.vietnamese.patterns import Pattern


class Pause(StrEnum):
    """How long the silence after a piece is, in the order of length."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of text that is said in one breath, and the pause after it."""

    text: str
    pause: Pause


_SENTENCE = Pattern(r"[^.!?;:]+(?:[.!?;:](?![.!?;:\s]|$)[^.!?;:]*)*[.!?;:]*")
_CLAUSES = Pattern(r"[^,]+,?")
LONGEST = 240


def sentences(text: str, longest: int = LONGEST) -> list[Sentence]:
    """The sentences of each line; one longer than a voice can carry is cut at its commas."""
    pieces: list[Sentence] = []
    for line in text.split("\n"):
        found = [part.strip() for part in _SENTENCE.findall(line) if any(c.isalnum() for c in part)]
        for number, part in enumerate(found):
            last = number == len(found) - 1
            pause = Pause.PARAGRAPH if last else Pause.CLAUSE if part[-1] in ";:" else Pause.SENTENCE
            clauses = _clauses(part, longest)
            pieces += [Sentence(clause, Pause.CLAUSE) for clause in clauses[:-1]]
            pieces.append(Sentence(clauses[-1], pause))
    return pieces


def _clauses(part: str, longest: int) -> list[str]:
    if len(part) <= longest:
        return [part]
    grouped: list[str] = []
    for clause in (c.strip() for c in _CLAUSES.findall(part)):
        if grouped and len(grouped[-1]) + len(clause) < longest:
            grouped[-1] = f"{grouped[-1]} {clause}"
        elif clause:
            grouped.append(clause)
    return [piece for long in grouped for piece in _by_words(long, longest)]


def _by_words(text: str, longest: int) -> list[str]:
    """The last resort, for a text without a comma: cut between words."""
    pieces: list[str] = [""]
    for word in text.split(" "):
        if pieces[-1] and len(pieces[-1]) + len(word) >= longest * 2:
            pieces.append(word)
        else:
            pieces[-1] = f"{pieces[-1]} {word}".strip()
    return pieces
