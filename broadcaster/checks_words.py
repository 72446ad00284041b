"""What `broadcaster check` says about the station, each unfit thing with what to do; beside broadcaster/wording.py.

Whoever types the command stands before a silent PC, and the pages that would tell may not open.
"""

SAID: dict[str, str] = {
    "settings": "Cấu hình đọc được.",
    "settings_wrong": "Cấu hình có chỗ sai nên đài không chạy. "
    "Hãy sửa đúng tệp và dòng ghi bên cạnh, rồi kiểm tra lại.",
    "database": "Cơ sở dữ liệu mở được, nhật ký phát còn nguyên vẹn.",
    "database_wrong": "Cơ sở dữ liệu không mở được, hoặc nhật ký phát đã bị đổi. Đừng xóa gì; "
    "hãy nhờ người trông máy khôi phục từ bản sao lưu gần nhất.",
    "voice": "Giọng đọc dự phòng đọc được khi mất mạng.",
    "voice_online_only": "Không có giọng nào đọc được khi mất mạng. "
    "Hãy thêm espeak vào cuối trong Cài đặt, mục Thứ tự giọng đọc.",
    "voice_wrong": "Giọng đọc dự phòng không đọc được. Hãy cài lại đài (install.sh), rồi kiểm tra lại.",
    "sound device": "Có cạc âm thanh và không bị tắt tiếng.",
    "device_none": "Không tìm thấy cạc âm thanh. Hãy cắm lại cạc hoặc dây, rồi khởi động lại máy; "
    "có cạc mà vẫn báo thì hãy xem máy chủ âm thanh có chạy không.",
    "device_missing": "Không thấy cạc âm thanh đã đặt cho một cụm loa. Hãy cắm lại cạc ấy, "
    "hoặc chọn cạc khác trong Cài đặt, mục Loa và cạc âm thanh.",
    "device_muted": "Cạc âm thanh đang tắt tiếng. Hãy bật tiếng và chỉnh âm lượng của máy tính.",
    "device_wrong": "Không hỏi được cạc âm thanh. Hãy khởi động lại máy; vẫn báo thì nhờ người trông máy.",
    "ear": "Máy đo nghe được cạc âm thanh.",
    "ear_off": "Máy đo đang tắt, nên nhật ký sẽ ghi “không đo được”.",
    "ear_absent": "Máy này không cho đo tiếng, nên nhật ký sẽ ghi “không đo được”.",
    "ear_wrong": "Máy đo không nhận được gì từ cạc âm thanh. Hãy khởi động lại máy; vẫn báo thì nhờ người trông máy.",
    "disk": "Ổ đĩa còn đủ chỗ và ghi được.",
    "disk_full": "Ổ đĩa sắp đầy, đài có thể ngừng tạo bản nghe. Hãy xóa bớt tệp không cần trên máy.",
    "disk_wrong": "Không ghi được vào thư mục của đài. Hãy nhờ người trông máy xem quyền ghi và tình trạng ổ đĩa.",
    "clock": "Ngày giờ của máy dùng được.",
    "clock_unkept": "Ngày giờ của máy dùng được, nhưng không được giữ đúng qua mạng nên sẽ lệch dần. "
    "Hãy bật “tự đặt ngày giờ” của máy.",
    "clock_wrong": "Ngày giờ của máy sai, nên đài không tự phát. Hãy chỉnh lại ngày giờ của máy tính.",
    "next slot": "Buổi phát tới đã sẵn sàng, tiếng đúng như lúc duyệt.",
    "slot_empty": "Bảy ngày tới chưa có bản tin nào trong lịch. Hãy xếp bản tin đã duyệt vào Lịch phát.",
    "slot_wrong": "Buổi phát tới có bản tin mà tệp tiếng bị mất hoặc khác lúc duyệt. "
    "Hãy mở bản tin ấy, tạo lại bản nghe rồi duyệt lại.",
    "slot_unknown": "Không xem được buổi phát tới, vì cơ sở dữ liệu không mở được.",
    "urgent": "Các mẫu khẩn cấp đã duyệt đều phát được.",
    "urgent_waiting": "Có mẫu khẩn cấp chưa được nạp hoặc chưa duyệt. Hãy mở Phát khẩn cấp và duyệt sẵn các mẫu.",
    "urgent_wrong": "Có mẫu khẩn cấp đã duyệt mà không phát được. "
    "Hãy mở Phát khẩn cấp, tạo lại bản nghe và duyệt lại mẫu ấy.",
    "urgent_unknown": "Không xem được các mẫu khẩn cấp, vì cơ sở dữ liệu không mở được.",
    "log": "Mọi lượt phát đều đã vào nhật ký.",
    "log_wrong": "Có lượt phát còn ghi tạm ngoài nhật ký. Đài tự nhập lại khi đang chạy; "
    "vài phút sau vẫn báo thì hãy xem ổ đĩa và gửi tệp hỗ trợ cho người trông máy.",
}
"""By a finding's code."""

WORTH_A_LOOK = frozenset({"ear_off", "ear_absent", "clock_unkept", "slot_empty", "urgent_waiting"})
"""Fit to go on air, and something to do all the same."""

WELL, WRONG, LOOK, UNKNOWN = "tốt", "HỎNG", "nên xem", "không rõ"
"""What stands before a line."""

UNTOLD = "Máy này không cho biết: {said}"
"""About something nobody here can tell; `said` is what would be said if it were well."""
