"""The door to the office network: encrypted, for allowed networks only, and nobody can say he is somebody else."""

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_network

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.computer import certificate
from broadcaster.errors import BadInput
from broadcaster.settings.office import Lan
from tests.web.cast import House
from tests.web.doors import a_door, ask
from web.front import MOST_FROM_ONE, TRUSTED, announced

NOW = datetime.now(UTC)
LOOPBACK = (ip_network("127.0.0.0/8"),)


@pytest.fixture
def desk_port(house: House) -> Iterator[int]:
    """The real desk behind waitress, as it is served."""
    from waitress.server import create_server

    server = create_server(house.app, host="127.0.0.1", port=0, threads=2, ident=None, **TRUSTED)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server.effective_port
    server.close()
    thread.join(5)


def test_the_desk_answers_over_tls_and_its_cookies_stay_there(house, secure, desk_port):
    door = a_door(secure, desk_port)
    answer = ask(door.port, secure[1], b"GET /dang-nhap HTTP/1.1\r\nHost: tram\r\n\r\n")
    door.close()
    assert answer.startswith(b"HTTP/1.1 200")
    cookie = next(line for line in answer.split(b"\r\n") if line.lower().startswith(b"set-cookie: ban_lam_viec"))
    assert b"Secure" in cookie and b"HttpOnly" in cookie
    plain = house.visitor().open("/dang-nhap")
    assert "Secure" not in plain.headers["Set-Cookie"], "on the PC itself there is no TLS"


def test_one_connection_carries_one_request(secure, desk_port):
    door = a_door(secure, desk_port)
    one = b"GET /dang-nhap HTTP/1.1\r\nHost: tram\r\nConnection: keep-alive\r\n\r\n"
    answer = ask(door.port, secure[1], one + one)
    door.close()
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"\r\nconnection: close\r\n" in answer.lower(), "a browser that would keep it is told not to"


def test_who_comes_from_elsewhere_is_shown_nothing(secure, desk_port):
    door = a_door(secure, desk_port, (ip_network("192.168.1.0/24"),))
    try:
        answer = ask(door.port, secure[1], b"GET /dang-nhap HTTP/1.1\r\nHost: tram\r\n\r\n")
    except (ssl.SSLError, ConnectionError):
        answer = b""
    door.close()
    assert answer == b""


def test_who_comes_from_elsewhere_is_sent_away_before_tls_and_fills_no_journal(secure, desk_port, caplog):
    """A stranger's half open handshakes must not use up what the desk itself needs."""
    door = a_door(secure, desk_port, (ip_network("192.168.1.0/24"),))
    ends = []
    for _ in range(40):
        with socket.create_connection(("127.0.0.1", door.port), 10) as line:
            line.settimeout(5)  # half of what a handshake is waited for
            try:
                ends.append(line.recv(1))
            except ConnectionError:
                ends.append(b"")
    door.close()
    assert ends == [b""] * 40
    assert len([one for one in caplog.records if one.name == "web.front"]) == 6, "1, 2, 4, 8, 16, 32"


def test_one_pc_that_opens_connections_and_says_nothing_keeps_no_other_one_out(secure, desk_port):
    door = a_door(secure, desk_port)
    silent = [socket.create_connection(("127.0.0.1", door.port), 10) for _ in range(MOST_FROM_ONE + 1)]
    try:
        silent[-1].settimeout(5)
        assert silent[-1].recv(1) == b"", "one more than a PC may have"
        other = socket.create_connection(("127.0.0.1", door.port), 10, source_address=("127.0.0.2", 0))
        with other, secure[1].wrap_socket(other, server_hostname="127.0.0.1") as tls:
            tls.sendall(b"GET /dang-nhap HTTP/1.1\r\nHost: tram\r\n\r\n")
            assert tls.recv(12) == b"HTTP/1.1 200"
    finally:
        for line in silent:
            line.close()
        door.close()


def test_without_tls_nothing_is_answered(secure, desk_port):
    door = a_door(secure, desk_port)
    with socket.create_connection(("127.0.0.1", door.port), 10) as line:
        line.sendall(b"GET /dang-nhap HTTP/1.1\r\nHost: tram\r\n\r\n")
        line.settimeout(15)
        try:
            answer = line.recv(4096)
        except ConnectionError:
            answer = b""
    door.close()
    assert b"HTTP/1.1 200" not in answer


def test_the_desk_knows_who_came_and_how_whatever_the_browser_says(secure):
    from waitress.server import create_server

    def echo(environ, start):
        start("200 OK", [("Content-Type", "text/plain")])
        return [f"{environ['REMOTE_ADDR']} {environ['wsgi.url_scheme']}".encode()]

    server = create_server(echo, host="127.0.0.1", port=0, threads=1, **TRUSTED)
    threading.Thread(target=server.run, daemon=True).start()
    door = a_door(secure, server.effective_port)
    lie = b"GET / HTTP/1.1\r\nHost: t\r\nX-Forwarded-For: 10.0.0.9\r\nX-Forwarded-Proto: http\r\n\r\n"
    answer = ask(door.port, secure[1], lie)
    door.close()
    server.close()
    assert answer.endswith(b"127.0.0.1 https")


def test_a_program_on_this_pc_cannot_say_that_somebody_else_came(desk_port):
    """Else it could try passwords for ever, under a new address each time."""
    codes = []
    with requests.Session() as session:
        page = session.get(f"http://127.0.0.1:{desk_port}/dang-nhap", timeout=10).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token
        for number in range(10):
            who = {"X-Forwarded-For": f"192.168.1.{number}", "X-Door": "guessed"}
            typed = {"csrf_token": token[1], "username": "lan", "password": "sai"}
            answer = session.post(f"http://127.0.0.1:{desk_port}/dang-nhap", typed, headers=who, timeout=10)
            codes.append(answer.status_code)
    assert codes == [401] * 8 + [429] * 2


def test_what_a_browser_says_about_itself_is_not_passed_on():
    head = b"GET / HTTP/1.1\r\nHost: t\r\nX-Forwarded-For: 127.0.0.1\r\nx-forwarded-proto : http\r\n"
    head += b"Forwarded: for=1\r\n\r\n"
    made = announced(head, "192.168.1.7")
    assert made.count(b"X-Forwarded-For") == 1 and b"X-Forwarded-For: 192.168.1.7\r\n" in made
    assert b"http\r\nF" not in made and b"for=1" not in made and made.endswith(b"Connection: close\r\n\r\n")


@given(st.binary(max_size=200))
def test_whatever_comes_is_a_request_or_refused(lines):
    try:
        made = announced(b"GET / HTTP/1.1\r\n" + lines + b"\r\n\r\n", "192.168.1.7")
    except ValueError:
        return
    said = [line for line in made.split(b"\r\n") if line.lower().replace(b" ", b"").startswith(b"x-forwarded-for:")]
    assert said == [b"X-Forwarded-For: 192.168.1.7"]


def test_a_certificate_is_not_replaced_by_accident_and_its_key_is_closed(tmp_path):
    first = certificate.make(tmp_path, ["tram"], NOW)
    assert first == certificate.fingerprint(tmp_path) and len(first) == 64
    with pytest.raises(BadInput):
        certificate.make(tmp_path, ["tram"], NOW)
    assert certificate.make(tmp_path, ["tram"], NOW, again=True) != first
    assert (tmp_path / certificate.KEY).stat().st_mode & 0o077 == 0
    assert certificate.fingerprint(tmp_path / "nowhere") == ""


def test_allowed_networks_are_held_apart():
    lan = Lan("0.0.0.0", 8443, (ip_network("192.168.1.0/24"), ip_network("fd00::/8")))
    assert lan.admits("192.168.1.7") and lan.admits("::ffff:192.168.1.7") and lan.admits("fd12::1%eth0")
    assert not lan.admits("192.168.2.7") and not lan.admits("2001:db8::1") and not lan.admits("tram")
