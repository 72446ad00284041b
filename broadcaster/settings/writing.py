"""station.toml changed from the desk: comments kept, checked whole on a copy, put in force at once, the former kept.

The file stays the truth and can still be edited by hand. Whoever changes it names the version they have seen; if the
file is another by then, nothing is written.
"""

import hashlib
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from broadcaster.errors import Conflict, SettingsError
from broadcaster.settings.history import keep
from broadcaster.settings.loading import Settings, load

FILE = "station.toml"
Changes = Mapping[str, Any]
"""What becomes of a key: "station.name" → a text, number, truth value or list; a list of tables for "slots"."""

_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Written:
    """What was put in force, and which keys say something else than before ("station.name", "slots" …)."""

    settings: Settings
    changed: tuple[str, ...]


def version(folder: Path) -> str:
    """The file as it stands, in 16 signs: who sends a change says from which version it was made."""
    return hashlib.sha256((folder / FILE).read_bytes()).hexdigest()[:16]


def change(settings: Settings, seen: str, changes: Changes, by: str, at: datetime) -> Written:
    """Put `changes` into station.toml.

    Conflict when the file is no longer the one that was `seen`; SettingsError with every fault when the whole would
    not be fit; OSError when it cannot be written. In each case the file stays as it is.
    """
    return _put(settings, seen, lambda text: _changed(text, changes), by, at)


def put_back(settings: Settings, seen: str, text: str, by: str, at: datetime) -> Written:
    """Let a former version of the whole file be in force again; refused for the same reasons."""
    return _put(settings, seen, lambda _: text, by, at)


def _put(settings: Settings, seen: str, rewrite: Callable[[str], str], by: str, at: datetime) -> Written:
    path = settings.folder / FILE
    with _one_at_a_time:
        before = path.read_bytes()
        if hashlib.sha256(before).hexdigest()[:16] != seen:
            raise Conflict("station.toml was changed by somebody else since it was read")
        text = rewrite(before.decode("utf-8"))
        changed = differing(before.decode("utf-8"), text)
        if not changed:
            return Written(settings, ())
        _check(settings, text)
        keep(settings.data, before, by, at, changed)
        _replace(path, text.encode("utf-8"))
        return Written(load(settings.folder, environment_of(settings)), changed)


def _changed(text: str, changes: Changes) -> str:
    """The file with other values and the same comments."""
    import tomlkit

    document = tomlkit.parse(text)
    for key, value in changes.items():
        name, _, inner = key.partition(".")
        if inner:
            if name not in document:
                document[name] = tomlkit.table()
            _set(document[name], inner, value)
        else:
            _set_tables(document, name, value)
    return tomlkit.dumps(document)


def _set(table: Any, key: str, value: Any) -> None:
    """One value; an equal one is left as it was written, with its comment beside it."""
    if key in table and table[key] == value:
        return
    table[key] = value


def _set_tables(document: Any, name: str, wanted: list[dict[str, Any]]) -> None:
    """[[slots]] or [[zones]]: those that stay keep their comments; they are told apart by their id."""
    import tomlkit

    before = [one.unwrap() for one in document.get(name, [])]
    standing = {str(one.get("id")): one for one in document.get(name, [])}
    tables = tomlkit.aot()
    for values in wanted:
        table = standing.get(str(values["id"]), tomlkit.table())
        for key in [key for key in table if key not in values]:
            del table[key]
        for key, value in values.items():
            _set(table, key, value)
        tables.append(table)
    if [one.unwrap() for one in tables] != before:
        document[name] = tables


def differing(before: str, after: str) -> tuple[str, ...]:
    """The keys at which two versions of the file say something else."""
    import tomllib

    def flat(text: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, table in tomllib.loads(text).items():
            if isinstance(table, dict):
                found.update({f"{name}.{key}": value for key, value in table.items()})
            else:
                found[name] = table
        return found

    old, new = flat(before), flat(after)
    return tuple(sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key)))


def _check(settings: Settings, text: str) -> None:
    """The whole folder with the new file in it, read as the station reads it; SettingsError with every fault."""
    beside = settings.folder.parent  # what the file names (data, chimes) is looked for beside its folder
    with tempfile.TemporaryDirectory(prefix=f".{settings.folder.name}-", dir=beside) as trial:
        folder = Path(trial)
        for path in settings.folder.glob("*.toml"):
            shutil.copyfile(path, folder / path.name)
        (folder / FILE).write_text(text, encoding="utf-8")
        try:
            load(folder, environment_of(settings))
        except SettingsError as why:
            raise SettingsError([fault.replace(str(folder.resolve()) + os.sep, "") for fault in why.faults]) from why


def environment_of(settings: Settings) -> dict[str, str]:
    """What the environment said when these settings were read: it wins over the file the next time, too."""
    said = {}
    for value, origin in settings.origins.values():
        kind, _, name = origin.partition(" ")
        if kind == "environment":
            said[name] = str(value)
    return said


def _replace(path: Path, content: bytes) -> None:
    """All of it or nothing, whatever happens: a file of its own, on the disk, then under the right name."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, name)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
