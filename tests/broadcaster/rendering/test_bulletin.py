"""From script to sound file: the figures of the finished file, the key, reuse, fallback, and trouble on the way."""

import resource
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import soundfile
from scipy.signal import resample

from broadcaster import rendering, scripts, settings
from broadcaster.bulletin import Priority, Rendition, Script
from broadcaster.errors import RenderingCancelled, SoundError, VoiceError
from broadcaster.settings import Settings
from broadcaster.sound import RATE, loudness, sha256
from broadcaster.sound.samples import Samples, decode
from broadcaster.station import Voice
from broadcaster.vietnamese import syllable_count
from tests.builders import script
from tests.fakes.voice import ToneVoice

Sound = np.ndarray[tuple[int], np.dtype[np.float64]]
ROOT = Path(__file__).resolve().parents[3]
BEST, PLAIN = Voice("best", "vi"), Voice("plain", "vi")
TEXT = (
    "Kính thưa bà con. Gần đây, nhiều người nhận điện thoại của kẻ giả danh công an.\n\n"
    "Bà con tuyệt đối không đọc mã xác thực. Khi nghi ngờ, xin gọi công an phường."
)


@pytest.fixture
def ward(tmp_path: Path) -> Settings:
    places = {"BROADCASTER_DATA": str(tmp_path / "var"), "BROADCASTER_AUDIO": str(tmp_path / "audio")}
    return replace(settings.load(ROOT / "config", places), voices=(BEST, PLAIN))


@pytest.fixture
def engines() -> Mapping[str, ToneVoice]:
    return {"best": ToneVoice("best"), "plain": ToneVoice("plain")}


def bulletin(text: str = TEXT) -> Script:
    return script(text=text)


@pytest.fixture
def made(ward: Settings, engines: Mapping[str, ToneVoice]) -> Rendition:
    return rendering.render(bulletin(), ward, engines, ward.rendered)


def samples_of(made: Rendition) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    data, rate = soundfile.read(made.path)
    assert (rate, data.ndim) == (RATE, 1)
    return data


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


def test_the_same_voices_give_the_same_bytes(
    ward: Settings, engines: Mapping[str, ToneVoice], tmp_path: Path, made: Rendition
) -> None:
    again = rendering.render(bulletin(), ward, engines, tmp_path / "elsewhere")
    assert (again.key, again.sha256) == (made.key, made.sha256)
    assert again.path.read_bytes() == made.path.read_bytes()


def test_a_sound_that_is_there_is_used_again_without_asking_a_voice(made: Rendition, ward: Settings) -> None:
    before = made.path.stat()
    resting = {"best": ToneVoice("best"), "plain": ToneVoice("plain")}
    assert rendering.render(bulletin(), ward, resting, ward.rendered) == made
    assert resting["best"].said == []
    assert made.path.stat() == before


def test_a_sound_that_was_changed_is_made_again_and_is_the_same(
    made: Rendition, ward: Settings, engines: Mapping[str, ToneVoice]
) -> None:
    with made.path.open("r+b") as file:
        file.seek(200_000)
        file.write(b"a stranger's voice")
    assert rendering.render(bulletin(), ward, engines, ward.rendered) == made
    assert sha256(made.path) == made.sha256


def test_whatever_changes_the_sound_changes_the_key(
    made: Rendition, ward: Settings, engines: Mapping[str, ToneVoice], tmp_path: Path
) -> None:
    other_chime = tmp_path / "chime.wav"
    other_chime.write_bytes((ROOT / "audio/chimes/attention.wav").read_bytes())
    changes = [
        replace(ward, voices=(replace(BEST, rate=0.9), PLAIN)),
        replace(ward, voices=(PLAIN,)),
        replace(ward, sound=replace(ward.sound, lufs=-16.0)),
        replace(ward, sound=replace(ward.sound, chime_below=6.0)),
        replace(ward, sound=replace(ward.sound, opening_chime=other_chime)),
        replace(ward, sound=replace(ward.sound, closing_chime=None)),
        replace(ward, words=replace(ward.words, opening="Xin chào.")),
    ]
    keys = [rendering.render(bulletin(), changed, engines, ward.rendered).key for changed in changes]
    keys.append(rendering.render(bulletin(TEXT + " Xin cảm ơn."), ward, engines, ward.rendered).key)
    assert len({made.key, *keys}) == len(changes) + 2


def test_only_an_edited_sentence_is_spoken_again(made: Rendition, ward: Settings) -> None:
    speaking = ToneVoice("best")
    rendering.render(bulletin(TEXT.replace("công an phường", "số một một ba")), ward, {"best": speaking}, ward.rendered)
    assert [said.rstrip(".") for said in speaking.said] == ["Khi nghi ngờ, xin gọi số một một ba"]


def test_a_fallback_is_told_with_its_reason_and_the_better_voice_is_used_when_it_is_back(
    ward: Settings, engines: Mapping[str, ToneVoice]
) -> None:
    def trouble(text: str) -> None:
        if "mã" in text:
            raise VoiceError("best", "answered 503", again=False)

    plain = engines["plain"]
    second = rendering.render(bulletin(), ward, {"best": ToneVoice("best", trouble), "plain": plain}, ward.rendered)
    assert (second.voice, second.fallback, second.why) == ("plain/vi", True, "best: answered 503")
    again = rendering.render(bulletin(), ward, {"best": ToneVoice("best", trouble), "plain": plain}, ward.rendered)
    assert again == second
    back = rendering.render(bulletin(), ward, engines, ward.rendered)
    assert (back.voice, back.fallback, back.why) == ("best/vi", False, "")
    assert back.sha256 != second.sha256
    assert sha256(second.path) == second.sha256, "the sound that may have been approved stays"


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


def test_a_spoiled_card_is_no_reason_to_stop(made: Rendition, ward: Settings, engines: Mapping[str, ToneVoice]) -> None:
    next(ward.rendered.glob("*.json")).write_text("{", encoding="utf-8")
    assert rendering.render(bulletin(), ward, engines, ward.rendered) == made


def test_espeak_says_a_text_into_a_file(ward: Settings, tmp_path: Path) -> None:
    made = rendering.say("Năm không, hai phải.", tmp_path / "said.wav", ward, engine="espeak")
    assert made.path == tmp_path / "said.wav"
    assert (made.voice, made.fallback) == ("espeak/vi", False)
    assert made.lufs == pytest.approx(-14, abs=1)
    assert [mark.text.rstrip(".") for mark in made.marks] == ["Năm không, hai phải"]


def test_espeak_reads_a_whole_script_at_the_pace_of_the_street(ward: Settings, tmp_path: Path) -> None:
    made = rendering.render_script(bulletin(), tmp_path / "whole.wav", ward, engine="espeak")
    assert made.sha256 == sha256(tmp_path / "whole.wav")
    syllables = sum(len(mark.text.split()) for mark in made.marks)
    speaking = sum((mark.end - mark.begin for mark in made.marks), timedelta())
    assert 3.2 <= syllables / speaking.total_seconds() <= 4.3


def test_an_engine_nobody_knows_is_refused(ward: Settings, tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="no such engine"):
        rendering.say("Xin chào.", tmp_path / "said.wav", ward, engine="festival")
    assert not list(tmp_path.glob("*.wav"))


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


def spoiling(how: "Callable[[Sound], Sound]") -> ToneVoice:
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
    ward: Settings, how: "Callable[[Sound], Sound]", flaw: str
) -> None:
    with pytest.raises((SoundError, VoiceError), match=flaw):
        rendering.render(bulletin(), replace(ward, voices=(BEST,)), {"best": spoiling(how)}, ward.rendered)
    assert not ward.rendered.exists()
    good = ToneVoice("best")
    rendering.render(bulletin(), ward, {"best": good}, ward.rendered)
    assert len(good.said) == 1
    assert "mã" in good.said[0]


PACED = ("t07-gia-danh-nha-mang", "t13-nam-khong-hai-phai")
"""Of the shipped scripts the one espeak reads fastest and the one it reads slowest."""


def pace(made: Rendition) -> float:
    """Syllables a second while it speaks."""
    speaking = sum((mark.end - mark.begin for mark in made.marks), timedelta())
    return sum(syllable_count(mark.text) for mark in made.marks) / speaking.total_seconds()


@pytest.mark.parametrize("name", PACED)
def test_the_shipped_scripts_are_read_at_the_pace_of_the_street(ward: Settings, tmp_path: Path, name: str) -> None:
    shipped = scripts.read(ROOT / "scripts_vi" / f"{name}.md")
    made = rendering.render_script(shipped, tmp_path / "whole.wav", ward, engine="espeak")
    assert 3.4 <= pace(made) <= 4.2


def test_a_voice_that_hurries_is_slowed_down(ward: Settings, engines: Mapping[str, ToneVoice], made: Rendition) -> None:
    class Hurrying(ToneVoice):
        def speak(self, text: str, voice: Voice, out: Path, deadline: timedelta) -> None:
            super().speak(text, voice, out, deadline)
            data, rate = soundfile.read(out)
            soundfile.write(out, data, round(rate * 1.25), format="WAV")

    hurried = rendering.render(bulletin(), ward, {"best": Hurrying("best")}, ward.rendered.parent / "hurried")
    assert pace(hurried) <= 4.25


def test_a_telephone_number_may_be_said_twice(ward: Settings) -> None:
    speaking = ToneVoice("best")
    twice = replace(ward, voice_care=replace(ward.voice_care, numbers_twice=True))
    rendering.render(bulletin("Xin gọi 0912 345 678."), twice, {"best": speaking}, ward.rendered)
    assert sum(said.count("không chín một hai, ba bốn năm, sáu bảy tám") for said in speaking.said) == 2


@pytest.mark.parametrize("change", [{"street": "noisy"}, {"street": "quiet"}, {"horn_protection": False}])
def test_the_street_and_the_horn_change_the_sound_and_keep_its_figures(
    made: Rendition, ward: Settings, engines: Mapping[str, ToneVoice], change: dict[str, object]
) -> None:
    other = rendering.render(bulletin(), replace(ward, sound=replace(ward.sound, **change)), engines, ward.rendered)
    assert other.key != made.key
    assert other.lufs == pytest.approx(-14, abs=1)
    assert other.peak <= -1.5


def test_a_voice_that_hangs_costs_its_deadline_once(ward: Settings) -> None:
    asked: list[str] = []

    def trouble(text: str) -> None:
        asked.append(text)
        raise VoiceError("best", "no answer within 25 s", again=True)

    for text in (TEXT, TEXT + " Xin cảm ơn."):
        engines = {"best": ToneVoice("best", trouble), "plain": ToneVoice("plain")}
        second = rendering.render(bulletin(text), ward, engines, ward.rendered)
    assert len(asked) == 2, "a first try and a quick second one, and none for the next bulletin"
    assert second.fallback
    assert "rests for another 10 min after: no answer within 25 s" in second.why


def test_the_voice_a_bulletin_asks_for_says_it_and_the_stations_order_steps_in(ward: Settings) -> None:
    asked = script(text=TEXT, voice="espeak:vi")
    espeak, best = ToneVoice("espeak"), ToneVoice("best")
    made = rendering.render(asked, ward, {"espeak": espeak, "best": best, "plain": ToneVoice("plain")}, ward.rendered)
    assert (made.voice, made.fallback, best.said) == ("espeak/vi", False, [])
    assert made.key != rendering.render(bulletin(), ward, {"best": best}, ward.rendered).key

    def gone(text: str) -> None:
        raise VoiceError("espeak", "is ill", again=False)

    ill = {"espeak": ToneVoice("espeak", gone), "best": best}
    other = rendering.render(script(text=TEXT + " Xin cảm ơn.", voice="espeak:vi"), ward, ill, ward.rendered)
    assert (other.voice, other.fallback, other.why) == ("best/vi", True, "espeak: is ill")


def test_the_engines_of_a_bulletin_hold_the_one_it_asks_for(ward: Settings) -> None:
    voices = rendering.voices_for(script(voice="espeak:vi"), ward)
    assert [voice.engine for voice in voices] == ["espeak", "best", "plain"]
    assert "espeak" in rendering.engines_of(voices, ward)


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
