"""The sound on a bulletin's page, in a real browser: one sentence heard alone, progress that moves, a voice tried."""

import json
from datetime import timedelta

import pytest

from broadcaster.bulletin import Bulletin
from tests.browser.conftest import Street

pytestmark = pytest.mark.browser

STATE = "() => { const a = document.getElementById('player'); return [a.paused, a.currentTime]; }"
STOPPED = "() => { const a = document.getElementById('player'); return a.paused && a.currentTime > 0; }"


def with_marks(street: Street) -> Bulletin:
    """A sound of six seconds with a sentence from 1 to 2 and one from 3 to 4 seconds."""
    bulletin = street.house.pending(seconds=6)
    assert bulletin.rendition is not None
    marks = json.dumps([[1000, 2000, "Kính thưa bà con."], [3000, 4000, "Hãy gọi 113."]])
    with street.house.store._write() as connection:
        connection.exec_driver_sql("UPDATE rendition SET marks = ?", (marks,))
    return bulletin


def test_one_sentence_is_heard_from_its_beginning_to_its_end(street: Street) -> None:
    bulletin = with_marks(street)
    page = street.signed_in("minh", 390)
    page.goto(f"/cho-duyet/{bulletin.id}")
    page.click("text=Nghe từng câu")
    page.locator(".sentence").nth(1).click()
    page.wait_for_selector(".sentence[aria-current]")
    assert "Hãy gọi 113." in page.inner_text(".sentence[aria-current]")
    page.wait_for_function(STOPPED)
    _, at = page.evaluate(STATE)
    assert 3.95 <= at <= 4.3
    assert page.locator("[data-after-listening]").is_disabled(), "a sentence is not the whole bulletin"


def test_progress_moves_without_the_page_and_the_button_keeps_the_focus(street: Street) -> None:
    store, at = street.house.store, street.house.clock.at
    draft = street.house.draft()
    job = store.queue_render(draft.id, 1, at)
    store.claim_render(job, "worker", at)
    store.render_progress(job, 0, 4, "Kính thưa bà con.", at)
    page = street.signed_in("lan")
    page.goto(f"/ban-tin/{draft.id}")
    button = page.get_by_role("button", name="Thôi, không tạo nữa")
    button.focus()
    store.render_progress(job, 1, 4, "Hãy gọi 113.", at + timedelta(seconds=1))
    page.wait_for_selector("text=Đang đọc câu 2/3")
    assert button.evaluate("one => one === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Đã thôi tạo bản nghe")


def test_what_is_done_shows_itself(street: Street) -> None:
    draft = street.house.draft()
    street.house.store.queue_render(draft.id, 1, street.house.clock.at)
    page = street.signed_in("lan")
    page.goto(f"/ban-tin/{draft.id}")
    page.wait_for_selector("#making")
    street.house.rendered(draft, street.house.sound())
    page.wait_for_selector("audio#player")


def test_a_voice_that_is_tried_appears_without_reloading_what_is_typed(street: Street) -> None:
    page = street.signed_in("quang")
    page.goto("/giong-doc")
    page.get_by_role("button", name="Nghe thử").last.click()
    page.wait_for_selector("text=Đang đọc thử…")
    page.fill("#voice-name", "giong-nu")
    chore = street.house.store.take_chore(street.house.clock.at)
    assert chore is not None
    street.house.store.fail_chore(chore.id, "espeak: its worker ended by itself (status 1)", {}, street.house.clock.at)
    page.wait_for_selector("text=Không đọc thử được.")
    assert page.input_value("#voice-name") == "giong-nu"
    page.wait_for_timeout(2500)
    assert page.locator("#voices").get_attribute("hx-get") is None, "nothing is asked for any more"
