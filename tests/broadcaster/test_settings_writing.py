"""station.toml changed from the desk: the comments stay, nothing unfit gets in, nobody's change is lost."""

import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcaster import settings
from broadcaster.errors import Conflict, NotAllowed, NotFound, SettingsError
from broadcaster.office import adjusting
from broadcaster.people import Person
from broadcaster.settings import Settings, history
from broadcaster.settings.station import profiles
from broadcaster.settings.writing import change, differing, environment_of, put_back, version
from broadcaster.store import Verb, open_store
from tests.builders import LAN, person
from tests.web.cast import station_in

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    """The shipped settings, to be changed."""
    return station_in(tmp_path)


def text(of: Settings) -> str:
    return (of.folder / "station.toml").read_text(encoding="utf-8")


def test_a_value_is_changed_and_its_comment_stays(here: Settings) -> None:
    written = change(here, version(here.folder), {"station.name": "Đài mới", "output.volume_cap": 80}, "Quang", NOW)

    assert written.changed == ("output.volume_cap", "station.name")
    assert (written.settings.station.name, written.settings.output.volume_cap) == ("Đài mới", 80)
    assert 'name = "Đài mới"    # spoken in the opening words' in text(here)
    assert "volume_cap = 80        # 1 … 100: nothing is ever louder" in text(here)
    assert written.settings.data == here.data


def test_what_is_the_same_is_not_written(here: Settings) -> None:
    before, mark = text(here), (here.folder / "station.toml").stat().st_mtime_ns

    assert change(here, version(here.folder), {"station.name": here.station.name}, "Quang", NOW).changed == ()
    assert (text(here), (here.folder / "station.toml").stat().st_mtime_ns) == (before, mark)
    assert history.former(here.data) == []


def test_a_whole_that_is_not_fit_is_refused_with_every_fault_and_nothing_is_left_behind(here: Settings) -> None:
    before = text(here)
    with pytest.raises(SettingsError) as refused:
        change(here, version(here.folder), {"station.name": "", "quota.plays": 99}, "Quang", NOW)

    assert [fault.split()[1] for fault in refused.value.faults] == ["station.name", "quota.plays"]
    assert refused.value.faults[0].startswith("station.toml:")
    assert text(here) == before
    assert sorted(path.name for path in here.folder.parent.iterdir()) == ["config"]


def test_whoever_saw_an_older_file_overwrites_nothing(here: Settings) -> None:
    seen = version(here.folder)
    change(here, seen, {"station.ward": "phường Bên"}, "Lan", NOW)
    with pytest.raises(Conflict):
        change(here, seen, {"station.name": "Đài của tôi"}, "Quang", NOW)

    assert "phường Bên" in text(here)
    assert "Đài của tôi" not in text(here)


def test_of_many_at_the_same_time_one_gets_through(here: Settings) -> None:
    seen, won, lost = version(here.folder), [], []
    begin = threading.Barrier(8)

    def write(number: int) -> None:
        begin.wait()
        try:
            won.append(change(here, seen, {"station.name": f"Đài {number}"}, "Quang", NOW).settings.station.name)
        except Conflict:
            lost.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert (len(won), len(lost)) == (1, 7)
    assert settings.load(here.folder, environment_of(here)).station.name == won[0]


def test_slots_keep_their_comments_and_new_ones_join_them(here: Settings) -> None:
    rows = [
        {"id": "morning", "name": "Sáng sớm", "start": "06:15", "minutes": 15, "zone": "all", "volume": 100},
        {"id": "evening", "name": "Buổi chiều tối", "start": "17:15", "minutes": 15, "zone": "all", "volume": 100},
    ]
    written = change(here, version(here.folder), {"slots": rows}, "Quang", NOW)

    assert written.changed == ("slots",)
    assert "volume = 100            # 1 … 100" in text(here)
    assert [slot.name for slot in written.settings.station.slots] == ["Sáng sớm", "Buổi chiều tối"]
    assert 'profile = "urban"       # a profile of policies.toml' in text(here)


def test_a_table_that_is_not_in_the_file_is_made(here: Settings) -> None:
    path = here.folder / "station.toml"
    path.write_text(text(here).partition("[people]")[0], encoding="utf-8")
    written = change(here, version(here.folder), {"people.one_person": True}, "Quang", NOW)

    assert written.settings.one_person


def test_the_environment_still_wins_after_a_change(here: Settings) -> None:
    written = change(here, version(here.folder), {"storage.data": "elsewhere"}, "Quang", NOW)

    assert written.settings.data == here.data


def test_the_former_file_is_kept_with_who_when_and_what(here: Settings) -> None:
    first = text(here)
    change(here, version(here.folder), {"station.name": "Đài hai"}, "Đỗ Quang", NOW)
    second = text(here)
    change(here, version(here.folder), {"station.ward": "phường ba"}, "Nguyễn Thị Lan", NOW + timedelta(hours=1))
    newest, oldest = history.former(here.data)

    assert (newest.by, newest.keys) == ("Nguyễn Thị Lan", ("station.ward",))
    assert (oldest.by, oldest.keys, oldest.at) == ("Đỗ Quang", ("station.name",), NOW)
    assert history.text_of(here.data, oldest.id) == first
    assert history.text_of(here.data, newest.id) == second
    lines = history.difference(first, second)
    assert [mark for mark, _ in lines if mark in "+-"] == ["-", "+"]
    assert "Đài hai" in next(line for mark, line in lines if mark == "+")
    if os.name == "posix":
        assert all(path.stat().st_mode & 0o077 == 0 for path in (here.data / history.FOLDER).iterdir())


def test_two_changes_in_the_same_instant_are_both_kept_and_old_ones_go_at_last(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "KEPT", 3)
    for number in range(5):
        change(here, version(here.folder), {"station.name": f"Đài {number}"}, "Quang", NOW)

    assert len(history.former(here.data)) == 3
    assert len(list((here.data / history.FOLDER).iterdir())) == 6


def test_a_former_version_is_put_back_and_what_it_replaces_is_kept(here: Settings) -> None:
    first = text(here)
    change(here, version(here.folder), {"station.name": "Đài lỡ tay"}, "Quang", NOW)
    put_back(here, version(here.folder), first, "Quang", NOW + timedelta(minutes=1))

    assert text(here) == first
    assert len(history.former(here.data)) == 2


def test_no_name_leads_out_of_the_history(here: Settings) -> None:
    change(here, version(here.folder), {"station.name": "Đài hai"}, "Quang", NOW)
    for name in ("../secret-key", "..", "", "20200101"):
        with pytest.raises(NotFound):
            history.text_of(here.data, name)


def test_a_history_that_was_spoiled_is_read_as_far_as_it_goes(here: Settings) -> None:
    change(here, version(here.folder), {"station.name": "Đài hai"}, "Quang", NOW)
    (here.data / history.FOLDER / "20300101T000000000000.json").write_text("{", encoding="utf-8")

    assert len(history.former(here.data)) == 1


def test_the_keys_that_differ_are_found_whatever_the_writing() -> None:
    assert differing('[a]\nx = 1\ny = "b"', "[a]\ny = 'b'\n# told\nx = 1") == ()
    assert differing("[a]\nx = 1\n[[b]]\ni = 1", "[a]\nx = 2\n[[b]]\ni = 2\n[c]\nz = 1") == ("a.x", "b", "c.z")


def test_only_who_manages_may_and_it_is_told_in_the_record(here: Settings, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/station.db", here.station.id)
    quang: Person = person("quang", "admin")
    with pytest.raises(NotAllowed):
        adjusting.adjust(store, here, LAN, version(here.folder), {"station.name": "x"}, NOW)
    with pytest.raises(NotAllowed):
        adjusting.go_back(store, here, LAN, version(here.folder), "x", NOW)
    adjusting.adjust(store, here, quang, version(here.folder), {"station.name": "Đài hai"}, NOW)
    adjusting.adjust(store, here, quang, version(here.folder), {"station.name": "Đài hai"}, NOW)
    (deed,) = store.activity()

    assert (deed.verb, deed.detail, deed.by_name) == (Verb.CHANGE_SETTINGS, "station.name", quang.name)
    (kept,) = history.former(here.data)
    adjusting.go_back(store, here, quang, version(here.folder), kept.id, NOW)
    assert len(store.activity()) == 2
    store.close()


def test_every_profile_that_can_be_read_is_offered(here: Settings) -> None:
    path = here.folder / "policies.toml"
    assert [one.id for one in profiles(here.folder)] == ["urban", "hanoi", "decree49", "rural"]
    path.write_text(path.read_text("utf-8") + '\n[broken]\nname = ""\n', encoding="utf-8")
    assert [one.id for one in profiles(here.folder)] == ["urban", "hanoi", "decree49", "rural"]


def test_what_a_change_changed_is_shown_without_passwords_and_keys() -> None:
    before = '[storage]\ndatabase = "postgresql+psycopg://loa:mat-khau@may/loa"\n[watch]\nurl = "https://bao.vn/khoa"\n'
    shown = history.difference(before, before.replace("may/loa", "may/dai").replace("https", "http") + "x = 1\n")
    said = "\n".join(line for _, line in shown)
    assert "loa:***@may/dai" in said and "http://bao.vn/***" in said
    assert "mat-khau" not in said and "khoa" not in said
