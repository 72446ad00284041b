"""The drawer for slips: small files that appear whole or not at all, and under a name only once.

That makes a slip a lock as good as the database's. A drawer has a second place for when its disk is read-only or full.
"""

import errno
import hashlib
import logging
import os
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from broadcaster.air.slips import Slip, read, written

ASIDE = "unreadable"
log = logging.getLogger(__name__)


class Drawer:
    """The slips of one station, in the first of `folders` that can be written.

    `make_room` is asked once for room when the disk of the first is full, and says whether there is some.
    """

    def __init__(self, folder: Path, make_room: Callable[[], bool] = lambda: False) -> None:
        self.folders = (folder, second_place(folder))
        self.make_room = make_room

    def claim(self, slip: Slip) -> bool:
        """Put in a slip of a new name, durably. False: there is one of that name. OSError: nowhere to write."""
        if any((folder / f"{slip.name}.json").exists() for folder in self.folders):
            return False
        return self._put(slip, exclusive=True)

    def put(self, slip: Slip) -> None:
        """Put in a slip over its older version, durably. OSError: nowhere to write."""
        self._put(slip, exclusive=False)

    def drop(self, name: str) -> None:
        """Throw a slip away, everywhere; one that cannot be thrown away is entered again, which changes nothing."""
        for folder in self.folders:
            try:
                (folder / f"{name}.json").unlink()
                _sync_folder(folder)
            except OSError:
                continue
        with suppress(OSError):  # unless something is left in it
            self.folders[1].rmdir()

    def load(self) -> tuple[list[Slip], list[str]]:
        """Every slip in order of time, and the names of those that could not be read and were laid aside."""
        found: dict[str, Slip] = {}
        spoiled: list[str] = []
        for folder in self.folders:
            _sweep(folder)
            for path in _papers(folder):
                try:
                    slip = read(path.read_text("utf-8"))
                except (OSError, ValueError, KeyError, TypeError) as why:
                    log.error("%s cannot be read and is laid aside: %s", path, why)
                    spoiled.append(path.stem)
                    _lay_aside(path)
                    continue
                if path.stem not in found or slip.version > found[path.stem].version:
                    found[path.stem] = slip
        return sorted(found.values(), key=lambda one: one.number), [name for name in spoiled if name not in found]

    def _put(self, slip: Slip, exclusive: bool) -> bool:
        text = written(slip)
        first, second = self.folders
        try:
            return _write(first, slip.name, text, exclusive)
        except OSError as why:
            trouble = why
        try:
            if trouble.errno in (errno.ENOSPC, errno.EDQUOT) and self.make_room():
                return _write(first, slip.name, text, exclusive)
        except OSError as why:
            trouble = why
        log.info("%s cannot be written (%s); the slip goes to %s", first, trouble, second)
        _own(second)
        return _write(second, slip.name, text, exclusive)


def second_place(folder: Path) -> Path:
    """Where slips go when `folder` cannot be written: memory of the system that outlives the process, not the power."""
    # A folder of our own within it: made for its owner alone, and not believed when it is somebody else's (_own).
    for place in (os.environ.get("XDG_RUNTIME_DIR"), "/dev/shm", tempfile.gettempdir()):  # nosec B108
        if place and os.access(place, os.W_OK):
            break
    mark = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return Path(place or ".") / f"broadcaster-{mark}"


def _own(folder: Path) -> None:
    """The second place, made if need be, is really ours: in a place shared with others anyone could silence us."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.name != "nt":
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
            raise PermissionError(f"{folder} belongs to somebody else")


def _write(folder: Path, name: str, text: str, exclusive: bool) -> bool:
    """Written whole under another name and made durable, then shown; a link refuses a name that is taken."""
    half, whole = folder / f".{name}.{os.getpid()}", folder / f"{name}.json"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with half.open("w", encoding="utf-8") as file:
            half.chmod(0o600)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if not exclusive:
            half.replace(whole)
        elif not _show_once(half, whole):
            return False
        _sync_folder(folder)
    finally:
        with suppress(OSError):  # a read-only disk refuses even this, and the trouble that counts is told already
            half.unlink(missing_ok=True)
    return True


def _show_once(half: Path, whole: Path) -> bool:
    try:
        os.link(half, whole)
    except FileExistsError:
        return False
    except (PermissionError, NotImplementedError):  # a file system without links (FAT): claim the name, then fill it
        try:
            os.close(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            return False
        half.replace(whole)
    return True


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Halves of slips that a power cut left; what they were to say was never said to be safe."""
    with suppress(OSError):
        for half in folder.glob(".*.*"):
            half.unlink()


def _papers(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob("*.json"))
    except OSError:
        return []


def _lay_aside(path: Path) -> None:
    try:
        (path.parent / ASIDE).mkdir(exist_ok=True)
        path.replace(path.parent / ASIDE / path.name)
    except OSError:
        log.warning("%s cannot be moved; it is passed over", path)
