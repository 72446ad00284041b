"""Nghe câu này in the editor: one press asks for the sentence, plays it when it is there, a second press stops it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Street
from tests.running import wait_for

pytestmark = pytest.mark.browser

PLAYED = """() => { const play = HTMLMediaElement.prototype.play; window.heard = [];
  HTMLMediaElement.prototype.play = function () { window.heard.push(this.src); return play.call(this); }; }"""


@contextmanager
def renderer(street: Street, seconds: float = 1.0) -> Iterator[None]:
    """Says every sentence that is asked for, as the renderer would."""
    house, over = street.house, threading.Event()
    house.settings.voice_trials.mkdir(parents=True, exist_ok=True)
    sound = house.sound(seconds).path.read_bytes()

    def work() -> None:
        while not over.wait(0.05):
            chore = house.store.take_chore(house.clock.at)
            if chore is not None:
                (house.settings.voice_trials / f"{chore.id}.wav").write_bytes(sound)
                house.store.finish_chore(chore.id, {"file": f"{chore.id}.wav"}, house.clock.at)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def editor(street: Street, width: int = 1280) -> Page:
    """Lan writes two sentences and unfolds them."""
    page = street.signed_in("lan", width)
    page.goto("/ban-tin/moi?mau=")
    page.evaluate(PLAYED)
    page.get_by_label("Nội dung sẽ đọc trên loa").fill("Họp lúc 19h30. Mời bà con đến dự.")
    page.get_by_text("Nghe từng câu").click()
    expect(page.locator("[data-say]")).to_have_count(2)
    page.on("dialog", lambda dialog: dialog.accept())
    return page


def test_one_sentence_is_heard_while_the_text_is_still_being_written(street: Street) -> None:
    with renderer(street):
        page = editor(street)
        first = page.get_by_role("button", name="Nghe câu này: Họp lúc mười chín giờ ba mươi")
        first.click()
        expect(first).to_have_attribute("aria-current", "true")
        page.wait_for_function("() => window.heard.length === 1")
        expect(first).not_to_have_attribute("aria-current", "true", timeout=10_000)
        first.click()
        page.wait_for_function("() => window.heard.length === 2")
        assert len(set(page.evaluate("() => window.heard"))) == 1, "what was made once is not made again"


def test_a_second_press_stops_it_and_another_sentence_takes_its_place(street: Street) -> None:
    with renderer(street, seconds=20.0):
        page = editor(street, 390)
        one, other = page.locator("[data-say]").nth(0), page.locator("[data-say]").nth(1)
        one.click()
        page.wait_for_function("() => window.heard.length === 1")
        other.click()
        expect(one).not_to_have_attribute("aria-current", "true")
        page.wait_for_function("() => window.heard.length === 2")
        other.click()
        expect(other).not_to_have_attribute("aria-current", "true")


def test_what_cannot_be_said_is_told_beside_the_sentences(street: Street) -> None:
    page = editor(street)
    page.locator("[data-say]").nth(1).click()
    expect(page.locator("[data-hearing]")).to_have_text("Đang đọc câu này…")
    chore = wait_for(lambda: street.house.store.take_chore(street.house.clock.at), 10)
    street.house.store.fail_chore(chore.id, "OSError: No space left on device", {}, street.house.clock.at)
    expect(page.locator("[data-hearing]")).to_contain_text("Ổ đĩa của máy đã đầy")
