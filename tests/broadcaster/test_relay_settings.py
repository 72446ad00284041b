"""The allow-list of relays: [[relays]] in station.toml."""

import shutil
from pathlib import Path

import pytest

from broadcaster import settings
from broadcaster.errors import SettingsError
from broadcaster.settings import PROJECT
from broadcaster.station import Relay


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROJECT / "config", tmp_path / "config"))


def with_relay(folder: Path, *lines: str) -> Path:
    file = folder / "station.toml"
    file.write_text(file.read_text(encoding="utf-8") + "\n[[relays]]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_the_shipped_station_relays_nothing(folder: Path) -> None:
    assert settings.load(folder, {}).station.relays == ()


def test_a_relay_is_read(folder: Path) -> None:
    with_relay(folder, 'id = "tinh"', 'name = "Đài tỉnh"', 'url = "https://radio.example.vn:8443/live?x=1"')
    assert settings.load(folder, {}).station.relays == (
        Relay("tinh", "Đài tỉnh", "https://radio.example.vn:8443/live?x=1"),
    )


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("file:///etc/hostname", "must be an address"),
        ("rtsp://radio.example.vn/live", "must be an address"),
        ("https:///live", "must be an address"),
        ("https://a:b@radio.example.vn/live", "must be an address"),
        ("https://radio.example.vn/live.m3u8", "is a playlist"),
        ("https://radio.example.vn/LIVE.PLS", "is a playlist"),
    ],
)
def test_what_is_no_stream_is_refused_naming_its_key(folder: Path, address: str, says: str) -> None:
    with pytest.raises(SettingsError) as refused:
        settings.load(with_relay(folder, 'id = "x"', 'name = "X"', f'url = "{address}"'), {})
    assert "relays[0].url" in str(refused.value) and says in str(refused.value)


def test_two_relays_of_one_name_are_refused(folder: Path) -> None:
    for _ in range(2):
        with_relay(folder, 'id = "tinh"', 'name = "Đài tỉnh"', 'url = "https://radio.example.vn/live"')
    with pytest.raises(SettingsError, match="stands twice"):
        settings.load(folder, {})
