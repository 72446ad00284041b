"""The settings as they may be seen by anybody: passwords in addresses, and addresses that are a key, are hidden."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from broadcaster.settings.addresses import HIDDEN, end_hidden, without_password

__all__ = ["HIDDEN", "KEYS", "Secrets", "hidden_in", "secrets_of", "value", "veiled"]

KEYS = frozenset({"watch.url", "watch.heartbeat"})
"""Whoever knows such an address can pretend that the station is alive, or that it is silent."""

Secrets = Mapping[str, str]
"""Each whole text that holds a secret, with what may be seen of it."""

LEAST = 6
"""Letters of a secret that is looked for by itself in remarks: a shorter one is a part of other words."""

_STRING = (
    r'"""(?:\\[\s\S]|[^\\])*?(?:"{3,5}(?!")|\Z)|' + r"'''[\s\S]*?(?:'{3,5}(?!')|\Z)|"
    r'"(?:\\.|[^"\\\n])*"|' + r"'[^'\n]*'"
)
_TOKEN = re.compile(_STRING + r"|#[^\n]*")
"""A text or a remark of TOML (https://toml.io/en/v1.0.0#string); what is opened for many lines and never closed goes
on to the end of the file."""

_HEADER = re.compile(r"""(?m)^[ \t]*#?[ \t]*\[{1,2}[ \t]*["']?([\w.-]+)["']?[ \t]*\]{1,2}[ \t]*(?:#.*)?$""")
_WEB_END = re.compile(r"""(?i)(https?://[^/?#\s"']+)[/?#][^\s"']*""")

_ASKED_WITH = frozenset({"headers", "json", "form"})
"""Where voices.toml may hold a service's key in so many words, although {secret.NAME} is the way to name it."""

_NAMES_KEY = r"(?:api[-_]?key|key|token|secret|password|passwd|authorization)"
_NAMED_KEY = re.compile(rf"(?i)(?:.*[-_ ])?{_NAMES_KEY}")

_MORE = r"""(?:\r?\n(?![ \t]*(?:\r?$|\#|\[|["'\w.-]+[ \t]*=))[^\r\n]*)*"""
"""Lines that begin neither a setting nor a table nor a remark: they belong to what stands before them."""

_ANY_ADDRESS = re.compile(rf"""(?m)(["']?)((?<![\w+.-])[\w+.-]*://)[^\r\n]*{_MORE}""")
_ODD_ADDRESS = re.compile(
    rf"""(?m)((?<![\w-])(?:url|heartbeat|database)["']?[ \t]*=[ \t]*)(?!["']{{2}}[ \t]*(?:\#|\r?$))"""
    rf"""(?![^\r\n]*://)[^\r\n]+{_MORE}"""
)
_TYPED_KEY = re.compile(
    rf"""(?im)({_NAMES_KEY}["']?[ \t]*=[ \t]*)(?![^\r\n,]*\{{secret\.)("(?:\\.|[^"\\\n])*"|'[^'\n]*'|[^\r\n]+)"""
)
_LEFT_OUT = re.compile(rf"""[/:=]{re.escape(HIDDEN)}|(["']){re.escape(HIDDEN)}\1""")


def veiled(text: str, known: Secrets | None = None) -> str:
    """The text of a settings file without its secrets; one that holds none stays to the letter.

    `known` are those of the settings in force (`secrets_of`): they must stand nowhere, whatever file this is. A text
    that is no TOML, or would still hold something, loses whatever looks like an address or a key.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return _blacked_out(text)
    secrets = {**(known or {}), **_secrets_in(tables)}
    secrets = {one: secrets[one] for one in sorted(secrets, key=len, reverse=True)}  # the longest holds the others
    watch = _watched(text)
    shown = _TOKEN.sub(lambda found: _shown(found, secrets, watch), text)
    return shown if _holds_none(shown, secrets) else _blacked_out(text)


def secrets_of(origins: Mapping[str, tuple[object, str]]) -> Secrets:
    """Those of the settings in force (`Settings.origins`), wherever they came from."""
    said = {key: one for key, (one, _) in origins.items() if isinstance(one, str)}
    return {one: seen for key, one in said.items() if (seen := value(key, one)) != one}


def value(key: str, said: str, known: Secrets | None = None) -> str:
    """One setting's value as it may be shown; `known` are the secrets that may stand in any."""
    if key in KEYS:
        return end_hidden(said)
    for one, seen in (known or {}).items():
        said = said.replace(one, seen)
    return without_password(said)


def hidden_in(text: str) -> list[str]:
    """The lines of a veiled file that somebody has to type again, without their comments."""
    lines = [_TOKEN.sub(lambda one: "" if one[0].startswith("#") else one[0], line) for line in text.splitlines()]
    return [line.strip() for line in lines if _LEFT_OUT.search(line)]


def _secrets_in(tables: Mapping[str, Any]) -> dict[str, str]:
    """What of a file's own values must not be seen, however it is written there."""
    found = {}
    for path, said in _strings(tables):
        if path[0] == "watch" and f"watch.{path[-1]}" in KEYS:
            found[said.strip()] = end_hidden(said.strip())
        elif set(path[:-1]) & _ASKED_WITH and _NAMED_KEY.fullmatch(path[-1]) and said and "{secret." not in said:
            found[said] = HIDDEN
        else:
            found[said] = without_password(said)
    return {said: seen for said, seen in found.items() if said != seen}


def _strings(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text below, with the names that lead to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _strings(one, (*path, name))
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one, path)


def _watched(text: str) -> list[range]:
    """From where to where the tables [watch] go, one that is a remark too."""
    tables = [(header.start(), header[1]) for header in _HEADER.finditer(text)] + [(len(text), "")]
    return [range(at, end) for (at, name), (end, _) in pairwise(tables) if name.split(".")[0] == "watch"]


def _shown(found: re.Match[str], secrets: Secrets, watch: list[range]) -> str:
    """One text or remark of the file as it may be seen."""
    raw = found[0]
    if raw.startswith("#"):
        return _remark(raw, secrets, any(found.start() in table for table in watch))
    said = tomllib.loads(f"text = {raw}")["text"]
    seen = _text(said, secrets)
    return raw if seen == said else _quoted(seen, raw[0])


def _text(said: str, secrets: Secrets) -> str:
    """A key that is no address hides a text that is nothing else: within another one it is any word."""
    for one, seen in secrets.items():
        if seen != HIDDEN or said == one:
            said = said.replace(one, seen)
    return without_password(said)


def _remark(said: str, secrets: Secrets, watch: bool) -> str:
    """A remark may hold what is in force, or was once, written in any way; `watch`: it stands in that table."""
    for one, seen in secrets.items():
        for written in (one, json.dumps(one, ensure_ascii=False)[1:-1], json.dumps(one)[1:-1]):
            said = said.replace(written, seen) if len(written) >= LEAST else said
        start, _, end = seen.partition(HIDDEN)
        inner = one[len(start) : len(one) - len(end)] if one.startswith(start) and one.endswith(end) else ""
        said = said.replace(inner, HIDDEN) if len(inner) >= LEAST else said
    if watch or "watch" in said:
        said = _WEB_END.sub(rf"\1/{HIDDEN}", said)
    return without_password(said)


def _quoted(said: str, quote: str) -> str:
    """As TOML writes it on one line, in the quotes it stood in where they can hold it."""
    if quote == "'" and "'" not in said and said.isprintable():
        return f"'{said}'"
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007f")


def _holds_none(shown: str, secrets: Secrets) -> bool:
    """Read again as the station would read it: is every secret gone, and is it still TOML?"""
    try:
        tables = tomllib.loads(shown)
    except tomllib.TOMLDecodeError:
        return False
    return not _secrets_in(tables) and all(said == _text(said, secrets) for _, said in _strings(tables))


def _blacked_out(text: str) -> str:
    """Nobody knows what is what here: of each address only its scheme is left, of what names a key nothing."""
    text = _TOKEN.sub(lambda found: _blot(found[0]), text)
    text = _ODD_ADDRESS.sub(rf'\1"{HIDDEN}"', text)
    text = _ANY_ADDRESS.sub(rf"\1\2{HIDDEN}\1", text)
    return _TYPED_KEY.sub(rf'\1"{HIDDEN}"', text)


def _blot(raw: str) -> str:
    """A text that is an address only when its escapes are read, or one of many lines, is hidden as a whole."""
    if raw.startswith("#"):
        return raw
    try:
        said = tomllib.loads(f"text = {raw}")["text"]
    except tomllib.TOMLDecodeError:
        said = "://" if "://" in raw or "\\" in raw else raw
    many = raw.startswith(('"""', "'''"))
    return f'"{HIDDEN}"' if "://" in said and (many or "://" not in raw) else raw
