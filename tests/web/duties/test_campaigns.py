"""Documents and campaigns on the desk: brought, read, corrected, confirmed; a campaign, its rotation, its grid."""

import io
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Topic
from broadcaster.duty import Every
from tests.broadcaster.office.test_campaigning import TEXT
from tests.builders import at
from tests.web.cast import Browser, House
from tests.web.forms import filled

LATER = timedelta(hours=3)


def brought(browser: Browser, text: str = TEXT) -> str:
    """The address of a document that was just brought."""
    answer = browser.send("/van-ban", tep=(io.BytesIO(text.encode()), "15-KH.txt"))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def confirmed(browser: Browser, address: str, **changes: Any) -> None:
    page = browser.open(address).text
    answer = browser.send(f"{address}/xac-nhan", **filled(page, f"{address}/xac-nhan", **changes))
    assert answer.status_code == 303, answer.text


def begun(browser: Browser, document: str = "", **changes: Any) -> str:
    """The address of a campaign begun from a confirmed document."""
    query = f"?van-ban={document.rpartition('/')[2]}" if document else ""
    if not document:
        changes.setdefault("ten", "Đợt thử")
    page = browser.open(f"/dot-cao-diem/moi{query}").text
    answer = browser.send("/dot-cao-diem", **filled(page, "/dot-cao-diem", **changes))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_each_finding_stands_marked_and_numbered_beside_its_sentence(house: House) -> None:
    browser = house.signed_in("lan")
    page = browser.open(brought(browser)).text
    numbers = re.findall(r'id="cau-(\d+)" href="#muc-\1"', page)
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert len(numbers) >= 6
    for number in numbers:
        assert f'id="muc-{number}"' in page, number
        assert f'href="#cau-{number}"' in page, number
    assert "<mark>Phát trên hệ thống loa truyền thanh phường tối thiểu 01 lượt/ngày" in page
    assert "Chờ xác nhận" in page and "Lập đợt cao điểm" not in page


def test_every_field_can_be_corrected_and_the_person_is_named(house: House) -> None:
    lan = house.signed_in("lan")
    address = brought(lan)
    confirmed(lan, address, so="16/KH-UBND", loa_0_luot="2", bc_0_noi_nhan="UBND phường", chu_de=["T01", "T13"])
    found = house.store.directives()[0].confirmed
    assert found is not None
    assert (found.number, found.loudspeaker[0].plays, found.reports[0].addressee) == ("16/KH-UBND", 2, "UBND phường")
    assert found.reports[0].every is Every.DAY
    assert found.topics == {Topic.T01, Topic.T13}
    page = lan.open(address).text
    assert "Nguyễn Thị Lan xác nhận" in page and 'value="16/KH-UBND"' in page


def test_an_unticked_finding_is_left_out_and_an_added_one_is_taken(house: House) -> None:
    lan = house.signed_in("lan")
    address = brought(lan)
    more = {"loa_1_tinh": "1", "loa_1_luot": "3", "loa_1_moi": "week", "loa_1_gio": "6h30, 17:15"}
    confirmed(lan, address, loa_0_tinh=None, **more)
    found = house.store.directives()[0].confirmed
    assert found is not None
    (duty,) = found.loudspeaker
    assert (duty.plays, duty.per, [f"{one:%H:%M}" for one in duty.times]) == (3, "week", ["06:30", "17:15"])
    page = lan.open(address).text
    again = filled(page, f"{address}/xac-nhan")
    assert "loa-0-tinh" not in again and again["loa-1-tinh"] == ["1"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"tu": "2026-12-05"}, "Ngày cuối phải bằng hoặc sau ngày đầu"),
        ({"loa_0_luot": "nhiều"}, "Hãy nhập số từ 1 đến 200"),
        ({"bc_0_gio": "25:99"}, "Hãy viết giờ như 06:30"),
        ({"bc_0_ky": "once", "bc_0_ngay": ""}, "Hãy chọn ngày phải gửi báo cáo"),
        ({"ngay": "hôm qua"}, "Ngày không đúng"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_what_was_typed_stays(
    house: House, changes: dict[str, str], said: str
) -> None:
    lan = house.signed_in("lan")
    address = brought(lan)
    page = lan.open(address).text
    fields = filled(page, f"{address}/xac-nhan", co_quan="Công an phường Hồng An", **changes)
    answer = lan.send(f"{address}/xac-nhan", **fields)
    assert answer.status_code == 400
    assert said in answer.text and "Công an phường Hồng An" in answer.text
    assert house.store.directives()[0].confirmed is None


def test_the_same_document_is_recognised(house: House) -> None:
    lan, hoa = house.signed_in("lan"), house.signed_in("hoa")
    assert brought(lan) == brought(hoa)
    assert "đã có trong đài" in hoa.open("/van-ban").text


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "cu.doc", "Word kiểu cũ"),
        (b"GIF89a", "anh.gif", "chỉ đọc được tệp .docx, .pdf và .txt"),
        (b"PK\x03\x04hong", "hong.docx", "bị hỏng"),
        (b"   ", "trong.txt", "Không có chữ nào"),
    ],
)
def test_a_file_that_cannot_be_read_gets_its_own_sentence(house: House, content: bytes, name: str, said: str) -> None:
    answer = house.signed_in("lan").send("/van-ban", tep=(io.BytesIO(content), name))
    assert answer.status_code == 400
    assert said in answer.text
    assert house.store.directives() == []


def test_a_pasted_text_is_read_too_and_its_original_can_be_taken(house: House) -> None:
    lan = house.signed_in("lan")
    answer = lan.send("/van-ban", **{"noi-dung": TEXT})
    address = answer.headers["Location"]
    taken = lan.open(f"{address}/ban-goc")
    assert taken.data.decode().strip() == TEXT.strip()
    assert "attachment" in taken.headers["Content-Disposition"]
    assert lan.send("/van-ban").status_code == 400


def test_the_words_of_a_document_are_shown_and_never_obeyed(house: House) -> None:
    lan = house.signed_in("lan")
    page = lan.open(brought(lan, TEXT + "\n<script>alert(1)</script> <img src=x onerror=alert(1)>\n")).text
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page and "<img src=x" not in page


def test_from_the_document_to_a_campaign_with_its_days_slots_topics_and_reports(house: House) -> None:
    lan = house.signed_in("lan")
    document = brought(lan)
    assert lan.open("/dot-cao-diem/moi?van-ban=" + str(UUID(int=9))).status_code == 404
    confirmed(lan, document)
    address = begun(lan, document, phu_trach="Phòng Văn hóa - Xã hội: phát thanh hằng ngày")
    (made,) = house.store.campaigns()
    assert (made.first.isoformat(), made.last.isoformat()) == ("2026-11-23", "2026-12-04")
    assert made.obligation.slots == {"morning", "evening"} and made.obligation.plays == 2
    assert made.directives[0].number == "15/KH-UBND"
    assert [(one.every, f"{one.by_time:%H:%M}") for one in made.duties] == [(Every.DAY, "08:30")]
    page = words(lan.open(address).text)
    assert "Phòng Văn hóa - Xã hội: phát thanh hằng ngày" in page
    assert "15/KH-UBND" in page
    assert "trước 08:30 ngày" in page


def test_r2_the_first_page_warns_while_today_can_still_be_saved(house: House) -> None:
    lan = house.signed_in("lan")
    bulletin = house.approved()
    house.aired(bulletin, at("06:30"))
    document = brought(lan)
    confirmed(lan, document, chu_de=None)
    address = begun(lan, document, ten="Cao điểm tháng 11")
    assert "Hôm nay còn thiếu 01 lượt, còn kịp ở Buổi chiều tối 17:15." in words(lan.open("/").text)
    house.store.place(bulletin.id, "evening", at("08:00").date(), None, (), 0, house.people["tung"], house.clock.at)
    said = words(lan.open("/dot-cao-diem/hom-nay").text)
    assert "Hôm nay còn 01 lượt đã xếp lịch: Buổi chiều tối 17:15." in said
    house.aired(bulletin, at("17:15"), slot="evening")
    house.clock.at = at("18:00")
    assert "Hôm nay đã đạt chỉ tiêu." in words(lan.open("/").text)
    assert "Đạt: 01 ngày" in words(lan.open(address).text)


def test_a_missed_day_is_told_in_words_and_what_is_still_worth_an_airing(house: House) -> None:
    lan = house.signed_in("lan")
    document = brought(lan)
    confirmed(lan, document, chu_de=None)
    address = begun(lan, document)
    bulletin = house.approved()
    house.aired(bulletin, at("06:30"), Outcome.MISSED, Reason.STATION_OFF, 0.0)
    page = words(lan.open(address).text)
    assert "Hôm nay không còn đạt đủ chỉ tiêu (thiếu 02 lượt), nhưng vẫn phát được ở Buổi chiều tối 17:15." in page
    house.clock.at = at("18:00")
    assert "Hôm nay chưa đạt, còn thiếu 02 lượt, không còn buổi phát nào kịp." in words(lan.open(address).text)


def test_the_rotation_is_placed_as_ticked_and_taken_off_whole(house: House) -> None:
    for number in range(4):
        house.approved(f"Cảnh giác số {number}")
    lan = house.signed_in("lan")
    address = begun(lan, tu="2026-11-24", den="2026-11-27", luot="1", khung=["morning", "evening"])
    page = lan.open(f"{address}/luan-phien").text
    fields = filled(page, f"{address}/luan-phien")
    assert len(fields["luot"]) == 8
    fields["luot"] = fields["luot"][:5]
    assert lan.send(f"{address}/luan-phien", **fields).status_code == 303
    placed = house.store.placements(at("06:00").date(), at("06:00").date() + timedelta(days=9))
    assert len(placed) == 5
    shown = lan.open(address).text
    assert "Lịch đã đủ" in shown and "Lịch còn thiếu 01 lượt" in shown
    assert lan.send(f"{address}/luan-phien", **fields).status_code == 409
    action = re.search(r'action="(/dot-cao-diem/luan-phien/[^"]+/go)"', shown)
    assert action is not None
    assert lan.send(action[1]).status_code == 303
    assert house.store.placements(at("06:00").date(), at("06:00").date() + timedelta(days=9)) == []
    assert "Nguyễn Thị Lan đã gỡ" in words(lan.open(address).text)
    assert "gỡ lịch luân phiên" in lan.open("/nhat-ky/hoat-dong").text


def test_nothing_ticked_places_nothing_and_a_made_up_airing_is_refused(house: House) -> None:
    lan = house.signed_in("lan")
    address = begun(lan)
    answer = lan.send(f"{address}/luan-phien")
    assert answer.status_code == 409 and "Hãy đánh dấu ít nhất một lượt" in answer.text
    for wrong in ("x", "2026-11-24 morning", f"hôm nay morning {UUID(int=3)}", f"2026-11-24 morning {UUID(int=3)}"):
        assert lan.send(f"{address}/luan-phien", luot=wrong).status_code in (404, 409)


def test_gaps_are_told_with_their_reason(house: House) -> None:
    lan = house.signed_in("lan")
    address = begun(lan, chu_de=["T17"])
    page = words(lan.open(f"{address}/luan-phien").text)
    assert "chưa có bản tin nào đã duyệt đúng chủ đề" in page


def test_two_people_at_one_campaign_do_not_overwrite_each_other(house: House) -> None:
    lan, tung = house.signed_in("lan"), house.signed_in("tung")
    address = begun(lan)
    first = filled(lan.open(f"{address}/sua").text, f"{address}/sua", ten="Của Lan")
    second = filled(tung.open(f"{address}/sua").text, f"{address}/sua", ten="Của Tùng")
    assert lan.send(f"{address}/sua", **first).status_code == 303
    answer = tung.send(f"{address}/sua", **second)
    assert answer.status_code == 409
    assert "vừa có người sửa" in answer.text and "Của Tùng" in answer.text
    assert house.store.campaigns()[0].name == "Của Lan"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ten": " "}, "Hãy nhập tên đợt cao điểm"),
        ({"luot": "0", "phut": "0"}, "Hãy nhập số lượt hoặc số phút"),
        ({"den": "2020-01-01"}, "Ngày cuối phải bằng hoặc sau ngày đầu"),
        ({"tu": ""}, "Hãy chọn ngày đầu và ngày cuối"),
        ({"qua_lap": "0"}, "Hãy nhập số từ 1 đến 100"),
    ],
)
def test_terms_that_cannot_be_kept_get_a_sentence(house: House, changes: dict[str, str], said: str) -> None:
    lan = house.signed_in("lan")
    page = lan.open("/dot-cao-diem/moi").text
    answer = lan.send("/dot-cao-diem", **filled(page, "/dot-cao-diem", **({"ten": "Đợt"} | changes)))
    assert answer.status_code == 400
    assert said in answer.text
    assert house.store.campaigns() == []


def test_a_report_that_is_due_is_marked_as_sent_and_no_longer_presses(house: House) -> None:
    lan = house.signed_in("lan")
    document = brought(lan)
    confirmed(lan, document)
    address = begun(lan, document)
    house.clock.at = at("07:00", at("06:00").date() + timedelta(days=1))
    house.alive()
    assert "Hạn hôm nay: Báo cáo nhanh ngày 23/11: trước 08:30 ngày 24/11/2026" in words(lan.open("/").text)
    page = lan.open(address).text
    assert lan.send(f"{address}/da-gui", **filled(page, f"{address}/da-gui")).status_code == 303
    assert "Đã gửi" in words(lan.open(address).text)
    house.clock.at += LATER
    assert "Quá hạn" not in words(lan.open("/dot-cao-diem").text)
    assert lan.send(f"{address}/da-gui", loai="week", han="2026-11-24T08:30:00+07:00").status_code == 404
    assert lan.send(f"{address}/da-gui", loai="day", han="mai").status_code == 404


def test_the_campaigns_report_takes_over_quota_topics_documents_and_addressee(house: House) -> None:
    lan = house.signed_in("lan")
    document = brought(lan)
    confirmed(lan, document, chu_de=["T01"])
    address = begun(lan, document, ten="Cao điểm tháng 11", ket_thuc="2026-12-04", ket_thuc_gui="Công an phường")
    house.aired(house.approved(topic=Topic.T01), at("06:30"))
    house.aired(house.approved("Chuyện khác", topic=Topic.T17), at("06:32"))
    id = address.rpartition("/")[2]
    page = words(lan.open(f"/bao-cao?loai=campaign&dot={id}").text)
    assert "từ ngày 23/11/2026 đến ngày 04/12/2026" in page
    assert "Theo lịch 01 lượt" in page
    from io import BytesIO

    from docx import Document

    taken = lan.open(f"/bao-cao/tai-ve/docx?loai=campaign&dot={id}").data
    said = "\n".join(one.text for one in Document(BytesIO(taken)).paragraphs)
    assert "Kính gửi: Công an phường" in said
    assert "Thực hiện văn bản số 15/KH-UBND ngày 20/11/2026" in said
    assert "Cao điểm tháng 11" in said
    assert "Cao điểm tháng 11" in lan.open("/bao-cao?loai=campaign").text


def test_ending_a_campaign_takes_its_coming_airings_off(house: House) -> None:
    for number in range(4):
        house.approved(f"Cảnh giác số {number}")
    lan = house.signed_in("lan")
    address = begun(lan, tu="2026-11-24", den="2026-11-27")
    page = lan.open(f"{address}/luan-phien").text
    lan.send(f"{address}/luan-phien", **filled(page, f"{address}/luan-phien"))
    assert lan.send(f"{address}/ket-thuc").status_code == 303
    assert house.store.placements(at("06:00").date(), at("06:00").date() + timedelta(days=9)) == []
    assert "Đã kết thúc" in lan.open("/dot-cao-diem").text
    assert lan.send(f"{address}/luan-phien", luot="2026-11-24 morning " + str(UUID(int=3))).status_code in (404, 409)


def test_a_column_is_opened_filled_and_closed(house: House) -> None:
    lan = house.signed_in("lan")
    fields = {
        "ten": "Người tốt, việc tốt",
        "thu": "4",
        "khung": "evening",
        "chu-de": "T17",
        "mo-dau": "Mời bà con nghe.",
    }
    assert lan.send("/chuyen-muc", **fields).status_code == 303
    page = words(lan.open("/chuyen-muc").text)
    assert "Người tốt, việc tốt" in page and "27/11/2026 : chưa có bản tin đúng chủ đề" in page
    (column,) = house.store.columns()
    answer = lan.send(f"/chuyen-muc/{column.id}/ban-tin")
    assert answer.status_code == 303
    assert "Mời bà con nghe." in lan.open(answer.headers["Location"]).text
    assert lan.send("/chuyen-muc", ten="", khung="evening").status_code == 400
    assert lan.send("/chuyen-muc", ten="Sai", khung="noon").status_code == 400
    assert lan.send(f"/chuyen-muc/{column.id}/dung").status_code == 303
    assert house.store.columns() == []


def test_the_deeds_are_in_the_record_in_vietnamese(house: House) -> None:
    lan = house.signed_in("lan")
    document = brought(lan)
    confirmed(lan, document)
    begun(lan, document)
    record = lan.open("/nhat-ky/hoat-dong").text
    assert "lưu văn bản" in record and "xác nhận nội dung văn bản" in record and "lập đợt cao điểm" in record
