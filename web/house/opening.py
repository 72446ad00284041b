"""The door to the office network kept open: tried again while it cannot be opened, and told on the desk meanwhile.

The desk on this PC never waits for it. After a restore, with another address from the router, or with its port taken,
somebody must still be able to stop a broadcast here.
"""

import errno
import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Thread
from typing import Protocol

from broadcaster.computer import certificate
from broadcaster.errors import BroadcasterError
from broadcaster.settings import Settings
from web import front

AGAIN = 30.0
"""Seconds between two looks at the door."""

CLOSED, NO_CERTIFICATE = "lan_closed", "lan_no_certificate"
FAULTS = (CLOSED, NO_CERTIFICATE)

log = logging.getLogger(__name__)


class Board(Protocol):
    """Where faults are put up and taken down: the store."""

    def raise_fault(self, code: str, detail: str, at: datetime) -> None: ...

    def clear_fault(self, code: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Shut:
    """Why nobody comes in: the code of a fault, what its sentence does not say, and the reason for the journal."""

    code: str
    detail: str
    why: str


class Opening:
    """Asked twice a minute; what it has found it puts on the board, and in the journal when it changes."""

    def __init__(self, settings: Settings, board: Board, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._lan = settings.office.lan
        self._board = board
        self._now = now
        self._wrote: str | None = None
        self.front: front.Front | None = None
        """The door, once it could be opened."""

    def look(self) -> None:
        """Open the door if it is not; a door whose address this PC has lost lets nobody in either."""
        shut = self._open() if self.front is None else self._lost()
        self._write("" if shut is None else shut.why)
        try:
            for code in FAULTS:
                if shut is not None and shut.code == code:
                    self._board.raise_fault(code, shut.detail, self._now())
                else:
                    self._board.clear_fault(code)
        except (BroadcasterError, OSError) as why:
            log.warning("what is known of the door could not be noted: %s", why)

    def _open(self) -> Shut | None:
        try:
            secure = certificate.context(self._settings.data / certificate.FOLDER)
        except (OSError, ValueError) as why:  # an SSLError is an OSError
            return Shut(NO_CERTIFICATE, "", f"no certificate ({why}); make one with: broadcaster certificate --again")
        try:
            self.front = front.serve(self._lan, secure, self._settings.desk.port)
        except OSError as why:
            return self._shut(why)
        return None

    def _lost(self) -> Shut | None:
        """A line that listens stays open without its address; whether the PC still has that, only a new one tells."""
        family = socket.AF_INET6 if ":" in self._lan.address else socket.AF_INET
        try:
            with socket.socket(family) as line:
                line.bind((self._lan.address, 0))
        except OSError as why:
            return self._shut(why) if why.errno == errno.EADDRNOTAVAIL else None
        return None

    def _shut(self, why: OSError) -> Shut:
        place = f"[{self._lan.address}]" if ":" in self._lan.address else self._lan.address
        return Shut(CLOSED, f"{place}:{self._lan.port}", f"{place}:{self._lan.port}: {why.strerror or why}")

    def _write(self, why: str) -> None:
        if why == self._wrote:
            return
        self._wrote = why
        if why:
            log.error("the desk is closed for the network, tried again every %d s: %s", AGAIN, why)
        else:
            log.info("the desk is open for the network on %s, port %d", self._lan.address, self._lan.port)


def keep_open(settings: Settings, board: Board, now: Callable[[], datetime], ended: Event) -> bool:
    """Keep the door open in a thread until `ended`; False where the settings want none. Returns at once."""
    opening = Opening(settings, board, now)
    if not settings.office.lan.address:
        _forget(board)
        return False

    def keep() -> None:
        while not ended.is_set():
            try:
                opening.look()
            except Exception:
                log.exception("the door could not be looked at")
            ended.wait(AGAIN)
        if opening.front is not None:
            opening.front.close()

    Thread(target=keep, name="opening", daemon=True).start()
    return True


def _forget(board: Board) -> None:
    """What a former life of the desk noted of a door that nobody wants any more."""
    try:
        for code in FAULTS:
            board.clear_fault(code)
    except (BroadcasterError, OSError) as why:
        log.warning("what was known of the door could not be forgotten: %s", why)
