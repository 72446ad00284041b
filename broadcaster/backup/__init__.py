"""Keeping a copy of the station where a broken PC, a stolen disk or a wrong click cannot reach it, and coming back."""

from broadcaster.backup.keeping import Kept, rotate, take
from broadcaster.backup.restoring import Restored, restore

__all__ = ["Kept", "Restored", "restore", "rotate", "take"]
