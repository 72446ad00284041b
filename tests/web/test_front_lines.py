"""Lines through the door to the office network: a browser that stalls, reads slowly or never hangs up."""

import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator

import pytest

from tests.running import wait_for
from tests.web.doors import a_door, ask
from web import front
from web.front import MOST_FROM_ONE, Front

LONG = 4_000_000
"""More than the system itself takes on for one connection."""
PAUSE = threading.Event()
"""Never set: whoever waits for it takes its time."""


@pytest.fixture
def any_desk() -> Iterator[int]:
    """A desk of one line: it reads a body whole, answers with LONG bytes to /long and with five to anything else."""
    listening = socket.create_server(("127.0.0.1", 0))

    def answer(line: socket.socket) -> None:
        with line, line.makefile("rb") as asked:
            first = asked.readline()
            head = b"".join(iter(asked.readline, b"\r\n")).lower()
            if told := re.search(rb"content-length: (\d+)", head):
                asked.read(int(told[1]))
            line.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + (b"x" * LONG if b"/long" in first else b"short"))

    def guarded(line: socket.socket) -> None:
        try:
            answer(line)
        except OSError:
            return

    def take() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=guarded, args=(line,), daemon=True).start()

    threading.Thread(target=take, daemon=True).start()
    yield listening.getsockname()[1]
    listening.close()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A door that waits for nobody as long as it does in a ward."""
    monkeypatch.setattr(front, "IDLE", 0.6)
    monkeypatch.setattr(front, "FAREWELL", 0.05)


def a_browser(door: Front, secure: tuple[ssl.SSLContext, ssl.SSLContext], ahead: int = 0) -> ssl.SSLSocket:
    line = socket.socket()
    line.settimeout(5)
    if ahead:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, ahead)
    line.connect(("127.0.0.1", door.port))
    return secure[1].wrap_socket(line, server_hostname="127.0.0.1")


def whole(tls: ssl.SSLSocket, between: Callable[[], object] = lambda: None) -> bytes:
    """All of an answer, read in pieces of 16 KB at most, the line left open."""
    got = b""
    while piece := tls.recv(16384):
        got += piece
        between()
    return got


@pytest.mark.usefixtures("hasty")
def test_browsers_that_read_all_and_never_hang_up_keep_nobody_out(secure, any_desk):
    door = a_door(secure, any_desk)
    held = []
    try:
        for _ in range(MOST_FROM_ONE // 8 + 2):
            for _ in range(8):
                held.append(a_browser(door, secure))
                held[-1].sendall(b"GET / HTTP/1.1\r\nHost: tram\r\nConnection: keep-alive\r\n\r\n")
                assert whole(held[-1]).endswith(b"short")
            wait_for(lambda: door.inside() == 0, 10)
    finally:
        for line in held:
            line.close()
        door.close()
    assert len(held) > MOST_FROM_ONE


@pytest.mark.usefixtures("hasty")
def test_a_browser_that_stops_reading_is_let_go_and_its_place_is_another_ones(secure, any_desk):
    door = a_door(secure, any_desk)
    stalled = [a_browser(door, secure, ahead=8192) for _ in range(3)]
    try:
        for line in stalled:
            line.sendall(b"GET /long HTTP/1.1\r\nHost: tram\r\n\r\n")
        wait_for(lambda: door.inside() == 0, 20)
        for _ in range(8):
            assert ask(door.port, secure[1], b"GET / HTTP/1.1\r\nHost: tram\r\n\r\n").endswith(b"short")
        wait_for(lambda: door.inside() == 0, 10)
    finally:
        for line in stalled:
            line.close()
        door.close()


@pytest.mark.usefixtures("hasty")
def test_who_reads_a_long_answer_slowly_gets_all_of_it(secure, any_desk):
    """A browser that plays a sound reads as fast as it sounds, long after the desk has given everything."""
    door = a_door(secure, any_desk)
    with a_browser(door, secure, ahead=16384) as slow:
        slow.sendall(b"GET /long HTTP/1.1\r\nHost: tram\r\n\r\n")
        got = whole(slow, lambda: PAUSE.wait(0.005))
    door.close()
    assert got.endswith(b"x" * LONG)


@pytest.mark.usefixtures("hasty")
def test_a_long_upload_is_not_cut_off_while_it_moves(secure, any_desk):
    """The desk answers once it has all of a recording: until then not a byte comes from its side."""
    door = a_door(secure, any_desk)
    with a_browser(door, secure) as slow:
        slow.sendall(b"POST / HTTP/1.1\r\nHost: tram\r\nContent-Length: 20000\r\n\r\n")
        for _ in range(20):
            slow.sendall(b"x" * 1000)
            PAUSE.wait(0.1)
        got = whole(slow)
    door.close()
    assert got.endswith(b"short")
