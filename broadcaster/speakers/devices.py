"""Which sound device a cue goes to, and which there are to choose from."""

from broadcaster.airing import Reason
from broadcaster.speakers import pulse
from broadcaster.speakers.port import Device
from broadcaster.speakers.verdict import Trouble

_NOWHERE = "auto_null"  # the sound server's stand-in where there is no device at all


def choose(wanted: str) -> pulse.Sink | Trouble | None:
    """The output of that name, or the default one for ""; None where the sound server cannot be asked."""
    try:
        name = wanted or pulse.default_sink()
        found = next((sink for sink in pulse.sinks() if sink.name == name), None)
    except pulse.NoTool:
        return None
    except pulse.NoSoundServer as trouble:
        return Trouble(Reason.NO_DEVICE, str(trouble) or "no sound server", suspect=False)
    if found is None or found.name == _NOWHERE:
        return Trouble(Reason.NO_DEVICE, f"no sound device {name!r}" if wanted else "no sound device", suspect=False)
    return found


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
