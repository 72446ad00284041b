"""Which of the settings' files may be taken along: never one that the settings name because a secret is in it."""

from collections.abc import Iterator
from pathlib import Path

from broadcaster.settings import Settings


def secret_files(settings: Settings) -> set[Path]:
    """The files the settings name because a secret is in them, wherever they lie."""
    named = (settings.backup.passphrase, settings.office.watch.password)
    return {path.resolve() for path in named if path is not None}


KINDS = (".toml", ".docx")
"""What the program reads from the folder of the settings: the settings themselves, the ward's own report."""

PROGRAMS = frozenset({".py", ".sh", ".ps1", ".cmd", ".bat"})
"""Programs that another one reads. Any other file a command names may be a key."""


def kept_files(settings: Settings) -> Iterator[Path]:
    """All that a station needs from the folder of its settings to be there again, each file once.

    Kinds are named, so that neither a key file goes along nor what an editor leaves beside a file (station.toml~, .bak,
    .swp), which nobody veils. Besides them: a sound or a program of a hook that the settings name there, and how the
    technician had the sound server set up.
    """
    files = {path for kind in KINDS for path in open_files(settings, kind)}
    files |= {path for path in (settings.folder / "sound.pa.d").glob("*.pa") if _plain(path)}
    yield from sorted(files | (set(_named_there(settings)) - secret_files(settings)))


def open_files(settings: Settings, kind: str) -> Iterator[Path]:
    """The settings' files of a kind (".toml", the ward's ".docx") that may be taken along.

    The kind is named, so that a key file somebody put beside them stays.
    """
    secret = secret_files(settings)
    for path in sorted(settings.folder.iterdir()):
        if _plain(path) and path.suffix == kind and path.resolve() not in secret:
            yield path


def _named_there(settings: Settings) -> Iterator[Path]:
    """The files in the folder that the settings name: a relative name is looked for beside the folder."""
    sound, hooks = settings.sound, settings.hooks
    named = [path for path in (sound.opening_chime, sound.closing_chime, sound.attention) if path is not None]
    for command in (*hooks.before, *hooks.after):
        named += [Path(word) for at, word in enumerate(command) if at == 0 or Path(word).suffix in PROGRAMS]
    for one in named:
        path = settings.folder.parent / one
        if path.resolve().is_relative_to(settings.folder) and _plain(path):
            yield path.resolve()


def _plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and not path.name.startswith(".")
