"""The order of voices: engines by name, with a voice of theirs, those of voices.toml too."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster import settings
from broadcaster.errors import SettingsError
from broadcaster.station import Voice

ORDER = 'order = ["gtts", "espeak"]'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(settings.PROJECT / "config", tmp_path / "config"))


def loaded(folder: Path, order: str) -> settings.Settings:
    file = folder / "station.toml"
    text = file.read_text(encoding="utf-8")
    assert ORDER in text
    file.write_text(text.replace(ORDER, f"order = {order}", 1), encoding="utf-8")
    return settings.load(folder, {})


def test_an_engine_may_be_named_with_one_of_its_voices(folder: Path) -> None:
    order = '["fpt", "vbee:hn_male_01", "edge:vi-VN-NamMinhNeural", "piper:giong-nu", "gtts", "espeak"]'
    assert loaded(folder, order).voices == (
        Voice("fpt", "banmai"),
        Voice("vbee", "hn_male_01"),
        Voice("edge", "vi-VN-NamMinhNeural"),
        Voice("piper", "giong-nu"),
        Voice("gtts", "vi"),
        Voice("espeak", "vi"),
    )


@pytest.mark.parametrize(
    ("order", "says"),
    [
        ('["festival"]', "names an engine that is not one of gtts, edge, piper, espeak, fpt"),
        ('["piper"]', "needs the name of an installed voice"),
        ('["piper:../../x"]', "names a voice with letters"),
        ('["espeak", "espeak:en"]', "must name each engine once"),
    ],
)
def test_a_voice_that_cannot_be_is_refused_naming_its_key(folder: Path, order: str, says: str) -> None:
    with pytest.raises(SettingsError) as refused:
        loaded(folder, order)
    assert any("voice.order" in fault and says in fault for fault in refused.value.faults), refused.value.faults


def test_how_patiently_voices_are_asked_is_a_setting() -> None:
    care = settings.load(settings.PROJECT / "config", {}).voice_care
    assert (care.rest, care.requests_a_minute) == (timedelta(minutes=10), 60)
    assert (care.numbers_twice, care.keep) == (False, timedelta(days=90))


def test_the_voice_a_bulletin_asks_for_comes_before_the_stations_order(folder: Path) -> None:
    ward = loaded(folder, '["gtts", "piper:giong-nu", "espeak"]')

    def order(wanted: str) -> list[str]:
        found = settings.order_for(wanted, ward.voices, ward.voice_services)
        return [f"{voice.engine}:{voice.name}" for voice in found]

    assert order("") == ["gtts:vi", "piper:giong-nu", "espeak:vi"]
    assert order("espeak") == order("espeak:vi") == ["espeak:vi", "gtts:vi", "piper:giong-nu"]
    assert order("piper:giong-nam") == ["piper:giong-nam", "gtts:vi", "piper:giong-nu", "espeak:vi"]
    assert order("gone:x") == ["gone:x", "gtts:vi", "piper:giong-nu", "espeak:vi"], "its absence is to be seen"


def test_a_bulletins_own_voice_speaks_at_the_stations_pace(folder: Path) -> None:
    file = folder / "station.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("rate = 1.0", "rate = 0.9", 1), encoding="utf-8")
    ward = settings.load(folder, {})
    assert settings.order_for("espeak", ward.voices, ward.voice_services)[0] == Voice("espeak", "vi", 0.9)
