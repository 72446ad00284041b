"""The turntable: the one place that touches libVLC, and it is only ever imported by the player process."""

import io
import os
import time
import wave
from pathlib import Path
from typing import Any

from broadcaster.speakers.seal import RATE, SAMPLE_BYTES

_OPTIONS = (
    "--quiet",
    "--no-video",
    "--no-lua",
    "--no-interact",
    "--no-auto-preparse",
    "--no-osd",
    "--no-spu",
    "--no-stats",
    "--no-sub-autodetect-file",
    "--no-metadata-network-access",
    "--no-media-library",
    "--no-volume-save",
    "--no-audio-time-stretch",
)
_UNSTRETCHED = "--audio-resampler=none"
"""For a sound server that itself brings a sound to the card's rate. libVLC keeps measuring how late that server is, and
one wrong measure (seen while a voice was made beside it) has it play faster for seconds: 4 ms of a sentence were gone.
Without a resampler it acts on 180 ms late or 120 ms early only: half an hour on a card that is wrong by 1 in 10,000."""

_WARMTH = 0.6  # seconds of silence after which every plug-in is loaded
_ARMING = 3.0
STREAM_CACHE = 1.0  # seconds of a network stream that the player likes to have in hand


class Turntable:
    """A new media player for each cue.

    One that has played before ignores the choice of a device, and clings to a sound server that has gone.
    """

    def __init__(self, module: str) -> None:
        import vlc

        self._vlc: Any = vlc
        unstretched = [_UNSTRETCHED] if module == "pulse" else []
        self._instance: Any = vlc.Instance([f"--aout={module}", *_OPTIONS, *unstretched])
        if self._instance is None:
            raise SystemExit("libVLC does not start")
        self._player: Any = None
        self._volume = 100
        self._tuned = False
        self._warm_until: float | None = None
        self._silence: int | None = None

    @property
    def warming(self) -> bool:
        """Whether the first silence is still playing."""
        return self._warm_until is not None

    def warm_up(self) -> None:
        """Play silence, so that the first bulletin finds every plug-in loaded."""
        if not hasattr(os, "memfd_create"):
            return
        self._silence = os.memfd_create("silence", os.MFD_CLOEXEC)
        os.write(self._silence, _silence())
        self._load(Path(f"/proc/{os.getpid()}/fd/{self._silence}"), paused=False)
        self._player.play()
        self._warm_until = time.monotonic() + _WARMTH

    def cool_down(self, now: float) -> None:
        """End the first silence when it has done its work."""
        if self._warm_until is not None and now >= self._warm_until:
            self.clear()

    def tune(self, pipe: Path, device: str, volume: int, demux: str) -> None:
        """Have a stream ready to be opened, as nothing but `demux`; it sounds a moment after its release."""
        self._volume = volume
        self._load(pipe, paused=False, demux=demux)
        if device:
            self._player.audio_output_device_set(None, device)
        self._tuned = True

    def arm(self, sound: Path, device: str, volume: int) -> bool:
        """Open `sound` and hold it at its first sample; False when libVLC cannot."""
        self._volume = volume
        self._load(sound, paused=True)
        if device:
            self._player.audio_output_device_set(None, device)
        self._player.play()
        deadline = time.monotonic() + _ARMING
        states = self._vlc.State
        while time.monotonic() < deadline:
            state = self._player.get_state()
            if state == states.Paused:
                return True
            if state in (states.Ended, states.Error):
                return False
            time.sleep(0.005)
        return False

    def release(self) -> None:
        """Let go: the first sample leaves now."""
        if self._tuned:
            self._player.play()
        else:
            self._player.set_pause(0)

    def settle(self) -> None:
        """Volume and mute as ordered: the sound server brings back yesterday's with each new stream."""
        self._player.audio_set_mute(False)
        self._player.audio_set_volume(self._volume)

    def set_volume(self, volume: int) -> None:
        """Another volume from now on."""
        self._volume = volume
        if self._player is not None:
            self._player.audio_set_volume(volume)

    def ended(self) -> bool:
        """Whether libVLC is done, for better or worse; it never says which."""
        states = self._vlc.State
        return self._player.get_state() in (states.Ended, states.Error, states.Stopped)

    def clear(self) -> None:
        """Silence; the media and its file are let go."""
        player, self._player = self._player, None
        if player is not None:
            player.stop()
            player.release()
        if self._silence is not None:
            os.close(self._silence)
            self._silence = None
        self._warm_until = None
        self._tuned = False

    def _load(self, sound: Path, *, paused: bool, demux: str = "wav") -> None:
        media = self._instance.media_new_path(str(sound))
        media.add_option(f":demux={demux}")
        if demux != "wav":
            media.add_option(f":file-caching={STREAM_CACHE * 1000:.0f}")
        if paused:
            media.add_option(":start-paused")
        self._player = self._instance.media_player_new()
        self._player.set_media(media)
        media.release()


def _silence() -> bytes:
    """Eight seconds of nothing: libVLC cannot be stopped at once when it has already read to the end."""
    sheet = io.BytesIO()
    with wave.open(sheet, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(SAMPLE_BYTES)
        sound.setframerate(RATE)
        sound.writeframes(bytes(RATE * SAMPLE_BYTES * 8))
    return sheet.getvalue()
