"""edge-tts against a web socket that behaves and one that misbehaves in every known way."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.errors import VoiceError
from broadcaster.sound import decode
from broadcaster.station import Voice
from broadcaster.tts.edge import Edge
from tests.fakes.microsoft import Microsoft, Mood, microsoft

VOICE = Voice("edge", "vi-VN-HoaiMyNeural")
DEADLINE = timedelta(seconds=4)
SENTENCE = "Công an không làm việc qua điện thoại & không hỏi <mã> xác thực."


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Microsoft, Edge]]:
    with microsoft() as server:
        engine = Edge(server.address)
        yield server, engine
        engine.close()


@pytest.fixture
def server(running: tuple[Microsoft, Edge]) -> Iterator[Microsoft]:
    running[0].asked.clear()
    yield running[0]
    running[0].mood, running[0].status, running[0].raw = Microsoft.speak, 200, None


@pytest.fixture
def engine(running: tuple[Microsoft, Edge]) -> Edge:
    return running[1]


def failure(engine: Edge, folder: Path, voice: Voice = VOICE) -> VoiceError:
    """The error, after seeing that it came in time and that no file was left."""
    begun = time.monotonic()
    with pytest.raises(VoiceError) as failed:
        engine.speak(SENTENCE, voice, folder / "said.wav", DEADLINE)
    assert time.monotonic() - begun <= DEADLINE.total_seconds() + 1
    assert not list(folder.iterdir())
    return failed.value


def test_a_sentence_is_one_request_at_the_speed_of_the_station(server: Microsoft, engine: Edge, tmp_path: Path) -> None:
    engine.speak(SENTENCE, Voice("edge", "vi-VN-NamMinhNeural", 0.9), tmp_path / "said.wav", DEADLINE)
    assert (server.asked, server.rates[-1]) == ([SENTENCE], "-10%")
    assert decode(tmp_path / "said.wav").duration > timedelta(seconds=2)


TROUBLE: list[tuple[Mood, str]] = [
    (Microsoft.hang, "no answer within|Timeout"),
    (Microsoft.drip, "no answer within"),
    (Microsoft.close_early, "before the end of the sentence"),
    (Microsoft.empty, "without a sound"),
    (Microsoft.huge, "more than 5000000 bytes"),
    (Microsoft.noise, "not a sound|too short|silent"),
    (Microsoft.other_text, "too short"),
    (Microsoft.nonsense, "UnknownResponse"),
    (Microsoft.reset, "before the end|without a sound|broke off"),
]


@pytest.mark.parametrize(("mood", "why"), TROUBLE, ids=lambda value: getattr(value, "__name__", None))
def test_a_misbehaving_server_ends_in_time_with_the_reason(
    server: Microsoft, engine: Edge, tmp_path: Path, mood: Mood, why: str
) -> None:
    server.mood = mood
    error = failure(engine, tmp_path)
    assert any(part in str(error) for part in why.split("|")), str(error)
    assert error.again


@pytest.mark.parametrize(("status", "again"), [(429, True), (500, True), (403, True), (400, False)])
def test_a_refused_connection_says_its_status(
    server: Microsoft, engine: Edge, tmp_path: Path, status: int, again: bool
) -> None:
    server.status = status
    error = failure(engine, tmp_path)
    assert str(status) in str(error)
    assert error.again is again


def test_a_page_in_place_of_a_socket_is_no_voice(server: Microsoft, engine: Edge, tmp_path: Path) -> None:
    server.raw = "<!doctype html><title>Đăng nhập Wi-Fi</title>".encode()
    assert "200" in str(failure(engine, tmp_path))


def test_a_voice_that_cannot_be_is_refused_for_good(server: Microsoft, engine: Edge, tmp_path: Path) -> None:
    assert not failure(engine, tmp_path, Voice("edge", "vi")).again
    assert not server.asked


def test_nobody_there_is_said_at_once(tmp_path: Path) -> None:
    with microsoft() as server:
        address = server.address
    engine = Edge(address)
    assert "onnect" in str(failure(engine, tmp_path))
    engine.close()
