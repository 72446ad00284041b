"""The desk by keys alone: the whole way of a bulletin, and a focus that stays."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from broadcaster.bulletin import Status
from tests.browser.conftest import Street
from tests.browser.test_journey_on_the_desk import render
from tests.web.cast import MONDAY
from tests.web.writing.drafts_of_lan import TEXT

pytestmark = pytest.mark.browser

HERE = "() => document.activeElement.id || document.activeElement.innerText"


def tab_to(page: Page, name: str, most: int = 80) -> None:
    """Press Tab until what is called so has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if name in (page.evaluate(HERE) or ""):
            return
    raise AssertionError(f"no Tab leads to {name}")


def test_the_whole_way_by_keyboard(street: Street) -> None:
    lan = street.signed_in("lan")
    tab_to(lan, "Viết hoặc dán bài")
    lan.keyboard.press("Enter")
    expect(lan.get_by_role("heading", name="Soạn bản tin")).to_be_visible()
    tab_to(lan, "text")
    lan.keyboard.insert_text(TEXT)
    tab_to(lan, "Gửi duyệt và xếp vào sáng mai")
    lan.keyboard.press("Enter")
    expect(lan.get_by_text("Đã gửi duyệt và xếp vào Buổi sáng")).to_be_visible()
    render(street)
    minh = street.signed_in("minh")
    tab_to(minh, "player")
    minh.keyboard.press("Space")
    expect(minh.get_by_text("Bạn đã nghe hết bản này")).to_be_visible(timeout=15_000)
    tab_to(minh, "Duyệt")
    minh.keyboard.press("Enter")
    expect(minh.get_by_text("có thể xếp lịch và phát")).to_be_visible()

    assert street.house.store.bulletins(status=Status.APPROVED)


def test_the_focus_stays_while_the_first_page_moves(street: Street) -> None:
    house = street.house
    ready = house.approved("Cảnh giác cuộc gọi lạ")
    house.store.place(ready.id, "evening", MONDAY.date(), None, (), 0, house.people["tung"], MONDAY)
    house.pending(seconds=1.5)
    page = street.signed_in("minh")
    player = page.locator("#player")
    player.focus()
    for part in ("dang-phat", "dang-phat"):
        with page.expect_response(re.compile(f"/manh/{part}")):
            pass
    expect(player).to_be_focused()
    link = page.locator("#day a").first
    link.focus()
    street.house.clock.at += timedelta(seconds=30)
    with page.expect_response(re.compile("/manh/hom-nay"), timeout=15_000):
        pass
    expect(link).to_be_focused()
