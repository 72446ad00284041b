"""The desk's door to the office network: TLS in front of the desk on loopback, for the PCs of the settings alone.

Waitress knows no TLS, and another web server would be another one to trust. This door does three things: it lets in who
comes from an allowed network, ends the encryption, and writes at the head of each request who came. One connection
carries one request: nothing that follows can be taken for a part of it.
"""

import asyncio
import contextlib
import logging
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface

from broadcaster.computer import certificate
from broadcaster.settings import Settings
from broadcaster.settings.office import Lan

LONGEST_HEAD = 16 * 1024
HEAD_WITHIN = 10.0
"""Seconds a browser has for the handshake and the head of its request."""

IDLE = 60.0
"""Seconds without a byte in either direction after which a connection is closed."""

MOST = 200
"""Connections at once."""

PIECE = 64 * 1024
OURS = (b"x-forwarded-for", b"x-forwarded-proto", b"forwarded", b"connection", b"keep-alive", b"x-forwarded-host")

TRUSTED = {
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_count": 1,
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    "clear_untrusted_proxy_headers": True,
}
"""What waitress is told: the door's word about who came counts, and nobody else's."""

log = logging.getLogger(__name__)


class Cookies(SecureCookieSessionInterface):
    """A session that began over TLS is never sent without it."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Whether this request came over TLS; on the PC itself it comes over loopback."""
        return bool(request.is_secure)


@dataclass(frozen=True, slots=True)
class Front:
    """An open door: its port (the settings' one, unless that was 0) and the verb that closes it."""

    port: int
    close: Callable[[], None]


def open_front(settings: Settings) -> Front | None:
    """Open the door in a thread of its own; None where the settings want none, or there is no certificate yet."""
    lan = settings.office.lan
    if not lan.address:
        return None
    try:
        secure = certificate.context(settings.data / certificate.FOLDER)
    except (OSError, ssl.SSLError):
        log.error("no certificate: the desk stays closed for the network; make one with: broadcaster certificate")
        return None
    return serve(lan, secure, settings.desk.port)


def serve(lan: Lan, secure: ssl.SSLContext, desk_port: int) -> Front:
    """The door in front of the desk on 127.0.0.1:`desk_port`. OSError where its address cannot be had."""
    loop = asyncio.new_event_loop()
    door = _Door(lan, desk_port)
    opening = asyncio.start_server(
        door.enter, lan.address, lan.port, ssl=secure, ssl_handshake_timeout=HEAD_WITHIN, limit=LONGEST_HEAD
    )
    thread = threading.Thread(target=loop.run_forever, name="front", daemon=True)
    thread.start()
    try:
        server = asyncio.run_coroutine_threadsafe(opening, loop).result()
    except OSError:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()
        raise

    def close() -> None:
        async def end() -> None:
            server.close()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()
            await asyncio.sleep(0)

        asyncio.run_coroutine_threadsafe(end(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()

    return Front(server.sockets[0].getsockname()[1], close)


class _Door:
    """Who comes in, and the way to the desk."""

    def __init__(self, lan: Lan, desk_port: int) -> None:
        self._lan = lan
        self._desk_port = desk_port
        self._there = 0

    async def enter(self, browser: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        """One connection."""
        came = str(answer.get_extra_info("peername")[0])
        self._there += 1
        try:
            if self._lan.admits(came) and self._there <= MOST:
                await self._pass_on(browser, answer, came)
            else:
                log.warning("a connection from outside the allowed networks was refused")
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            pass  # the browser or the desk went away, or what came is no request
        finally:
            self._there -= 1
            answer.close()
            with contextlib.suppress(OSError, ssl.SSLError, TimeoutError):
                await asyncio.wait_for(answer.wait_closed(), 2)

    async def _pass_on(self, browser: asyncio.StreamReader, answer: asyncio.StreamWriter, came: str) -> None:
        head = await asyncio.wait_for(browser.readuntil(b"\r\n\r\n"), HEAD_WITHIN)
        desk, to_desk = await asyncio.open_connection("127.0.0.1", self._desk_port)
        try:
            to_desk.write(announced(head, came))
            await to_desk.drain()
            sending = asyncio.ensure_future(_copy(browser, to_desk))
            try:
                await _copy(desk, answer)
            finally:
                sending.cancel()
                with contextlib.suppress(asyncio.CancelledError, OSError, TimeoutError):
                    await sending
        finally:
            to_desk.close()


def announced(head: bytes, came: str) -> bytes:
    """The head with who came and how; what the browser itself says about that is left out. ValueError: no request."""
    first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    broken = any(b"\r" in line or b"\n" in line or b"\0" in line for line in (first, *lines))
    if broken or first.count(b" ") != 2 or any(line[:1] in (b" ", b"\t") or b":" not in line for line in lines):
        raise ValueError("no request")
    kept = [line for line in lines if line.partition(b":")[0].strip().lower() not in OURS]
    ours = [b"X-Forwarded-For: " + came.encode("ascii"), b"X-Forwarded-Proto: https", b"Connection: close"]
    return b"\r\n".join([first, *kept, *ours]) + b"\r\n\r\n"


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while piece := await asyncio.wait_for(source.read(PIECE), IDLE):
        target.write(piece)
        await asyncio.wait_for(target.drain(), IDLE)
