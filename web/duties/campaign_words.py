"""The Vietnamese of documents, campaigns and columns: states, reasons, how often, and why a file was not taken."""

from collections.abc import Iterable
from datetime import time, timedelta

from broadcaster.campaign import Per, Shortfall
from broadcaster.campaigns import Deadline, Due, Standing, State, Why
from broadcaster.directives import Refusal
from broadcaster.duty import Every
from broadcaster.reports import ReportKind
from broadcaster.station import Station
from web import formats
from web.sentences import say
from web.tongue.tables import give_tongue
from web.words import WEEKDAY, Sign

STATE: dict[State, Sign] = {
    State.MET: Sign("Đạt", "check-circle-fill", "good"),
    State.NOT_MET: Sign("Chưa đạt", "x-circle-fill", "bad"),
    State.POSSIBLE: Sign("Còn kịp", "hourglass-split", "warn"),
    State.AHEAD: Sign("Chưa đến", "calendar-week", "quiet"),
    State.OFF: Sign("Không phát", "calendar-x", "quiet"),
}

DUE: dict[Due, Sign] = {
    Due.SENT: Sign("Đã gửi", "check-circle-fill", "good"),
    Due.OVERDUE: Sign("Quá hạn", "exclamation-triangle-fill", "bad"),
    Due.TODAY: Sign("Hạn hôm nay", "hourglass-split", "warn"),
    Due.NEXT: Sign("Sắp tới", "calendar-week", "quiet"),
}

WHY: dict[Why, str] = {
    Why.NO_BULLETIN: "chưa có bản tin nào đã duyệt đúng chủ đề. Hãy soạn và gửi duyệt thêm.",
    Why.STALE: "các bản tin đúng chủ đề đã phát đủ số lần cho phép trong 7 ngày. Hãy soạn thêm bản tin mới.",
    Why.NO_ROOM: "khung giờ không còn đủ phút. Hãy rút gọn hoặc bỏ bớt bản tin khác.",
    Why.NO_SLOT: "không còn buổi phát nào kịp.",
}

PER: dict[Per, str] = {Per.DAY: "ngày", Per.WEEK: "tuần"}
PER_MANY: dict[Per, str] = {Per.DAY: "ngày", Per.WEEK: "tuần"}
PER_OF_DUTY: dict[str, str] = {"": "cả đợt", "day": "mỗi ngày", "week": "mỗi tuần", "month": "mỗi tháng"}
PARTS_OF_DAY: tuple[str, ...] = ("sáng sớm", "sáng", "chiều", "chiều tối", "tối")

EVERY: dict[Every, str] = {
    Every.DAY: "Hằng ngày",
    Every.WEEK: "Hằng tuần",
    Every.MONTH: "Hằng tháng",
    Every.QUARTER: "Hằng quý",
    Every.HALF_YEAR: "06 tháng",
    Every.YEAR: "Hằng năm",
}

EVERY_OPTIONS: list[tuple[str, str]] = [("once", "Một lần"), *((every.value, word) for every, word in EVERY.items())]
WEEKDAY_OPTIONS: list[tuple[str, str]] = [("", "Không nói"), *((str(one + 1), WEEKDAY[one]) for one in range(7))]

REPORT_NAME: dict[str, str] = {
    "day": "Báo cáo nhanh",
    "week": "Báo cáo tuần",
    "month": "Báo cáo tháng",
    "quarter": "Báo cáo quý",
    "half-year": "Báo cáo 06 tháng",
    "year": "Báo cáo năm",
    "once": "Báo cáo một lần",
    "closing": "Báo cáo kết thúc đợt",
}

FOUND: dict[str, str] = {
    "number": "Số, ký hiệu",
    "date": "Ngày ban hành",
    "issuer": "Cơ quan ban hành",
    "title": "Trích yếu",
    "period": "Thời gian thực hiện",
    "loudspeaker": "Yêu cầu đối với loa",
    "reports": "Báo cáo",
    "topics": "Chủ đề",
}

DOUBT: dict[str, str] = {
    "doubt.number": "Không thấy số, ký hiệu. Hãy xem đầu văn bản rồi ghi vào.",
    "doubt.date": "Không thấy ngày ban hành. Hãy xem đầu văn bản hoặc chỗ ký rồi ghi vào.",
    "doubt.issuer": "Không thấy cơ quan ban hành. Hãy ghi vào.",
    "doubt.title": "Không thấy trích yếu. Hãy ghi vào.",
    "doubt.scan": "Bản quét mất dấu nhiều chữ. Hãy so lại từng mục với bản giấy.",
    "doubt.period-open": "Văn bản không nói rõ ngày đầu hoặc ngày cuối.",
    "doubt.period-other": "Có ngày khác nằm ngoài thời gian thực hiện đã đọc ra.",
    "doubt.in-all": "Số lượt không nói tính theo ngày, tuần hay tháng: tất cả, hay mỗi lần?",
    "doubt.how-often": "Có giờ hoặc buổi phát, nhưng không nói mỗi ngày hay mỗi tuần bao nhiêu lượt.",
    "doubt.product": "Đài tự nhân số ngày với số giờ phát; văn bản không ghi số lượt.",
    "doubt.interval": "Phát cách mấy giờ hoặc mấy ngày một lần. Hãy tự tính và ghi số lượt.",
    "doubt.amount-left": "Có số lượt, số phút hoặc giờ cạnh chữ loa mà đài không xếp vào mục nào.",
    "doubt.no-duty": "Câu này nói về loa và có số liệu; đài coi là kể lại, không phải giao việc.",
    "doubt.beside": "Ngay sau yêu cầu còn một con số, đài hiểu là việc khác.",
    "doubt.addressee": "Nơi nhận của báo cáo này không ghi rõ. Hãy xem lại báo cáo gửi cho ai.",
    "doubt.due": "Có thứ phải gửi trước một ngày: có phải báo cáo không?",
    "doubt.no-report": "Có báo cáo với thời hạn mà đài không đọc được.",
    "doubt.deadline-left": "Cạnh chữ báo cáo còn một giờ hoặc một thứ trong tuần mà đài không dùng đến.",
    "doubt.topics": "Văn bản nói về lừa đảo nhưng không rõ chủ đề nào. Hãy đánh dấu chủ đề.",
}
"""What the reader is not sure of, by the rule that says so (broadcaster/directives/data/rules.toml)."""

OF_THE_HEAD = frozenset({"doubt.number", "doubt.date", "doubt.issuer", "doubt.title"})
"""Of these there are no words to show: what is missing stands nowhere."""

REFUSAL: dict[Refusal, str] = {
    Refusal.UNREADABLE: "Không mở được tệp này. Hãy chọn lại tệp.",
    Refusal.UNKNOWN_KIND: "Đài chỉ đọc được tệp .docx, .pdf và .txt. Hãy lưu văn bản sang một trong ba dạng đó.",
    Refusal.OLD_WORD: "Đây là tệp Word kiểu cũ (.doc). Hãy mở bằng Word, lưu thành .docx rồi gửi lại.",
    Refusal.TOO_LARGE: "Tệp này lớn quá. Hãy tách văn bản ra, hoặc dán phần chữ cần dùng.",
    Refusal.BROKEN: "Tệp này bị hỏng hoặc không đúng dạng. Hãy xin lại tệp gốc.",
    Refusal.LOCKED: "Tệp này có mật khẩu. Hãy mở ra, lưu lại không có mật khẩu rồi gửi lại.",
    Refusal.SCAN: "Tệp này chỉ có ảnh chụp trang giấy, không có chữ. Hãy xin bản có chữ, "
    "hoặc gõ phần cần dùng vào ô dán.",
    Refusal.NOT_TEXT: "Tệp này tên là .txt nhưng không phải văn bản chữ. Hãy chọn lại tệp.",
    Refusal.EMPTY: "Không có chữ nào trong văn bản. Hãy chọn tệp khác hoặc dán nội dung.",
    Refusal.TOO_SLOW: "Tệp này mở lâu quá nên đài không đọc tiếp. Hãy dán phần chữ cần dùng.",
}


def hours(times: Iterable[time]) -> str:
    """06:30, 17:15"""
    return ", ".join(f"{one:%H:%M}" for one in times)


def lacking(short: Shortfall) -> str:
    """01 lượt và 5 phút"""
    parts = [say("lacking_plays", plays=formats.count(short.airings))] if short.airings else []
    if short.minutes > timedelta():
        parts.append(say("lacking_minutes", minutes=formats.minutes(short.minutes)))
    return say("rule_and", some=parts[0], one=parts[1]) if len(parts) == 2 else "".join(parts)


def chances(station: Station, one: Standing) -> str:
    """Buổi chiều tối 17:15; for a week with the day."""
    wanted = one.missing.slots
    useful = [each for each in one.chances if not wanted or each.slot.id in wanted] or list(one.chances)
    week = one.first != one.last
    said = [
        f"{each.slot.name} {each.slot.start:%H:%M}" + (f" {formats.short_day(each.day)}" if week else "")
        for each in useful
    ]
    return ", ".join(said[:3])


def today_sentence(station: Station, one: Standing) -> str:
    """How today (or this week) stands, and what can still be done about it."""
    when = say("near_today" if one.first == one.last else "this_week")
    values = {"when": when, "lacking": lacking(one.unplanned or one.missing), "chances": chances(station, one)}
    code = {
        State.MET: "campaign_met",
        State.NOT_MET: "campaign_lost" if one.chances else "campaign_not_met",
        State.POSSIBLE: "campaign_possible" if one.unplanned else "campaign_planned",
        State.AHEAD: "campaign_ahead",
        State.OFF: "campaign_off",
    }[one.state]
    if one.state is not State.POSSIBLE:
        values["lacking"] = lacking(one.missing)
    return say(code, **values)


def deadline_sentence(one: Deadline, station: Station) -> str:
    """Báo cáo nhanh ngày 01/12: trước 08:30 ngày 02/12/2026."""
    due = station.local(one.due)
    day = formats.day(due)
    when = say("due_before", clock=f"{due:%H:%M}", day=day) if one.timed else say("due_within", day=day)
    about = one.about
    span = say("due_about", day=f"{about.first:%d/%m}") if about.kind is ReportKind.FLASH else ""
    if about.kind not in (ReportKind.FLASH, ReportKind.CAMPAIGN):
        span = f" ({formats.short_day(about.first)} – {formats.day(about.last)})"
    to = say("due_to", to=one.addressee) if one.addressee else ""
    return f"{REPORT_NAME[one.name]}{span}: {when}{to}"


give_tongue(globals())
