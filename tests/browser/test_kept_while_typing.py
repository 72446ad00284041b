"""What is typed is not lost: kept by the station, by the browser, over a session that ended."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Street
from tests.browser.editing import AREA, blank, kept, left_in_the_browser, sign_in
from tests.web.writing.drafts_of_lan import TEXT

pytestmark = pytest.mark.browser


def test_what_is_typed_is_kept_and_comes_back_on_another_machine(street: Street) -> None:
    page = blank(street)
    page.get_by_label(AREA).press_sequentially("Mời bà con ")
    kept(page)
    expect(page.get_by_label(AREA)).to_be_focused()
    other = street.signed_in("lan")
    other.get_by_role("link", name="Viết hoặc dán bài").click()
    other.get_by_role("link", name="Viết tiếp bài này").click()

    expect(other.get_by_label(AREA)).to_have_value("Mời bà con")
    assert street.house.store.bulletins() == []


def test_leaving_after_it_was_kept_asks_nothing(street: Street) -> None:
    page = blank(street)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label(AREA).press_sequentially("Mời bà con.")
    kept(page)
    page.goto("/ban-tin")

    assert asked == []


def test_the_browser_keeps_a_copy_when_the_station_cannot(street: Street) -> None:
    page = left_in_the_browser(street)
    page.get_by_role("button", name="Lấy lại bài này").click()
    expect(page.get_by_label(AREA)).to_have_value("Chữ không được mất.")
    street.wrong[:] = [one for one in street.wrong if "ERR_FAILED" not in one]


def test_what_the_browser_kept_can_be_had_back_after_it_was_taken_or_dropped(street: Street) -> None:
    page = left_in_the_browser(street)
    done = page.locator("#local-done")
    for deed, said in (("Bỏ", "Đã bỏ bài viết dở"), ("Lấy lại bài này", "Đã lấy lại bài viết dở")):
        page.locator("#local").get_by_role("button", name=deed).click()
        expect(done).to_contain_text(said)
        done.get_by_role("button", name="Hoàn tác").click()
        expect(page.get_by_label(AREA)).to_have_value("")
        expect(page.locator("#local")).to_be_visible()
    page.get_by_role("button", name="Lấy lại bài này").click()
    expect(page.get_by_label(AREA)).to_have_value("Chữ không được mất.")
    street.wrong[:] = [one for one in street.wrong if "ERR_FAILED" not in one]


def test_going_back_is_offered_until_the_officer_writes_on(street: Street) -> None:
    page = left_in_the_browser(street)
    local, done, area = page.locator("#local"), page.locator("#local-done"), page.get_by_label(AREA)
    for deed, stands in (("Bỏ", ""), ("Lấy lại bài này", "Chữ không được mất.")):
        local.get_by_role("button", name=deed).click()
        expect(done).to_be_visible()
        expect(area).to_have_value(stands)
        done.get_by_role("button", name="Hoàn tác").click()
    for deed, stands in (("Lấy lại bài này", "Chữ không được mất."), ("Bỏ", "")):
        local.get_by_role("button", name=deed).click()
        expect(done).to_be_visible()
        area.press("End")
        expect(done).to_be_visible()
        area.press_sequentially(" Viết tiếp.")
        expect(done).to_be_hidden()
        expect(area).to_have_value(f"{stands} Viết tiếp.")
        expect(page.locator("[data-kept]")).to_contain_text("Bài vẫn còn trên trình duyệt này", timeout=15_000)
        page.goto("/ban-tin/moi?mau=")
        expect(local).to_be_visible()
    street.wrong[:] = [one for one in street.wrong if "ERR_FAILED" not in one]


def test_a_document_that_is_brought_in_ends_the_offer_to_go_back_too(street: Street) -> None:
    page = left_in_the_browser(street)
    page.get_by_role("button", name="Lấy lại bài này").click()
    expect(page.locator("#local-done")).to_be_visible()
    given = page.evaluate_handle(
        "text => { const all = new DataTransfer(); all.items.add(new File([text], 'bai.txt')); return all; }", TEXT
    )
    for name in ("dragover", "drop"):
        page.dispatch_event("#text", name, {"dataTransfer": given})
    expect(page.get_by_label(AREA)).to_have_value(re.compile("Chữ không được mất.[\\s\\S]+"), timeout=20_000)
    expect(page.locator("#local-done")).to_be_hidden()
    street.wrong[:] = [one for one in street.wrong if "ERR_FAILED" not in one]


def test_a_session_that_ended_loses_nothing(street: Street) -> None:
    page = blank(street)
    page.on("dialog", lambda dialog: dialog.accept())
    page.context.clear_cookies()
    page.get_by_label(AREA).fill("Viết lúc phiên đã hết.")
    expect(page.locator("[data-kept]")).to_contain_text("Phiên làm việc đã hết", timeout=15_000)
    page.get_by_role("button", name="Lưu nháp").click()
    page.wait_for_url(re.compile("dang-nhap"))
    sign_in(page)
    page.goto("/ban-tin/moi?mau=")
    page.get_by_role("button", name="Lấy lại bài này").click()
    expect(page.get_by_label(AREA)).to_have_value("Viết lúc phiên đã hết.")
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.get_by_text("Đã lưu bản nháp.")).to_be_visible()
    page.goto("/ban-tin/moi?mau=")
    expect(page.locator("#local")).to_be_hidden()
    street.wrong[:] = [one for one in street.wrong if "401" not in one]


def test_after_signing_in_again_beside_it_the_editor_goes_on(street: Street) -> None:
    page = blank(street)
    page.context.clear_cookies()
    page.get_by_label(AREA).fill("Viết lúc phiên đã hết.")
    expect(page.locator("[data-kept]")).to_contain_text("Phiên làm việc đã hết", timeout=15_000)
    beside = page.context.new_page()
    beside.goto("/dang-nhap")
    sign_in(beside)
    page.get_by_label(AREA).press_sequentially(" Rồi viết tiếp.")
    kept(page)
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.get_by_text("Đã lưu bản nháp.")).to_be_visible()
    street.wrong[:] = [one for one in street.wrong if "401" not in one and "400" not in one]
