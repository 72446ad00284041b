"""The notation of the case files: {nghìn|ngàn} and {phút|} stand for alternatives."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from broadcaster.vietnamese.syllables import old_placement

CASES = Path(__file__).parent / "cases"
ALLOWED_MARKS = frozenset(" \n.,;:?!")


@dataclass(frozen=True, slots=True)
class Case:
    written: str
    expected: str
    category: str

    def __str__(self) -> str:
        return f"{self.category}: {self.written[:50]}"


def all_cases() -> list[Case]:
    found: list[Case] = []
    for path in sorted(CASES.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            next(rows)
            found += [Case(*row) for row in rows]
    return found


def bare(text: str) -> list[str]:
    """The words alone: case, punctuation and the place of the tone mark do not count."""
    lowered = old_placement(unicodedata.normalize("NFC", text).lower())
    return "".join(char if char.isalnum() else " " for char in lowered).split()


def forms(expected: str) -> re.Pattern[str]:
    """What an expected reading allows, over words that are each followed by a blank."""
    pieces: list[str] = []
    for token in re.findall(r"[{}|]|[^{}|\s]+", expected):
        if token == "{":
            pieces.append("(?:")
        elif token == "}":
            pieces.append(")")
        elif token == "|":
            pieces.append("|")
        else:
            pieces += [re.escape(word) + " " for word in bare(token)]
    return re.compile("".join(pieces) + r"\Z")


def matches(expected: str, spoken: str) -> bool:
    return bool(forms(expected).match("".join(word + " " for word in bare(spoken))))


def residue(spoken: str) -> list[str]:
    """Characters that no voice can read, and runs of capitals."""
    odd = [char for char in spoken if not (char.isalpha() or char in ALLOWED_MARKS)]
    return odd + re.findall(r"[A-ZĐ]{2,}", spoken)
