"""The Vietnamese for what is wrong with the station, and for what was found before a slot: each says what to do."""

from web.tongue.tables import give_tongue, said

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
    "stream_refused": "Nguồn tiếp âm dẫn sang nơi không được phép. "
    "Hãy hỏi lại địa chỉ rồi nhờ quản trị sửa ở mục [[relays]] của tệp cấu hình.",
    "clock_wrong": "Đồng hồ của máy sai, đài tạm ngừng phát tự động. Hãy chỉnh lại ngày giờ.",
    "disk_full": "Ổ đĩa của máy đã đầy. Hãy xóa bớt tệp không cần.",
    "store_busy": "Dữ liệu đang bị khóa. Chương trình vẫn phát và được ghi tạm ra ngoài. "
    "Hãy đóng chương trình khác đang mở dữ liệu; nếu kéo dài, hãy khởi động lại đài.",
    "disk_read_only": "Ổ đĩa của máy chỉ còn đọc được, thường là do ổ sắp hỏng. Chương trình vẫn phát và được ghi tạm. "
    "Hãy sao lưu và gọi người sửa máy.",
    "no_backup": "Đã hai ngày hoặc lâu hơn chưa có bản sao lưu nào thành công. Hãy cắm ổ sao lưu vào máy phát thanh, "
    "xem ổ còn chỗ không, rồi chờ đến đêm hoặc nhờ người trông máy sao lưu ngay.",
    "backup_failed": "Lần sao lưu đêm gần nhất không thành công; đài tự thử lại nửa giờ một lần. Hãy xem ổ sao lưu "
    "đã cắm vào máy phát thanh chưa và còn chỗ không.",
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
    "lan_closed": "Máy khác trong cơ quan chưa mở được bàn làm việc, vì máy phát thanh không có địa chỉ mạng đã đặt, "
    "hoặc cổng đã đặt đang bị chương trình khác dùng. Đài tự thử lại nửa phút một lần. Hãy xem dây mạng; nếu vẫn còn, "
    "nhờ người trông máy sửa mục [lan] trong station.toml rồi khởi động lại bàn làm việc.",
    "lan_no_certificate": "Máy khác trong cơ quan chưa mở được bàn làm việc, vì chưa có chứng chỉ hoặc tệp chứng chỉ "
    "bị hỏng. Hãy nhờ người trông máy gõ “loaphuong certificate --again”, rồi so lại dãy số trên từng máy.",
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
    | {"settings_broken", "no_backup", "backup_failed", "lan_closed", "lan_no_certificate"}
)
"""Faults with which the station broadcasts all the same."""

FINDING: dict[str, str] = {
    "nothing_planned": "Chưa có bản tin nào. Hãy xếp bản tin đã duyệt vào lịch.",
    "no_slot": "Tuần tới không có buổi phát nào. Hãy xem lại khung giờ và ngày nghỉ trong Cài đặt.",
    "not_approved": "Có bản tin chưa được duyệt nên sẽ không phát. Hãy nhờ người duyệt nghe và duyệt.",
    "no_room": "Có bản tin không đủ chỗ trong khung giờ. Hãy rút gọn hoặc chuyển sang buổi khác.",
    "no_sound_file": "Mất tệp âm thanh. Hãy tạo lại và duyệt lại.",
    "sound_changed": "Tệp âm thanh khác với bản đã duyệt, nên sẽ không phát. Hãy tạo lại và duyệt lại.",
}
"""What was found before a slot, where it is not told as a fault is."""

FAULT_OTHER = "Đài gặp một sự cố. Hãy báo quản trị kèm dòng chi tiết bên cạnh."


def finding_sentence(code: str) -> str:
    """What was found before a slot, and what to do about it."""
    return FINDING.get(code) or fault_sentence(code)


def fault_sentence(code: str) -> str:
    """What is wrong and what to do about it; an unknown code still gets a sentence."""
    return FAULT.get(code) or said(FAULT_OTHER)


give_tongue(globals())
