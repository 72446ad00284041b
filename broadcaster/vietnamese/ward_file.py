"""The ward's own pronunciation file: one entry written into it, everything else left as it stands."""

import os
import re
import threading
from pathlib import Path

from broadcaster.vietnamese.dictionary import DictionaryError, check_entry, read_toml
from broadcaster.vietnamese.patterns import Pattern

_TABLE = "[words]"
_TABLES = ("words", "abbreviations", "loanwords")
_IN_FILE = tuple(f"[{name}]" for name in _TABLES)


def store_entry(path: Path, written: str, said: str) -> None:
    """Add or replace one entry; comments and other entries stay, and a crash leaves the old file whole."""
    check_entry(written, said)
    text = ""
    if path.exists():
        read_toml(path)
        text = path.read_text(encoding="utf-8-sig")
    lines = text.replace("\r\n", "\n").split("\n")
    _put(lines, f"{_quoted(written)} = {_quoted(said)}", written)
    fresh = "\n".join(lines).rstrip("\n") + "\n"
    _replace(path, fresh)


def ward_entries(path: Path) -> dict[str, str]:
    """The ward's own entries as they stand in the file, written form -> what is said; none without a file."""
    if not path.exists():
        return {}
    tables = read_toml(path)
    found = [tables[name] for name in _TABLES if isinstance(tables.get(name), dict)]
    return {written: said for table in found for written, said in table.items() if isinstance(said, str)}


def remove_entry(path: Path, written: str) -> bool:
    """Take one entry out, wherever it stands; False when there was none. A crash leaves the old file whole."""
    if written not in ward_entries(path):
        return False
    lines = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").split("\n")
    table, kept = "", []
    for line in lines:
        if line.strip().startswith("["):
            table = line.strip().split("#")[0].strip()
        if not (table in _IN_FILE and _is_entry_of(line, written)):
            kept.append(line)
    if len(kept) == len(lines):
        raise DictionaryError(f"{path}: {written!r} is written in a way that only a person can take out")
    _replace(path, "\n".join(kept).rstrip("\n") + "\n")
    return True


def _is_entry_of(line: str, written: str) -> bool:
    return bool(re.match("(?:" + "|".join(map(re.escape, _keys(written))) + r")\s*=", line.strip()))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _keys(written: str) -> tuple[str, ...]:
    bare = (written,) if re.fullmatch(r"[A-Za-z0-9_-]+", written) else ()
    literal = (f"'{written}'",) if "'" not in written else ()
    return (_quoted(written), *literal, *bare)


def _put(lines: list[str], entry: str, written: str) -> None:
    """Replace the line of this key under [words], or add one at the end of that table."""
    table, last_of_words = "", -1
    for number, line in enumerate(lines):
        stripped = line.strip()
        if stripped.startswith("["):
            table = stripped.split("#")[0].strip()
        if table in _IN_FILE:
            if _is_entry_of(stripped, written):
                lines[number] = entry + _comment_after(stripped)
                return
            if table == _TABLE and stripped:
                last_of_words = number
    if last_of_words < 0:
        lines += [_TABLE, entry] if lines[-1:] in ([], [""]) else ["", _TABLE, entry]
    else:
        lines.insert(last_of_words + 1, entry)


_VALUE = Pattern(r"""[^=]+=\s*(?:"(?:[^"\\]|\\.)*"|'[^']*')(\s*#.*)$""")


def _comment_after(line: str) -> str:
    """What the ward has noted behind an entry stays there."""
    found = _VALUE.match(line)
    return found[1] if found else ""


def _replace(path: Path, text: str) -> None:
    # Beside the old file, so that taking its place is one step of the file system.
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            fresh.chmod(path.stat().st_mode & 0o777)
        else:
            fresh.chmod(0o644)
        # The new text is checked before it takes the old one's place.
        read_toml(fresh)
        fresh.replace(path)
    except OSError as error:
        raise DictionaryError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        fresh.unlink(missing_ok=True)
