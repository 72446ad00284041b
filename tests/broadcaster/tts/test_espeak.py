"""espeak-ng's worker process: hung, killed, far from its data; and the speed it reads at."""

import os
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import espeakng_loader
import pytest

from broadcaster.errors import VoiceError
from broadcaster.sound import decode
from broadcaster.station import Voice
from broadcaster.tts.espeak import Espeak
from broadcaster.tts.proof import syllables

VOICE = Voice("espeak", "vi")
DEADLINE = timedelta(seconds=20)
SENTENCE = "Bà con giữ kín mã xác thực và báo ngay cho công an phường khi thấy điều gì đáng ngờ."


@pytest.fixture
def engine() -> Iterator[Espeak]:
    made = Espeak()
    yield made
    made.close()


def test_it_reads_about_three_and_seven_tenths_syllables_a_second(engine: Espeak, tmp_path: Path) -> None:
    engine.speak(SENTENCE, VOICE, tmp_path / "said.wav", DEADLINE)
    assert 3.4 <= syllables(SENTENCE) / decode(tmp_path / "said.wav").duration.total_seconds() <= 4.2


def test_a_slower_rate_takes_longer(engine: Espeak, tmp_path: Path) -> None:
    engine.speak(SENTENCE, VOICE, tmp_path / "usual.wav", DEADLINE)
    engine.speak(SENTENCE, Voice("espeak", "vi", 0.8), tmp_path / "slow.wav", DEADLINE)
    assert decode(tmp_path / "slow.wav").duration > 1.15 * decode(tmp_path / "usual.wav").duration


def test_a_hung_worker_is_ended_at_the_deadline_and_the_next_one_speaks(engine: Espeak, tmp_path: Path) -> None:
    engine.speak(SENTENCE, VOICE, tmp_path / "first.wav", DEADLINE)
    hung = engine.pid
    assert hung
    os.kill(hung, signal.SIGSTOP)
    begun = time.monotonic()
    with pytest.raises(VoiceError, match="no answer within 1 s") as late:
        engine.speak(SENTENCE, VOICE, tmp_path / "second.wav", timedelta(seconds=1))
    assert time.monotonic() - begun < 2
    assert late.value.again
    with pytest.raises(ProcessLookupError):
        os.kill(hung, 0)
    engine.speak(SENTENCE, VOICE, tmp_path / "third.wav", DEADLINE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first.wav", "third.wav"]


def test_a_worker_that_was_killed_is_started_again(engine: Espeak, tmp_path: Path) -> None:
    engine.speak(SENTENCE, VOICE, tmp_path / "first.wav", DEADLINE)
    killed = engine.pid
    assert killed
    os.kill(killed, signal.SIGKILL)
    os.waitid(os.P_PID, killed, os.WEXITED | os.WNOWAIT)
    engine.speak(SENTENCE, VOICE, tmp_path / "second.wav", DEADLINE)
    assert engine.pid != killed


def test_an_unknown_voice_is_refused_for_good(engine: Espeak, tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="no voice 'atlantis'") as refused:
        engine.speak(SENTENCE, Voice("espeak", "atlantis"), tmp_path / "said.wav", DEADLINE)
    assert not refused.value.again


def test_data_under_a_very_long_path_is_used_from_a_short_copy(tmp_path: Path) -> None:
    deep = tmp_path / ("phường " * 12).strip() / ("đài truyền thanh " * 5).strip()
    deep.mkdir(parents=True)
    (deep / "espeak-ng-data").symlink_to(espeakng_loader.get_data_path())
    assert len(os.fsencode(deep)) > 160
    engine = Espeak(deep / "espeak-ng-data")
    engine.speak(SENTENCE, VOICE, tmp_path / "said.wav", DEADLINE)
    engine.close()
    assert decode(tmp_path / "said.wav").duration > timedelta(seconds=3)


def test_missing_data_is_said(tmp_path: Path) -> None:
    engine = Espeak(tmp_path / "nowhere")
    with pytest.raises(VoiceError, match="espeak") as refused:
        engine.speak(SENTENCE, VOICE, tmp_path / "said.wav", DEADLINE)
    assert not refused.value.again
    engine.close()
