"""Lan writes, Minh listens and approves, it is put on the schedule, it sounds, it is stopped: in a real browser."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from broadcaster.bulletin import Status
from broadcaster.office import setup_code
from tests.browser.conftest import Street
from tests.web.cast import MONDAY
from tests.web.sample import on_air

pytestmark = pytest.mark.browser


def render(street: Street) -> None:
    """What the renderer does, in one step: the sound of everything that waits."""
    store, now = street.house.store, street.house.clock.at
    for job in store.waiting_renders(now, timedelta(seconds=60)):
        store.claim_render(job.id, "worker", now)
        store.save_rendition(job.bulletin, job.version, street.house.sound(1.2), now)
        store.finish_render(job.id, now)


def listen(page: Page) -> None:
    """Play the sound to its end."""
    page.locator("audio").evaluate("audio => audio.play()")


def test_a_bulletin_goes_the_whole_way(street: Street) -> None:
    house = street.house
    lan, minh = street.signed_in("lan"), street.signed_in("minh")
    lan_writes(lan, street)
    minh_approves(minh)
    (bulletin,) = house.store.bulletins(status=Status.APPROVED)
    lan.get_by_role("navigation").get_by_role("link", name="Bản tin", exact=True).click()
    lan.get_by_role("button", name="Phát chiều nay").click()
    expect(lan.get_by_text("Đã xếp “Cảnh giác cuộc gọi lạ”")).to_be_visible()
    lan.get_by_role("link", name="Đang phát").click()
    expect(lan.locator("#day")).to_contain_text("17:15:00")
    expect(lan.get_by_text("LOA ĐANG NGHỈ")).to_be_visible()

    on_air(house, bulletin)
    expect(lan.get_by_text("ĐANG PHÁT", exact=True)).to_be_visible(timeout=6_000)
    lan.get_by_role("button", name="Dừng phát").click()
    expect(lan.get_by_text("Đã ra lệnh dừng")).to_be_visible()
    stop = house.store.last_stop()
    assert stop is not None
    assert stop.by_name == "Nguyễn Thị Lan"


def lan_writes(lan: Page, street: Street) -> None:
    """From a shipped script to the approver's pile, with the sound watched while it is made."""
    lan.get_by_role("link", name="Bản tin", exact=True).click()
    lan.get_by_role("link", name="Soạn bản tin").first.click()
    lan.locator(".sample[href*='mau=t']").first.click()
    lan.get_by_label("Tiêu đề").fill("Cảnh giác cuộc gọi lạ")
    lan.get_by_role("button", name="Lưu và tạo bản nghe thử").click()
    expect(lan.get_by_text("Đang đợi đến lượt tạo bản nghe")).to_be_visible()
    render(street)
    expect(lan.locator("audio")).to_be_visible()
    lan.get_by_role("button", name="Gửi duyệt").click()
    expect(lan.get_by_text("Đã gửi duyệt.")).to_be_visible()


def minh_approves(minh: Page) -> None:
    """Not before the sound has been heard to its end."""
    minh.reload()
    minh.get_by_role("link", name="Chờ duyệt (1 bản tin)").click()
    minh.get_by_role("link", name="Cảnh giác cuộc gọi lạ").click()
    approve = minh.get_by_role("button", name="Duyệt", exact=True)
    expect(approve).to_be_disabled()
    listen(minh)
    expect(minh.get_by_text("Bạn đã nghe hết bản này")).to_be_visible(timeout=15_000)
    approve.click()
    expect(minh.get_by_text("Đã duyệt “Cảnh giác cuộc gọi lạ”")).to_be_visible()


def test_the_first_start_makes_accounts_in_the_browser(first_day: Street) -> None:
    code = setup_code.ensure(first_day.house.settings.setup_code)
    page = first_day.window()
    page.goto("/")
    page.get_by_label("Mã thiết lập").fill(code.lower())
    for key, name in (("admin", "Đỗ Quang"), ("author", "Nguyễn Thị Lan"), ("approver", "Trần Văn Minh")):
        page.fill(f"#{key}-name", name)
        page.fill(f"#{key}-username", name.split()[-1].casefold())
        page.fill(f"#{key}-password", "con trâu ăn cỏ ven đê")
    page.get_by_role("button", name="Tạo tài khoản").click()
    expect(page.get_by_text("Đài đã sẵn sàng.")).to_be_visible()
    assert len(first_day.house.store.people()) == 3


def test_jumping_to_the_end_is_not_listening(street: Street) -> None:
    bulletin = street.house.pending(seconds=30.0)
    page = street.signed_in("minh")
    page.goto(f"/cho-duyet/{bulletin.id}")
    audio = page.locator("audio")
    audio.evaluate("audio => { audio.currentTime = 29.4; return audio.play(); }")
    expect(audio).to_have_js_property("ended", True, timeout=15_000)
    expect(page.get_by_role("button", name="Duyệt", exact=True)).to_be_disabled()
    assert bulletin.rendition is not None
    assert not street.house.store.has_listened(bulletin.id, bulletin.rendition.sha256, street.house.people["minh"])


def test_the_length_and_the_preview_move_while_typing(street: Street) -> None:
    bulletin = street.house.approved()
    page = street.signed_in("lan")
    page.goto("/ban-tin/moi?mau=")
    expect(page.locator("#estimate")).to_contain_text("Thời lượng hiện ra")
    page.get_by_label("Nội dung sẽ đọc trên loa").fill("Mời bà con họp lúc 19h30.")
    expect(page.locator("#estimate")).to_contain_text("giây")
    expect(page.get_by_label("Nội dung sẽ đọc trên loa")).to_be_focused()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/lich-phat/them?ban-tin={bulletin.id}")
    expect(page.locator("#foreseen")).to_contain_text("Không có buổi phát nào khớp")
    page.get_by_text("Buổi chiều tối").click()
    expect(page.locator("#foreseen")).to_contain_text("17:15:00")


def test_focus_survives_polling(street: Street) -> None:
    page = street.signed_in("van")
    stop = page.get_by_role("button", name="Dừng phát")
    stop.focus()
    with page.expect_response(re.compile("/manh/dang-phat")):
        pass
    with page.expect_response(re.compile("/manh/dang-phat")):
        pass
    expect(stop).to_be_focused()


def test_a_lost_station_is_said_on_the_page(street: Street) -> None:
    page = street.signed_in("van")
    street.stop()
    expect(page.get_by_text("Mất liên lạc với máy của đài.")).to_be_visible(timeout=15_000)
    street.wrong[:] = [one for one in street.wrong if "ERR_" not in one and "htmx:error" not in one]


def test_a_menu_closes_with_escape_and_gives_the_focus_back(street: Street) -> None:
    page = street.signed_in("van")
    summary = page.locator("details.account > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_keyboard_reaches_the_content_first(street: Street) -> None:
    page = street.signed_in("van")
    page.goto("/nhat-ky")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_desk_works_without_scripts(street: Street) -> None:
    house = street.house
    lan = street.signed_in("lan", java_script_enabled=False)
    lan.goto("/ban-tin/moi?mau=")
    lan.get_by_label("Tiêu đề").fill("Không cần kịch bản")
    lan.get_by_label("Nội dung sẽ đọc trên loa").fill("Mời bà con chú ý.")
    lan.get_by_role("button", name="Lưu nháp").click()
    lan.get_by_role("button", name="Gửi duyệt").click()
    render(street)
    minh = street.signed_in("minh", java_script_enabled=False)
    minh.goto("/cho-duyet")
    minh.get_by_role("link", name="Không cần kịch bản").click()
    minh.get_by_role("button", name="Tôi đã nghe hết bản này").click()
    minh.get_by_role("button", name="Duyệt", exact=True).click()
    assert house.store.bulletins()[0].on_air_ready
    lan.goto("/ban-tin")
    lan.get_by_role("button", name="Phát chiều nay").click()
    expect(lan.locator(".item-title")).to_have_text("Không cần kịch bản")
    house.store.set_on_air("all", None)
    assert house.clock.at == MONDAY
