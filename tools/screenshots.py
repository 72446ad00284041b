"""Take the pictures of the desk for the README: `python -m tools.screenshots [--out docs] [--all]`.

A sample station is made in a temporary folder and shown by the real desk to Debian's Chromium.
`--all` takes every page, at the width of an office screen and of a phone, in the light and in the dark.
`--for-help` takes one of each screen that has a help page, small, into web/static/help.
"""

import argparse
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from waitress.server import create_server

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from broadcaster.bulletin import Status
from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.web.cast import PASSWORD, House
from tests.web.sample import addresses, on_air, sample
from web.help import PICTURES

SIZES = {"wide": (1280, 860), "phone": (390, 844)}
TALL = {"editor": 1230}
"""Pages whose picture must reach further down on a wide screen."""
FOR_HELP = {
    "dang-phat": ("lan", "/"),
    "ban-tin": "editor",
    "cho-duyet": "review",
    "lich-phat": ("tung", "/lich-phat"),
    "khan-cap": ("hoa", "/khan-cap?mau=urgent_chay-tai"),
    "nhat-ky": ("van", "/nhat-ky"),
    "van-ban": ("lan", "/van-ban"),
    "chuyen-muc": ("tung", "/chuyen-muc"),
    "bao-cao": ("van", "/bao-cao"),
    "ghi-am": ("lan", "/ban-ghi"),
    "tu-dien": "dictionary",
    "cau-hinh": ("quang", "/cai-dat"),
    "giong-doc": "voices",
    "tai-khoan": "people",
    "kiem-tra-may": ("tung", "/kiem-tra-may"),
}
"""The pictures of the help pages: who looks and where, or the name of one of the sample's addresses."""
HELP_SIZE: ViewportSize = {"width": 1000, "height": 680}


@contextmanager
def answering(app: Any) -> Iterator[str]:
    """Serve the desk on a free port of this machine."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
        thread.join(5)


def sign_in(page: Page, address: str, username: str) -> None:
    """As anybody of the cast."""
    page.goto(f"{address}/dang-nhap")
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_url(f"{address}/")


def take(
    browser: Browser, address: str, house: House, out: Path, names: list[str], looks: list[tuple[str, str]]
) -> None:
    """One picture per page and look."""
    pages = addresses(house)
    for size, scheme in looks:
        width, height = SIZES[size]
        for who in dict.fromkeys(pages[name][0] for name in names):
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, locale="vi-VN"
            )
            page = context.new_page()
            if who:
                sign_in(page, address, who)
            for name in (one for one in names if pages[one][0] == who):
                page.set_viewport_size({"width": width, "height": TALL.get(name, height) if size == "wide" else height})
                page.goto(address + pages[name][1])
                page.evaluate("document.fonts.ready")
                page.screenshot(path=out / f"{name}-{size}-{scheme}.png", full_page=False, animations="disabled")
            context.close()


def take_for_help(browser: Browser, address: str, house: House, out: Path) -> None:
    """One small picture of each screen, in the light."""
    out.mkdir(parents=True, exist_ok=True)
    known = addresses(house)
    wanted = {name: known[at] if isinstance(at, str) else at for name, at in FOR_HELP.items()}
    for who in dict.fromkeys(who for who, _ in wanted.values()):
        context = browser.new_context(viewport=HELP_SIZE, color_scheme="light", locale="vi-VN")
        page = context.new_page()
        sign_in(page, address, who)
        for name, (_, at) in [one for one in wanted.items() if one[1][0] == who]:
            page.goto(address + at)
            page.evaluate("document.fonts.ready")
            page.screenshot(path=out / f"{name}.jpg", type="jpeg", quality=62, animations="disabled")
        context.close()


def main() -> None:
    """The README's pictures, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs"))
    parser.add_argument("--all", action="store_true", help="every page, wide and narrow, light and dark")
    parser.add_argument("--only", help="names of pages, with commas")
    parser.add_argument("--for-help", action="store_true", help="the pictures of the help pages")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        house = sample(Path(folder))
        on_air(house, house.store.bulletins(status=Status.APPROVED)[2])
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with answering(house.app) as address:
            if asked.for_help:
                asked.out = PICTURES
                take_for_help(browser, address, house, PICTURES)
            elif asked.all:
                looks = [(size, scheme) for size in SIZES for scheme in ("light", "dark")]
                names = asked.only.split(",") if asked.only else list(addresses(house))
                take(browser, address, house, asked.out, names, looks)
            else:
                names = ["on-air", "editor", "review", "schedule", "log"]
                take(browser, address, house, asked.out, names, [("wide", "light")])
                take(browser, address, house, asked.out, ["on-air"], [("phone", "dark")])
                (asked.out / "on-air-wide-light.png").replace(asked.out / "desk.png")
        browser.close()
    print(f"{len([*asked.out.glob('*.png'), *asked.out.glob('*.jpg')])} pictures in {asked.out}")


if __name__ == "__main__":
    main()
