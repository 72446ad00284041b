"""What is different between two wordings, word by word, so that it can be read without colour."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

_WORDS = re.compile(r"\s+|[^\s]+")
WORDS_COMPARED = 6_000
"""Words beyond which two texts are compared by lines: the time grows with the square."""
AROUND = 12
"""Words kept on either side of a change where a long stretch stays the same."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text: `how` is same, added, removed or skipped (a long stretch that stays as it was)."""

    how: str
    text: str


@lru_cache(maxsize=64)
def difference(before: str, after: str) -> tuple[Part, ...]:
    """From the first word to the last; what was removed stands before what was put in its place."""
    old, new = _pieces(before), _pieces(after)
    if max(len(old), len(new)) > 2 * WORDS_COMPARED:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    parts: list[Part] = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            parts.append(Part("same", "".join(old[a:b])))
            continue
        parts += [Part(name, text) for name, text in (("removed", _of(old, a, b)), ("added", _of(new, c, d))) if text]
    return tuple(_joined(parts))


def shortened(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The same without the middle of long stretches that stay as they were."""
    kept: list[Part] = []
    for number, part in enumerate(parts):
        words = _pieces(part.text)
        if part.how != "same" or len(words) <= 5 * AROUND:
            kept.append(part)
            continue
        head = "".join(words[: 2 * AROUND]) if number else ""
        tail = "".join(words[-2 * AROUND :]) if number < len(parts) - 1 else ""
        kept += [Part("same", head)] if head else []
        kept.append(Part("skipped", ""))
        kept += [Part("same", tail)] if tail else []
    return tuple(kept)


def changed(parts: tuple[Part, ...]) -> bool:
    """Whether anything is different."""
    return any(part.how != "same" for part in parts)


def _pieces(text: str) -> list[str]:
    return _WORDS.findall(text)


def _of(pieces: list[str], start: int, end: int) -> str:
    return "".join(pieces[start:end])


def _joined(parts: list[Part]) -> list[Part]:
    """One blank alone between two changes belongs to them: a sentence that was rewritten reads as one change."""
    made: list[Part] = []
    for number, part in enumerate(parts):
        lonely = part.how == "same" and not part.text.strip() and 0 < number < len(parts) - 1
        if lonely:
            made += [Part("removed", part.text), Part("added", part.text)]
        else:
            made.append(part)
    runs: list[Part] = []
    for part in _sorted_runs(made):
        if runs and runs[-1].how == part.how:
            runs[-1] = Part(part.how, runs[-1].text + part.text)
        else:
            runs.append(part)
    return runs


def _sorted_runs(parts: list[Part]) -> list[Part]:
    """Within one change all that was removed first, then all that was added."""
    made: list[Part] = []
    removed: list[Part] = []
    added: list[Part] = []
    for part in [*parts, Part("same", "")]:
        if part.how == "removed":
            removed.append(part)
        elif part.how == "added":
            added.append(part)
        else:
            made += [*removed, *added, *([part] if part.text else [])]
            removed, added = [], []
    return made
