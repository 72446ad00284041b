"""Every page of the desk, wide and narrow, light and dark: read, hit, named, reached by keyboard, and still.

Each page is opened on an office screen and on a phone; then only the window and the colours change under it. The rules
about colours are asked in the dark again, all the others once at each width: the dark changes nothing but colours.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Street, answering
from tests.browser.test_looks import faults
from tests.web.cast import House, station_in
from tests.web.everything import everything, pages

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
ALL = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}} | {
    "resultTypes": ["violations"]
}
AXE = (
    "rules => axe.run(document, rules).then(found => found.violations.map(one => `axe ${one.id} ${one.nodes[0].html}`))"
)
UNFOLD = "all => all.forEach(one => { one.open = true; })"
UNFOLD_ONE = "all => { if (all.length) all[0].open = true; }"
MOVES = (
    "() => document.getAnimations().filter(one => one.playState === 'running').map(one => `moves ${one.animationName}`)"
)
REACHED = """() => {
  const wanted = 'a[href], button, input:not([type=hidden]), select, textarea, summary, audio[controls], [tabindex]';
  return [...document.querySelectorAll(wanted)]
    .filter(one => one.checkVisibility() && !one.disabled && !one.closest(':disabled'))
    .filter(one => one.tabIndex > 0 || (one.tabIndex < 0 && !one.matches('h1, h2, main, [tabindex="-1"]')))
    .map(one => `out of the keyboard's way: ${one.outerHTML.slice(0, 90)}`); }"""

NOT_PAGES = frozenset(
    {
        "static", "tongue.script", "api.description", "api.figures", "api.health", "api.log", "api.plan", "api.status",
        "calendar_feed.download", "calendar_feed.feed", "directives.original", "hearing.look", "hearing.sound",
        "mp3.download", "playlog.export", "recordings.listen", "reports.download", "reports.log_book",
        "reports.take_template", "sound.play", "takeout.fetch", "voices.trial",
    }
)  # fmt: skip
"""Files, sounds and data."""

FRAGMENTS = frozenset(
    {
        "onair.now_fragment", "onair.day_fragment", "onair.strip", "campaigns.today_fragment", "moving.foreseen",
        "mp3.progress", "recordings.card", "settings.backup_fragment", "sound.progress", "sound_test.fragment",
        "takeout.fragment", "urgent_order.foreseen", "urgent_order.watch_fragment", "voices.fragment",
    }
)  # fmt: skip
"""Parts of pages that are walked here, or in the tests of what moves on them."""

ELSEWHERE = frozenset({"setup.page", "urgent.again", "playlog.verify"})
"""The set-up below; the others lead on to a page that is walked."""


@dataclass
class Walk:
    """The station, and a window for each who looks."""

    street: Street
    places: dict[str, list[tuple[str, str]]]
    windows: dict[str, Page] = field(default_factory=dict)

    def window(self, who: str) -> Page:
        """The window of `who`, signed in once."""
        if who not in self.windows:
            self.windows[who] = self.street.signed_in(who) if who else self.street.window()
        return self.windows[who]


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Walk]:
    """One busy station for all pages."""
    full = everything(tmp_path_factory.mktemp("ward"))
    for street in answering(full.house, browser):
        yield Walk(street, pages(full))
    full.house.store.close()


ENDPOINTS = [
    "approvals.page", "approvals.review", "auth.password", "auth.sign_in", "bulletins.check", "bulletins.edit",
    "bulletins.new", "bulletins.page", "bulletins.show", "campaigns.edit", "campaigns.new", "campaigns.page",
    "campaigns.show", "checkup.page", "clock.page", "columns.page", "deeds.page", "dictionary.page",
    "directives.page", "directives.show", "drafting.document", "help.page", "help.show", "moving.form", "onair.page",
    "orders.confirm", "people.page", "playlog.entry", "playlog.page", "recorded.edit", "recorded.new",
    "recordings.page", "relays.edit", "relays.new", "reports.form_page", "reports.page", "rotations.show",
    "schedule.add", "schedule.page", "settings.former", "settings.page", "settings.show", "sound.confirm_again",
    "urgent.page", "urgent_order.confirm", "urgent_order.watch", "versions.page", "voices.page",
]  # fmt: skip


def test_no_page_is_left_out(walk: Walk) -> None:
    rules = walk.street.house.app.url_map.iter_rules()
    readable = {rule.endpoint for rule in rules if "GET" in (rule.methods or set())}

    assert sorted(walk.places) == sorted(ENDPOINTS)
    assert readable == set(ENDPOINTS) | NOT_PAGES | FRAGMENTS | ELSEWHERE


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_the_page_can_be_read_and_used_on_every_screen(walk: Walk, endpoint: str) -> None:
    found: dict[str, list[str]] = {}
    for who, address in walk.places[endpoint]:
        walk.street.wrong.clear()
        page = walk.window(who)
        for widths in ((1280, 768), (390,)):
            page.set_viewport_size({"width": widths[0], "height": 860})
            answer = page.goto(address)
            assert answer is not None and answer.status == 200, address
            said = [*walk.street.wrong, *(one for width in widths for one in look(page, width))]
            walk.street.wrong.clear()  # axe styles what it measures, and the page's policy forbids that
            if said:
                found.setdefault(f"{who} {address}", []).extend(said)
    assert found == {}


def look(page: Page, width: int) -> list[str]:
    """What cannot be read, hit, named or reached at that width, in the light and in the dark."""
    page.set_viewport_size({"width": width, "height": 860})
    page.locator("main details:not(.item-menu)").evaluate_all(UNFOLD)
    page.locator(".item-menu").evaluate_all(UNFOLD_ONE)
    found: list[str] = []
    for scheme, rules in (("light", ALL), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        said = faults(page, width, pale=False) + judged(page, rules)
        if scheme == "light":
            said += page.evaluate(REACHED) + page.evaluate(MOVES)
        found += [f"{width} {scheme}: {one}" for one in said]
    return found


def judged(page: Page, rules: dict[str, Any]) -> list[str]:
    """What axe says; it is put into a page once."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    said: list[str] = page.evaluate(AXE, rules)
    return said


def test_the_pages_of_the_first_start_and_of_an_error_can_be_read_and_used(
    tmp_path_factory: pytest.TempPathFactory, browser: Browser, walk: Walk
) -> None:
    for street in answering(House(station_in(tmp_path_factory.mktemp("new"))), browser):
        page = street.window()
        page.goto("/thiet-lap")
        assert [one for width in (1280, 768, 390) for one in look(page, width)] == []
    page = walk.window("van")
    page.goto("/khong-co")
    assert [one for width in (1280, 768, 390) for one in look(page, width)] == []


def test_motion_that_is_wanted_is_there_and_stops_for_whoever_asks(walk: Walk) -> None:
    walk.street.house.store.set_on_air("hill", None)
    page = walk.window("van")
    page.goto("/")
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(MOVES), "the pulse of what sounds"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVES) == []
