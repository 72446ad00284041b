"""The Vietnamese for each status, outcome, reason, role, kind, topic, priority, verdict, error and fault."""

from dataclasses import dataclass

from broadcaster import errors
from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Kind, Priority, Status, Topic, Verdict
from broadcaster.people import Role
from broadcaster.planning import OrderState
from broadcaster.store import Verb


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
    Outcome.COMPLETE: Sign("Phát đủ", "check-circle-fill", "good"),
    Outcome.PARTIAL: Sign("Phát dở dang", "exclamation-triangle-fill", "warn"),
    Outcome.FAILED: Sign("Phát lỗi", "x-circle-fill", "bad"),
    Outcome.MISSED: Sign("Bỏ lỡ", "dash-circle", "bad"),
    Outcome.OUT_OF_HOURS: Sign("Ngoài giờ", "moon-stars", "warn"),
    Outcome.STOPPED: Sign("Đã dừng", "stop-fill", "warn"),
    Outcome.CUT_IN: Sign("Bị khẩn cấp ngắt", "megaphone", "warn"),
    Outcome.UNMEASURED: Sign("Không đo được", "question-circle", "quiet"),
}

REASON: dict[Reason, str] = {
    Reason.NONE: "",
    Reason.STATION_OFF: "Máy của đài không chạy vào giờ này.",
    Reason.NO_ROOM: "Khung giờ không còn đủ chỗ cho bản tin này.",
    Reason.NOT_APPROVED: "Bản tin chưa được duyệt.",
    Reason.NO_SOUND_FILE: "Không tìm thấy tệp âm thanh của bản tin.",
    Reason.SOUND_CHANGED: "Tệp âm thanh khác với bản đã duyệt nên không được phát.",
    Reason.NOT_A_SOUND: "Tệp âm thanh bị hỏng, không phát được.",
    Reason.NO_DEVICE: "Không tìm thấy cạc âm thanh.",
    Reason.DEVICE_LOST: "Cạc âm thanh bị mất giữa chừng.",
    Reason.MUTED: "Cạc âm thanh đang tắt tiếng.",
    Reason.SILENT: "Đã phát nhưng máy đo không nghe thấy tiếng.",
    Reason.NOT_ALL_HEARD: "Máy đo chỉ nghe thấy một phần bản tin.",
    Reason.NO_EAR: "Cạc âm thanh này không đo được tiếng, nên không rõ loa có kêu hay không.",
    Reason.PLAYER_FAILED: "Trình phát bị lỗi.",
    Reason.PLAYER_HUNG: "Trình phát bị treo và đã được thay.",
    Reason.KILLED: "Máy tắt hoặc mất điện khi đang phát.",
    Reason.BY_PERSON: "Có người bấm Dừng phát.",
    Reason.URGENT: "Nhường cho phát khẩn cấp.",
    Reason.SLOT_OVER: "Khung giờ đã hết trước khi kịp phát.",
    Reason.QUIET_HOURS: "Đang là giờ yên tĩnh, loa không được kêu.",
    Reason.OUTSIDE_WINDOW: "Nằm ngoài khung giờ được phép phát.",
    Reason.BARRED_DAY: "Ngày này đài không phát thanh.",
    Reason.OVER_CAP: "Bản tin dài hơn thời lượng cho phép của một buổi phát.",
    Reason.CLOCK_WRONG: "Đồng hồ của máy sai, đài tạm ngừng phát tự động.",
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

KIND: dict[Kind, str] = {
    Kind.NEWS: "Tin",
    Kind.ARTICLE: "Bài",
    Kind.FEATURE: "Chuyên đề",
    Kind.REPORT: "Phóng sự",
}

TOPIC: dict[Topic, str] = {
    Topic.T01: "Giả danh cơ quan nhà nước, ngân hàng",
    Topic.T02: "Chiếm tài khoản mạng xã hội, nhắn tin vay tiền",
    Topic.T03: "Việc làm online, giả sàn thương mại điện tử",
    Topic.T04: "Đầu tư tiền ảo, chứng khoán",
    Topic.T05: "Vay tiền qua mạng, “tín dụng đen”",
    Topic.T06: "Mua hàng online",
    Topic.T07: "Giả danh nhà mạng, chiếm SIM",
    Topic.T08: "Giả danh người nước ngoài, kết bạn, chuyển quà",
    Topic.T09: "Gọi điện, nhắn tin khủng bố, đòi nợ",
    Topic.T10: "Trúng thưởng, tặng quà, nhắm người cao tuổi",
    Topic.T11: "Bán, cho thuê, cho mượn tài khoản ngân hàng",
    Topic.T12: "Bảo vệ dữ liệu cá nhân",
    Topic.T13: "“5 không, 2 phải”",
    Topic.T14: "Kết quả đấu tranh của lực lượng chức năng",
    Topic.T15: "Quy định pháp luật",
    Topic.T16: "Tố giác tội phạm, đầu mối tiếp nhận",
    Topic.T17: "Người tốt, việc tốt",
    Topic.T18: "Kỹ năng dùng Internet an toàn",
    Topic.OTHER: "Chủ đề khác",
}

PRIORITY: dict[Priority, str] = {
    Priority.NORMAL: "Thông thường",
    Priority.PRIORITY: "Ưu tiên",
    Priority.URGENT: "Khẩn cấp",
}

VERDICT: dict[Verdict, str] = {Verdict.APPROVED: "Duyệt", Verdict.RETURNED: "Trả lại"}

ORDER_STATE: dict[OrderState, str] = {
    OrderState.WAITING: "Đang chờ phát",
    OrderState.TAKEN: "Đang phát",
    OrderState.DONE: "Đã phát xong",
    OrderState.REFUSED: "Không được phát",
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
    errors.RenderingCancelled: "Việc tạo bản nghe đã được hủy.",
    errors.AlreadyRunning: "Đài đã chạy trên máy này rồi.",
    errors.StoreBusy: "Máy đang bận ghi dữ liệu. Hãy đợi vài giây rồi bấm lại; việc vừa rồi chưa được thực hiện.",
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
    "clock_wrong": "Đồng hồ của máy sai, đài tạm ngừng phát tự động. Hãy chỉnh lại ngày giờ.",
    "disk_full": "Ổ đĩa của máy đã đầy. Hãy xóa bớt tệp không cần.",
    "store_busy": "Dữ liệu đang bị khóa. Nếu kéo dài, hãy khởi động lại đài.",
    "log_broken": "Nhật ký phát không còn nguyên vẹn. Hãy báo lãnh đạo phường và giữ nguyên máy.",
    "sound_changed": "Một tệp âm thanh khác với bản đã duyệt, nên đã bị rút duyệt. Hãy tạo lại và duyệt lại.",
    "not_a_sound": "Một tệp đã duyệt không phải là âm thanh đọc được, nên không phát. Hãy tạo lại và duyệt lại.",
    "no_sound_file": "Mất tệp âm thanh của một bản tin đã duyệt. Hãy tạo lại và duyệt lại.",
    "voice": "Giọng đọc chính không dùng được, đài đang dùng giọng dự phòng. Kiểm tra mạng Internet.",
    "render_failed": "Có bản tin chưa tạo được giọng đọc. Hãy mở bản tin để xem và thử lại.",
}
FAULT_OTHER = "Đài gặp một sự cố. Hãy báo quản trị kèm dòng chi tiết bên cạnh."

RETURN_REASONS: tuple[str, ...] = (
    "Có chỗ đọc sai, cần sửa chính tả hoặc cách viết.",
    "Nội dung chưa chính xác, cần kiểm tra lại nguồn.",
    "Bài dài quá, cần rút gọn.",
    "Thiếu số điện thoại hoặc nơi cần báo tin.",
    "Chưa phù hợp để phát trên loa phường.",
)

WEEKDAY: tuple[str, ...] = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
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
    Verb.SEND_BACK: "trả lại",
    Verb.WITHDRAW: "rút bản tin",
    Verb.VOID_SOUND: "rút duyệt vì tệp âm thanh thay đổi",
    Verb.PLACE: "xếp lịch",
    Verb.UNPLACE: "bỏ khỏi lịch",
    Verb.SKIP_DAY: "bỏ một ngày",
    Verb.REORDER: "đổi thứ tự",
    Verb.AIR_NOW: "ra lệnh phát ngay",
    Verb.AIR_URGENT: "ra lệnh phát khẩn cấp",
    Verb.STOP: "dừng phát",
    Verb.TEACH_WORD: "ghi vào từ điển phát âm",
    Verb.FORGET_WORD: "xóa khỏi từ điển phát âm",
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


def error_sentence(error: errors.BroadcasterError) -> str:
    """The Vietnamese sentence for what was refused: the class's own, or the nearest above it."""
    return next(ERROR[kind] for kind in type(error).__mro__ if kind in ERROR)


def fault_sentence(code: str) -> str:
    """What is wrong and what to do about it; an unknown code still gets a sentence."""
    return FAULT.get(code, FAULT_OTHER)
