"""The Vietnamese for each status, outcome, reason, role, kind, topic, priority, verdict, error and fault."""

from dataclasses import dataclass

from broadcaster import errors
from broadcaster.airing import Outcome
from broadcaster.bulletin import Status, Verdict
from broadcaster.people import Role
from broadcaster.planning import OrderState
from broadcaster.proofreading import Concern
from broadcaster.reports import Form, ReportKind
from broadcaster.store import Verb
from broadcaster.store.clients import ClientKind
from broadcaster.urgent import Readiness
from broadcaster.wording import KIND, OUTCOME_WORD, PRIORITY, REASON, TOPIC, WEEKDAY

__all__ = ["KIND", "PRIORITY", "REASON", "TOPIC", "WEEKDAY"]


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
    Outcome.MISSED: Sign(OUTCOME_WORD[Outcome.MISSED], "dash-circle", "bad"),
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
    Role.ADMIN: "quản lý tài khoản; không duyệt, không phát",
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

SILENT_PROCESS: dict[str, str] = {
    "daemon": "Bộ phận phát thanh không trả lời, nên chương trình sẽ không tự phát. "
    "Hãy khởi động lại đài trên máy phát thanh.",
    "renderer": "Bộ phận tạo giọng đọc không trả lời, nên chưa tạo được bản nghe mới. "
    "Bản tin đã duyệt vẫn phát bình thường. Hãy khởi động lại đài.",
}

FAULT: dict[str, str] = {
    "daemon_defect": "Bộ phận phát thanh gặp lỗi và đang tự thử lại. Nếu vẫn còn, hãy khởi động lại đài.",
    "no_device": "Không tìm thấy cạc âm thanh. Kiểm tra dây cắm và tăng âm.",
    "device_lost": "Cạc âm thanh vừa bị mất. Kiểm tra dây cắm và tăng âm.",
    "muted": "Cạc âm thanh đang tắt tiếng. Hãy bật tiếng trên máy phát thanh.",
    "silent": "Đã phát nhưng máy đo không nghe thấy tiếng. Kiểm tra tăng âm và âm lượng.",
    "no_ear": "Không đo được tiếng trên cạc âm thanh này. Hãy nhờ người ra nghe loa.",
    "player_failed": "Trình phát bị lỗi. Hãy khởi động lại đài trên máy phát thanh.",
    "player_hung": "Trình phát bị treo và đã được thay. Nếu lặp lại, hãy khởi động lại máy.",
    "volume": "Âm lượng cạc âm thanh không đặt được đúng mức. Hãy chỉnh âm lượng của máy về mức của đài.",
    "no_stream": "Không nghe được nguồn tiếp âm. Hãy kiểm tra mạng và báo nơi phát nguồn.",
    "stream_refused": "Nguồn tiếp âm dẫn sang nơi không được phép. Hãy hỏi lại địa chỉ rồi sửa trong cấu hình.",
    "clock_wrong": "Đồng hồ của máy sai, đài tạm ngừng phát tự động. Hãy chỉnh lại ngày giờ.",
    "disk_full": "Ổ đĩa của máy đã đầy. Hãy xóa bớt tệp không cần.",
    "store_busy": "Dữ liệu đang bị khóa. Chương trình vẫn phát và được ghi tạm ra ngoài. "
    "Hãy đóng chương trình khác đang mở dữ liệu; nếu kéo dài, hãy khởi động lại đài.",
    "disk_read_only": "Ổ đĩa của máy chỉ còn đọc được, thường là do ổ sắp hỏng. Chương trình vẫn phát và được ghi tạm. "
    "Hãy sao lưu và gọi người sửa máy.",
    "no_backup": "Đã hai ngày hoặc lâu hơn chưa có bản sao lưu nào thành công. Hãy cắm ổ sao lưu vào máy phát thanh, "
    "xem ổ còn chỗ không, rồi chờ đến đêm hoặc nhờ người trông máy sao lưu ngay.",
    "disk_nearly_full": "Ổ đĩa của máy sắp đầy. Hãy xóa bớt tệp không cần.",
    "ledger_unreadable": "Có lượt phát được ghi tạm lúc mất điện mà không đọc lại được. "
    "Hãy xem nhật ký phát và hỏi người nghe xem loa đã phát đến đâu.",
    "next_no_sound_file": "Mất tệp âm thanh của bản tin trong buổi phát sắp tới. "
    "Hãy tạo lại và duyệt lại trước giờ phát.",
    "next_sound_changed": "Tệp âm thanh trong buổi phát sắp tới khác với bản đã duyệt, nên sẽ không phát. "
    "Hãy tạo lại và duyệt lại trước giờ phát.",
    "nothing_planned": "Buổi phát sắp tới chưa có bản tin nào. Hãy xếp bản tin đã duyệt vào lịch.",
    "ear_deaf": "Máy đo không nhận được gì từ cạc âm thanh, nên sẽ không biết loa có kêu hay không. "
    "Hãy kiểm tra cạc âm thanh rồi khởi động lại đài.",
    "not_quiet": "Cạc âm thanh của loa đang có tiếng của chương trình khác. "
    "Hãy tắt chương trình đó trên máy phát thanh.",
    "hook_failed": "Lệnh bật hoặc tắt tăng âm bị lỗi. Hãy kiểm tra tăng âm và bật bằng tay nếu cần.",
    "settings_broken": "Tệp cấu hình vừa sửa có lỗi, nên đài vẫn dùng cấu hình cũ. "
    "Hãy mở Cài đặt, phần Lịch sử, rồi dùng lại bản trước.",
    "log_broken": "Nhật ký phát không còn nguyên vẹn. Hãy báo lãnh đạo phường và giữ nguyên máy.",
    "sound_changed": "Một tệp âm thanh khác với bản đã duyệt, nên đã bị rút duyệt. Hãy tạo lại và duyệt lại.",
    "not_a_sound": "Một tệp đã duyệt không phải là âm thanh đọc được, nên không phát. Hãy tạo lại và duyệt lại.",
    "no_sound_file": "Mất tệp âm thanh của một bản tin đã duyệt. Hãy tạo lại và duyệt lại.",
    "voice": "Giọng đọc chính không dùng được, đài đang dùng giọng dự phòng. Kiểm tra mạng Internet.",
    "no_correction": "Chưa có bản đính chính khẩn cấp sẵn sàng, nên nếu báo nhầm sẽ không đính chính ngay được. "
    "Hãy mở Phát khẩn cấp để nạp và duyệt bản đính chính.",
    "urgent_template": "Có bản mẫu khẩn cấp đã duyệt nhưng tệp âm thanh bị mất hoặc bị đổi. Hãy tạo lại và duyệt lại.",
    "render_failed": "Có bản tin chưa tạo được giọng đọc. Hãy mở bản tin để xem và thử lại.",
}
WORTH_A_LOOK = frozenset(
    {"nothing_planned", "disk_nearly_full", "voice", "not_quiet", "no_correction", "urgent_template", "render_failed"}
    | {"settings_broken", "no_backup"}
)
"""Faults with which the station broadcasts all the same."""

FINDING: dict[str, str] = {
    "nothing_planned": "Chưa có bản tin nào. Hãy xếp bản tin đã duyệt vào lịch.",
    "no_slot": "Tuần tới không có buổi phát nào. Hãy xem lại lịch và ngày nghỉ trong cấu hình.",
    "not_approved": "Có bản tin chưa được duyệt nên sẽ không phát. Hãy nhờ người duyệt nghe và duyệt.",
    "no_room": "Có bản tin không đủ chỗ trong khung giờ. Hãy rút gọn hoặc chuyển sang buổi khác.",
    "no_sound_file": "Mất tệp âm thanh. Hãy tạo lại và duyệt lại.",
    "sound_changed": "Tệp âm thanh khác với bản đã duyệt, nên sẽ không phát. Hãy tạo lại và duyệt lại.",
}
"""What was found before a slot, where it is not told as a fault is."""

FAULT_OTHER = "Đài gặp một sự cố. Hãy báo quản trị kèm dòng chi tiết bên cạnh."

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
    "off": Sign("Không phát thanh", "moon-stars", "quiet"),
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

VERB: dict[Verb, str] = {
    Verb.ADD_PERSON: "tạo tài khoản",
    Verb.SET_PASSWORD: "đặt mật khẩu",
    Verb.DISABLE_PERSON: "khóa tài khoản",
    Verb.WRITE: "soạn bản tin",
    Verb.EDIT: "sửa bản tin",
    Verb.SUBMIT: "gửi duyệt",
    Verb.LISTEN: "nghe hết bản tin",
    Verb.APPROVE: "duyệt",
    Verb.APPROVE_ALONE: "tự duyệt bản tin của mình (đài một người)",
    Verb.APPROVE_URGENT: "duyệt lời khẩn cấp tự gõ, cho một lần phát",
    Verb.SEND_BACK: "trả lại",
    Verb.WITHDRAW: "rút bản tin",
    Verb.VOID_SOUND: "rút duyệt vì tệp âm thanh thay đổi",
    Verb.PLACE: "xếp lịch",
    Verb.UNPLACE: "bỏ khỏi lịch",
    Verb.SKIP_DAY: "bỏ một ngày",
    Verb.REORDER: "đổi thứ tự",
    Verb.AIR_NOW: "ra lệnh phát ngay",
    Verb.AIR_URGENT: "ra lệnh phát khẩn cấp",
    Verb.CORRECT: "đính chính báo nhầm",
    Verb.WRONG_PASSWORD: "nhập sai mật khẩu khi phát khẩn cấp",
    Verb.STOP: "dừng phát",
    Verb.TEACH_WORD: "ghi vào từ điển phát âm",
    Verb.FORGET_WORD: "xóa khỏi từ điển phát âm",
    Verb.BRING_SOUND: "đưa âm thanh vào kho",
    Verb.NAME_SOUND: "đổi tên âm thanh",
    Verb.REMOVE_SOUND: "gỡ âm thanh khỏi kho",
    Verb.CHOOSE_CHIME: "chọn nhạc hiệu",
    Verb.RENDER_AGAIN: "rút duyệt để tạo lại bản nghe",
    Verb.CANCEL_RENDER: "thôi tạo bản nghe",
    Verb.ADD_VOICE: "cài giọng đọc",
    Verb.REMOVE_VOICE: "gỡ giọng đọc",
    Verb.PACK_MP3: "xuất MP3",
    Verb.CHANGE_TEMPLATE: "thay mẫu báo cáo",
    Verb.ADD_CLIENT: "cấp mã truy cập cho phần mềm khác",
    Verb.REVOKE_CLIENT: "thu mã truy cập",
    Verb.CHANGE_ROLES: "đổi vai trò",
    Verb.OPEN_PERSON: "mở lại tài khoản",
    Verb.RESET_PASSWORD: "cấp mật khẩu dùng một lần",
    Verb.MOVE: "dời lịch",
    Verb.RESTORE: "đưa lại vào lịch",
    Verb.UNSKIP_DAY: "phát lại ngày đã bỏ",
    Verb.CHANGE_SETTINGS: "đổi cài đặt",
    Verb.TEST_SOUND: "thử loa 3 giây",
    Verb.TAKE_BACKUP: "sao lưu",
    Verb.FILE_DIRECTIVE: "lưu văn bản",
    Verb.CONFIRM_DIRECTIVE: "xác nhận nội dung văn bản",
    Verb.BEGIN_CAMPAIGN: "lập đợt cao điểm",
    Verb.CHANGE_CAMPAIGN: "sửa đợt cao điểm",
    Verb.END_CAMPAIGN: "kết thúc đợt cao điểm",
    Verb.PLACE_ROTATION: "xếp lịch luân phiên cho đợt cao điểm",
    Verb.UNDO_ROTATION: "gỡ lịch luân phiên của đợt cao điểm",
    Verb.SEND_REPORT: "đánh dấu đã gửi báo cáo",
    Verb.OPEN_COLUMN: "mở chuyên mục",
    Verb.CLOSE_COLUMN: "dừng chuyên mục",
}


@dataclass(frozen=True, slots=True)
class DeedKind:
    """Deeds that belong together, for whoever looks for them."""

    word: str
    verbs: tuple[Verb, ...]


DEED_KINDS: dict[str, DeedKind] = {
    "ban-tin": DeedKind(
        "Soạn và sửa bản tin",
        (Verb.WRITE, Verb.EDIT, Verb.SUBMIT, Verb.WITHDRAW, Verb.RENDER_AGAIN, Verb.CANCEL_RENDER, Verb.PACK_MP3),
    ),
    "duyet": DeedKind(
        "Nghe và duyệt",
        (Verb.LISTEN, Verb.APPROVE, Verb.APPROVE_ALONE, Verb.APPROVE_URGENT, Verb.SEND_BACK, Verb.VOID_SOUND),
    ),
    "lich": DeedKind(
        "Xếp lịch",
        (Verb.PLACE, Verb.UNPLACE, Verb.SKIP_DAY, Verb.UNSKIP_DAY, Verb.REORDER, Verb.MOVE, Verb.RESTORE),
    ),
    "phat": DeedKind(
        "Phát và dừng",
        (Verb.AIR_NOW, Verb.AIR_URGENT, Verb.CORRECT, Verb.STOP, Verb.TEST_SOUND, Verb.WRONG_PASSWORD),
    ),
    "tai-khoan": DeedKind(
        "Tài khoản và mã truy cập",
        (
            Verb.ADD_PERSON,
            Verb.SET_PASSWORD,
            Verb.RESET_PASSWORD,
            Verb.DISABLE_PERSON,
            Verb.OPEN_PERSON,
            Verb.CHANGE_ROLES,
            Verb.ADD_CLIENT,
            Verb.REVOKE_CLIENT,
        ),
    ),
    "cai-dat": DeedKind(
        "Cài đặt, giọng đọc, từ điển, sao lưu",
        (
            Verb.CHANGE_SETTINGS,
            Verb.CHANGE_TEMPLATE,
            Verb.ADD_VOICE,
            Verb.REMOVE_VOICE,
            Verb.TEACH_WORD,
            Verb.FORGET_WORD,
            Verb.TAKE_BACKUP,
        ),
    ),
    "ban-ghi": DeedKind(
        "Bản ghi âm và nhạc hiệu",
        (Verb.BRING_SOUND, Verb.NAME_SOUND, Verb.REMOVE_SOUND, Verb.CHOOSE_CHIME),
    ),
    "van-ban": DeedKind(
        "Văn bản và đợt cao điểm",
        (
            Verb.FILE_DIRECTIVE,
            Verb.CONFIRM_DIRECTIVE,
            Verb.BEGIN_CAMPAIGN,
            Verb.CHANGE_CAMPAIGN,
            Verb.END_CAMPAIGN,
            Verb.PLACE_ROTATION,
            Verb.UNDO_ROTATION,
            Verb.SEND_REPORT,
            Verb.OPEN_COLUMN,
            Verb.CLOSE_COLUMN,
        ),
    ),
}

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


def finding_sentence(code: str) -> str:
    """What was found before a slot, and what to do about it."""
    return FINDING.get(code) or fault_sentence(code)


def fault_sentence(code: str) -> str:
    """What is wrong and what to do about it; an unknown code still gets a sentence."""
    return FAULT.get(code, FAULT_OTHER)
