"""A stand-in for a voice service on 127.0.0.1 that answers in each of the known ways, and misbehaves as told."""

import base64
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import numpy as np
import soundfile

from tests.fakes.google import Answer, Google, google, mp3
from tests.fakes.voice import RATE, tones

KEY = "key-of-the-ward"


def wav(text: str) -> bytes:
    """What the service would say for `text`, as WAV."""
    held = io.BytesIO()
    soundfile.write(held, np.array(tones(text), dtype=np.int16), RATE, format="WAV")
    return held.getvalue()


class ServiceAnswer(Answer):
    """One exchange: /plain answers the sound, /base64 wraps it, /link names it, /poll gives a number to ask with."""

    kind = "audio/mpeg"

    def do_POST(self) -> None:
        """Take the text out of whichever body it came in."""
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        kind = self.headers.get("Content-Type", "")
        if self.headers.get("apikey") != KEY:
            self.reply(json.dumps({"error": f"no such key {self.headers.get('apikey')}"}).encode(), 401)
            return
        if "json" in kind:
            text = json.loads(raw)["text"]
        elif "form" in kind:
            text = parse_qs(raw)["text"][0]
        else:
            text = raw
        self.server.asked.append(text)
        self.server.mood(self, text)

    def do_GET(self) -> None:
        """The sound behind a link, or whether it is there: both only at the second look."""
        place = urlsplit(self.path)
        text = unquote(place.path.rpartition("/")[2])
        looks = self.server.looks
        looks[self.path] = looks.get(self.path, 0) + 1
        if place.path.startswith("/sound/"):
            self.reply(*((b"", 404) if looks[self.path] == 1 else (wav(text), 200)), Content_Type="audio/wav")
        elif place.path.startswith("/ask/"):
            link = f"{self.server.address}/sound/{place.path.rpartition('/')[2]}" if looks[self.path] > 1 else ""
            self.reply(json.dumps({"result": {"state": "working", "link": link}}).encode())
        else:
            self.reply(b"", 404)

    def speak(self, text: str) -> None:
        """Behave, in the way that was asked for."""
        number = "".join(f"%{byte:02X}" for byte in text.encode())
        answers: dict[str, dict[str, Any]] = {
            "/link": {"data": [{"url": f"{self.server.address}/sound/{number}"}]},
            "/poll": {"result": {"id": text}},
            "/base64": {"sound": "data:audio/mpeg;base64," + base64.b64encode(mp3(text)).decode()},
        }
        place = urlsplit(self.path).path
        if place in answers:
            self.reply(json.dumps(answers[place]).encode())
        else:
            self.reply(self.wrap(mp3(text)), Content_Type="audio/mpeg")

    def wrap(self, sound: bytes) -> bytes:
        """The bare sound."""
        return sound

    def playlist(self, text: str) -> None:
        """A playlist, which would speak with a stranger's voice."""
        self.reply(b"#EXTM3U\nhttp://192.0.2.1/a.mp3\n", Content_Type="audio/x-mpegurl")

    def talks_of_the_key(self, text: str) -> None:
        """An error that repeats the key it was asked with."""
        self.reply(f'{{"error": "quota of {KEY} is used up"}}'.encode())


@contextmanager
def service() -> Iterator[Google]:
    """The server while the block lasts."""
    with google(answer=ServiceAnswer) as server:
        yield server
