"""A desk that answers for months: what a page or a sign-in leaves behind would be met again thousands of times."""

import gc
from collections import Counter
from datetime import timedelta

from tests.web.cast import MONDAY, Browser, House
from tests.web.sample import on_air

PAGES = (
    *("/", "/ban-tin", "/lich-phat", "/nhat-ky", "/bao-cao", "/kiem-tra-may", "/tro-giup", "/van-ban", "/ban-ghi"),
    *("/tu-dien", "/khan-cap", "/manh/dang-phat", "/manh/dai", "/manh/hom-nay"),
)
ROUNDS = 8
FEW = 4 * len(PAGES)
"""Objects for all pages together; one object kept by one look at each of them makes twice as many in eight rounds."""


def test_a_page_looked_at_again_leaves_nothing_in_memory(house: House) -> None:
    bulletin = house.approved()
    house.store.place(bulletin.id, "evening", MONDAY.date(), None, (), 0, house.people["tung"], house.clock.at)
    on_air(house, bulletin)
    browser = house.signed_in("lan")
    for _ in range(3):  # what is made at the first look, and bounded caches, stay
        _round(house, browser)
    before = _alive()
    for _ in range(ROUNDS):
        _round(house, browser)
    grown = _alive() - before
    assert sum(grown.values()) < FEW, grown.most_common(10)


def _round(house: House, browser: Browser) -> None:
    house.clock.at += timedelta(seconds=20)
    house.store.beat("daemon", 1, house.clock.at, {})
    for page in PAGES:
        assert browser.open(page).status_code == 200, page


def _alive() -> Counter[str]:
    gc.collect()
    return Counter(type(one).__qualname__ for one in gc.get_objects())
