"""gTTS against a server that behaves and one that misbehaves in every known way: each ends in time and says why."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.errors import VoiceError
from broadcaster.sound import decode
from broadcaster.station import Voice
from broadcaster.tts import VoiceResting
from broadcaster.tts.gtts import Gtts
from tests.fakes.google import CERTIFICATE, Answer, Google, google

VOICE = Voice("gtts", "vi")
DEADLINE = timedelta(seconds=4)
SENTENCE = "Công an không làm việc qua điện thoại."
LONG = (
    "Thời gian gần đây, trên địa bàn phường, một số đối tượng giả danh công an, cán bộ phường, nhân viên ngân hàng, "
    "gọi điện cho bà con, yêu cầu cài ứng dụng lạ, đọc mã xác thực, rồi chuyển hết tiền đi nơi khác."
)

Mood = Callable[[Answer, str], None]


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Google, Gtts]]:
    with google() as server:
        engine = Gtts(server.address)
        yield server, engine
        engine.close()


@pytest.fixture
def server(running: tuple[Google, Gtts]) -> Google:
    running[0].mood = Answer.speak
    running[0].asked.clear()
    return running[0]


@pytest.fixture
def engine(running: tuple[Google, Gtts]) -> Gtts:
    return running[1]


def failure(engine: Gtts, folder: Path, text: str = SENTENCE) -> VoiceError:
    """The error, after seeing that it came in time and that no file was left."""
    begun = time.monotonic()
    with pytest.raises(VoiceError) as failed:
        engine.speak(text, VOICE, folder / "said.wav", DEADLINE)
    assert time.monotonic() - begun <= DEADLINE.total_seconds() + 1
    assert not list(folder.iterdir())
    return failed.value


def test_a_short_sentence_is_one_request(server: Google, engine: Gtts, tmp_path: Path) -> None:
    engine.speak(SENTENCE, VOICE, tmp_path / "said.wav", DEADLINE)
    assert server.asked == [SENTENCE]


def test_a_long_sentence_goes_in_few_pieces_cut_at_its_commas(server: Google, engine: Gtts, tmp_path: Path) -> None:
    engine.speak(LONG, VOICE, tmp_path / "said.wav", timedelta(seconds=20))
    assert " ".join(server.asked) == LONG
    assert len(server.asked) == 3
    assert all(len(piece) <= 100 for piece in server.asked)
    assert all(piece.endswith((",", ".")) for piece in server.asked)


def test_the_pieces_are_joined_with_a_breath(server: Google, engine: Gtts, tmp_path: Path) -> None:
    engine.speak(LONG, VOICE, tmp_path / "said.wav", timedelta(seconds=20))
    sound = decode(tmp_path / "said.wav")
    quiet = [block.max() < 0.002 for block in abs(sound.data[: len(sound.data) // 240 * 240]).reshape(-1, 240)]
    runs = "".join("q" if one else "s" for one in quiet).strip("q").split("s")
    assert sum(len(run) >= 38 for run in runs) == 2


TROUBLE: list[tuple[Mood, str, bool]] = [
    (Answer.hang, "no answer within", True),
    (Answer.drip, "no answer within", True),
    (Answer.drip_headers, "no answer within", True),
    (Answer.broken, "500", True),
    (Answer.forbidden, "403", False),
    (Answer.page, "text/html", True),
    (Answer.elsewhere, "302", True),
    (Answer.half, "IncompleteRead", True),
    (Answer.half_the_sound, "too short|breaks off", True),
    (Answer.empty, "without a sound", True),
    (Answer.no_sound, "without a sound|200", True),
    (Answer.huge, "more than 2000000 bytes", True),
    (Answer.noise, "not a sound|too short|silent", True),
    (Answer.other_text, "too short", True),
    (Answer.reset, "reset|Reset|RemoteDisconnected|aborted", True),
]


@pytest.mark.parametrize(("mood", "why", "again"), TROUBLE, ids=lambda value: getattr(value, "__name__", None))
def test_a_misbehaving_server_ends_in_time_with_the_reason(
    server: Google, engine: Gtts, tmp_path: Path, mood: Mood, why: str, again: bool
) -> None:
    server.mood = mood
    error = failure(engine, tmp_path)
    assert any(part in str(error) for part in why.split("|")), str(error)
    assert error.again is again


def test_the_next_sentence_is_spoken_after_every_trouble(server: Google, engine: Gtts, tmp_path: Path) -> None:
    server.mood = Answer.reset
    failure(engine, tmp_path)
    server.mood = Answer.speak
    engine.speak(SENTENCE, VOICE, tmp_path / "said.wav", DEADLINE)
    assert decode(tmp_path / "said.wav").duration > timedelta(seconds=1)


def test_one_bad_piece_spoils_the_sentence(server: Google, engine: Gtts, tmp_path: Path) -> None:
    def second_is_bad(answer: Answer, text: str) -> None:
        (Answer.speak if len(server.asked) == 1 else Answer.page)(answer, text)

    server.mood = second_is_bad
    assert "text/html" in str(failure(engine, tmp_path, LONG))


def test_a_service_that_asks_for_rest_is_left_alone_even_after_a_restart(tmp_path: Path) -> None:
    with google() as server:
        server.mood = Answer.too_many
        engine = Gtts(server.address, notes=tmp_path / "notes")
        with pytest.raises(VoiceResting, match="120 s") as refused:
            engine.speak(SENTENCE, VOICE, tmp_path / "said.wav", DEADLINE)
        engine.close()
        assert refused.value.after == timedelta(seconds=120)
        server.mood = Answer.speak
        with pytest.raises(VoiceResting, match="left alone for another"):
            Gtts(server.address, notes=tmp_path / "notes").speak(SENTENCE, VOICE, tmp_path / "said.wav", DEADLINE)
        assert len(server.asked) == 1


def test_nobody_there_is_said_at_once(tmp_path: Path) -> None:
    with google() as server:
        address = server.address
    engine = Gtts(address)
    assert "refused" in str(failure(engine, tmp_path))
    engine.close()


def test_a_certificate_nobody_signed_is_refused(tmp_path: Path) -> None:
    with google(secured=True) as server:
        engine = Gtts(server.address)
        assert "certificate" in str(failure(engine, tmp_path)).lower()
        assert not server.asked
        engine.close()


def test_a_certificate_the_machine_trusts_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
    with google(secured=True) as server:
        engine = Gtts(server.address)
        engine.speak(SENTENCE, VOICE, tmp_path / "said.wav", DEADLINE)
        engine.close()
    assert decode(tmp_path / "said.wav").duration > timedelta(seconds=1)
