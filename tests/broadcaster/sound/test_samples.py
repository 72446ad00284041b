"""Decoding what is a sound, refusing what is not, and writing files that are whole or not there."""

import resource
import struct
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcaster.errors import SoundError
from broadcaster.sound import RATE, Samples, at_rate, decode, write_wav


def tone(seconds: float = 1.0, rate: int = RATE) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    return (0.3 * np.sin(2 * np.pi * 500 * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


@pytest.mark.parametrize("kind", ["WAV", "FLAC", "MP3", "OGG"])
def test_what_people_record_in_is_decoded(kind: str, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "sound", tone(), RATE, format=kind)
    assert decode(tmp_path / "sound").duration == pytest.approx(timedelta(seconds=1), abs=timedelta(seconds=0.1))


def test_two_channels_become_one(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "two.wav", np.stack([tone(), -tone()], axis=1), RATE)
    assert abs(decode(tmp_path / "two.wav").data).max() < 1e-3


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 5000,
        b"<!doctype html><title>Login</title>",
        b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1/other.mp3\n",
        b"ffconcat version 1.0\nfile /etc/hostname\n",
        b"RIFF\x24\x00\x00\x00WAVE",
    ],
    ids=["empty", "zeros", "page", "playlist", "concat", "head"],
)
@pytest.mark.parametrize("name", ["upload.mp3", "upload.wav", "upload.raw", "upload"])
def test_what_is_no_sound_is_refused_naming_the_file(content: bytes, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SoundError, match=name):
        decode(tmp_path / name)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SoundError, match=r"gone\.wav"):
        decode(tmp_path / "gone.wav")


def test_hours_of_sound_in_a_small_file_are_refused_before_decoding(tmp_path: Path) -> None:
    with soundfile.SoundFile(tmp_path / "long.flac", "w", 8000, 1, format="FLAC") as file:
        for _ in range(120):
            file.write(np.zeros(8000 * 60, dtype=np.int16))
    assert (tmp_path / "long.flac").stat().st_size < 1_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(SoundError, match=r"120\.0 min of sound"):
        decode(tmp_path / "long.flac")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000


def test_samples_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    bad = tone()
    bad[100] = np.nan
    soundfile.write(tmp_path / "bad.wav", bad, RATE, subtype="FLOAT")
    with pytest.raises(SoundError, match="impossible"):
        decode(tmp_path / "bad.wav")


def test_the_rate_is_changed_without_changing_the_length() -> None:
    assert at_rate(Samples(tone(2, 22050), 22050)).duration == pytest.approx(
        timedelta(seconds=2), abs=timedelta(milliseconds=1)
    )


def test_a_written_file_is_plain_16_bit_mono_at_48_khz(tmp_path: Path) -> None:
    write_wav(Samples(tone()), tmp_path / "out.wav")
    head = (tmp_path / "out.wav").read_bytes()[:44]
    assert (head[:4], head[8:16]) == (b"RIFF", b"WAVEfmt ")
    assert struct.unpack("<HHIIHH", head[20:36]) == (1, 1, 48_000, 96_000, 2, 16)
    assert struct.unpack("<I", head[40:44]) == (2 * RATE,)


def test_full_scale_does_not_wrap_around(tmp_path: Path) -> None:
    write_wav(Samples(np.array([1.5, -1.5, 1.0, -1.0], dtype=np.float32)), tmp_path / "out.wav")
    assert soundfile.read(tmp_path / "out.wav", dtype="int16")[0].tolist() == [32767, -32768, 32767, -32767]


def test_a_full_disk_is_said_and_leaves_neither_half_a_file_nor_the_old_one_changed(tmp_path: Path) -> None:
    out = tmp_path / "out.wav"
    out.write_bytes(b"older")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(SoundError, match=r"out\.wav: cannot be written"):
            write_wav(Samples(tone(3)), out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [path.name for path in tmp_path.iterdir()] == ["out.wav"]
    assert out.read_bytes() == b"older"
