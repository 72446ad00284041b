"""The sentences the desk says: under a field, after a deed, on an error page, at the head of a file."""

FIELD: dict[str, str] = {
    "username": "Tên đăng nhập gồm 2 đến 40 chữ cái và chữ số, không có dấu cách, và chưa ai dùng.",
    "name": "Hãy nhập họ và tên đầy đủ.",
    "password": "Mật khẩu cần ít nhất 12 ký tự, không trùng tên đăng nhập và không quá dễ đoán. "
    "Một câu ngắn dễ nhớ là tốt nhất.",
    "roles": "Hãy chọn ít nhất một vai trò.",
    "title": "Hãy nhập tiêu đề cho bản tin, không quá 200 ký tự.",
    "text": "Hãy nhập nội dung cần đọc, không quá 20.000 ký tự.",
    "reason": "Hãy ghi lý do.",
    "slot": "Hãy chọn khung giờ.",
    "first": "Ngày không đúng; hãy chọn lại trên lịch.",
    "last": "Ngày cuối phải bằng hoặc sau ngày đầu.",
    "weekdays": "Hãy chọn lại các ngày trong tuần.",
    "written": "Chữ này không ghi được vào từ điển: chữ viết phải bắt đầu bằng chữ cái, dài không quá 80 ký tự; "
    "ngày giờ, số tiền, số văn bản thì hãy sửa ngay trong bài.",
    "said": "Lời đọc phải là các tiếng đọc được, không có số, ký hiệu, chữ viết tắt hay chữ nước ngoài. "
    "Ví dụ: “bê hát y tế”.",
}

NAME: dict[str, str] = {
    "title": "tiêu đề",
    "text": "nội dung",
    "number": "số ký hiệu",
    "issuer": "cơ quan ban hành",
    "source": "trích yếu",
    "reason": "lý do",
    "name": "họ và tên",
    "username": "tên đăng nhập",
    "written": "chữ viết",
    "said": "lời đọc",
}

SAY: dict[str, str] = {
    "needed": "Hãy nhập {name}.",
    "choose_bulletin": "Hãy chọn một bản tin.",
    "choose_slot": "Hãy chọn khung giờ.",
    "last_before_first": "Ngày cuối phải bằng hoặc sau ngày đầu.",
    "too_far": "Chỉ xếp trước được nhiều nhất 400 ngày.",
    "too_long": "Phần {name} dài quá {most} ký tự; hãy rút gọn.",
    "bad_day": "Ngày không đúng; hãy chọn lại trên lịch.",
    "wrong_sign_in": "Tên đăng nhập hoặc mật khẩu không đúng. Hãy nhập lại; nếu quên, hãy nhờ quản trị đặt lại.",
    "wrong_old_password": "Mật khẩu đang dùng không đúng.",
    "not_the_same": "Hai lần nhập mật khẩu chưa giống nhau.",
    "wrong_code": "Mã thiết lập không đúng. Mã hiện trong cửa sổ lệnh của máy đang chạy đài.",
    "no_code": "Không còn mã thiết lập. Hãy khởi động lại đài để nhận mã mới.",
    "name_twice": "Mỗi người cần một tên đăng nhập riêng.",
    "set_up": "Đài đã sẵn sàng. Mời đăng nhập bằng tài khoản vừa tạo.",
    "password_changed": "Đã đổi mật khẩu. Các máy khác đang dùng tài khoản này đã bị thoát.",
    "saved": "Đã lưu bản nháp.",
    "saved_again": "Đã lưu. Bản nghe và phê duyệt cũ không còn hiệu lực vì nội dung đã đổi.",
    "submitted": "Đã gửi duyệt. Người duyệt sẽ thấy bản tin này ở mục Chờ duyệt.",
    "withdrawn": "Đã rút bản tin về bản nháp. Bản tin sẽ không phát nữa.",
    "rendering": "Đang tạo bản nghe thử.",
    "approved": "Đã duyệt “{title}”. Bản tin có thể xếp lịch và phát.",
    "sent_back": "Đã trả lại “{title}” cho người soạn.",
    "must_listen": "Hãy nghe hết bản tin rồi mới duyệt.",
    "own_bulletin": "Người soạn không tự duyệt bản tin của mình. Hãy nhờ người duyệt khác.",
    "sound_moved_on": "Bản nghe vừa thay đổi. Hãy nghe lại bản mới rồi quyết định.",
    "decided_already": "Bản tin này đã được quyết định rồi.",
    "no_sound_yet": "Bản tin chưa có bản nghe. Hãy đợi tạo xong.",
    "placed": "Đã xếp “{title}” vào {slot}, {when}.",
    "placed_pending": "Đã xếp “{title}” vào {slot}, {when}. Bản tin chỉ phát nếu được duyệt trước giờ phát.",
    "taken_off": "Đã bỏ “{title}” khỏi lịch.",
    "skipped": "Đã bỏ “{title}” trong ngày {day}. Các ngày khác vẫn phát.",
    "moved": "Đã đổi thứ tự.",
    "ordered": "Đã ra lệnh phát “{title}”. Loa sẽ kêu trong vài giây.",
    "must_confirm": "Hãy đánh dấu xác nhận trước khi phát.",
    "stopped": "Đã ra lệnh dừng. Loa sẽ im trong vài giây.",
    "person_added": "Đã tạo tài khoản cho {name}.",
    "person_off": "Đã khóa tài khoản của {name}.",
    "password_reset": "Đã đặt mật khẩu mới cho {name}. Hãy trao tận tay.",
    "not_yourself": "Không thể tự khóa tài khoản đang dùng.",
    "log_whole": "Nhật ký nguyên vẹn: {count} dòng, mã cuối {head}.",
    "taught": "Đã ghi vào từ điển: “{written}” đọc là “{said}”. Bản nghe đã tạo trước đó không đổi; "
    "bản tin nào cần đọc lại thì tạo lại bản nghe.",
    "forgotten": "Đã xóa “{written}” khỏi từ điển.",
    "words_broken": "Tệp từ điển của phường đang có lỗi nên chưa ghi được. Hãy báo quản trị xem lại tệp.",
    "plain_save": "Nội dung không thay đổi, nên không cần lưu lại.",
    "place_in_order": "vị trí thứ {number}",
    "clock_says": "máy đang ghi {moment}",
    "issued": "ngày {day}",
    "every_day": "mọi ngày phát thanh",
    "from_day": "từ {first}",
    "from_to": "từ {first} đến {last}",
    "on_day": "ngày {first}",
    "on_weekdays": "{days}, {range}",
}

CSV_HEAD: tuple[str, ...] = (
    "Số thứ tự",
    "Giờ dự kiến",
    "Giờ phát thực tế",
    "Khung giờ",
    "Cụm loa",
    "Bản tin",
    "Thể loại",
    "Chủ đề",
    "Mức ưu tiên",
    "Số giây nghe được",
    "Số giây cần phát",
    "Kết quả",
    "Lý do",
    "Chi tiết",
    "Cạc âm thanh",
    "Người soạn",
    "Người duyệt",
    "Người trực máy",
    "Mã âm thanh (SHA-256)",
    "Mã chuỗi",
)

HTTP: dict[int, tuple[str, str]] = {
    400: ("Chưa gửi được", "Trang này đã cũ hoặc dữ liệu gửi lên chưa đúng. Hãy tải lại trang rồi làm lại."),
    401: ("Cần đăng nhập", "Phiên làm việc đã hết. Hãy đăng nhập lại."),
    403: ("Không có quyền", "Tài khoản của bạn không có quyền làm việc này. Nếu cần, hãy nhờ quản trị cấp quyền."),
    404: ("Không tìm thấy", "Trang hoặc bản tin này không có, hoặc đã được gỡ. Hãy quay về trang đầu."),
    405: ("Không làm được cách này", "Trang này không nhận thao tác vừa rồi. Hãy quay lại và bấm nút trên trang."),
    409: ("Trạng thái đã thay đổi", "Có người vừa làm trước bạn. Chưa có gì bị ghi đè. Hãy xem lại rồi làm tiếp."),
    413: ("Nội dung quá dài", "Phần gửi lên quá lớn nên chưa được lưu. Hãy quay lại trang trước, rút gọn rồi gửi lại."),
    415: ("Không đọc được", "Máy không đọc được dạng dữ liệu vừa gửi. Hãy tải lại trang rồi làm lại."),
    429: ("Thử quá nhiều lần", "Hãy đợi một phút rồi thử lại. Nếu quên mật khẩu, hãy nhờ quản trị đặt lại."),
    500: (
        "Đài gặp lỗi",
        "Việc vừa rồi chưa làm được. Loa vẫn phát theo lịch. Hãy thử lại; nếu vẫn lỗi, báo quản trị.",
    ),
    503: ("Máy đang bận", "Máy đang bận ghi dữ liệu. Hãy đợi vài giây rồi bấm lại; việc vừa rồi chưa được thực hiện."),
}


def say(code: str, **values: object) -> str:
    """The sentence of that code with its blanks filled in."""
    return SAY[code].format(**values)
