"""The desk in English: its words are longer than ours in places, and must fit a phone all the same."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.browser.conftest import answering
from tests.browser.test_every_page import ALL, AXE, Walk
from tests.web.everything import everything, pages
from web.tongue.speaking import COOKIE

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Walk]:
    """One busy station for all pages."""
    full = everything(tmp_path_factory.mktemp("ward"))
    for street in answering(full.house, browser):
        yield Walk(street, pages(full))
    full.house.store.close()


def in_english(walk: Walk, who: str) -> Page:
    """The window of somebody who has chosen English, on a phone."""
    window = walk.window(who)
    window.context.add_cookies([{"name": COOKIE, "value": "en", "url": walk.street.address}])
    window.set_viewport_size(PHONE)
    return window


def test_every_english_page_fits_a_phone(walk: Walk) -> None:
    wide = []
    for places in walk.places.values():
        for who, address in places:
            window = in_english(walk, who)
            window.goto(walk.street.address + address)
            if window.evaluate(TOO_WIDE) > 0:
                wide.append(address)

    assert wide == []


@pytest.mark.parametrize("endpoint", ["auth.sign_in", "onair.page", "schedule.page", "bulletins.edit", "playlog.page"])
def test_an_english_page_has_names_for_everything(walk: Walk, endpoint: str) -> None:
    who, address = walk.places[endpoint][0]
    window = in_english(walk, who)
    window.goto(walk.street.address + address)
    window.evaluate(AXE_SCRIPT)

    assert window.evaluate(AXE, ALL) == []
    assert window.evaluate("() => document.documentElement.lang") == "en"


def test_english_is_chosen_in_the_menu_and_left_again(walk: Walk) -> None:
    window = walk.street.signed_in("minh")
    window.goto(walk.street.address + "/lich-phat")
    window.click("details.account summary")
    window.get_by_role("button", name="English").click()
    window.wait_for_url("**/lich-phat")
    assert window.locator("h1").inner_text() == "Schedule"

    window.click("details.account summary")
    window.get_by_role("button", name="Tiếng Việt").click()
    window.wait_for_url("**/lich-phat")
    assert window.locator("h1").inner_text() == "Lịch phát"
