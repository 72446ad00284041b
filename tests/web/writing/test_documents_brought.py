"""An official document is given to the editor: its head and its words fill the form, and it stays with the bulletin."""

import io
from uuid import UUID

from tests.web.cast import House
from tests.web.writing.drafts_of_lan import FIELDS, TEXT, a_directive, brought


def test_a_word_file_fills_the_editor_and_stays_with_the_bulletin(house: House) -> None:
    lan = house.signed_in("lan")
    answer = brought(lan, "ke hoach.docx", a_directive()).json
    assert answer is not None
    assert (answer["number"], answer["issued"]) == ("15/KH-UBND", "2025-08-01")
    assert "cảnh giác với cuộc gọi lạ" in answer["text"]
    assert "phòng chống lừa đảo trên không gian mạng" in answer["title"]
    made = lan.send("/ban-tin/moi", **{**FIELDS, "number": answer["number"], "document": answer["document"]})
    id = UUID(made.headers["Location"].rsplit("/", 1)[1])
    (document,) = house.store.documents_of(id)

    assert document.name == "ke hoach.docx"
    assert "Văn bản gốc: ke hoach.docx" in lan.open(f"/ban-tin/{id}").text
    shown = lan.open(f"/ban-tin/{id}/van-ban/{document.id}").text
    assert document.sha256 in shown
    assert "Số: 15/KH-UBND" in shown


def test_a_text_file_without_a_head_gives_its_text_only(house: House) -> None:
    answer = brought(house.signed_in("lan"), "bai.txt", TEXT.encode()).json

    assert answer is not None
    assert (answer["number"], answer["issuer"], answer["text"]) == ("", "", TEXT)
    assert answer["title"] == "Mời bà con tiêm phòng cho chó mèo"


def test_without_scripts_a_file_opens_the_editor(house: House) -> None:
    lan = house.signed_in("lan")
    lan.open("/mat-khau")
    data = {"csrf_token": lan.token, "file": (io.BytesIO(a_directive()), "ke hoach.docx")}
    page = lan.client.post("/ban-tin/tu-tep", data=data).text

    assert 'value="15/KH-UBND"' in page
    assert 'value="2025-08-01"' in page
    assert "Đã lấy nội dung từ “ke hoach.docx”" in page


def test_a_file_that_is_no_document_is_refused_with_what_to_do(house: House) -> None:
    lan = house.signed_in("lan")

    for name, content, said in (
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".docx"),
        ("a.pdf", b"%PDF-1.7 nothing", "hỏng"),
        ("a.txt", b"  ", "chữ"),
        ("a.exe", b"MZ", ".docx"),
    ):
        answer = brought(lan, name, content)
        assert answer.status_code == 400
        assert answer.json is not None
        assert said in answer.json["told"]
