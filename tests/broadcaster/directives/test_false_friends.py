"""What looks like a duty of the ward's loudspeakers and is none, what stands beside one, and how long reading takes."""

import time
from datetime import date

import pytest

from broadcaster.directives import Every, PartOfDay, Per, read
from tests.broadcaster.directives.sentences import only_duty, only_report, reading


@pytest.mark.parametrize(
    "line",
    [
        "- Tổ bầu cử sử dụng loa tay nhắc cử tri đi bỏ phiếu.",
        "- Đơn vị bắn đạn thật dùng loa phóng thanh tại các chốt để nhắc người dân.",
        "- Cung cấp tài liệu để Nhà trường phát trên loa phát thanh ký túc xá vào 18h30 hằng ngày.",
        "- Nhà máy thông báo xả lũ trước ít nhất 04 giờ qua hệ thống loa cảnh báo xả lũ.",
        "- Dự kiến chi 6.000.000 đồng cho viết bài, thu âm, phát thanh.",
        "- Thù lao đọc phát thanh 75.000 đồng/bài x 24 bài.",
        "- Thông báo này thay thế Thông báo số 12/TB-UBND, theo đó hệ thống truyền thanh phát 03 buổi/ngày.",
        "- Nội dung quy ước: không mở loa gây ồn sau 22 giờ; mỗi tháng tổng vệ sinh 01 lần.",
        "- Bộ phận văn hóa tổ chức phát thanh theo mục 3.1.",
        "- Hướng dẫn nội dung tuyên truyền trên hệ thống thông tin cơ sở.",
    ],
)
def test_another_s_loudspeaker_money_or_an_old_rule_is_no_duty(line):
    assert reading(line).loudspeaker == ()


def test_what_is_said_below_noise_is_not_about_loudspeakers():
    assert reading("- Không mở loa gây ồn; tuần tra ban đêm 02 lần/tuần.").loudspeaker == ()


@pytest.mark.parametrize("said", ["ít nhất 03 giờ một lần", "06 giờ/lần"])
def test_every_so_many_hours_is_no_hour_of_the_day(said):
    duty = only_duty(f"- Phát tin bão trên hệ thống truyền thanh {said}.")
    assert (duty.plays, duty.times) == (None, ())


def test_so_many_days_a_week_are_so_many_plays():
    duty = only_duty("- Phát thông điệp trên hệ thống truyền thanh cơ sở với tần suất 05 ngày/tuần.")
    assert (duty.plays, duty.per) == (5, Per.WEEK)


def test_items_that_are_sent_along_are_not_plays():
    duty = only_duty("- Bộ phận truyền thanh sử dụng 03 bài phát thanh gửi kèm, phát mỗi ngày 01 bài.")
    assert (duty.plays, duty.per) == (1, Per.DAY)


def test_playing_again_is_no_second_duty():
    duty = only_duty("- Phát trên loa phường 02 tin/tuần; phát lại ít nhất 01 lần vào buổi chiều.")
    assert (duty.plays, duty.per, duty.parts_of_day) == (2, Per.WEEK, (PartOfDay.AFTERNOON,))


def test_another_case_has_its_own_count():
    line = "- Phát trên loa xã một ngày một lần, hai ngày trước khi tiêm thì phát tăng cường 03 lần/ngày."
    duties = reading(line).loudspeaker
    assert [(duty.plays, duty.per, duty.increase) for duty in duties] == [(1, Per.DAY, False), (3, Per.DAY, True)]


def test_days_of_their_own_have_their_own_hours():
    duties = reading(
        "- Phát trên loa phường ngay khi có lệnh, vào lúc 18 giờ, 20 giờ ngày 21/9; các ngày tiếp theo phát 2 lần/ngày"
        " vào lúc 6 giờ, 17 giờ."
    ).loudspeaker
    assert [duty.times for duty in duties] == [("18:00", "20:00"), ("06:00", "17:00")]


def test_a_weekday_and_an_hour_that_stand_apart_are_one_deadline():
    report = only_report("- Vào thứ Năm hằng tuần, các tổ báo cáo kết quả về Công an phường trước 15 giờ 00 phút.")
    assert (report.weekday, report.by_time) == (4, "15:00")


def test_the_days_the_figures_are_of_are_no_deadline():
    report = only_report(
        "- Báo cáo tuần (lấy số liệu từ thứ Năm tuần trước đến thứ Tư tuần này) gửi Công an phường trước 14 giờ thứ Tư."
    )
    assert (report.every, report.weekday, report.by_time) == (Every.WEEK, 3, "14:00")


def test_the_sender_s_own_report_is_not_the_ward_s():
    report = only_report(
        "Cơ quan sẽ tổng hợp báo cáo tỉnh trước ngày 05/10/2025, vì vậy đề nghị các phường gửi kết quả về Trung tâm"
        " (qua email a@b.example) trước ngày 03/10/2025."
    )
    assert (report.once, report.addressee) == (date(2025, 10, 3), "Trung tâm")


def test_so_many_days_after_the_issue():
    report = only_report("- Trung tâm báo cáo UBND phường trong thời hạn 15 ngày kể từ ngày ban hành văn bản này.")
    assert report.once == date(2025, 9, 16)


@pytest.mark.parametrize(
    "piece",
    [
        "- Tổ dân phố báo cáo kết quả về Công an phường trước ngày 25 hằng tháng; phát trên loa 02 lượt/ngày.\n",
        "từ ngày 01/02 đến ngày 03/04/2026, ",
        "( ",
        "a:\n- b:\n+ c:\n",
    ],
)
def test_a_text_of_two_hundred_thousand_letters_takes_seconds(piece):
    began = time.process_time()
    reading(piece * (200_000 // len(piece)))
    assert time.process_time() - began < 10, "seconds of one processor; some tenths on an office computer"


def test_a_text_that_is_cut_short_is_still_read():
    assert read("Kính gửi: Các tổ\n1. Phát trên loa phường 02 lần/ngày").loudspeaker[0].plays == 2
