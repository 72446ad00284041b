"""A sound card for tests: a throwaway PulseAudio, faults that can be made on it, and a recording that knows its time.

Import the fixtures into conftest.py:  from tests.soundcard import no_sound_card, sound_card, two_sound_cards
"""

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
import time
import wave
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from broadcaster.speakers.virtual import VirtualSoundCard, start_sound_server

RATE = 48_000
_PATIENCE = 5.0
_BYTES = 2


class Recording:
    """What one sink was given: 48 kHz mono, growing while it is open; sample `n` sounded at `zero + n / RATE`."""

    def __init__(self, card: "SoundCard", sink: str) -> None:
        self._lock = threading.Lock()
        self._bytes = bytearray()
        self._zero = float("inf")
        command = ["parec", f"--device={sink}.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1"]
        self._tap = subprocess.Popen(
            [*command, "--latency-msec=10"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **card.environ},
        )
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        self._wait_for_sound(card, sink)

    @property
    def zero(self) -> datetime:
        """The instant of the first sample: the earliest of all (arrival - n / rate)."""
        with self._lock:
            return datetime.fromtimestamp(self._zero, UTC)

    @property
    def samples(self) -> npt.NDArray[np.int16]:
        """All samples so far."""
        with self._lock:
            return np.frombuffer(bytes(self._bytes[: len(self._bytes) // _BYTES * _BYTES]), dtype="<i2")

    def instant(self, seconds: float) -> datetime:
        """The wall clock time of a place in the recording."""
        return self.zero + timedelta(seconds=seconds)

    def save(self, path: Path) -> Path:
        """Write it as a WAV."""
        with wave.open(str(path), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(_BYTES)
            sound.setframerate(RATE)
            sound.writeframes(self.samples.tobytes())
        return path

    def close(self) -> None:
        """End it; the samples stay."""
        self._tap.terminate()
        self._tap.wait()
        self._thread.join()
        assert self._tap.stdout is not None
        self._tap.stdout.close()

    def _read(self) -> None:
        assert self._tap.stdout is not None
        while piece := os.read(self._tap.stdout.fileno(), 65536):
            arrived = time.time()
            with self._lock:
                self._bytes += piece
                self._zero = min(self._zero, arrived - len(self._bytes) / _BYTES / RATE)

    def _wait_for_sound(self, card: "SoundCard", sink: str) -> None:
        """An idle null sink has rendered up to two seconds ahead: have it begin anew."""
        deadline = time.monotonic() + _PATIENCE
        while not self._bytes and time.monotonic() < deadline:
            self._thread.join(0.1)
            if not self._bytes:
                card.suspend(sink)
                card.resume(sink)
        assert self._bytes, "the recording does not begin"


class SoundCard:
    """A running sound server and the faults that can be made on it."""

    def __init__(self, folder: Path, sinks: Sequence[str]) -> None:
        self._server: VirtualSoundCard = start_sound_server(folder, sinks)
        self.environ = dict(self._server.environ)
        self.sinks = tuple(sinks)
        self.sink = sinks[0]

    @contextlib.contextmanager
    def record(self, sink: str = "") -> Iterator[Recording]:
        """Record a sink's monitor for the length of the block."""
        recording = Recording(self, sink or self.sink)
        try:
            yield recording
        finally:
            recording.close()

    def pactl(self, *words: str) -> str:
        """Ask or tell the sound server."""
        environ = {**os.environ, **self.environ}
        return subprocess.run(["pactl", *words], env=environ, check=True, capture_output=True, text=True).stdout

    def mute(self, sink: str = "") -> None:
        """Mute a sink."""
        self.pactl("set-sink-mute", sink or self.sink, "1")

    def unmute(self, sink: str = "") -> None:
        """Take the mute off."""
        self.pactl("set-sink-mute", sink or self.sink, "0")

    def set_volume(self, percent: int, sink: str = "") -> None:
        """Set a sink's own volume."""
        self.pactl("set-sink-volume", sink or self.sink, f"{percent}%")

    def suspend(self, sink: str = "") -> None:
        """Suspend a sink."""
        self.pactl("suspend-sink", sink or self.sink, "1")

    def resume(self, sink: str = "") -> None:
        """Let it run again."""
        self.pactl("suspend-sink", sink or self.sink, "0")

    def remove(self, sink: str = "") -> None:
        """Pull a sink out."""
        wanted = f"sink_name={sink or self.sink} "
        lines = self.pactl("list", "short", "modules").splitlines()
        module = next(line.split("\t")[0] for line in lines if wanted in line)
        self.pactl("unload-module", module)

    def plug_in(self, sink: str) -> None:
        """Add a null sink of that name."""
        self.pactl("load-module", "module-null-sink", f"sink_name={sink}", f"rate={RATE}", "channels=2", "format=s16le")

    def freeze(self) -> None:
        """Stop the sound server in its tracks."""
        self._server.process.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        """Kill the sound server."""
        self._server.stop()

    def play(self, sound: Path, *options: str) -> "subprocess.Popen[bytes]":
        """Let something else (not ours) sound, through paplay."""
        return subprocess.Popen(["paplay", *options, str(sound)], env={**os.environ, **self.environ})


@contextlib.contextmanager
def running_sound_card(*sinks: str) -> Iterator[SoundCard]:
    """A sound card in a short temporary folder (the path of a socket may not be long)."""
    with tempfile.TemporaryDirectory(prefix="ward-", ignore_cleanup_errors=True) as folder:
        card = SoundCard(Path(folder), sinks or ("ward",))
        try:
            yield card
        finally:
            card.kill()


def _fitted(monkeypatch: pytest.MonkeyPatch, *sinks: str) -> Iterator[SoundCard]:
    with running_sound_card(*sinks) as card:
        for name, value in card.environ.items():
            monkeypatch.setenv(name, value)
        yield card


@pytest.fixture
def sound_card(monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundCard]:
    """One sink named "ward", found by everything this test starts."""
    yield from _fitted(monkeypatch, "ward")


@pytest.fixture
def two_sound_cards(monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundCard]:
    """Two sinks, "ward" (the default) and "hall"."""
    yield from _fitted(monkeypatch, "ward", "hall")


@pytest.fixture
def no_sound_card(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without a sound server."""
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path / 'nobody-listens'}")
    monkeypatch.setenv("PULSE_RUNTIME_PATH", str(tmp_path))
