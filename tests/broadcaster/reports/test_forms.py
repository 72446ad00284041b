"""The forms a report takes: Word, PDF, spreadsheet, data; and the log book."""

import csv
import io
import json
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from broadcaster import reports
from broadcaster.cli import main
from broadcaster.errors import BadInput
from broadcaster.reports import FIELDS, Form, word_file
from broadcaster.settings import Letterhead
from tests.broadcaster.reports.records import STATION
from tests.broadcaster.reports.test_figures import QUOTA, WEEK_46, WEEK_47
from tests.builders import NOW

HEAD = Letterhead("Ủy ban nhân dân phường Hòa Mẫu", "Phòng Văn hóa - Xã hội", "Hòa Mẫu", "Công an phường & UBND",
                  ("Công an phường",), "Trưởng phòng")  # fmt: skip


@pytest.fixture
def week(fortnight):
    return reports.report(fortnight, STATION, QUOTA, HEAD, WEEK_47, NOW)


def words_of(document) -> str:
    paragraphs = [one.text for one in document.paragraphs]
    for table in document.tables:
        paragraphs += [cell.text for row in table.rows for cell in row.cells]
    return "\n".join(paragraphs)


def test_every_field_that_is_promised_is_filled_and_no_other(week):
    assert week.fields.keys() == FIELDS.keys()


def test_the_word_file_has_the_layout_of_the_decree(week):
    document = Document(io.BytesIO(reports.written(week, Form.DOCX)))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 20 <= round(section.top_margin.mm) <= 25
    assert 20 <= round(section.bottom_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35
    assert 15 <= round(section.right_margin.mm) <= 20
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    said = words_of(document)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert "BÁO CÁO TUẦN" in said
    assert "Kính gửi: Công an phường & UBND." in said
    assert said.count("./.") == 1
    assert "{" not in said


def test_the_word_file_says_the_figures(week):
    said = words_of(Document(io.BytesIO(reports.written(week, Form.DOCX))))
    assert "Theo lịch có 11 lượt phát; đã phát đủ 08 lượt (72,7%)" in said
    assert "bỏ lỡ 01" in said
    assert "01 lượt bỏ lỡ do máy của đài không chạy" in said
    assert "Buổi sáng (06:30)" in said
    assert week.fields["ma_nhat_ky"] in said


def test_a_ward_fills_its_own_template(week, tmp_path):
    own = tmp_path / "report.docx"
    document = Document()
    document.add_paragraph("Đủ {{ luot_du }} lượt, {{ ky_bao_cao }}")
    document.save(str(own))
    said = words_of(Document(io.BytesIO(reports.written(week, Form.DOCX, own))))
    assert "Đủ 08 lượt, từ ngày 16/11/2026 đến ngày 22/11/2026" in said


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Số lượt {{ luot_du", "stands in “Số lượt {{ luot_du”"),
        ("Số lượt {{ so_luot_nao_do }} lượt", "so_luot_nao_do"),
        ("{% for x in kho_khan %} mãi", "stands in “{% for x in kho_khan %} mãi”"),
        ("{{ ''.__class__.__mro__ }} {{ cycler.__init__.__globals__ }}", "is unsafe"),
    ],
)
def test_a_broken_template_is_refused_with_its_place(week, tmp_path, words, named):
    own = tmp_path / "report.docx"
    document = Document()
    document.add_paragraph("Kính gửi các đồng chí.")
    document.add_paragraph(words)
    document.save(str(own))
    with pytest.raises(BadInput) as refused:
        reports.written(week, Form.DOCX, own)
    assert named.lower() in str(refused.value).lower()
    assert "report.docx" in str(refused.value)


def test_a_template_that_is_no_word_file_or_a_bomb_is_refused(tmp_path):
    text = tmp_path / "text.docx"
    text.write_text("không phải Word", encoding="utf-8")
    bomb = tmp_path / "bomb.docx"
    shutil.copy(word_file.SHIPPED, bomb)
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/big.bin", bytes(word_file.LARGEST + 1))
    for path in (text, bomb):
        with pytest.raises(BadInput):
            word_file.check_template(path)


def test_the_pdf_is_tagged_has_its_fonts_inside_and_says_the_figures(week):
    content = reports.written(week, Form.PDF)
    reader = PdfReader(io.BytesIO(content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "vi-VN"
    assert b"Tinos" in content
    said = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "đã phát đủ 08 lượt (72,7%)" in said
    assert "Độc lập - Tự do - Hạnh phúc" in said
    assert week.fields["ma_nhat_ky"] in said.replace(" ", "")
    width, height = (round(float(one)) for one in reader.pages[0].mediabox[2:])
    assert (width, height) == (595, 842)


def test_a_title_cannot_become_a_formula_or_markup(fortnight, tmp_path):
    from broadcaster.airing import Outcome
    from tests.broadcaster.reports.records import heard, slot

    key, moment = slot(WEEK_47.first, "morning")
    nasty = '=HYPERLINK("http://x") #image("/etc/passwd") {{ 7*7 }} <b>&'
    heard(fortnight, key, moment + timedelta(minutes=5), Outcome.COMPLETE, title=nasty)
    report = reports.report(fortnight, STATION, QUOTA, HEAD, WEEK_47, NOW)
    with zipfile.ZipFile(io.BytesIO(reports.written(report, Form.XLSX))) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any("<f>" in sheet for sheet in sheets)
        assert not any("hyperlink" in sheet for sheet in sheets)
    page = PdfReader(io.BytesIO(reports.log_book(fortnight, STATION, HEAD, WEEK_47, NOW)))
    assert "7*7" in " ".join(one.extract_text() for one in page.pages)


def test_the_workbook_holds_the_log_and_two_charts(week):
    with zipfile.ZipFile(io.BytesIO(reports.written(week, Form.XLSX))) as book:
        names = book.namelist()
        strings = book.read("xl/sharedStrings.xml").decode()
        log = book.read("xl/worksheets/sheet3.xml").decode()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 2
    assert log.count("<row ") == len(week.entries) + 1
    assert "Máy của đài không chạy vào giờ này." in strings


def test_the_provincial_fields_are_counted_from_the_log(week):
    told = json.loads(reports.written(week, Form.JSON))
    assert told["total_bulletins"] == 13
    assert told["played_successfully"] == 10
    assert told["emergency_bulletins"] == 2
    assert told["play_seconds"] == 8 * 90 + 30 + 180
    assert told["requested_seconds"] == 13 * 90
    assert told["ratio"] == round(930 / 1170, 4)
    assert len(told["days"]) == 7
    head, row = csv.reader(io.StringIO(reports.written(week, Form.CSV).decode("utf-8-sig")))
    assert dict(zip(head, row, strict=True))["played_successfully"] == "10"


def test_a_stations_name_is_no_formula_in_the_provincial_table(fortnight):
    from dataclasses import replace

    named = replace(STATION, name='=HYPERLINK("http://x","Đài")')
    report = reports.report(fortnight, named, QUOTA, HEAD, WEEK_47, NOW)
    _, row = csv.reader(io.StringIO(reports.written(report, Form.CSV).decode("utf-8-sig")))
    assert "'" + named.name in row and named.name not in row
    assert json.loads(reports.written(report, Form.JSON))["station_name"] == named.name


def test_the_log_book_has_every_line_boxes_to_sign_and_the_head_of_the_chain(fortnight):
    number, chain = fortnight.head()
    reader = PdfReader(io.BytesIO(reports.log_book(fortnight, STATION, HEAD, WEEK_47, NOW)))
    said = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "SỔ NHẬT KÝ CHƯƠNG TRÌNH PHÁT THANH" in said
    assert "Tuần 47" in said
    for box in ("Người trực máy", "Người kiểm tra", "Lãnh đạo duyệt"):
        assert box in said
    assert chain in said.replace(" ", "")
    assert f"dòng số {number}" in said
    for line in range(11, number + 1):
        assert f" {line} Thứ" in said


def test_an_empty_period_is_a_report_too(fortnight):
    from broadcaster.reports import Period, ReportKind

    long_ago = Period(ReportKind.CAMPAIGN, WEEK_46.first - timedelta(days=100), WEEK_46.first - timedelta(days=90))
    report = reports.report(fortnight, STATION, QUOTA, Letterhead(), long_ago, NOW, name="Đợt cũ")
    for form in Form:
        assert reports.written(report, form)


def test_on_the_command_line_a_report_is_a_file_or_a_sentence(tmp_path, capsys, monkeypatch):
    config = tmp_path / "config"
    shutil.copytree(Path(__file__).parents[3] / "config", config)
    monkeypatch.setenv("BROADCASTER_DATA", str(tmp_path / "var"))
    for kind, name in (("flash", "a.docx"), ("month", "a.pdf"), ("half-year", "a.xlsx"), ("year", "a.csv")):
        assert main(["report", kind, "--config", str(config), "--out", str(tmp_path / name)]) == 0
        assert (tmp_path / name).stat().st_size > 100
    assert main(["logbook", "--config", str(config), "--week", "2026-W47", "--out", str(tmp_path / "so.pdf")]) == 0
    capsys.readouterr()
    for wrong in (
        ["report", "month", "--out", "a.odt"],
        ["report", "campaign", "--out", "a.pdf"],
        ["logbook", "--week", "2026-W60", "--out", "a.pdf"],
    ):
        assert main([*wrong, "--config", str(config)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 3
    assert "a.odt: a report is written as docx" in said[0]
