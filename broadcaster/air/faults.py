"""Faults of the sound: shown on the desk while they last, cleared by themselves when they are gone."""

import threading
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from broadcaster.air.preflight import devices
from broadcaster.airing import Outcome, Reason
from broadcaster.fitness import Finding
from broadcaster.speakers import Played, Speakers
from broadcaster.station import Station

OF_THE_DEVICE = (Reason.NO_DEVICE, Reason.DEVICE_LOST, Reason.MUTED)
"""What a look at the sound devices can tell at any time."""

OF_A_PLAY = (
    Reason.SILENT,
    Reason.NO_EAR,
    Reason.PLAYER_FAILED,
    Reason.PLAYER_HUNG,
    Reason.SOUND_CHANGED,
    Reason.NOT_A_SOUND,
    Reason.NO_SOUND_FILE,
    Reason.VOLUME,
    Reason.NO_STREAM,
    Reason.STREAM_REFUSED,
)
"""What only a play can tell; the next one that is heard in full clears it."""


class Board(Protocol):
    """Where faults are put up and taken down: the store, or on air the ledger."""

    def raise_fault(self, code: str, detail: str, at: datetime) -> None: ...

    def clear_fault(self, code: str) -> None: ...


class Faults:
    """What each zone's plays have shown to be wrong: a fault stays on the screen until no zone has it."""

    def __init__(self) -> None:
        self._zones: dict[str, set[str]] = {}
        self._lock = threading.Lock()

    def after_play(self, board: Board, zone: str, played: Played, title: str, at: datetime) -> None:
        """Raise what this play has shown to be wrong, also where it ended well, or clear what it showed to be right."""
        known = (*OF_THE_DEVICE, *OF_A_PLAY)
        wrong = {reason for reason in (played.reason, *played.warnings) if reason in known}
        with self._lock:
            for reason in known:
                if reason in wrong:
                    self.raise_fault(board, reason.value, zone, title, at)
                elif played.outcome is Outcome.COMPLETE:
                    self._heard(board, reason, zone)

    def raise_fault(self, board: Board, code: str, zone: str, detail: str, at: datetime) -> None:
        self._zones.setdefault(code, set()).add(zone)
        board.raise_fault(code, detail, at)

    def _heard(self, board: Board, reason: Reason, zone: str) -> None:
        """This zone has it no more. What a look at another zone's device has shown, only a look takes down."""
        zones = self._zones.setdefault(reason.value, set())
        own = zone in zones
        zones.discard(zone)
        if not zones and (own or reason not in OF_THE_DEVICE):
            board.clear_fault(reason.value)


def look_at_devices(board: Board, station: Station, speakers: Speakers, at: datetime) -> None:
    """Is each zone's device there, and not muted? A device that is back clears its fault."""
    show(board, devices(station.zones, speakers.devices()), [reason.value for reason in OF_THE_DEVICE], at)


def show(board: Board, found: Iterable[Finding], codes: Iterable[str], at: datetime) -> None:
    """Of all these codes, put up what was found and take down what was not."""
    wrong = {finding.code: finding.detail for finding in found}
    for code in codes:
        if code in wrong:
            board.raise_fault(code, wrong[code], at)
        else:
            board.clear_fault(code)
