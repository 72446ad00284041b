"""Settings pages about what is kept and for whom: backups, terms of keeping, the people, the head of reports."""

from web.house.settings_field_words import Field, Form, Section

KEEPING: dict[str, Section] = {
    "sao-luu": Section(
        "Sao lưu, thời hạn giữ",
        "Dữ liệu, cài đặt và tiếng của đài trong một tệp, để ở nơi khác; và những gì được giữ bao lâu.",
        "download",
        (
            Field(
                "backup.folder",
                "Thư mục nhận bản sao lưu",
                Form.TEXT,
                hint="Ví dụ /media/usb/loa. Để trống: không tự sao lưu.",
            ),
            Field("backup.at", "Giờ sao lưu hằng ngày", Form.TIME, "Nhập giờ như 02:30."),
            Field("backup.keep_daily", "Giữ mấy bản ngày", Form.WHOLE, "Nhập số từ 1 đến 366.", least=1, most=366),
            Field("backup.keep_weekly", "Giữ mấy bản tuần", Form.WHOLE, "Nhập số từ 0 đến 520.", least=0, most=520),
            Field("backup.keep_monthly", "Giữ mấy bản tháng", Form.WHOLE, "Nhập số từ 0 đến 600.", least=0, most=600),
            Field(
                "backup.passphrase_file",
                "Tệp giữ mật khẩu niêm phong",
                Form.TEXT,
                hint="Đường dẫn đến tệp có dòng đầu là mật khẩu. Để trống: không niêm phong. "
                "Mất mật khẩu thì không ai mở được.",
            ),
            Field(
                "keep.log_years",
                "Giữ nhật ký phát mấy năm",
                Form.WHOLE,
                "Nhập 0 (giữ mãi), hoặc số từ 2 đến 100.",
                "Số năm trọn vẹn trước năm nay. 0: giữ mãi. Phần mà báo cáo hay đợt cao điểm còn cần thì vẫn giữ.",
                least=0,
                most=100,
            ),
            Field(
                "keep.activity_years",
                "Giữ nhật ký hoạt động mấy năm",
                Form.WHOLE,
                "Nhập 0 (giữ mãi), hoặc số từ 2 đến 100.",
                "0: giữ mãi.",
                least=0,
                most=100,
            ),
            Field(
                "voice.keep_days",
                "Giữ tiếng không dùng đến mấy ngày",
                Form.WHOLE,
                "Nhập số từ 1 đến 3650.",
                "Tiếng của bản tin đã duyệt hay đang chờ duyệt không bị xóa.",
                least=1,
                most=3650,
            ),
        ),
        "desk",
    ),
    "nguoi": Section(
        "Đài một người",
        "Bình thường, người soạn không tự duyệt bản tin của mình.",
        "people",
        (
            Field(
                "people.one_person",
                "Đài chỉ có một người: người soạn được tự duyệt",
                Form.YES,
                hint="Mỗi lần tự duyệt đều được ghi riêng trong Nhật ký hoạt động.",
            ),
        ),
        "desk",
    ),
    "bao-cao": Section(
        "Đầu trang báo cáo",
        "Cơ quan, nơi nhận và người ký trên báo cáo.",
        "file-earmark-text",
        (
            Field("report.superior", "Cơ quan cấp trên", Form.TEXT),
            Field("report.issuer", "Cơ quan ban hành", Form.TEXT),
            Field("report.place", "Địa danh", Form.TEXT),
            Field("report.addressee", "Kính gửi", Form.TEXT),
            Field("report.recipients", "Nơi nhận", Form.LINES, hint="Mỗi dòng một nơi."),
            Field("report.signer", "Chức danh người ký", Form.TEXT),
        ),
        "desk",
    ),
}
