"""Faults of the sound: shown on the desk while they last, cleared by themselves when they are gone."""

from datetime import datetime

from broadcaster.airing import Outcome, Reason
from broadcaster.speakers import Played, Speakers
from broadcaster.station import Station
from broadcaster.store import Store

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
)
"""What only a play can tell; the next one that is heard in full clears it."""


def after_play(store: Store, played: Played, title: str, at: datetime) -> None:
    """Raise what this play has shown to be wrong, or clear what it has shown to be right."""
    if played.outcome is Outcome.COMPLETE:
        for reason in (*OF_THE_DEVICE, *OF_A_PLAY):
            store.clear_fault(reason.value)
    elif played.reason in (*OF_THE_DEVICE, *OF_A_PLAY):
        store.raise_fault(played.reason.value, title, at)


def look_at_devices(store: Store, station: Station, speakers: Speakers, at: datetime) -> None:
    """Is each zone's device there, and not muted? A device that is back clears its fault."""
    devices = {device.name: device for device in speakers.devices()}
    usual = next((device for device in devices.values() if device.default), None)
    wrong: dict[Reason, str] = {}
    for zone in station.zones:
        device = devices.get(zone.device) if zone.device else usual
        if device is None:
            wrong[Reason.NO_DEVICE] = zone.device or zone.name
        elif device.muted or device.volume == 0:
            wrong[Reason.MUTED] = device.label
    for reason in OF_THE_DEVICE:
        if reason in wrong:
            store.raise_fault(reason.value, wrong[reason], at)
        else:
            store.clear_fault(reason.value)
