"""Which of the settings' files may be taken along: never one that the settings name because a secret is in it."""

from collections.abc import Iterator
from pathlib import Path

from broadcaster.settings import Settings


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
