"""The MP3 of a finished sound keeps under the true peak that was promised for the sound itself."""

import resource
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcaster.errors import SoundError
from broadcaster.sound import Chain, Samples, decode, export_mp3, loudness, shape, true_peak, write_wav
from tests.fakes.voice import RATE, tones


def finished(folder: Path) -> Path:
    data = np.array(tones("bà con chú ý giữ kín mã xác thực " * 4), dtype=np.float32) / 32768
    write_wav(shape(Samples(data, RATE), Chain()), folder / "bulletin.wav")
    return folder / "bulletin.wav"


def test_the_mp3_has_no_true_peak_above_minus_one_and_a_half(tmp_path: Path) -> None:
    source = finished(tmp_path)
    reached = export_mp3(source, tmp_path / "bulletin.mp3")
    assert true_peak(decode(tmp_path / "bulletin.mp3")) == pytest.approx(reached, abs=0.01)
    assert reached <= -1.5
    assert loudness(decode(tmp_path / "bulletin.mp3")) == pytest.approx(loudness(decode(source)), abs=1)
    assert soundfile.info(tmp_path / "bulletin.mp3").format == "MP3"


def test_a_sound_that_grows_in_packing_is_turned_down(tmp_path: Path) -> None:
    steps = np.sign(np.sin(2 * np.pi * 440 * np.arange(48_000) / 48_000)) * 0.8
    write_wav(Samples(steps.astype(np.float32)), tmp_path / "square.wav")
    assert export_mp3(tmp_path / "square.wav", tmp_path / "square.mp3") <= -1.5


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(SoundError, match="cannot be written"):
        export_mp3(finished(tmp_path), tmp_path / "file" / "a.mp3")


def test_a_full_disk_is_said_and_leaves_no_half_mp3(tmp_path: Path) -> None:
    source, folder = tmp_path / "a.wav", tmp_path / "out"
    write_wav(Samples(np.random.default_rng(1).standard_normal(RATE * 8).astype(np.float32) * 0.1), source)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, hard))
    try:
        with pytest.raises(SoundError, match="the disk is full"):
            export_mp3(source, folder / "a.mp3")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(folder.iterdir()) == []
