"""The attendant: an eye on the sound device and on our stream while a cue sounds, and one hand to put it right.

It looks every second, and at once when the sound server says that something has changed. What it finds muted, at
volume 0, suspended or moved to another device it puts right once in a play: whoever does it again means it, and the
station does not fight a person. A device turned down but not off is left alone, and the account says so.
"""

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from datetime import timedelta

from broadcaster.airing import Reason
from broadcaster.speakers import pulse
from broadcaster.speakers.devices import Outlet

_EVERY = 1.0
_BREATH = 0.2  # between two looks, however much the sound server has to tell
_REACTION = 0.05  # a change is told so soon after it has happened
_SETTLED = 0.4  # after its start a stream has the volume that it was given
_LONGEST_LOOK = 2.5  # a server that does not answer is given up a little sooner
_NEAR = 2  # per cent: volumes are rounded
_OF_CONCERN = (b"on sink #", b"on sink-input #", b"on server")
"""News that is a reason to look. Of clients there is news too, and our own looking makes one come and go."""


@dataclass(slots=True)
class Span:
    """A stretch of monotonic time in which nothing could come out of the device."""

    since: float
    until: float = float("inf")


class Attendant:
    """Attends from its making until it is closed; `level` 0 means: look, and touch nothing."""

    def __init__(self, outlet: Outlet, level: int) -> None:
        self.sink = outlet.sink
        self.lost = ""
        self.warnings = list(outlet.warnings)
        self.notes = list(outlet.notes)
        self.was_muted = outlet.sink.deaf
        self.was_suspended = False
        self._level = level
        self._once: set[str] = set()
        self._spans: list[Span] = [Span(time.monotonic())] if outlet.sink.deaf else []
        self._good = time.monotonic()
        self._stream: tuple[int, int, float] | None = None
        self._suspended = 0  # looks in a row; one alone is our own waking of an idle device
        self._ended = self._looking = False
        self._bell, self._told = threading.Event(), False
        self._bell.set()  # the first look is at once
        self._news = _news()
        self._thread = threading.Thread(target=self._run, name="attendant", daemon=True)
        self._thread.start()
        threading.Thread(target=self._hear_news, name="sound-news", daemon=True).start()

    @property
    def deaf(self) -> bool:
        """Whether nothing can come out of it now, whatever its monitor carries."""
        return bool(self.lost) or self.sink.deaf

    def deaf_between(self, since: float, until: float) -> bool:
        """Whether nothing could come out of it at some moment between two monotonic instants."""
        return any(span.since < until and since < span.until for span in self._spans)

    def deaf_for(self, since: float, until: float) -> timedelta:
        """For how long between two monotonic instants nothing could come out of it."""
        seconds, reached = 0.0, since
        for span in sorted(self._spans, key=lambda one: one.since):
            begin, end = max(span.since, reached), min(span.until, until)
            if end > begin:
                seconds, reached = seconds + end - begin, end
        return timedelta(seconds=seconds)

    def attend(self, pid: int, volume: int) -> None:
        """From now on the process `pid` should have a stream on the device, at `volume` per cent."""
        self._stream = (pid, volume, time.monotonic() + _SETTLED)

    def look_now(self) -> None:
        """Do not wait for the next turn."""
        self._bell.set()

    def finish_looking(self) -> None:
        """Let a look that is under way or due come to its end: a server that stands still is found out slowly."""
        deadline = time.monotonic() + _LONGEST_LOOK
        while (self._looking or self._bell.is_set()) and not self.lost and time.monotonic() < deadline:
            time.sleep(_REACTION)

    def close(self) -> None:
        """Look no more."""
        self._ended = True
        self._bell.set()
        if self._news:
            self._news.kill()
            self._news.wait()
        self._thread.join(_EVERY)

    def _hear_news(self) -> None:
        """Each change on the sound server is a reason to look; the end of the news is one too."""
        if self._news is None or self._news.stdout is None:
            return
        with self._news.stdout as news:
            for line in news:
                if any(concern in line for concern in _OF_CONCERN):
                    self._told = True
                    self._bell.set()
        self._bell.set()

    def _run(self) -> None:
        while not self._ended and not self.lost:
            self._bell.wait(_EVERY)
            self._looking = True
            self._bell.clear()
            told, self._told = self._told, False
            if not self._ended:
                self._look(told)
                self._looking = False
                time.sleep(_BREATH)

    def _look(self, told: bool) -> None:
        began = time.monotonic()
        try:
            found = next((sink for sink in pulse.sinks() if sink.index == self.sink.index), None)
            streams = pulse.streams() if self._stream else []
        except pulse.NoSoundServer as trouble:
            return self._lose(str(trouble) or "the sound server is gone")
        if found is None or found.name != self.sink.name:
            return self._lose(f"{self.sink.name} is gone")
        self._note_volume(found)
        self._note_deaf(found, began - _REACTION if told else self._good)
        self.sink, self._good = found, began
        self._suspended = self._suspended + 1 if found.suspended else 0
        self.was_suspended = self.was_suspended or self._suspended > 1
        if found.deaf or self._suspended > 1:
            self._open(found)
        elif found.suspended:
            self.look_now()
        self._look_at_stream(streams)

    def _lose(self, why: str) -> None:
        """The device is gone: what the ear hears from now on is another one's monitor."""
        self._spans.append(Span(time.monotonic() - _REACTION))
        self.lost = why

    def _note_volume(self, found: pulse.Sink) -> None:
        if self._level and found.volume and found.volume < self._level - _NEAR and found.volume < self.sink.volume:
            self.notes.append(f"{found.name} was turned down to {found.volume} %")

    def _note_deaf(self, found: pulse.Sink, since: float) -> None:
        """Keep the stretches in which the device was muted."""
        open_span = self._spans[-1] if self._spans and self._spans[-1].until == float("inf") else None
        if found.deaf and open_span is None:
            self.was_muted = True
            self._spans.append(Span(min(since, time.monotonic())))
        elif not found.deaf and open_span is not None:
            open_span.until = time.monotonic()

    def _open(self, found: pulse.Sink) -> None:
        """A device that is muted, at nought or suspended is opened, once."""
        reason = Reason.MUTED if found.deaf else Reason.SILENT
        what = "muted" if found.deaf else "suspended"
        if not self._level or not self._first_time(f"open {what}", reason, f"{found.name} was {what} and was opened"):
            return
        pulse.open_up(found, self._level)
        self.look_now()

    def _look_at_stream(self, streams: list[pulse.Stream]) -> None:
        """Our stream is where it belongs, as loud as ordered."""
        if not self._stream or not self._level:
            return
        pid, volume, since = self._stream
        ours = next((stream for stream in streams if stream.pid == pid), None)
        if ours is None or time.monotonic() < since:
            return
        if ours.sink != self.sink.index:
            note = f"the sound server moved the sound away from {self.sink.name}"
            if self._first_time("move", Reason.DEVICE_LOST, f"{note} and it was brought back"):
                pulse.bring_back(ours, self.sink)
            else:
                self._lose(note)
        elif ours.muted or abs(ours.volume - volume) > _NEAR:
            wrong = "muted" if ours.muted else f"at {ours.volume} % instead of {volume} %"
            if self._first_time("stream", Reason.VOLUME, f"the player's stream was {wrong}"):
                pulse.open_stream(ours, volume)

    def _first_time(self, deed: str, reason: Reason, note: str) -> bool:
        if deed in self._once:
            return False
        self._once.add(deed)
        self.warnings.append(reason)
        self.notes.append(note)
        return True


def _news() -> "subprocess.Popen[bytes] | None":
    try:
        return subprocess.Popen(
            ["pactl", "subscribe"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **pulse.ENVIRON},
        )
    except OSError:
        return None
