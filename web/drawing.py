"""What stands on a page a hundred times, drawn without a template: icons, signs, addresses. It halves a page's time."""

from collections.abc import Hashable
from functools import cache, lru_cache
from typing import Any, Protocol

from flask import url_for
from markupsafe import Markup

from web.assets import asset

_ICON = Markup('<svg class="icon" aria-hidden="true" focusable="false"><use href="{address}#{name}"></use></svg>')
_SIGN = Markup('<span class="sign sign-{tone}">{icon}{word}</span>')


class Shown(Protocol):
    """A word with its picture and its tone."""

    @property
    def word(self) -> str: ...
    @property
    def icon(self) -> str: ...
    @property
    def tone(self) -> str: ...


@cache
def icon(name: str) -> Markup:
    """A picture out of the sprite; it says nothing by itself."""
    return _ICON.format(address=asset("vendor/icons.svg"), name=name)


def sign(found: Shown) -> Markup:
    """A state as a word with its picture."""
    return _sign(found.tone, found.icon, found.word)


@lru_cache(maxsize=512)
def _sign(tone: str, name: str, word: str) -> Markup:
    return _SIGN.format(tone=tone, icon=icon(name), word=word)


def address(endpoint: str, **values: Any) -> str:
    """The address of a page, remembered: the same few hundred are written again and again."""
    if endpoint.startswith("."):
        return url_for(endpoint, **values)  # it depends on the page that asks
    key = tuple((name, type(value), value) for name, value in values.items())
    try:
        return _address(endpoint, key)
    except TypeError:  # a value that is a list
        return url_for(endpoint, **values)


@lru_cache(maxsize=4096)
def _address(endpoint: str, values: tuple[tuple[str, type, Hashable], ...]) -> str:
    given: dict[str, Any] = {name: value for name, _, value in values}
    return url_for(endpoint, **given)
