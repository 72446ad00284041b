"""Two clusters of loudspeakers: a bulletin is placed in one of them, moved to the other, and the week says where."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster import settings
from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Bulletin
from tests.web.cast import MONDAY, House, day, station_in

TUESDAY = "2026-11-24"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """The morning is heard everywhere, the evening at the market alone."""
    found = station_in(tmp_path)
    file = tmp_path / "config" / "station.toml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("[[slots]]", '[[zones]]\nid = "hill"\nname = "Khu đồi"\ndevice = "hill"\n\n[[slots]]', 1)
    file.write_text(text, "utf-8")
    loaded = settings.load(
        tmp_path / "config", {"BROADCASTER_DATA": str(found.data), "BROADCASTER_AUDIO": str(found.audio)}
    )
    morning, evening = loaded.station.slots
    slots = replace(morning, zones=("all", "hill")), replace(evening, zones=("all",))
    zones = replace(loaded.station.zones[0], name="Khu chợ"), loaded.station.zones[1]
    made = House(replace(loaded, station=replace(loaded.station, slots=slots, zones=zones)))
    return made.hire()


def test_it_is_placed_in_one_cluster_and_the_week_and_the_rule_say_so(house: House) -> None:
    one, browser = house.approved("Họp tổ"), house.signed_in("tung")
    wish = {"ban-tin": str(one.id), "khung": "morning", "ngay": TUESDAY, "cum": "hill"}
    assert "chỉ ở Khu đồi" in browser.send("/lich-phat/them/xem-truoc", **wish).text
    page = browser.open(browser.send("/lich-phat/them", **wish).headers["Location"]).text

    (placement,) = house.store.placements(day(TUESDAY), day(TUESDAY))
    assert placement.zones == ("hill",)
    assert '<span class="item-where small">Khu đồi</span>' in page
    assert "chỉ ở Khu đồi" in page


def test_ticking_every_cluster_or_none_is_the_whole_slot(house: House) -> None:
    one, browser = house.approved("Họp tổ"), house.signed_in("tung")
    for cum in (["all", "hill"], []):
        browser.send("/lich-phat/them", **{"ban-tin": str(one.id), "khung": "morning", "ngay": TUESDAY, "cum": cum})

    assert [one.zones for one in house.store.placements(day(TUESDAY), day(TUESDAY))] == [(), ()]
    assert "item-where" not in browser.open(f"/lich-phat?tuan={TUESDAY}").text


def test_a_cluster_that_the_slot_does_not_reach_is_refused_under_its_field(house: House) -> None:
    one, browser = house.approved("Họp tổ"), house.signed_in("tung")
    wish = {"ban-tin": str(one.id), "khung": "evening", "ngay": TUESDAY, "cum": "hill"}
    answer = browser.send("/lich-phat/them", **wish)

    assert answer.status_code == 400
    assert "Buổi chiều tối không phát ở Khu đồi" in answer.text
    assert "Buổi chiều tối không phát ở Khu đồi" in browser.send("/lich-phat/them/xem-truoc", **wish).text
    assert house.store.placements(day(TUESDAY), day(TUESDAY)) == []


def test_it_is_moved_to_the_other_cluster_in_its_place(house: House) -> None:
    one, tung = house.approved("Họp tổ"), house.people["tung"]
    first = day(TUESDAY)
    old = house.store.place(one.id, "morning", first, first, (), 0, tung, house.clock.at, zones=("hill",))
    browser = house.signed_in("tung")
    page = browser.open(f"/lich-phat/doi/{old.id}?tu={TUESDAY}").text
    assert 'value="hill" checked' in page and 'value="all" checked' not in page
    same = {"tu": TUESDAY, "khung": "morning", "ngay": TUESDAY}
    assert "đang ở đúng chỗ này" in browser.send(f"/lich-phat/doi/{old.id}", **same, cum="hill").text
    answer = browser.send(f"/lich-phat/doi/{old.id}", **same, cum="all")

    assert answer.status_code == 303, answer.text
    (moved,) = house.store.placements(first, first)
    assert moved.zones == ("all",)
    assert "chỉ ở Khu chợ" in browser.open(answer.headers["Location"]).text


def test_moving_one_day_of_a_repeat_to_one_cluster_leaves_the_other_days_everywhere(house: House) -> None:
    one, tung = house.approved("Họp tổ"), house.people["tung"]
    old = house.store.place(one.id, "morning", day(TUESDAY), None, (), 0, tung, house.clock.at)
    same = {"tu": TUESDAY, "khung": "morning", "ngay": TUESDAY, "pham-vi": "mot", "cum": "hill"}
    assert house.signed_in("tung").send(f"/lich-phat/doi/{old.id}", **same).status_code == 303

    found = {(one.first, one.last): one for one in house.store.placements(day(TUESDAY), day("2026-11-26"))}
    assert found[day(TUESDAY), day(TUESDAY)].zones == ("hill",)
    assert found[day(TUESDAY), None].zones == () and day(TUESDAY) in found[day(TUESDAY), None].skipped


def test_moving_into_a_slot_that_does_not_reach_there_says_so(house: House) -> None:
    one, tung = house.approved("Họp tổ"), house.people["tung"]
    first = day(TUESDAY)
    old = house.store.place(one.id, "morning", first, first, (), 0, tung, house.clock.at, zones=("hill",))
    browser = house.signed_in("tung")
    fields = {"tu": TUESDAY, "khung": "evening", "ngay": TUESDAY, "cum": "hill"}
    answer = browser.send(f"/lich-phat/doi/{old.id}", **fields)

    assert (answer.status_code, "không phát ở Khu đồi" in answer.text) == (400, True)
    query = f"tu={TUESDAY}&khung=evening&ngay={TUESDAY}&cum=hill"
    assert "không phát ở Khu đồi" in browser.open(f"/lich-phat/doi/{old.id}/xem-truoc?{query}").text


def lasting(bulletin: Bulletin, length: timedelta) -> Bulletin:
    """The same bulletin, as if its sound lasted `length`; only what the log is given looks at that."""
    assert bulletin.rendition is not None
    return replace(bulletin, rendition=replace(bulletin.rendition, duration=length))


def test_what_both_clusters_heard_takes_its_minutes_once_and_stands_once(house: House) -> None:
    heard = lasting(house.approved("Hai cụm"), 4 * MINUTE)
    cut = lasting(house.approved("Bài bị ngắt"), 2 * MINUTE)
    at = MONDAY - timedelta(hours=1, minutes=30)
    for zone in ("all", "hill"):
        house.aired(heard, at, zone=zone)
        house.aired(cut, at + 5 * MINUTE, Outcome.CUT_IN, Reason.URGENT, 0.5, zone=zone)
        house.aired(cut, at + 7 * MINUTE, share=0.5, attempt=2, zone=zone)
    page = house.signed_in("van").open("/lich-phat?tuan=2026-11-23").text

    assert "6/15 phút" in page
    assert page.count("item-done") == 2 and page.count("Phát đủ") == 2
    assert "item-where" not in page


def test_what_one_cluster_did_not_hear_names_that_cluster(house: House) -> None:
    one = house.approved("Họp tổ")
    at = MONDAY - timedelta(hours=1, minutes=30)
    house.aired(one, at)
    house.aired(one, at, Outcome.PARTIAL, Reason.DEVICE_LOST, 0.4, zone="hill")
    page = house.signed_in("van").open("/lich-phat?tuan=2026-11-23").text

    assert page.count("item-done") == 1 and "Phát dở dang" in page
    assert '<span class="item-where small">Khu đồi</span>' in page
