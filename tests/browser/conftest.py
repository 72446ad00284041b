"""Debian's Chromium in front of the real desk; console errors and requests to the outside are failures."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from waitress.server import create_server

from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.web.cast import PASSWORD, House, station_in

HEARING = [
    "--autoplay-policy=no-user-gesture-required",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's browser instead of a downloaded one."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS + HEARING}


@dataclass
class Street:
    """A house that answers on a port, and the windows opened onto it."""

    house: House
    address: str
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    stop: Callable[[], None] = lambda: None

    def window(self, width: int = 1280, scheme: Any = "light", **more: Any) -> Page:
        """A browser window of its own, watched."""
        size: Any = {"width": width, "height": 860}
        context = self.browser.new_context(
            viewport=size, color_scheme=scheme, base_url=self.address, locale="vi-VN", reduced_motion="reduce", **more
        )
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        page.on("request", lambda request: self._asked(request.url))
        return page

    def signed_in(self, username: str, width: int = 1280, **more: Any) -> Page:
        """A window in which one of the cast has signed in."""
        page = self.window(width, **more)
        page.goto("/dang-nhap")
        page.fill("#username", username)
        page.fill("#password", PASSWORD)
        page.click("main button")
        page.wait_for_url("**/")
        return page

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"console: {message.text}")

    def _asked(self, address: str) -> None:
        if not address.startswith((self.address, "data:", "blob:")):
            self.wrong.append(f"outside: {address}")


@pytest.fixture
def street(tmp_path: Path, browser: Browser) -> Iterator[Street]:
    """The real desk on a free port."""
    house = House(station_in(tmp_path)).hire()
    house.alive()
    yield from serving(house, browser)


@pytest.fixture
def first_day(tmp_path: Path, browser: Browser) -> Iterator[Street]:
    """The same before anybody has an account."""
    yield from serving(House(station_in(tmp_path)), browser)


def serving(house: House, browser: Browser) -> Iterator[Street]:
    """Answer until the test is over, then look at what went wrong in the windows."""
    for street in answering(house, browser):
        yield street
        wrong = street.wrong
    assert wrong == []


def answering(house: House, browser: Browser) -> Iterator[Street]:
    """The desk on a free port until the test is over, without judging the windows."""
    server = create_server(house.app, host="127.0.0.1", port=0, threads=8)

    def run() -> None:
        with suppress(OSError):
            server.run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    made = Street(house, f"http://127.0.0.1:{server.effective_port}", browser)

    def stop() -> None:
        server.close()
        server.task_dispatcher.shutdown()
        thread.join(5)

    made.stop = stop
    yield made
    for context in made.contexts:
        context.close()
    with suppress(Exception):
        stop()
