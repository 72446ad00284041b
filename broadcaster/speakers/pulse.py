"""The sound server, asked and told through `pactl`: its devices, the streams on them, volumes and mutes."""

import contextlib
import json
import os
import subprocess
from dataclasses import dataclass
from typing import Any

_PATIENCE = 2.0
_NORMAL = 65536  # the sound server's 100 %
ENVIRON = {"LC_ALL": "C.UTF-8"}


class NoSoundServer(Exception):
    """There is no sound server, it does not answer, or the tool to ask it is missing."""


class NoTool(NoSoundServer):
    """The tool to ask the sound server is not installed."""


@dataclass(frozen=True, slots=True)
class Sink:
    """One output of the sound server as it is at this moment; `volume` in per cent."""

    index: int
    name: str
    label: str
    muted: bool
    volume: int
    suspended: bool
    monitor: str

    @property
    def deaf(self) -> bool:
        """Whether nothing can come out of it, whatever its monitor carries."""
        return self.muted or self.volume == 0


@dataclass(frozen=True, slots=True)
class Stream:
    """One program's sound on its way to the output with the number `sink`; `volume` in per cent."""

    index: int
    sink: int
    pid: int
    muted: bool
    volume: int


def sinks() -> list[Sink]:
    """All outputs."""
    return [_sink(entry) for entry in _list("sinks")]


def streams() -> list[Stream]:
    """Everything that plays into an output now."""
    return [_stream(entry) for entry in _list("sink-inputs")]


def default_sink() -> str:
    """The name of the output that sound goes to when nobody chooses."""
    found = _ask("info")
    return str(found.get("default_sink_name", "")) if isinstance(found, dict) else ""


def open_up(sink: Sink, level: int) -> None:
    """Take the mute off an output, set its volume to `level` per cent, and let it run."""
    with contextlib.suppress(NoSoundServer):
        if sink.suspended:
            _run("suspend-sink", sink.name, "0")
        _run("set-sink-volume", sink.name, f"{level}%")
        _run("set-sink-mute", sink.name, "0")


def open_stream(stream: Stream, volume: int) -> None:
    """Take the mute off one stream and set its volume, in per cent."""
    with contextlib.suppress(NoSoundServer):
        _run("set-sink-input-volume", str(stream.index), f"{volume}%")
        _run("set-sink-input-mute", str(stream.index), "0")


def bring_back(stream: Stream, sink: Sink) -> None:
    """Move a stream onto an output."""
    with contextlib.suppress(NoSoundServer):
        _run("move-sink-input", str(stream.index), sink.name)


def wake(sink: Sink) -> None:
    """Begin a new block of sound now, if nothing is playing.

    An idle device may have rendered two seconds ahead, and whoever starts to listen meanwhile hears nothing of them.
    """
    with contextlib.suppress(NoSoundServer):
        if not any(stream.sink == sink.index for stream in streams()):
            _run("suspend-sink", sink.name, "1")
            _run("suspend-sink", sink.name, "0")


def _list(what: str) -> list[dict[str, Any]]:
    found = _ask("list", what)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _ask(*words: str) -> object:
    try:
        return json.loads(_run("-f", "json", *words))
    except ValueError as trouble:
        raise NoSoundServer(f"pactl does not answer in JSON: {trouble}") from trouble


def _run(*words: str) -> bytes:
    environ = {**os.environ, **ENVIRON}
    try:
        answer = subprocess.run(["pactl", *words], capture_output=True, timeout=_PATIENCE, check=False, env=environ)
    except subprocess.TimeoutExpired as trouble:
        raise NoSoundServer("the sound server does not answer") from trouble
    except OSError as trouble:
        raise NoTool(f"pactl does not start: {trouble.strerror}") from trouble
    if answer.returncode:
        raise NoSoundServer(answer.stderr.decode(errors="replace").strip().partition("\n")[0])
    return answer.stdout


def _sink(entry: dict[str, Any]) -> Sink:
    return Sink(
        index=int(entry["index"]),
        name=str(entry["name"]),
        label=str(entry.get("description", entry["name"])),
        muted=bool(entry.get("mute")),
        volume=_volume(entry),
        suspended=entry.get("state") == "SUSPENDED",
        monitor=str(entry.get("monitor_source") or f"{entry['name']}.monitor"),
    )


def _stream(entry: dict[str, Any]) -> Stream:
    owner = str(entry.get("properties", {}).get("application.process.id", ""))
    return Stream(
        index=int(entry["index"]),
        sink=int(entry.get("sink", -1)),
        pid=int(owner) if owner.isdigit() else 0,
        muted=bool(entry.get("mute")),
        volume=_volume(entry),
    )


def _volume(entry: dict[str, Any]) -> int:
    """The loudest channel, in per cent as the sound server shows it."""
    levels = [int(channel.get("value", 0)) for channel in entry.get("volume", {}).values()]
    return round(100 * max(levels, default=_NORMAL) / _NORMAL)
