"""What a backup holds: the database, the settings, the sounds that are referred to; and never a secret."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from broadcaster import __version__
from broadcaster.backup.plain_config import kept_files, secret_files
from broadcaster.settings import Settings
from broadcaster.settings.veiled import Secrets, secrets_of, veiled
from broadcaster.store import Store

MANIFEST = "manifest.json"
DATABASE = "station.db"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the backup: its name in it, and where it lies."""

    name: str
    path: Path


def parts(settings: Settings, store: Store, veil: Path | None = None) -> Iterator[Part]:
    """Everything but the database: settings, sounds, recordings as they came, what waits beside a locked database.

    The key of the sessions, the keys of voice services, the one-time code and the files the settings name for a
    passphrase or a password stay behind: who restores a backup signs in anew and types service keys again, and who
    steals one has neither. With `veil`, a folder to write in, addresses that are a key are hidden in the settings too:
    of a backup that anybody can open. Such a one holds of the settings' folder only what the station reads there.
    """
    yield from _open_settings(settings, veil) if veil else _all_settings(settings)
    wanted = {bulletin.rendition.sha256 for bulletin in store.bulletins() if bulletin.rendition}
    yield from (part for part in _folder("rendered", settings.rendered) if Path(part.name).stem in wanted)
    yield from _folder("recordings", settings.recordings)
    yield from _folder("ledger", settings.data / "ledger")
    yield from _folder("directives", settings.data / "directives")
    yield from _folder("voices-piper", settings.voice_packs)


def manifest(settings: Settings, head: tuple[int, str], at: datetime, files: dict[str, tuple[int, str]]) -> bytes:
    """The list of the files with length and SHA-256, the log's head, and what made it."""
    told: dict[str, Any] = {
        "format": FORMAT,
        "program": __version__,
        "station": settings.station.id,
        "name": settings.station.name,
        "made": at.isoformat(timespec="seconds"),
        "log_number": head[0],
        "log_hash": head[1],
        "files": {name: {"bytes": length, "sha256": digest} for name, (length, digest) in sorted(files.items())},
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def digest_of(path: Path) -> tuple[int, str]:
    """Length and SHA-256 of a file."""
    with path.open("rb") as file:
        return path.stat().st_size, digest(file)


def digest(file: IO[bytes]) -> str:
    """SHA-256 of what is left to read."""
    whole = hashlib.sha256()
    while piece := file.read(1 << 20):
        whole.update(piece)
    return whole.hexdigest()


def _all_settings(settings: Settings) -> Iterator[Part]:
    """With the ward's own notes beside them: of a backup that nobody opens without its passphrase."""
    secret = secret_files(settings)
    yield from (part for part in _folder("config", settings.folder) if part.path.resolve() not in secret)


def _open_settings(settings: Settings, veil: Path) -> Iterator[Part]:
    secrets = secrets_of(settings.origins)
    for path in kept_files(settings):
        part = Part(f"config/{path.relative_to(settings.folder).as_posix()}", path)
        yield _veiled(part, veil, secrets) if path.suffix == ".toml" else part


def _veiled(part: Part, folder: Path, secrets: Secrets) -> Part:
    """The same settings file with its secrets hidden; itself where it has none."""
    text = part.path.read_text(encoding="utf-8", errors="replace")
    if (shown := veiled(text, secrets)) == text:
        return part
    path = folder / part.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(shown, encoding="utf-8")
    return Part(part.name, path)


def _folder(name: str, folder: Path) -> Iterator[Part]:
    """The plain files of a folder and those below it; links are not followed out of it."""
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            yield Part(f"{name}/{path.relative_to(folder).as_posix()}", path)
