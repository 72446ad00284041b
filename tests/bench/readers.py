"""People who read the desk all at once: each a process of its own, so that what is measured is the desk."""

import gzip
import http.client
import multiprocessing
import re
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

from tests.web.cast import PASSWORD

TEXT = "Công an phường cảnh báo: kẻ gian giả danh cán bộ gọi điện đòi 5.000.000 đồng trước 8h30 ngày 2/9. " * 30
TYPED = 1_500
"""Characters of a bulletin of a minute and a half with its numbers and dates, typed anew for each question."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came over the line."""

    status: int
    body: bytes
    packed: bool


@dataclass(frozen=True, slots=True)
class Told:
    """How long each answer took, in milliseconds, and the bytes of the largest."""

    took: list[float]
    most: int


def plain(answer: Answer) -> bytes:
    """An answer unpacked."""
    return gzip.decompress(answer.body) if answer.packed else answer.body


class Browser:
    """A browser that keeps its line and its cookies."""

    def __init__(self, port: int, username: str) -> None:
        self.line, self.cookie, self.token = http.client.HTTPConnection("127.0.0.1", port, timeout=60), "", ""
        self._learn(self.ask("/dang-nhap"))
        self.ask("/dang-nhap", username=username, password=PASSWORD)
        self._learn(self.ask("/mat-khau"))

    def ask(self, address: str, **fields: str) -> Answer:
        """One question and its whole answer."""
        body = urllib.parse.urlencode({"csrf_token": self.token, **fields}) if fields else None
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
        headers = {"Cookie": self.cookie, "Accept-Encoding": "gzip", **kind}
        try:
            answer = self._send("POST" if fields else "GET", address, body, headers)
        except ConnectionError:  # the desk closes a line on which nothing was asked for half a minute
            self.line.close()
            answer = self._send("POST" if fields else "GET", address, body, headers)
        said = answer.read()
        if cookie := answer.getheader("Set-Cookie"):
            self.cookie = cookie.partition(";")[0]
        return Answer(answer.status, said, answer.getheader("Content-Encoding") == "gzip")

    def _send(self, method: str, address: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        self.line.request(method, address, body, headers)
        return self.line.getresponse()

    def _learn(self, form: Answer) -> None:
        if found := re.search(rb'name="csrf_token" value="([^"]+)"', form.body):
            self.token = found[1].decode()


class Reader:
    """Somebody in another process who is told what to ask for."""

    def __init__(self, line: Connection) -> None:
        self._line = line

    def ask(self, who: str, page: str, times: int) -> "Reader":
        """Ask for `page` that often, one question after another without a pause."""
        self._line.send((who, page, times))
        return self

    def told(self) -> Told:
        """What came of it, when it is done."""
        found: Told = self._line.recv()
        return found

    def leave(self) -> None:
        """Go home."""
        self._line.send(None)


@contextmanager
def reading(port: int, how_many: int) -> Iterator[list[Reader]]:
    """That many readers before the desk on `port`."""
    start = multiprocessing.get_context("spawn")
    readers, processes = [], []
    for number in range(how_many):
        ours, theirs = start.Pipe()
        processes.append(start.Process(target=_read, args=(port, number, theirs), daemon=True))
        processes[-1].start()
        readers.append(Reader(ours))
    try:
        yield readers
    finally:
        for reader in readers:
            reader.leave()
        for process in processes:
            process.join()


def _read(port: int, number: int, line: Connection) -> None:
    browsers: dict[str, Browser] = {}
    while (wanted := line.recv()) is not None:
        who, page, times = wanted
        if who not in browsers:
            browsers[who] = Browser(port, who)
        line.send(_ask(browsers[who], page, times, number))


def _ask(browser: Browser, page: str, times: int, number: int) -> Told:
    took, most = [], 0
    for turn in range(times):
        typed = f"{number} {turn} {time.monotonic_ns()} {TEXT}"[:TYPED]  # nobody types what was typed before
        begun = time.perf_counter()
        if page.startswith("POST "):
            answer = browser.ask(page.removeprefix("POST "), title="x", text=typed)
        else:
            answer = browser.ask(page)
        took.append(1000 * (time.perf_counter() - begun))
        most = max(most, len(answer.body))
        assert answer.status == 200, (page, answer.status)
    return Told(took, most)
