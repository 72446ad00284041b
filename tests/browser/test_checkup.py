"""Kiểm tra máy and Trợ giúp in a real browser: found from every page, readable on a phone, and a file comes down."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Street

pytestmark = pytest.mark.browser


def test_the_way_to_help_and_to_the_support_file(street: Street) -> None:
    page = street.signed_in("van")
    page.goto("/lich-phat")
    page.get_by_text("Bùi Hồng Vân").first.click()
    page.get_by_role("link", name="Trợ giúp").click()
    expect(page.get_by_role("heading", name="Lịch phát")).to_be_visible()
    page.get_by_role("link", name="Kiểm tra máy").last.click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Tải tệp hỗ trợ").click()
    assert coming.value.suggested_filename.endswith(".zip")
