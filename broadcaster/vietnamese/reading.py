"""A reading: what is said for what is written, why, and what the reader is not sure of."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How the voice at hand wants its text."""

    # espeak and Piper know no foreign spelling; the neural voices read "Zalo" by themselves.
    respell_loanwords: bool = True
    # A number heard once is seldom written down in time.
    repeat_phone_numbers: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of the text that is not said as it is written; places count in Reading.text."""

    start: int
    end: int
    written: str
    said: str
    rule: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """One stretch that a person should look at before it goes on air."""

    start: int
    end: int
    written: str
    suggestion: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The spoken text, the spans that were changed, and the doubts."""

    # The text after cleaning: the spans and doubts point into it.
    text: str
    spoken: str
    spans: tuple[Span, ...]
    unsure: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule makes of the text at one place: the words, and where reading goes on."""

    end: int
    words: str
    rule: str
    sure: bool = True
    # Why a person should look: given when the rule is not sure, or when it is sure of the sound only.
    reason: str = ""
    suggestion: str = ""


def explain(reading: Reading) -> list[dict[str, Any]]:
    """The spans and the doubts in the order of the text, ready for JSON."""
    rows: list[dict[str, Any]] = [
        {
            "kind": "span",
            "start": span.start,
            "end": span.end,
            "written": span.written,
            "said": span.said,
            "rule": span.rule,
            "sure": span.sure,
        }
        for span in reading.spans
    ]
    rows += [
        {
            "kind": "doubt",
            "start": doubt.start,
            "end": doubt.end,
            "written": doubt.written,
            "suggestion": doubt.suggestion,
            "reason": doubt.reason,
        }
        for doubt in reading.unsure
    ]
    return sorted(rows, key=lambda row: (row["start"], row["kind"]))
