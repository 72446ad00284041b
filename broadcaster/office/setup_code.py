"""The one-time code of the first start: it stands in a file only its owner can read, and goes once it was used."""

import hmac
import os
import secrets
from pathlib import Path

# No letters or digits that are mistaken for one another when read from a screen.
_SIGNS = "ABCDEFGHJKMNPQRTUVWXY346789"
_GROUPS = 3
_GROUP = 4


def ensure(path: Path) -> str:
    """The code that stands in `path`; a new one is written when there is none."""
    known = read(path)
    if known:
        return known
    code = "-".join("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(code + "\n")
    return code


def read(path: Path) -> str:
    """The code that stands in `path`, or "" when there is none."""
    try:
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def matches(path: Path, typed: str) -> bool:
    """Whether `typed` is the code, however its letters and dashes were typed; compared in constant time."""
    code = _plain(read(path))
    return bool(code) and hmac.compare_digest(code.encode(), _plain(typed).encode("utf-8", "replace"))


def forget(path: Path) -> None:
    """The code has done its work."""
    path.unlink(missing_ok=True)


def _plain(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())
