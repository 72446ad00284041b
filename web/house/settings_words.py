"""What the settings pages ask for: each section with its fields, their words, and what to do when a value is wrong."""

from dataclasses import dataclass, field
from enum import StrEnum

from broadcaster.bulletin import Topic
from broadcaster.wording import TOPIC
from web.tongue.tables import give_tongue, said


class Form(StrEnum):
    """How a value is typed."""

    TEXT = "text"
    LONG = "long"
    WHOLE = "whole"
    DECIMAL = "decimal"
    YES = "yes"
    CHOICE = "choice"
    TIME = "time"
    DAYS = "days"
    LINES = "lines"
    TICKS = "ticks"
    VOICES = "voices"


@dataclass(frozen=True, slots=True)
class Field:
    """One setting: `key` as in station.toml, `wrong` the sentence under it when its value cannot be used."""

    key: str
    label: str
    form: Form
    wrong: str = "Giá trị này chưa đúng. Hãy xem gợi ý rồi nhập lại."
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    least: float | None = None
    most: float | None = None
    step: str = ""

    @property
    def name(self) -> str:
        """What the field is called in the form: dots would be awkward in a page."""
        return self.key.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Section:
    """One page of settings; `when` says when a change is heard."""

    title: str
    lead: str
    icon: str
    fields: tuple[Field, ...] = field(default=())
    when: str = "soon"


WHEN: dict[str, str] = {
    "soon": "Bàn làm việc đổi ngay. Bộ phận phát thanh nhận trong khoảng một phút, vào lúc không có gì đang phát "
    "và không sát giờ phát.",
    "sounds": "Áp dụng cho bản nghe được tạo từ nay về sau. "
    "Bản tin đã duyệt giữ nguyên tiếng như khi được nghe và duyệt.",
    "desk": "Có hiệu lực ngay.",
}

_MARKS = "Có thể dùng {station}, {ward}, {title}, {hotline} trong ngoặc nhọn, không dùng tên khác."
_DAYS = "Mỗi dòng một ngày, ví dụ 02/09/2026."
_PERCENT = "Nhập số từ 1 đến 100."

SECTIONS: dict[str, Section] = {
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
    "am-thanh": Section(
        "Âm thanh",
        "Giọng đọc được chỉnh cho loa ngoài trời như thế nào.",
        "soundwave",
        (
            Field(
                "sound.street",
                "Nơi đặt loa",
                Form.CHOICE,
                options=(
                    ("quiet", "Yên tĩnh: ngõ, khu dân cư"),
                    ("normal", "Bình thường"),
                    ("noisy", "Ồn: chợ, đường lớn"),
                ),
            ),
            Field(
                "sound.lufs",
                "Độ to của bản tin",
                Form.CHOICE,
                "Hãy chọn lại độ to.",
                "Mọi bản tin được chỉnh to bằng nhau. Muốn cả loa to lên, hãy chỉnh âm lượng ở Khung giờ.",
                (("-18.0", "Êm (−18 LUFS)"), ("-16.0", "Vừa (−16 LUFS)"), ("-14.0", "To, dùng cho loa nén (−14 LUFS)")),
            ),
            Field(
                "sound.horn_protection",
                "Bảo vệ loa nén",
                Form.YES,
                hint="Lọc tiếng trầm mà loa nén không phát được và làm loa mau hỏng.",
            ),
            Field("sound.repeat", "Đọc mỗi bản tin hai lần", Form.YES, hint="Bản tin dài gấp đôi."),
        ),
        "sounds",
    ),
    "loi": Section(
        "Lời mở đầu, lời kết",
        "Lời đọc quanh mỗi bản tin.",
        "mic",
        (
            Field("words.opening", "Lời mở đầu", Form.LONG, _MARKS, _MARKS),
            Field("words.closing", "Lời kết", Form.LONG, _MARKS, "Để trống: không có lời kết."),
            Field("words.repeat", "Lời trước khi đọc lại", Form.LONG, _MARKS, "Dùng khi bản tin được đọc hai lần."),
        ),
        "sounds",
    ),
    "giong": Section(
        "Thứ tự giọng đọc",
        "Giọng đầu tiên đọc. Khi giọng đó không đọc được, đài dùng giọng kế tiếp và báo cho người soạn biết.",
        "headphones",
        (
            Field("voice.order", "Thứ tự", Form.VOICES, "Hãy chọn ít nhất một giọng, mỗi nơi cung cấp một giọng."),
            Field(
                "voice.rate",
                "Tốc độ đọc",
                Form.DECIMAL,
                "Nhập số từ 0,7 đến 1,3.",
                "1 là bình thường; 0,7 chậm; 1,3 nhanh.",
                least=0.7,
                most=1.3,
                step="0.05",
            ),
            Field("voice.numbers_twice", "Đọc mỗi số điện thoại hai lần", Form.YES),
        ),
        "sounds",
    ),
    "loa": Section(
        "Loa và cạc âm thanh",
        "Mỗi cụm loa nghe tiếng từ cạc âm thanh nào.",
        "megaphone",
        (
            Field(
                "output.volume_cap",
                "Âm lượng cao nhất của đài (%)",
                Form.WHOLE,
                _PERCENT,
                "Không gì to hơn mức này.",
                least=1,
                most=100,
            ),
            Field(
                "output.device_volume",
                "Âm lượng đặt cho cạc âm thanh (%)",
                Form.WHOLE,
                "Nhập số từ 0 đến 100.",
                "Trước mỗi lượt phát, cạc được bật tiếng và đặt về mức này. 0: để nguyên.",
                least=0,
                most=100,
            ),
            Field(
                "output.pre_roll",
                "Số giây im lặng trước mỗi buổi",
                Form.DECIMAL,
                "Nhập số từ 0 đến 60.",
                "Dành cho tăng âm tự ngủ khi không có tiếng.",
                least=0,
                most=60,
                step="0.5",
            ),
        ),
    ),
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

LABELS: dict[str, str] = {
    **{one.key: one.label for section in SECTIONS.values() for one in section.fields},
    "slots": "Khung giờ",
    "zones": "Cụm loa",
    "sound.opening_chime": "Nhạc hiệu mở đầu",
    "sound.closing_chime": "Nhạc hiệu kết thúc",
}

ROW_WRONG: dict[str, str] = {
    "name": "Hãy đặt tên.",
    "start": "Nhập giờ như 06:30.",
    "minutes": "Nhập số phút từ 1 đến 240.",
    "volume": _PERCENT,
    "zones": "Hãy chọn ít nhất một cụm loa.",
    "zone": "Hãy chọn cụm loa.",
    "device": "Mỗi cụm loa cần một cạc âm thanh riêng.",
    "standby": "Cạc dự phòng phải khác cạc chính và khác cạc của cụm loa khác.",
}

FAULT_PARTS: tuple[tuple[str, str], ...] = (
    ("overlaps slot", "Khung giờ này trùng giờ với khung giờ khác của cùng một cụm loa."),
    ("past midnight", "Khung giờ này kéo qua nửa đêm."),
    ("sessions a day", "Quy định đang theo không cho phép nhiều buổi như vậy trong một ngày."),
    ("needs at least one slot", "Đài cần ít nhất một khung giờ."),
    ("stands twice", "Có hai mục trùng nhau."),
    ("each engine once", "Hãy chọn ít nhất một giọng, mỗi nơi cung cấp một giọng."),
    ("is not one of", "Có mục đang được dùng ở phần cài đặt khác. Hãy đổi ở đó trước."),
)
FAULT_OTHER = "Cài đặt này không dùng được. Hãy xem lại các ô, hoặc báo người cài đặt kèm dòng dưới đây."


def label(key: str) -> str:
    """A key of station.toml in words; one that no page asks for stays as it is."""
    return LABELS.get(key, key)


def labels(keys: str) -> str:
    """Several keys with commas between, as the record of deeds keeps them."""
    return ", ".join(label(key) for key in keys.split(", "))


def other_fault() -> str:
    """What is said of a fault that has no sentence of its own."""
    return said(FAULT_OTHER)


give_tongue(globals())
