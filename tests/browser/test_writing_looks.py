"""Two officers who wrote at once: both texts on one page that can be read and used on a phone."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Street
from tests.browser.test_looks import faults

pytestmark = pytest.mark.browser

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


def look(page: Page, width: int) -> list[str]:
    """What cannot be read, hit, named or reached."""
    page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    page.evaluate("document.querySelectorAll('[role=status]').forEach(one => one.offsetHeight)")
    return [
        *faults(page, width),
        *(f"axe {one['id']}" for one in Axe().run(page, options=RULES).response["violations"]),
    ]


def test_two_texts_that_meet_can_be_read_and_used(street: Street) -> None:
    draft = street.house.draft()
    page = street.signed_in("lan", 390)
    page.goto(f"/ban-tin/{draft.id}/sua")
    page.fill("#text", "Bản của Lan.")
    script = replace(draft.script, text="Bản của Hoa, lưu trước.")
    street.house.store.edit_bulletin(draft.id, 1, script, street.house.people["hoa"], street.house.clock.at)
    page.get_by_role("button", name="Lưu nháp").click()
    page.get_by_text("Hai người cùng sửa").first.wait_for()
    street.wrong[:] = [one for one in street.wrong if "409" not in one]

    assert look(page, 390) == []
