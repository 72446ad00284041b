"""Bulletin scripts as files: UTF-8 Markdown under a TOML head between two +++ lines, read into a Script and back.

Every fault is a ScriptError that names the file, the line and the key, so that whoever keeps the scripts in a
plain text editor can go straight to the place.
"""

import json
import re
import stat
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from broadcaster.bulletin import Kind, Priority, Script, Source, Topic
from broadcaster.errors import ScriptError

FENCE = "+++"
TITLE_LONGEST = 200
SOURCE_LONGEST = 500
TEXT_LONGEST = 20_000
VOICE_LONGEST = 120
VOICE = re.compile(r"[a-z][\w-]{0,30}(:[\w.-]{1,80})?")
"""A voice by its engine and its name; whether the station has it is found out when it is to speak."""
FILE_LARGEST = 200_000
"""Bytes. A script that fits the other limits is far smaller; nothing larger is even opened."""

_KEYS = ("title", "kind", "topic", "priority", "voice", "source")
_SOURCE_KEYS = ("number", "issued", "issuer", "title")
_Choice = TypeVar("_Choice", bound=StrEnum)


def read(path: Path) -> Script:
    """The script in the file at `path`; anything but a regular, readable, UTF-8 file is a ScriptError."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ScriptError(f"{path}: not a file")
        if about.st_size > FILE_LARGEST:
            raise ScriptError(f"{path}: {about.st_size} bytes, over the {FILE_LARGEST} of a script")
        data = path.read_bytes()
    except (OSError, ValueError) as exc:
        raise ScriptError(f"{path}: cannot be read ({getattr(exc, 'strerror', None) or exc})") from exc
    try:
        return parse(data.decode("utf-8"), str(path))
    except UnicodeDecodeError as exc:
        line = data[: exc.start].count(b"\n") + 1
        raise ScriptError(f"{path}:{line}: not UTF-8: byte 0x{data[exc.start]:02x}") from exc


def folder(path: Path) -> list[tuple[Path, Script]]:
    """Every *.md script in `path`, by file name; the faults of all of them are raised together, one a line."""
    if not path.is_dir():
        raise ScriptError(f"{path}: not a folder")
    found: list[tuple[Path, Script]] = []
    faults: list[str] = []
    for file in sorted(path.glob("*.md")):
        try:
            found.append((file, read(file)))
        except ScriptError as exc:
            faults.append(str(exc))
    if faults:
        raise ScriptError("\n".join(faults))
    return found


def parse(text: str, name: str) -> Script:
    """The script in `text`; `name` is what faults call the file."""
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    if lines[0].rstrip() != FENCE:
        raise ScriptError(f"{name}:1: no head: the first line is not {FENCE}")
    closes = next((at for at, line in enumerate(lines) if at and line.rstrip() == FENCE), None)
    if closes is None:
        raise ScriptError(f"{name}:1: the head is not closed by a second {FENCE} line")
    head = _Head(name, lines[1:closes])
    script = tidy(head.script("\n".join(lines[closes + 1 :])))
    fault = fault_in(script)
    if fault is None:
        return script
    key, what = fault
    if key == "text":
        bad = (at for at, line in enumerate(lines) if at > closes and _unspeakable(line))
        raise ScriptError(f"{name}:{next(bad, closes + 1) + 1}: text: {what}")
    raise head.fault(key, what)


def write(script: Script) -> str:
    """The file's text for `script`: parse() gives back the tidied script from it."""
    script = tidy(script)
    fault = fault_in(script)
    if fault is not None:
        raise ScriptError(f"{fault[0]}: {fault[1]}")
    source = script.source
    dated = [f"issued = {source.issued.isoformat()}"] if source.issued else []
    known = [key for key in ("number", "issuer", "title") if getattr(source, key)]
    named = [f"{key} = {_quoted(getattr(source, key))}" for key in known]
    head = [f"{key} = {_quoted(value)}" for key in _KEYS[:-1] if (value := getattr(script, key)) or key != "voice"]
    if dated or named:
        head += ["", "[source]", *dated, *named]
    return "\n".join([FENCE, *head, FENCE, "", script.text, ""])


def tidy(script: Script) -> Script:
    """The same script in composed (NFC) characters, titles on one line, the text without outer blank lines."""
    source = script.source
    return replace(
        script,
        title=_one_line(script.title),
        voice=script.voice.strip(),
        text=unicodedata.normalize("NFC", re.sub(r"\r\n?", "\n", script.text)).strip(),
        source=replace(
            source,
            number=_one_line(source.number),
            issuer=_one_line(source.issuer),
            title=_one_line(source.title),
        ),
    )


def fault_in(script: Script) -> tuple[str, str] | None:
    """The first thing that makes a tidied script unfit to be kept, as (key, what is wrong), or None.

    The desk asks this too, so a script typed there is held to the limits of a script in a file.
    """
    limits = [
        ("title", script.title, TITLE_LONGEST),
        ("source.number", script.source.number, SOURCE_LONGEST),
        ("source.issuer", script.source.issuer, SOURCE_LONGEST),
        ("source.title", script.source.title, SOURCE_LONGEST),
        ("voice", script.voice, VOICE_LONGEST),
        ("text", script.text, TEXT_LONGEST),
    ]
    for key, value, longest in limits:
        odd = _unspeakable(value)
        if odd:
            return key, f"holds the control character U+{ord(odd):04X}"
        if len(value) > longest:
            return key, f"{len(value)} characters, over the {longest} allowed"
        if key == "voice" and value and not VOICE.fullmatch(value):
            return key, 'must be "engine" or "engine:voice", such as "piper:ten-giong"'
        if key in ("title", "text") and not any(character.isalnum() for character in value):
            return key, "is empty"
    return None


class _Head:
    """The TOML head of one file, which knows on which line of the file each key stands."""

    def __init__(self, name: str, lines: list[str]) -> None:
        self.name = name
        self.places = _places(lines)
        try:
            self.values: Mapping[str, object] = tomllib.loads("\n".join(lines))
        except (ValueError, RecursionError) as exc:
            # Besides its own error, tomllib lets through what int() says of endless digits, and deep nesting.
            what = str(exc)
            place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", what)
            line = int(place[1]) if place and place[1] else len(lines) if place else 1
            what = what[: place.start()] if place else what
            raise ScriptError(f"{name}:{line + 1}: head is not TOML: {what}") from exc

    def script(self, text: str) -> Script:
        """The script these values describe; only types and choices are judged here."""
        self._only(self.values, _KEYS, "")
        source = self.values.get("source", {})
        if not isinstance(source, dict):
            raise self.fault("source", "is not a table")
        self._only(source, _SOURCE_KEYS, "source.")
        return Script(
            title=self._words(self.values, "title", ""),
            kind=self._choice("kind", Kind, ", ".join(Kind)),
            topic=self._choice("topic", Topic, "T01 … T18, other"),
            priority=self._choice("priority", Priority, ", ".join(Priority), Priority.NORMAL),
            source=Source(
                number=self._words(source, "number", "source.", ""),
                issued=self._day(source),
                issuer=self._words(source, "issuer", "source.", ""),
                title=self._words(source, "title", "source.", ""),
            ),
            text=text,
            voice=self._words(self.values, "voice", "", ""),
        )

    def fault(self, key: str, what: str) -> ScriptError:
        """The error for `key` ("title", "source.issued"), at its line, its table's line or the head's first."""
        line = self.places.get(key) or self.places.get(key.rpartition(".")[0]) or 1
        return ScriptError(f"{self.name}:{line}: {key}: {what}")

    def _only(self, values: Mapping[str, object], known: Iterable[str], prefix: str) -> None:
        for key in values:
            if key not in known:
                raise self.fault(prefix + key, f"unknown key; known are {', '.join(known)}")

    def _words(self, values: Mapping[str, object], key: str, prefix: str, default: str | None = None) -> str:
        value = values.get(key, default)
        if value is None:
            raise self.fault(prefix + key, "is missing")
        if not isinstance(value, str):
            raise self.fault(prefix + key, f"must be text in quotes, not {_shown(value)}")
        return value

    def _choice(self, key: str, among: type[_Choice], listed: str, default: _Choice | None = None) -> _Choice:
        if default is not None and key not in self.values:
            return default
        value = self._words(self.values, key, "")
        try:
            return among(value)
        except ValueError:
            raise self.fault(key, f"{_shown(value)} is not one of {listed}") from None

    def _day(self, source: Mapping[str, object]) -> date | None:
        value = source.get("issued")
        # A TOML date-time is a kind of date to Python, and a clock time has no business here.
        if value is not None and type(value) is not date:
            raise self.fault("source.issued", f"must be a date such as 2025-08-02, not {_shown(value)}")
        return value


def _places(lines: list[str]) -> dict[str, int]:
    """Where each key of a head stands in its file; good enough for a message, tomllib is the judge of the TOML."""
    places: dict[str, int] = {}
    table = ""
    for number, line in enumerate(lines, start=2):
        if opened := re.match(r"\s*\[+([^\[\]]*)\]", line):
            table = opened[1].strip(" \t\"'")
            places.setdefault(table, number)
        elif assigned := re.match(r"([^=#]*)=", line):
            key = assigned[1].strip(" \t\"'")
            places.setdefault(f"{table}.{key}" if table else key, number)
    return places


def _one_line(value: str) -> str:
    return " ".join(unicodedata.normalize("NFC", value).split())


def _unspeakable(value: str) -> str:
    """The first control character or half surrogate pair in `value`, or nothing."""
    return next((c for c in value if c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cs")), "")


def _quoted(value: str) -> str:
    """`value` as a TOML string: what JSON escapes, TOML escapes the same way."""
    return json.dumps(str(value), ensure_ascii=False)


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
