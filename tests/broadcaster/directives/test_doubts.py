"""What a reading is not sure of is put to the officer with its words; what it is sure of is not."""

import pytest

from broadcaster.directives import DoubtAbout, read, reason
from broadcaster.directives.rules import table
from tests.broadcaster.directives.scoring import TEXTS, wanted
from tests.broadcaster.directives.sentences import reading


def rules(*lines):
    return [one.source.rule for one in reading(*lines).doubts]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("- Phát trên loa phường hai ngày một lần.", "doubt.interval"),
        ("- Đề nghị thông báo trên loa phường 03 lần.", "doubt.in-all"),
        ("- Phát thông báo trên loa phường vào sáng và chiều.", "doubt.how-often"),
        ("- Phát trên loa phường 02 lượt/ngày, mỗi bài phát 03 lần.", "doubt.amount-left"),
        ("- Phát trên loa phường 02 kỳ/tuần vào thứ Hai đầu tiên của tháng.", "doubt.amount-left"),
        ("- Hệ thống truyền thanh phường hoạt động 02 buổi/ngày, chưa đạt yêu cầu.", "doubt.no-duty"),
        ("- Phát trên loa phường sáng, chiều thứ Ba, thứ Năm hằng tuần, lúc 6h00 và 17h00.", "doubt.product"),
    ],
)
def test_an_amount_that_no_duty_holds_is_doubted(line, rule):
    assert rules(line) == [rule]


def test_a_count_behind_a_duty_that_was_read_as_something_else_is_doubted():
    lines = ("- Phát trên loa phường 02 lượt/ngày.", "- Cán bộ phát lại vào 20h00 khi cần.")
    assert rules(*lines) == ["doubt.beside"]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("- Các tổ dân phố gửi danh sách về Phòng Kinh tế trước ngày 10/9/2025.", "doubt.due"),
        ("- Các tổ dân phố báo cáo trước ngày 10/9/2025.", "doubt.addressee"),
        ("- Tổ dân phố báo cáo UBND phường trước 17 giờ các ngày tiêm.", "doubt.no-report"),
    ],
)
def test_something_due_that_is_no_whole_report_is_doubted(line, rule):
    assert rules(line) == [rule]


def test_an_hour_in_brackets_behind_the_addressee_is_no_part_of_its_name():
    assert rules("- Các tổ dân phố hằng ngày báo cáo nhanh về Công an phường (**trước 8h30' sáng**).") == []
    assert rules("- Hằng tuần báo cáo về Phòng Kinh tế (bộ phận một cửa).") == ["doubt.addressee"]


def test_days_of_a_broadcast_outside_the_period_are_doubted():
    found = reading(
        "1. Thời gian: từ ngày 01/10 đến ngày 31/10/2025.",
        "2. Phát trên loa phường 02 lượt/ngày, bắt đầu từ ngày 15/9/2025.",
    )
    doubt = next(one for one in found.doubts if one.about is DoubtAbout.PERIOD)
    assert doubt.source.rule == "doubt.period-other" and doubt.source.quote == "15/9/2025"


def test_a_period_without_its_first_day_is_doubted():
    assert "doubt.period-open" in rules("Thời gian thực hiện: đến hết ngày 30/9/2025.")


def test_fraud_without_a_known_topic_is_doubted():
    assert rules("Người dân cảnh giác với chiêu lừa đảo mới.") == ["doubt.topics"]


def test_a_head_without_number_date_issuer_and_abstract_is_doubted():
    about = {one.about for one in read("Chào bà con.").doubts}
    assert about == {DoubtAbout.NUMBER, DoubtAbout.DATE, DoubtAbout.ISSUER, DoubtAbout.TITLE}


def test_a_scan_that_lost_its_tones_is_read_and_doubted():
    found = reading("- Phát trên hệ thông loa phường 02 lân/ngày từ 22/9 đên 30/9/2025, vê môt việc.")
    assert [one.plays for one in found.loudspeaker] == [2]
    assert "doubt.scan" in [one.source.rule for one in found.doubts]


def test_a_plain_duty_with_a_plain_report_raises_no_doubt():
    assert (
        rules(
            "1. Phát trên loa phường 02 lượt/ngày (sáng, chiều) từ ngày 05/9 đến ngày 30/9/2025.",
            "2. Các tổ dân phố báo cáo về UBND phường trước ngày 02/10/2025.",
        )
        == []
    )


def test_every_doubt_is_in_the_json_with_its_words_its_place_and_its_reason():
    found = reading("- Phát trên loa phường hai ngày một lần.").to_json()
    (doubt,) = found["doubts"]
    assert doubt["about"] == "loudspeaker" and found["text"][slice(*doubt["place"])] == doubt["quote"]
    assert reason(doubt["rule"])


def test_no_rule_of_a_doubt_stands_idle():
    raised = {one.source.rule for path in TEXTS for one in read(path.read_text(encoding="utf-8")).doubts}
    known = {rule for rule in table("rules")["rule"] if rule.startswith("doubt.")}
    assert known - raised <= {"doubt.issuer", "doubt.title"}  # see the head without either above


def test_documents_that_are_read_rightly_raise_few_doubts():
    """The documents of the tests are all read as expected, so every doubt here costs an officer a look for nothing."""
    doubts = [read(path.read_text(encoding="utf-8")).doubts for path in TEXTS]
    assert all(wanted(path) for path in TEXTS)
    assert sum(map(len, doubts)) / len(TEXTS) < 1
