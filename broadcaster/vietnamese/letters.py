"""The names of letters, for what has to be spelled out: OTP is "ô tê pê"."""

from typing import Final

from broadcaster.vietnamese.numerals import code
from broadcaster.vietnamese.patterns import Pattern

NAMES: Final = {
    "A": "a", "Ă": "á", "Â": "ớ", "B": "bê", "C": "xê", "D": "đê", "Đ": "đê", "E": "e", "Ê": "ê",
    "F": "ép", "G": "giê", "H": "hát", "I": "i", "J": "gi", "K": "ca", "L": "lờ", "M": "mờ", "N": "nờ",
    "O": "ô", "Ô": "ô", "Ơ": "ơ", "P": "pê", "Q": "quy", "R": "rờ", "S": "ét", "T": "tê", "U": "u",
    "Ư": "ư", "V": "vê", "W": "vê kép", "X": "ích", "Y": "y", "Z": "dét",
}  # fmt: skip

GREEK: Final = {
    "α": "an pha",
    "β": "bê ta",
    "γ": "gam ma",
    "δ": "đen ta",
    "Δ": "đen ta",
    "π": "pi",
    "Ω": "ôm",
    "Ø": "phi",
    "ø": "phi",
}

_PIECES = Pattern(r"\d+|\D")


def letter(written: str) -> str:
    """The name of one letter; a vowel with a tone mark is its own name."""
    # Among the points of a law d and đ have to be told apart; in capitals D is said like Đ (USD, vitamin D).
    return "dê" if written == "d" else NAMES.get(written.upper(), written.lower())


def spell(written: str) -> str:
    """Letters by name and figures as a code: H5N1 is "hát năm nờ một"."""
    said = (code(p) if p[0].isdecimal() else letter(p) for p in _PIECES.findall(written) if p.isalnum())
    return " ".join(said)
