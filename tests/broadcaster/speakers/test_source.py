"""The far end of a relay, without a sound card: what is fetched, from where, and what is never let through."""

import os
import threading
import time
from collections.abc import Iterator

import pytest

from broadcaster.airing import Reason
from broadcaster.speakers.source import Broken, Forbidden, Source, allowed, why_reason
from tests.fakes.radio import Radio, encoded, radio


@pytest.fixture
def far() -> Iterator[Radio]:
    with radio() as station:
        yield station


def fetched(address: str, seconds: float = 3.0) -> tuple[Source, bytes]:
    """What comes through the pipe until the source has ended, at most for so long."""
    out, into = os.pipe()
    os.set_blocking(into, False)
    os.set_blocking(out, False)
    source, came = Source(address, into), b""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not source.why:
        try:
            came += os.read(out, 65536)
        except BlockingIOError:
            threading.Event().wait(0.02)
    source.close()
    os.close(into)
    while piece := os.read(out, 65536):
        came += piece
    os.close(out)
    return source, came


@pytest.mark.parametrize(("kind", "demux"), [("audio/mpeg", "mp3"), ("audio/ogg", "ogg")])
def test_the_stream_comes_through_byte_by_byte(far: Radio, kind: str, demux: str) -> None:
    far.kind = kind
    source, came = fetched(far.address)
    assert source.demux == demux and len(came) > 10_000
    assert encoded(kind, False).startswith(came)


def test_an_old_server_that_says_icy_is_understood(far: Radio) -> None:
    far.status = "ICY 200 OK"
    assert fetched(far.address, 1.5)[0].demux == "mp3"


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"status": "HTTP/1.0 503 Busy"}, Broken),
        ({"status": "220 mail.example.vn ESMTP"}, Broken),
        ({"hang_up_after": 0.2, "silent": True}, Broken),
        ({"redirect": "http://localhost:9/live"}, Forbidden),
        ({"redirect": "/round"}, Forbidden),
        ({"redirect": "file:///etc/hostname"}, Forbidden),
        ({"body": b"#EXTM3U\nhttp://127.0.0.1:9/x\n" * 300, "body_kind": "audio/mpeg"}, Forbidden),
        ({"body": b"ffconcat version 1.0\nfile /tmp/x.wav\n" * 300, "body_kind": "audio/aac"}, Forbidden),
        ({"body": b"RIFF" + bytes(9000), "body_kind": "audio/ogg"}, Forbidden),
        ({"body": b"<html>" * 2000, "body_kind": "text/html"}, Forbidden),
    ],
)
def test_what_is_wrong_is_named_and_nothing_of_what_is_forbidden_comes_through(
    far: Radio, fault: dict[str, object], kind: type[Exception]
) -> None:
    for name, value in fault.items():
        setattr(far, name, value)
    source, came = fetched(far.address)
    assert type(source.why) is kind
    assert kind is Broken or not came


def test_nobody_there_is_broken_and_may_be_tried_again() -> None:
    source, came = fetched("http://127.0.0.1:9/live")
    assert isinstance(source.why, Broken) and not came
    assert why_reason(source.why) is Reason.NO_STREAM
    assert why_reason(Forbidden("")) is Reason.STREAM_REFUSED


def test_a_server_that_says_nothing_is_left_at_once(far: Radio) -> None:
    far.mute = True
    since = time.monotonic()
    source, _ = fetched(far.address, 0.5)
    assert time.monotonic() - since < 2 and not source.demux


@pytest.mark.parametrize(
    "address",
    ["file:///x", "rtsp://h/x", "http:///x", "http://h:0/x", "http://h:99999/x", "http://h/a b", "http://đài.vn/x", ""],
)
def test_an_address_that_is_none_is_forbidden(address: str) -> None:
    with pytest.raises(Forbidden):
        allowed(address)
