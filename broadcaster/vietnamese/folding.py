"""Vietnamese without its marks, so that "Hoa phuong" finds "Hoa phượng"."""

import unicodedata


def fold(text: str) -> str:
    """Lower case, no tone or vowel marks, đ as d: the form in which texts are searched."""
    parts = unicodedata.normalize("NFD", text)
    bare = "".join(char for char in parts if unicodedata.category(char) != "Mn")
    return bare.replace("đ", "d").replace("Đ", "d").lower()
