"""Lan writes in a real browser: taken out of files, two officers at once, one bulletin from two clicks."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Street
from tests.browser.editing import AREA, blank
from tests.web.writing.drafts_of_lan import TEXT, a_directive

pytestmark = pytest.mark.browser


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
