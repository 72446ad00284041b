"""A virtual sound card, for machines that have none: a throwaway sound server that plays into nothing."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
import wave
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from broadcaster.errors import SoundError

_PATIENCE = 10.0
_RATE = 48_000
_RECORDING = ("--raw", "--format=s16le", f"--rate={_RATE}", "--channels=1")


@dataclass(frozen=True, slots=True)
class VirtualSoundCard:
    """A running throwaway sound server. `environ` is what a process needs to find it."""

    folder: Path
    sink: str
    environ: Mapping[str, str]
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End the sound server."""
        self.process.kill()
        self.process.wait()


def start_sound_server(folder: Path, sinks: Sequence[str] = ("ward",)) -> VirtualSoundCard:
    """Start a sound server of our own in `folder`, with one null sink for each name; the first is the default."""
    runtime = folder / "pulse"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    socket = folder / "pa.sock"
    environ = {
        "PULSE_SERVER": f"unix:{socket}",
        "PULSE_RUNTIME_PATH": str(runtime),
        "PULSE_COOKIE": str(runtime / "cookie"),
    }
    loads = [f"module-native-protocol-unix socket={socket} auth-anonymous=1"]
    loads += [f"module-null-sink sink_name={sink} rate={_RATE} channels=2 format=s16le" for sink in sinks]
    command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"]
    # In real time, as a card's own crystal is: a busy machine does not make it stand still.
    command += ["--disable-shm=yes", "--realtime=yes", *(f"--load={module}" for module in loads)]
    home = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    try:
        process = subprocess.Popen(
            command, env={**os.environ, **environ, **home}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError as trouble:
        raise SoundError(f"pulseaudio does not start ({trouble.strerror}); is it installed?") from trouble
    card = VirtualSoundCard(folder, sinks[0], environ, process)
    _wait_until_up(card)
    return card


@contextlib.contextmanager
def record(path: Path, device: str = "@DEFAULT_SINK@") -> Iterator[None]:
    """Write what a sound device is given into `path` (48 kHz mono WAV) until the block ends."""
    monitor = "@DEFAULT_MONITOR@" if device == "@DEFAULT_SINK@" else f"{device}.monitor"
    raw = path.with_suffix(".raw")
    with raw.open("wb") as heard:
        ear = subprocess.Popen(["parec", f"--device={monitor}", *_RECORDING], stdout=heard)
        try:
            yield
        finally:
            ear.terminate()
            ear.wait()
    _raw_to_wav(raw, path)


@contextlib.contextmanager
def virtual_sound_card() -> Iterator[VirtualSoundCard]:
    """A throwaway sound card for this process and every process it starts, until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="ward-"))
    try:
        card = start_sound_server(folder)
        before = {name: os.environ.get(name) for name in card.environ}
        os.environ.update(card.environ)
        try:
            yield card
        finally:
            card.stop()
            _put_back(before)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_up(card: VirtualSoundCard) -> None:
    deadline = time.monotonic() + _PATIENCE
    environ = {**os.environ, **card.environ}
    while time.monotonic() < deadline and card.process.poll() is None:
        asked = subprocess.run(["pactl", "info"], env=environ, capture_output=True, check=False)
        if asked.returncode == 0:
            return
        time.sleep(0.05)
    card.stop()
    raise SoundError("the virtual sound card did not come up")


def _put_back(before: Mapping[str, str | None]) -> None:
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _raw_to_wav(raw: Path, path: Path) -> None:
    """Put a WAV head before raw samples, piece by piece."""
    with raw.open("rb") as samples, wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_RATE)
        while piece := samples.read(1 << 20):
            sound.writeframesraw(piece[: len(piece) // 2 * 2])
    raw.unlink()
