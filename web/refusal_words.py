"""What the desk says when something does not go: under a field of a form, and on an error page."""

from web.tongue.tables import give_tongue

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
    "campaign": "Hãy đặt tên đợt cao điểm, không quá 200 ký tự.",
    "column": "Hãy đặt tên chuyên mục, không quá 200 ký tự.",
    "plays": "Hãy nhập số lượt hoặc số phút, ít nhất là 1.",
    "stale": "Hãy nhập số từ 1 đến 100.",
    "responsible": "Danh sách dài quá 40 dòng; hãy rút gọn.",
    "duties": "Có ngày gửi báo cáo cách xa thời gian của đợt, hoặc có quá 40 báo cáo. Hãy xem lại.",
    "picks": "Có lượt đã qua hoặc nằm ngoài đợt. Hãy xem lại đề xuất mới.",
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
    "campaign": "tên đợt cao điểm",
    "column": "tên chuyên mục",
    "opening": "lời mở đầu",
    "responsible": "người phụ trách",
    "to": "nơi nhận",
    "nhan": "nơi nhận",
    "reason": "lý do",
    "name": "họ và tên",
    "username": "tên đăng nhập",
    "written": "chữ viết",
    "said": "lời đọc",
}

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


give_tongue(globals())
