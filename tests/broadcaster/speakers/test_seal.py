"""The sealed copy: nobody changes it, and nothing but a whole sound of ours gets that far."""

import os
import wave
from pathlib import Path

import pytest

from broadcaster.airing import Reason
from broadcaster.speakers.seal import Refused, sealed_copy
from tests.sounds import sha256, write_sound


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write_sound(tmp_path / "sound.wav", 1.0)


def test_the_copy_is_what_was_approved_and_cannot_be_written(sound: Path) -> None:
    copy = sealed_copy(sound, sha256(sound))
    whole = sound.read_bytes()
    sound.write_bytes(b"something else")
    assert copy.path.read_bytes() == whole and copy.frames == 2.75 * 48_000
    with pytest.raises(OSError):
        os.pwrite(copy.file.fileno(), b"x", 0)
    with pytest.raises(OSError):
        os.ftruncate(copy.file.fileno(), 10)
    copy.close()


def test_a_hash_in_capitals_is_the_same_hash(sound: Path) -> None:
    sealed_copy(sound, sha256(sound).upper()).close()


@pytest.mark.parametrize(("rate", "channels", "width"), [(44_100, 1, 2), (48_000, 2, 2), (48_000, 1, 1)])
def test_another_layout_is_refused(tmp_path: Path, rate: int, channels: int, width: int) -> None:
    path = tmp_path / "other.wav"
    with wave.open(str(path), "wb") as out:
        out.setparams((channels, width, rate, 0, "NONE", ""))
        out.writeframes(bytes(rate * channels * width * 2))
    with pytest.raises(Refused) as refusal:
        sealed_copy(path, sha256(path))
    assert refusal.value.reason == Reason.NOT_A_SOUND


def test_what_is_too_short_to_be_played_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "short.wav"
    with wave.open(str(path), "wb") as out:
        out.setparams((1, 2, 48_000, 0, "NONE", ""))
        out.writeframes(bytes(48_000 * 2))
    with pytest.raises(Refused, match="too short"):
        sealed_copy(path, sha256(path))


def test_a_folder_or_a_pipe_is_no_sound_and_blocks_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    for path in (tmp_path, tmp_path / "pipe.wav"):
        with pytest.raises(Refused) as refusal:
            sealed_copy(path, "0" * 64)
        assert refusal.value.reason == Reason.NOT_A_SOUND


def test_the_changed_file_is_named_with_both_hashes(sound: Path) -> None:
    with pytest.raises(Refused, match="approved was 0000"):
        sealed_copy(sound, "0" * 64)
