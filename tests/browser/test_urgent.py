"""Phát khẩn cấp in a real browser: how many clicks it takes, what is said back, and how a false alarm is taken back.

A click is a press of the pointer after signing in, counted from the front page; typing, and Enter at the end of it,
is none. The presses are counted by the browser itself, on every page.
"""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from broadcaster import urgent
from broadcaster.bulletin import ONCE
from broadcaster.placement import OrderState
from tests.browser.conftest import Street
from tests.browser.test_journey_on_the_desk import render
from tests.browser.test_looks import faults
from tests.web.cast import PASSWORD
from tests.web.sample import on_air

pytestmark = pytest.mark.browser

COUNTING = """addEventListener('pointerdown', () => {
  sessionStorage.setItem('clicks', 1 + Number(sessionStorage.getItem('clicks') || 0));
}, true)"""
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
WORDS = "Cháy ở chợ Bến Xuân. Bà con ra ngoài ngay bằng cổng sau."


def at_the_front_page(street: Street, username: str = "hoa", width: int = 1280) -> Page:
    """Signed in, on the front page, with every press counted from here."""
    page = street.signed_in(username, width)
    page.add_init_script(COUNTING)
    page.reload()
    expect(page.locator("#hero-state")).to_be_visible()
    return page


def clicks(page: Page) -> int:
    """Presses of the pointer since the front page."""
    return int(page.evaluate("sessionStorage.getItem('clicks') || 0"))


def type_password(page: Page) -> None:
    """Into the field that waits for it, without touching the pointer."""
    expect(page.locator("#password")).to_be_focused()
    page.keyboard.type(PASSWORD)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_template_is_on_its_way_after_three_clicks(street: Street, width: int) -> None:
    fire = street.house.templates()["urgent_chay"]
    page = at_the_front_page(street, width=width)
    page.get_by_role("banner").get_by_role("link", name="Khẩn cấp").or_(
        page.get_by_role("link", name="Phát khẩn cấp")
    ).first.click()
    page.get_by_role("link", name="Đang có cháy trên địa bàn phường").click()
    expect(page.locator(".said-back")).to_contain_text("ra Toàn phường, 3 lần")
    type_password(page)
    page.get_by_role("button", name="Phát khẩn cấp ngay").click()
    expect(page.get_by_text("ĐANG CHỜ LOA")).to_be_visible()
    assert clicks(page) == 3
    (order,) = street.house.store.waiting_orders()
    assert (order.bulletin, order.urgent, order.repeats) == (fire.id, True, 3)


def test_typed_words_are_on_their_way_after_two_clicks(street: Street) -> None:
    page = at_the_front_page(street)
    page.get_by_role("link", name="Phát khẩn cấp").click()
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type(WORDS)
    expect(page.locator("#estimate")).to_contain_text(f"{len(WORDS)}/600 ký tự · đọc khoảng")
    page.get_by_role("button", name="Tạo giọng đọc và xem lại").click()
    expect(page.get_by_text("Đang tạo giọng đọc…")).to_be_visible()
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.type("Cháy chợ")
    page.keyboard.press("Tab")
    type_password(page)
    expect(page.get_by_role("button", name="Phát khẩn cấp ngay")).to_be_disabled()
    render(street)
    expect(page.locator("#ready audio")).to_be_visible(timeout=5_000)
    expect(page.get_by_role("button", name="Phát khẩn cấp ngay")).to_be_enabled()
    expect(page.locator("#password")).to_have_value(PASSWORD)
    page.locator("#password").press("Enter")
    expect(page.get_by_text("ĐANG CHỜ LOA")).to_be_visible()
    assert clicks(page) == 2
    (order,) = street.house.store.waiting_orders()
    assert street.house.store.bulletin(order.bulletin).template == ONCE
    assert order.permit is not None and order.permit.reason == "Cháy chợ"


def test_the_sentence_follows_what_is_chosen(street: Street) -> None:
    fire = street.house.templates()["urgent_chay"]
    on_air(street.house, street.house.approved())
    page = street.signed_in("hoa")
    page.goto(f"/khan-cap/{fire.id}")
    page.locator("#password").fill("đang gõ dở")
    page.get_by_text("Đổi nơi phát, số lần, khoảng nghỉ").click()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Số lần").select_option("1")
    expect(page.locator(".said-back")).to_contain_text("1 lần, khoảng 28 giây")
    page.get_by_label("Bản tin bị ngắt").select_option("drop")
    expect(page.locator(".said-back")).to_contain_text("sẽ bị ngắt và không phát tiếp")
    expect(page.locator("#password")).to_have_value("đang gõ dở")
    assert not [address for address in asked if "password" in address]


def test_a_false_alarm_is_taken_back_with_one_click(street: Street) -> None:
    house = street.house
    fire = house.templates()["urgent_chay"]
    alarm = house.store.order_now(fire.id, True, None, house.people["hoa"], house.clock.at, repeats=3)
    house.store.take_order(alarm.id, house.clock.at)
    on_air(house, fire)
    page = street.signed_in("hoa")
    page.goto(f"/khan-cap/lan-phat/{alarm.id}")
    expect(page.get_by_text("ĐANG PHÁT KHẨN CẤP")).to_be_visible()
    page.locator("#password").focus()
    page.keyboard.type(PASSWORD)
    house.aired(fire, house.clock.at, occurrence=alarm.occurrence_key)
    expect(page.get_by_text("Lần 2/3")).to_be_visible(timeout=5_000)
    expect(page.locator("#password")).to_have_value(PASSWORD)
    page.get_by_role("button", name="Đính chính: báo nhầm").click()
    expect(page.get_by_text("Lời đính chính sẽ phát trong vài giây")).to_be_visible()
    (order,) = house.store.waiting_orders()
    assert house.store.bulletin(order.bulletin).template == urgent.CORRECTION
    assert alarm.occurrence_key in house.store.called().taken_back


def test_everybody_stops_it_with_one_click(street: Street) -> None:
    house = street.house
    fire = house.templates()["urgent_chay"]
    on_air(house, fire)
    page = at_the_front_page(street, "van")
    page.get_by_role("button", name="Dừng phát").click()
    expect(page.get_by_text("Đã ra lệnh dừng")).to_be_visible()
    stop = house.store.last_stop()
    assert clicks(page) == 1 and stop is not None and stop.by_name == "Bùi Hồng Vân"


def test_lan_loads_the_set_with_one_click_on_its_page(street: Street) -> None:
    page = at_the_front_page(street, "lan")
    page.get_by_role("link", name="Phát khẩn cấp").click()
    expect(page.get_by_text("Chưa có bản đính chính sẵn sàng")).to_be_visible()
    page.get_by_role("button", name="Nạp bộ mẫu khẩn cấp").click()
    expect(page.get_by_text(re.compile("Đã nạp 7 bản mẫu khẩn cấp"))).to_be_visible()
    assert clicks(page) == 2


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_urgent_pages_in_every_state_can_be_read_and_used(street: Street, width: int, scheme: str) -> None:
    house = street.house
    page = street.signed_in("hoa", width, scheme=scheme)
    looked: dict[str, list[str]] = {}

    def look(name: str) -> None:
        page.locator("main details.more").evaluate_all("all => all.forEach(one => { one.open = true; })")
        found = faults(page, width)
        found += [f"axe {one['id']}" for one in Axe().run(page, options=RULES).response["violations"]]
        if found:
            looked[name] = found

    page.goto("/khan-cap?mau=urgent_chay-tai")
    look("nothing loaded")
    fire = house.templates()["urgent_chay"]
    page.goto("/khan-cap")
    look("all ready")
    page.fill("#text", "Cháy.")
    page.get_by_role("button", name="Tạo giọng đọc và xem lại").click()
    expect(page.get_by_text("Đang tạo giọng đọc…")).to_be_visible()
    look("voice being made")
    house.clock.at += timedelta(hours=14)
    house.alive()
    page.goto(f"/khan-cap/{fire.id}")
    look("quiet hours")
    page.fill("#reason", "Cháy")
    page.fill("#password", "đoán mò")
    street.wrong.clear()
    page.get_by_role("button", name="Phát khẩn cấp ngay").click()
    expect(page.get_by_text("Tên đăng nhập hoặc mật khẩu không đúng")).to_be_visible()
    street.wrong[:] = [one for one in street.wrong if "401" not in one]
    look("wrong password")
    alarm = house.store.order_now(fire.id, True, None, house.people["hoa"], house.clock.at, repeats=3)
    house.store.take_order(alarm.id, house.clock.at)
    for state in ("sounding", "silent", "armed"):
        on_air(house, fire, state)
        page.goto(f"/khan-cap/lan-phat/{alarm.id}")
        look(state)
    house.store.close_order(alarm.id, OrderState.REFUSED, house.clock.at)
    page.reload()
    look("refused")

    assert looked == {}
