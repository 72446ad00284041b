"""Whether a passage on loudspeakers asks for broadcasts, or tells of past ones, of equipment, of noise, of figures."""

import re
from functools import lru_cache

from broadcaster.directives.counts import counts, lengths
from broadcaster.directives.media import Stretch, listed, mentions
from broadcaster.directives.outline import Paragraph, Sentence
from broadcaster.directives.tables import bare_count

INCREASE = re.compile(
    r"\b(?:tang|nang|day manh)(?:\s+(?:cuong|them|cao|manh))?\s+(?:(?:hon nua|ve|so|cac|thoi gian|va)\s+)*"
    r"(?:thoi luong|tan suat|luot|lan|buoi|phat thanh|phat song|phat tin|phat cac|phat sóng|thoi gian phat|mat do"
    r"|luong\s+(?:tin|bai|phat|chuong trinh|luot))\b"
)
_TELLS = re.compile(
    r"^\W*(?:thuc hien (?:ke hoach|cong van|chi thi|van ban|chi dao|quyet dinh|chuong trinh|cong dien|nghi quyet)"
    r"|can cu|thoi gian qua"
    r"|trong thoi gian qua|trong nhung nam|hien nay|qua (?:theo doi|kiem tra|nam bat|ra soat)|theo (?:phan anh"
    r"|bao cao|thong ke)|nham|tren day la)\b"
)
_NO_DUTIES_UNDER = re.compile(
    r"\b(?:muc dich|tinh hinh|danh gia|ket qua dat duoc|ton tai|han che|thuan loi|kho khan|can cu|nguyen nhan"
    r"|y nghia)\b"
)
_ALREADY = re.compile(
    r"\bda\s+(?:\w+\s+){0,4}?(?:phat|tuyen truyen|thong bao|thuc hien|to chuc|duy tri|trien khai|dang|tiep (?:am"
    r"|song))\b"
)
_PAST_HERE = re.compile(r"\W*(?:[a-h\d.]{1,4}[.)]?\s*)?(?:ket qua|tinh hinh|ton tai|han che|danh gia)\b[^:]{0,30}:")
_PAST = re.compile(
    r"^\W*(?:[ivx\d]+[.)]\s*)?ket qua\W*$|\bket qua (?:dat duoc|thuc hien|thang|quy|nam|cong tac|6 thang"
    r"|tuyen truyen|trien khai|dot)|\btinh hinh\b"
    r"|\bdanh gia\b|\bsau thang dau nam\b"
)
_DETAIL = re.compile(
    r"^\W*(?:[a-h\d]{1,2}[.)]\s*)?(?:-\s*)?(?:thoi luong|thoi gian|thoi diem|tan suat|khung gio|gio|so (?:lan"
    r"|luot|buoi)|moi|buoi|sang|chieu|toi|lich"
    r"|phat\b|ngay\b|hang\b|cac buoi|cac ngay|vao\b|rieng|it nhat|toi thieu|tuan\b|trong\b|luc\b|dinh ky|trung binh|\d)"
)
AIRS = re.compile(
    r"\bphat\b(?!\s+(?:huy|hien|trien|dong|sinh|to\b|qua\b))|\bchuong trinh\b|\btiep (?:am|song)\b|\bchuyen muc\b"
)
REPORTS = re.compile(r"\bbao cao\b")


def asks(sentence: Sentence, piece: Stretch, paragraph: Paragraph, quiet: bool) -> bool:
    """Whether this stretch asks for broadcasts, rather than telling of some, of equipment, of noise or of figures."""
    plain = sentence.plain[piece.start : piece.end]
    counted = bool(counts(plain)) or any(lengths(plain)) or (not quiet and bare_count(paragraph) is not None)
    if listed("duty", "not_when").search(sentence.plain) or _ALREADY.search(sentence.plain):
        return False
    if _PAST_HERE.match(paragraph.plain) or any(_PAST.search(above.plain) for above in paragraph.above()):
        return False
    if quiet:
        if REPORTS.search(sentence.plain):
            return False
        return bool(_DETAIL.search(sentence.plain) or AIRS.search(plain))
    if counted:
        if listed("duty", "not_unless_counted").search(sentence.plain) and not AIRS.search(sentence.plain):
            return False
        return not (_TELLS.search(sentence.plain) and "da " in sentence.plain)
    if listed("duty", "not_unless_counted").search(sentence.plain) and not INCREASE.search(plain):
        return False
    reporting = REPORTS.search(sentence.plain)
    own = next((one for one in mentions(sentence.plain) if one.loudspeaker), None)
    if reporting and own and reporting.start() < own.start:
        return False
    if _TELLS.search(sentence.plain) or any(_NO_DUTIES_UNDER.search(above.plain) for above in paragraph.above()):
        return False
    return paragraph.is_heading or bool(duty_verbs().search(sentence.plain))


@lru_cache(maxsize=1)
def duty_verbs() -> re.Pattern[str]:
    """The verbs of broadcasting; "phát huy", "phát hiện", "phát triển" are others."""
    known = listed("duty", "verbs").pattern
    return re.compile(known.replace(r"\bphat\b", r"\bphat\b(?!\s+(?:huy|hien|trien|dong|sinh|to\b|qua\b))"))
