"""The Vietnamese that desk and reports share: outcomes, reasons, kinds, topics, priorities, days of the week."""

from broadcaster.airing import Outcome, Reason
from broadcaster.bulletin import Kind, Priority, Topic

OUTCOME_WORD: dict[Outcome, str] = {
    Outcome.COMPLETE: "Phát đủ",
    Outcome.PARTIAL: "Phát dở dang",
    Outcome.FAILED: "Phát lỗi",
    Outcome.MISSED: "Bỏ lỡ",
    Outcome.OUT_OF_HOURS: "Ngoài giờ",
    Outcome.STOPPED: "Đã dừng",
    Outcome.CUT_IN: "Bị khẩn cấp ngắt",
    Outcome.UNMEASURED: "Không đo được",
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
    Reason.URGENT_DROPPED: "Nhường cho phát khẩn cấp; người ra lệnh chọn không phát tiếp.",
    Reason.SLOT_OVER: "Khung giờ đã hết trước khi kịp phát.",
    Reason.QUIET_HOURS: "Đang là giờ yên tĩnh, loa không được kêu.",
    Reason.OUTSIDE_WINDOW: "Nằm ngoài khung giờ được phép phát.",
    Reason.BARRED_DAY: "Ngày này đài không phát thanh.",
    Reason.OVER_CAP: "Bản tin dài hơn thời lượng cho phép của một buổi phát.",
    Reason.CLOCK_WRONG: "Đồng hồ của máy sai, đài tạm ngừng phát tự động.",
    Reason.VOLUME: "Âm lượng của cạc âm thanh không đúng mức và không đặt lại được.",
    Reason.NO_STREAM: "Không nghe được nguồn tiếp âm, hoặc nguồn im tiếng.",
    Reason.STREAM_REFUSED: "Nguồn tiếp âm dẫn sang nơi không được phép nên không phát.",
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

WEEKDAY: tuple[str, ...] = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")

COMPUTER: dict[str, tuple[str, str]] = {
    "clock_kept": (
        "Đồng hồ của máy được giữ đúng qua mạng.",
        "Đồng hồ của máy không được giữ đúng qua mạng nên sẽ lệch dần. "
        "Hãy bật “tự đặt ngày giờ” trong cài đặt của máy.",
    ),
    "stays_awake": (
        "Máy không tự ngủ.",
        "Máy có thể tự ngủ và bỏ lỡ giờ phát. Hãy tắt chế độ ngủ trong cài đặt nguồn điện của máy, "
        "hoặc cài đài bằng install.sh.",
    ),
    "wakes_up": (
        "Máy có hẹn giờ tự thức dậy trước buổi phát tới.",
        "Máy có thể ngủ mà không hẹn giờ tự thức dậy trước buổi phát tới. "
        "Hãy tắt chế độ ngủ, hoặc nhờ người trông máy đặt giờ tự bật trong BIOS.",
    ),
    "disk_room": ("Ổ đĩa còn đủ chỗ.", "Ổ đĩa sắp hết chỗ. Hãy xóa bớt tệp không cần."),
    "disk_health": (
        "Ổ đĩa tự báo là còn tốt.",
        "Ổ đĩa tự báo là sắp hỏng. Hãy sao lưu ngay và nhờ người thay ổ.",
    ),
    "updates_apart": (
        "Giờ cập nhật của máy không trùng giờ phát.",
        "Máy sẽ tự cập nhật đúng lúc đang phát. Hãy nhờ người trông máy dời giờ cập nhật sang ban đêm.",
    ),
    "restarts_apart": (
        "Giờ tự khởi động lại của máy không trùng giờ phát.",
        "Máy có thể tự khởi động lại đúng lúc đang phát. Hãy nhờ người trông máy đặt giờ khởi động lại vào ban đêm.",
    ),
    "no_restart_waits": (
        "Không có bản cập nhật nào chờ khởi động lại máy.",
        "Có bản cập nhật chờ khởi động lại máy. Hãy khởi động lại máy vào lúc không phát.",
    ),
    "backup_chosen": (
        "Đã chọn nơi sao lưu.",
        "Chưa chọn nơi sao lưu. Hãy cắm một ổ USB rồi ghi thư mục của nó vào Cài đặt, mục Sao lưu, thời hạn giữ.",
    ),
    "backup_fresh": (
        "Có bản sao lưu trong hai ngày qua.",
        "Hai ngày qua không có bản sao lưu nào thành công. Hãy xem ổ sao lưu có cắm vào máy và còn chỗ không.",
    ),
    "backup_there": ("Thấy nơi sao lưu.", "Không thấy nơi sao lưu. Hãy cắm lại ổ sao lưu vào máy phát thanh."),
    "backup_apart": (
        "Bản sao lưu nằm ở ổ khác với dữ liệu của đài.",
        "Bản sao lưu nằm cùng ổ với dữ liệu, ổ hỏng thì mất cả hai. Hãy cắm lại ổ USB, hoặc chọn một ổ khác.",
    ),
    "certificate_lasts": (
        "Chứng chỉ cho các máy khác trong cơ quan còn hạn.",
        "Chứng chỉ cho các máy khác trong cơ quan sắp hết hạn hoặc đã hết hạn. Người trông máy hãy gõ "
        "“loaphuong certificate --again”, khởi động lại bàn làm việc, rồi so lại dãy số trên từng máy.",
    ),
    "alarm_addressed": (
        "Có địa chỉ để báo tin khi đài im lặng.",
        "Địa chỉ báo tin khi đài im lặng còn bị che từ lần khôi phục, nên sẽ không ai được báo. "
        "Hãy nhờ người trông máy gõ lại địa chỉ ở mục [watch] trong station.toml.",
    ),
    "desk_closed": (
        "Bàn làm việc chỉ mở được trên chính máy này, hoặc qua đường truyền có mã hóa.",
        "Bàn làm việc mở cho cả mạng mà không mã hóa, mật khẩu đi qua mạng ai cũng đọc được. "
        "Hãy dùng chế độ mạng nội bộ có chứng chỉ.",
    ),
}
"""About the PC, by the code of a look (broadcaster/computer): what is said when it is fit, and what to do when not."""

ALARM: dict[bool, tuple[str, str]] = {
    True: (
        "{name}: máy phát thanh im lặng",
        "Từ {since}, bộ phận phát thanh của {name} không còn báo tình trạng.\n"
        "Hãy xem máy phát thanh có bật không, rồi mở trang Đang phát.\n",
    ),
    False: (
        "{name}: máy phát thanh đã trở lại",
        "Bộ phận phát thanh của {name} đã báo tình trạng trở lại lúc {since}.\n",
    ),
}
"""The letter to whoever keeps watch, by whether the station is silent: its subject and its text."""

ALARM_TRIAL = (
    "{name}: thử báo tin",
    "Đây là thư thử lúc {since}. {name} sẽ báo vào hộp thư này khi máy phát thanh im lặng.\nKhông cần làm gì.\n",
)
"""The letter of a trial: its subject and its text."""
