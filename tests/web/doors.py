"""A door to the office network for the tests, and one question asked through it."""

import socket
import ssl
from ipaddress import ip_network

from broadcaster.settings.office import Lan
from web.front import Front, serve

LOOPBACK = (ip_network("127.0.0.0/8"),)


def a_door(
    secure: tuple[ssl.SSLContext, ssl.SSLContext], desk_port: int, allow: tuple[object, ...] = LOOPBACK
) -> Front:
    return serve(Lan("127.0.0.1", 0, allow), secure[0], desk_port)


def ask(port: int, browser: ssl.SSLContext, request: bytes) -> bytes:
    with (
        socket.create_connection(("127.0.0.1", port), 10) as line,
        browser.wrap_socket(line, server_hostname="127.0.0.1") as tls,
    ):
        tls.sendall(request)
        whole = b""
        while piece := tls.recv(65536):
            whole += piece
        return whole
