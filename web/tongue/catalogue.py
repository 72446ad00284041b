"""The translations, as the catalogue in web/translations holds them, and sentences whose blanks know one from many."""

import re
import string
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations

from web.tongue import chosen

FOLDER = Path(__file__).parents[1] / "translations"
DOMAIN = "desk"
BLANK = re.compile(r"\{(\w+)(?::([^{}|]*)\|([^{}]*))?\}")
"""{count}, and {count:bulletin|bulletins}: the first where the count is one."""

_DAYS = re.compile(r"\d\d/\d\d(?:/\d{4})?(?:, \d\d/\d\d(?:/\d{4})?)*")
_DAY = re.compile(r"(\d\d)/(\d\d)(?:/(\d{4}))?")


class Sentence(str):
    """A translated sentence. Its blanks may choose a plural, and a day written 23/11/2026 is told as 23 Nov 2026."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        """The sentence with its blanks filled in."""
        return _PLURALS.vformat(self, args, {name: _told(value) for name, value in values.items()})


class _Plurals(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        if bar:
            return one if str(value).lstrip("0") == "1" else many
        return str(super().format_field(value, format_spec))


_PLURALS = _Plurals()


def _told(value: object) -> object:
    return _DAY.sub(_day, value) if isinstance(value, str) and _DAYS.fullmatch(value) else value


def _day(found: re.Match[str]) -> str:
    try:
        known = date(int(found[3] or 2000), int(found[2]), int(found[1]))
    except ValueError:
        return found[0]
    return f"{known.day} {MONTH[known.month - 1]}" + (f" {known.year}" if found[3] else "")


MONTH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def look(text: str, place: str = "") -> str:
    """`text` in the tongue that is spoken; `place` (a template, a table of words) may have its own word for it."""
    if not chosen.translated():
        return text
    return found(chosen.current(), text, place)


@cache
def found(tongue: str, text: str, place: str) -> str:
    """The translation of `text`, or `text` itself where there is none."""
    known = _translations(tongue)
    told = str(known.pgettext(place, text)) if place else text
    if told == text:
        told = str(known.gettext(text))
    return told if told == text else Sentence(told)


@cache
def _translations(tongue: str) -> NullTranslations:
    return Translations.load(FOLDER, [tongue], DOMAIN)
