"""What is remarked on in a script, and what is left alone."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster import scripts
from broadcaster.cli import main
from broadcaster.errors import SettingsError
from broadcaster.proofreading import Concern, outdated_list, proofread

SHIPPED = scripts.folder(Path(__file__).parents[3] / "scripts_vi")

REMARKED = [
    ("Ai nhặt được giấy tờ xin gọi chị Lan theo số 0912 345 678.", Concern.PHONE, "0912 345 678"),
    ("Liên hệ +84 987.654.321 để nhận lại chó lạc.", Concern.PHONE, "+84 987.654.321"),
    ("Đối tượng mang căn cước số 001 203 004 567 đã bỏ trốn.", Concern.IDENTITY, "001 203 004 567"),
    ("CCCD: 079301234567 bị rơi tại chợ.", Concern.IDENTITY, "079301234567"),
    ("Xin giúp đỡ cháu, số tài khoản 19031234567890 chị Hoa.", Concern.ACCOUNT, "19031234567890"),
    ("Gửi về STK 0123456789 nhé.", Concern.ACCOUNT, "0123456789"),
    ("Ông Nguyễn Văn Bình, trú tại số nhà 12 ngõ 5, bị lừa hai tỷ đồng.", Concern.PERSON, "Nguyễn Văn Bình"),
    ("Bà Trần Thị Đào sinh năm 1956 đã chuyển tiền.", Concern.PERSON, "Trần Thị Đào"),
    ("Cháu Lê Minh Khôi đi lạc. Nhà cháu ở ngõ 7.", Concern.PERSON, "Lê Minh Khôi"),
    ("Chị Phạm Thu Hà, số 0356789012, bán đất.", Concern.PERSON, "Phạm Thu Hà"),
    ("Theo Nghị định số 13/2023/NĐ-CP, dữ liệu được bảo vệ.", Concern.OUTDATED, "Nghị định số 13/2023/NĐ-CP"),
    ("Mang theo chứng minh nhân dân và sổ hộ khẩu.", Concern.OUTDATED, "sổ hộ khẩu"),
    ("Theo thông báo của Công an quận Cầu Giấy.", Concern.OUTDATED, "Công an quận Cầu Giấy"),
    ("Bà con huyện Đông Anh chú ý.", Concern.OUTDATED, "huyện Đông Anh"),
    ("Sở Thông tin và Truyền thông khuyến cáo.", Concern.OUTDATED, "Sở Thông tin và Truyền thông"),
    ("Cửa hàng khai trương, mua ngay, số lượng có hạn.", Concern.ADVERTISING, "khai trương"),
    ("Nhân dịp này, cửa hàng chúng tôi giảm giá các loại gạo.", Concern.ADVERTISING, "giảm giá"),
    ("Hãy dùng app Qwxzk để khai báo.", Concern.READING, "Qwxzk"),
]

LEFT_ALONE = [
    "Khi cần, gọi 113, 114, 115 hoặc tổng đài 1900 1234.",
    "Trực ban Công an phường: 0912 345 678.",
    "Ủng hộ qua tài khoản 3761.0.1234567 của Kho bạc nhà nước.",
    "Ủy ban Mặt trận Tổ quốc phường nhận ủng hộ qua tài khoản 1234567890.",
    "Xin biểu dương chị Nguyễn Thị Hạnh, tổ trưởng, đã trả lại tiền cho người gửi nhầm.",
    "Chủ tịch Hồ Chí Minh đã dạy như vậy.",
    "Kẻ gian nhắn: mua ngay kẻo hết, số lượng có hạn. Bà con đừng tin.",
    "Ngày 12/8/2025, lúc 17h30, phường phun thuốc diệt muỗi.",
    "Theo Công văn số 1234/UBND-VHXH, tổng số tiền là 123.456.789.000 đồng.",
    "Người dân phường mình có thói quen tốt, quen thuộc với huyện ủy cũ.",
    "Hộ nghèo được mua thẻ bảo hiểm y tế với giá ưu đãi.",
]


@pytest.mark.parametrize(("text", "concern", "written"), REMARKED)
def test_what_should_not_be_read_out_is_remarked_on(text, concern, written):
    found = [(remark.concern, remark.written.strip()) for remark in proofread(text)]
    assert (concern, written) in found


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_may_be_read_out_is_left_alone(text):
    assert proofread(text) == []


def test_a_sentence_nobody_can_follow_is_named_with_its_length():
    text = "Câu ngắn. " + " ".join(["tiền"] * 40) + ". Câu ngắn nữa."
    (remark,) = [one for one in proofread(text) if one.concern is Concern.LENGTH]
    assert remark.hint == "40"
    assert text[remark.start : remark.end].startswith("tiền tiền")


def test_a_point_inside_a_number_ends_no_sentence():
    text = "Tổng cộng 1.200.000 đồng " + " ".join(["nữa"] * 36) + "."
    assert [one.concern for one in proofread(text)] == [Concern.LENGTH]


@pytest.mark.parametrize("script", [pytest.param(script, id=path.stem) for path, script in SHIPPED])
def test_the_shipped_scripts_need_no_remark_but_on_length(script):
    assert [one for one in proofread(script.text) if one.concern is not Concern.LENGTH] == []


@given(st.text(max_size=400))
def test_any_text_can_be_looked_over_and_every_place_is_in_it(text):
    for remark in proofread(text, listed=()):
        assert 0 <= remark.start < remark.end <= len(text)
        assert text[remark.start : remark.end] == remark.written


def test_a_ward_keeps_a_list_of_its_own(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        "[[outdated]]\nwritten = 'loa cũ'\nsince = 2026-02-03\nwhy = \"Nay là loa mới.\"\n", encoding="utf-8"
    )
    (remark,) = proofread("Nghe loa cũ.", listed=own)
    assert (remark.concern, remark.written, remark.hint) == (Concern.OUTDATED, "loa cũ", "Nay là loa mới.")
    assert outdated_list(own)[0].since == date(2026, 2, 3)


def test_a_faulty_list_is_named_with_its_entry(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        "[[outdated]]\nwritten = '('\nsince = 2026-02-03\nwhy = \"x\"\n[[outdated]]\nsince = 1\n", encoding="utf-8"
    )
    with pytest.raises(SettingsError) as refused:
        outdated_list(own)
    assert len(refused.value.faults) == 2
    assert "own.toml: entry 1" in refused.value.faults[0]


def test_on_the_command_line_a_remark_names_file_line_and_words(tmp_path, capsys):
    text = tmp_path / "notice.txt"
    text.write_text("Kính thưa bà con.\nGọi chị Lan 0912345678.\n", encoding="utf-8")
    assert main(["lint", str(text)]) == 1
    assert capsys.readouterr().out == f"{text}:2: a private telephone number: 0912345678\n"
    text.write_text("Kính thưa bà con.\n", encoding="utf-8")
    assert main(["lint", str(text)]) == 0
    text.write_bytes(b"\xff\xfe\x00")
    assert main(["lint", str(text)]) == 2
