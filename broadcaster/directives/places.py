"""Bodies that issue documents and receive reports: how their names begin, and where a name ends in a sentence."""

import re

BODY_NAME = (
    r"\b(?:ubnd|uy ban nhan dan|hdnd|hoi dong|cong an|phong(?! chay| chong| ngua| tranh| benh| su)"
    r"|ban (?:thuong|chi|chap|to chuc|tuyen|xay|giam|dan|quan|bien|can|cong tac|dieu|an toan|atgt|noi chinh"
    r"|van hoa|bao ve)"
    r"|bch\b|bcd\b|btv\b|so(?=\s|$)|bo (?=cong|van|y|giao|khoa|tu|noi|tai|quoc|xay|nong|chi)|dang uy|dang bo|thanh uy"
    r"|tinh uy|quan uy|huyen uy|van phong|vp |chi huy|truong (?:ban|phong|tram|dai|doan|khu)|tram y te|tram|trung tam"
    r"|mat tran|ubmttq|ub mttq|uy ban mttq|uy ban mat tran|mttq|doan thanh nien|doan phuong|doan xa|doan tncs"
    r"|thanh doan|tinh doan|hoi (?:lhpn|ccb|lien hiep|cuu|nong|phu|nguoi|chu thap)|chu tich|thuong truc"
    r"|lanh dao|pho (?:chu tich|hieu truong|truong|giam doc)|thanh tra|canh sat khu vuc|bao va (?:phat thanh|dai)"
    r"|doan dai bieu|hat kiem|tieu ban|to dan pho|nhnn\b"
    r"|uy ban kiem tra|cuc|chi cuc|dien luc|cong ty|doi |to (?:truong|cong tac|tong hop|giup viec|an ninh"
    r"|thuong truc|bao ve"
    r"|tuyen truyen|thu ky)|truong (?:thcs|thpt|trung hoc|tieu hoc|mam non|dai hoc|cao dang)|vien kiem sat|toa an"
    r"|benh vien"
    r"|dai (?:truyen thanh|phat thanh)|ban chqs|bo chi huy|khoi|ban giam hieu|hieu truong|quan khu"
    r"|co quan thuong truc|chi bo|xi nghiep|nha may|buu dien|cong doan|uy ban bau cu|hop tac xa"
    r"|hat kiem lam|hai quan (?:cua khau|khu vuc)|kho bac|don bien phong|thi hanh an|buu cuc|bao hiem xa hoi|bhxh"
    r"|thue )"
)
_STOP = re.compile(
    r"[.;:,()|\n]|\s+(?:truoc|cham nhat|vao|de|theo|tinh hinh|ket qua|bang|dinh ky|hang|tu|trong|muon nhat|khi"
    r"|han|dong thoi|biet|xem xet|tong hop|luc|hoi(?= \d)"
    r"|nham|ve|va bao|va gui|gui|qua|thong qua|(?:sau|SAU)|ngay|moi|tong|nam bat|duoc|lan|va cac|cung cap|theo doi|den"
    r"|noi|sang|chieu|muc|hoac|voi|tien do|so lieu|danh sach|noi dung|thong qua|nhung|cac noi dung|ket thuc"
    r"|hoan thanh|ngay (?:SAU|sau)|moi (?:dot|thang|tuan|quy)|\d+\s*(?:h\b"
    r"|gio|/|[.]|ngay|luot|lan|ky|dot|thang|tuan))(?![a-z])"
)
# Trung tâm Dịch vụ tổng hợp, Phòng Kế hoạch tổng hợp
_OF_THE_NAME = re.compile(r"\bdich vu tong$|\b(?:ke hoach|hanh chinh|van phong|bo phan|to|doi)\s+tong(?: hop)?$")
# "Phòng Kinh tế, Hạ tầng đặc khu": the comma belongs to the name.
_FIELD = re.compile(r",\s+(?:Hạ tầng|Đô thị|Thể thao|Du lịch|Thông tin|Khoa học|Xã hội|Truyền thanh|Môi trường)\b")
_AND_ALSO = re.compile(r",\s+(?P<next>[A-ZĐ]\w*(?:\s+\w+){0,3}?)\s+và\s+[A-ZĐ]\w*")
_JOIN = re.compile(r"\s*,\s+|\s+va\s+")
_AFTER_NAME = re.compile(r"\s*(?:$|[.;)(]|(?:truoc|cham nhat|vao|theo|dinh ky|hang)\b)")
# "qua email …" says how a report travels, "(qua Công an phường)" to whom it goes first.
_CHANNEL = (
    r"(?:dia chi )?(?:e-?mail|thu dien tu|hop thu|zalo|nhom|so dien thoai|dien thoai|he thong|phan mem|fax|truc)\b"
)
_VIA = re.compile(rf"\s*\(\s*(?:thong )?qua (?!{_CHANNEL})[^()]{{3,60}}\)|\s+(?:thong )?qua (?={BODY_NAME})")
# "Sở Y tế (Chi cục Dân số)": the part of the body that takes the report in.
_ITS_PART = re.compile(
    r"\s*\((?![^()]*(?:tổng hợp|chủ trì|đầu mối|theo dõi|trực tiếp))(?:[Pp]hòng|[Bb]ộ phận|Chi cục|Văn phòng"
    r"|Bộ phận|Tổ|Đội|Ban"
    r"|Trạm|Cơ quan [Tt]hường trực)\s+[A-ZĐÂÊÔƯ0-9][^()]{1,50}\)(?=\s*(?:$|[.,;]|[a-zđ]))"
)
_NAME = re.compile(BODY_NAME)
_ANY_NAME = re.compile(r"(?<=\bve )[a-z]|(?<=noi nhan bao cao: )[a-z]|(?<=\bgui )[a-z](?=o\b)|(?<=bao cao )[a-z]{2}")
_SENT_TO = re.compile(
    r"\b(?:ve|noi nhan bao cao:|dia chi nhan:|don vi nhan:|gui|gui lai|gui tra|gui ve|gui den|gui cho|gui (?:toi"
    r"|TOI)|nop|nop ve"
    r"|cho|(?:toi|TOI)"
    r"|len)\s+(?:cho |(?:toi|TOI) |den |ve )?(?:cac\s+)?$"
)
_REPORTED_TO = re.compile(
    r"\bbao cao(?:\s+(?:nhanh|dinh ky|bang van ban|cho|len|ve|ket qua|voi|(?:toi|TOI)|ket qua thuc hien|tong ket|so ket"
    r"|ket qua cho))*\s+$"
)
_PLAIN_WARD = re.compile(
    r"\bbao cao(?: ket qua)?(?: ve)?\s+(?P<ward>phuong|xa)(?=\s+(?:truoc|vao|cham nhat|hang|thu)\b)"
)
_FOR_OTHERS = re.compile(r"\b(?:de|tong hop,?|va)\s+(?:tong hop,?\s*)?(?:va\s+)?bao cao\s+$")


def _stop(plain: str, written: str, at: int) -> int:
    """The next word that no name goes on with; with a capital it is part of the name (Sở Tư pháp)."""
    for found in _STOP.finditer(plain, at):
        word = written[found.start() : found.end()].lstrip()
        if not word[:1].isupper() and not _OF_THE_NAME.search(plain[max(at - 2, 0) : found.end()]):
            return found.start()
    return len(plain)


def name_end(plain: str, written: str, start: int) -> int:
    """Where a body's name that begins at `start` ends: "Phòng Kinh tế, Hạ tầng và Đô thị" is one."""
    end = _stop(plain, written, start + 2)
    if field := _FIELD.match(written, end):
        return name_end(plain, written, field.end() - 2)
    more = _AND_ALSO.match(written, end)
    if more and not _NAME.match(plain.lower(), more.start("next")):
        return name_end(plain, written, more.end() - 3)
    via = _VIA.match(plain, end) or _ITS_PART.match(written, end)
    if via is None:
        return _second_end(plain, written, end)
    if via[0].rstrip().endswith(")"):
        return via.end()
    return name_end(plain, written, via.end())


def _second_end(plain: str, written: str, end: int) -> int:
    """The end of a second body: "báo cáo Công an thành phố, UBND phường trước …"; not of one that acts next."""
    join = _JOIN.match(plain, end)
    if join and written[join.end() :][:1].isupper() and _NAME.match(plain.lower(), join.end()):
        last = _stop(plain, written, join.end() + 3)
        if _AFTER_NAME.match(plain, last):
            return last
    return end


def _begins_name(written: str, found: re.Match[str]) -> bool:
    """A name begins with a capital; and a department is a Sở, not a number (số) or a first stage (sơ)."""
    start = found.start()
    return (written[start].isupper() or found[0].startswith("canh sat khu")) and (
        found[0] != "so" or written[start : start + 2].lower() in ("sở", "so")
    )


def addressee(plain: str, written: str) -> tuple[int, int] | None:
    """Where a sentence names the body that a report goes to; "để tổng hợp, báo cáo …" names a later one.

    `written` is the sentence as it stands: a body's name begins with a capital. Behind "gửi về" any name will do.
    """
    best: tuple[int, int, int] | None = None
    lower = plain.lower()
    starts = {found.start() for found in _NAME.finditer(lower) if _begins_name(written, found)}
    for found in _ANY_NAME.finditer(lower):  # a name begins with a capital, an abbreviation with two
        if written[found.start() : found.end()].isupper():
            starts.add(found.start())
    for start in sorted(starts):
        before = plain[max(0, start - 80) : start]
        if _FOR_OTHERS.search(before) and best is not None:
            continue
        weight = 2 if _SENT_TO.search(before) else 1 if _REPORTED_TO.search(before) else 0
        if weight and (best is None or weight > best[0]):
            best = (weight, start, name_end(plain, written, start))
    if best is None and (ward := _PLAIN_WARD.search(plain)):
        return ward.span("ward")
    return (best[1], len(plain[: best[2]].rstrip())) if best else None
