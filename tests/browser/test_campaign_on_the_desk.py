"""The whole way in a real browser: document, confirmation, campaign, rotation, approval, grid."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from broadcaster.bulletin import Topic
from tests.broadcaster.office.test_campaigning import TEXT
from tests.browser.conftest import Street
from tests.browser.test_journey_on_the_desk import listen, render
from tests.browser.test_looks import faults
from tests.builders import at

pytestmark = pytest.mark.browser


def wrong_with(page: Page) -> list[str]:
    """What axe complains of, and what is too small, too pale or too wide."""
    violations = Axe().run(page).response["violations"]
    found = [f"{one['id']} {node['html'][:120]}" for one in violations for node in one["nodes"]]
    page.evaluate("() => document.querySelectorAll('main details.more').forEach(one => { one.open = true; })")
    return [*found, *faults(page, page.viewport_size["width"] if page.viewport_size else 0)]


def clean(page: Page) -> None:
    """Nothing is wrong with the page as it stands."""
    assert wrong_with(page) == []


def test_from_the_document_to_a_day_that_is_met(street: Street) -> None:
    house = street.house
    for number in range(4):
        house.approved(f"Cảnh giác số {number}", topic=Topic.T01)
    lan = street.signed_in("lan")
    lan.goto("/lich-phat")
    lan.get_by_role("main").get_by_role("link", name="Văn bản và đợt cao điểm").click()
    lan.get_by_role("main").get_by_role("link", name="Văn bản chỉ đạo").first.click()
    lan.get_by_label("Tệp .docx, .pdf hoặc .txt").set_input_files(
        {"name": "15-KH.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}
    )
    lan.get_by_role("button", name="Đọc văn bản").click()
    confirm_findings(lan)
    begin_campaign(lan)
    lan.get_by_role("link", name="Đề xuất lịch luân phiên").click()
    clean(lan)
    expect(lan.locator("input[name=luot]")).to_have_count(19)
    lan.get_by_role("button", name="Xếp các lượt đã đánh dấu").click()
    expect(lan.get_by_text("Đã xếp 19 lượt vào lịch phát.")).to_be_visible()
    clean(lan)
    approve_another(street)
    house.clock.at = at("18:00")
    for bulletin, hour, slot in zip(
        house.store.bulletins()[:2], ("06:30", "17:15"), ("morning", "evening"), strict=True
    ):
        house.aired(bulletin, at(hour), slot=slot)
    lan.reload()
    expect(lan.locator(".grid-day").first).to_contain_text("Đạt")
    expect(lan.locator(".grid-day").first).to_contain_text("02 lượt")
    lan.get_by_role("button", name="Gỡ cả lượt xếp này").click()
    expect(lan.get_by_text("Đã gỡ cả 19 lượt khỏi lịch phát.")).to_be_visible()


def confirm_findings(lan: Page) -> None:
    """Each number leads from the sentence to its field and back; the number is corrected; a person confirms."""
    expect(lan.get_by_text("Chờ xác nhận: chưa có gì được áp dụng")).to_be_visible()
    clean(lan)
    mark = lan.locator(".cite").nth(2)
    number = mark.inner_text()
    mark.click()
    expect(lan).to_have_url(re.compile(f"#muc-{number}$"))
    expect(lan.locator(f"#muc-{number}")).to_be_in_viewport()
    lan.locator("#so").fill("16/KH-UBND")
    for topic in lan.locator("input[name=chu-de]:checked").all():
        topic.uncheck()
    lan.locator("#chu-de-T01").check()
    lan.get_by_role("button", name="Xác nhận nội dung").click()
    expect(lan.get_by_text("Nguyễn Thị Lan xác nhận")).to_be_visible()


def begin_campaign(lan: Page) -> None:
    """The form comes filled in."""
    lan.get_by_role("link", name="Lập đợt cao điểm").click()
    expect(lan.locator("#tu")).to_have_value("2026-11-23")
    expect(lan.locator("#den")).to_have_value("2026-12-04")
    expect(lan.locator("#khung-morning")).to_be_checked()
    expect(lan.locator("#khung-evening")).to_be_checked()
    clean(lan)
    lan.locator("#qua-lap").fill("5")
    lan.locator("#phu-trach").fill("Phòng Văn hóa - Xã hội: phát thanh")
    lan.get_by_role("button", name="Lập đợt cao điểm").click()
    expect(lan.get_by_text("Bước tiếp theo: xem đề xuất lịch luân phiên.")).to_be_visible()


def approve_another(street: Street) -> None:
    """Minh hears one more bulletin and approves it; the rotation may use it from then on."""
    draft = street.house.draft("Cảnh giác số mới", topic=Topic.T01)
    street.house.store.submit(draft.id, draft.version, street.house.people["lan"], street.house.clock.at)
    render(street)
    minh = street.signed_in("minh")
    minh.goto(f"/cho-duyet/{draft.id}")
    listen(minh)
    expect(minh.get_by_text("Bạn đã nghe hết bản này")).to_be_visible(timeout=15_000)
    minh.get_by_role("button", name="Duyệt", exact=True).click()
    expect(minh.get_by_text("Đã duyệt “Cảnh giác số mới”")).to_be_visible()
