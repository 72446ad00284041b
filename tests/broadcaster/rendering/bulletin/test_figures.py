"""The finished file: format, loudness, peak, silences, chimes, marks, whatever the bulletin and the street."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pyloudnorm
import pytest
import soundfile
from scipy.signal import resample

from broadcaster import rendering
from broadcaster.bulletin import Priority, Rendition
from broadcaster.settings import Settings
from broadcaster.sound import RATE, loudness, sha256
from broadcaster.sound.samples import Samples, decode
from tests.broadcaster.rendering.bulletin.two_voices import TEXT, bulletin, samples_of
from tests.builders import script
from tests.fakes.voice import ToneVoice


def test_the_file_is_what_the_player_wants(made: Rendition) -> None:
    info = soundfile.info(made.path)
    assert (info.samplerate, info.channels, info.subtype, info.format) == (48_000, 1, "PCM_16", "WAV")
    assert made.duration.total_seconds() == pytest.approx(info.duration, abs=1e-6)
    assert made.sha256 == sha256(made.path)


def test_the_finished_file_is_at_minus_14_lufs_by_another_meter(made: Rendition) -> None:
    measured = pyloudnorm.Meter(RATE).integrated_loudness(samples_of(made))
    assert measured == pytest.approx(-14, abs=1)
    assert made.lufs == pytest.approx(measured, abs=0.2)


def test_the_finished_file_has_no_true_peak_above_minus_one_and_a_half(made: Rendition) -> None:
    data = samples_of(made)
    block = RATE // 2
    tops = [
        np.abs(resample(data[at : at + block], 8 * len(data[at : at + block]))).max()
        for at in range(0, len(data), block)
    ]
    assert 20 * np.log10(max(tops)) <= -1.5
    assert made.peak <= -1.5


def test_a_quarter_second_before_and_a_second_and_a_half_after_are_silent(made: Rendition) -> None:
    data = samples_of(made)
    assert not data[: RATE // 4].any()
    assert not data[-int(1.5 * RATE) :].any()
    assert np.abs(data[RATE // 4 : RATE // 4 + RATE // 10]).max() > 0.01


def test_the_chime_lies_three_units_under_the_speech(made: Rendition, ward: Settings) -> None:
    data = samples_of(made).astype(np.float32)
    assert ward.sound.opening_chime
    length = len(decode(ward.sound.opening_chime).data)
    chime = loudness(Samples(data[RATE // 4 : RATE // 4 + length]))
    begin, end = (round(at.total_seconds() * RATE) for at in (made.marks[0].begin, made.marks[-1].end))
    assert loudness(Samples(data[begin:end])) - chime == pytest.approx(3, abs=0.6)


def test_every_sentence_is_marked_where_it_sounds(made: Rendition) -> None:
    data = samples_of(made)
    assert [mark.text for mark in made.marks][1] == "Kính thưa bà con."
    assert len(made.marks) >= 6
    for mark in made.marks:
        inside = data[round(mark.begin.total_seconds() * RATE) : round(mark.end.total_seconds() * RATE)]
        assert np.sqrt(np.mean(inside**2)) > 0.05
    for one, two in pairwise(made.marks):
        between = data[round((one.end.total_seconds() + 0.1) * RATE) : round((two.begin.total_seconds() - 0.05) * RATE)]
        assert np.abs(between).max() < 0.02
        assert timedelta(seconds=0.35) <= two.begin - one.end <= timedelta(seconds=1.25)


def test_a_bulletin_without_chimes_begins_with_its_words(ward: Settings, engines: Mapping[str, ToneVoice]) -> None:
    bare = replace(ward, sound=replace(ward.sound, opening_chime=None, closing_chime=None))
    made = rendering.render(bulletin(), bare, engines, ward.rendered)
    assert made.marks[0].begin == timedelta(seconds=0.25)
    assert made.lufs == pytest.approx(-14, abs=1)


def test_a_very_short_bulletin_keeps_the_figures(ward: Settings, engines: Mapping[str, ToneVoice]) -> None:
    made = rendering.render(
        bulletin("Cháy!"), replace(ward, words=replace(ward.words, opening="", closing="")), engines, ward.rendered
    )
    assert made.lufs == pytest.approx(-14, abs=1)
    assert made.peak <= -1.5


@pytest.mark.parametrize("change", [{"street": "noisy"}, {"street": "quiet"}, {"horn_protection": False}])
def test_the_street_and_the_horn_change_the_sound_and_keep_its_figures(
    made: Rendition, ward: Settings, engines: Mapping[str, ToneVoice], change: dict[str, object]
) -> None:
    other = rendering.render(bulletin(), replace(ward, sound=replace(ward.sound, **change)), engines, ward.rendered)
    assert other.key != made.key
    assert other.lufs == pytest.approx(-14, abs=1)
    assert other.peak <= -1.5


def test_an_urgent_bulletin_begins_with_the_tone_as_loud_as_its_words(
    ward: Settings, engines: Mapping[str, ToneVoice], made: Rendition
) -> None:
    urgent = script(text=TEXT, priority=Priority.URGENT)
    tone = rendering.render(urgent, ward, engines, ward.rendered)
    assert tone.marks[0].text.startswith("Kính thưa bà con"), "no greeting"
    assert -15 <= tone.lufs <= -13 and tone.peak <= -1.5
    assert ward.sound.attention is not None
    length = decode(ward.sound.attention).duration.total_seconds()
    assert 2.5 <= length <= 3.5 and tone.marks[0].begin.total_seconds() == pytest.approx(length + 1.25, abs=0.3)
    head, usual = (decode(one.path).data[: round((0.25 + length) * RATE)] for one in (tone, made))
    whole, before = loudness(Samples(head)), loudness(Samples(usual))
    assert abs(whole - tone.lufs) < 2 and whole > before, "nobody sleeps through it"
    silent = replace(ward, sound=replace(ward.sound, attention=None))
    assert rendering.render(urgent, silent, engines, ward.rendered).key != tone.key
