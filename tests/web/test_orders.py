"""Phát ngay and phát khẩn cấp: confirmed, and only what was approved."""

from datetime import timedelta

import pytest

from broadcaster.bulletin import Priority
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
    browser = house.signed_in("hoa")
    for address in (f"/phat-ngay/{bulletin.id}", f"/khan-cap/{bulletin.id}"):
        assert browser.open(address).status_code == 409
        assert browser.send(address, sure="yes", surely="yes", reason="Cháy chợ").status_code == 409
    assert house.store.waiting_orders() == []


@pytest.mark.parametrize(
    "missing", [{"sure": ""}, {"surely": ""}, {"reason": "  "}, {"reason": "…"}, {"reason": "x" * 501}]
)
def test_an_urgent_broadcast_needs_both_confirmations_and_a_reason(house: House, missing: dict[str, str]) -> None:
    bulletin = house.approved(priority=Priority.URGENT)
    given = {"sure": "yes", "surely": "yes", "reason": "Cháy chợ"} | missing
    answer = house.signed_in("hoa").send(f"/khan-cap/{bulletin.id}", **given)

    assert answer.status_code == 400
    assert house.store.waiting_orders() == []


def test_a_leader_breaks_quiet_hours_by_name_and_reason(house: House) -> None:
    house.clock.at = MONDAY + timedelta(hours=14)
    bulletin = house.approved(priority=Priority.URGENT)
    browser = house.signed_in("hoa")
    assert "Phát khẩn cấp vẫn sẽ kêu" in browser.open(f"/khan-cap/{bulletin.id}").text
    browser.send(f"/khan-cap/{bulletin.id}", sure="yes", surely="yes", reason="Cháy chợ")
    (order,) = house.store.waiting_orders()

    assert order.urgent
    assert order.permit is not None
    assert (order.permit.by_name, order.permit.reason) == ("Phạm Thu Hoa", "Cháy chợ")
