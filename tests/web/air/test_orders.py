"""Phát ngay: confirmed, and only what was approved."""

import re
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from broadcaster.bulletin import Bulletin, Priority
from broadcaster.placement import OrderState
from tests.web.air.urgent_steps import token_on
from tests.web.cast import MONDAY, Browser, House

MORNING = MONDAY - timedelta(hours=1, minutes=28)


def ordered(browser: Browser, bulletin: Bulletin, token: str = "") -> TestResponse:
    """Look at the confirmation, tick it, press the button."""
    token = token or token_on(browser.open(f"/phat-ngay/{bulletin.id}").text)
    return browser.send(f"/phat-ngay/{bulletin.id}", sure="yes", token=token)


def test_tung_airs_an_approved_bulletin_now(house: House) -> None:
    house.clock.at = MORNING
    bulletin = house.approved("Cảnh giác")
    browser = house.signed_in("tung")
    page = browser.open(f"/phat-ngay/{bulletin.id}").text
    assert "Toàn phường" in page
    unsure = browser.send(f"/phat-ngay/{bulletin.id}")
    assert (unsure.status_code, "đánh dấu xác nhận" in unsure.text) == (400, True)
    assert ordered(browser, bulletin, token_on(unsure.text)).status_code == 303
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


def test_a_button_pressed_twice_is_one_order(house: House) -> None:
    house.clock.at = MORNING
    bulletin = house.approved()
    browser = house.signed_in("tung")
    token = token_on(browser.open(f"/phat-ngay/{bulletin.id}").text)
    assert [ordered(browser, bulletin, token).status_code for _ in range(2)] == [303, 303]
    (order,) = house.store.waiting_orders()

    house.store.take_order(order.id, house.clock.at)
    house.store.close_order(order.id, OrderState.DONE, house.clock.at)
    assert ordered(browser, bulletin, token).status_code == 303
    assert house.store.waiting_orders() == []
    assert ordered(browser, bulletin).status_code == 303
    assert len(house.store.waiting_orders()) == 1, "who opens the page again orders it again"


def test_a_confirmation_stands_for_its_person_its_bulletin_its_sound_and_ten_minutes(house: House) -> None:
    house.clock.at = MORNING
    bulletin, other = house.approved("Một"), house.approved("Hai")
    browser = house.signed_in("tung")
    token = token_on(browser.open(f"/phat-ngay/{bulletin.id}").text)
    wrong = [
        ordered(browser, other, token),
        ordered(house.signed_in("hoa"), bulletin, token),
        ordered(browser, bulletin, "x"),
        browser.send(f"/phat-ngay/{bulletin.id}", sure="yes"),
    ]
    house.clock.at += timedelta(minutes=11)
    wrong.append(ordered(browser, bulletin, token))

    assert [(one.status_code, "xác nhận lần nữa" in one.text) for one in wrong] == [(400, True)] * 5
    assert house.store.waiting_orders() == []


@pytest.mark.parametrize("priority", [Priority.NORMAL, Priority.URGENT])
def test_a_page_that_was_opened_in_time_orders_nothing_when_the_hour_has_gone(house: House, priority: Priority) -> None:
    """An urgent bulletin too: ordered like any other it keeps the hours like any other."""
    house.clock.at = MONDAY.replace(hour=11, minute=58)  # 18:58; the window ends at 19:00
    bulletin = house.approved(priority=priority)
    browser = house.signed_in("tung")
    token = token_on(browser.open(f"/phat-ngay/{bulletin.id}").text)
    for hours in (0.1, 6.0):
        house.clock.at = MONDAY.replace(hour=11, minute=58) + timedelta(hours=hours)
        answer = ordered(browser, bulletin, token if hours < 1 else "")
        assert (answer.status_code, "Lúc này loa sẽ không phát" in answer.text) == (409, True)
        assert re.search(r"<button[^>]*disabled", answer.text)
    assert house.store.waiting_orders() == []
