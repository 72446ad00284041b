"""Former versions of station.toml: what it said, until when, and who changed what of it then."""

import difflib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from broadcaster.errors import NotFound
from broadcaster.settings.veiled import veiled

FOLDER = "settings-history"
KEPT = 200
"""Versions; the oldest are thrown away. A file is some kilobytes."""


@dataclass(frozen=True, slots=True)
class Former:
    """A version that is no longer in force: `by` replaced it at that instant, changing `keys`."""

    id: str
    at: datetime
    by: str
    keys: tuple[str, ...]


def keep(data: Path, text: bytes, by: str, at: datetime, keys: Iterable[str]) -> None:
    """Put a version aside before it is replaced; OSError when that is not possible."""
    folder = data / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    id = f"{at.astimezone(UTC):%Y%m%dT%H%M%S%f}"
    while (folder / f"{id}.toml").exists():
        id += "0"
    told = {"at": at.isoformat(), "by": by, "keys": list(keys)}
    for name, content in ((f"{id}.toml", text), (f"{id}.json", json.dumps(told, ensure_ascii=False).encode())):
        with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    for old in sorted(folder.glob("*.json"))[:-KEPT]:
        old.with_suffix(".toml").unlink(missing_ok=True)
        old.unlink(missing_ok=True)


def former(data: Path) -> list[Former]:
    """Every version that was replaced, the last one first; one that cannot be read is left out."""
    found = []
    for path in sorted((data / FOLDER).glob("*.json"), reverse=True):
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            found.append(Former(path.stem, datetime.fromisoformat(told["at"]), str(told["by"]), tuple(told["keys"])))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return found


def text_of(data: Path, id: str) -> str:
    """What that version said; NotFound if there is none of that name."""
    if id not in {one.id for one in former(data)}:
        raise NotFound(f"no former settings {id!r}")
    return (data / FOLDER / f"{id}.toml").read_text(encoding="utf-8")


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """What the second says otherwise, line by line: ("-" gone, "+" new, " " beside it, "…" between), the line.

    Lines that hold a secret are shown without it.
    """
    before, after = veiled(before), veiled(after)
    found: list[tuple[str, str]] = []
    for line in difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1):
        if line.startswith(("---", "+++")):
            continue
        found.append(("…", "") if line.startswith("@@") else (line[0], line[1:]))
    return found[1:]
