"""Whether a passage on loudspeakers asks for broadcasts, or tells of past ones, of equipment, of noise, of figures."""

import re
from functools import lru_cache

from broadcaster.directives.airtimes import times
from broadcaster.directives.counts import counts, lengths, per_words
from broadcaster.directives.media import Stretch, listed, mentions, names_loudspeakers
from broadcaster.directives.outline import Paragraph, Sentence
from broadcaster.directives.tables import bare_count

INCREASE = re.compile(
    r"\b(?:tang|nang|day manh)(?:\s+(?:cuong|them|cao|manh))?\s+(?:(?:hon nua|ve|so|cac|thoi gian|va)\s+)*"
    r"(?:thoi luong|tan suat|luot|lan|buoi|phat thanh|phat song|phat tin|phat cac|phat sóng|thoi gian phat|mat do"
    r"|tin,? (?:va )?bai|luong\s+(?:tin|bai|phat|chuong trinh|luot))\b|\bphat (?:tang cuong|them)\b"
    r"|\b(?:tang|nang)\s+(?:len|them|thanh)\s+(?:(?:it nhat|toi thieu)\s+)?\d+\s*(?:luot|lan|buoi|phut|tin|bai|ky)\b"
)
_TELLS = re.compile(
    r"^\W*(?:thuc hien (?:ke hoach|cong van|chi thi|van ban|chi dao|quyet dinh|chuong trinh|cong dien|nghi quyet)"
    r"|can cu|thoi gian qua|tiep (?:thu|THU)|truoc tinh hinh|tren co so"
    r"|trong thoi gian qua|trong nhung nam|hien nay|qua (?:theo doi|kiem tra|nam bat|ra soat)|theo (?:phan anh"
    r"|bao cao|thong ke)|nham|tren day la)\b"
)
_NO_DUTIES_UNDER = re.compile(
    r"\b(?:muc dich|tinh hinh|danh gia|kinh phi|ket qua dat duoc|ton tai|han che|thuan loi|kho khan|can cu|nguyen nhan"
    r"|y nghia|muc tieu|chi tieu)\b"
)
_PAID = re.compile(r"\b(?:thu lao|nhuan but|don gia|muc chi)\b|\d\s*dong\s*/|\d\s*d/")
_MONEY = re.compile(r"\d\s*(?:trieu |ty )?dong\b")
# "Thông báo này thay thế Thông báo số 12, theo đó hệ thống truyền thanh phát 03 buổi/ngày": what no longer holds.
_REPLACED = re.compile(
    r"\b(?:thay the|bai bo)\s+(?:cac\s+)?(?:thong bao|ke hoach|cong van|quyet dinh|lich|van ban|quy dinh|noi dung)\b"
)
_ON_WHEELS = re.compile(
    r"\bxe (?:thu gom|cuu hoa|chua chay|canh sat|chuyen dung|mo to|rac)\b[^.;]{0,40}\bloa\b", re.IGNORECASE
)
# "tổ chức phát thanh theo mục 3.1": how much stands there.
_ELSEWHERE = re.compile(r"\b(?:theo|tai|neu tai|theo noi dung|quy dinh tai)\s+(?:muc|khoan|diem|phan)\s+[\divx]")
# "cung cấp bài tuyên truyền cho bộ phận truyền thanh": who sends a text to the station does not air it.
_SUPPLIES = re.compile(
    r"\b(?:cung cap|gui|chuyen)\b[^.;]{0,60}\b(?:cho|den|ve)\s+(?:bo phan|dai|can bo|tram|trung tam)\b", re.IGNORECASE
)
# "Hướng dẫn nội dung tuyên truyền trên hệ thống thông tin cơ sở": who guides or inspects does not broadcast.
_GUIDES = re.compile(
    r"\W*(?:[a-h\d.]{1,4}[.)]?\s*)?(?:chu tri,? )?(?:huong dan|kiem tra|giam sat|don doc|tham dinh|quan ly)\b"
    r"(?![^.;]*\b(?:phat|tiep am|tiep song)\b(?!\s+(?:huy|hien|trien|dong|sinh|to\b)))",
    re.IGNORECASE,
)
ALREADY = re.compile(
    r"\bda\s+(?:\w+\s+){0,4}?(?:phat|tuyen truyen|thong bao|thuc hien|to chuc|duy tri|trien khai|dang|tiep (?:am"
    r"|song))\b|\bduoc (?:duy tri|thuc hien|phat|to chuc|trien khai)\s+\d"
    r"|\bdat\s+(?:ty le\s+)?\d+(?:,\d+)?\s*% ke hoach"
    r"|\b(?:SAU|sau) khi nghe\b|(?<!dong )\bchi phat\s+(?:duoc\s+)?\d"
)
# "Hiện nay hệ thống truyền thanh phát 02 buổi/ngày": how it is, unless it is to go on so.
_NOW_SO = re.compile(
    r"\((?:hien|dang)\s|\bdu kien phat\b|\bphat duoi \d|^\W*(?:hien nay|hien tai|hien|(?:[\w-]+ ){1,8}hien (?:co"
    r"|dang|nay))\b(?![^.;]*\b(?:de nghi|yeu cau|giao|tiep tuc|can|phai)\b)"
)
_PAST_HERE = re.compile(
    r"\W*(?:[a-h\d.]{1,4}[.)]?\s*)?(?:uu diem|khuyet diem|ket qua|tinh hinh|ton tai|han che|danh gia)\b[^:]{0,30}:"
)
_PAST = re.compile(
    r"^\W*(?:[ivx\d]+[.)]\s*)?(?:uu diem|khuyet diem|han che|ton tai|hien trang|ket qua noi bat)\b"
    r"|^\W*(?:[ivx\d]+[.)]\s*)?ket qua\W*$|\bket qua (?:dat duoc|thuc hien|thang|quy|nam|cong tac|6 thang"
    r"|tuyen truyen|trien khai|dot)|\btinh hinh\b"
    r"|\bdanh gia\b|\bsau thang dau nam\b"
)
SAID_ON_THEM = re.compile(
    r"\b(?:thong bao|tuyen truyen|doc|dua tin|nhac|canh bao|thong tin)\b[^.;]{0,60}\b(?:tren|qua)\b[^.;]{0,20}\b(?:loa"
    r"|truyen thanh)\b"
)
_INTO_A_PROGRAMME = re.compile(r"\bvao (?:ban tin|chuong trinh|buoi phat)\b")
_ANNOUNCES = re.compile(r"\W*(?:[a-h\d.]{1,4}[.)]?\s*)?(?:nhac|thong bao|dua tin|doc|loan bao|truyen dat|thong tin)\b")
_DETAIL = re.compile(
    r"^\W*(?:[a-h\d]{1,2}[.)]\s*)?(?:-\s*)?(?:(?:sap xep|dieu chinh|bo tri|thong nhat)(?: lai)? )?(?:thoi luong"
    r"|thoi gian|thoi diem|tan suat|khung gio|gio|so (?:lan"
    r"|luot|buoi)|moi|buoi|sang|chieu|toi|lich"
    r"|phat\b|ngay\b|hang\b|cac buoi|cac ngay|(?:cac|nhung) tuan|nhung ngay|(?:SAU|sau) do|(?:tang|nang) (?:len"
    r"|them|thanh)|vao\b|rieng|it nhat|toi thieu"
    r"|danh (?:it nhat|toi thieu|thoi luong)|dot\b|giai doan\b|cao diem\b|tu (?:tuan|thang|ngay)\b|tuan\b|trong\b"
    r"|luc\b|(?:thu (?:[2-7]"
    r"|hai|ba|tu|nam|sau|bay)|chu nhat)\b|dinh ky|trung binh|\d)"
)
AIRS = re.compile(
    r"\btruyen thanh truc tiep\b|\btuong thuat\b|\bphat\b(?!\s+(?:huy|hien|trien|dong|sinh|to\b|qua\b))"
    r"|\bchuong trinh\b|\btiep (?:am|song)\b|\bchuyen muc\b"
)
REPORTS = re.compile(r"\bbao cao\b")


def asks(sentence: Sentence, piece: Stretch, paragraph: Paragraph, quiet: bool) -> bool:
    """Whether this stretch asks for broadcasts, rather than telling of some, of equipment, of noise or of figures."""
    plain = sentence.plain[piece.start : piece.end]
    counted = bool(counts(plain)) or any(lengths(plain)) or (not quiet and bare_count(paragraph) is not None)
    if tells(sentence, paragraph):
        return False
    if quiet:
        if REPORTS.search(sentence.plain):
            return False
        often = any(one.per and not one.written for one in counts(plain))
        return bool(often or _DETAIL.search(sentence.plain) or AIRS.search(plain) or announces_at(plain))
    if counted:
        if listed("duty", "not_unless_counted").search(sentence.plain) and not (
            AIRS.search(sentence.plain) or SAID_ON_THEM.search(sentence.plain)
        ):
            return False
        return not (_TELLS.search(sentence.plain) and "da " in sentence.plain)
    if _another_s(sentence, plain):
        return False
    reporting = REPORTS.search(sentence.plain)
    own = next((one for one in mentions(sentence.plain) if one.loudspeaker), None)
    if reporting and own and reporting.start() < own.start:
        return False
    if _TELLS.search(sentence.plain) or any(_NO_DUTIES_UNDER.search(above.plain) for above in paragraph.above()):
        return False
    return paragraph.is_heading or bool(duty_verbs().search(sentence.plain))


def announces_at(plain: str) -> bool:
    """Whether it says what is announced at which hours: "Nhắc lịch ra quân lúc 06h00 hằng ngày"."""
    if _INTO_A_PROGRAMME.search(plain) and per_words(plain):
        return True
    return _ANNOUNCES.match(plain) is not None and bool(times(plain)) and bool(per_words(plain))


def tells(sentence: Sentence, paragraph: Paragraph) -> bool:
    """Whether a passage, with a count or without, tells of what was, of noise, of what no longer holds, of pay."""
    said = (listed("duty", "not_when"), ALREADY, _REPLACED, _PAID, _NOW_SO)
    plain = sentence.plain.replace("noi dung phat", "noi_dung phat")  # "dừng phát" is something else
    if any(one.search(plain) for one in said) or _PAST_HERE.match(paragraph.plain):
        return True
    return any(_PAST.search(above.plain) for above in paragraph.above())


def _another_s(sentence: Sentence, plain: str) -> bool:
    """Whether a passage without a count speaks of equipment, money, a megaphone, or of who guides and supplies."""
    more = INCREASE.search(plain) is not None
    if listed("duty", "not_unless_counted").search(sentence.plain) and not more:
        return True
    others = _ON_WHEELS.sub("", listed("loudspeaker", "portable").sub("", plain))
    if not names_loudspeakers(others) and not more:
        return True  # a policeman's megaphone is not the station's
    if _MONEY.search(sentence.plain) or _ELSEWHERE.search(sentence.plain):
        return True
    supplies = _SUPPLIES.search(sentence.plain) is not None and AIRS.search(sentence.plain) is None
    return supplies or (_GUIDES.match(sentence.plain) is not None and not more)


@lru_cache(maxsize=1)
def duty_verbs() -> re.Pattern[str]:
    """The verbs of broadcasting; "phát huy", "phát hiện", "phát triển" are others."""
    known = listed("duty", "verbs").pattern
    return re.compile(known.replace(r"\bphat\b", r"\bphat\b(?!\s+(?:huy|hien|trien|dong|sinh|to\b|qua\b))"))
