"""While Lan writes: nothing typed is lost, documents come in, a text is handed on for a slot."""

import io
import re
from datetime import date, timedelta
from uuid import UUID

from docx import Document as Word
from werkzeug.test import TestResponse

from broadcaster.bulletin import Status
from tests.web.cast import MONDAY, Browser, House, nowhere
from web.writing.script_form import title_from

TEXT = "Mời bà con tiêm phòng cho chó mèo\n\nSáng mai trạm y tế phường tiêm phòng dại tại nhà văn hóa."
FIELDS = {"title": "", "text": TEXT, "kind": "news", "topic": "other"}
BACK = "/ban-tin/lay-lai-ban-do"
TOMORROW = f"send {MONDAY.date() + timedelta(days=1)}/morning"


def kept(browser: Browser, **fields: str) -> TestResponse:
    """What the editor sends by itself."""
    return browser.send("/ban-tin/tu-luu", **{**FIELDS, "version": "0", "bulletin": "", **fields})


def brought(browser: Browser, name: str, content: bytes, **more: str) -> TestResponse:
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


def test_an_empty_title_is_the_first_line(house: House) -> None:
    house.signed_in("lan").send("/ban-tin/moi", **FIELDS)

    assert house.store.bulletins()[0].script.title == "Mời bà con tiêm phòng cho chó mèo"


def test_a_title_out_of_a_long_line_ends_with_a_sentence_or_a_word() -> None:
    assert title_from("\n  - …\nHọp tổ dân phố tối nay. Mời bà con đến đông đủ.") == "Họp tổ dân phố tối nay"
    long = title_from("Thông báo " + "rất dài " * 40)
    assert len(long) <= 100
    assert long.endswith(("rất", "dài"))
    assert title_from("...\n") == ""


def test_what_is_typed_is_kept_for_its_writer_alone_and_offered_again(house: House) -> None:
    lan = house.signed_in("lan")
    answer = kept(lan)

    assert answer.json == {"said": "Đã lưu lúc 08:00", "current": True}
    assert house.store.bulletins() == []
    assert "Bạn có bài viết dở ở đây, đài giữ lúc 08:00 23/11/2026" in lan.open("/ban-tin/moi?mau=").text
    assert TEXT.split("\n")[0] in lan.open("/ban-tin/moi?viet-tiep=1").text
    assert house.store.unsaved("new", house.people["minh"]) is None
    assert kept(house.signed_in("minh")).status_code == 403


def test_what_was_kept_goes_once_it_is_saved_or_thrown_away(house: House) -> None:
    lan = house.signed_in("lan")
    kept(lan)
    lan.send("/ban-tin/moi", **FIELDS)
    assert house.store.unsaved("new", house.people["lan"]) is None
    kept(lan)
    lan.send("/ban-tin/bo-ban-do", bulletin="")
    assert house.store.unsaved("new", house.people["lan"]) is None


def test_keeping_touches_neither_the_bulletin_nor_its_approval(house: House) -> None:
    bulletin = house.approved()
    lan = house.signed_in("lan")
    kept(lan, bulletin=str(bulletin.id), version="1", title="Tên khác", text="Nội dung khác hẳn.")

    assert house.store.bulletin(bulletin.id) == bulletin
    assert "Nội dung khác hẳn." in lan.open(f"/ban-tin/{bulletin.id}/sua?viet-tiep=1").text


def test_somebody_else_saved_meanwhile_and_neither_text_is_lost(house: House) -> None:
    draft, lan = house.draft(), house.signed_in("lan")
    kept(lan, bulletin=str(draft.id), version="1", title="Của Lan", text="Lan đang viết.")
    house.store.edit_bulletin(draft.id, 1, draft.script, house.people["hoa"], house.clock.at)
    late = kept(lan, bulletin=str(draft.id), version="1", title="Của Lan", text="Lan viết tiếp.").json
    page = lan.open(f"/ban-tin/{draft.id}/sua?viet-tiep=1").text

    assert late is not None
    assert not late["current"]
    assert "Có người vừa lưu bản tin này" in late["said"]
    assert 'name="version" value="1"' in page
    answer = lan.send(f"/ban-tin/{draft.id}/sua", **{**FIELDS, "version": "1", "text": "Lan viết tiếp."})
    assert answer.status_code == 409
    assert "Lan viết tiếp." in answer.text


def test_keeping_refuses_what_is_too_long_or_no_bulletin(house: House) -> None:
    lan = house.signed_in("lan")

    assert kept(lan, text="x" * 70_000).status_code == 400
    assert kept(lan, bulletin=str(nowhere())).status_code == 404
    assert kept(lan, bulletin="x").status_code == 404


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


def test_one_button_submits_and_places_for_tomorrow_morning(house: House) -> None:
    answer = house.signed_in("lan").send("/ban-tin/moi", **FIELDS, then=TOMORROW)
    (bulletin,) = house.store.bulletins()
    day = MONDAY.date() + timedelta(days=1)
    (placement,) = house.store.placements(day, day)

    assert answer.headers["Location"] == f"/ban-tin/{bulletin.id}"
    assert bulletin.status is Status.PENDING
    assert (placement.bulletin, placement.slot, placement.last) == (bulletin.id, "morning", date(2026, 11, 24))


def test_what_should_be_looked_at_is_asked_before_it_is_handed_on(house: House) -> None:
    lan = house.signed_in("lan")
    text = "Mời anh Nguyễn Văn An, số điện thoại 0912 345 678, đến trụ sở công an phường."
    answer = lan.send("/ban-tin/moi", **{**FIELDS, "text": text}, then=TOMORROW)
    page = lan.open(answer.headers["Location"]).text
    (bulletin,) = house.store.bulletins()

    assert "/gui-duyet?khung=" in answer.headers["Location"]
    assert bulletin.status is Status.DRAFT
    assert "Số điện thoại riêng" in page
    key = re.search(r'name="khung" value="([^"]+)"', page)
    assert key is not None
    lan.send(f"/ban-tin/{bulletin.id}/gui-duyet", version="1", sure="1", khung=key[1])
    assert house.store.bulletin(bulletin.id).status is Status.PENDING
    assert len(house.store.placements(date(2026, 11, 24), date(2026, 11, 24))) == 1


def test_a_slot_that_is_over_or_silent_is_not_placed_into(house: House) -> None:
    lan = house.signed_in("lan")
    for key in ("2026-11-22/morning", "2026-11-24/nowhere", "nonsense", "2026-11-23/morning"):
        lan.send("/ban-tin/moi", **FIELDS, then=f"send {key}")

    assert house.store.placements(date(2026, 11, 1), date(2027, 1, 1)) == []
    assert all(one.status is Status.DRAFT for one in house.store.bulletins())


def test_the_remarks_stand_beside_the_text_while_it_is_typed(house: House) -> None:
    text = "Theo Nghị định 13/2023/NĐ-CP. Cửa hàng khai trương, đại hạ giá, mua ngay!"
    page = house.signed_in("lan").send("/ban-tin/uoc-luong", title="x", text=text).text

    assert "Từ ngày 01/01/2026 đã có Luật Bảo vệ dữ liệu cá nhân" in page
    assert "Loa phường không quảng cáo" in page


def test_writing_thrown_away_by_mistake_is_brought_back_out_of_the_notice(house: House) -> None:
    lan = house.signed_in("lan")
    kept(lan)
    assert lan.send("/ban-tin/bo-ban-do", bulletin="").headers["Location"] == "/ban-tin/moi"
    page = lan.open("/ban-tin/moi").text
    assert "Đã bỏ bài viết dở." in page and "Hoàn tác" in page and "Viết tiếp bài này" not in page
    answer = lan.send(BACK, bulletin="")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/ban-tin/moi?viet-tiep=1")
    assert TEXT.split("\n")[0] in lan.open(answer.headers["Location"]).text
    found = house.store.unsaved("new", house.people["lan"])
    assert found is not None and found.fields["text"] == TEXT
    page = lan.open("/nhat-ky/hoat-dong").text
    assert "bỏ bài viết dở" in page and "lấy lại bài viết dở" in page and "tiêm phòng" not in page


def test_what_was_written_since_takes_its_turn_aside_and_is_not_lost(house: House) -> None:
    draft, lan = house.draft(), house.signed_in("lan")
    here, edit = {"bulletin": str(draft.id)}, f"/ban-tin/{draft.id}/sua"
    kept(lan, **here, version="1", text="Bài thứ nhất.")
    assert lan.send("/ban-tin/bo-ban-do", **here).headers["Location"] == edit
    kept(lan, **here, version="1", text="Bài thứ hai.")
    lan.send(BACK, **here)
    page = lan.open(f"{edit}?viet-tiep=1").text
    assert "Bài thứ nhất." in page and "Bài bạn viết sau đó được cất đi" in page
    lan.send(BACK, **here)
    assert "Bài thứ hai." in lan.open(f"{edit}?viet-tiep=1").text


def test_writing_thrown_away_can_be_had_back_for_thirty_days_by_its_writer_alone(house: House) -> None:
    draft, lan = house.draft(), house.signed_in("lan")
    here, edit = {"bulletin": str(draft.id)}, f"/ban-tin/{draft.id}/sua"
    kept(lan, **here, version="1", text="Bài thứ nhất.")
    lan.send("/ban-tin/bo-ban-do", **here)
    lan.open(edit)
    house.clock.at += timedelta(days=29)
    lan = house.signed_in("lan")
    page = lan.open(edit).text
    assert "còn được giữ 30 ngày" in page and "Hoàn tác" not in page
    assert house.store.unsaved(f"aside/{draft.id}", house.people["hoa"]) is None
    house.clock.at += timedelta(days=2)
    lan = house.signed_in("lan")
    assert "còn được giữ 30 ngày" not in lan.open(edit).text
    assert lan.send(BACK, **here).headers["Location"] == edit
    page = lan.open(edit).text
    assert "Không còn bài viết dở nào để lấy lại" in page and "Bài thứ nhất." not in page


def test_throwing_nothing_away_offers_nothing_back(house: House) -> None:
    lan = house.signed_in("lan")
    lan.send("/ban-tin/bo-ban-do", bulletin="")
    page = lan.open("/ban-tin/moi").text

    assert "Hoàn tác" not in page and BACK not in page
