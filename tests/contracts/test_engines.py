"""What every engine owes the station: one suite for all engines, the online ones against servers that behave."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.errors import VoiceError
from broadcaster.sound import decode
from broadcaster.station import Voice
from broadcaster.tts import Synthesizer
from broadcaster.tts.described import described
from broadcaster.tts.edge import Edge
from broadcaster.tts.espeak import Espeak
from broadcaster.tts.gtts import Gtts
from broadcaster.tts.piper import Piper
from broadcaster.tts.proof import syllables
from broadcaster.tts.service import Service
from broadcaster.voices import packs
from tests.fakes.google import google
from tests.fakes.microsoft import microsoft
from tests.fakes.pack import pack
from tests.fakes.service import KEY, service
from tests.fakes.voice import ToneVoice

PLAIN = """
[plain]
url = "{address}/plain"
headers = {{ apikey = "{{secret.TEST_KEY}}", "Content-Type" = "text/plain; charset=utf-8" }}
text = "{{text}}"
"""
IN_TIME = timedelta(seconds=30)
SENTENCE = "Bà con tuyệt đối không đọc mã xác thực cho bất kỳ ai."
LONG = (
    "Thời gian gần đây, trên địa bàn phường, một số đối tượng giả danh công an, cán bộ phường, nhân viên ngân hàng, "
    "gọi điện cho bà con, yêu cầu cài ứng dụng lạ, đọc mã xác thực, rồi chuyển hết tiền trong tài khoản đi nơi khác."
)


@pytest.fixture(scope="module", params=["espeak", "gtts", "edge", "piper", "service", "tone"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Synthesizer]:
    if request.param == "espeak":
        made: Synthesizer = Espeak()
        yield made
        made.close()
    elif request.param == "gtts":
        with google() as server:
            made = Gtts(server.address)
            yield made
            made.close()
    elif request.param == "edge":
        with microsoft() as server:
            made = Edge(server.address)
            yield made
            made.close()
    elif request.param == "piper":
        folder = tmp_path_factory.mktemp("packs")
        packs.add(pack(folder / "source"), folder / "installed", "vi", lambda staging, name: None)
        made = Piper(folder / "installed")
        yield made
        made.close()
    elif request.param == "service":
        folder = tmp_path_factory.mktemp("service")
        with service() as server, pytest.MonkeyPatch.context() as patch:
            patch.setenv("BROADCASTER_TEST_KEY", KEY)
            (folder / "voices.toml").write_text(PLAIN.format(address=server.address), encoding="utf-8")
            made = Service(described(folder / "voices.toml")["plain"], folder)
            yield made
            made.close()
    else:
        yield ToneVoice()


@pytest.fixture
def voice(engine: Synthesizer) -> Voice:
    return Voice(engine.name, "vi-VN-HoaiMyNeural" if engine.name == "edge" else "vi")


def test_a_sentence_becomes_a_sound_long_enough_for_its_syllables(
    engine: Synthesizer, voice: Voice, tmp_path: Path
) -> None:
    engine.speak(SENTENCE, voice, tmp_path / "said.wav", IN_TIME)
    sound = decode(tmp_path / "said.wav")
    assert timedelta(seconds=0.12) * syllables(SENTENCE) <= sound.duration
    assert sound.duration <= timedelta(seconds=0.6) * syllables(SENTENCE)
    assert abs(sound.data).max() > 0.05


def test_a_longer_text_is_a_longer_sound(engine: Synthesizer, voice: Voice, tmp_path: Path) -> None:
    engine.speak(SENTENCE, voice, tmp_path / "one.wav", IN_TIME)
    engine.speak(LONG, voice, tmp_path / "long.wav", IN_TIME)
    assert decode(tmp_path / "long.wav").duration > 2 * decode(tmp_path / "one.wav").duration


def test_the_sound_appears_whole_and_alone(engine: Synthesizer, voice: Voice, tmp_path: Path) -> None:
    engine.speak(SENTENCE, voice, tmp_path / "deep" / "said.wav", IN_TIME)
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["said.wav"]


def test_an_older_sound_is_replaced(engine: Synthesizer, voice: Voice, tmp_path: Path) -> None:
    out = tmp_path / "said.wav"
    out.write_bytes(b"not a sound")
    engine.speak(SENTENCE, voice, out, IN_TIME)
    assert decode(out).duration > timedelta(seconds=1)


@pytest.mark.parametrize("text", ["", "   ", "…", "?!"])
def test_nothing_to_say_is_refused_for_good(engine: Synthesizer, voice: Voice, tmp_path: Path, text: str) -> None:
    with pytest.raises(VoiceError) as refused:
        engine.speak(text, voice, tmp_path / "said.wav", IN_TIME)
    assert refused.value.engine == engine.name
    assert not refused.value.again
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", ["Xin chào\x00 bà con", "Xin \x01chào <break/> &amp; [[h@loU]]", "Xin chào 👋\u200f"])
def test_strange_letters_do_no_harm(engine: Synthesizer, voice: Voice, tmp_path: Path, text: str) -> None:
    engine.speak(text, voice, tmp_path / "said.wav", IN_TIME)
    assert decode(tmp_path / "said.wav").duration > timedelta(seconds=0.3)


def test_no_time_left_is_an_error_and_leaves_nothing(engine: Synthesizer, voice: Voice, tmp_path: Path) -> None:
    with pytest.raises(VoiceError) as late:
        engine.speak(SENTENCE, voice, tmp_path / "said.wav", timedelta())
    assert late.value.again
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_an_error_of_the_voice(
    engine: Synthesizer, voice: Voice, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(VoiceError):
        engine.speak(SENTENCE, voice, tmp_path / "file" / "said.wav", IN_TIME)


def test_an_engine_says_its_name_and_version_and_can_be_closed_twice(engine: Synthesizer) -> None:
    assert engine.name
    assert engine.version
    engine.close()
    engine.close()


def test_a_closed_engine_speaks_again_when_asked(engine: Synthesizer, voice: Voice, tmp_path: Path) -> None:
    engine.close()
    engine.speak(SENTENCE, voice, tmp_path / "said.wav", IN_TIME)
    assert decode(tmp_path / "said.wav").duration > timedelta(seconds=1)
