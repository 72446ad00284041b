"""Single sentences: counts, hours and days in all their spellings, and what only looks like a duty. R rows by name."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.directives import Every, PartOfDay, Per, read
from tests.broadcaster.directives.scoring import TEXTS

HEAD = """ỦY BAN NHÂN DÂN
PHƯỜNG MẪU TÂN

Số: 12/UBND-VHXH
V/v thử từng câu

Mẫu Tân, ngày 01 tháng 9 năm 2025

Kính gửi: Các tổ dân phố.

UBND phường yêu cầu các đơn vị thực hiện:

"""


def reading(*lines):
    return read(HEAD + "\n".join(lines) + "\n")


def only_duty(*lines):
    duties = reading(*lines).loudspeaker
    assert len(duties) == 1, duties
    return duties[0]


def only_report(*lines):
    reports = reading(*lines).reports
    assert len(reports) == 1, reports
    return reports[0]


@pytest.mark.parametrize(
    ("said", "plays", "per"),
    [
        ("02 lượt/ngày", 2, Per.DAY),
        ("02 lần/ngày", 2, Per.DAY),
        ("ngày 02 lần", 2, Per.DAY),
        ("mỗi ngày 02 lần", 2, Per.DAY),
        ("hai lần mỗi ngày", 2, Per.DAY),
        ("mỗi ngày hai lần", 2, Per.DAY),
        ("hằng ngày ít nhất 02 lượt", 2, Per.DAY),
        ("hàng ngày 2 lần", 2, Per.DAY),
        ("tối thiểu 03 lượt phát mỗi ngày", 3, Per.DAY),
        ("02 (hai) lượt/ngày", 2, Per.DAY),
        ("02 lần trong ngày", 2, Per.DAY),
        ("2 lượt/1 ngày", 2, Per.DAY),
        ("từ 2 đến 3 lượt/ngày", 2, Per.DAY),
        ("2-3 lần/ngày", 2, Per.DAY),
        ("3 buổi/tuần", 3, Per.WEEK),
        ("ba buổi mỗi tuần", 3, Per.WEEK),
        ("mỗi tuần ít nhất 03 buổi", 3, Per.WEEK),
        ("hằng tuần 05 lượt", 5, Per.WEEK),
        ("04 tin, bài/tháng", 4, Per.MONTH),
        ("mỗi tháng mười hai lượt", 12, Per.MONTH),
        ("hằng tháng 08 lượt", 8, Per.MONTH),
    ],
)
def test_a_count_is_read_however_it_is_written(said, plays, per):
    duty = only_duty(f"- Phát tin trên hệ thống loa truyền thanh phường {said}.")
    assert (duty.plays, duty.per) == (plays, per)


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("vào 5h30 và 17h", ("05:30", "17:00")),
        ("lúc 05:30 và 17:15", ("05:30", "17:15")),
        ("từ 5 giờ 30 phút đến 6 giờ và từ 17 giờ đến 17 giờ 30 phút", ("05:30", "17:00")),
        ("lúc 5h30' và 17h30'", ("05:30", "17:30")),
        ("lúc 5 giờ chiều", ("17:00",)),
        ("trong khung giờ 05h30 – 06h00", ("05:30",)),
    ],
)
def test_clock_times_are_those_at_which_something_begins(said, times):
    assert only_duty(f"- Phát tin trên loa phường mỗi ngày, {said}.").times == times


def test_listed_hours_every_day_are_so_many_plays():
    duty = only_duty("- Phát trên loa phường vào 5h30 và 17h hằng ngày.")
    assert (duty.plays, duty.per, duty.source.rule) == (2, Per.DAY, "loudspeaker.times")


@pytest.mark.parametrize(
    ("said", "longest"),
    [
        ("mỗi buổi không quá 15 phút", 15),
        ("mỗi lượt tối đa mười phút", 10),
        ("thời lượng từ 5 đến 7 phút/lần", 7),
        ("mỗi bản tin không vượt quá hai mươi lăm phút", 25),
        ("thời lượng mỗi buổi không quá 15 phút", 15),
    ],
)
def test_the_longest_single_broadcast(said, longest):
    assert only_duty(f"- Phát tin trên loa phường 02 buổi/ngày, {said}.").max_minutes == longest


def test_minutes_may_be_the_quota_instead_of_plays():
    duty = only_duty("- Dành tối thiểu 20 phút mỗi ngày trên hệ thống truyền thanh cơ sở cho nội dung này.")
    assert (duty.plays, duty.minutes, duty.per) == (None, 20, Per.DAY)


def test_toi_thieu_and_toi_da_are_no_evening():
    assert only_duty("- Phát trên loa phường tối thiểu 02 lượt/ngày, tối đa 10 phút/lượt.").parts_of_day == ()


@pytest.mark.parametrize(
    "line",
    [
        "- Đăng trên nhóm Zalo các tổ dân phố tối thiểu 01 lượt/ngày vào buổi sáng.",
        "- Duy trì 05 tin, bài/tuần trên Cổng thông tin điện tử phường.",
        "- Đài truyền hình tỉnh phát sóng phóng sự 02 lần/tuần.",
        "- Báo và Phát thanh, Truyền hình tỉnh tăng thời lượng phát sóng.",
        "- Phát 2.000 tờ rơi, ký cam kết 100% hộ dân, họp tổ dân phố 01 lần/tháng.",
        "- Phát hiện, xử phạt hộ dùng loa kéo gây ồn 03 lần/tuần.",
        "- Sửa chữa 07 cụm loa hư hỏng trước ngày 30/9/2025.",
        "- Trong tháng 8, đài truyền thanh phường đã phát 40 lượt tin.",
        "- Tổng hợp số lượt phát thanh của quý.",
        "- Đề nghị người dân theo dõi thông tin trên loa phường.",
    ],
)
def test_what_is_no_loudspeaker_duty(line):
    assert reading(line).loudspeaker == ()


def test_a_count_belongs_to_its_own_medium():
    line = "- Đăng Zalo 03 tin/tuần; Cổng thông tin 05 bài/tuần; loa truyền thanh 02 lượt/ngày; băng rôn 10 chiếc."
    duty = only_duty(line)
    assert (duty.plays, duty.per) == (2, Per.DAY)


def test_details_below_a_heading_belong_to_its_duty():
    duty = only_duty(
        "2. Trên hệ thống truyền thanh:",
        "- Tần suất: 02 lần/ngày;",
        "- Khung giờ: 5h45 và 17h15;",
        "- Thời lượng: không quá 8 phút/lần.",
    )
    assert (duty.plays, duty.times, duty.max_minutes) == (2, ("05:45", "17:15"), 8)
    assert duty.source.quote.startswith("Trên hệ thống") and duty.source.quote.endswith("8 phút/lần.")


def test_two_amounts_for_two_times_are_two_duties():
    duties = reading("- Phát trên loa 02 lượt/ngày trong đợt cao điểm, sau đó duy trì 03 lượt/tuần.").loudspeaker
    assert [(duty.plays, duty.per) for duty in duties] == [(2, Per.DAY), (3, Per.WEEK)]


def test_a_morning_and_an_afternoon_play_are_two():
    duty = only_duty("- Phát trên loa phường mỗi ngày một lần vào buổi sáng, một lần vào buổi chiều.")
    assert (duty.plays, duty.parts_of_day) == (2, (PartOfDay.MORNING, PartOfDay.AFTERNOON))


def test_every_second_day_is_no_play_a_day():
    duty = only_duty("- Phát trên loa phường hai ngày một lần.")
    assert (duty.plays, duty.per) == (None, None)


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


def test_r1_early_morning_and_late_afternoon():
    duty = only_duty("- Tuyên truyền qua loa phường (ít nhất 01 lượt/ngày, vào lúc sáng sớm và chiều tối).")
    assert (duty.plays, duty.per) == (1, Per.DAY)
    assert duty.parts_of_day == (PartOfDay.EARLY, PartOfDay.DUSK)


def test_r2_a_daily_quota_without_hours():
    duty = only_duty("- Phát thanh cảnh báo lừa đảo lên hệ thống phát thanh phường (ít nhất 01 lượt/ngày).")
    assert (duty.plays, duty.per, duty.parts_of_day) == (1, Per.DAY, ())


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


def test_r7_more_than_before_in_the_mornings():
    duty = only_duty("- Tăng thời lượng, tần suất phát thanh vào khung giờ buổi sáng, mở chuyên mục điểm tin.")
    assert duty.increase and duty.parts_of_day == (PartOfDay.MORNING,) and duty.plays is None


def test_r9_half_yearly_and_yearly_reports():
    reports = reading("- Định kỳ 06 tháng, 01 năm báo cáo kết quả gửi UBND thành phố (qua Công an thành phố).").reports
    assert [report.every for report in reports] == [Every.HALF_YEAR, Every.YEAR]
    assert {report.addressee for report in reports} == {"UBND thành phố (qua Công an thành phố)"}


def test_r11_airtime_without_the_word_loudspeaker():
    assert only_duty("Chỉ đạo tăng thời lượng, tần suất phát các tin, bài, chuyên đề về tội phạm mạng.").increase


def test_r13_difficulties_reported_at_once_are_no_deadline():
    assert reading("Có khó khăn, vướng mắc, kịp thời báo cáo về UBND phường để giải quyết.").reports == ()


@pytest.mark.parametrize("medium", ["hệ thống truyền thanh cơ sở", "hệ thống thông tin cơ sở"])
def test_r14_r16_one_medium_among_many_is_a_duty_without_a_number(medium):
    duty = only_duty(f"- Tuyên truyền rộng rãi trên Cổng thông tin điện tử, nhóm Zalo, {medium} trên địa bàn.")
    assert not duty.says_how_much and duty.source.rule == "loudspeaker.use"


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
    for source in sources:
        assert 0 <= source.start <= source.end <= len(found.text)
        assert source.quote == found.text[source.start : source.end]
    for report in found.reports:
        assert (report.every is None) != (report.once is None)
    assert found.to_json()["text"] == found.text
