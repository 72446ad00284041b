"""Two who change the settings at once: what is in force stands beside what was typed, and nothing goes back unseen."""

import tomllib
from typing import Any

import pytest

from broadcaster.settings.writing import change, version
from tests.web.cast import Browser, House
from tests.web.forms import filled


def in_force(house: House) -> dict[str, Any]:
    """station.toml as it says now."""
    return tomllib.loads((house.settings.folder / "station.toml").read_text(encoding="utf-8"))


def opened(browser: Browser, section: str, **changes: Any) -> dict[str, Any]:
    """The form of a section as it stands, with these changes."""
    address = f"/cai-dat/{section}"
    return filled(browser.open(address).text, address, **changes)


def both(house: House) -> tuple[Browser, Browser]:
    """Two who are at the settings at once."""
    return house.signed_in("quang"), house.signed_in("quang")


def slots(house: House) -> list[tuple[str, str]]:
    """The slots in force, by name and hour."""
    return [(one["name"], str(one["start"])) for one in in_force(house)["slots"]]


@pytest.mark.parametrize(
    ("section", "theirs", "typo", "mended", "kept"),
    [
        (
            "ngay-nghi",
            {"calendar-holidays": "27/11/2026"},
            {"calendar-holidays": "32/11/2026"},
            {"calendar-holidays": "30/11/2026"},
            "27/11/2026",
        ),
        (
            "chi-tieu",
            {"quota-plays": "7"},
            {"quota-plays": "rất nhiều"},
            {"quota-plays": "3"},
            "Đang dùng: <strong>7",
        ),
        (
            "khung-gio",
            {"slots-0-start": "07:00"},
            {"slots-0-minutes": "mười"},
            {"slots-0-minutes": "12"},
            "Đang dùng: <strong>07:00",
        ),
    ],
)
def test_a_form_refused_for_a_typo_does_not_overwrite_the_other_at_the_next_press(
    house: House, section: str, theirs: dict[str, str], typo: dict[str, str], mended: dict[str, str], kept: str
) -> None:
    first, second = both(house)
    address = f"/cai-dat/{section}"
    mine = opened(first, section)
    assert second.send(address, **{**opened(second, section), **theirs}).status_code == 303
    before = in_force(house)
    refused = first.send(address, **{**mine, **typo})
    assert refused.status_code == 400
    answer = first.send(address, **{**filled(refused.text, address), **mended})
    assert answer.status_code == 409
    assert kept in answer.text and "Chưa có gì bị ghi đè" in answer.text
    assert in_force(house) == before
    assert first.send(address, **filled(answer.text, address)).status_code == 303  # seen, and meant


def test_a_slot_moved_by_another_is_shown_beside_the_hour_that_was_typed(house: House) -> None:
    first, second = both(house)
    mine = opened(first, "khung-gio", slots_0_name="Sáng sớm")
    assert second.send("/cai-dat/khung-gio", **opened(second, "khung-gio", slots_0_start="07:00")).status_code == 303
    answer = first.send("/cai-dat/khung-gio", **mine)
    assert answer.status_code == 409
    assert answer.text.count("Đang dùng:") == 2  # the name and the hour of that one slot, and no other cell
    assert "Đang dùng: <strong>07:00" in answer.text
    again = filled(answer.text, "/cai-dat/khung-gio")
    assert (again["slots-0-name"], again["slots-0-start"]) == (["Sáng sớm"], ["06:30"])
    first.send("/cai-dat/khung-gio", **{**again, "slots-0-start": "07:00"})
    assert slots(house)[0] == ("Sáng sớm", "07:00")


def test_a_slot_another_has_added_stays_and_one_taken_off_stays_off(house: House) -> None:
    path = house.settings.folder
    change(house.settings, version(path), {"quota.slots": []}, "Quang", house.clock.at)
    house = House(house.settings)
    first, second = both(house)
    mine = opened(first, "khung-gio", slots_0_minutes="11")
    theirs = opened(second, "khung-gio", slots_1_drop="1", slots_2_name="Buổi trưa", slots_2_start="11:00")
    assert second.send("/cai-dat/khung-gio", **theirs).status_code == 303
    answer = first.send("/cai-dat/khung-gio", **mine)
    assert answer.status_code == 409
    assert "Người khác vừa thêm khung giờ này." in answer.text
    assert "Người khác vừa bỏ khung giờ này." in answer.text
    again = filled(answer.text, "/cai-dat/khung-gio")
    dropped = next(name for name in again if name.endswith("-drop"))
    assert first.send("/cai-dat/khung-gio", **again).status_code == 303
    assert [one["id"] for one in in_force(house)["slots"]] == ["morning", "buoi-trua"]
    assert in_force(house)["slots"][0]["minutes"] == 11

    third = opened(first, "khung-gio", slots_1_drop="1")
    first.send("/cai-dat/khung-gio", **third)
    kept = {**again, "slots-2-drop": "1", "ban": version(path)}
    kept.pop(dropped)
    assert first.send("/cai-dat/khung-gio", **kept).status_code == 303
    assert [one["id"] for one in in_force(house)["slots"]] == ["morning", "evening"]  # by its old id: it goes on


def test_a_speaker_cluster_changed_by_another_is_shown_too(house: House) -> None:
    first, second = both(house)
    mine = opened(first, "loa", zones_0_name="Loa trục chính")
    assert second.send("/cai-dat/loa", **opened(second, "loa", zones_0_volume="64")).status_code == 303
    answer = first.send("/cai-dat/loa", **mine)
    assert answer.status_code == 409
    assert "Đang dùng: <strong>64" in answer.text and "Loa trục chính" in answer.text
    assert in_force(house)["zones"][0]["volume"] == 64


def test_only_what_differs_is_called_different(house: House) -> None:
    first, second = both(house)
    mine = opened(first, "chi-tieu")
    assert second.send("/cai-dat/dai", **opened(second, "dai", station_hotline="Trực ban 0900")).status_code == 303
    answer = first.send("/cai-dat/chi-tieu", **mine)
    assert answer.status_code == 409
    assert "Đang dùng:" not in answer.text


def test_a_row_to_be_dropped_and_a_figure_that_is_none_are_handed_back_as_typed(house: House) -> None:
    browser = house.signed_in("quang")
    changes = {"slots-0-drop": "1", "slots-1-minutes": "mười", "slots-2-name": "Buổi trưa"}
    answer = browser.send("/cai-dat/khung-gio", **{**opened(browser, "khung-gio"), **changes})
    assert answer.status_code == 400
    again = filled(answer.text, "/cai-dat/khung-gio")
    assert {key: again[key] for key in changes} == {key: [value] for key, value in changes.items()}
    assert 'id="slots-1-minutes-told"' in answer.text


def test_a_fault_stands_under_its_row_where_an_earlier_one_is_dropped(house: House) -> None:
    path = house.settings.folder
    change(house.settings, version(path), {"quota.slots": []}, "Quang", house.clock.at)
    browser = House(house.settings).signed_in("quang")
    changes = {"slots-0-drop": "1", "slots-1-start": "25:00"}
    answer = browser.send("/cai-dat/khung-gio", **{**opened(browser, "khung-gio"), **changes})
    assert answer.status_code == 400
    assert 'id="slots-1-start-told"' in answer.text


@pytest.mark.parametrize("section", ["chi-tieu", "khung-gio", "loa", "giong", "sao-luu", "ngay-nghi"])
def test_a_form_sent_without_its_fields_is_refused_or_changes_nothing(house: House, section: str) -> None:
    browser = house.signed_in("quang")
    browser.open("/cai-dat")
    assert browser.send(f"/cai-dat/{section}").status_code in (303, 400, 409)
