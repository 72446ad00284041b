"""Single sentences on days, deadlines and topics in all their spellings; and any text whatever. R rows by name."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.directives import Every, read
from tests.broadcaster.directives.scoring import TEXTS
from tests.broadcaster.directives.sentences import only_report, reading


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("từ ngày 02/9 đến 14/9/2025", date(2025, 9, 2), date(2025, 9, 14)),
        ("từ ngày 02 đến ngày 14/9/2025", date(2025, 9, 2), date(2025, 9, 14)),
        ("từ ngày 15 tháng 9 đến hết ngày 15 tháng 10 năm 2025", date(2025, 9, 15), date(2025, 10, 15)),
        ("từ 20/12 đến 10/01/2026", date(2025, 12, 20), date(2026, 1, 10)),
        ("từ tháng 10 đến tháng 12/2025", date(2025, 10, 1), date(2025, 12, 31)),
        ("trong tháng 10", date(2025, 10, 1), date(2025, 10, 31)),
        ("trong quý IV/2025", date(2025, 10, 1), date(2025, 12, 31)),
        ("từ nay đến hết tháng 11/2025", date(2025, 9, 1), date(2025, 11, 30)),
        ("đến hết ngày 30/9/2025", None, date(2025, 9, 30)),
        ("45 ngày kể từ ngày ký", date(2025, 9, 1), date(2025, 10, 16)),
        ("30 ngày kể từ ngày 01/10/2025", date(2025, 10, 1), date(2025, 10, 30)),
        ("02 tuần, kể từ ngày 08/9/2025", date(2025, 9, 8), date(2025, 9, 21)),
        ("02 tháng kể từ ngày ký", date(2025, 9, 1), date(2025, 11, 1)),
    ],
)
def test_the_time_of_the_work(said, first, last):
    period = reading(f"3. Thời gian thực hiện: {said}.").period
    assert (period.value.first, period.value.last) == (first, last)


@pytest.mark.parametrize(
    "line",
    [
        "Từ ngày 15/12/2024 đến ngày 14/6/2025, trên địa bàn xảy ra 17 vụ.",
        "- Các đơn vị báo cáo số liệu tính từ ngày 01/8 đến ngày 31/8/2025 về UBND phường.",
        "Quyết định có hiệu lực từ ngày 15/9/2025.",
        "- Treo cờ từ ngày 28/8 đến ngày 05/9/2025, treo 20 băng rôn.",
    ],
)
def test_days_that_are_not_the_time_of_the_work(line):
    assert reading(line).period is None


@pytest.mark.parametrize(
    ("said", "every", "weekday", "day", "time"),
    [
        ("trước 16 giờ thứ Sáu hằng tuần", Every.WEEK, 5, None, "16:00"),
        ("vào thứ 2 hằng tuần", Every.WEEK, 1, None, None),
        ("trước 15h00 ngày thứ Năm hàng tuần", Every.WEEK, 4, None, "15:00"),
        ("vào Chủ nhật mỗi tuần", Every.WEEK, 7, None, None),
        ("trước ngày 25 hằng tháng", Every.MONTH, None, 25, None),
        ("hằng quý, trước ngày 20 của tháng cuối quý", Every.QUARTER, None, 20, None),
        ("hằng ngày trước 8h30'", Every.DAY, None, None, "08:30"),
        ("định kỳ 06 tháng", Every.HALF_YEAR, None, None, None),
        ("hằng năm", Every.YEAR, None, None, None),
    ],
)
def test_reports_that_are_due_again_and_again(said, every, weekday, day, time):
    report = only_report(f"- Các tổ dân phố báo cáo kết quả về Công an phường {said}.")
    assert (report.every, report.weekday, report.by_day, report.by_time) == (every, weekday, day, time)
    assert report.addressee == "Công an phường"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("chậm nhất ngày 15/11", date(2025, 11, 15)),
        ("trước ngày 14/9/2025", date(2025, 9, 14)),
        ("trước ngày 10 tháng 01", date(2026, 1, 10)),
        ("hạn cuối ngày 30/9/2025", date(2025, 9, 30)),
    ],
)
def test_reports_that_are_due_once(said, day):
    report = only_report(f"- Gửi báo cáo kết quả về Phòng Văn hóa - Xã hội {said} để tổng hợp, báo cáo UBND phường.")
    assert report.once == day
    assert report.addressee == "Phòng Văn hóa - Xã hội"


@pytest.mark.parametrize(
    "line",
    [
        "- Đăng ký danh sách về UBND phường trước ngày 20/9/2025.",
        "Thực hiện Báo cáo số 88/BC-SYT ngày 02/8/2025 của Sở Y tế.",
        "- Báo cáo viên chuẩn bị tài liệu trước ngày 20/9/2025.",
    ],
)
def test_what_is_no_report(line):
    assert reading(line).reports == ()


def test_r3_a_peak_period_within_standing_work():
    period = reading(
        "- Thời gian: Tuyên truyền thường xuyên; trong đó đợt cao điểm từ 02/9/2025 đến ngày 14/9/2025."
    ).period
    assert (period.value.first, period.value.last) == (date(2025, 9, 2), date(2025, 9, 14))


def test_r4_a_flash_report_each_day_of_a_span():
    report = only_report(
        "+ Đợt cao điểm, từ ngày 02/9 đến 13/9/2025: hằng ngày gửi báo cáo nhanh về Công an phường (trước 8h30' sáng)."
    )
    assert (report.every, report.by_time) == (Every.DAY, "08:30")
    assert (report.begin, report.end) == (date(2025, 9, 2), date(2025, 9, 13))


def test_r5_the_closing_report_has_its_own_day():
    report = only_report("+ Hết đợt cao điểm, các tổ gửi báo cáo trước ngày 14/9/2025 về Công an phường;")
    assert (report.once, report.addressee) == (date(2025, 9, 14), "Công an phường")


def test_r9_half_yearly_and_yearly_reports():
    reports = reading("- Định kỳ 06 tháng, 01 năm báo cáo kết quả gửi UBND thành phố (qua Công an thành phố).").reports
    assert [report.every for report in reports] == [Every.HALF_YEAR, Every.YEAR]
    assert {report.addressee for report in reports} == {"UBND thành phố (qua Công an thành phố)"}


def test_r13_difficulties_reported_at_once_are_no_deadline():
    assert reading("Có khó khăn, vướng mắc, kịp thời báo cáo về UBND phường để giải quyết.").reports == ()


def test_r15_the_fraud_types_are_topics():
    found = reading(
        "Các thủ đoạn: (1) giả danh ngân hàng lấy mã OTP; (2) chiếm đoạt tài khoản mạng xã hội; (3) giả sàn thương mại"
        " điện tử; (4) tiền ảo, vay tiền qua mạng, mua hàng online; (5) giả danh nhà mạng; (6) giả danh người nước"
        " ngoài; (7) gọi điện khủng bố, đòi nợ."
    ).topics
    assert [topic.value for topic in found] == [f"T{number:02}" for number in range(1, 10)]


def test_r21_the_slogan_is_a_topic():
    assert [topic.value for topic in reading("Trọng tâm là “5 không, 2 phải”.").topics] == ["T13"]


def test_what_says_nothing_has_nothing():
    found = read("Chào bà con.").to_json()
    assert [found[key] for key in ("number", "date", "issuer", "title", "period")] == [None] * 5
    assert [found[key] for key in ("loudspeaker", "reports", "topics")] == [[], [], []]


PIECES = st.sampled_from(
    [line for path in TEXTS for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
)
ANY_TEXT = st.one_of(
    st.text(max_size=400), st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=25).map("\n".join)
)


@settings(max_examples=150, deadline=None)
@given(ANY_TEXT)
def test_any_text_is_read_and_every_quotation_is_in_it(text):
    found = read(text)
    facts = [found.number, found.issued, found.issuer, found.title, found.period, *found.topics]
    sources = [one.source for one in facts if one] + [one.source for one in (*found.loudspeaker, *found.reports)]
    sources += [one.source for one in found.doubts]
    for source in sources:
        assert 0 <= source.start <= source.end <= len(found.text)
        assert source.quote == found.text[source.start : source.end]
    for report in found.reports:
        assert (report.every is None) != (report.once is None)
    assert found.to_json()["text"] == found.text
