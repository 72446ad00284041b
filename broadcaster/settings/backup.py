"""Where backups go and how long they are kept: [backup]."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from broadcaster.settings import reading as read
from broadcaster.settings.reading import TomlReading

MARK = "backed_up"
"""The station's mark with the moment of the last backup that was written and read again, in ISO form."""

EXPECTED = "backup_expected"
"""The mark with the moment since which a first backup has been expected."""

LATEST = timedelta(days=2)
"""A last good backup that is older is a fault."""

NONE_LATELY = "no_backup"
"""The fault that no backup has succeeded for longer than that."""

FAILED = "backup_failed"
"""The fault that the last nightly one failed, with the program's own words about it."""

CLEAR = timedelta(minutes=15)
"""No backup begins so short before a slot."""


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """`folder` None means that none is made by itself. `passphrase` is the file that holds it; None: not sealed."""

    folder: Path | None
    at: time
    daily: int
    weekly: int
    monthly: int
    passphrase: Path | None

    def due(self, last: datetime | None, now: datetime) -> bool:
        """Whether the nightly backup is to be made. `now` is the station's local time; a PC that was off makes up."""
        if self.folder is None:
            return False
        latest = datetime.combine(now.date(), self.at, now.tzinfo)
        if latest > now:
            latest -= timedelta(days=1)
        return last is None or last < latest or last > now + timedelta(days=1)


def backup_of(file: TomlReading) -> BackupSettings:
    """The table [backup]."""
    table = file.table("backup")
    folder = file.take(table, "backup", "folder", "", _place)
    secret = file.take(table, "backup", "passphrase_file", "", _place)
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


def _place(value: object) -> str:
    """A path as it is written; "~name" must be somebody this computer knows."""
    found = read.text(value)
    try:
        Path(found).expanduser()
    except RuntimeError as why:
        raise ValueError("names the folder of a user this computer does not have") from why
    return found
