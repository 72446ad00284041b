"""The settings as they may be read by anybody: without the files that hold secrets, and without keys in addresses."""

import re
from collections.abc import Iterator
from pathlib import Path

from broadcaster.settings import Settings

HIDDEN = "***"
_TABLE = re.compile(r"^\s*\[+\s*([\w.-]+)\s*\]+")
_PASSWORD = re.compile(r"(://[^/\s:@\"']*):[^@\s/\"']+@")
_PATH = re.compile(r"^(\s*(?:url|heartbeat)\s*=\s*[\"']https?://[^/\"']+)/[^\"']*")
"""Of [watch]: whoever knows such an address can pretend that the station is alive."""


def secret_files(settings: Settings) -> set[Path]:
    """The files the settings name because a secret is in them, wherever they lie."""
    named = (settings.backup.passphrase, settings.office.watch.password)
    return {path.resolve() for path in named if path is not None}


def open_files(settings: Settings, kind: str) -> Iterator[Path]:
    """The settings' files of a kind (".toml", the ward's ".docx") that may be taken along.

    The kind is named, so that a key file somebody put beside them stays.
    """
    secret = secret_files(settings)
    for path in sorted(settings.folder.iterdir()):
        plain = path.is_file() and not path.is_symlink() and not path.name.startswith(".")
        if plain and path.suffix == kind and path.resolve() not in secret:
            yield path


def without_keys(text: str) -> str:
    """The text of a settings file without passwords in addresses."""
    table, lines = "", []
    for line in text.splitlines(keepends=True):
        if found := _TABLE.match(line):
            table = found[1]
        line = _PASSWORD.sub(rf"\1:{HIDDEN}@", line)
        lines.append(_PATH.sub(rf"\1/{HIDDEN}", line) if table == "watch" else line)
    return "".join(lines)
