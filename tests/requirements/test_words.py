"""What the documents ask of the words and of who stands by them: R8, R10, R14, R15, R17 to R19, R21, R22.

The phrase of each row stands with its test. Most go through the desk, as an officer would.
"""

import io
import re
from datetime import date

import pytest
from docx import Document

from broadcaster import spoken
from broadcaster.bulletin import Source, Topic
from broadcaster.duty import Findings
from broadcaster.errors import NotAllowed
from broadcaster.office import filing, newsroom
from broadcaster.proofreading import remarks_on
from broadcaster.proofreading.remark import Concern
from broadcaster.reports import ReportKind
from tests.builders import MONDAY, at
from tests.requirements.asked import (
    SHIPPED,
    a_report,
    begun,
    paragraphs,
    words,
)
from tests.web.cast import House


def test_r8_good_people_and_good_deeds_are_a_topic_of_their_own(house: House) -> None:
    """ "nêu gương người tốt, việc tốt" """
    assert any(script.topic is Topic.T17 for script in SHIPPED)
    house.aired(house.approved("Cô giao dịch viên", topic=Topic.T17), at("06:30"))
    assert "T17 Người tốt, việc tốt" in paragraphs(a_report(house, ReportKind.FLASH, MONDAY))


def test_r10_every_warning_ends_with_whom_to_call_and_that_is_a_setting(house: House) -> None:
    """ "phương thức, thủ đoạn, hậu quả … tố giác tội phạm" """
    assert {Topic.T14, Topic.T16} <= {script.topic for script in SHIPPED}
    for script in SHIPPED:
        assert "{hotline}" in script.text.rpartition("\n\n")[2], script.title
    heard = spoken.filled(SHIPPED[0].text, SHIPPED[0], house.settings)
    assert house.settings.station.hotline in heard and "{hotline}" not in heard


def test_r14_the_approved_text_can_be_copied_for_zalo_and_the_portal(house: House) -> None:
    """ "nhiều hình thức như … nhóm Zalo … hệ thống truyền thanh cơ sở" """
    bulletin, draft = house.approved("Đăng Zalo"), house.draft("Chưa duyệt")
    browser = house.signed_in("lan")
    page = browser.open(f"/ban-tin/{bulletin.id}").text
    area = re.search(r'<textarea[^>]*id="copy"[^>]*>(.*?)</textarea>', page, re.S)
    assert area is not None and "Công an không làm việc qua điện thoại" in area[1]
    assert 'id="copy"' not in browser.open(f"/ban-tin/{draft.id}").text


def test_r15_a_script_for_each_kind_of_fraud_and_for_each_topic() -> None:
    """seven fraud types (1) … (7)"""
    assert {script.topic for script in SHIPPED} >= set(Topic) - {Topic.OTHER}


def test_r17_a_text_that_was_sent_along_is_imported_with_its_source(house: House) -> None:
    """ "Bài tuyên truyền, đồ họa thông tin (gửi kèm)" """
    document = Document()
    for line in ("CÔNG AN TỈNH", "Số: 88/CAT-PV05", "Ngày 20 tháng 11 năm 2026", "Cảnh giác lừa đảo qua mạng."):
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    lan = house.signed_in("lan")
    answer = lan.send("/van-ban", tep=(io.BytesIO(file.getvalue()), "bai.docx"))
    assert answer.status_code == 303, answer.text
    (filed,) = house.store.directives()
    assert filing.original(house.settings, filed).read_bytes() == file.getvalue()
    said = Findings("88/CAT-PV05", date(2026, 11, 20), "Công an tỉnh", "Cảnh giác", topics=frozenset({Topic.T01}))
    filing.confirm(house.store, house.people["lan"], filed.id, 1, said, house.clock.at)
    made = lan.send(f"/van-ban/{filed.id}/ban-tin")
    assert made.status_code == 303
    (draft,) = house.store.bulletins()
    assert draft.script.source == Source("88/CAT-PV05", date(2026, 11, 20), "Công an tỉnh", "Cảnh giác")
    assert "Cảnh giác lừa đảo qua mạng." in draft.script.text


def test_r18_who_supplied_the_words_and_who_broadcasts_are_two_and_no_author_approves(house: House) -> None:
    """ "Phối hợp với Phòng Văn hóa - xã hội phường" """
    bulletin = house.pending(source=Source("12/CAP", None, "Công an phường", "Cảnh giác"))
    assert bulletin.rendition is not None
    assert bulletin.script.source.issuer == "Công an phường" and bulletin.author_name == "Nguyễn Thị Lan"
    lan = house.people["lan"]
    house.store.listened(bulletin.id, bulletin.rendition.sha256, lan, house.clock.at)
    with pytest.raises(NotAllowed):
        newsroom.approve(house.store, lan, bulletin.id, bulletin.rendition.sha256, house.clock.at)
    assert "Công an phường" in house.signed_in("van").open(f"/ban-tin/{bulletin.id}").text


def test_r19_author_approver_and_operator_stand_on_every_log_row_and_a_campaign_names_who_is_responsible(
    house: House,
) -> None:
    """ "gán trách nhiệm cụ thể cho các tổ chức, cá nhân phụ trách" """
    entry = house.aired(house.approved(), at("06:30"))
    names = (entry.author_name, entry.approver_name, entry.operator_name)
    assert names == ("Nguyễn Thị Lan", "Trần Văn Minh", "Lê Thanh Tùng")
    shown = words(house.signed_in("van").open("/nhat-ky").text)
    assert all(name in shown for name in names)
    one = begun(house, responsible=("Công an phường: cung cấp nội dung", "Phòng Văn hóa - Xã hội: phát thanh"))
    page = words(house.signed_in("van").open(f"/dot-cao-diem/{one.id}").text)
    assert "Phòng Văn hóa - Xã hội: phát thanh" in page


def test_r21_five_nots_and_two_musts_is_a_script_of_its_own_and_the_default_topic(house: House) -> None:
    """ "trọng tâm tuyên truyền theo khẩu hiệu “5 không, 2 phải”" """
    whole = next(script for script in SHIPPED if script.title.startswith("“Năm không, hai phải”"))
    for part in ("không thực hiện", "không tham lam", "không kết bạn", "không chuyển khoản", "không đầu tư"):
        assert part in whole.text.casefold()
    assert "phải thường xuyên cảnh giác" in whole.text and "phải tố giác" in whole.text
    page = house.signed_in("lan").open("/ban-tin/moi?mau=").text
    assert re.search(r'<option value="T13" selected', page)


def test_r22_length_and_long_sentences_are_told_while_writing(house: House) -> None:
    """ "ngắn gọn, dễ hiểu" """
    long = "Bà con hãy cảnh giác với những cuộc gọi lạ " + "và nhớ kỹ điều này " * 15 + "."
    remarks = remarks_on(long)
    assert any(remark.concern is Concern.LENGTH for remark in remarks)
    assert not any(remark.concern is Concern.LENGTH for remark in remarks_on("Bà con hãy cảnh giác."))
    live = house.signed_in("lan").send("/ban-tin/uoc-luong", form_page="/ban-tin/moi?mau=", text=long)
    assert live.status_code == 200 and "giây" in words(live.text)
