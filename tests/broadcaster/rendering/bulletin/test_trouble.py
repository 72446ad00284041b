"""Trouble on the way from script to sound: called off, nothing to say, no room, a sentence that was spoiled."""

import resource
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcaster import rendering
from broadcaster.errors import RenderingCancelled, SoundError, VoiceError
from broadcaster.settings import Settings
from broadcaster.station import Voice
from tests.broadcaster.rendering.bulletin.two_voices import BEST, Sound, bulletin
from tests.fakes.voice import ToneVoice


def test_progress_counts_the_sentences_and_the_shaping(ward: Settings, engines: Mapping[str, ToneVoice]) -> None:
    steps: list[tuple[int, int, str]] = []

    def watch(done: int, total: int, step: str) -> bool:
        steps.append((done, total, step))
        return True

    made = rendering.render(bulletin(), ward, engines, ward.rendered, watch)
    count = len(made.marks)
    assert [(done, total) for done, total, _ in steps] == [(n, count + 1) for n in range(count + 1)]
    assert steps[-1][2] == "sound"


def test_a_rendering_called_off_leaves_no_sound(ward: Settings, engines: Mapping[str, ToneVoice]) -> None:
    with pytest.raises(RenderingCancelled):
        rendering.render(bulletin(), ward, engines, ward.rendered, lambda done, total, step: done < 2)
    assert not ward.rendered.exists()
    assert len(engines["best"].said) == 2


def test_nothing_to_say_is_refused(ward: Settings, engines: Mapping[str, ToneVoice]) -> None:
    with pytest.raises(VoiceError, match="nothing to say"):
        rendering.render(bulletin("… !"), ward, engines, ward.rendered)


def test_a_missing_chime_is_named(ward: Settings, engines: Mapping[str, ToneVoice], tmp_path: Path) -> None:
    gone = replace(ward, sound=replace(ward.sound, opening_chime=tmp_path / "gone.wav"))
    with pytest.raises(SoundError, match=r"gone\.wav"):
        rendering.render(bulletin(), gone, engines, ward.rendered)


def test_a_full_disk_is_said_and_leaves_no_half_sound(ward: Settings, engines: Mapping[str, ToneVoice]) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, hard))  # a sentence fits, a bulletin does not
    try:
        with pytest.raises(SoundError, match="cannot be written"):
            rendering.render(bulletin(), ward, engines, ward.rendered)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not list(ward.rendered.iterdir())


def test_a_sentence_with_a_long_hole_is_not_let_out_and_is_named(ward: Settings) -> None:
    class Stuttering(ToneVoice):
        def speak(self, text: str, voice: Voice, out: Path, deadline: timedelta) -> None:
            super().speak(text, voice, out, deadline)
            if "mã" in text:
                data, rate = soundfile.read(out)
                half = len(data) // 2
                soundfile.write(out, np.concatenate([data[:half], np.zeros(4 * rate), data[half:]]), rate, format="WAV")

    with pytest.raises(SoundError, match=r"không đọc mã xác thực.* is silent for 4"):
        rendering.render(bulletin(), ward, {"best": Stuttering("best")}, ward.rendered)
    assert not ward.rendered.exists()


def spoiling(how: Callable[[Sound], Sound]) -> ToneVoice:
    """A voice that spoils every sentence with a "mã" in it."""

    class Spoiling(ToneVoice):
        def speak(self, text: str, voice: Voice, out: Path, deadline: timedelta) -> None:
            super().speak(text, voice, out, deadline)
            if "mã" in text:
                data, rate = soundfile.read(out)
                soundfile.write(out, how(data), rate, format="WAV")

    return Spoiling("best")


@pytest.mark.parametrize(
    ("how", "flaw"),
    [
        (lambda data: np.clip(data * 20, -1, 1), "is clipped"),
        (lambda data: data * 0.01, "no sound|silent"),
        (lambda data: np.concatenate([data] + [data[2000:]] * 4), "lasts|longer"),
    ],
    ids=["clipped", "hardly audible", "said five times"],
)
def test_a_spoiled_sentence_is_named_and_asked_for_again_the_next_time(
    ward: Settings, how: Callable[[Sound], Sound], flaw: str
) -> None:
    with pytest.raises((SoundError, VoiceError), match=flaw):
        rendering.render(bulletin(), replace(ward, voices=(BEST,)), {"best": spoiling(how)}, ward.rendered)
    assert not ward.rendered.exists()
    good = ToneVoice("best")
    rendering.render(bulletin(), ward, {"best": good}, ward.rendered)
    assert len(good.said) == 1
    assert "mã" in good.said[0]
