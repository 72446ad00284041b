"""Cài đặt and Tài khoản in a real browser: changed, taken back, a slip handed over; readable by everybody."""

from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Street, serving
from tests.browser.test_looks import faults
from tests.web.sample import sample

pytestmark = pytest.mark.browser

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


def test_a_setting_is_changed_and_taken_back(street: Street) -> None:
    page = street.signed_in("quang")
    page.get_by_text("Đỗ Quang").first.click()
    page.get_by_role("link", name="Cài đặt").click()
    page.get_by_role("link", name="Đài", exact=True).click()
    page.get_by_label("Tên đài").fill("Đài lỡ tay")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu cài đặt")).to_be_visible()
    expect(page.locator(".brand")).to_contain_text("Đài lỡ tay")
    page.get_by_role("link", name="Cài đặt").first.click()
    page.get_by_role("link", name="Xem và dùng lại").click()
    expect(page.locator(".diff-new")).to_contain_text("Đài lỡ tay")
    page.get_by_role("button", name="Dùng lại bản trước thay đổi này").click()
    expect(page.locator(".brand")).to_contain_text("Đài truyền thanh phường Hòa Mẫu")


def test_the_second_of_two_sees_the_conflict_and_loses_nothing(street: Street) -> None:
    first, second = street.signed_in("quang"), street.signed_in("quang")
    first.goto("/cai-dat/dai")
    second.goto("/cai-dat/dai")
    second.get_by_label("Nơi tiếp nhận tin báo").fill("Trực ban 0900 000 113")
    second.get_by_role("button", name="Lưu").click()
    expect(second.get_by_text("Đã lưu cài đặt")).to_be_visible()
    first.get_by_label("Tên đài").fill("Đài của tôi")
    first.get_by_role("button", name="Lưu").click()
    expect(first.get_by_text("Có người vừa đổi cài đặt trước bạn")).to_be_visible()
    expect(first.get_by_text("Đang dùng: Trực ban 0900 000 113")).to_be_visible()
    expect(first.get_by_label("Tên đài")).to_have_value("Đài của tôi")
    street.wrong[:] = [one for one in street.wrong if "409" not in one]


def test_a_slip_is_handed_over_and_changed_at_the_door(street: Street) -> None:
    page = street.signed_in("quang")
    page.goto("/tai-khoan")
    page.get_by_text("Quản lý Nguyễn Thị Lan").click()
    page.get_by_text("In phiếu mật khẩu mới cho Nguyễn Thị Lan").click()
    expect(page.get_by_text("Mật khẩu đang dùng của Nguyễn Thị Lan mất hiệu lực ngay")).to_have_count(2)
    page.locator(".person[class]", has_text="Nguyễn Thị Lan").get_by_role("button", name="in phiếu").click()
    password = page.locator(".slip .one-time").inner_text()
    lan = street.window()
    lan.goto("/dang-nhap")
    lan.fill("#username", "lan")
    lan.fill("#password", password)
    lan.click("main button")
    expect(lan.get_by_role("heading", name="Đổi mật khẩu")).to_be_visible()
    lan.fill("#old", password)
    lan.fill("#new", "trời mưa bong bóng phập phồng")
    lan.fill("#again", "trời mưa bong bóng phập phồng")
    lan.get_by_role("button", name="Đổi mật khẩu").last.click()
    lan.goto("/ban-tin")
    expect(lan.get_by_role("heading", name="Bản tin", exact=True)).to_be_visible()


def test_a_page_of_settings_is_not_left_by_a_slip(street: Street) -> None:
    page = street.signed_in("quang")
    page.goto("/cai-dat/loi")
    page.get_by_label("Lời mở đầu").fill("Xin chào.")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/cai-dat")
    assert asked == ["beforeunload"]


def look_at(page: Page, width: int, found: dict[str, list[str]], name: str) -> None:
    """What cannot be read or used on this page, with everything unfolded."""
    page.locator("main details.more").evaluate_all("all => all.forEach(one => { one.open = true; })")
    wrong = faults(page, width)
    wrong += [f"axe {one['id']}" for one in Axe().run(page, options=RULES).response["violations"]]
    if wrong:
        found[name] = wrong


LOOKS = [(1280, "light"), (390, "dark")]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_what_settings_and_accounts_answer_can_be_read_and_used(
    tmp_path: Path, browser: Browser, width: int, scheme: str
) -> None:
    found: dict[str, list[str]] = {}
    for street in serving(sample(tmp_path), browser):
        page = street.signed_in("quang", width, scheme=scheme)
        look = partial(look_at, page, width, found)
        page.goto("/cai-dat/chi-tieu")
        page.locator("#quota-plays").evaluate("one => { one.max = ''; one.value = '99'; }")
        page.get_by_role("button", name="Lưu").click()
        look("refused")
        page.goto("/cai-dat/dai")
        page.get_by_label("Tên phường").fill("phường Bên")
        page.get_by_role("button", name="Lưu").click()
        look("kept")
        page.goto("/cai-dat")
        page.get_by_role("link", name="Xem và dùng lại").click()
        look("former")
        page.goto("/tai-khoan")
        page.get_by_label("Cấp cho ai").fill("Lịch của Tùng")
        page.get_by_role("button", name="Cấp mã").click()
        look("token")
        page.goto("/tai-khoan")
        page.locator("details.more > summary").first.click()
        page.locator("summary", has_text="In phiếu mật khẩu mới").first.click()
        look("consequence")
        page.get_by_role("button", name="Bỏ mật khẩu cũ, in phiếu").first.click()
        look("slip")
        street.wrong[:] = [one for one in street.wrong if "400" not in one]
    assert found == {}
