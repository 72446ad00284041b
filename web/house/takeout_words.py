"""The Vietnamese of taking everything out: what hindered it, each with what to do."""

from broadcaster.backup.packed import Hindrance
from web.tongue.tables import give_tongue

HINDRANCE: dict[str, str] = {
    Hindrance.DISK_FULL: "Ổ đĩa không đủ chỗ cho tệp xuất. Hãy xóa bớt tệp không cần, hoặc cắm ổ khác rồi bấm lại.",
    Hindrance.TOO_LARGE: "Ổ này không chứa được tệp lớn như vậy (FAT32 chỉ nhận tệp dưới 4 GB). "
    "Hãy định dạng ổ thành exFAT, hoặc dùng ổ khác, rồi bấm lại.",
    Hindrance.UNWRITABLE: "Không ghi được tệp xuất: ổ không cắm, bị hỏng hoặc không cho ghi. "
    "Hãy kiểm tra ổ rồi bấm lại.",
    "": "Lần xuất này bị ngắt giữa chừng. Hãy bấm lại; nếu vẫn lỗi, hãy xem trang Kiểm tra máy.",
}


def hindrance(code: object) -> str:
    """What hindered it and what to do; an unknown code still gets a sentence."""
    return HINDRANCE[str(code) if code in HINDRANCE else ""]


give_tongue(globals())
