"""The Vietnamese of the reports: numbers and days as an office writes them, and the sentences made from figures."""

from datetime import date, timedelta

from broadcaster.airing import Reason
from broadcaster.reports.figures import Figures, Trouble
from broadcaster.reports.judging import Verdict
from broadcaster.reports.period import Period, ReportKind
from broadcaster.wording import OUTCOME_WORD, REASON

NAME: dict[ReportKind, str] = {
    ReportKind.FLASH: "Báo cáo nhanh",
    ReportKind.WEEK: "Báo cáo tuần",
    ReportKind.MONTH: "Báo cáo tháng",
    ReportKind.QUARTER: "Báo cáo quý",
    ReportKind.HALF_YEAR: "Báo cáo 06 tháng",
    ReportKind.YEAR: "Báo cáo năm",
    ReportKind.CAMPAIGN: "Báo cáo kết thúc đợt cao điểm",
}

SUBJECT = "Kết quả phát thanh tuyên truyền trên hệ thống loa phường"
AT_ONCE = "Ngoài khung giờ (phát ngay, phát khẩn cấp)"
DIFFICULTY: dict[Reason, str] = {
    Reason.STATION_OFF: "máy của đài không chạy (mất điện hoặc chưa bật máy)",
    Reason.NO_ROOM: "khung giờ không đủ thời lượng",
    Reason.NOT_APPROVED: "bản tin chưa được duyệt kịp",
    Reason.NO_DEVICE: "không tìm thấy cạc âm thanh",
    Reason.DEVICE_LOST: "mất cạc âm thanh khi đang phát",
    Reason.MUTED: "cạc âm thanh bị tắt tiếng",
    Reason.SILENT: "máy đo không nghe thấy tiếng",
    Reason.KILLED: "máy tắt hoặc mất điện khi đang phát",
    Reason.BY_PERSON: "người trực bấm dừng phát",
    Reason.URGENT: "nhường cho phát khẩn cấp",
    Reason.CLOCK_WRONG: "đồng hồ của máy sai",
}
VERDICT: dict[Verdict, str] = {
    Verdict.MET: "đạt",
    Verdict.NOT_MET: "chưa đạt",
    Verdict.OPEN: "chưa đến hạn",
    Verdict.IN_WEEK: "tính theo tuần",
    Verdict.OFF: "không phát",
    Verdict.OUTSIDE: "ngoài đợt",
}


def count(number: int) -> str:
    """A number as an office writes it: 3 is "03"."""
    return f"{number:02d}" if number < 10 else f"{number:,}".replace(",", ".")


def decimal(number: float) -> str:
    """A decimal with a comma; a whole number without it."""
    return f"{number:,.1f}".replace(",", " ").replace(".", ",").replace(" ", ".").removesuffix(",0")


def day(value: date) -> str:
    """A day in full: 02/8/2025, as Nghị định 30/2020/NĐ-CP has it (a zero before days under 10 and months 1 and 2)."""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"{value.day:02d}/{month}/{value.year}"


def days(values: list[date]) -> str:
    """Several days, the year once at the end; more than eight are counted."""
    if len(values) > 8:
        return f"{count(len(values))} ngày, từ {day(values[0])} đến {day(values[-1])}"
    if len({value.year for value in values}) > 1:
        return ", ".join(day(value) for value in values)
    return ", ".join([*(day(value).rpartition("/")[0] for value in values[:-1]), day(values[-1])])


def span(period: Period) -> str:
    """The period in words: "ngày 02/8/2025", "tháng 8 năm 2025", "từ ngày … đến ngày …"."""
    first, kind = period.first, period.kind
    if period.first == period.last:
        return f"ngày {day(first)}"
    if kind is ReportKind.MONTH:
        return f"tháng {first.month} năm {first.year}"
    if kind is ReportKind.QUARTER:
        return f"quý {('I', 'II', 'III', 'IV')[(first.month - 1) // 3]} năm {first.year}"
    if kind is ReportKind.HALF_YEAR:
        return f"06 tháng {'đầu' if first.month == 1 else 'cuối'} năm {first.year}"
    if kind is ReportKind.YEAR:
        return f"năm {first.year}"
    return f"từ ngày {day(first)} đến ngày {day(period.last)}"


def difficulties(figures: Figures) -> list[str]:
    """What went wrong, from the log alone (R13); an empty list where every airing was complete."""
    return [_difficulty(trouble) for trouble in figures.troubles]


def _difficulty(trouble: Trouble) -> str:
    why = DIFFICULTY.get(trouble.reason) or (
        REASON[trouble.reason][:1].lower() + REASON[trouble.reason][1:].rstrip(".")
    )
    what = OUTCOME_WORD[trouble.outcome].lower()
    heard = sum((one.heard for one in trouble.airings), timedelta())
    part = f"; đã nghe được {decimal(round(heard.total_seconds() / 60, 1))} phút" if heard else ""
    because = f" do {why}" if why else ""
    return f"{count(len(trouble.airings))} lượt {what}{because} (ngày {days(trouble.days)}{part})."


def document(number: str, issued: date | None, issuer: str, title: str) -> str:
    """A document as a report cites it: "Công văn số 12/UBND ngày 02/8/2025 của … về việc …", as far as it is known."""
    parts = [f"văn bản số {number}" if number else "văn bản" if issuer or title else ""]
    parts += [
        f"ngày {day(issued)}" if issued else "",
        f"của {issuer}" if issuer else "",
        f"về “{title}”" if title else "",
    ]
    return " ".join(part for part in parts if part)


def comparison(now: Figures, before: Figures) -> str:
    """Plays and minutes beside the earlier period's (R7, R11: tăng thời lượng, tần suất)."""
    plays = _change(now.complete, before.complete)
    minutes = _change(now.scheduled.minutes, before.scheduled.minutes)
    return (
        f"So với kỳ trước ({span(before.period)}): số lượt phát đủ {plays}; thời lượng phát theo lịch {minutes}"
        " (tính bằng phút)."
    )


def _change(now: float, before: float) -> str:
    shown = f"từ {decimal(before)} lên {decimal(now)}" if now > before else f"từ {decimal(before)} xuống {decimal(now)}"
    if now == before:
        return f"giữ nguyên {decimal(now)}"
    part = f", {'tăng' if now > before else 'giảm'} {decimal(abs(round(100 * (now - before) / before, 1)))}%"
    return shown + (part if before else "")
