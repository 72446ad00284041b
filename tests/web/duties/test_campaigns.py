"""Campaigns on the desk: begun from a document, warned of while a day can be saved, reported, recorded."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from docx import Document

from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Topic
from broadcaster.duty import Every
from tests.builders import at
from tests.web.cast import Browser, House
from tests.web.duties.duties_of_lan import EVERY_TOPIC, LATER, begun, brought, confirmed, under_way, words
from tests.web.forms import filled


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
    address = under_way(lan, EVERY_TOPIC, ten="Cao điểm tháng 11")
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
    address = under_way(lan, EVERY_TOPIC)
    bulletin = house.approved()
    house.aired(bulletin, at("06:30"), Outcome.MISSED, Reason.STATION_OFF, 0.0)
    page = words(lan.open(address).text)
    assert "Hôm nay không còn đạt đủ chỉ tiêu (thiếu 02 lượt), nhưng vẫn phát được ở Buổi chiều tối 17:15." in page
    house.clock.at = at("18:00")
    assert "Hôm nay chưa đạt, còn thiếu 02 lượt, không còn buổi phát nào kịp." in words(lan.open(address).text)


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


def on_the_day_a_report_is_due(house: House) -> tuple[Browser, str]:
    """Lan, and the address of a campaign whose first report is owed this morning."""
    lan = house.signed_in("lan")
    address = under_way(lan)
    house.clock.at = at("07:00", at("06:00").date() + timedelta(days=1))
    house.alive()
    return lan, address


def test_a_report_that_is_due_is_marked_as_sent_and_no_longer_presses(house: House) -> None:
    lan, address = on_the_day_a_report_is_due(house)
    assert "Hạn hôm nay: Báo cáo nhanh ngày 23/11: trước 08:30 ngày 24/11/2026" in words(lan.open("/").text)
    page = lan.open(address).text
    assert lan.send(f"{address}/da-gui", **filled(page, f"{address}/da-gui")).status_code == 303
    assert "Đã gửi" in words(lan.open(address).text)
    house.clock.at += LATER
    assert "Quá hạn" not in words(lan.open("/dot-cao-diem").text)
    assert lan.send(f"{address}/da-gui", loai="week", han="2026-11-24T08:30:00+07:00").status_code == 404
    assert lan.send(f"{address}/da-gui", loai="day", han="mai").status_code == 404


def test_a_report_marked_by_mistake_is_owed_again(house: House) -> None:
    lan, address = on_the_day_a_report_is_due(house)
    owed = "Hạn hôm nay: Báo cáo nhanh ngày 23/11"
    lan.send(f"{address}/da-gui", **filled(lan.open(address).text, f"{address}/da-gui"))
    page = lan.open(address).text
    assert "Đã ghi là đã gửi báo cáo." in page and owed not in words(lan.open("/").text)
    assert lan.send(f"{address}/chua-gui", **filled(page, f"{address}/chua-gui")).status_code == 303
    page = lan.open(address).text
    assert "Báo cáo này vẫn còn phải gửi." in page and f"{address}/chua-gui" not in page
    assert owed in words(lan.open("/").text)
    assert "bỏ dấu đã gửi báo cáo" in lan.open("/nhat-ky/hoat-dong").text
    assert lan.send(f"{address}/chua-gui", loai="day", han="mai").status_code == 404


def test_the_campaigns_report_takes_over_quota_topics_documents_and_addressee(house: House) -> None:
    lan = house.signed_in("lan")
    told = {"ten": "Cao điểm tháng 11", "ket_thuc": "2026-12-04", "ket_thuc_gui": "Công an phường"}
    address = under_way(lan, {"chu_de": ["T01"]}, **told)
    house.aired(house.approved(topic=Topic.T01), at("06:30"))
    house.aired(house.approved("Chuyện khác", topic=Topic.T17), at("06:32"))
    id = address.rpartition("/")[2]
    page = words(lan.open(f"/bao-cao?loai=campaign&dot={id}").text)
    assert "từ ngày 23/11/2026 đến ngày 04/12/2026" in page
    assert "Theo lịch 01 lượt" in page
    taken = lan.open(f"/bao-cao/tai-ve/docx?loai=campaign&dot={id}").data
    said = "\n".join(one.text for one in Document(BytesIO(taken)).paragraphs)
    assert "Kính gửi: Công an phường" in said
    assert "Thực hiện văn bản số 15/KH-UBND ngày 20/11/2026" in said
    assert "Cao điểm tháng 11" in said
    assert "Cao điểm tháng 11" in lan.open("/bao-cao?loai=campaign").text


def test_the_deeds_are_in_the_record_in_vietnamese(house: House) -> None:
    lan = house.signed_in("lan")
    under_way(lan)
    record = lan.open("/nhat-ky/hoat-dong").text
    assert "lưu văn bản" in record and "xác nhận nội dung văn bản" in record and "lập đợt cao điểm" in record


@pytest.mark.parametrize(("cell", "day"), [("tu", "2002-11-24"), ("den", "2062-11-24"), ("ngay", "2062-11-24")])
def test_a_year_mistyped_in_a_report_is_refused_under_its_row(house: House, cell: str, day: str) -> None:
    lan = house.signed_in("lan")
    page = lan.open("/dot-cao-diem/moi").text
    told = {"bc-0-tinh": "1", "bc-0-ky": "once" if cell == "ngay" else "day", f"bc-0-{cell}": day}
    answer = lan.send("/dot-cao-diem", **{**filled(page, "/dot-cao-diem", ten="Đợt"), **told})
    assert answer.status_code == 400
    assert "Ngày này cách xa thời gian của đợt" in answer.text and f'id="bc-0-{cell}-told"' in answer.text
    assert house.store.campaigns() == []


def test_many_overdue_reports_are_a_few_lines_on_the_first_page(house: House) -> None:
    lan = house.signed_in("lan")
    under_way(lan)
    house.clock.at += timedelta(days=9)
    lan = house.signed_in("lan")
    page = words(lan.open("/").text)
    assert page.count("Quá hạn: Báo cáo nhanh") + page.count("Hạn hôm nay: Báo cáo nhanh") == 3
    assert "Còn 06 báo cáo khác quá hạn." in page
    assert "Báo cáo nhanh ngày 01/12" in page  # the newest are the ones that are named
