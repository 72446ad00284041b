"""Settings: all faults at once, each with its file, line and key."""

import re
import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest

from broadcaster import settings
from broadcaster.errors import SettingsError

SHIPPED = Path(__file__).parents[2] / "config"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "config")
    return tmp_path / "config"


def edit(folder, old, new, name="station.toml"):
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults(folder, environ=None):
    with pytest.raises(SettingsError) as caught:
        settings.load(folder, environ or {})
    return caught.value.faults


def test_the_shipped_settings_are_sound_and_keep_two_slots_a_day(folder):
    loaded = settings.load(folder, {})
    assert [slot.start.isoformat("minutes") for slot in loaded.station.slots] == ["06:30", "17:15"]
    assert loaded.desk.host == "127.0.0.1"
    assert [voice.engine for voice in loaded.voices] == ["gtts", "espeak"]
    assert loaded.data == folder.parent / "var"


def test_every_fault_is_reported_at_once_with_file_line_and_key(folder):
    edit(folder, 'start = "06:30"', 'start = "6h30"')
    edit(folder, "port = 8080", "port = 99999")
    edit(folder, "lufs = -14.0", "luffs = -14.0")
    found = faults(folder)
    assert len(found) == 3
    lines = (folder / "station.toml").read_text(encoding="utf-8").splitlines()
    for needle, key in (('start = "6h30"', "slots[0].start"), ("port = 99999", "desk.port"), ("luffs", "sound.luffs")):
        number = next(i for i, line in enumerate(lines, 1) if line.startswith(needle))
        assert any(f"station.toml:{number}: {key}" in fault for fault in found), (key, found)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "phuong-mau"', 'id = "Phường Mẫu"', "station.id"),
        ('timezone = "Asia/Ho_Chi_Minh"', 'timezone = "Asia/Nowhere"', "station.timezone"),
        ('order = ["gtts", "espeak"]', "order = []", "voice.order"),
        ('order = ["gtts", "espeak"]', 'order = ["espeak", "espeak"]', "voice.order"),
        ('start = "17:15"', 'start = "06:40"', 'overlaps slot "morning"'),
        ('start = "17:15"', 'start = "23:50"', "carries the slot past midnight"),
        ('id = "evening"', 'id = "morning"', '"morning" stands twice'),
        ('zone = "all"', 'zone = "east"', "slots[0].zone"),
        ('profile = "urban"', 'profile = "moon"', "policy.profile"),
        ('opening_chime = "audio/chimes/opening.wav"', 'opening_chime = "no.wav"', "sound.opening_chime"),
        ('opening = "{station}', 'opening = "{town}', "words.opening"),
        ("holidays = []", 'holidays = ["30/4"]', "calendar.holidays"),
        ("holidays = []", 'holidays = ["0001-01-01"]', "must lie in the years 2000 to 2200"),
        ("makeup_days = []", "makeup_days = [9999-12-31]", "must lie in the years 2000 to 2200"),
        (
            'folder = ""             # "" for none',
            'folder = "~nobodyx/y"  # "" for none',
            "backup.folder '~nobodyx/y' names the folder",
        ),
        ("one_person = false", 'one_person = "no"', "people.one_person"),
        ("[people]", "[poeple]", "poeple is not a table"),
        ('slots = ["morning", "evening"]', 'slots = ["noon"]', "quota.slots"),
        ('hotline = "', 'hotline = "\\u0007', "control character"),
        ('address = ""', 'address = "192.168.1.300"', "lan.address '192.168.1.300' must be an IP address of this PC"),
        ('address = ""', 'address = "tram.local"', 'such as "192.168.1.20"'),
    ],
)
def test_a_wrong_value_is_refused_naming_its_key(folder, old, new, says):
    edit(folder, old, new)
    found = faults(folder)
    assert any(says in fault for fault in found), found
    assert all("station.toml" in fault for fault in found)


def test_a_policy_that_cannot_be_is_refused_naming_its_file(folder):
    edit(folder, '"06:00-08:00"', '"08:00-06:00"', "policies.toml")
    assert any("policies.toml:" in fault and "urban.windows" in fault for fault in faults(folder))


def test_more_slots_than_the_policy_allows_sessions_are_refused(folder):
    edit(folder, "[policy]\n", '[[slots]]\nid = "noon"\nname = "Trưa"\nstart = "11:30"\n[policy]\n')
    (fault,) = faults(folder)
    assert '3 slots; policy "urban" allows 2 sessions a day' in fault


def test_broken_toml_and_missing_files_are_named(folder, tmp_path):
    (folder / "station.toml").write_text("[station\n")
    assert "station.toml" in faults(folder)[0]
    assert any("no such file" in fault for fault in faults(tmp_path / "nowhere"))


def test_the_environment_wins_and_is_named(folder):
    loaded = settings.load(folder, {"BROADCASTER_PORT": "9000", "BROADCASTER_DATA": "/srv/x"})
    assert loaded.desk.port == 9000 and loaded.database == "sqlite:////srv/x/station.db"
    assert loaded.origins["desk.port"] == (9000, "environment BROADCASTER_PORT")
    assert any("BROADCASTER_PORT" in fault for fault in faults(folder, {"BROADCASTER_PORT": "http"}))


def test_every_setting_stands_in_the_shipped_file_with_its_origin(folder):
    loaded = settings.load(folder, {})
    for key, (_, origin) in loaded.origins.items():
        assert re.search(r"\.toml:\d+$", origin), f"{key} comes from {origin}: it is not in the shipped file"


def test_public_holidays_are_silent_by_name_and_make_up_days_speak(folder):
    station = settings.load(folder, {}).station
    assert not station.broadcasts_on(date(2030, 2, 1))  # the eve of Tết 2030 by the Vietnamese calendar
    assert station.day_names[date(2030, 2, 2)] == "Tết Nguyên Đán"
    assert station.broadcasts_on(date(2026, 8, 22))  # a Saturday worked for Monday 31 August
    assert not station.broadcasts_on(date(2026, 8, 31))


def test_a_ward_may_speak_on_a_public_holiday_or_keep_none(folder):
    path = folder / "station.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("ordinary_days = []", "ordinary_days = [2030-02-01]"), encoding="utf-8")
    assert settings.load(folder, {}).station.broadcasts_on(date(2030, 2, 1))
    path.write_text(text.replace("public_holidays = true", "public_holidays = false"), encoding="utf-8")
    assert settings.load(folder, {}).station.broadcasts_on(date(2026, 8, 31))
    assert settings.load(folder, {}).station.holidays == frozenset()


def test_tet_is_where_the_almanac_has_it():
    from broadcaster.settings.calendar import VIETNAM

    days = tomllib.loads(VIETNAM.read_text(encoding="utf-8"))["holidays"]
    found = {date.fromisoformat(day) for day, name in days.items() if name == "Tết Nguyên Đán"}
    known = {"2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-02", "2031-01-23"}
    assert {date.fromisoformat(day) for day in known} <= found


SOUTH = '[[zones]]\nid = "south"\nname = "Nam"\ndevice = "{}"\nstandby = "{}"\n\n[[slots]]\n'


@pytest.mark.parametrize(
    ("device", "standby", "says"),
    [
        ("", "", 'device is the default, the sound device of zone "all"'),
        ("card-a", "card-a", "is the same sound device as the first"),
    ],
)
def test_two_zones_need_two_sound_devices(folder, device, standby, says):
    edit(folder, "[[slots]]\n", SOUTH.format(device, standby))
    assert any(says in fault for fault in faults(folder)), faults(folder)


def test_a_second_device_that_is_another_zones_first_is_refused(folder):
    edit(folder, 'device = "" ', 'device = "card-a" ')
    edit(folder, "[[slots]]\n", SOUTH.format("card-b", "card-a"))
    (fault,) = faults(folder)
    assert 'is "card-a", the sound device of zone "all"; each zone needs its own' in fault


def test_a_slot_names_its_zones(folder):
    edit(folder, "[[slots]]\n", SOUTH.format("card-b", ""))
    edit(folder, 'zone = "all" ', 'zones = ["all", "south"] ')
    loaded = settings.load(folder, {})
    assert [slot.zones for slot in loaded.station.slots] == [("all", "south"), ("all",)]


@pytest.mark.parametrize(
    ("zones", "says"),
    [
        ('zones = ["all", "moon"]', "is not one of all"),
        ("zones = []", "names no zone"),
        ('zones = ["all"]\nzone = "all"', "twice"),
    ],
)
def test_a_slots_zones_must_be_zones(folder, zones, says):
    edit(folder, 'zone = "all" ', zones + " ")
    assert any(says in fault for fault in faults(folder))


def test_hooks_are_programs_with_their_words_and_never_lines_for_a_shell(folder):
    edit(folder, "before_slot = []", 'before_slot = ["/opt/relay on \'line 1\'", "logger slot"]')
    hooks = settings.load(folder, {}).hooks
    assert hooks.before == (("/opt/relay", "on", "line 1"), ("logger", "slot"))
    assert hooks.after == () and hooks.ahead.total_seconds() == 20 and hooks.patience.total_seconds() == 10


@pytest.mark.parametrize("wrong", ['before_slot = [""]', 'before_slot = ["relay \'on"]', 'before_slot = "relay"'])
def test_a_hook_that_is_no_command_is_a_fault(folder, wrong):
    edit(folder, "before_slot = []", wrong)
    assert any("hooks.before_slot" in fault for fault in faults(folder))
