"""Long sentences in pieces that an online voice takes at once, cut where a speaker would breathe."""

import re

LONGEST = 100
"""Letters that Google's voice takes in one request."""


def pieces(text: str, longest: int = LONGEST) -> list[str]:
    """`text` in as few pieces of at most `longest` letters as its punctuation allows.

    Clauses are merged while they fit; a clause that is longer by itself is cut at spaces, a word that is
    longer by itself is cut hard.
    """
    found: list[str] = []
    for clause in _clauses(" ".join(text.split())):
        if found and len(found[-1]) + 1 + len(clause) <= longest:
            found[-1] = f"{found[-1]} {clause}"
        else:
            found.extend(_evenly(clause, longest))
    return found


def breathes_after(piece: str) -> bool:
    """Whether a cut after `piece` stands at punctuation and deserves a pause."""
    return bool(re.search(r"[.,;:!?…)\]»”\"-]$", piece))


def _clauses(text: str) -> list[str]:
    return [clause for clause in re.split(r"(?<=[.,;:!?…])\s+|\s+(?=[–—-]\s)", text) if re.search(r"\w", clause)]


def _evenly(clause: str, longest: int) -> list[str]:
    """`clause` cut at spaces into parts of about equal length, so that none is a lonely word."""
    if len(clause) <= longest:
        return [clause]
    count = -(-len(clause) // longest)
    while True:
        parts = _filled(clause, min(longest, -(-len(clause) // count) + 8))
        if all(len(part) <= longest for part in parts):
            return parts
        count += 1


def _filled(clause: str, wanted: int) -> list[str]:
    parts: list[str] = []
    for word in clause.split(" "):
        if parts and len(parts[-1]) + 1 + len(word) <= wanted:
            parts[-1] = f"{parts[-1]} {word}"
        else:
            parts.extend(word[start : start + wanted] for start in range(0, len(word), wanted))
    return parts
