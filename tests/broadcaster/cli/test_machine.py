"""What an installation asks of a station: does it answer, may it be stopped now, what does its sandbox need."""

import json
import sqlite3
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from broadcaster import settings
from broadcaster.cli import main
from broadcaster.settings import PROJECT
from broadcaster.store import OnAir, Store, open_store
from tests.running import POLICY, free_port
from tests.soundcard import SoundCard


class Home:
    """A station in a folder, whose one slot begins when the test says."""

    def __init__(self, folder: Path, slot_in: timedelta = timedelta(hours=3), more: str = "") -> None:
        self.config = folder / "config"
        self.config.mkdir()
        zone = ZoneInfo("Asia/Ho_Chi_Minh")
        start = datetime.now(zone) + slot_in
        if start.hour == 23:
            zone = ZoneInfo("UTC")
            start = start.astimezone(zone)
        text = (PROJECT / "config" / "station.toml").read_text("utf-8")
        head = text[: text.index("[[slots]]")].replace("Asia/Ho_Chi_Minh", str(zone))
        slot = f'[[slots]]\nid = "a"\nname = "Buổi sáng"\nstart = "{start:%H:%M:%S}"\nminutes = 5\n'
        rest = '[policy]\nprofile = "always"\n[calendar]\npublic_holidays = false\n[quota]\nplays = 1\n'
        (self.config / "station.toml").write_text(f"{head}{slot}{rest}{more}", "utf-8")
        (self.config / "policies.toml").write_text(POLICY, "utf-8")
        self.settings = settings.load(self.config, {})
        self.settings.data.mkdir(parents=True, exist_ok=True)

    def store(self) -> Store:
        return open_store(self.settings.database, self.settings.station.id)

    def says(self, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
        code = main([*words, "--config", str(self.config)])
        return code, capsys.readouterr().out


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "AUDIO", "DATABASE", "HOST", "PORT"):
        monkeypatch.delenv(f"BROADCASTER_{name}", raising=False)


def test_a_station_that_does_not_run_is_not_healthy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROADCASTER_PORT", str(free_port()))  # another desk may answer on the usual one
    home = Home(tmp_path)
    home.store().close()
    code, told = home.says(capsys, "health")
    assert code == 1 and "does not answer" in told


def test_a_station_may_be_stopped_hours_before_a_slot_but_not_minutes_before_it_or_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, ahead, code in (("far", 3 * 60, 0), ("near", 4, 1), ("in", -2, 1)):
        (tmp_path / name).mkdir()
        home = Home(tmp_path / name, timedelta(minutes=ahead))
        home.store().close()
        assert home.says(capsys, "idle")[0] == code, name


def test_a_station_that_sounds_may_not_be_stopped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = Home(tmp_path)
    store, now = home.store(), datetime.now(UTC)
    store.set_on_air("all", OnAir(uuid4(), "Khẩn", now, now, 0.0, None, "sounding", "all", "ward", now))
    store.close()
    code, told = home.says(capsys, "idle")
    assert code == 1 and "Khẩn" in told


def test_the_copy_is_a_whole_database_that_only_its_owner_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home(tmp_path)
    home.store().close()
    copy = tmp_path / "copy.db"
    assert home.says(capsys, "copy", "--to", str(copy))[0] == 0
    assert copy.stat().st_mode & 0o077 == 0
    with sqlite3.connect(copy) as line:
        assert line.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    line.close()
    assert home.says(capsys, "copy", "--to", str(copy))[0] == 2, "what is there is not written over"


def wake_before(start: time) -> str:
    """A quarter of an hour earlier, as install.ps1 is told."""
    return f"{datetime.combine(date(2026, 11, 23), start) - timedelta(minutes=15):%H:%M}"


def test_the_player_gets_a_network_only_for_what_the_settings_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home(tmp_path)
    told = json.loads(home.says(capsys, "places", "--json")[1])
    assert told == {
        "network": False,
        "database": str(home.settings.data / "station.db"),
        "backup": "",
        "desk": "http://127.0.0.1:8080",
        "timezone": home.settings.station.timezone.key,
        "wake": [wake_before(slot.start) for slot in home.settings.station.slots],
    }
    relay = '[[relays]]\nid = "dai"\nname = "Đài tỉnh"\nurl = "https://phat-thanh.test/song"\n'
    (tmp_path / "relay").mkdir()
    assert json.loads(Home(tmp_path / "relay", more=relay).says(capsys, "places", "--json")[1])["network"] is True


def test_the_certificate_is_made_once_and_then_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = Home(tmp_path)
    first = home.says(capsys, "certificate", "--name", "192.168.1.20")
    assert first[0] == 0 and first == home.says(capsys, "certificate")
    assert home.says(capsys, "certificate", "--again") != first


def test_an_open_host_without_tls_is_refused_unless_it_is_said_in_so_many_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home(tmp_path)
    file = home.config / "station.toml"
    text = file.read_text("utf-8").replace('host = "127.0.0.1"', 'host = "0.0.0.0"')
    file.write_text(text, "utf-8")
    assert main(["settings", "--config", str(home.config)]) == 2
    assert "plain_http" in capsys.readouterr().err
    file.write_text(text.replace("plain_http = false", "plain_http = true"), "utf-8")
    assert main(["settings", "--config", str(home.config)]) == 0


def test_a_support_file_is_written_where_it_is_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = Home(tmp_path)
    home.store().close()
    assert home.says(capsys, "support", "--out", str(tmp_path / "s.zip"))[0] == 0
    assert (tmp_path / "s.zip").read_bytes()[:2] == b"PK"


@pytest.mark.audio
def test_the_spoken_test_is_heard_and_measured(
    sound_card: SoundCard, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home(tmp_path)
    code, told = home.says(capsys, "test-sound", "--text", "Một hai ba.")
    assert code == 0 and " dB, complete" in told
