"""A pronunciation file in its usual plain shape, read at one glance: the full TOML reader takes ten times as long."""

import re
from typing import Any

from broadcaster.vietnamese.patterns import Pattern

_TEXT = r'"([^"\\\x00-\x1f\x7f]*)"'
_KEY = r'(?:"([^"\\\x00-\x1f\x7f]+)"|([A-Za-z0-9_-]+))'
_TABLE = Pattern(r"^\[([a-z]+)\]\n", re.MULTILINE)
_ENTRY = Pattern(rf"^{_KEY} = {_TEXT}\n", re.MULTILINE)
_ROWS = Pattern(
    rf"^{_KEY} = \[((?:\s*\{{ (?:[a-z]+ = {_TEXT.replace('(', '').replace(')', '')}(?: ?, )?)+ \}},?)+\s*)\]\n",
    re.MULTILINE,
)
_BLOCK = Pattern(rf'^{_KEY} = """\n([^"\\\x00-\x09\x0b-\x1f\x7f]*)"""\n', re.MULTILINE)
_LIST = Pattern(rf"^{_KEY} = \[((?:\s*{_TEXT.replace('(', '').replace(')', '')},?)+\s*)\]\n", re.MULTILINE)
_ITEM = Pattern(_TEXT)
_ROW = Pattern(r"\{ (.*?) \}(?=,|\s|\Z)")
_FIELD = Pattern(rf"([a-z]+) = {_TEXT}")
_REMARK = Pattern(r"^(?:#[^\x00-\x08\x0b-\x1f\x7f]*|\s*)$")


def plain_tables(text: str) -> dict[str, dict[str, Any]] | None:
    """The tables of a file that holds only `key = "text"` and `key = [{ name = "text" }]`; None for any other."""
    text = text.replace("\r\n", "\n")
    parts = _TABLE.split(text if text.endswith("\n") else text + "\n")
    tables: dict[str, dict[str, Any]] = {}
    if not _only_remarks(parts[0]):
        return None
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        table = _entries(body)
        if table is None or name in tables:
            return None
        tables[name] = table
    return tables


def _entries(body: str) -> dict[str, Any] | None:
    """The entries of one table, unless something else stands among them or one stands twice."""
    table: dict[str, Any] = {}
    count = 0
    for shape, value in _SHAPES:
        for quoted, bare, written in shape.findall(body):
            table[quoted or bare] = value(written)
            count += 1
        body = shape.sub("", body)
    return table if len(table) == count and _only_remarks(body) else None


_SHAPES = (
    (_ENTRY, str),
    (_BLOCK, str),
    (_ROWS, lambda listed: [dict(_FIELD.findall(row)) for row in _ROW.findall(listed)]),
    (_LIST, lambda listed: _ITEM.findall(listed)),
)


def _only_remarks(text: str) -> bool:
    return all(_REMARK.match(line) for line in text.split("\n"))
