"""Settings pages about what is aired and when: the station's names, slots, policy, days off, quota."""

from broadcaster.bulletin import Topic
from broadcaster.wording import TOPIC
from web.house.settings_field_words import Field, Form, Section

_DAYS = "Mỗi dòng một ngày, ví dụ 02/09/2026."

AIRING: dict[str, Section] = {
    "dai": Section(
        "Đài",
        "Tên được đọc ở đầu bản tin và in trên nhật ký.",
        "broadcast",
        (
            Field("station.name", "Tên đài", Form.TEXT, "Hãy nhập tên đài."),
            Field("station.ward", "Tên phường", Form.TEXT, "Hãy nhập tên phường.", "Điền vào chỗ {ward} của kịch bản."),
            Field(
                "station.hotline",
                "Nơi tiếp nhận tin báo",
                Form.TEXT,
                "Hãy ghi nơi hoặc số điện thoại để bà con báo tin.",
                "Điền vào chỗ {hotline} của kịch bản.",
            ),
        ),
    ),
    "khung-gio": Section("Khung giờ", "Các buổi phát trong ngày.", "clock"),
    "quy-dinh": Section(
        "Quy định giờ phát",
        "Loa chỉ kêu trong ngày và giờ mà quy định được chọn cho phép.",
        "shield-check",
        (Field("policy.profile", "Quy định đang theo", Form.CHOICE, "Khung giờ hiện có không hợp với quy định này."),),
    ),
    "ngay-nghi": Section(
        "Ngày nghỉ, ngày làm bù",
        "Ngày đài im, và ngày đài phát khác thường lệ.",
        "calendar-x",
        (
            Field(
                "calendar.public_holidays",
                "Không phát vào các ngày nghỉ lễ của nhà nước",
                Form.YES,
                hint="Cả Tết âm lịch.",
            ),
            Field("calendar.holidays", "Ngày nghỉ thêm của phường", Form.DAYS, _DAYS, _DAYS),
            Field(
                "calendar.makeup_days",
                "Ngày làm bù",
                Form.DAYS,
                _DAYS,
                "Ngày cuối tuần mà đài vẫn phát. " + _DAYS,
            ),
            Field(
                "calendar.ordinary_days",
                "Ngày lễ mà đài vẫn phát",
                Form.DAYS,
                _DAYS,
                _DAYS,
            ),
        ),
    ),
    "chi-tieu": Section(
        "Chỉ tiêu phát mỗi ngày",
        "Phường được giao phát ít nhất bao nhiêu lượt. Trang đầu và báo cáo tính theo số này.",
        "check-circle-fill",
        (
            Field("quota.plays", "Số lượt mỗi ngày", Form.WHOLE, "Nhập số từ 0 đến 50.", least=0, most=50),
            Field("quota.slots", "Mỗi buổi này phải có ít nhất một lượt", Form.TICKS, "Hãy chọn lại các buổi."),
            Field(
                "quota.topics",
                "Chỉ tính các chủ đề này",
                Form.TICKS,
                "Hãy chọn lại chủ đề.",
                "Không chọn: tính mọi chủ đề.",
                tuple((topic.value, TOPIC[topic]) for topic in Topic),
            ),
        ),
    ),
}
