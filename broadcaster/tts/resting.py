"""Rest for a voice that failed or asked to be left alone, remembered over renderings and restarts."""

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

LONGEST = timedelta(hours=6)
NOTES = ("-failed", "-rests-until")
"""How the notes of failed voices and of services that asked to be left alone end."""


class Rest:
    """A service's rest, kept in `note` (the wall clock's second it ends at, and why) or only in memory."""

    def __init__(self, note: Path | None) -> None:
        self._note = note
        self._until = 0.0
        self._why = ""

    def begin(self, length: timedelta, why: str = "") -> None:
        """Leave the service alone from now on for `length`, at most six hours."""
        self._until = time.time() + min(length, LONGEST).total_seconds()
        self._why = " ".join(why.split())
        if self._note:
            with suppress(OSError):
                self._note.parent.mkdir(parents=True, exist_ok=True)
                self._note.write_text(f"{self._until}\n{self._why}\n", encoding="utf-8")

    def end(self) -> None:
        """It speaks again."""
        self._until = 0.0
        if self._note:
            with suppress(OSError):
                self._note.unlink(missing_ok=True)

    def left(self) -> timedelta:
        """What is left of the rest; a clock that jumped cannot make it longer than six hours."""
        until = max(self._until, self.noted()[0])
        left = timedelta(seconds=max(0.0, until - time.time()))
        return left if left <= LONGEST else timedelta()

    @property
    def why(self) -> str:
        """What the rest began with."""
        return self.noted()[1] or self._why

    def noted(self) -> tuple[float, str]:
        """The wall clock's second the rest ends at, and why, as the note has them; 0 without one."""
        if self._note:
            with suppress(OSError, ValueError):
                until, _, why = self._note.read_text(encoding="utf-8").partition("\n")
                return float(until), why.strip()
        return 0.0, ""


class Rests:
    """The rests of all voices that failed, as notes in `folder`; each lasts `length`."""

    def __init__(self, folder: Path | None, length: timedelta) -> None:
        self._folder = folder
        self._length = length
        self._known: dict[str, Rest] = {}

    def of(self, engine: str) -> Rest:
        """The rest of that engine."""
        if engine not in self._known:
            self._known[engine] = Rest(self._folder / f"{engine}-failed" if self._folder else None)
        return self._known[engine]

    def begin(self, engine: str, why: str) -> None:
        """That engine failed; nobody waits for it again so soon."""
        if self._length:
            self.of(engine).begin(self._length, why)


def resting(folder: Path) -> dict[str, tuple[datetime, str]]:
    """Every engine that is left alone by the notes in `folder`: until when (aware), and why."""
    found: dict[str, tuple[datetime, str]] = {}
    for path in folder.iterdir() if folder.is_dir() else ():
        ending = next((ending for ending in NOTES if path.name.endswith(ending)), "")
        if not ending or not Rest(path).left():
            continue
        seconds, why = Rest(path).noted()
        until, engine = datetime.fromtimestamp(seconds, UTC), path.name.removesuffix(ending)
        if engine not in found or until > found[engine][0]:
            found[engine] = (until, why)
    return found
