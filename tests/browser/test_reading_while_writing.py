"""While Lan writes: the reading beside the text, a slip mended with one click, a word taught with another."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from broadcaster.bulletin import Status
from tests.browser.conftest import Street

pytestmark = pytest.mark.browser

TEXT = "Thủ đoạn phò biến rồi lại phò biến. Mời tổ ABCX họp lúc 19h30."


def editor(street: Street, width: int = 1280, **more: Any) -> Page:
    """A blank editor with a text in which two things are doubtful."""
    page = street.signed_in("lan", width, **more)
    page.goto("/ban-tin/moi?mau=")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Nội dung sẽ đọc trên loa").fill(TEXT)
    return page


def test_a_slip_is_listed_and_mended_with_one_click_where_it_stands(street: Street) -> None:
    page = editor(street)
    area = page.get_by_label("Nội dung sẽ đọc trên loa")
    expect(page.locator(".doubt")).to_have_count(3)
    page.get_by_role("button", name="Sửa trong bài “phổ biến”").nth(1).click()
    expect(area).to_have_value(TEXT.replace("lại phò biến", "lại phổ biến"))
    expect(area).to_be_focused()
    expect(page.locator(".doubt")).to_have_count(2)
    page.get_by_role("button", name="Sửa trong bài “phổ biến”").click()
    expect(page.locator(".doubt")).to_have_count(1)
    expect(page.locator("#reading")).not_to_contain_text("phò biến")
    area.press("Control+z")
    expect(page.locator(".doubt")).to_have_count(2)


def test_a_word_is_taught_and_read_so_at_once(street: Street) -> None:
    page = editor(street)
    field = page.get_by_label("Đọc là: ABCX")
    expect(field).to_have_value("a bê xê ích")
    field.fill("số 5")
    page.get_by_role("button", name="Lưu vào từ điển của phường “ABCX”").click()
    expect(page.get_by_text("Lời đọc phải là các tiếng đọc được")).to_be_visible()
    field.fill("an bình chiến xuân")
    field.press("Enter")
    expect(page.locator("#doubts")).to_contain_text("Đã ghi vào từ điển")
    expect(page.locator("#reading")).to_contain_text("an bình chiến xuân")
    expect(page.locator("#doubts-head")).to_be_focused()
    expect(page).to_have_url(re.compile("/ban-tin/moi"))
    expect(page.get_by_label("Nội dung sẽ đọc trên loa")).to_have_value(TEXT)
    page.goto("/tu-dien")
    expect(page.get_by_text("an bình chiến xuân")).to_be_visible()


def test_the_reading_stands_open_beside_the_text_and_waits_on_a_phone(street: Street) -> None:
    wide, phone = editor(street), editor(street, 390)

    expect(wide.locator("#reading")).to_contain_text("mười chín giờ ba mươi phút")
    expect(wide.locator("#reading")).to_be_visible()
    expect(phone.locator(".doubt")).to_have_count(3)
    expect(phone.locator("#reading")).to_be_hidden()
    phone.get_by_text("Sẽ đọc là…").click()
    expect(phone.locator("#reading")).to_be_visible()
    phone.get_by_label("Nội dung sẽ đọc trên loa").press_sequentially(" Gọi 113.")
    expect(phone.locator("#reading")).to_contain_text("một một ba")
    expect(phone.locator("#reading")).to_be_visible()


def test_enter_in_the_title_teaches_nothing(street: Street) -> None:
    page = editor(street)
    expect(page.locator(".doubt")).to_have_count(3)
    page.get_by_label("Tiêu đề").fill("Mời họp")
    page.get_by_label("Tiêu đề").press("Enter")
    expect(page.get_by_text("Đang đợi đến lượt tạo bản nghe")).to_be_visible()
    page.goto("/tu-dien")
    expect(page.get_by_text("Chưa có chữ nào của riêng phường")).to_be_visible()


def test_without_scripts_a_word_is_taught_and_the_question_before_submitting_is_asked(street: Street) -> None:
    page = editor(street, java_script_enabled=False)
    page.get_by_label("Tiêu đề").fill("Mời họp")
    page.get_by_role("button", name="Lưu nháp").click()
    page.get_by_role("button", name="Gửi duyệt").click()
    expect(page.get_by_text("Chưa gửi. Còn 3 chỗ chưa chắc cách đọc")).to_be_visible()
    page.get_by_role("link", name="Sửa trong bài").click()
    expect(page.get_by_role("button", name="Sửa trong bài")).to_have_count(0)
    page.get_by_label("Đọc là: ABCX").fill("an bình")
    page.get_by_role("button", name="Lưu vào từ điển của phường").click()
    expect(page.get_by_text("Đã ghi vào từ điển")).to_be_visible()
    page.get_by_label("Nội dung sẽ đọc trên loa").fill(TEXT.replace("phò", "phổ"))
    page.get_by_role("button", name="Lưu nháp").click()
    page.get_by_role("button", name="Gửi duyệt").click()
    expect(page.get_by_text("Đã gửi duyệt.")).to_be_visible()
    assert street.house.store.bulletins(status=Status.PENDING)
