"""Regular expressions compiled at their first use: a hundred of them at import would delay every start."""

import re
from collections.abc import Callable
from typing import Any


class Pattern:
    """A pattern that looks like re.Pattern; after its first use it is as fast as one."""

    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    findall: Callable[..., list[Any]]
    split: Callable[..., list[str]]
    sub: Callable[..., str]

    def __init__(self, source: str, flags: re.RegexFlag | int = 0) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        """Called only while the attribute is missing, which is before the first use."""
        if name not in ("match", "search", "fullmatch", "findall", "split", "sub"):
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for verb in ("match", "search", "fullmatch", "findall", "split", "sub"):
            setattr(self, verb, getattr(compiled, verb))
        return getattr(compiled, name)


def listed_words(text: str) -> tuple[str, ...]:
    """The words of a list that is written as running text."""
    return tuple(text.split())


def cues(text: str) -> frozenset[str]:
    """Words that tell, by standing near, what a number or a sign means."""
    return frozenset(text.split())
