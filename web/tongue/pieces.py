"""A template taken apart: what Jinja works out, the words between quotes inside it, and the tags around the text."""

import re
from dataclasses import dataclass
from enum import StrEnum

from web.tongue.tables import is_words

_QUOTED = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
_JINJA = re.compile(
    rf"(?P<note>\{{\#.*?\#\}})"
    rf"|(?P<value>\{{\{{(?:{_QUOTED}|[^'\"}}]|\}}(?!\}}))*\}}\}})"
    rf"|(?P<block>\{{%(?:{_QUOTED}|[^'\"%]|%(?!\}}))*%\}})",
    re.DOTALL,
)
_LITERAL = re.compile(_QUOTED, re.DOTALL)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*>|<![^>]*>")
_CALL = re.compile(r"(\w+)\s*\(.*\)", re.DOTALL)
_PATH = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
_KEYED = re.compile(r"[\w.]+\[(?:\w+\.)*([^\W\d]\w*)\](?:\.\w+)?")
_ASKING = ("strftime", "total_seconds", "date", "isoformat", "get", "join")
_FORM = re.compile(r"%d/%m(/%Y)?|'%02d'")
"""How a day or a count is written, which is another way elsewhere."""
_HIDDEN = {"note": "\ue000", "value": "\ue001", "block": "\ue002"}

PICTURES = ("icon", "sign")
"""Macros that put a small picture into a line; any other macro stands by itself."""


class Kind(StrEnum):
    """What a piece of a template is."""

    TEXT = "text"
    VALUE = "value"
    PICTURE = "picture"
    TAG = "tag"
    BREAK = "break"
    """Jinja blocks, notes and whatever else no sentence runs across."""


@dataclass(frozen=True, slots=True)
class Piece:
    """`name` of a tag or of a value; `opens`: 1 a tag that opens, -1 one that closes, 0 one that stands alone."""

    kind: Kind
    source: str
    line: int
    name: str = ""
    opens: int = 0


VOID = frozenset({"br", "img", "input", "hr", "meta", "link", "wbr", "source", "use"})


def pieces(source: str) -> list[Piece]:
    """The whole of `source`, in order: putting the pieces together gives it back."""
    jinja = list(_JINJA.finditer(source))
    hidden = _JINJA.sub(lambda found: _HIDDEN[found.lastgroup or ""] * len(found[0]), source)
    found: list[Piece] = []
    at = 0
    silent = ""
    for tag in _TAG.finditer(hidden):
        found += _between(source, at, tag.start(), jinja, bool(silent))
        found.append(_tag(source, tag))
        at = tag.end()
        name = (tag["name"] or "").lower()
        if silent:
            silent = "" if tag["close"] and name == silent else silent
        elif name in ("script", "style") and not tag["close"]:
            silent = name
    return found + _between(source, at, len(source), jinja, bool(silent))


def _tag(source: str, tag: re.Match[str]) -> Piece:
    line = source.count("\n", 0, tag.start()) + 1
    name = (tag["name"] or "!").lower()
    opens = -1 if tag["close"] else 0 if name in VOID or name == "!" else 1
    return Piece(Kind.TAG, source[tag.start() : tag.end()], line, name, opens)


def _between(source: str, start: int, end: int, jinja: list[re.Match[str]], silent: bool) -> list[Piece]:
    """Text and what Jinja works out, between two tags."""
    found: list[Piece] = []
    at = start
    for each in jinja:
        if each.start() < at or each.end() > end:
            continue
        found += _text(source, at, each.start(), silent)
        found.append(_worked_out(source, each, silent))
        at = each.end()
    return found + _text(source, at, end, silent)


def _text(source: str, start: int, end: int, silent: bool) -> list[Piece]:
    line = source.count("\n", 0, start) + 1
    kind = Kind.BREAK if silent else Kind.TEXT
    return [Piece(kind, source[start:end], line)] if end > start else []


def _worked_out(source: str, found: re.Match[str], silent: bool) -> Piece:
    line = source.count("\n", 0, found.start()) + 1
    if found.lastgroup != "value" or silent:
        return Piece(Kind.BREAK, found[0], line)
    inside = expression(found[0])
    if call := _CALL.fullmatch(inside):
        return Piece(Kind.PICTURE if call[1] in PICTURES else Kind.BREAK, found[0], line)
    return Piece(Kind.VALUE, found[0], line, value_name(inside))


def expression(value: str) -> str:
    """What stands between {{ and }}."""
    return value[2:-2].strip("-+ \n\t")


def value_name(inside: str) -> str:
    """What a translator calls the value: the last name of `entry.started | clock` is "started"."""
    bare = _LITERAL.sub("", inside)
    first, *filters = (part.strip() for part in re.split(r"(?<!\|)\|(?!\|)", bare))
    if found := _KEYED.fullmatch(first):  # words.REASON[entry.reason]
        return found[1]
    if found := _PATH.match(first):
        rest = first[found.end() :]
        *_, before, last = ("", *found[0].split("."))
        if not rest or rest.startswith("["):
            return last
        if rest.startswith("("):
            return before if last in _ASKING and before else last
    return filters[0].partition("(")[0] if filters and filters[0].partition("(")[0].isidentifier() else "value"


def literals(jinja: str) -> list[re.Match[str]]:
    """The words in quotes that people will see; what is only compared with or looked up by is left out."""
    found = []
    for each in _LITERAL.finditer(jinja):
        before, after = jinja[: each.start()].rstrip(), jinja[each.end() :].lstrip()
        compared = before.endswith(("==", "!=", "import", "include", "extends", "from")) or after.startswith(
            ("==", "!=", ":")
        )
        if not compared and (is_words(words(each[0])) or _FORM.search(each[0])):
            found.append(each)
    return found


def words(literal: str) -> str:
    """What a literal says."""
    return re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), literal[1:-1])


def literal(said: str) -> str:
    """`said` as a literal for Jinja."""
    return "'" + said.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
