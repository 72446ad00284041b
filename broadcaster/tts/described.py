"""voices.toml: what a voice service wants to be asked and how it answers, checked; and the keys it needs."""

import hashlib
import json
import os
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from broadcaster.errors import SettingsError, VoiceError

KINDS: dict[str, type | tuple[type, ...]] = {
    "title": str,
    "voice": str,
    "method": str,
    "url": str,
    "headers": dict,
    "text": str,
    "json": dict,
    "form": dict,
    "link": str,
    "sound": str,
    "id": str,
    "ask_again": str,
    "pause": (int, float),
    "letters": int,
    "at_once": int,
    "respells": bool,
}
KNOWN = {"text", "voice", "rate", "id"}
MARKS = re.compile(r"\{([^{}]*)\}")
SECRET = re.compile(r"secret\.([A-Z][A-Z0-9_]{0,40})")


@dataclass(frozen=True, slots=True)
class Description:
    """One service. `request` is what its worker needs, `secrets` the names of the keys it is asked with."""

    name: str
    title: str
    voice: str
    request: Mapping[str, Any]
    secrets: tuple[str, ...]
    letters: int
    at_once: int
    respells: bool

    @property
    def digest(self) -> str:
        """Changes with everything that is asked."""
        asked = json.dumps(self.request, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(asked.encode()).hexdigest()[:16]


def described(path: Path) -> dict[str, Description]:
    """Every service in voices.toml; SettingsError with all faults, each with file, table and key."""
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        raise SettingsError([f"{path}: {why}"]) from why
    faults: list[str] = []
    found = {}
    for name, table in tables.items():
        wrong = _faults(name, table)
        faults += [f"{path}: {name}{fault}" for fault in wrong]
        if not wrong:
            found[name] = _description(name, table)
    if faults:
        raise SettingsError(faults)
    return found


def keys(about: Description, folder: Path) -> dict[str, str]:
    """The service's keys, from BROADCASTER_… in the environment or a file in `folder` that only its owner reads."""
    return {name: _key(about.name, name, folder) for name in about.secrets}


def _key(engine: str, name: str, folder: Path) -> str:
    variable = f"BROADCASTER_{name}"
    value = os.environ.get(variable, "").strip()
    path = folder / name
    if not value and path.is_file():
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise VoiceError(engine, f"{path}: others may read this key; give it the mode 0600", again=False)
        value = path.read_text(encoding="utf-8").strip()
    if not value:
        raise VoiceError(engine, f"has no key: neither {variable} in the environment nor {path}", again=False)
    if not value.isascii() or not value.isprintable():
        raise VoiceError(engine, f"its key {name} holds letters no key holds", again=False)
    return value


def _description(name: str, table: dict[str, Any]) -> Description:
    about = dict(table)
    title, voice = about.pop("title", name), about.pop("voice", "")
    letters, at_once, respells = about.pop("letters", 500), about.pop("at_once", 1), about.pop("respells", False)
    secrets = sorted({found[1] for mark in _marks(about) if (found := SECRET.fullmatch(mark))})
    return Description(name, title, voice, about, tuple(secrets), letters, at_once, respells)


def _faults(name: str, table: object) -> list[str]:
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,29}", name) or name in ("gtts", "edge", "piper", "espeak"):
        return [": must be small letters, digits and dashes, and none of this program's own engines"]
    if not isinstance(table, dict):
        return [": must be a table"]
    wrong = [f".{key}: is not a setting of a voice service" for key in table.keys() - KINDS.keys()]
    for key in sorted(table.keys() & KINDS.keys()):
        kind = KINDS[key]
        if not isinstance(table[key], kind) or (isinstance(table[key], bool) and kind is not bool):
            wrong.append(f".{key}: has the wrong type")
    if wrong:
        return wrong
    return _inconsistencies(table)


def _inconsistencies(table: dict[str, Any]) -> list[str]:
    wrong = []
    if not re.match(r"https://|http://127\.0\.0\.1[:/]", table.get("url", "")):
        wrong.append(".url: must begin with https://")
    if table.get("method", "POST") not in ("GET", "POST"):
        wrong.append(".method: must be GET or POST")
    if sum(key in table for key in ("text", "json", "form")) > 1:
        wrong.append(": has more than one of text, json and form")
    if not any(mark == "text" for mark in _marks(table)):
        wrong.append(": does not say where {text} goes")
    if ("ask_again" in table) != ("id" in table) or ("ask_again" in table and "link" not in table):
        wrong.append(": ask_again needs id (where the first answer holds it) and link")
    if "link" in table and "sound" in table:
        wrong.append(": has both link and sound")
    wrong += [
        f": {{{mark}}} is not known" for mark in _marks(table) if mark not in KNOWN and not SECRET.fullmatch(mark)
    ]
    for key, least, most in (("letters", 20, 4000), ("at_once", 1, 8), ("pause", 0.05, 10)):
        if key in table and not least <= table[key] <= most:
            wrong.append(f".{key}: must be from {least} to {most}")
    return wrong


def _marks(value: object) -> list[str]:
    """Every {…} anywhere in `value`."""
    if isinstance(value, str):
        return MARKS.findall(value)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [mark for one in inner for mark in _marks(one)]
