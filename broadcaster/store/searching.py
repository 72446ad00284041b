"""Finding Vietnamese however it was typed: letters without marks, đ as d, spaces made one."""

import unicodedata


def fold(text: str) -> str:
    """What two spellings of a word have in common; folding twice changes nothing."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFC", bare).replace("\0", "").split())


def searched(text: str) -> list[str]:
    """The words that must all be found."""
    return fold(text).split()
