"""Faults of the sound: shown on the desk while they last, cleared by themselves when they are gone."""

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


def after_play(board: Board, played: Played, title: str, at: datetime) -> None:
    """Raise what this play has shown to be wrong, also where it ended well, or clear what it has shown to be right."""
    known = (*OF_THE_DEVICE, *OF_A_PLAY)
    wrong = {reason for reason in (played.reason, *played.warnings) if reason in known}
    for reason in known:
        if reason in wrong:
            board.raise_fault(reason.value, title, at)
        elif played.outcome is Outcome.COMPLETE:
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
