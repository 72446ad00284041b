"""Kiểm tra máy and Trợ giúp in a real browser: found from every page, readable on a phone, and a file comes down."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Street, serving
from tests.browser.test_looks import faults
from tests.web.cast import House, station_in

pytestmark = pytest.mark.browser

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_the_pages_fit_and_can_be_read_by_everybody(tmp_path: Path, browser: Browser, width: int, scheme: str) -> None:
    house = House(station_in(tmp_path)).hire()
    house.store.raise_fault("no_backup", "3", house.clock.at)
    house.store.raise_fault("muted", "Loa", house.clock.at)
    for street in serving(house, browser):
        page = street.signed_in("tung", width, scheme=scheme)
        for address in ("/kiem-tra-may", "/tro-giup", "/tro-giup/khan-cap"):
            page.goto(address)
            wrong = faults(page, width)
            violations = Axe().run(page, options=RULES).response["violations"]
            wrong += [f"axe {one['id']} {one['nodes'][0]['html'][:90]}" for one in violations]
            assert wrong == [], address


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
