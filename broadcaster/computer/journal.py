"""The technician's journal: each part of the station writes what happens as JSON lines, a few megabytes at most.

A line holds the time, the part, the level, where it comes from, the event as the program's text has it, and what was
said in full. Only the event, which names nobody and nothing, goes into a support file (broadcaster/support.py).
"""

import json
import logging
import sys
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

FOLDER = "logs"
SIZE = 2_000_000
KEPT = 4
"""Older files beside the one being written: 10 MB for each part, months of a quiet station."""

LONGEST = 4000
PARTS = ("supervisor", "desk", "daemon", "renderer")


class JsonLines(logging.Formatter):
    """One event as one line of JSON."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self._part = part

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "part": self._part,
            "level": record.levelname,
            "from": record.name,
            "event": str(record.msg)[:LONGEST],
            "said": record.getMessage()[:LONGEST],
        }
        if record.exc_info and record.exc_info[0] is not None:
            told["error"] = record.exc_info[0].__name__
            told["trace"] = [
                f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(told, ensure_ascii=False)


class Journal(RotatingFileHandler):
    """A file that grows to its size and begins anew. A full disk takes the journal, never the broadcast."""

    def __init__(self, folder: Path, part: str) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().__init__(folder / f"{part}.jsonl", maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", delay=True)
        self.setFormatter(JsonLines(part))

    def handleError(self, record: logging.LogRecord) -> None:
        """There is nobody to tell."""


def keep(part: str, data: Path) -> None:
    """Write the journal of `part` into `data`/logs, and one line an event on the error stream as well."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr, force=True
    )
    with suppress(OSError):
        logging.getLogger().addHandler(Journal(data / FOLDER, part))
    logging.getLogger("huey").setLevel(logging.WARNING)  # it greets at length


def last_lines(folder: Path, part: str, count: int) -> list[dict[str, object]]:
    """The newest `count` events of a part, oldest first; lines that cannot be read are left out."""
    lines: list[str] = []
    for path in (folder / f"{part}.jsonl.1", folder / f"{part}.jsonl"):
        with suppress(OSError):
            lines += path.read_text(encoding="utf-8", errors="replace").splitlines()
    found = []
    for line in lines[-count:]:
        with suppress(ValueError):
            told = json.loads(line)
            if isinstance(told, dict):
                found.append(told)
    return found
