"""Spoken sentences on the disk: whole or not at all, also when the disk is full; damaged ones are spoken again."""

import os
import resource
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from broadcaster.errors import VoiceError
from broadcaster.station import Voice
from broadcaster.tts.espeak import Espeak
from broadcaster.tts.joining import join
from broadcaster.tts.keep import VoiceCache, into_place
from tests.fakes.voice import ToneVoice

VOICE = Voice("tone", "vi")
SENTENCE = "Bà con giữ kín mã xác thực, không đọc cho ai."
DEADLINE = timedelta(seconds=20)


@contextmanager
def full_after(size: int) -> Iterator[None]:
    """The system takes no more than `size` bytes of a file, as when the disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_sentence_is_spoken_once_and_kept(tmp_path: Path) -> None:
    cache, engine = VoiceCache(tmp_path), ToneVoice()
    first = cache.spoken(SENTENCE, VOICE, engine, DEADLINE)
    assert cache.spoken(SENTENCE, VOICE, engine, DEADLINE) == first and engine.said == [SENTENCE]
    other = cache.spoken(SENTENCE, Voice("tone", "vi", 0.8), engine, DEADLINE)
    assert other != first, "another pace is another sound"


def test_a_damaged_sentence_is_spoken_again(tmp_path: Path) -> None:
    cache, engine = VoiceCache(tmp_path), ToneVoice()
    path = cache.spoken(SENTENCE, VOICE, engine, DEADLINE)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 3])
    assert cache.spoken(SENTENCE, VOICE, engine, DEADLINE).read_bytes() == whole


def test_a_full_disk_is_said_and_leaves_no_half_sentence(tmp_path: Path) -> None:
    def spoken(path: Path) -> None:
        with into_place("tone", tmp_path / "a.wav") as unfinished, wave.open(str(unfinished), "wb") as sound:
            sound.setparams((1, 2, 24_000, 0, "NONE", ""))
            sound.writeframes(bytes(100_000))

    with full_after(50_000), pytest.raises(VoiceError, match="the disk is full"):
        spoken(tmp_path / "a.wav")
    assert files(tmp_path) == []


def test_a_full_disk_while_the_pieces_of_an_online_voice_are_joined_is_said_too(tmp_path: Path) -> None:
    piece = (np.sin(np.arange(48_000) / 9).astype(np.float32) * 0.3, 24_000)

    def joined() -> None:
        with into_place("gtts", tmp_path / "a.wav") as unfinished:
            join("gtts", ["Một,", "hai."], [piece, piece], unfinished)

    with full_after(50_000), pytest.raises(VoiceError, match="the disk is full"):
        joined()
    assert files(tmp_path) == []


def test_a_full_disk_under_espeak_is_a_failure_of_that_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    engine = Espeak()
    try:
        with full_after(20_000), pytest.raises(VoiceError):
            VoiceCache(tmp_path).spoken(SENTENCE, Voice("espeak", "vi"), engine, DEADLINE)
        assert files(tmp_path) == []
    finally:
        engine.close()


def test_sentences_nobody_asked_for_are_thrown_away_with_what_a_crash_left(tmp_path: Path) -> None:
    cache, engine = VoiceCache(tmp_path), ToneVoice()
    old, new = (cache.spoken(text, VOICE, engine, DEADLINE) for text in ("Câu cũ của đài.", "Câu mới của đài."))
    left = old.parent / ".half.part"
    left.touch()
    long_ago = datetime.now(UTC) - timedelta(days=100)
    for path in (old, left):
        os.utime(path, (long_ago.timestamp(),) * 2)
    assert cache.prune(datetime.now(UTC) - timedelta(days=90)) == 2
    assert files(tmp_path) == [new]
