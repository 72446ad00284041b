"""Where backups go and how long they are kept: [backup]."""

from dataclasses import dataclass
from datetime import time
from pathlib import Path

from broadcaster.settings import reading as read
from broadcaster.settings.reading import TomlReading


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """`folder` None means that none is made by itself. `passphrase` is the file that holds it; None: not sealed."""

    folder: Path | None
    at: time
    daily: int
    weekly: int
    monthly: int
    passphrase: Path | None


def backup_of(file: TomlReading) -> BackupSettings:
    """The table [backup]."""
    table = file.table("backup")
    folder = file.take(table, "backup", "folder", "", read.text)
    secret = file.take(table, "backup", "passphrase_file", "", read.text)
    found = BackupSettings(
        folder=Path(folder).expanduser() if folder else None,
        at=file.take(table, "backup", "at", time(2, 30), read.clock_time),
        daily=file.take(table, "backup", "keep_daily", 7, read.whole(1, 366)),
        weekly=file.take(table, "backup", "keep_weekly", 5, read.whole(0, 520)),
        monthly=file.take(table, "backup", "keep_monthly", 12, read.whole(0, 600)),
        passphrase=Path(secret).expanduser() if secret else None,
    )
    file.leftovers(table, "backup")
    return found
