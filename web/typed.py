"""What a person typed, made fit to keep: one spelling of each letter, and nothing invisible that turns text round."""

import re
import unicodedata
from datetime import date
from uuid import UUID

from broadcaster.errors import BadInput, NotFound
from web.refusal_words import FIELD, NAME
from web.sentences import say
from web.words import error_sentence

# Marks that change the direction of a text, byte-order marks and the like: nobody types them on purpose,
# and a name that reads differently from what is stored has no place in a log.
# Nor do control signs (Cc, but for tab and line end) or half a character (Cs).
_INVISIBLE = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]"
)


def line(value: str | None) -> str:
    """One line of text: NFC, single spaces, nothing invisible."""
    return " ".join(_visible(value or "").split())


def prose(value: str | None) -> str:
    """Several lines of text: NFC, line ends as one sign, nothing invisible."""
    lines = _visible((value or "").replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(text.rstrip() for text in lines).strip("\n")


def _visible(value: str) -> str:
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", value))


class Mistyped(BadInput):
    """Something typed into a field cannot be used; unlike its parent it carries the Vietnamese sentence."""


def fits(field: str, value: str, most: int, *, least: int = 0) -> str:
    """`value` if its length is acceptable."""
    if len(value) < least:
        raise Mistyped(field, say("needed", name=NAME[field.rpartition("-")[2]]))
    if len(value) > most:
        raise Mistyped(field, say("too_long", name=NAME[field.rpartition("-")[2]], most=most))
    return value


def day(field: str, value: str | None) -> date | None:
    """A day from a date field or from the address; None where it is empty."""
    if not (text := line(value)):
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError as why:
        raise Mistyped(field, say("bad_day")) from why
    if not 2000 <= found.year <= 2200:
        raise Mistyped(field, say("bad_day"))
    return found


def whole(value: str | None, least: int, most: int, otherwise: int) -> int:
    """A whole number from the address, kept inside its bounds; nonsense gives `otherwise`."""
    text = line(value)
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        return otherwise
    return max(least, min(most, int(text)))


def key(value: str | None) -> UUID:
    """An id from a form; NotFound if it cannot be one."""
    try:
        return UUID(line(value))
    except ValueError as why:
        raise NotFound("not an id") from why


def under_field(why: BadInput) -> dict[str, str]:
    """Field -> Vietnamese sentence, to be shown where it was typed."""
    if isinstance(why, Mistyped):
        return {why.field: str(why)}
    return {why.field: FIELD.get(why.field, error_sentence(why))}
