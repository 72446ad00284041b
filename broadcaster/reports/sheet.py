"""The spreadsheet annex: the figures, two native charts, and the log's own rows."""

import io
from collections.abc import Iterable
from typing import Any

from broadcaster.airing import PlayLogEntry
from broadcaster.export import log_fields
from broadcaster.reports.figures import Figures
from broadcaster.station import Station
from broadcaster.wording import OUTCOME_WORD, REASON

LOG_HEAD = {
    "number": "Số",
    "planned": "Giờ định",
    "started": "Giờ nghe thấy",
    "ended": "Kết thúc",
    "title": "Bản tin",
    "kind": "Thể loại",
    "topic": "Chủ đề",
    "priority": "Mức ưu tiên",
    "zone": "Cụm loa",
    "wanted": "Dài (giây)",
    "heard": "Nghe được (giây)",
    "outcome": "Kết quả",
    "reason": "Lý do",
    "author_name": "Người soạn",
    "approver_name": "Người duyệt",
    "operator_name": "Người trực máy",
    "sha256": "Mã âm thanh",
    "chain": "Mã dòng nhật ký",
}


def xlsx(fields: dict[str, Any], now: Figures, entries: Iterable[PlayLogEntry], station: Station) -> bytes:
    """The workbook: "Tổng hợp" with charts, "Từng ngày", "Nhật ký". Texts are never taken for formulas or links."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    summary, daily, log = (book.add_worksheet(name) for name in ("Tổng hợp", "Từng ngày", "Nhật ký"))
    _daily(daily, now, fields, bold)
    _summary(book, summary, now, fields, bold)
    _log(log, entries, station, bold)
    book.set_properties({"title": f"{fields['ten_bao_cao']}. {fields['trich_yeu']}", "author": fields["co_quan"]})
    book.close()
    return out.getvalue()


def _summary(book: Any, sheet: Any, now: Figures, fields: dict[str, Any], bold: Any) -> None:
    sheet.set_column(0, 0, 48)
    sheet.set_column(1, 5, 13)
    sheet.write(0, 0, f"{fields['ten_bao_cao']}. {fields['trich_yeu']}", bold)
    tally = now.scheduled
    rows: list[tuple[str, float | int | str]] = [
        ("Lượt theo lịch", tally.planned),
        *((f"Lượt {word.lower()}", tally.outcomes.get(outcome, 0)) for outcome, word in OUTCOME_WORD.items()),
        ("Phút nghe được theo lịch", tally.minutes),
        ("Lượt khẩn cấp", now.urgent.planned),
        ("Phút khẩn cấp", now.urgent.minutes),
        ("Lượt phát ngay", now.at_once.planned),
        ("Tỷ lệ phát đủ (%)", "" if tally.ratio is None else tally.ratio),
        (f"Số {fields['moi']} đạt chỉ tiêu", now.days_met),
        (f"Số {fields['moi']} phải phát đã đến hạn", now.days_due),
        (f"Số {fields['moi']} phải phát chưa đến hạn", now.days_open),
    ]
    for number, (name, value) in enumerate(rows, 2):
        sheet.write_string(number, 0, name)
        sheet.write(number, 1, value)
    at = len(rows) + 3
    slots = (at + 1, at + len(fields["bang_khung_gio"]))
    for name, head in (
        ("bang_khung_gio", "Khung giờ"),
        ("bang_the_loai", "Thể loại"),
        ("bang_chu_de", "Chủ đề"),
        ("bang_dia_ban", "Cụm loa"),
    ):
        at = _table(sheet, at, head, fields[name], bold)
    sheet.insert_chart("H2", _days_chart(book, now))
    if fields["bang_khung_gio"]:
        sheet.insert_chart("H20", _slots_chart(book, slots))


def _table(sheet: Any, at: int, head: str, rows: list[dict[str, Any]], bold: Any) -> int:
    for column, word in enumerate((head, "Kế hoạch", "Phát đủ", "Phút", "Phát đủ kỳ trước", "Phút kỳ trước")):
        sheet.write_string(at, column, word, bold)
    for number, row in enumerate(rows, at + 1):
        sheet.write_string(number, 0, row["ten"])
        sheet.write_number(number, 1, row["ke_hoach"])
        sheet.write_number(number, 2, row["du"])
        sheet.write_number(number, 3, _number(row["phut"]))
        sheet.write_number(number, 4, row["du_truoc"])
        sheet.write_number(number, 5, _number(row["phut_truoc"]))
    return at + len(rows) + 2


def _number(shown: str) -> float:
    return float(shown.replace(".", "").replace(",", "."))


def _daily(sheet: Any, now: Figures, fields: dict[str, Any], bold: Any) -> None:
    sheet.set_column(0, 6, 14)
    sheet.freeze_panes(1, 0)
    for column, word in enumerate(
        ("Ngày", "Thứ", "Kế hoạch", "Phát đủ", "Phút", "Tính vào chỉ tiêu", "Chỉ tiêu", "Đạt")
    ):
        sheet.write_string(0, column, word, bold)
    for number, (row, one) in enumerate(zip(fields["bang_ngay"], now.days, strict=True), 1):
        sheet.write_string(number, 0, row["ngay"])
        sheet.write_string(number, 1, row["thu"])
        values = (row["ke_hoach"], row["du"], one.tally.minutes, row["tinh_chi_tieu"], now.quota.plays)
        for column, value in enumerate(values, 2):
            sheet.write_number(number, column, value)
        sheet.write_string(number, 7, row["dat"])


def _days_chart(book: Any, now: Figures) -> Any:
    """Plays counted each day as columns, the quota as a line."""
    last = len(now.days)
    chart = book.add_chart({"type": "column"})
    days = ["Từng ngày", 1, 0, last, 0]
    chart.add_series({"name": "Lượt tính vào chỉ tiêu", "categories": days, "values": ["Từng ngày", 1, 5, last, 5]})
    line = book.add_chart({"type": "line"})
    line.add_series({"name": "Chỉ tiêu", "categories": days, "values": ["Từng ngày", 1, 6, last, 6]})
    chart.combine(line)
    chart.set_title({"name": "Lượt phát mỗi ngày và chỉ tiêu"})
    return chart


def _slots_chart(book: Any, rows: tuple[int, int]) -> Any:
    chart = book.add_chart({"type": "bar"})
    names = ["Tổng hợp", rows[0], 0, rows[1], 0]
    chart.add_series({"name": "Phút", "categories": names, "values": ["Tổng hợp", rows[0], 3, rows[1], 3]})
    chart.add_series({"name": "Phút kỳ trước", "categories": names, "values": ["Tổng hợp", rows[0], 5, rows[1], 5]})
    chart.set_title({"name": "Phút theo khung giờ"})
    return chart


def _log(sheet: Any, entries: Iterable[PlayLogEntry], station: Station, bold: Any) -> None:
    sheet.freeze_panes(1, 0)
    for column, word in enumerate(LOG_HEAD.values()):
        sheet.write_string(0, column, word, bold)
    number = 0
    for number, entry in enumerate(entries, 1):
        row = log_fields(entry, station) | {"outcome": OUTCOME_WORD[entry.outcome], "reason": REASON[entry.reason]}
        for column, name in enumerate(LOG_HEAD):
            value = row[name]
            if isinstance(value, int | float):
                sheet.write_number(number, column, value)
            elif value is not None:
                sheet.write_string(number, column, str(value))
    if number:
        sheet.autofilter(0, 0, number, len(LOG_HEAD) - 1)
