"""The Vietnamese for each status, outcome, role, verdict, error and doubt; deeds and faults have their own lists."""

from dataclasses import dataclass

from broadcaster import errors
from broadcaster.airing import Outcome
from broadcaster.bulletin import Status, Verdict
from broadcaster.people import Role
from broadcaster.placement import OrderState
from broadcaster.proofreading import Concern
from broadcaster.reports import Form, ReportKind
from broadcaster.store.clients import ClientKind
from broadcaster.urgent import Readiness
from broadcaster.wording import COMPUTER, KIND, OUTCOME_WORD, PRIORITY, REASON, TOPIC, WEEKDAY
from web.air.fault_words import FAULT, FAULT_OTHER, fault_sentence
from web.records.deed_words import VERB
from web.tongue.tables import give_tongue, said

__all__ = [
    "COMPUTER",
    "FAULT",
    "FAULT_OTHER",
    "KIND",
    "PRIORITY",
    "REASON",
    "TOPIC",
    "VERB",
    "WEEKDAY",
    "fault_sentence",
]


@dataclass(frozen=True, slots=True)
class Sign:
    """A word with its picture and its tone, so that nothing is said by colour alone."""

    word: str
    icon: str
    tone: str


STATUS: dict[Status, Sign] = {
    Status.DRAFT: Sign("Bản nháp", "pencil", "quiet"),
    Status.PENDING: Sign("Chờ duyệt", "hourglass-split", "warn"),
    Status.APPROVED: Sign("Đã duyệt", "check-circle-fill", "good"),
    Status.RETURNED: Sign("Trả lại", "arrow-counterclockwise", "bad"),
}

OUTCOME: dict[Outcome, Sign] = {
    Outcome.COMPLETE: Sign(OUTCOME_WORD[Outcome.COMPLETE], "check-circle-fill", "good"),
    Outcome.PARTIAL: Sign(OUTCOME_WORD[Outcome.PARTIAL], "exclamation-triangle-fill", "warn"),
    Outcome.FAILED: Sign(OUTCOME_WORD[Outcome.FAILED], "x-circle-fill", "bad"),
    Outcome.MISSED: Sign(OUTCOME_WORD[Outcome.MISSED], "exclamation-octagon-fill", "bad"),
    Outcome.OUT_OF_HOURS: Sign(OUTCOME_WORD[Outcome.OUT_OF_HOURS], "moon-stars", "warn"),
    Outcome.STOPPED: Sign(OUTCOME_WORD[Outcome.STOPPED], "stop-fill", "warn"),
    Outcome.CUT_IN: Sign(OUTCOME_WORD[Outcome.CUT_IN], "megaphone", "warn"),
    Outcome.UNMEASURED: Sign(OUTCOME_WORD[Outcome.UNMEASURED], "question-circle", "quiet"),
}

ROLE: dict[Role, str] = {
    Role.AUTHOR: "Người soạn",
    Role.APPROVER: "Người duyệt",
    Role.OPERATOR: "Người trực máy",
    Role.LEADER: "Lãnh đạo",
    Role.ADMIN: "Quản trị",
    Role.INSPECTOR: "Kiểm tra",
}

ROLE_HINT: dict[Role, str] = {
    Role.AUTHOR: "soạn bản tin, gửi duyệt, xếp lịch",
    Role.APPROVER: "nghe và duyệt bản tin của người khác",
    Role.OPERATOR: "xếp lịch, phát ngay bản tin đã duyệt",
    Role.LEADER: "duyệt, phát ngay và phát khẩn cấp",
    Role.ADMIN: "quản lý tài khoản và cài đặt; không soạn, không duyệt, không phát",
    Role.INSPECTOR: "chỉ xem",
}

VERDICT: dict[Verdict, str] = {Verdict.APPROVED: "Duyệt", Verdict.RETURNED: "Trả lại"}

ORDER_STATE: dict[OrderState, str] = {
    OrderState.WAITING: "Đang chờ phát",
    OrderState.TAKEN: "Đang phát",
    OrderState.DONE: "Đã phát xong",
    OrderState.REFUSED: "Không được phát",
}

REPORT_KIND: dict[ReportKind, str] = {
    ReportKind.FLASH: "Báo cáo nhanh",
    ReportKind.WEEK: "Tuần",
    ReportKind.MONTH: "Tháng",
    ReportKind.QUARTER: "Quý",
    ReportKind.HALF_YEAR: "06 tháng",
    ReportKind.YEAR: "Năm",
    ReportKind.CAMPAIGN: "Đợt cao điểm",
}
REPORT_FORM: dict[Form, str] = {
    Form.DOCX: "Word (.docx), để sửa và ký",
    Form.PDF: "PDF",
    Form.XLSX: "Phụ lục Excel (.xlsx)",
    Form.CSV: "Số liệu (.csv)",
    Form.JSON: "Số liệu (.json)",
}

ERROR: dict[type[errors.BroadcasterError], str] = {
    errors.BroadcasterError: "Đài chưa làm được việc này. Hãy thử lại; nếu vẫn lỗi, hãy báo quản trị.",
    errors.SettingsError: "Cấu hình của đài có lỗi. Hãy báo quản trị xem lại tệp cấu hình.",
    errors.ScriptError: "Không đọc được kịch bản mẫu. Hãy báo quản trị.",
    errors.NotAllowed: "Tài khoản của bạn không có quyền làm việc này.",
    errors.NotFound: "Không tìm thấy mục này. Có thể nó đã được gỡ.",
    errors.WrongState: "Bước này không còn làm được, vì trạng thái đã thay đổi. Hãy xem lại trang rồi làm tiếp.",
    errors.Conflict: "Có người vừa sửa trước bạn. Chưa có gì bị ghi đè.",
    errors.BadInput: "Có ô nhập chưa đúng. Hãy xem lại chỗ được đánh dấu.",
    errors.VoiceError: "Giọng đọc không đọc được bài này.",
    errors.SoundError: "Không đọc được tệp âm thanh.",
    errors.RecordingRefused: "Bản ghi âm này không dùng được. Hãy chọn tệp âm thanh khác.",
    errors.DiskFull: "Ổ đĩa của máy đã đầy nên chưa lưu được âm thanh. Hãy xóa bớt tệp không cần rồi làm lại.",
    errors.RenderingCancelled: "Việc tạo bản nghe đã được hủy.",
    errors.AlreadyRunning: "Đài đã chạy trên máy này rồi.",
    errors.StoreBusy: "Máy đang bận ghi dữ liệu. Hãy đợi vài giây rồi bấm lại; việc vừa rồi chưa được thực hiện.",
    errors.BackupBroken: "Bản sao lưu không còn nguyên vẹn, hoặc sai mật khẩu. Chưa có gì bị thay đổi.",
    errors.LogBroken: "Nhật ký phát không còn nguyên vẹn. Hãy báo lãnh đạo phường và giữ nguyên máy.",
}

TEMPLATE: dict[Readiness, Sign] = {
    Readiness.READY: Sign("Sẵn sàng", "check-circle-fill", "good"),
    Readiness.PENDING: Sign("Chờ duyệt", "hourglass-split", "warn"),
    Readiness.DRAFT: Sign("Bản nháp", "pencil", "quiet"),
    Readiness.RETURNED: Sign("Trả lại", "arrow-counterclockwise", "bad"),
    Readiness.NOT_LOADED: Sign("Chưa nạp", "dash-circle", "quiet"),
    Readiness.FILE_MISSING: Sign("Mất tệp âm thanh", "x-circle-fill", "bad"),
    Readiness.FILE_CHANGED: Sign("Tệp âm thanh bị đổi", "x-circle-fill", "bad"),
}

CLIENT_KIND: dict[ClientKind, str] = {
    ClientKind.CALENDAR: "Xem lịch phát trong ứng dụng lịch",
    ClientKind.API: "Phần mềm khác đọc số liệu (JSON)",
}

TICK: dict[str, Sign] = {
    "off": Sign("Không phát thanh", "calendar-x", "quiet"),
    "nothing": Sign("Không có lượt phát", "dash-circle", "quiet"),
    "later": Sign("Chưa đến giờ", "clock", "quiet"),
}
"""What a slot shows on a day of which the log says nothing."""

RETURN_REASONS: tuple[str, ...] = (
    "Có chỗ đọc sai, cần sửa chính tả hoặc cách viết.",
    "Nội dung chưa chính xác, cần kiểm tra lại nguồn.",
    "Bài dài quá, cần rút gọn.",
    "Thiếu số điện thoại hoặc nơi cần báo tin.",
    "Chưa phù hợp để phát trên loa phường.",
)

OF_THE_DAY = "Buổi "
"""What a slot's name begins with where it names a part of the day; its morning tomorrow is "Sáng mai"."""

PART_OF_DAY: tuple[tuple[int, str], ...] = ((11, "sáng"), (13, "trưa"), (18, "chiều"), (24, "tối"))
"""A slot that starts before that hour is of this part of the day."""

WEEKDAY_OFTEN: tuple[str, ...] = (
    "thứ Hai",
    "thứ Ba",
    "thứ Tư",
    "thứ Năm",
    "thứ Sáu",
    "thứ Bảy",
    "Chủ nhật",
)
WEEKDAY_SHORT: tuple[str, ...] = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")

DOUBT: dict[str, str] = {
    "unknown-capitals": "Chữ viết tắt chưa có trong từ điển.",
    "ambiguous": "Có nhiều cách đọc.",
    "mixed": "Chữ lẫn số, chưa rõ đọc thế nào.",
    "foreign": "Không phải tiếng Việt, giọng đọc có thể đọc sai.",
    "spelling": "Có thể viết sai chính tả.",
    "symbol": "Ký hiệu không đọc được, sẽ bị bỏ qua.",
    "number": "Dãy số này sẽ được đọc từng số.",
    "abbreviation": "Chữ viết tắt này có thể đọc sai.",
}
DOUBT_OTHER = "Chưa chắc cách đọc."

CONCERN: dict[Concern, str] = {
    Concern.PHONE: "Số điện thoại riêng. Không đọc số của cá nhân trên loa; hãy thay bằng số của cơ quan.",
    Concern.IDENTITY: "Số giấy tờ của một người. Không được đọc trên loa; hãy bỏ khỏi bài.",
    Concern.ACCOUNT: "Số tài khoản riêng. Không đọc trên loa; hãy bỏ, hoặc ghi rõ là tài khoản của cơ quan nào.",
    Concern.PERSON: "Họ tên đi cùng nơi ở hoặc số liên lạc. Hãy bỏ phần nhận ra được người này.",
    Concern.OUTDATED: "Căn cứ, cơ quan hoặc giấy tờ không còn hiệu lực. Hãy sửa lại.",
    Concern.LENGTH: "Câu dài, người nghe dễ mất ý. Hãy tách thành hai câu.",
    Concern.READING: "Chỗ này giọng đọc có thể đọc sai. Hãy viết thành chữ.",
    Concern.ADVERTISING: "Lời mời mua bán, quảng cáo. Loa phường không quảng cáo; hãy bỏ hoặc xin ý kiến lãnh đạo.",
}
"""What a remark on a script is about, and what to do."""


LEGACY: dict[str, str] = {"tcvn3": "TCVN3 (.VnTime)", "vni": "VNI"}


def error_sentence(error: errors.BroadcasterError) -> str:
    """The Vietnamese sentence for what was refused: the class's own, or the nearest above it."""
    return next(ERROR[kind] for kind in type(error).__mro__ if kind in ERROR)


def doubt_sentence(reason: str) -> str:
    """Why a reading is in doubt; an unknown reason still gets a sentence."""
    return DOUBT.get(reason) or said(DOUBT_OTHER)


give_tongue(globals(), but=("RETURN_REASONS", "OF_THE_DAY"))
