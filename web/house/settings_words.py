"""What the settings pages say: every page with its fields, the names of settings, and what to do about a fault."""

from web.house.settings_airing_words import AIRING
from web.house.settings_field_words import Section
from web.house.settings_keeping_words import KEEPING
from web.house.settings_sound_words import PERCENT, SOUND
from web.tongue.tables import give_tongue, said

WHEN: dict[str, str] = {
    "soon": "Bàn làm việc đổi ngay. Bộ phận phát thanh nhận trong khoảng một phút, vào lúc không có gì đang phát "
    "và không sát giờ phát.",
    "sounds": "Áp dụng cho bản nghe được tạo từ nay về sau. "
    "Bản tin đã duyệt giữ nguyên tiếng như khi được nghe và duyệt.",
    "desk": "Có hiệu lực ngay.",
}

SECTIONS: dict[str, Section] = AIRING | SOUND | KEEPING
"""Each page by its address, in the order of the menu. This whole table has a tongue, its three parts have none."""

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
    "volume": PERCENT,
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
    (
        "an IP address of this PC",
        "Địa chỉ ở mục [lan] của station.toml không phải là địa chỉ mạng như 192.168.1.20. "
        "Hãy nhờ người trông máy sửa tệp ấy trước.",
    ),
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
