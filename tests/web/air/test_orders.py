"""Phát ngay: confirmed, and only what was approved."""

from datetime import timedelta

from tests.web.cast import MONDAY, House


def test_tung_airs_an_approved_bulletin_now(house: House) -> None:
    house.clock.at = MONDAY - timedelta(hours=1, minutes=28)
    bulletin = house.approved("Cảnh giác")
    browser = house.signed_in("tung")
    page = browser.open(f"/phat-ngay/{bulletin.id}").text
    assert "Toàn phường" in page
    unsure = browser.send(f"/phat-ngay/{bulletin.id}")
    assert (unsure.status_code, "đánh dấu xác nhận" in unsure.text) == (400, True)
    assert browser.send(f"/phat-ngay/{bulletin.id}", sure="yes").status_code == 303
    (order,) = house.store.waiting_orders()

    assert (order.bulletin, order.urgent, order.by_name) == (bulletin.id, False, "Lê Thanh Tùng")


def test_an_hour_that_forbids_it_is_named_beforehand(house: House) -> None:
    house.clock.at = MONDAY + timedelta(hours=14)
    page = house.signed_in("tung").open(f"/phat-ngay/{house.approved().id}").text

    assert "Lúc này loa sẽ không phát: Đang là giờ yên tĩnh" in page


def test_what_is_not_approved_cannot_be_ordered(house: House) -> None:
    bulletin = house.pending()
    browser, address = house.signed_in("hoa"), f"/phat-ngay/{bulletin.id}"
    assert browser.open(address).status_code == 409
    assert browser.send(address, sure="yes").status_code == 409
    assert house.store.waiting_orders() == []
