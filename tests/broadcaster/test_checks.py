"""Fit to go on air? Each thing a broadcast needs is looked at, and what is wrong is said."""

import contextlib
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcaster import checks, checks_words, settings
from broadcaster.air.unplayed import log_unplayed
from broadcaster.airing import AiringKey, Reason
from broadcaster.bulletin import Bulletin, Rendition, Verdict
from broadcaster.people import Role
from broadcaster.store import open_store
from tests.builders import MONDAY, at, bulletin, script
from tests.sounds import sha256, write_sound


@pytest.fixture
def config(tmp_path: Path) -> Path:
    shutil.copytree(settings.PROJECT / "config", tmp_path / "config")
    return tmp_path / "config"


def approved(config: Path, sound: Path) -> Bulletin:
    """A bulletin with a real file, approved and in Monday's morning slot."""
    loaded, now = settings.load(config, {}), at("06:00")
    loaded.data.mkdir(exist_ok=True)
    store = open_store(loaded.database, loaded.station.id)
    lan = store.add_person("lan", "Lan", frozenset({Role.AUTHOR}), "x", now, None)
    minh = store.add_person("minh", "Minh", frozenset({Role.APPROVER}), "x", now, None)
    written = store.add_bulletin(script(), lan, now)
    store.submit(written.id, written.version, lan, now)
    sha = sha256(sound)
    made = Rendition("key", sha, sound, timedelta(seconds=3.25), "espeak/vi", -14.0, -2.0)
    store.save_rendition(written.id, written.version, made, now)
    store.listened(written.id, sha, minh, now)
    store.place(written.id, "morning", MONDAY, None, frozenset(), 0, lan, now)
    return store.decide(written.id, sha, Verdict.APPROVED, minh, "", now)


def found(config: Path, what: str, now: datetime | None = None) -> checks.Finding:
    return next(one for one in checks.check(config, now or at("06:00")) if one.what == what)


def test_a_slot_whose_files_are_as_approved_is_fit_and_one_whose_file_changed_is_not(
    config: Path, tmp_path: Path
) -> None:
    sound = write_sound(tmp_path / "a.wav")
    approved(config, sound)
    good = found(config, "next slot")
    assert good.fit and "23/11 06:30" in good.found and "1 bulletins" in good.found
    write_sound(sound, seed=2)
    assert not found(config, "next slot").fit
    sound.unlink()
    assert "a.wav" in found(config, "next slot").found


def test_every_finding_is_said_in_vietnamese_and_what_is_wrong_with_what_to_do(config: Path) -> None:
    source = Path(checks.__file__).read_text(encoding="utf-8")
    codes = {code for code in checks_words.SAID if f'"{code}"' in source}
    assert codes == checks_words.SAID.keys(), "no sentence without its finding"
    good = {one.code for one in checks.check(config, at("06:00")) if one.fit} | {"ear", "sound device", "next slot"}
    for code, said in checks_words.SAID.items():
        assert said.endswith(".")
        if "_" in code and code not in ("ear_off", "ear_absent") and not code.endswith("_unknown"):
            assert "hãy " in said.lower(), code
    assert {"settings", "database", "voice", "disk", "clock", "log"} <= good


def test_a_database_that_is_broken_does_not_hide_what_is_known_about_the_pc(config: Path) -> None:
    var = config.parent / "var"
    var.mkdir()
    (var / "station.db").write_text("this is no database, but long enough to look like a file of one" * 20)
    codes = {one.code for one in checks.computer(config, at("06:00"))}
    assert {"disk_room", "clock_kept", "backup_chosen"} <= codes
    assert "nhờ người trông máy khôi phục" in found(config, "database").said


def test_a_clock_before_the_program_was_written_is_not_fit(config: Path) -> None:
    assert not found(config, "clock", datetime(2020, 1, 1, tzinfo=UTC)).fit
    assert found(config, "clock").fit


def test_a_station_without_an_offline_voice_is_not_fit(config: Path) -> None:
    file = config / "station.toml"
    text = file.read_text(encoding="utf-8").replace('order = ["gtts", "espeak"]', 'order = ["gtts"]')
    file.write_text(text, encoding="utf-8")
    voice = found(config, "voice")
    assert not voice.fit and "offline" in voice.found


def test_a_full_disk_is_not_fit(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "ROOM", 10**18)
    assert not found(config, "disk").fit


def test_a_database_that_cannot_be_opened_is_a_finding_not_an_exception(config: Path) -> None:
    var = config.parent / "var"
    var.mkdir()
    (var / "station.db").write_text("this is no database, but long enough to look like a file of one" * 20)
    assert not found(config, "database").fit


def test_a_broken_log_is_not_fit(config: Path, tmp_path: Path) -> None:
    one = bulletin()
    approved(config, write_sound(tmp_path / "a.wav"))
    loaded = settings.load(config, {})
    store = open_store(loaded.database, loaded.station.id)
    key = AiringKey(loaded.station.id, f"{MONDAY}/morning", one.id, 1, "all")
    log_unplayed(store, one, key, at("06:30"), "Tùng", Reason.STATION_OFF, at("07:00"))
    assert found(config, "database").fit
    with contextlib.closing(sqlite3.connect(loaded.data / "station.db")) as database, database:
        for (name,) in database.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            database.execute(f"drop trigger {name}")
        database.execute("update play_log set title = 'khác'")
    assert not found(config, "database").fit


def test_what_waits_beside_the_database_is_told(config: Path, tmp_path: Path) -> None:
    assert found(config, "log").fit
    beside = settings.load(config, {}).data / "ledger"
    beside.mkdir(parents=True)
    (beside / "a.json").write_text("{}")
    assert not found(config, "log").fit and "1 entries wait" in found(config, "log").found


def test_urgent_templates_that_nobody_has_approved_are_named_and_do_not_keep_the_station_off_the_air(
    config: Path,
) -> None:
    settings.load(config, {}).data.mkdir(exist_ok=True)
    told = found(config, "urgent")
    assert told.fit and told.found.startswith("0 of ") and "has not been loaded" in told.found


def test_a_slot_names_what_will_not_sound_in_it(config: Path, tmp_path: Path) -> None:
    sound = write_sound(tmp_path / "a.wav")
    approved(config, sound)
    loaded, now = settings.load(config, {}), at("06:00")
    store = open_store(loaded.database, loaded.station.id)
    lan = store.person_named("lan")
    assert lan is not None
    draft = store.add_bulletin(script("Chưa duyệt"), lan, now)
    store.place(draft.id, "morning", MONDAY, None, frozenset(), 0, lan, now)
    told = found(config, "next slot")
    assert told.fit and '"Chưa duyệt" will not sound: not_approved' in told.found
