"""Which sound device a cue goes to, which there are to choose from, and the volume each is put to beforehand."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from broadcaster.airing import Reason
from broadcaster.speakers import pulse
from broadcaster.speakers.port import Device
from broadcaster.speakers.verdict import Trouble

_NOWHERE = "auto_null"  # the sound server's stand-in where there is no device at all
_LOOK = 0.05
_AGAIN = 0.3  # seconds between two looks for a device that is not there


@dataclass(frozen=True, slots=True)
class Outlet:
    """A device that was found and put right. `warnings` and `notes` say what was or is wrong with it.

    `missing` are the devices that were wanted more and are not there.
    """

    sink: pulse.Sink
    warnings: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def choose(wanted: Sequence[str], level: int, patience: float = 0.0) -> Outlet | Trouble | None:
    """The first output of `wanted` ("" is the default one) that is there; None where nobody can be asked.

    Before anything is played on it, its mute is taken off, its volume set to `level` per cent and read back; with
    level 0 the device is left as it is. Waits up to `patience` seconds for one of them to appear.
    """
    deadline = time.monotonic() + patience
    while True:
        found = _choose(wanted)
        if isinstance(found, Outlet):
            return _opened(found, level)
        if found is None or time.monotonic() >= deadline:
            return found
        time.sleep(_AGAIN)


def search(
    wanted: Sequence[str], level: int, patience: float, meanwhile: Callable[[], None]
) -> Outlet | Trouble | None:
    """The same, while `meanwhile` is called twenty times a second; what it raises ends the search."""
    found: list[Outlet | Trouble | None] = []
    asking = threading.Thread(target=lambda: found.append(choose(wanted, level, patience)), daemon=True)
    asking.start()
    while asking.is_alive():
        asking.join(_LOOK)
        meanwhile()
    return found[0] if found else None


def _choose(wanted: Sequence[str]) -> Outlet | Trouble | None:
    try:
        default = pulse.default_sink()
        there = {sink.name: sink for sink in pulse.sinks() if sink.name != _NOWHERE}
    except pulse.NoTool:
        return None
    except pulse.NoSoundServer as trouble:
        return Trouble(Reason.NO_DEVICE, str(trouble) or "no sound server", suspect=False)
    for place, name in enumerate(wanted):
        if found := there.get(name or default):
            return Outlet(found, missing=tuple(wanted[:place]))
    named = " nor ".join(repr(name) for name in wanted if name)
    return Trouble(Reason.NO_DEVICE, f"no sound device {named}".rstrip(), suspect=False)


def _opened(outlet: Outlet, level: int) -> Outlet:
    """The device with its mute taken off and its volume set, or what could not be done about it."""
    sink = outlet.sink
    if not level or not (sink.deaf or sink.volume != level):
        return outlet
    pulse.open_up(sink, level)
    try:
        now = next((one for one in pulse.sinks() if one.index == sink.index), sink)
    except pulse.NoSoundServer:
        now = sink
    if now.deaf:
        note, reason = f"the mute of {sink.name} could not be taken off", Reason.MUTED
    elif now.volume != level:
        note, reason = f"the volume of {sink.name} stays at {now.volume} % instead of {level} %", Reason.VOLUME
    elif sink.deaf:
        note, reason = f"{sink.name} was muted and was opened", Reason.MUTED
    else:
        return replace(outlet, sink=now)
    return replace(outlet, sink=now, warnings=(reason,), notes=(note,))


def listing() -> list[Device]:
    """All outputs; an empty list where there is no sound server or it cannot be asked."""
    try:
        default = pulse.default_sink()
        return [
            Device(sink.name, sink.label, sink.name == default, sink.muted, sink.volume)
            for sink in pulse.sinks()
            if sink.name != _NOWHERE
        ]
    except pulse.NoSoundServer:
        return []
