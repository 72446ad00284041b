"""Dời sang…, Hoàn tác, phát lại ngày đã bỏ: second thoughts about the schedule, with what comes of them shown first."""

from datetime import timedelta

import pytest

from broadcaster.placement import Placement
from tests.web.cast import House, day

TUESDAY, THURSDAY = "2026-11-24", "2026-11-26"


def placed(
    house: House, first: str = TUESDAY, last: str | None = TUESDAY, title: str = "Cảnh giác", seconds: float = 1.0
) -> Placement:
    bulletin = house.approved(title, seconds)
    return house.store.place(
        bulletin.id, "morning", day(first), day(last) if last else None, (), 0, house.people["tung"], house.clock.at
    )


def standing(house: House) -> list[tuple[str, str]]:
    return [(one.slot, str(one.first)) for one in house.store.placements(day("2026-11-01"), day("2027-01-01"))]


def test_a_bulletin_is_moved_and_the_rule_is_said_back(house: House) -> None:
    one = placed(house)
    browser = house.signed_in("lan")
    page = browser.open(f"/lich-phat/doi/{one.id}?tu={TUESDAY}").text
    assert "Đang xếp: Phát lúc 06:30 thứ Ba ngày 24/11/2026." in page
    answer = browser.send(f"/lich-phat/doi/{one.id}", tu=TUESDAY, khung="evening", ngay=THURSDAY)

    assert answer.headers["Location"] == f"/lich-phat?tuan={THURSDAY}"
    assert (
        "Đã dời “Cảnh giác”. Phát lúc 17:15 thứ Năm ngày 26/11/2026." in browser.open(answer.headers["Location"]).text
    )
    assert standing(house) == [("evening", THURSDAY)]
    assert "dời lịch: Cảnh giác · Buổi chiều tối 26/11/2026" in browser.open("/nhat-ky/hoat-dong").text


def test_what_would_come_of_it_is_shown_first(house: House) -> None:
    one = placed(house, seconds=480.0)
    other = house.approved("Dài", 600.0)
    house.store.place(other.id, "evening", day(THURSDAY), day(THURSDAY), (), -1, house.people["tung"], house.clock.at)
    browser = house.signed_in("tung")
    page = browser.open(f"/lich-phat/doi/{one.id}/xem-truoc?tu={TUESDAY}&khung=evening&ngay={THURSDAY}").text
    assert "Khung giờ không còn đủ chỗ" in page
    assert "Phát lúc 17:15 thứ Năm ngày 26/11/2026." in page
    assert ("morning", TUESDAY) in standing(house)


def test_one_day_of_a_repeat_or_all_of_it(house: House) -> None:
    one = placed(house, last=None)
    browser = house.signed_in("tung")
    assert "Mọi buổi, kể từ ngày chọn" in browser.open(f"/lich-phat/doi/{one.id}?tu={THURSDAY}").text
    browser.send(f"/lich-phat/doi/{one.id}", **{"tu": THURSDAY, "khung": "evening", "ngay": THURSDAY, "pham-vi": "mot"})
    assert sorted(standing(house)) == [("evening", THURSDAY), ("morning", TUESDAY)]
    browser.send(f"/lich-phat/doi/{one.id}", **{"tu": TUESDAY, "khung": "evening", "ngay": TUESDAY, "pham-vi": "het"})
    assert sorted(standing(house)) == [("evening", TUESDAY), ("evening", THURSDAY)]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"khung": "morning", "ngay": TUESDAY}, "đang ở đúng chỗ này"),
        ({"khung": "morning", "ngay": "2026-11-01"}, "Ngày này đã qua"),
        ({"khung": "morning", "ngay": "2026-12-24", "pham-vi": "het"}, "kết thúc trước ngày vừa chọn"),
    ],
)
def test_a_move_that_cannot_be_made_says_why(house: House, fields: dict[str, str], said: str) -> None:
    one = placed(house, last="2026-12-04" if "pham-vi" in fields else TUESDAY)
    answer = house.signed_in("tung").send(f"/lich-phat/doi/{one.id}", **{"tu": TUESDAY, **fields})

    assert (answer.status_code, said in answer.text) == (400, True)
    assert standing(house) == [("morning", TUESDAY)]


def test_the_second_of_two_officers_is_told_and_nothing_is_lost(house: House) -> None:
    one = placed(house)
    lan, tung = house.signed_in("lan"), house.signed_in("tung")
    tung.send(f"/lich-phat/doi/{one.id}", tu=TUESDAY, khung="evening", ngay=TUESDAY)
    answer = lan.send(f"/lich-phat/muc/{one.id}/bo", day=TUESDAY, title="x")

    assert answer.status_code == 409
    assert "Có người vừa sửa trước bạn" in answer.text
    assert standing(house) == [("evening", TUESDAY)]


def test_what_was_taken_off_is_put_back_with_one_click_for_a_while(house: House) -> None:
    one = placed(house)
    browser = house.signed_in("tung")
    browser.send(f"/lich-phat/muc/{one.id}/bo", day=TUESDAY, title="Cảnh giác")
    assert "Bạn vừa bỏ “Cảnh giác” khỏi lịch." in browser.open("/lich-phat").text
    assert "Bạn vừa bỏ" not in house.signed_in("lan").open("/lich-phat").text
    browser.send(f"/lich-phat/muc/{one.id}/hoan-tac", day=TUESDAY)
    page = browser.open("/lich-phat").text
    assert "Đã đưa “Cảnh giác” trở lại lịch." in page
    assert standing(house) == [("morning", TUESDAY)]
    browser.send(f"/lich-phat/muc/{one.id}/bo", day=TUESDAY, title="Cảnh giác")
    house.clock.at += timedelta(minutes=16)
    assert "Bạn vừa bỏ" not in browser.open("/lich-phat").text


def test_what_was_moved_is_not_offered_as_taken_off(house: House) -> None:
    one, browser = placed(house), house.signed_in("tung")
    browser.send(f"/lich-phat/doi/{one.id}", tu=TUESDAY, khung="evening", ngay=TUESDAY)
    assert "Bạn vừa bỏ" not in browser.open("/lich-phat").text
    assert browser.send(f"/lich-phat/muc/{one.id}/hoan-tac", day=TUESDAY).status_code == 409
    assert standing(house) == [("evening", TUESDAY)]


def test_a_left_out_day_is_shown_and_brought_back(house: House) -> None:
    one = placed(house, last=None)
    browser = house.signed_in("tung")
    browser.send(f"/lich-phat/muc/{one.id}/bo-ngay", day=THURSDAY, title="Cảnh giác")
    page = browser.open("/lich-phat").text
    assert "Đã bỏ riêng ngày này" in page
    assert "bỏ ngày 26/11/2026" in page
    browser.send(f"/lich-phat/muc/{one.id}/phat-lai-ngay", day=THURSDAY, title="Cảnh giác")
    assert "Đã bỏ riêng ngày này" not in browser.open("/lich-phat").text


def test_a_bulletin_that_stands_there_already_is_said_before_it_is_kept(house: House) -> None:
    one = placed(house)
    wish = {"ban-tin": str(one.bulletin), "khung": "morning", "ngay": TUESDAY}
    page = house.signed_in("tung").send("/lich-phat/them/xem-truoc", **wish).text

    assert "đã có sẵn trong buổi đó" in page
    assert "Phát lúc 06:30 thứ Ba ngày 24/11/2026." in page
