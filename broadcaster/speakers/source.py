"""The far end of a relay: one network stream, fetched from the one host it is allowed to come from.

The fetching is ours and not libVLC's: the player has no network, and gets through a pipe what has been looked at here.
Nothing is followed to another host, and what looks like a page or a playlist is refused, so that no stranger's
address is ever opened.
"""

import contextlib
import os
import select
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from broadcaster.airing import Reason

OPENING = 5.0
"""Seconds for an answer with the first sound in it."""

_HOPS = 3
_HEAD = 16_384
_PIECE = 4096
_LOOK = 4096  # bytes in which the kind of sound must show itself
_KINDS = {
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
    "audio/x-mpeg": "mp3",
    "audio/aac": "aac",
    "audio/aacp": "aac",
    "audio/x-aac": "aac",
    "audio/ogg": "ogg",
    "application/ogg": "ogg",
    "audio/opus": "ogg",
}


class Broken(Exception):
    """The stream is not there, or no longer; it may be tried again."""


class Forbidden(Exception):
    """What the far end offers must not be played, now or later."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of an answer: its code, its fields in small letters, and what came behind it already."""

    status: int
    fields: dict[str, str]
    rest: bytes


class Source:
    """One connection, from its making until it is closed; what it brings goes into the pipe `into`.

    `demux` is the kind of sound once it is known; `ended` says that nothing more will come and `why`, an exception;
    `moved` is the monotonic instant of the newest bytes.
    """

    def __init__(self, address: str, into: int) -> None:
        self.demux = ""
        self.why: Broken | Forbidden | None = None
        self.moved = time.monotonic()
        self._into = into
        self._socket: socket.socket | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, args=(address,), name="relay-source", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Hang up."""
        self._closed = True
        with contextlib.suppress(OSError):
            if self._socket:
                self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(1.0)

    def _run(self, address: str) -> None:
        try:
            first = self._open(address)
            self._pour(first)
            while piece := self._receive():
                self._pour(piece)
            self.why = Broken("the far end hung up")
        except (Broken, Forbidden) as why:
            self.why = why
        except (OSError, ValueError) as why:
            self.why = Broken(f"{type(why).__name__}: {why}")
        finally:
            if self._socket:
                self._socket.close()

    def _open(self, address: str) -> bytes:
        """The first bytes of sound, through redirections within the same host."""
        host = allowed(address).hostname
        for _ in range(_HOPS):
            url = allowed(address)
            if url.hostname != host:
                raise Forbidden(f"{address} is not on {host}")
            answer = self._ask(url)
            if answer.status in (301, 302, 303, 307, 308):
                address = urljoin(address, answer.fields.get("location", ""))
                continue
            if answer.status != 200:
                raise Broken(f"answers {answer.status}")
            return self._recognise(answer)
        raise Forbidden("redirects without end")

    def _ask(self, url: SplitResult) -> Answer:
        deadline = time.monotonic() + OPENING
        if self._socket:
            self._socket.close()
        assert url.hostname
        plain = socket.create_connection((url.hostname, url.port or _port(url)), timeout=OPENING)
        self._socket = plain
        if url.scheme == "https":
            self._socket = ssl.create_default_context().wrap_socket(plain, server_hostname=url.hostname)
        path = (url.path or "/") + (f"?{url.query}" if url.query else "")
        lines = (f"GET {path} HTTP/1.0", f"Host: {url.netloc.rpartition('@')[2]}", "User-Agent: broadcaster")
        self._socket.sendall("\r\n".join((*lines, "Accept: audio/*", "Connection: close", "", "")).encode("ascii"))
        head = b""
        while b"\r\n\r\n" not in head:
            if time.monotonic() > deadline or len(head) > _HEAD:
                raise Broken("does not come to the point")
            head += self._receive() or self._hung_up()
        self._socket.settimeout(None)
        return _answer(head)

    def _recognise(self, answer: Answer) -> bytes:
        """Which of the few kinds of sound this is, by its own word and by its first bytes."""
        said = answer.fields.get("content-type", "").partition(";")[0].strip().lower()
        kind = _KINDS.get(said, "")
        if not kind or "chunked" in answer.fields.get("transfer-encoding", "").lower():
            raise Forbidden(f"offers {said or 'something unnamed'}, which is no stream of sound")
        first, deadline = answer.rest, time.monotonic() + OPENING
        while len(first) < _LOOK and time.monotonic() < deadline:
            first += self._receive() or self._hung_up()
        if not _looks_like(kind, first):
            raise Forbidden(f"says {said} and sends something else")
        self.demux = kind
        return first

    def _receive(self) -> bytes:
        if self._socket is None or self._closed:
            return b""
        piece = self._socket.recv(_PIECE)
        self.moved = time.monotonic()
        return piece

    def _hung_up(self) -> bytes:
        raise Broken("hung up before any sound")

    def _pour(self, piece: bytes) -> None:
        """Into the pipe as fast as the player takes it; a player that takes nothing holds the stream up."""
        view = memoryview(piece)
        while view and not self._closed:
            _, ready, _ = select.select([], [self._into], [], 0.2)
            if ready:
                with contextlib.suppress(BlockingIOError):
                    view = view[os.write(self._into, view) :]


def allowed(address: str) -> SplitResult:
    """The address taken apart; Forbidden unless it is plain http(s) to a named host."""
    url = urlsplit(address)
    try:
        fit = url.scheme in ("http", "https") and bool(url.hostname) and url.port != 0 and address.isascii()
    except ValueError:
        fit = False
    if not fit or any(letter.isspace() for letter in address):
        raise Forbidden(f"{address!r} is not an address of a stream")
    return url


def why_reason(why: Broken | Forbidden) -> Reason:
    """The reason that goes into the play log."""
    return Reason.STREAM_REFUSED if isinstance(why, Forbidden) else Reason.NO_STREAM


def _port(url: SplitResult) -> int:
    return 443 if url.scheme == "https" else 80


def _answer(head: bytes) -> Answer:
    """HTTP, or the older servers' "ICY 200 OK"."""
    text, _, rest = head.partition(b"\r\n\r\n")
    first, *lines = text.decode("latin-1").split("\r\n")
    words = first.split()
    if len(words) < 2 or not (words[0].startswith("HTTP/1.") or words[0] == "ICY") or not words[1].isdigit():
        raise Broken("does not speak HTTP")
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Answer(int(words[1]), fields, rest)


def _looks_like(kind: str, first: bytes) -> bool:
    """Whether the bytes could be that kind of sound; text never is."""
    if kind == "ogg":
        return first.startswith(b"OggS")
    if first.startswith(b"ID3"):
        return True
    text = sum(9 <= byte <= 13 or 32 <= byte < 127 for byte in first[:512])
    mask, sign = (0xF6, 0xF0) if kind == "aac" else (0xE0, 0xE0)
    synced = any(first[at] == 0xFF and first[at + 1] & mask == sign for at in range(len(first) - 1))
    return synced and text < 0.9 * len(first[:512])
