"""Who says a bulletin, and how: the station's order, a voice it asks for, a fallback with its reason, the pace."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import soundfile

from broadcaster import rendering, scripts
from broadcaster.bulletin import Rendition
from broadcaster.errors import VoiceError
from broadcaster.settings import PROJECT, Settings
from broadcaster.sound import sha256
from broadcaster.station import Voice
from tests.broadcaster.rendering.bulletin.two_voices import TEXT, bulletin, pace
from tests.builders import script
from tests.fakes.voice import ToneVoice


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


PACED = ("t07-gia-danh-nha-mang", "t13-nam-khong-hai-phai")
"""Of the shipped scripts the one espeak reads fastest and the one it reads slowest."""


@pytest.mark.parametrize("name", PACED)
def test_the_shipped_scripts_are_read_at_the_pace_of_the_street(ward: Settings, tmp_path: Path, name: str) -> None:
    shipped = scripts.read(PROJECT / "scripts_vi" / f"{name}.md")
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
