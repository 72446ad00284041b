"""The sound server, asked through `pactl`: which devices there are, and whether they are muted or gone."""

import contextlib
import json
import os
import subprocess
import threading
from dataclasses import dataclass
from typing import Any

_PATIENCE = 2.0
_EVERY = 2.0


class NoSoundServer(Exception):
    """There is no sound server, it does not answer, or the tool to ask it is missing."""


class NoTool(NoSoundServer):
    """The tool to ask the sound server is not installed."""


@dataclass(frozen=True, slots=True)
class Sink:
    """One output of the sound server as it is at this moment."""

    index: int
    name: str
    label: str
    muted: bool
    volume: int
    suspended: bool
    monitor: str


def sinks() -> list[Sink]:
    """All outputs."""
    found = _ask("list", "sinks")
    return [_sink(entry) for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def default_sink() -> str:
    """The name of the output that sound goes to when nobody chooses."""
    found = _ask("info")
    return str(found.get("default_sink_name", "")) if isinstance(found, dict) else ""


def wake(sink: Sink) -> None:
    """Begin a new block of sound now, if nothing is playing.

    An idle device may have rendered two seconds ahead, and whoever starts to listen meanwhile hears nothing of them.
    """
    with contextlib.suppress(NoSoundServer):
        found = _ask("list", "sink-inputs")
        if isinstance(found, list) and not any(entry.get("sink") == sink.index for entry in found):
            _run("suspend-sink", sink.name, "1")
            _run("suspend-sink", sink.name, "0")


def _ask(*words: str) -> object:
    try:
        return json.loads(_run("-f", "json", *words))
    except ValueError as trouble:
        raise NoSoundServer(f"pactl does not answer in JSON: {trouble}") from trouble


def _run(*words: str) -> bytes:
    environ = {**os.environ, "LC_ALL": "C.UTF-8"}
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
    levels = [int(channel.get("value", 0)) for channel in entry.get("volume", {}).values()]
    return Sink(
        index=int(entry["index"]),
        name=str(entry["name"]),
        label=str(entry.get("description", entry["name"])),
        muted=bool(entry.get("mute")),
        volume=round(100 * max(levels, default=65536) / 65536),
        suspended=entry.get("state") == "SUSPENDED",
        monitor=str(entry.get("monitor_source") or f"{entry['name']}.monitor"),
    )


class SinkWatch:
    """Looks at one output every two seconds from a thread of its own, and at once when asked to."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.lost = ""
        self.was_muted = sink.muted or sink.volume == 0
        self.was_suspended = False
        self._wake = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="sink-watch", daemon=True)
        self._thread.start()

    @property
    def deaf(self) -> bool:
        """Whether nothing can come out of it now, whatever its monitor carries."""
        return bool(self.lost) or self.sink.muted or self.sink.volume == 0

    def look_now(self) -> None:
        """Do not wait for the next turn."""
        self._wake.set()

    def close(self) -> None:
        """Look no more."""
        self._ended = True
        self._wake.set()

    def _run(self) -> None:
        while not self._ended and not self.lost:
            self._wake.wait(_EVERY)
            self._wake.clear()
            if not self._ended:
                self._look()

    def _look(self) -> None:
        try:
            found = next((sink for sink in sinks() if sink.index == self.sink.index), None)
        except NoSoundServer as trouble:
            self.lost = str(trouble) or "the sound server is gone"
            return
        if found is None or found.name != self.sink.name:
            self.lost = f"{self.sink.name} is gone"
            return
        self.sink = found
        self.was_muted = self.was_muted or self.deaf
        self.was_suspended = self.was_suspended or found.suspended
