"""Single sentences on loudspeakers: counts, hours, lengths in all their spellings, and what only looks like a duty."""

import pytest

from broadcaster.directives import PartOfDay, Per
from tests.broadcaster.directives.sentences import only_duty, reading


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


def test_r1_early_morning_and_late_afternoon():
    duty = only_duty("- Tuyên truyền qua loa phường (ít nhất 01 lượt/ngày, vào lúc sáng sớm và chiều tối).")
    assert (duty.plays, duty.per) == (1, Per.DAY)
    assert duty.parts_of_day == (PartOfDay.EARLY, PartOfDay.DUSK)


def test_r2_a_daily_quota_without_hours():
    duty = only_duty("- Phát thanh cảnh báo lừa đảo lên hệ thống phát thanh phường (ít nhất 01 lượt/ngày).")
    assert (duty.plays, duty.per, duty.parts_of_day) == (1, Per.DAY, ())


def test_r7_more_than_before_in_the_mornings():
    duty = only_duty("- Tăng thời lượng, tần suất phát thanh vào khung giờ buổi sáng, mở chuyên mục điểm tin.")
    assert duty.increase and duty.parts_of_day == (PartOfDay.MORNING,) and duty.plays is None


def test_r11_airtime_without_the_word_loudspeaker():
    assert only_duty("Chỉ đạo tăng thời lượng, tần suất phát các tin, bài, chuyên đề về tội phạm mạng.").increase


@pytest.mark.parametrize("medium", ["hệ thống truyền thanh cơ sở", "hệ thống thông tin cơ sở"])
def test_r14_r16_one_medium_among_many_is_a_duty_without_a_number(medium):
    duty = only_duty(f"- Tuyên truyền rộng rãi trên Cổng thông tin điện tử, nhóm Zalo, {medium} trên địa bàn.")
    assert not duty.says_how_much and duty.source.rule == "loudspeaker.use"
