"""The tables of words that pages and sentences are taken from: in English, they answer in English.

A module of words ends with `give_tongue(globals())`. From then on each of its tables looks up what it holds in the
catalogue when it is asked while the desk speaks another tongue; for a Vietnamese page nothing is looked up.
"""

import re
from collections.abc import ItemsView, Iterable, Iterator, Sequence, ValuesView
from dataclasses import fields, is_dataclass, replace
from typing import Any, SupportsIndex

from web.tongue import chosen
from web.tongue.catalogue import look
from web.tongue.chosen import translated

MARKED = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1ef9]")
"""A letter that English does not have."""
_WORD = re.compile(r"[A-Z][a-z]+(?: [a-z]+)*|T[2-7]|CN")
"""Vietnamese without a mark looks like this: Tin, T2."""

_BLANK = re.compile(r"\{[^{}]*\}")
_LETTERS = re.compile(r"[^\W\d_]{2}")

TABLES: dict[str, Any] = {}
"""Every table and sentence that was given a tongue, by module and name."""


def is_words(text: str) -> bool:
    """Whether `text` is something people read, not a name among programs."""
    if MARKED.search(text) or _WORD.fullmatch(text):
        return True
    blanks = _BLANK.findall(text)  # two of them have an order, which may be another one elsewhere
    return len(blanks) > 1 or bool(blanks and _LETTERS.search(_BLANK.sub("", text)))


def give_tongue(names: dict[str, Any], but: Sequence[str] = ()) -> None:
    """Let every table of the module whose globals these are speak more than Vietnamese.

    `but` names what stays Vietnamese for every reader: what is written for others with it.
    """
    for name, value in list(names.items()):
        if not name.isupper() or name.startswith("_") or name in but or isinstance(value, (_Dict, _Tuple, _List)):
            continue
        if not any(is_words(text) for text in strings(value)):
            continue
        place = f"{names['__name__']}.{name}"
        TABLES[place] = value
        names[name] = _speaking(value, place)


def said(text: str) -> str:
    """One sentence that stands by itself in a module of words, in the tongue that is spoken."""
    return look(text)


def messages() -> Iterator[tuple[str, str]]:
    """Every (place, text) of the tables."""
    for place, value in TABLES.items():
        for text in dict.fromkeys(strings(value)):
            if is_words(text):
                yield place, text


def strings(value: object) -> Iterator[str]:
    """Every text inside `value`, however deep; the keys of a table are codes and not among them."""
    if type(value) is str:
        yield value
    elif isinstance(value, dict):
        for one in dict.values(value):
            yield from strings(one)
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from strings(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from strings(getattr(value, part.name))


def _in_tongue(value: Any, place: str) -> Any:
    """The same value with every text in it translated."""
    if type(value) is str:
        return look(value, place) if is_words(value) else value
    if isinstance(value, dict):
        return {key: _in_tongue(one, place) for key, one in dict.items(value)}
    if type(value) in (tuple, list):
        return type(value)(_in_tongue(one, place) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        old = {part.name: getattr(value, part.name) for part in fields(value) if part.init}
        new = {name: _in_tongue(one, place) for name, one in old.items()}
        return replace(value, **new) if any(new[name] is not old[name] for name in old) else value
    return value


def _speaking(value: Any, place: str) -> Any:
    if type(value) is dict:
        return _Dict(value, place)
    if type(value) is tuple:
        return _Tuple.of(value, place)
    if type(value) is list:
        return _List.of(value, place)
    return value  # a sentence by itself: whoever says it calls said()


class _Heard:
    """What a table answers in each tongue, put together when it is first asked."""

    __slots__ = ("_known", "_place", "_source")

    def __init__(self, source: Any, place: str) -> None:
        self._source, self._place = source, place
        self._known: dict[str, Any] = {}

    def now(self) -> Any:
        """The table in the tongue that is spoken."""
        tongue = chosen.current()
        if tongue == chosen.SOURCE:
            return self._source
        known = self._known.get(tongue)
        if known is None:
            known = self._known[tongue] = _in_tongue(self._source, self._place)
        return known


class _Dict(dict[Any, Any]):
    __slots__ = ("_heard",)

    def __init__(self, source: dict[Any, Any], place: str) -> None:
        super().__init__(source)
        self._heard = _Heard(source, place)

    def __getitem__(self, key: Any) -> Any:
        return self._heard.now()[key] if translated() else super().__getitem__(key)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._heard.now())

    def get(self, key: Any, default: Any = None) -> Any:
        """As a table answers."""
        return self._heard.now().get(key, default) if translated() else super().get(key, default)

    def items(self) -> ItemsView[Any, Any]:  # type: ignore[override]  # the view of another dict is a view as well
        """As a table answers."""
        found: ItemsView[Any, Any] = self._heard.now().items()
        return found

    def values(self) -> ValuesView[Any]:  # type: ignore[override]  # as above
        """As a table answers."""
        found: ValuesView[Any] = self._heard.now().values()
        return found


class _Tuple(tuple[Any, ...]):
    _heard: _Heard

    @classmethod
    def of(cls, source: Iterable[Any], place: str) -> "_Tuple":
        """The rows of `source`, in whatever tongue is spoken when they are asked for."""
        made = cls(source)
        made._heard = _Heard(tuple(source), place)
        return made

    def __getitem__(self, index: Any) -> Any:
        return self._heard.now()[index]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._heard.now())


class _List(list[Any]):
    _heard: _Heard

    @classmethod
    def of(cls, source: Iterable[Any], place: str) -> "_List":
        """The rows of `source`, in whatever tongue is spoken when they are asked for."""
        made = cls(source)
        made._heard = _Heard(list(source), place)
        return made

    def __getitem__(self, index: SupportsIndex | slice) -> Any:
        return self._heard.now()[index]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._heard.now())
