"""The Vietnamese for each recorded deed, and the kinds of deeds that somebody looks for."""

from dataclasses import dataclass

from broadcaster.store import Verb
from web.tongue.tables import give_tongue

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
    Verb.BRING_BACK_SOUND: "đưa âm thanh trở lại kho",
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
    Verb.TRUST_CLOCK: "xác nhận đồng hồ của máy đã đúng",
    Verb.TAKE_BACKUP: "sao lưu",
    Verb.TAKE_OUT: "xuất toàn bộ dữ liệu",
    Verb.FETCH_EXPORT: "tải về tệp xuất toàn bộ dữ liệu",
    Verb.THROW_AWAY: "bỏ dữ liệu đã hết thời hạn giữ",
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
    Verb.RESTORE_ROTATION: "xếp lại lịch luân phiên đã gỡ",
    Verb.UNSEND_REPORT: "bỏ dấu đã gửi báo cáo",
    Verb.REOPEN_COLUMN: "mở lại chuyên mục đã dừng",
    Verb.RESTORE_TEMPLATE: "lấy lại mẫu báo cáo trước đó",
    Verb.PUT_ASIDE: "bỏ bài viết dở",
    Verb.TAKE_UP_AGAIN: "lấy lại bài viết dở",
}


@dataclass(frozen=True, slots=True)
class DeedKind:
    """Deeds that belong together, for whoever looks for them."""

    word: str
    verbs: tuple[Verb, ...]


DEED_KINDS: dict[str, DeedKind] = {
    "ban-tin": DeedKind(
        "Soạn và sửa bản tin",
        (
            Verb.WRITE,
            Verb.EDIT,
            Verb.SUBMIT,
            Verb.WITHDRAW,
            Verb.RENDER_AGAIN,
            Verb.CANCEL_RENDER,
            Verb.PACK_MP3,
            Verb.PUT_ASIDE,
            Verb.TAKE_UP_AGAIN,
        ),
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
        (
            Verb.AIR_NOW,
            Verb.AIR_URGENT,
            Verb.CORRECT,
            Verb.STOP,
            Verb.TEST_SOUND,
            Verb.TRUST_CLOCK,
            Verb.WRONG_PASSWORD,
        ),
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
            Verb.RESTORE_TEMPLATE,
            Verb.ADD_VOICE,
            Verb.REMOVE_VOICE,
            Verb.TEACH_WORD,
            Verb.FORGET_WORD,
            Verb.TAKE_BACKUP,
            Verb.TAKE_OUT,
            Verb.FETCH_EXPORT,
            Verb.THROW_AWAY,
        ),
    ),
    "ban-ghi": DeedKind(
        "Bản ghi âm và nhạc hiệu",
        (Verb.BRING_SOUND, Verb.NAME_SOUND, Verb.REMOVE_SOUND, Verb.BRING_BACK_SOUND, Verb.CHOOSE_CHIME),
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
            Verb.RESTORE_ROTATION,
            Verb.UNSEND_REPORT,
            Verb.REOPEN_COLUMN,
        ),
    ),
}

give_tongue(globals())
