"""A clock that ran ahead once: nothing sounds of itself until somebody who may says that it is right now."""

from datetime import timedelta

import pytest

from broadcaster.errors import NotAllowed, WrongState
from broadcaster.office import timekeeping
from tests.web.cast import MONDAY, House, station_in


@pytest.fixture
def house(tmp_path):
    made = House(station_in(tmp_path)).hire()
    made.aired(made.approved(), MONDAY + timedelta(days=3))
    yield made
    made.store.close()


def test_a_log_from_later_bars_the_clock_and_two_minutes_do_not(house):
    newest = house.store.newest_moment()
    assert timekeeping.ahead(house.store, MONDAY) == newest
    assert timekeeping.ahead(house.store, newest - timedelta(minutes=1, seconds=59)) is None


def test_nobody_but_the_administrator_or_the_console_says_it_is_right(house):
    for name in ("lan", "minh", "tung", "hoa", "van"):
        with pytest.raises(NotAllowed):
            timekeeping.trust_clock(house.store, house.people[name], MONDAY)
    timekeeping.trust_clock(house.store, None, MONDAY)
    assert timekeeping.ahead(house.store, MONDAY) is None
    (deed,) = [one for one in house.store.activity(limit=50) if one.verb.value == "trust_clock"]
    assert deed.by_name == "" and deed.detail.startswith("2026-11-26T")


def test_what_is_believed_already_is_no_deed(house):
    timekeeping.trust_clock(house.store, house.people["quang"], MONDAY)
    with pytest.raises(WrongState):
        timekeeping.trust_clock(house.store, house.people["quang"], MONDAY)


def test_what_sounds_afterwards_bars_again_if_the_clock_goes_back_once_more(house):
    timekeeping.trust_clock(house.store, house.people["quang"], MONDAY)
    house.aired(house.approved("Bài sau"), MONDAY + timedelta(hours=1))
    assert timekeeping.ahead(house.store, MONDAY) is not None


def test_the_same_at_the_machine_itself(house, capsys, monkeypatch):
    from broadcaster.cli import main

    clock = ["clock", "--config", str(house.settings.folder)]
    monkeypatch.setenv("BROADCASTER_DATA", str(house.settings.data))
    monkeypatch.setenv("BROADCASTER_AUDIO", str(house.settings.audio))
    house.aired(house.approved("Bài của năm 2099"), MONDAY.replace(year=2099))
    assert main(clock) == 1
    assert "the log has an entry of 2099-11-23" in capsys.readouterr().out
    assert main([*clock, "--trust"]) == 0
    assert main(clock) == 0
    assert "the log has nothing later" in capsys.readouterr().out
