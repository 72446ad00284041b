"""The library in a real browser: a sound recorded with its microphone, and one that is sent, become ours."""

import io
from datetime import timedelta

import numpy as np
import pytest
import soundfile
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from broadcaster.clock import SystemClock
from broadcaster.recording import Brought, Intake, Purpose
from broadcaster.rendering.intake import Intake as IntakeDesk
from tests.browser.conftest import Street
from tests.fakes.voice import RATE, tones

pytestmark = pytest.mark.browser


def take_in(street: Street) -> Brought:
    """What the renderer does, in one step; the newest sound of the library afterwards."""
    house = street.house
    desk = IntakeDesk(house.settings, house.store, SystemClock())
    for one in house.store.waiting_recordings(house.clock.at, timedelta()):
        desk.work(one.id)
    return house.store.recordings()[0]


def drawn(page: Page) -> None:
    """The outline is painted, in a canvas that the page's policy let it style."""
    page.locator(".wave").first.scroll_into_view_if_needed()
    page.locator(".wave[data-drawn]").first.wait_for()
    page.wait_for_function(
        "() => { const host = document.querySelector('.wave[data-drawn] > div');"
        " return host?.shadowRoot?.querySelector('canvas')?.width > 100"
        " && getComputedStyle(host.shadowRoot.querySelector('.wrapper')).position === 'relative'; }"
    )


def test_what_is_said_into_the_microphone_becomes_a_recording(street: Street) -> None:
    page = street.signed_in("lan")
    page.goto("/ban-ghi")
    page.get_by_role("button", name="Bắt đầu ghi").click()
    expect(page.locator("[data-state]")).to_contain_text("Đang ghi 0:03", timeout=20_000)
    page.get_by_role("button", name="Dừng ghi").click()
    expect(page.locator("[data-preview]")).to_be_visible()
    page.wait_for_function("() => document.querySelector('[data-preview]').duration > 2.5")
    page.fill("#name", "Lời kêu gọi của tổ trưởng")
    page.get_by_role("button", name="Gửi lên").click()
    expect(page.get_by_role("status").filter(has_text="Đã nhận “Lời kêu gọi của tổ trưởng”")).to_be_visible()
    expect(page.locator(".sound-card")).to_contain_text("Đợi xử lý")
    found = take_in(street)
    assert found.state is Intake.READY, found.error
    assert found.taken is not None and found.taken.duration > timedelta(seconds=2)
    expect(page.locator(".sound-card audio")).to_be_visible(timeout=10_000)
    drawn(page)
    assert found.given.startswith("Ghi âm ") and found.given.endswith(".wav")


def test_what_is_being_recorded_is_sent_and_not_a_file_chosen_before(street: Street) -> None:
    page = street.signed_in("lan")
    page.goto("/ban-ghi")
    page.set_input_files("#file", {"name": "nhầm.wav", "mimeType": "audio/wav", "buffer": b"RIFF" + bytes(2000)})
    page.get_by_role("button", name="Bắt đầu ghi").click()
    expect(page.locator("[data-state]")).to_contain_text("Đang ghi 0:01", timeout=20_000)
    page.get_by_role("button", name="Gửi lên").click()
    expect(page.locator("[data-preview]")).to_be_visible()
    expect(page.locator("[data-state]")).to_contain_text("Hãy nghe lại rồi gửi lên")
    assert street.house.store.recordings() == []
    page.get_by_role("button", name="Gửi lên").click()
    expect(page.locator(".sound-card")).to_contain_text("Đợi xử lý", timeout=15_000)
    (sent,) = street.house.store.recordings()
    assert sent.given.startswith("Ghi âm ")


def test_a_file_is_sent_in_pieces_and_made_a_bulletin(street: Street) -> None:
    held = io.BytesIO()
    soundfile.write(held, np.tile(np.array(tones("bà con chú ý giữ kín mã")), 12).astype("int16"), RATE, format="WAV")
    assert len(held.getvalue()) > 1_000_000, "more than one piece"
    page = street.signed_in("lan")
    page.goto("/ban-ghi")
    page.set_input_files("#file", {"name": "phóng sự.wav", "mimeType": "audio/wav", "buffer": held.getvalue()})
    page.get_by_role("button", name="Gửi lên").click()
    expect(page.locator(".sound-card")).to_contain_text("Đợi xử lý", timeout=15_000)
    assert take_in(street).state is Intake.READY
    expect(page.locator(".sound-card")).to_contain_text("phóng sự", timeout=10_000)
    page.get_by_role("link", name="Dùng làm bản tin").click()
    assert page.get_by_label("Kèm nhạc hiệu").is_checked()
    drawn(page)
    page.fill("#title", "Phóng sự tổ 4")
    page.fill("#text", "Tổ 4 giữ gìn trật tự.")
    page.get_by_role("button", name="Lưu thành bản tin").click()
    expect(page.get_by_role("heading", name="Phóng sự tổ 4")).to_be_visible()
    (made,) = street.house.store.bulletins(search="phong su")
    assert made.script.recording and made.script.chimes


def test_what_cannot_be_taken_is_told_before_or_after_it_was_sent(street: Street) -> None:
    page = street.signed_in("lan")
    page.goto("/ban-ghi")
    page.get_by_role("button", name="Gửi lên").click()
    expect(page.locator("[data-told]")).to_have_text("Hãy chọn một tệp âm thanh hoặc ghi âm trước.")
    page.set_input_files("#file", {"name": "bai.exe", "mimeType": "audio/wav", "buffer": b"MZ"})
    page.get_by_role("button", name="Gửi lên").click()
    expect(page.locator("[data-told]")).to_contain_text("Đài chỉ nhận tệp mp3, wav, flac, ogg hoặc m4a")
    street.wrong[:] = [one for one in street.wrong if "400" not in one]
    page.set_input_files("#file", {"name": "bai.mp3", "mimeType": "audio/mpeg", "buffer": b"#EXTM3U\nhttp://a/b"})
    page.get_by_role("button", name="Gửi lên").click()
    expect(page.locator(".sound-card")).to_contain_text("Đợi xử lý")
    take_in(street)
    expect(page.locator(".sound-card")).to_contain_text("danh sách phát", timeout=10_000)


@pytest.mark.parametrize("width", [390])
def test_the_library_is_open_to_everybody(street: Street, width: int) -> None:
    from tests.web.sample import _library

    _library(street.house)
    page = street.signed_in("lan", width)
    ready = next(one for one in street.house.store.recordings(Purpose.BULLETIN) if one.state is Intake.READY)
    for address in ("/ban-ghi", f"/ban-ghi/{ready.id}/ban-tin"):
        page.goto(address)
        drawn(page)
        before = [*street.wrong]
        found = Axe().run(page)
        street.wrong[:] = before  # the inspector styles what it measures, and the page's policy forbids it
        assert found.violations_count == 0, found.generate_report()
