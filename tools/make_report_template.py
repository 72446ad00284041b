"""Make the shipped Word template of the reports: `python tools/make_report_template.py`.

The layout is that of Nghị định 30/2020/NĐ-CP for a report: A4, margins 20/20/30/15 mm, Times New Roman, national title
and motto, number and date left blank, page number centred at the top from the second page. A ward edits it in Word.
"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

OUT = Path(__file__).resolve().parent.parent / "broadcaster" / "reports" / "templates" / "report.docx"
CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def main() -> None:
    """Write the template."""
    document = Document()
    _page(document)
    _head(document)
    line(document, "{{ ten_bao_cao|upper }}", bold=True, size=14, align=CENTRE, before=12)
    line(document, "{{ trich_yeu }}", bold=True, align=CENTRE)
    line(document, "{%p if kinh_gui %}")
    line(document, "Kính gửi: {{ kinh_gui }}.", align=CENTRE)
    line(document, "{%p endif %}")
    line(document, "{%p for each in can_cu %}")
    text(document, "Thực hiện {{ each }};")
    line(document, "{%p endfor %}")
    text(document, "{{ co_quan }} báo cáo kết quả phát thanh trên hệ thống loa {{ ky_bao_cao }} như sau:")
    _results(document)
    _difficulties(document)
    _foot(document)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(OUT))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    header = section.header.paragraphs[0]
    header.alignment = CENTRE
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = header.add_run()
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = words
        run._r.append(part)


def _head(document: Any) -> None:
    table = document.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    left, right = table.rows[0].cells
    line(left, "{{ co_quan_chu_quan|upper }}", size=12, align=CENTRE, first=True)
    line(left, "{{ co_quan|upper }}", bold=True, size=12, align=CENTRE, rule=True)
    line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12, align=CENTRE, first=True)
    line(right, "Độc lập - Tự do - Hạnh phúc", bold=True, size=13, align=CENTRE, rule=True)
    left, right = table.rows[1].cells
    line(left, "Số:          /BC", size=13, align=CENTRE, first=True)
    line(right, "{{ dia_danh }}, ngày      tháng      năm       ", italic=True, size=13, align=CENTRE, first=True)
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Cm(6.5), Cm(10)


def _results(document: Any) -> None:
    line(document, "I. Kết quả thực hiện", bold=True, indent=True, before=6)
    text(
        document,
        "Theo lịch có {{ luot_ke_hoach }} lượt phát; đã phát đủ {{ luot_du }} lượt"
        "{% if ty_le %} ({{ ty_le }}%){% endif %}, dở dang"
        " {{ luot_do_dang }}, lỗi {{ luot_loi }}, bỏ lỡ {{ luot_bo_lo }}, ngoài giờ {{ luot_ngoai_gio }},"
        " người trực dừng {{ luot_dung }}, bị khẩn cấp ngắt {{ luot_ngat }}, không đo được {{ luot_khong_do }}."
        " Thời lượng nghe được: {{ phut_theo_lich }} phút. Phát khẩn cấp {{ luot_khan_cap }} lượt"
        " ({{ phut_khan_cap }} phút); phát ngay {{ luot_phat_ngay }} lượt.",
    )
    text(
        document,
        "Chỉ tiêu mỗi {{ moi }}: {{ chi_tieu }}. Số {{ moi }} đạt chỉ tiêu: {{ ngay_dat }} trên {{ ngay_phai_phat }}"
        " {{ moi }} phải phát{% if ngay_chua_den_han %}; còn {{ ngay_chua_den_han }} {{ moi }} chưa đến hạn"
        "{% endif %}.",
    )
    line(document, "{%p if so_sanh %}")
    text(document, "{{ so_sanh }}")
    line(document, "{%p endif %}")
    for number, (rows, head) in enumerate(
        (
            ("bang_khung_gio", "Khung giờ"),
            ("bang_the_loai", "Thể loại"),
            ("bang_chu_de", "Chủ đề"),
            ("bang_dia_ban", "Cụm loa"),
        ),
        1,
    ):
        line(document, f"{number}. Theo {head.lower()}", bold=True, indent=True, before=6)
        _table(document, rows, (head, "Kế hoạch", "Phát đủ", "Phút nghe được", "Kỳ trước: đủ", "Kỳ trước: phút"))


def _table(document: Any, rows: str, heads: tuple[str, ...]) -> None:
    table = document.add_table(rows=4, cols=len(heads))
    table.style = "Table Grid"
    fields = ("ten", "ke_hoach", "du", "phut", "du_truoc", "phut_truoc")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        line(cell, head, bold=True, size=12, first=True)
    _repeat_head(table.rows[0])
    line(table.rows[1].cells[0], f"{{%tr for row in {rows} %}}", size=12, first=True)
    for cell, field in zip(table.rows[2].cells, fields, strict=True):
        line(cell, f"{{{{ row.{field} }}}}", size=12, first=True)
    line(table.rows[3].cells[0], "{%tr endfor %}", size=12, first=True)


def _repeat_head(row: Any) -> None:
    """The head stands again on each page, and readers aloud know it for a head."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)


def _difficulties(document: Any) -> None:
    line(document, "II. Khó khăn, vướng mắc", bold=True, indent=True, before=6)
    line(document, "{%p if not kho_khan %}")
    text(document, "Trong kỳ không có lượt phát nào bị bỏ lỡ, gián đoạn hay lỗi.")
    line(document, "{%p endif %}")
    line(document, "{%p for each in kho_khan %}")
    text(document, "- {{ each }}")
    line(document, "{%p endfor %}")
    text(
        document,
        "Số liệu lấy từ nhật ký phát thanh, theo kết quả đo tiếng tại cạc âm thanh của đài; không thay cho"
        " việc kiểm tra loa tại chỗ.",
    )
    text(document, "Trên đây là {{ ten_bao_cao|lower }} của {{ co_quan }}./.")


def _foot(document: Any) -> None:
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    line(left, "Nơi nhận:", bold=True, italic=True, size=12, first=True)
    line(left, "{%p for each in noi_nhan %}", size=11)
    line(left, "- {{ each }};", size=11)
    line(left, "{%p endfor %}", size=11)
    line(left, "- Lưu: VT.", size=11)
    line(right, "{{ chuc_danh|upper }}", bold=True, align=CENTRE, first=True)
    for _ in range(4):
        line(right, "", align=CENTRE)
    line(
        document,
        "Nhật ký phát thanh đến dòng số {{ so_nhat_ky }}, mã {{ ma_nhat_ky }}; lập lúc {{ lap_luc }}.",
        size=9,
        before=8,
    )


def text(place: Any, words: str) -> None:
    """A paragraph of the body: justified, its first line set in."""
    line(place, words, align=WD_ALIGN_PARAGRAPH.JUSTIFY, indent=True, after=4)


def line(
    place: Any,
    words: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int = 14,
    align: Any = None,
    indent: bool = False,
    before: int = 0,
    after: int = 0,
    first: bool = False,
    rule: bool = False,
) -> None:
    """One paragraph; `first` takes the empty one a cell begins with, `rule` draws the line under a title."""
    paragraph = place.paragraphs[0] if first else place.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    if indent:
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
    run = paragraph.add_run(words)
    run.bold, run.italic, run.underline = bold, italic, rule
    run.font.size = Pt(size)


if __name__ == "__main__":
    main()
