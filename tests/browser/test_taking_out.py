"""Taking everything out, and a sound out of the library and back, in a real browser on a phone."""

import zipfile
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from broadcaster.backup.packed import pack
from broadcaster.clock import SystemClock
from broadcaster.rendering.intake import Intake as IntakeDesk
from tests.broadcaster.rendering.bringing import packed
from tests.browser.conftest import Street
from tests.browser.test_every_page import look
from tests.web.sounds.sounds_of_lan import bring

pytestmark = pytest.mark.browser


def fit(street: Street, page: Page) -> None:
    """The page as it stands can be read and used on a phone; axe's own styles are not held against it."""
    page.emulate_media(color_scheme="light")
    assert street.wrong == [] and look(page, 390) == []
    street.wrong.clear()
    page.emulate_media(color_scheme="light")


def test_everything_is_asked_for_left_come_back_to_and_fetched(street: Street) -> None:
    house = street.house
    house.approved()
    page = street.signed_in("quang", 390)
    page.goto("/cai-dat/sao-luu")
    page.get_by_role("button", name="Xuất toàn bộ dữ liệu").click()
    expect(page.get_by_text("Có thể rời trang này rồi quay lại")).to_be_visible()
    chore = house.store.take_chore(house.clock.at)
    assert chore is not None
    house.store.chore_goes_on(chore.id, {"done": 42}, house.clock.at)
    page.goto("/")
    page.goto("/cai-dat/sao-luu")
    expect(page.get_by_role("progressbar", name="Đang xuất dữ liệu")).to_have_attribute("value", "42")
    expect(page.get_by_role("button", name="Xuất toàn bộ dữ liệu")).to_be_disabled()
    fit(street, page)
    made = pack(house.settings, house.store, house.settings.exports, house.clock.at)
    told = {"file": made.path.name, "bytes": made.size, "unread": 0, "folder": ""}
    house.store.finish_chore(chore.id, told, house.clock.at)
    link = page.get_by_role("link", name="Tải tệp xuất về")
    expect(link).to_be_visible(timeout=10_000)
    expect(page.get_by_role("button", name="Xuất toàn bộ dữ liệu")).to_be_enabled()
    fit(street, page)
    with page.expect_download() as download:
        link.click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None and "about.json" in archive.namelist()
    assert download.value.suggested_filename == made.path.name


def test_a_removed_sound_comes_back_by_keyboard(street: Street) -> None:
    house = street.house
    bring(house.signed_in("lan"), packed(), name="Tổ dân phố số 4")
    (one,) = house.store.waiting_recordings(house.clock.at, timedelta())
    IntakeDesk(house.settings, house.store, SystemClock()).work(one.id)
    page = street.signed_in("lan", 390)
    page.goto("/ban-ghi")
    page.get_by_text("Đổi tên, gỡ").click()
    page.get_by_role("button", name="Gỡ khỏi kho").click()
    undo = page.get_by_role("button", name="Hoàn tác")
    expect(undo).to_be_visible()
    expect(page.get_by_role("heading", name="Tổ dân phố số 4")).to_have_count(0)
    fit(street, page)
    undo.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Tổ dân phố số 4")).to_be_visible()
    expect(page.get_by_text("trở lại kho")).to_be_visible()
