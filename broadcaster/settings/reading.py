"""One settings file being read: each value taken once, each fault noted with file, line and key."""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any, TypeVar

from broadcaster.settings import veiled

T = TypeVar("T")
D = TypeVar("D")


class TomlReading:
    """Values of one TOML file. Nothing raises: faults gather in `faults`; `origins` says where a value came from."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[str] = []
        self.origins: dict[str, tuple[object, str]] = {}
        self.overrides: dict[str, str] = {}
        self._lines: list[str] = []
        self.tables: dict[str, Any] = {}
        try:
            text = path.read_text(encoding="utf-8")
            self._lines = text.splitlines()
            self.tables = tomllib.loads(text)
        except FileNotFoundError:
            self.faults.append(f"{path}: no such file")
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
            self.faults.append(f"{path}: {why}")

    def table(self, name: str) -> dict[str, Any]:
        """The table [name], empty when it is missing or is something else (a fault)."""
        found = self.tables.get(name, {})
        if isinstance(found, Mapping):
            return dict(found)
        self.fault(name, "", "must be a table")
        return {}

    def tables_of(self, name: str) -> list[dict[str, Any]]:
        """The tables [[name]] in order."""
        found = self.tables.get(name, [])
        if isinstance(found, list) and all(isinstance(one, Mapping) for one in found):
            return [dict(one) for one in found]
        self.fault(name, "", "must be a list of tables [[…]]")
        return []

    def take(
        self, table: dict[str, Any], at: str, key: str, default: D, convert: Callable[[Any], T], required: bool = False
    ) -> T | D:
        """Remove `key` from `table` (found at `at`) and convert it; `default` when absent or faulty."""
        if key not in table:
            if required:
                self.fault(at, key, "is missing")
            self.origins[f"{at}.{key}"] = (default, "default")
            return default
        value = table.pop(key)
        try:
            taken = convert(value)
        except (ValueError, TypeError, KeyError) as why:
            shown = veiled.value(f"{at}.{key}", value) if isinstance(value, str) else value
            self.fault(at, key, f"{shown!r} {why}")
            return default
        self.origins[f"{at}.{key}"] = (taken, self._place(at, key))
        return taken

    def leftovers(self, table: Mapping[str, Any], at: str) -> None:
        """Every key nobody took is a misspelling."""
        for key in table:
            self.fault(at, key, "is not a setting")

    def unknown_tables(self, known: set[str]) -> None:
        """Every table nobody asked for is a misspelling."""
        for name in self.tables.keys() - known:
            self.fault(name, "", "is not a table of settings")

    def override(self, table: str, key: str, value: object, source: str) -> None:
        """Let `value`, which came from `source`, stand in the file's place, to be checked the same way."""
        self.tables.setdefault(table, {})[key] = value
        self.overrides[f"{table}.{key}"] = source

    def fault(self, at: str, key: str, what: str) -> None:
        """Note one fault."""
        self.faults.append(f"{self._place(at, key)}: {at}{'.' if key else ''}{key} {what}")

    def _place(self, at: str, key: str) -> str:
        if source := self.overrides.get(f"{at}.{key}"):
            return source
        line = self._line(at, key)
        return f"{self.path}:{line}" if line else str(self.path)

    def _line(self, at: str, key: str) -> int | None:
        """The line of `key` in table `at` ("slots[1]" is the second [[slots]]); the table's own line without it."""
        name, _, index = at.rstrip("]").partition("[")
        seen, inside, header = -1, False, None
        for number, line in enumerate(self._lines, 1):
            if match := re.match(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?", line):
                inside = match[1] == name
                seen += inside
                inside = inside and (not index or seen == int(index))
                header = number if inside else header
            elif inside and key and re.match(rf"\s*{re.escape(key)}\s*=", line):
                return number
        return header


def text(value: Any) -> str:
    """A text without control characters."""
    if not isinstance(value, str):
        raise TypeError("must be a text in quotes")
    if any(ord(letter) < 32 for letter in value):
        raise ValueError("holds a control character")
    return value.strip()


def some_text(value: Any) -> str:
    """A text that is not empty."""
    if not text(value):
        raise ValueError("must not be empty")
    return text(value)


def identifier(value: Any) -> str:
    """A short name of small letters, digits and dashes, as it stands in the database and in addresses."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", text(value)):
        raise ValueError("must be 1 to 40 small letters, digits or dashes")
    return text(value)


def between(least: float, most: float) -> Callable[[Any], float]:
    """A number from `least` to `most`."""

    def convert(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError("must be a number")
        if not least <= value <= most:
            raise ValueError(f"must be from {least:g} to {most:g}")
        return float(value)

    return convert


def whole(least: int, most: int) -> Callable[[Any], int]:
    """A whole number from `least` to `most`."""

    def convert(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError("must be a whole number")
        return int(between(least, most)(value))

    return convert


def yes_no(value: Any) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise TypeError("must be true or false")
    return value


def clock_time(value: Any) -> time:
    """A time of day, written "HH:MM" or as a TOML time."""
    if isinstance(value, time):
        return value
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?", text(value)):
        raise ValueError('must be a time of day such as "06:30"')
    return time.fromisoformat(value)


def day(value: Any) -> date:
    """A day, written as a TOML date or "YYYY-MM-DD"."""
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(text(value))
    except ValueError as why:
        raise ValueError("must be a day such as 2026-09-02") from why


def list_of(convert: Callable[[Any], T]) -> Callable[[Any], tuple[T, ...]]:
    """A list whose members all convert."""

    def convert_all(value: Any) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise TypeError("must be a list […]")
        return tuple(convert(one) for one in value)

    return convert_all


def one_of(names: Mapping[str, T]) -> Callable[[Any], T]:
    """One of the given names."""

    def convert(value: Any) -> T:
        if text(value) not in names:
            raise ValueError(f"is not one of {', '.join(names)}")
        return names[value]

    return convert
