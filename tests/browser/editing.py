"""The editor in a real browser, as the tests open it."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Street
from tests.web.cast import PASSWORD

AREA = "Nội dung sẽ đọc trên loa"


def blank(street: Street, who: str = "lan", width: int = 1280) -> Page:
    """The empty editor."""
    page = street.signed_in(who, width)
    page.goto("/ban-tin/moi?mau=")
    return page


def left_in_the_browser(street: Street) -> Page:
    """The empty editor, opened again after a text was typed that the station could not be told of."""
    page = blank(street)
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/ban-tin/tu-luu", lambda route: route.abort())
    page.get_by_label(AREA).fill("Chữ không được mất.")
    expect(page.locator("[data-kept]")).to_contain_text("Bài vẫn còn trên trình duyệt này", timeout=15_000)
    page.goto("/ban-tin/moi?mau=")
    return page


def kept(page: Page) -> None:
    """Until the station has what was typed."""
    expect(page.locator("[data-kept]")).to_have_text("Đã lưu lúc 08:00", timeout=15_000)


def sign_in(page: Page) -> None:
    """Lan signs in where she is asked to."""
    page.fill("#username", "lan")
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_url(lambda address: "dang-nhap" not in address)
