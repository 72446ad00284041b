"""Room kept back on the disk: when it is full, a piece is given up so that what was broadcast can still be written."""

import os
import shutil
from pathlib import Path

PIECES = 4
"""Given up one at a time: whatever else is filling the disk takes at most one before the station needs the next."""

PIECE = 1024 * 1024
LEAST = 128 * 1024
"""Bytes that SQLite needs to open its files beside the database."""

SHARE = 20
"""A piece is at most this part of the disk: a fifth of a tiny one in all, the rest is for the station itself.

Less would not do on a disk of two megabytes: one airing, from claim to entry, adds 70 KB to the write-ahead log.
"""


class Ballast:
    """Files of no use but their size, in `folder`. No verb raises for trouble with the disk."""

    def __init__(self, folder: Path) -> None:
        self.pieces = tuple(folder / f"ballast.{number}" for number in range(1, PIECES + 1))

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it has been given up."""
        return all(piece.exists() for piece in self.pieces)

    def release(self) -> bool:
        """Give up one piece; False when there is none left or it cannot be removed."""
        for piece in self.pieces:
            try:
                piece.unlink()
            except OSError:
                continue
            return True
        return False

    def make_room_to_start(self) -> None:
        """Give up pieces until the database can be opened: a station restarts on a full disk too."""
        try:
            while shutil.disk_usage(self.pieces[0].parent).free < LEAST and self.release():
                pass
        except OSError:
            return

    def restore(self) -> bool:
        """Make again what is missing if that leaves as much room as it takes; returns whether it is whole."""
        try:
            usage = shutil.disk_usage(self.pieces[0].parent)
            size = min(PIECE, usage.total // SHARE)
            missing = [piece for piece in self.pieces if not piece.exists()]
            if missing and usage.free < size * (len(missing) + PIECES):
                return False
            for piece in missing:
                _fill(piece, size)
        except OSError:
            return False
        return True


def _fill(piece: Path, size: int) -> None:
    """Random bytes: a file system that packs zeros would keep no room with them."""
    half = piece.with_suffix(piece.suffix + ".new")
    try:
        with half.open("wb") as file:
            file.write(os.urandom(size))
            file.flush()
            os.fsync(file.fileno())
        half.replace(piece)
    except OSError:
        half.unlink(missing_ok=True)
        raise
