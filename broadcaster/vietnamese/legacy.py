"""Texts typed in the fonts of the nineties (TCVN3, VNI): the one door to viparse.

viparse scores a whole text against Vietnamese, but below some dozens of letters it gives no verdict and it may take
a short VNI line for VISCII. So a cheap look at the characters decides first whether a text can be old at all; that
keeps viparse out of memory for everybody else.
"""

import unicodedata
from functools import lru_cache
from typing import Protocol, cast

from broadcaster.vietnamese.patterns import Pattern
from broadcaster.vietnamese.syllables import is_syllable

# Signs that old fonts put inside words and that no Unicode text has between two letters.
_TCVN3_SIGN = Pattern(r"[A-Za-z][µ¸¶·¹©ª«¬®¨§¢£¤¥¦¡Ì×ÏÑÓÕÖØÜÞßæçîïñ÷öøþ\xad][A-Za-z]?|[®§][µ¸¶·¹©ª«¬¨A-Za-z]")
_VNI_SIGN = Pattern(r"[aeouyAEOUYôöÔÖ][øùïûõâêåäëüáàãéèØÙÏÛÕÂÊÅÄËÜÁÀÃÉÈ]|ñ[aeiouöô]")
# Letters that only a Unicode Vietnamese text holds.
_MODERN = Pattern(r"[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơưăĐƠƯĂ]")
_LETTER = Pattern(r"[^\W\d_]")
_WORD = Pattern(r"[^\W\d_]+")
_ENOUGH = 0.04


class _Repair(Protocol):
    def __call__(self, text: str, *, encoding: str = "auto") -> str: ...


@lru_cache(maxsize=1)
def _repairs() -> _Repair:
    from viparse.api import fix

    return cast(_Repair, fix)


def encoding_of(text: str) -> str | None:
    """ "tcvn3", "vni" or None: which old encoding this text is written in, if any."""
    letters = len(_LETTER.findall(text[:20_000]))
    if not letters or len(_MODERN.findall(text[:20_000])) / letters > 0.01:
        return None
    sample = text[:20_000]
    marks = {"tcvn3": len(_TCVN3_SIGN.findall(sample)), "vni": len(_VNI_SIGN.findall(sample))}
    name = max(marks, key=lambda key: marks[key])
    return name if marks[name] >= 2 and marks[name] / letters > _ENOUGH else None


def modernised(text: str) -> str:
    """The text in Unicode; what is not in an old encoding, or turns out not to be Vietnamese, comes back as it is."""
    name = encoding_of(text)
    if name is None:
        return text
    converted = "\n".join(_repairs()(line, encoding=name) if line.strip() else line for line in text.split("\n"))
    return unicodedata.normalize("NFC", converted) if _reads_better(text, converted) else text


def _reads_better(text: str, converted: str) -> bool:
    """Converted it is Vietnamese, and before it was not: "Hoàng" is also what VNI writes for "Hồng"."""
    return _share_of_syllables(converted) >= 0.8 and _share_of_syllables(text) < 0.75


def _share_of_syllables(text: str) -> float:
    words = _WORD.findall(text[:20_000])
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
