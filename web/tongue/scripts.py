"""The desk's scripts in another tongue: their sentences stand between quotes, a value in them as ${…}."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from web.tongue import catalogue
from web.tongue.catalogue import BLANK
from web.tongue.tables import MARKED

STATIC = Path(__file__).parents[1] / "static"
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
_VALUE = re.compile(r"\$\{([^{}]*)\}")


@cache
def names() -> frozenset[str]:
    """The scripts that say something."""
    return frozenset(path.name for path in STATIC.glob("*.js") if any(messages(path.read_text("utf-8"))))


def messages(source: str) -> Iterator[tuple[int, str]]:
    """Every (line, message) of a script; the value of ${clock(seconds)} is the blank {seconds}."""
    for found in _QUOTED.finditer(source):
        text = found[1] or found[2] or ""
        line = source.count("\n", 0, found.start()) + 1
        if MARKED.search(_VALUE.sub("", text)):
            yield line, _message(text)
        for value in _VALUE.finditer(text) if found[2] else ():
            yield from ((line, inner) for _, inner in messages(value[1]))


def translated(source: str, look: Callable[[str], str]) -> str:
    """The script with every message replaced."""

    def one(found: re.Match[str]) -> str:
        text = found[1] or found[2] or ""
        quote = found[0][0]
        values = {_name(value[1]): translated(value[0], look) for value in _VALUE.finditer(text)}
        if not MARKED.search(_VALUE.sub("", text)):
            return found[0]
        told = look(_message(text)).replace("\\", "\\\\").replace(quote, "\\" + quote)
        return quote + BLANK.sub(lambda blank: values[blank[1]], told) + quote

    return _QUOTED.sub(one, source)


def _message(text: str) -> str:
    return _VALUE.sub(lambda found: "{" + _name(found[1]) + "}", text)


def _name(inside: str) -> str:
    """${file.name} is {name}, ${mine.top > 0.98 ? … : …} is {top}."""
    found = re.search(r"(\w+)\W*$", re.split(r"[<>?=]", inside)[0])
    return found[1] if found else "value"


@cache
def script(tongue: str, name: str) -> str:
    """The script in that tongue. FileNotFoundError for one that says nothing."""
    if name not in names():
        raise FileNotFoundError(name)
    source = (STATIC / name).read_text("utf-8")
    return translated(source, lambda text: catalogue.found(tongue, text, name))


@cache
def digest(tongue: str, name: str) -> str:
    """What changes with the script, so that a browser never keeps a stale one."""
    return sha256(script(tongue, name).encode()).hexdigest()[:10]
