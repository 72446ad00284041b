"""The desk's door to the office network: TLS in front of the desk on loopback, for the PCs of the settings alone.

Waitress knows no TLS, and another web server would be another one to trust. This door does three things: it lets in who
comes from an allowed network, ends the encryption, and writes at the head of each request who came. One connection
carries one request: nothing that follows can be taken for a part of it.
"""

import asyncio
import contextlib
import hmac
import logging
import secrets
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface

from broadcaster.settings.office import Lan

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LONGEST_HEAD = 16 * 1024
HEAD_WITHIN = 10.0
"""Seconds a browser has for the handshake and the head of its request."""

IDLE = 60.0
"""Seconds without a byte in either direction after which a connection is closed: who reads slowly is not cut off."""

LOOKS = 12
"""How often within IDLE it is looked whether anything has moved."""

FAREWELL = 2.0
"""Seconds a browser has to close its side once it has been given everything."""

UNREAD = 128 * 1024
"""Bytes the system takes on ahead for a browser. Of megabytes nobody could see for minutes whether it still reads."""

MOST = 200
"""Connections at once: each takes three files of the 1,024 a process has, and this PC itself must reach its desk."""

MOST_FROM_ONE = 40
"""Connections of one PC at once; a browser opens six."""

BACKLOG = 100

PIECE = 64 * 1024
WORD = secrets.token_urlsafe(24)
"""What only the door and the desk of this process know: a program on this PC cannot say that somebody else came."""

OURS = (
    *(b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"forwarded"),
    *(b"connection", b"keep-alive", b"x-door"),
)

TRUSTED = {
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_count": 1,
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    "clear_untrusted_proxy_headers": True,
}
"""What waitress is told: the door's word about who came counts, and nobody else's."""

GONE = (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError)
"""The browser or the desk went away, or what came is no TLS, or no request."""

log = logging.getLogger(__name__)


class Doorkeeper:
    """Before the desk: who came is believed from the door alone.

    Waitress believes whoever comes from loopback, so that a program on this PC could try passwords under a new address
    each time, and would never be throttled.
    """

    def __init__(self, desk: "WSGIApplication") -> None:
        self._desk = desk

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> "Iterable[bytes]":
        """Pass the request on, with who came and how."""
        said = environ.pop("HTTP_X_DOOR", "")
        brought = [environ.pop(name, None) for name in ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO")]
        if any(brought) and not hmac.compare_digest(said.encode(), WORD.encode()):
            environ["REMOTE_ADDR"] = environ["REMOTE_HOST"] = "127.0.0.1"
            environ["wsgi.url_scheme"] = "http"
        return self._desk(environ, start)


class Cookies(SecureCookieSessionInterface):
    """A session that began over TLS is never sent without it."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Whether this request came over TLS; on the PC itself it comes over loopback."""
        return bool(request.is_secure)


@dataclass(frozen=True, slots=True)
class Front:
    """An open door: its port (the settings' one, unless that was 0), who is inside, and the verb that closes it."""

    port: int
    close: Callable[[], None]
    inside: Callable[[], int]
    """How many connections it holds now."""


def serve(lan: Lan, secure: ssl.SSLContext, desk_port: int) -> Front:
    """The door in front of the desk on 127.0.0.1:`desk_port`. OSError where its address cannot be had."""
    family = socket.AF_INET6 if ":" in lan.address else socket.AF_INET
    listening = socket.create_server((lan.address, lan.port), family=family, backlog=BACKLOG)
    listening.setblocking(False)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, UNREAD)  # whom it takes in inherits that
    loop = asyncio.new_event_loop()
    door = _Door(lan, secure, desk_port)
    thread = threading.Thread(target=loop.run_forever, name="front", daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(door.open(listening), loop)

    def close() -> None:
        async def end() -> None:
            ended = asyncio.all_tasks() - {asyncio.current_task()}
            for task in ended:
                task.cancel()
            await asyncio.gather(*ended, return_exceptions=True)
            listening.close()

        asyncio.run_coroutine_threadsafe(end(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()

    return Front(listening.getsockname()[1], close, lambda: len(door._inside))


class _Unheard(asyncio.Protocol):
    """A connection before its handshake: not a byte of it is read here."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """What has come already waits for TLS."""
        cast(asyncio.Transport, transport).pause_reading()


class _Heard(asyncio.StreamReaderProtocol):
    """A connection over TLS."""

    def eof_received(self) -> bool:
        """Over TLS nobody can go on speaking to whoever has said goodbye."""
        super().eof_received()
        return False


class _Door:
    """Who comes in, and the way to the desk."""

    def __init__(self, lan: Lan, secure: ssl.SSLContext, desk_port: int) -> None:
        self._lan = lan
        self._secure = secure
        self._desk_port = desk_port
        self._inside: set[asyncio.Task[None]] = set()
        self._from: Counter[str] = Counter()
        self._refused = 0

    async def open(self, listening: socket.socket) -> None:
        """Take connections until cancelled. Who may not come is sent away before a byte of TLS is worked out."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                line, address = await loop.sock_accept(listening)
            except OSError:
                await asyncio.sleep(1)  # too many files are open; some of them will be closed
                continue
            came = str(address[0])
            if not self._admits(came):
                line.close()
                continue
            self._from[came] += 1
            task = loop.create_task(self._enter(line, came))
            self._inside.add(task)
            task.add_done_callback(partial(self._left, line, came))

    def _admits(self, came: str) -> bool:
        if self._lan.admits(came):
            return len(self._inside) < MOST and self._from[came] < MOST_FROM_ONE
        self._refused += 1
        if self._refused & (self._refused - 1) == 0:  # the 1st, 2nd, 4th, 8th …: who knocks all day fills no journal
            log.warning("connections from outside the allowed networks were refused: %d so far", self._refused)
        return False

    def _left(self, line: socket.socket, came: str, task: "asyncio.Task[None]") -> None:
        line.close()  # a task that was cancelled before it began has not
        self._inside.discard(task)
        self._from[came] -= 1
        self._from += Counter()  # forgets who has left

    async def _enter(self, line: socket.socket, came: str) -> None:
        """One connection, from its handshake to its end.

        In the end the loop lets go of the line before anybody closes it: the next connection gets the number it had.
        """
        plain = None
        try:
            plain, _ = await asyncio.get_running_loop().connect_accepted_socket(_Unheard, line)
            browser, answer = await self._encrypted(plain)
            with contextlib.suppress(*GONE):
                await self._pass_on(plain, browser, answer, came)
            answer.close()
            await asyncio.wait_for(answer.wait_closed(), FAREWELL)
        except GONE:
            pass
        finally:
            if plain is not None:
                plain.abort()
                await asyncio.sleep(0)

    async def _encrypted(self, plain: asyncio.Transport) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        loop = asyncio.get_running_loop()
        browser = asyncio.StreamReader(limit=LONGEST_HEAD, loop=loop)
        protocol = _Heard(browser, loop=loop)
        transport = await loop.start_tls(
            plain, protocol, self._secure, server_side=True, ssl_handshake_timeout=HEAD_WITHIN
        )
        if transport is None:  # it was gone with the last byte of its handshake
            raise ConnectionResetError
        protocol.connection_made(transport)
        return browser, asyncio.StreamWriter(transport, protocol, browser, loop)

    async def _pass_on(
        self, plain: asyncio.Transport, browser: asyncio.StreamReader, answer: asyncio.StreamWriter, came: str
    ) -> None:
        head = await asyncio.wait_for(browser.readuntil(b"\r\n\r\n"), HEAD_WITHIN)
        desk, to_desk = await asyncio.open_connection("127.0.0.1", self._desk_port)
        passed: Counter[str] = Counter()

        def left() -> int:
            """Bytes of the answer that the system has not taken yet."""
            waiting = plain.get_write_buffer_size() + answer.transport.get_write_buffer_size()
            return 0 if plain.is_closing() else waiting

        def moved() -> tuple[int, ...]:
            return passed["asked"], passed["answered"], left(), to_desk.transport.get_write_buffer_size()

        async def talk() -> None:
            asking = asyncio.ensure_future(_copy(browser, to_desk, passed, "asked"))
            try:
                await _copy(desk, answer, passed, "answered")
                while left():
                    await asyncio.sleep(0.05)
            finally:
                asking.cancel()
                await asyncio.gather(asking, return_exceptions=True)

        try:
            to_desk.write(announced(head, came))
            await _while_it_moves(talk(), moved)
        finally:
            to_desk.close()


def announced(head: bytes, came: str) -> bytes:
    """The head with who came and how; what the browser itself says about that is left out. ValueError: no request."""
    first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    broken = any(b"\r" in line or b"\n" in line or b"\0" in line for line in (first, *lines))
    if broken or first.count(b" ") != 2 or any(line[:1] in (b" ", b"\t") or b":" not in line for line in lines):
        raise ValueError("no request")
    kept = [line for line in lines if line.partition(b":")[0].strip().lower() not in OURS]
    ours = [b"X-Forwarded-For: " + came.encode("ascii"), b"X-Forwarded-Proto: https"]
    ours += [b"X-Door: " + WORD.encode(), b"Connection: close"]
    return b"\r\n".join([first, *kept, *ours]) + b"\r\n\r\n"


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter, passed: Counter[str], which: str) -> None:
    while piece := await source.read(PIECE):
        passed[which] += len(piece)
        target.write(piece)
        await target.drain()


async def _while_it_moves(work: Coroutine[None, None, None], moved: Callable[[], object]) -> None:
    """Do the work; TimeoutError once what `moved` says has been the same for IDLE seconds."""
    doing = asyncio.ensure_future(work)
    seen, still = moved(), 0
    try:
        while not (await asyncio.wait({doing}, timeout=IDLE / LOOKS))[0]:
            before, seen = seen, moved()
            still = still + 1 if seen == before else 0
            if still >= LOOKS:
                raise TimeoutError
        doing.result()
    finally:
        doing.cancel()
        await asyncio.gather(doing, return_exceptions=True)
