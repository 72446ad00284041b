"""The settings as they may be seen by anybody: passwords in addresses, and addresses that are a key, are hidden."""

import re

HIDDEN = "***"
_TABLE = re.compile(r"^\s*\[+\s*([\w.-]+)\s*\]+")
_PASSWORD = re.compile(r"(://[^/\s:@\"']*):[^@\s/\"']+@")
_ADDRESS = re.compile(r"^(https?://[^/?#\"']+)[/?#][^\"']*")
_LINE = re.compile(r"^(\s*(?:url|heartbeat)\s*=\s*[\"'])([^\"']+)")

KEYS = frozenset({"watch.url", "watch.heartbeat"})
"""Whoever knows such an address can pretend that the station is alive, or that it is silent."""


def veiled(text: str) -> str:
    """The text of a settings file, each line where it was."""
    table, lines = "", []
    for line in text.splitlines(keepends=True):
        if found := _TABLE.match(line):
            table = found[1]
        if table == "watch":
            line = _LINE.sub(lambda one: one[1] + _end_hidden(one[2]), line)
        lines.append(_PASSWORD.sub(rf"\1:{HIDDEN}@", line))
    return "".join(lines)


def value(key: str, said: str) -> str:
    """One setting's value as it may be shown."""
    said = _end_hidden(said) if key in KEYS else said
    return _PASSWORD.sub(rf"\1:{HIDDEN}@", said)


def hidden_in(text: str) -> list[str]:
    """The lines of a veiled file that somebody has to type again, without their comments."""
    return [
        line.partition("#")[0].strip() for line in text.splitlines() if f"/{HIDDEN}" in line or f":{HIDDEN}@" in line
    ]


def _end_hidden(address: str) -> str:
    return _ADDRESS.sub(rf"\1/{HIDDEN}", address)
