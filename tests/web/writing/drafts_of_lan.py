"""What Lan's editor does: keeps by itself what is typed, takes a document in; and a Word file as a ward sends it."""

import io
from datetime import timedelta

from docx import Document as Word
from werkzeug.test import TestResponse

from tests.web.cast import MONDAY, Browser

TEXT = "Mời bà con tiêm phòng cho chó mèo\n\nSáng mai trạm y tế phường tiêm phòng dại tại nhà văn hóa."
FIELDS = {"title": "", "text": TEXT, "kind": "news", "topic": "other"}
BACK = "/ban-tin/lay-lai-ban-do"
NOTICE = 'class="note note-message undo"'
"""What offers on the next page to have undone what was just done."""
TOMORROW = f"send {MONDAY.date() + timedelta(days=1)}/morning"


def kept(browser: Browser, **fields: str) -> TestResponse:
    """What the editor sends by itself."""
    return browser.send("/ban-tin/tu-luu", **{**FIELDS, "version": "0", "bulletin": "", **fields})


def brought(browser: Browser, name: str, content: bytes) -> TestResponse:
    """A file given to the editor."""
    browser.open("/mat-khau")
    data = {"csrf_token": browser.token, "file": (io.BytesIO(content), name)}
    return browser.client.post("/ban-tin/tu-tep", data=data, headers={"X-Requested-With": "fetch"})


def a_directive() -> bytes:
    """A Word file as a ward office sends it."""
    word = Word()
    for line in (
        "ỦY BAN NHÂN DÂN PHƯỜNG HÒA MẪU",
        "Số: 15/KH-UBND",
        "Hòa Mẫu, ngày 01 tháng 8 năm 2025",
        "KẾ HOẠCH",
        "Tuyên truyền phòng chống lừa đảo trên không gian mạng",
        "Căn cứ Công điện số 139/CĐ-TTg ngày 23 tháng 12 năm 2024 của Thủ tướng Chính phủ;",
        "Công an phường đề nghị bà con cảnh giác với cuộc gọi lạ.",
    ):
        word.add_paragraph(line)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()
