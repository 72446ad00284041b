"""Lịch phát and Nhật ký in a real browser: by keyboard alone, undone with a click, on paper, readable by all."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from broadcaster.campaign import Campaign, Obligation
from tests.browser.conftest import Street, serving
from tests.web.cast import House, day, nowhere
from tests.web.sample import sample

pytestmark = pytest.mark.browser

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
TUESDAY, THURSDAY = "2026-11-24", "2026-11-26"


def place(house: House, title: str, first: str, last: str | None, slot: str = "morning") -> None:
    """As Tùng."""
    made = house.approved(title)
    house.store.place(
        made.id, slot, day(first), day(last) if last else None, (), 0, house.people["tung"], house.clock.at
    )


def tab_to(page: Page, name: str) -> None:
    """The Tab key until something of that name has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        said = page.evaluate("document.activeElement.innerText || document.activeElement.value || ''")
        if name in str(said):
            return
    raise AssertionError(f"no Tab leads to {name}")


def test_a_bulletin_is_moved_by_keyboard_alone(street: Street) -> None:
    place(street.house, "Cảnh giác", TUESDAY, TUESDAY)
    page = street.signed_in("tung")
    page.goto("/lich-phat")
    tab_to(page, "Cảnh giác")
    page.keyboard.press("Enter")
    tab_to(page, "Dời sang…")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Dời “Cảnh giác”")).to_be_visible()
    page.locator("#khung-morning").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#khung-evening")).to_be_checked()
    expect(page.locator("#foreseen")).to_contain_text("17:15:00")
    tab_to(page, "Dời sang")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã dời “Cảnh giác”. Phát lúc 17:15 thứ Ba ngày 24/11/2026.")).to_be_visible()


def test_what_was_taken_off_by_mistake_is_put_back_with_one_click(street: Street) -> None:
    place(street.house, "Cảnh giác", TUESDAY, None)
    page = street.signed_in("tung")
    page.goto("/lich-phat")
    page.get_by_text("Cảnh giác").first.click()
    page.get_by_role("button", name="Bỏ mọi ngày").first.click()
    expect(page.get_by_text("Bạn vừa bỏ “Cảnh giác” khỏi lịch.")).to_be_visible()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Đã đưa “Cảnh giác” trở lại lịch.")).to_be_visible()
    expect(page.locator(".item-title", has_text="Cảnh giác").first).to_be_visible()


def test_the_rule_is_said_back_before_it_is_kept(street: Street) -> None:
    street.house.approved("Cảnh giác")
    page = street.signed_in("tung")
    page.goto(f"/lich-phat/them?ngay={TUESDAY}")
    page.get_by_label("Bản tin").select_option(index=1)
    page.get_by_label("Phát nhiều ngày").check()
    page.locator("label[for=thu-1]").click()
    page.locator("label[for=thu-3]").click()
    expect(page.locator("#foreseen")).to_contain_text("Phát lúc 06:30 thứ Ba và thứ Năm hằng tuần, từ 24/11/2026")
    page.get_by_role("button", name="Xếp vào lịch").click()
    expect(page.get_by_text("Đã xếp “Cảnh giác”. Phát lúc 06:30 thứ Ba và thứ Năm")).to_be_visible()


def test_a_campaign_lies_over_its_days_as_a_band(street: Street) -> None:
    house = street.house
    wanted = Campaign(nowhere(), "Cao điểm phòng chống lừa đảo", day(TUESDAY), day(THURSDAY), Obligation(plays=1))
    house.store.begin_campaign(wanted, house.people["lan"], house.clock.at)
    page = street.signed_in("van")
    page.goto("/lich-phat")
    band = page.get_by_role("link", name="Cao điểm phòng chống lừa đảo (24/11 – 26/11)")
    expect(band).to_be_visible()
    left, right = band.bounding_box(), page.locator(".day").nth(3).bounding_box()
    tuesday = page.locator(".day").nth(1).bounding_box()
    assert left and right and tuesday
    assert abs(left["x"] - tuesday["x"]) < 2
    assert abs(left["x"] + left["width"] - right["x"] - right["width"]) < 2


def test_a_week_fits_on_one_sheet_of_paper(tmp_path: Path, browser: Browser) -> None:
    for street in serving(sample(tmp_path), browser):
        page = street.signed_in("tung", scheme="dark")
        page.goto("/lich-phat")
        paper = tmp_path / "tuan.pdf"
        page.pdf(path=paper, prefer_css_page_size=True)
        sheets = PdfReader(paper).pages
        assert len(sheets) == 1
        assert float(sheets[0].mediabox.width) > float(sheets[0].mediabox.height)
        assert abs(float(sheets[0].mediabox.width) - 842) < 3
        assert "Lịchpháttuần23/11/2026" in "".join(sheets[0].extract_text().split())


def test_each_tick_leads_to_its_day(tmp_path: Path, browser: Browser) -> None:
    for street in serving(sample(tmp_path), browser):
        page = street.signed_in("van")
        page.goto("/nhat-ky")
        page.get_by_role("link", name="17/11/2026: Phát đủ 1 lượt, Phát lỗi 1 lượt").click()
        expect(page.locator("#tu")).to_have_value("2026-11-17")
        page.get_by_role("link", name="chi tiết").first.click()
        expect(page.get_by_role("heading", name="Loa đã phát")).to_be_visible()
