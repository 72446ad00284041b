"""The Vietnamese of the sound library: states, steps, loudness, and for every refusal what to do about it."""

from broadcaster.recording import NO_CHIME, Brought, Intake, Level, Place, Purpose, Refusal
from broadcaster.store.recordings import NOBODY
from web.tongue.tables import give_tongue
from web.words import Sign

PURPOSE: dict[Purpose, str] = {Purpose.BULLETIN: "Bản ghi âm", Purpose.CHIME: "Nhạc hiệu"}

PURPOSE_HINT: dict[Purpose, str] = {
    Purpose.BULLETIN: "để phát như một bản tin, dài không quá 15 phút",
    Purpose.CHIME: "để mở đầu hoặc kết thúc bản tin, dài không quá 30 giây",
}

STATE: dict[Intake, Sign] = {
    Intake.COMING: Sign("Đang gửi lên", "upload", "quiet"),
    Intake.WAITING: Sign("Đợi xử lý", "hourglass-split", "quiet"),
    Intake.WORKING: Sign("Đang xử lý", "hourglass-split", "quiet"),
    Intake.READY: Sign("Dùng được", "check-circle-fill", "good"),
    Intake.REFUSED: Sign("Không dùng được", "x-circle-fill", "bad"),
    Intake.REMOVED: Sign("Đã gỡ", "dash-circle", "quiet"),
}

STEP: dict[str, str] = {
    "": "Đang chuẩn bị…",
    "decode": "Đang đọc tệp âm thanh…",
    "measure": "Đang đo độ to…",
    "master": "Đang chỉnh tiếng cho loa ngoài trời…",
    "keep": "Đang lưu…",
}

LEVEL: dict[Level, Sign] = {
    Level.QUIET: Sign("Nhỏ quá", "volume-mute", "warn"),
    Level.FINE: Sign("To vừa", "check-circle-fill", "good"),
    Level.LOUD: Sign("To quá", "exclamation-triangle-fill", "warn"),
}

LEVEL_HINT: dict[Level, str] = {
    Level.QUIET: "Bản gốc nhỏ quá. Đài đã tăng lên, nhưng tiếng ồn nền cũng to theo; hãy nghe kỹ, "
    "nếu rè thì ghi lại gần micro hơn.",
    Level.FINE: "",
    Level.LOUD: "Bản gốc to quá nên tiếng có thể bị vỡ, đài không sửa được chỗ vỡ. Hãy nghe kỹ, "
    "nếu rè thì ghi lại nhỏ hơn.",
}

PLACE: dict[Place, str] = {Place.OPENING: "Nhạc mở đầu", Place.CLOSING: "Nhạc kết thúc"}

SHIPPED: dict[str, str] = {
    "opening": "Nhạc mở đầu có sẵn",
    "closing": "Nhạc kết thúc có sẵn",
    "attention": "Tiếng báo chú ý có sẵn",
}

REFUSAL: dict[Refusal, str] = {
    Refusal.TOO_MANY: "Bạn đang có 3 tệp chờ xử lý. Hãy đợi xong một tệp rồi gửi tiếp.",
    Refusal.TOO_MUCH: "Hôm nay bạn đã gửi quá nhiều (2 GB mỗi ngày). Hãy gửi tiếp vào ngày mai.",
    Refusal.NAME: "Đài chỉ nhận tệp mp3, wav, flac, ogg hoặc m4a. Hãy chọn tệp khác hoặc đổi sang một dạng này.",
    Refusal.EMPTY: "Tệp này trống, không có gì bên trong. Hãy chọn lại tệp.",
    Refusal.TOO_LARGE: "Tệp lớn quá 300 MB. Hãy cắt ngắn hoặc lưu thành mp3 rồi gửi lại.",
    Refusal.LEADS_ELSEWHERE: "Đây là danh sách phát hoặc trang web dẫn đi nơi khác, không phải âm thanh. "
    "Hãy tải chính tệp âm thanh về rồi gửi tệp đó.",
    Refusal.ARCHIVE: "Đây là tệp nén. Hãy giải nén rồi gửi từng tệp âm thanh bên trong.",
    Refusal.NO_SOUND_FILE: "Bên trong tệp không phải là âm thanh, dù tên tệp nói vậy. Hãy chọn tệp khác.",
    Refusal.NOT_THAT_KIND: "Bên trong tệp không đúng dạng như tên tệp. "
    "Hãy mở bằng phần mềm âm thanh và lưu lại thành mp3.",
    Refusal.ODD_SOUND: "Âm thanh có dạng quá lạ (tần số hoặc số kênh). Hãy lưu lại thành mp3 hai kênh rồi gửi.",
    Refusal.BROKEN: "Tệp bị hỏng, không đọc được đến hết. Hãy chép lại tệp từ máy gốc hoặc lưu lại thành mp3.",
    Refusal.NO_M4A: "Máy này chưa đọc được tệp m4a. Hãy đổi sang mp3, hoặc nhờ quản trị cài phần đọc m4a.",
    Refusal.TOO_LONG: "Âm thanh dài quá mức cho phép: bản ghi âm nhiều nhất 15 phút, nhạc hiệu nhiều nhất 30 giây. "
    "Hãy cắt ngắn rồi gửi lại.",
    Refusal.TOO_SHORT: "Âm thanh ngắn quá, chưa đầy một giây có tiếng. Hãy ghi lại.",
    Refusal.SILENT: "Tệp không có tiếng nào nghe được. Hãy kiểm tra micro rồi ghi lại.",
    Refusal.OUTSIDE_LIMITS: "Không chỉnh được độ to của âm thanh này cho vừa loa. Hãy ghi lại đều tiếng hơn.",
    Refusal.TOO_SLOW: "Đọc tệp này quá lâu nên đài đã dừng. Hãy lưu lại thành mp3 rồi gửi.",
    Refusal.BROKE_DOWN: "Tệp này làm bộ đọc âm thanh bị dừng. Hãy lưu lại thành mp3 bằng phần mềm khác rồi gửi.",
    Refusal.DISK_FULL: "Ổ đĩa của máy không còn đủ chỗ nên chưa nhận được. Hãy nhờ quản trị xóa bớt tệp, rồi gửi lại.",
    Refusal.NOT_FINISHED: "Tệp chưa gửi lên hết thì bị ngắt. Hãy gửi lại.",
    Refusal.CALLED_OFF: "Đã thôi nhận tệp này theo yêu cầu. Hãy gửi lại nếu vẫn cần.",
    Refusal.OTHER: "Đài chưa nhận được tệp này. Hãy gửi lại; nếu vẫn lỗi, hãy báo quản trị.",
}


CHIME_CHOICE: dict[str, str] = {"": "theo Cài đặt", NO_CHIME: "không dùng nhạc", **SHIPPED}


def name_of(brought: Brought) -> str:
    """What a sound is called on the screen; those that came with the program have Vietnamese names."""
    return SHIPPED.get(brought.name, brought.name) if brought.by == NOBODY else brought.name


def refusal(code: str) -> str:
    """What is wrong with the sound and what to do; an unknown code still gets a sentence."""
    return REFUSAL[Refusal(code) if code in tuple(Refusal) else Refusal.OTHER]


def chime_choice(detail: str) -> str:
    """What was chosen, from "opening_chime · name" as the record of deeds keeps it."""
    place, _, name = detail.partition(" · ")
    if place not in tuple(Place):
        return detail
    return f"{PLACE[Place(place)]}: {CHIME_CHOICE.get(name, name)}"


give_tongue(globals())
