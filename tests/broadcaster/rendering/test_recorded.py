"""A bulletin that is a recording: with the station's chimes, without, and never a recording that was changed."""

import wave
from datetime import timedelta

import pytest

from broadcaster.errors import SoundError
from broadcaster.rendering import render_recording
from broadcaster.sound import sha256
from tests.broadcaster.rendering.bringing import Desk, packed, script_of


def test_a_recording_with_the_stations_chimes_is_a_sound_like_any_other(desk: Desk) -> None:
    done = desk.taken(packed(times=8))
    assert done.taken is not None
    made = render_recording(script_of(done), desk.ward, desk.ward.rendered)
    assert made.path == desk.ward.rendered / f"{made.sha256}.wav"
    assert made.sha256 == sha256(made.path)
    assert made.lufs == pytest.approx(-14, abs=1) and made.peak <= -1.5
    with wave.open(str(desk.ward.sound.opening_chime)) as chime:
        opening = timedelta(seconds=chime.getnframes() / chime.getframerate())
    assert made.marks[0].begin == pytest.approx(opening + timedelta(seconds=1.25), abs=timedelta(seconds=0.1))
    assert made.duration > done.taken.duration + opening + timedelta(seconds=2)
    assert render_recording(script_of(done), desk.ward, desk.ward.rendered) == made


def test_without_chimes_it_is_the_very_wav_that_was_taken_in(desk: Desk) -> None:
    done = desk.taken(packed(times=4))
    assert done.taken is not None
    made = render_recording(script_of(done, chimes=False), desk.ward, desk.ward.rendered)
    assert (made.sha256, made.duration) == (done.taken.sha256, done.taken.duration)


def test_a_recording_that_was_changed_on_the_disk_is_not_made_a_bulletin(desk: Desk) -> None:
    done = desk.taken(packed())
    assert done.taken is not None
    with (desk.ward.recordings / f"{done.taken.sha256}.wav").open("r+b") as file:
        file.seek(5000)
        file.write(b"\x7f" * 100)
    with pytest.raises(SoundError, match="no longer the recording"):
        render_recording(script_of(done), desk.ward, desk.ward.rendered)
