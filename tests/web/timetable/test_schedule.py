"""The week: what stands in it, what will not fit and why, and putting a bulletin in."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from broadcaster.bulletin import Bulletin
from tests.web.cast import MONDAY, House, day

TUESDAY = "2026-11-24"


def place(
    house: House, bulletin: Bulletin, first: str, last: str | None, slot: str = "morning", position: int = 0
) -> None:
    """Straight into the store, as Tùng."""
    house.store.place(
        bulletin.id, slot, day(first), day(last) if last else None, (), position, house.people["tung"], house.clock.at
    )


def test_a_placed_bulletin_stands_in_its_cell_with_its_second(house: House) -> None:
    place(house, house.approved("Cảnh giác lừa đảo"), TUESDAY, TUESDAY)
    page = house.signed_in("van").open("/lich-phat").text

    assert page.count('<span class="item-title">Cảnh giác lừa đảo</span>') == 1
    assert "06:30:00" in page
    assert "23/11/2026" in page


def test_weekends_and_holidays_are_named(house: House) -> None:
    from dataclasses import replace

    station = replace(house.settings.station, holidays=frozenset({day("2026-11-25")}))
    other = House(replace(house.settings, station=station))
    other.people = house.people
    page = other.signed_in("van").open("/lich-phat").text

    assert "Ngày nghỉ lễ" in page
    assert page.count("Không phát thanh") == 2


def test_the_weeks_are_turned(house: House) -> None:
    page = house.signed_in("van").open("/lich-phat?tuan=2026-12-02").text

    assert "30/11/2026" in page
    assert "tuan=2026-11-23" in page
    assert "tuan=2026-12-07" in page
    assert "Về tuần này" in page
    assert "23/11/2026" in house.signed_in("van").open("/lich-phat?tuan=nonsense").text


def test_two_clicks_put_a_bulletin_into_tomorrow_morning(house: House) -> None:
    bulletin = house.approved()
    browser = house.signed_in("lan")
    page = browser.open(f"/ban-tin/{bulletin.id}").text
    assert "Phát chiều nay" in page
    assert "Phát sáng mai" in page
    answer = browser.send(f"/lich-phat/xep/{bulletin.id}", slot="morning", day=TUESDAY)

    assert answer.status_code == 303
    placed = house.store.placements(day(TUESDAY), day(TUESDAY))
    assert [(one.slot, one.first, one.last) for one in placed] == [("morning", day(TUESDAY), day(TUESDAY))]
    assert "ngày 24/11/2026" in browser.open(answer.headers["Location"]).text


def test_a_pending_bulletin_may_be_placed_and_is_shown_as_such(house: House) -> None:
    bulletin = house.pending("Đang chờ")
    browser = house.signed_in("lan")
    browser.send(f"/lich-phat/xep/{bulletin.id}", slot="morning", day=TUESDAY)
    page = browser.open("/lich-phat").text

    assert "chỉ phát nếu được duyệt trước giờ phát" in page
    assert "Bản tin chưa được duyệt." in page


def test_a_repeat_is_placed_and_said_back(house: House) -> None:
    bulletin = house.approved()
    browser = house.signed_in("tung")
    fields = {"ban-tin": str(bulletin.id), "khung": "evening", "ngay": TUESDAY, "cach": "nhieu", "den": "2026-12-04"}
    answer = browser.send("/lich-phat/them", **fields, thu=["1", "3"])

    assert answer.status_code == 303
    said = "Phát lúc 17:15 thứ Ba và thứ Năm hằng tuần, từ 24/11/2026 đến 04/12/2026."
    assert said in browser.open(answer.headers["Location"]).text
    placed = house.store.placements(day(TUESDAY), day(TUESDAY))[0]
    assert (placed.weekdays, placed.last) == (frozenset({1, 3}), day("2026-12-04"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"ban-tin": ""}, "Hãy chọn một bản tin"),
        ({"ngay": "hôm qua"}, "Ngày không đúng"),
        ({"cach": "nhieu", "den": "2026-11-01"}, "Ngày cuối phải bằng hoặc sau ngày đầu"),
        ({"cach": "nhieu", "den": "2029-11-01"}, "nhiều nhất 400 ngày"),
        ({"ngay": "2020-01-06"}, "Ngày này đã qua"),
        ({"ngay": "2026-11-02", "cach": "nhieu", "den": "2026-11-22"}, "Ngày này đã qua"),
    ],
)
def test_a_wish_that_cannot_be_kept_is_refused_under_its_field(house: House, fields: dict[str, str], said: str) -> None:
    bulletin = house.approved()
    wish = {"ban-tin": str(bulletin.id), "khung": "evening", "ngay": TUESDAY} | fields
    answer = house.signed_in("tung").send("/lich-phat/them", **wish)

    assert (answer.status_code, said in answer.text) == (400, True)
    assert house.store.placements(day("2026-01-01"), day("2030-01-01")) == []


def test_what_does_not_fit_is_said_before_it_is_kept(house: House) -> None:
    first, second = house.approved("Đủ mười phút", 600.0), house.approved("Thêm tám phút", 480.0)
    place(house, first, TUESDAY, TUESDAY)
    house.clock.at += timedelta(minutes=1)
    browser = house.signed_in("tung")
    wish = {"ban-tin": str(second.id), "khung": "morning", "ngay": TUESDAY}
    for answer in (
        browser.send("/lich-phat/them/xem-truoc", **wish),
        browser.send("/lich-phat/them", **wish, then="preview"),
    ):
        assert answer.status_code == 200
        assert "Khung giờ không còn đủ chỗ" in answer.text
    assert len(house.store.placements(day(TUESDAY), day(TUESDAY))) == 1


def test_a_newcomer_that_pushes_another_out_says_whom(house: House) -> None:
    from broadcaster.bulletin import Priority

    place(house, house.approved("Bài cũ", 600.0), TUESDAY, TUESDAY)
    urgent = house.approved("Bài ưu tiên", 480.0, priority=Priority.PRIORITY)
    wish = {"ban-tin": str(urgent.id), "khung": "morning", "ngay": TUESDAY}
    page = house.signed_in("tung").send("/lich-phat/them/xem-truoc", **wish).text

    assert "06:30:00" in page
    assert "“Bài cũ” sẽ không còn chỗ." in page


def test_a_preview_of_a_silent_day_says_so(house: House) -> None:
    bulletin = house.approved()
    wish = {"ban-tin": str(bulletin.id), "khung": "morning", "ngay": "2026-11-28"}

    assert "Không có buổi phát nào khớp" in house.signed_in("tung").send("/lich-phat/them/xem-truoc", **wish).text


def test_one_click_on_a_page_of_yesterday_puts_nothing_into_the_past(house: House) -> None:
    bulletin = house.approved()
    browser = house.signed_in("lan")
    answer = browser.send(f"/lich-phat/xep/{bulletin.id}", slot="evening", day="2026-11-20")

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/ban-tin/{bulletin.id}")
    assert "Ngày này đã qua" in browser.open(f"/ban-tin/{bulletin.id}").text
    assert house.store.placements(day("2020-01-01"), day("2030-01-01")) == []


@pytest.mark.parametrize(("slot", "on"), [("morning", "2026-11-29"), ("morning", "2026-11-23")])
def test_what_is_put_on_a_silent_day_or_a_session_that_is_over_is_said_never_to_sound(
    house: House, slot: str, on: str
) -> None:
    one, other = house.approved("Ngày im"), house.approved("Ngày im nữa")
    browser = house.signed_in("tung")
    for address, fields in (
        (f"/lich-phat/xep/{one.id}", {"slot": slot, "day": on}),
        ("/lich-phat/them", {"ban-tin": str(other.id), "khung": slot, "ngay": on}),
    ):
        answer = browser.send(address, **fields)
        told = browser.open(answer.headers["Location"]).text.split("<main")[1].split("<h1")[0]
        assert "sẽ không phát lần nào" in told
        assert "Phát lúc 06:30" not in told


def test_one_day_is_left_out_and_the_others_stay(house: House) -> None:
    bulletin = house.approved()
    place(house, bulletin, TUESDAY, None)
    placement = house.store.placements(day(TUESDAY), day(TUESDAY))[0]
    browser = house.signed_in("tung")
    answer = browser.send(f"/lich-phat/muc/{placement.id}/bo-ngay", day=TUESDAY, title=bulletin.script.title)

    assert answer.headers["Location"] == "/lich-phat?tuan=2026-11-24"
    assert house.store.placements(day(TUESDAY), day(TUESDAY))[0].skipped == {day(TUESDAY)}


def test_a_placement_is_taken_off(house: House) -> None:
    place(house, house.approved(), TUESDAY, None)
    placement = house.store.placements(day(TUESDAY), day(TUESDAY))[0]
    house.signed_in("lan").send(f"/lich-phat/muc/{placement.id}/bo", day=TUESDAY, title="x")

    assert house.store.placements(day(TUESDAY), day(TUESDAY)) == []


def test_the_order_within_a_slot_is_changed_by_hand(house: House) -> None:
    place(house, house.approved("Bài một"), TUESDAY, TUESDAY)
    house.clock.at += timedelta(minutes=1)
    place(house, house.approved("Bài hai"), TUESDAY, TUESDAY)
    browser = house.signed_in("tung")
    page = browser.open("/lich-phat").text
    action, position = re.findall(
        r'action="(/lich-phat/muc/[^"]+/thu-tu)".*?name="position" value="(-?\d+)".*?Phát muộn hơn', page
    )[0]
    browser.send(action, position=position, day=TUESDAY)
    titles = re.findall(r'item-title">(Bài \w+)<', browser.open("/lich-phat").text)

    assert titles == ["Bài hai", "Bài một"]


def test_what_was_heard_stands_in_its_cell(house: House) -> None:
    house.aired(house.approved("Đã phát"), MONDAY - timedelta(hours=1, minutes=30))
    page = house.signed_in("van").open("/lich-phat").text

    assert "item-done" in page
    assert "Phát đủ" in page


def test_unknown_things_are_not_found(house: House) -> None:
    bulletin = house.approved()
    browser = house.signed_in("tung")
    nothing = "00000000-0000-0000-0000-000000000007"

    assert browser.send(f"/lich-phat/xep/{bulletin.id}", slot="noon", day=TUESDAY).status_code == 404
    assert browser.send(f"/lich-phat/muc/{nothing}/bo", day=TUESDAY).status_code == 404
    assert browser.open("/lich-phat/them?ban-tin=nonsense").status_code == 404


def test_a_public_holiday_is_named_on_the_schedule(house: House) -> None:
    day = date(2026, 11, 24)
    named = replace(house.settings.station, holidays=frozenset({day}), day_names={day: "Ngày Văn hóa Việt Nam"})
    desk = house.app.extensions["desk"]
    house.app.extensions["desk"] = replace(desk, settings=replace(house.settings, station=named))
    page = house.signed_in("tung").open("/lich-phat?tuan=2026-11-23").text

    assert "Ngày Văn hóa Việt Nam" in page
