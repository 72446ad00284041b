"""Coming back: a backup unpacked into a blank place, proved file by file, its log's chain walked."""

import json
import shutil
import tarfile
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from broadcaster.backup import contents
from broadcaster.backup.packed import FULL
from broadcaster.backup.sealing import is_sealed, unseal
from broadcaster.errors import BackupBroken, BadInput
from broadcaster.settings.veiled import hidden_in
from broadcaster.store import open_store

LARGEST = 200_000_000_000
PLACES = {
    "config": "config",
    "rendered": "audio/rendered",
    "recordings": "audio/recordings",
    "ledger": "var/ledger",
    "directives": "var/directives",
    "voices-piper": "var/voices-piper",
}
"""Where each part of a backup goes, as the shipped settings have it."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: the place, how many files, the log's entries and head, and when the backup was made.

    `hidden` are the lines of the settings that somebody has to type again: a backup that is not sealed holds no key.
    """

    home: Path
    files: int
    log: tuple[int, str]
    made: str
    hidden: tuple[str, ...] = ()


def restore(backup: Path, home: Path, passphrase: str = "", sounds: Path | None = None) -> Restored:
    """Unpack `backup` into the blank folder `home`, prove it and make it ready to start.

    `sounds` is where the rendered sounds will lie, if somebody moves them from there to an installed station's places.

    BadInput where `home` holds something or a passphrase is missing; BackupBroken where the backup is not what its
    manifest says, or its log's chain does not hold. Nothing half restored is left behind.
    """
    if home.exists() and any(home.iterdir()):
        raise BadInput("home", f"{home} is not empty: a backup is restored into a blank folder")
    home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=home.parent) as folder:
        plain = backup
        if is_sealed(backup):
            if not passphrase:
                raise BadInput("passphrase", f"{backup.name} is sealed: its passphrase is needed")
            plain = Path(folder, "plain.tar.gz")
            unseal(backup, plain, passphrase)
        new = Path(folder, "home")
        told = _unpack(plain, new)
        log = _prove_log(new, sounds or home / PLACES["rendered"], told)
        if home.exists():
            home.rmdir()
        shutil.move(new, home)
    return Restored(home, len(told["files"]), log, str(told["made"]), _hidden(home / PLACES["config"]))


def _hidden(config: Path) -> tuple[str, ...]:
    return tuple(line for path in sorted(config.glob("*.toml")) for line in hidden_in(path.read_text(encoding="utf-8")))


def _unpack(plain: Path, new: Path) -> dict[str, Any]:
    """Every file to its place, with its hash held against the manifest."""
    try:
        with tarfile.open(plain, "r:gz") as archive:
            told = _manifest(archive, plain)
            missing = dict(told["files"])
            for member in archive:
                if member.name == contents.MANIFEST:
                    continue
                meant = missing.pop(member.name, None)
                if meant is None or not member.isfile():
                    raise BackupBroken(f"{plain.name} holds {member.name!r}, which its manifest does not know")
                path = new / _place(member.name)
                path.parent.mkdir(parents=True, exist_ok=True)
                source = archive.extractfile(member)
                assert source is not None
                with path.open("wb") as file:
                    shutil.copyfileobj(source, file)
                if contents.digest_of(path) != (meant["bytes"], meant["sha256"]):
                    raise BackupBroken(f"{member.name} is not what was backed up")
    except (tarfile.TarError, zlib.error, EOFError, OSError, KeyError, TypeError, ValueError) as error:
        if isinstance(error, OSError) and error.errno in FULL:
            raise OSError(error.errno, error.strerror, str(new)) from error  # the backup is not to blame
        raise BackupBroken(f"{plain.name} cannot be read as a backup ({error})") from error
    if missing:
        raise BackupBroken(f"{plain.name} lacks {len(missing)} files, {next(iter(missing))} among them")
    return told


def _manifest(archive: tarfile.TarFile, plain: Path) -> dict[str, Any]:
    first = archive.next()
    if first is None or first.name != contents.MANIFEST or first.size > 100_000_000:
        raise BackupBroken(f"{plain.name} is no backup of a station")
    file = archive.extractfile(first)
    assert file is not None
    told: dict[str, Any] = json.loads(file.read())
    if told["format"] != contents.FORMAT or sum(one["bytes"] for one in told["files"].values()) > LARGEST:
        raise BackupBroken(f"{plain.name} was made in a form this program does not know")
    return told


def _place(name: str) -> Path:
    """Where the part goes; a name that leads elsewhere is refused."""
    parts = PurePosixPath(name).parts
    if name == contents.DATABASE:
        return Path("var", contents.DATABASE)
    if len(parts) < 2 or parts[0] not in PLACES or ".." in parts or set(name) & {"\\", ":"}:
        raise BackupBroken(f"the backup holds a file of a name it may not have: {name!r}")
    return Path(PLACES[parts[0]], *parts[1:])


def _prove_log(new: Path, sounds: Path, told: dict[str, Any]) -> tuple[int, str]:
    """The chain of the restored log holds and ends where the manifest says; the sounds lie in their new place."""
    store = open_store(f"sqlite:///{new / 'var' / contents.DATABASE}", told["station"])
    try:
        log = store.verify((told["log_number"], told["log_hash"]) if told["log_number"] else None)
        store.sounds_are_in(sounds)
    finally:
        store.close()
    return log
