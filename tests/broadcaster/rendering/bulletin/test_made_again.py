"""The same script made again: the same bytes, the same key, and only what changed is spoken anew."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from broadcaster import rendering
from broadcaster.bulletin import Rendition
from broadcaster.settings import PROJECT, Settings
from broadcaster.sound import sha256
from tests.broadcaster.rendering.bulletin.two_voices import BEST, PLAIN, TEXT, bulletin
from tests.fakes.voice import ToneVoice


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
    other_chime.write_bytes((PROJECT / "audio/chimes/attention.wav").read_bytes())
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


def test_a_spoiled_card_is_no_reason_to_stop(made: Rendition, ward: Settings, engines: Mapping[str, ToneVoice]) -> None:
    next(ward.rendered.glob("*.json")).write_text("{", encoding="utf-8")
    assert rendering.render(bulletin(), ward, engines, ward.rendered) == made
