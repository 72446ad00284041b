"""What a pasted text has to lose before it is read: odd characters, layout marks, old encodings."""

import re
import unicodedata
from typing import Final

from broadcaster.vietnamese.legacy import modernised
from broadcaster.vietnamese.patterns import Pattern, listed_words
from broadcaster.vietnamese.syllables import old_placement

# Characters that show nothing: joiners, directions, byte-order marks, variation selectors.
_UNSEEN = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u061c\u180e"
    + "".join(map(chr, range(0x202A, 0x202F)))
    + "".join(map(chr, range(0x2066, 0x206A)))
    + "".join(map(chr, range(0xFE00, 0xFE10)))
)
_SPACES = "\t\u00a0\u1680\u202f\u205f\u3000\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_CONTROLS = "".join(map(chr, (*range(0x09), *range(0x0E, 0x1C), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0))))
_ALIKE: Final = {
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "ʼ": "'", "´": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "–", "—": "–", "―": "–", "−": "-", "﹣": "-", "－": "-",
    "…": "...", "․": ".", "∕": "/", "⁄": "/", "／": "/", "º": "°", "˚": "°", "℃": "°C", "℉": "°F",
    "•": "•", "●": "•", "▪": "•", "■": "•", "◦": "•", "○": "•", "◆": "•", "►": "•", "▶": "•", "➢": "•",
    "➤": "•", "✓": "•", "✔": "•", "☑": "•", "★": "•", "❖": "•", "\uf0b7": "•", "\uf02d": "-", "\uf0a7": "•",
    "㎡": "m²", "㎥": "m³", "㎞": "km", "㎏": "kg", "µ": "µ", "μ": "µ", "Ð": "Đ", "ð": "đ",
    "，": ",", "。": ".", "：": ":", "；": ";", "（": "(", "）": ")", "！": "!", "？": "?", "％": "%",
    "、": ",", "～": "~", "∼": "~", "˜": "~", "₫": "đ",
}  # fmt: skip
_TABLE: Final = str.maketrans(
    _ALIKE | dict.fromkeys(_UNSEEN + _CONTROLS, "") | dict.fromkeys(_SPACES, " ") | {"\ufffd": "\ufffd"}
)
_WIDE_DIGITS = {chr(0xFF10 + n): str(n) for n in range(10)} | {chr(0xFF21 + n): chr(0x41 + n) for n in range(26)}
_WIDE_DIGITS |= {chr(0xFF41 + n): chr(0x61 + n) for n in range(26)}

_ROMAN = listed_words("I II III IV V VI VII VIII IX X XI XII")
_COMPOSED = {chr(0x2160 + n): word for n, word in enumerate(_ROMAN)}
_COMPOSED |= {chr(0x2170 + n): word.lower() for n, word in enumerate(_ROMAN)}
_COMPOSED |= {chr(0x2460 + n): f"({n + 1})" for n in range(20)} | {chr(0x2776 + n): f"({n + 1})" for n in range(10)}
_FORMS = str.maketrans(_COMPOSED | _WIDE_DIGITS)

_KEPT_NUMERALS: Final = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉½⅓⅔¼¾⅕⅛")
_SURROGATE = Pattern("[\ud800-\udfff]")
_EMPHASIS = Pattern(r"\*\*|__|~~|`+|(?<![\w*])\*(?=[^\s*\d#])|(?<=[^\s*])\*(?![\w*#])")
_HEADING = Pattern(r"^ {0,3}(?:#{1,6} +|>+ ?)+", re.MULTILINE)
_LINK = Pattern(r"!?\[([^\]\n]{1,200})\]\((https?:[^)\s]{1,300})\)")
_RULE = Pattern(r"^ *(?:[-*_=] ?){3,}$", re.MULTILINE)
_FENCE = Pattern(r"^ *(?:```|~~~)\w*$", re.MULTILINE)
_ESCAPE = Pattern(r"\\([-*_.#()\[\]!+~|>])")
_TAG = Pattern(r"</?(?:b|i|u|em|strong|p|br|span|div|h[1-6]|li|ul|ol|a)\b[^<>\n]{0,200}>", re.IGNORECASE)
_ENTITIES = {"&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'"}
_GAPS = Pattern(r"[ ]{2,}")
_EDGES = Pattern(r"^ +| +$", re.MULTILINE)


def clean(text: str) -> str:
    """One form for every text: NFC, plain spaces and quotes, "\\n" line ends, no layout marks; lines stay lines."""
    if text.isascii() and not _has_layout(text):
        return _spaced(text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SURROGATE.sub("\ufffd", text)
    if not text.isascii():
        text = modernised(text)
    text = _without_rarities(text.translate(_TABLE).translate(_FORMS))
    text = unicodedata.normalize("NFC", text)
    return _spaced(_without_layout(old_placement(text)))


def _without_rarities(text: str) -> str:
    """Ligatures and "bold" letters of social networks as plain letters; number signs of no use here as unreadable."""
    plain: dict[int, str] = {}
    for char in set(text):
        if "\ufb00" <= char <= "\ufb06" or "\U0001d400" <= char <= "\U0001d7ff":
            plain[ord(char)] = unicodedata.normalize("NFKC", char)
        elif char.isnumeric() and not (char.isdecimal() or char.isalpha() or char in _KEPT_NUMERALS):
            plain[ord(char)] = "\ufffd"
    return text.translate(plain) if plain else text


def _has_layout(text: str) -> bool:
    return any(mark in text for mark in "*_#<>&\\[`~=-")


def _without_layout(text: str) -> str:
    for entity, char in _ENTITIES.items():
        if entity in text:
            text = text.replace(entity, char)
    text = _FENCE.sub("", _RULE.sub("", text))
    text = _LINK.sub(r"\1 (\2)", _TAG.sub(" ", text))
    return _EMPHASIS.sub("", _HEADING.sub("", _ESCAPE.sub(r"\1", text)))


def _spaced(text: str) -> str:
    return _EDGES.sub("", _GAPS.sub(" ", text))
