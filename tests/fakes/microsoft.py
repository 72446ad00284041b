"""A stand-in for Microsoft's voices on 127.0.0.1: a web socket that behaves or misbehaves as told."""

import asyncio
import re
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from html import unescape

from aiohttp import WSMsgType, web

from tests.fakes.google import mp3

Mood = Callable[["Microsoft", web.WebSocketResponse, str], Awaitable[None]]
PIECE = 1500


class Microsoft:
    """The server, in a thread with a loop of its own. `status` other than 200 refuses the socket itself."""

    def __init__(self) -> None:
        self.mood: Mood = Microsoft.speak
        self.status = 200
        self.raw: bytes | None = None
        self.asked: list[str] = []
        self.rates: list[str] = []
        self.address = ""
        self._loop = asyncio.new_event_loop()
        self._open = threading.Event()

    async def speak(self, socket: web.WebSocketResponse, text: str) -> None:
        """Behave."""
        await self.some(socket, mp3(text))
        await self.end(socket)

    async def close_early(self, socket: web.WebSocketResponse, text: str) -> None:
        """Close in the middle of the sound, politely: edge-tts takes it for the end."""
        whole = mp3(text)
        await self.some(socket, whole[: len(whole) * 3 // 4])

    async def hang(self, socket: web.WebSocketResponse, text: str) -> None:
        """Say nothing."""
        await asyncio.sleep(60)

    async def drip(self, socket: web.WebSocketResponse, text: str) -> None:
        """A message a second with nothing in it."""
        while not socket.closed:
            await socket.send_str("X-RequestId:1\r\nPath:turn.start\r\n\r\n{}")
            await asyncio.sleep(0.3)

    async def empty(self, socket: web.WebSocketResponse, text: str) -> None:
        """End at once."""
        await self.end(socket)

    async def huge(self, socket: web.WebSocketResponse, text: str) -> None:
        """Send for ever."""
        while not socket.closed:
            await self.some(socket, bytes(60_000), 60_000)

    async def noise(self, socket: web.WebSocketResponse, text: str) -> None:
        """Bytes that are no sound."""
        await self.some(socket, bytes(range(256)) * 40)
        await self.end(socket)

    async def other_text(self, socket: web.WebSocketResponse, text: str) -> None:
        """A sound, but of one syllable only."""
        await self.some(socket, mp3("a"))
        await self.end(socket)

    async def nonsense(self, socket: web.WebSocketResponse, text: str) -> None:
        """A message nobody knows."""
        await socket.send_str("Path:surprise\r\n\r\n{}")

    async def reset(self, socket: web.WebSocketResponse, text: str) -> None:
        """Drop the connection."""
        transport = socket._req.transport if socket._req else None
        assert isinstance(transport, asyncio.Transport)
        transport.abort()

    async def some(self, socket: web.WebSocketResponse, sound: bytes, piece: int = PIECE) -> None:
        """Sound in pieces, each with its head."""
        head = b"X-RequestId:1\r\nContent-Type:audio/mpeg\r\nPath:audio\r\n"
        for start in range(0, len(sound), piece):
            await socket.send_bytes(len(head).to_bytes(2, "big") + head + sound[start : start + piece])

    async def end(self, socket: web.WebSocketResponse) -> None:
        """Say that everything was said."""
        await socket.send_str("X-RequestId:1\r\nPath:turn.end\r\n\r\n{}")

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if self.status != 200:
            return web.Response(status=self.status, headers={"Retry-After": "120"}, text="no")
        if self.raw is not None:
            return web.Response(body=self.raw, content_type="text/html")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            if message.type is WSMsgType.TEXT and "Path:ssml" in message.data:
                text = re.search(r"<prosody[^>]*rate='([^']*)'[^>]*>(.*)</prosody>", message.data, re.DOTALL)
                assert text
                self.rates.append(text[1])
                self.asked.append(unescape(text[2]))
                await self.mood(self, socket, self.asked[-1])
                await socket.close()
        return socket

    def serve(self) -> None:
        """Until stopped."""
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._start())
        self._loop.call_soon(self._open.set)
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(self._runner.cleanup())
        self._loop.close()

    def opened(self) -> "Microsoft":
        """Itself, once it answers."""
        assert self._open.wait(10)
        return self

    def stop(self) -> None:
        """End the loop."""
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _start(self) -> None:
        app = web.Application()
        app.router.add_get("/{anything:.*}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        assert site._server is not None
        port = self._runner.addresses[0][1]
        self.address = f"ws://127.0.0.1:{port}"


@contextmanager
def microsoft() -> Iterator[Microsoft]:
    """The server while the block lasts."""
    server = Microsoft()
    serving = threading.Thread(target=server.serve, daemon=True)
    serving.start()
    try:
        yield server.opened()
    finally:
        server.stop()
        serving.join()
