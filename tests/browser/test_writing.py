"""Lan writes in a real browser: kept while typing, taken out of files, two officers at once, keys only."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from broadcaster.bulletin import Status
from tests.browser.conftest import Street
from tests.browser.test_journey_on_the_desk import render
from tests.web.cast import MONDAY, PASSWORD
from tests.web.writing.drafts_of_lan import TEXT, a_directive

pytestmark = pytest.mark.browser

HERE = "() => document.activeElement.id || document.activeElement.innerText"
AREA = "Nội dung sẽ đọc trên loa"


def blank(street: Street, who: str = "lan", width: int = 1280) -> Page:
    """The empty editor."""
    page = street.signed_in(who, width)
    page.goto("/ban-tin/moi?mau=")
    return page


def left_in_the_browser(street: Street) -> Page:
    """The empty editor, opened again after a text was typed that the station could not be told of."""
    page = blank(street)
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/ban-tin/tu-luu", lambda route: route.abort())
    page.get_by_label(AREA).fill("Chữ không được mất.")
    expect(page.locator("[data-kept]")).to_contain_text("Bài vẫn còn trên trình duyệt này", timeout=15_000)
    page.goto("/ban-tin/moi?mau=")
    return page


def kept(page: Page) -> None:
    """Until the station has what was typed."""
    expect(page.locator("[data-kept]")).to_have_text("Đã lưu lúc 08:00", timeout=15_000)


def test_what_is_typed_is_kept_and_comes_back_on_another_machine(street: Street) -> None:
    page = blank(street)
    page.get_by_label(AREA).press_sequentially("Mời bà con ")
    kept(page)
    expect(page.get_by_label(AREA)).to_be_focused()
    other = street.signed_in("lan")
    other.get_by_role("link", name="Viết hoặc dán bài").click()
    other.get_by_role("link", name="Viết tiếp bài này").click()

    expect(other.get_by_label(AREA)).to_have_value("Mời bà con")
    assert street.house.store.bulletins() == []


def test_leaving_after_it_was_kept_asks_nothing(street: Street) -> None:
    page = blank(street)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label(AREA).press_sequentially("Mời bà con.")
    kept(page)
    page.goto("/ban-tin")

    assert asked == []


def test_the_browser_keeps_a_copy_when_the_station_cannot(street: Street) -> None:
    page = left_in_the_browser(street)
    page.get_by_role("button", name="Lấy lại bài này").click()
    expect(page.get_by_label(AREA)).to_have_value("Chữ không được mất.")
    street.wrong[:] = [one for one in street.wrong if "ERR_FAILED" not in one]


def test_what_the_browser_kept_can_be_had_back_after_it_was_taken_or_dropped(street: Street) -> None:
    page = left_in_the_browser(street)
    done = page.locator("#local-done")
    for deed, said in (("Bỏ", "Đã bỏ bài viết dở"), ("Lấy lại bài này", "Đã lấy lại bài viết dở")):
        page.locator("#local").get_by_role("button", name=deed).click()
        expect(done).to_contain_text(said)
        done.get_by_role("button", name="Hoàn tác").click()
        expect(page.get_by_label(AREA)).to_have_value("")
        expect(page.locator("#local")).to_be_visible()
    page.get_by_role("button", name="Lấy lại bài này").click()
    expect(page.get_by_label(AREA)).to_have_value("Chữ không được mất.")
    street.wrong[:] = [one for one in street.wrong if "ERR_FAILED" not in one]


def test_going_back_is_offered_until_the_officer_writes_on(street: Street) -> None:
    page = left_in_the_browser(street)
    local, done, area = page.locator("#local"), page.locator("#local-done"), page.get_by_label(AREA)
    for deed, stands in (("Bỏ", ""), ("Lấy lại bài này", "Chữ không được mất.")):
        local.get_by_role("button", name=deed).click()
        expect(done).to_be_visible()
        expect(area).to_have_value(stands)
        done.get_by_role("button", name="Hoàn tác").click()
    for deed, stands in (("Lấy lại bài này", "Chữ không được mất."), ("Bỏ", "")):
        local.get_by_role("button", name=deed).click()
        expect(done).to_be_visible()
        area.press("End")
        expect(done).to_be_visible()
        area.press_sequentially(" Viết tiếp.")
        expect(done).to_be_hidden()
        expect(area).to_have_value(f"{stands} Viết tiếp.")
        expect(page.locator("[data-kept]")).to_contain_text("Bài vẫn còn trên trình duyệt này", timeout=15_000)
        page.goto("/ban-tin/moi?mau=")
        expect(local).to_be_visible()
    street.wrong[:] = [one for one in street.wrong if "ERR_FAILED" not in one]


def test_a_document_that_is_brought_in_ends_the_offer_to_go_back_too(street: Street) -> None:
    page = left_in_the_browser(street)
    page.get_by_role("button", name="Lấy lại bài này").click()
    expect(page.locator("#local-done")).to_be_visible()
    given = page.evaluate_handle(
        "text => { const all = new DataTransfer(); all.items.add(new File([text], 'bai.txt')); return all; }", TEXT
    )
    for name in ("dragover", "drop"):
        page.dispatch_event("#text", name, {"dataTransfer": given})
    expect(page.get_by_label(AREA)).to_have_value(re.compile("Chữ không được mất.[\\s\\S]+"), timeout=20_000)
    expect(page.locator("#local-done")).to_be_hidden()
    street.wrong[:] = [one for one in street.wrong if "ERR_FAILED" not in one]


def test_a_session_that_ended_loses_nothing(street: Street) -> None:
    page = blank(street)
    page.on("dialog", lambda dialog: dialog.accept())
    page.context.clear_cookies()
    page.get_by_label(AREA).fill("Viết lúc phiên đã hết.")
    expect(page.locator("[data-kept]")).to_contain_text("Phiên làm việc đã hết", timeout=15_000)
    page.get_by_role("button", name="Lưu nháp").click()
    page.wait_for_url(re.compile("dang-nhap"))
    sign_in(page)
    page.goto("/ban-tin/moi?mau=")
    page.get_by_role("button", name="Lấy lại bài này").click()
    expect(page.get_by_label(AREA)).to_have_value("Viết lúc phiên đã hết.")
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.get_by_text("Đã lưu bản nháp.")).to_be_visible()
    page.goto("/ban-tin/moi?mau=")
    expect(page.locator("#local")).to_be_hidden()
    street.wrong[:] = [one for one in street.wrong if "401" not in one]


def test_after_signing_in_again_beside_it_the_editor_goes_on(street: Street) -> None:
    page = blank(street)
    page.context.clear_cookies()
    page.get_by_label(AREA).fill("Viết lúc phiên đã hết.")
    expect(page.locator("[data-kept]")).to_contain_text("Phiên làm việc đã hết", timeout=15_000)
    beside = page.context.new_page()
    beside.goto("/dang-nhap")
    sign_in(beside)
    page.get_by_label(AREA).press_sequentially(" Rồi viết tiếp.")
    kept(page)
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.get_by_text("Đã lưu bản nháp.")).to_be_visible()
    street.wrong[:] = [one for one in street.wrong if "401" not in one and "400" not in one]


def sign_in(page: Page) -> None:
    """Lan signs in where she is asked to."""
    page.fill("#username", "lan")
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_url(lambda address: "dang-nhap" not in address)


def test_two_officers_at_once_see_both_texts_and_lose_neither(street: Street) -> None:
    draft = street.house.draft(text="Họp lúc 19 giờ.")
    first, second = street.signed_in("lan"), street.signed_in("lan")
    for page, words in ((first, "Họp lúc 20 giờ."), (second, "Họp lúc 21 giờ.")):
        page.goto(f"/ban-tin/{draft.id}/sua")
        page.get_by_label(AREA).fill(words)
    first.get_by_role("button", name="Lưu nháp").click()
    expect(first.get_by_text("Đã lưu bản nháp.")).to_be_visible()
    second.get_by_role("button", name="Lưu nháp").click()
    expect(second.get_by_role("heading", name="Hai người cùng sửa bản tin này")).to_be_visible()
    expect(second.get_by_label(AREA)).to_have_value("Họp lúc 21 giờ.")
    expect(second.locator("main")).to_contain_text("Họp lúc 20 giờ.")
    expect(second.locator(".diff ins")).to_contain_text("21")
    second.get_by_label(AREA).fill("Họp lúc 20 giờ 30.")
    second.get_by_role("button", name="Lưu bản của tôi").click()
    expect(second.get_by_text("Đã lưu bản nháp.")).to_be_visible()
    street.wrong[:] = [one for one in street.wrong if "409" not in one]

    said = [script.text for _, script, _, _ in street.house.store.revisions(draft.id)]
    assert said == ["Họp lúc 20 giờ 30.", "Họp lúc 20 giờ.", "Họp lúc 19 giờ."]


def test_a_double_click_saves_one_bulletin_and_the_browsers_button_leads_back_to_it(street: Street) -> None:
    page = blank(street)
    page.get_by_label(AREA).fill("Mời bà con đi họp.")
    page.get_by_role("button", name="Lưu nháp").dblclick()
    expect(page.get_by_text("Đã lưu bản nháp.")).to_have_count(1)
    (made,) = street.house.store.bulletins()
    page.go_back()
    expect(page.get_by_text("Bài này đã được lưu thành bản tin.")).to_be_visible()
    expect(page).to_have_url(re.compile(f"/ban-tin/{made.id}/sua"))
    expect(page.get_by_label(AREA)).to_have_value("Mời bà con đi họp.")
    page.get_by_label(AREA).fill("Mời bà con đi họp tối nay.")
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.get_by_text("Đã lưu bản nháp.")).to_be_visible()

    (made,) = street.house.store.bulletins()
    assert (made.version, made.script.text) == (2, "Mời bà con đi họp tối nay.")


def test_a_file_that_is_chosen_or_dropped_fills_the_editor(street: Street, tmp_path: Path) -> None:
    page = blank(street)
    page.on("dialog", lambda dialog: dialog.accept())
    file = tmp_path / "ke hoach.docx"
    file.write_bytes(a_directive())
    page.locator("[data-bring-file]").set_input_files(file)
    expect(page.locator("[data-brought]")).to_contain_text("Đã lấy nội dung từ “ke hoach.docx”", timeout=20_000)
    expect(page.get_by_label(AREA)).to_have_value(re.compile("cảnh giác với cuộc gọi lạ"))
    expect(page.locator("#number")).to_have_value("15/KH-UBND")
    expect(page.locator("#estimate")).to_contain_text("giây")
    page.goto("/ban-tin/moi?mau=")
    given = page.evaluate_handle(
        "text => { const all = new DataTransfer(); all.items.add(new File([text], 'bai.txt')); return all; }", TEXT
    )
    for name in ("dragover", "drop"):
        page.dispatch_event("#text", name, {"dataTransfer": given})
    expect(page.get_by_label(AREA)).to_have_value(TEXT, timeout=20_000)
    old: Any = {"name": "a.doc", "mimeType": "", "buffer": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}
    page.locator("[data-bring-file]").set_input_files(old)
    expect(page.locator("[data-brought]")).to_contain_text(".docx", timeout=20_000)
    expect(page.get_by_label(AREA)).to_have_value(TEXT)
    street.wrong[:] = [one for one in street.wrong if "400" not in one]


def test_a_remark_leads_to_its_words(street: Street) -> None:
    page = blank(street)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label(AREA).fill("Bà con chú ý. Mời ông Nguyễn Văn An, số điện thoại 0912 345 678, đến phường.")
    expect(page.locator("#hints")).to_contain_text("Số điện thoại riêng")
    page.get_by_role("button", name="Tới chỗ này “0912 345 678”").click()

    chosen = "one => one.value.slice(one.selectionStart, one.selectionEnd)"
    assert page.get_by_label(AREA).evaluate(chosen) == "0912 345 678"


def test_letters_in_pieces_are_kept_in_one_piece(street: Street) -> None:
    page = blank(street)
    page.get_by_label("Tiêu đề").fill("Ca\u0309nh gia\u0301c")
    page.get_by_label(AREA).fill("Tie\u0302\u0301ng Vie\u0323\u0302t.")
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.get_by_text("Đã lưu bản nháp.")).to_be_visible()

    (one,) = street.house.store.bulletins()
    assert (one.script.title, one.script.text) == ("Cảnh giác", "Tiếng Việt.")


def test_no_key_alone_does_anything_but_write(street: Street) -> None:
    page = blank(street)
    area = page.get_by_label(AREA)
    area.press_sequentially("sdrxjfzwaeo0123456789[] ")
    for keys in ("Control+Shift", "Control+Shift+z", "Alt+z"):  # UniKey's own
        page.keyboard.press(keys)
    page.keyboard.press("Escape")

    expect(page).to_have_url(re.compile("/ban-tin/moi"))
    expect(area).to_be_focused()
    page.on("dialog", lambda dialog: dialog.accept())


def test_the_approved_words_are_copied_with_one_click(street: Street) -> None:
    bulletin = street.house.approved("Cảnh giác cuộc gọi lạ")
    page = street.signed_in("lan")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/ban-tin/{bulletin.id}")
    page.get_by_role("button", name="Sao chép để đăng Zalo / Cổng").click()
    expect(page.get_by_text("Đã sao chép.")).to_be_visible()

    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith("CẢNH GIÁC CUỘC GỌI LẠ")
    assert "Công an không làm việc qua điện thoại" in copied


def tab_to(page: Page, name: str, most: int = 80) -> None:
    """Press Tab until what is called so has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if name in (page.evaluate(HERE) or ""):
            return
    raise AssertionError(f"no Tab leads to {name}")


def test_the_whole_way_by_keyboard(street: Street) -> None:
    lan = street.signed_in("lan")
    tab_to(lan, "Viết hoặc dán bài")
    lan.keyboard.press("Enter")
    expect(lan.get_by_role("heading", name="Soạn bản tin")).to_be_visible()
    tab_to(lan, "text")
    lan.keyboard.insert_text(TEXT)
    tab_to(lan, "Gửi duyệt và xếp vào sáng mai")
    lan.keyboard.press("Enter")
    expect(lan.get_by_text("Đã gửi duyệt và xếp vào Buổi sáng")).to_be_visible()
    render(street)
    minh = street.signed_in("minh")
    tab_to(minh, "player")
    minh.keyboard.press("Space")
    expect(minh.get_by_text("Bạn đã nghe hết bản này")).to_be_visible(timeout=15_000)
    tab_to(minh, "Duyệt")
    minh.keyboard.press("Enter")
    expect(minh.get_by_text("có thể xếp lịch và phát")).to_be_visible()

    assert street.house.store.bulletins(status=Status.APPROVED)


def test_the_focus_stays_while_the_first_page_moves(street: Street) -> None:
    house = street.house
    ready = house.approved("Cảnh giác cuộc gọi lạ")
    house.store.place(ready.id, "evening", MONDAY.date(), None, (), 0, house.people["tung"], MONDAY)
    house.pending(seconds=1.5)
    page = street.signed_in("minh")
    player = page.locator("#player")
    player.focus()
    for part in ("dang-phat", "dang-phat"):
        with page.expect_response(re.compile(f"/manh/{part}")):
            pass
    expect(player).to_be_focused()
    link = page.locator("#day a").first
    link.focus()
    street.house.clock.at += timedelta(seconds=30)
    with page.expect_response(re.compile("/manh/hom-nay"), timeout=15_000):
        pass
    expect(link).to_be_focused()
