"""Web and mail addresses, hashtags, service codes: dichvucong.gov.vn, ubnd@haiphong.gov.vn, #5K, *101#."""

import re
from typing import Final

from broadcaster.vietnamese.cursor import Cursor
from broadcaster.vietnamese.grammar.words import is_spoken
from broadcaster.vietnamese.letters import letter, spell
from broadcaster.vietnamese.numerals import code, digit_by_digit
from broadcaster.vietnamese.patterns import Pattern
from broadcaster.vietnamese.reading import Said
from broadcaster.vietnamese.syllables import LETTER, is_syllable

_ENDINGS = (
    "vn|com|net|org|gov|edu|info|asia|io|me|tv|xyz|online|app|shop|site|top|cc|co|biz|"
    "gle|club|store|dev|link|live|name|pro|health|int|ly"
)
_ADDRESS = Pattern(
    r"(?:(https?)://)?(?:[A-Za-z0-9._%+-]{1,64}@)?(?:[A-Za-z0-9-]{1,63}\.){1,5}"
    rf"(?:{_ENDINGS}|VN|COM|NET|ORG|GOV\.VN)(?![A-Za-z0-9-]|\.[A-Za-z])(?::\d{{2,5}})?(?:/[A-Za-z0-9_.~%&?=#+/:@!-]*[A-Za-z0-9_/=-]|/)?"
)
_LINK = Pattern(r"(https?)://[^\s\"'<>()]{1,400}[^\s\"'<>().,;:!?]")
_STARTS = Pattern(r"[A-Za-z0-9._%+-]{1,64}[@.][A-Za-z0-9]")
_PIECES = Pattern(r"https?://|www|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|.", re.DOTALL)
_HASHTAG = Pattern(rf"#((?:{LETTER}|\d)(?:{LETTER}|[\d_]){{0,60}})")
_HUMPS = Pattern(rf"\d+|[A-ZĐ]+(?![a-zà-ỹđ])|{LETTER}(?:(?![A-ZĐ]){LETTER})*")
_USSD = Pattern(r"[*#][*#\d]{1,30}#|\*\d{3,5}(?!\d)")
_HANDLE = Pattern(r"@([A-Za-z][A-Za-z0-9_.]{2,40})")

_SIGNS: Final = {".": "chấm", "@": "a còng", "/": "gạch chéo", "-": "gạch ngang", "_": "gạch dưới", "?": "hỏi chấm",
                 "=": "bằng", "&": "và", "%": "phần trăm", "#": "thăng", "+": "cộng", ":": "hai chấm",
                 "~": "dấu ngã", "!": "chấm than"}  # fmt: skip
_LABELS: Final = {
    "vn": "vê nờ", "com": "com", "gov": "gờ ô vê", "edu": "e đu", "net": "nét", "org": "o rờ gờ", "info": "in phô",
    "www": "vê kép vê kép vê kép", "dichvucong": "dịch vụ công", "chinhphu": "chính phủ", "bocongan": "bộ công an",
    "congan": "công an", "baohiemxahoi": "bảo hiểm xã hội", "thuvienphapluat": "thư viện pháp luật", "io": "i ô",
    "moh": "mờ ô hát", "moet": "mờ ô e tê", "gdt": "giê đê tê", "vneid": "vi en i ai đi", "gmail": "gờ meo",
    "yahoo": "da hu", "hotmail": "hót meo", "outlook": "ao lúc", "vnexpress": "vê nờ ếch pờ rét",
    "tuoitre": "tuổi trẻ", "thanhnien": "thanh niên", "dantri": "dân trí", "nhandan": "nhân dân",
    "baochinhphu": "báo chính phủ", "thuedientu": "thuế điện tử", "tuyensinh": "tuyển sinh", "phuong": "phường",
    "ubnd": "u bê nờ đê", "hdnd": "hát đê nờ đê", "vbpl": "vê bê pê lờ", "csgt": "xê ét giê tê",
    "canhsat": "cảnh sát", "xa": "xã", "quan": "quận", "congdan": "công dân", "antoanthongtin": "an toàn thông tin",
    "canhbao": "cảnh báo", "tinnhiemmang": "tín nhiệm mạng", "khonggianmang": "không gian mạng",
    "haiphong": "Hải Phòng", "hanoi": "Hà Nội", "danang": "Đà Nẵng", "hochiminhcity": "Hồ Chí Minh xi ti",
    "tphcm": "tê pê hát xê mờ", "cantho": "Cần Thơ", "quangninh": "Quảng Ninh", "haiduong": "Hải Dương",
    "hungyen": "Hưng Yên", "bacninh": "Bắc Ninh", "ninhbinh": "Ninh Bình", "nghean": "Nghệ An", "hue": "Huế",
    "cdc": "xê đê xê", "vov": "vê ô vê", "vtv": "vê tê vê", "evn": "e vê en",
    "npc": "nờ pê xê", "cskh": "xê ét ca hát", "thongtin": "thông tin",
}  # fmt: skip


def address(cursor: Cursor) -> Said | None:
    """A web or mail address, each part by name."""
    found = cursor.match(_LINK)
    if not found:
        if not cursor.match(_STARTS):
            return None
        found = cursor.match(_ADDRESS)
    if not found:
        return None
    text = found[0]
    words, sure = _spoken(cursor, text)
    reason = "" if sure else "foreign"
    return Said(
        found.end(), words, "mail-address" if "@" in text else "web-address", sure, reason, words if reason else ""
    )


def _spoken(cursor: Cursor, text: str) -> tuple[str, bool]:
    said: list[str] = []
    sure = len(text) <= 60
    for piece in _PIECES.findall(text.rstrip("/") if text.count("/") == 1 else text):
        if piece.endswith("://"):
            continue
        if piece.isdecimal():
            said.append(digit_by_digit(piece) if len(piece) > 2 else code(piece))
        elif piece in _SIGNS:
            said.append(_SIGNS[piece])
        elif piece[0].isalpha():
            said.append(_label(cursor, piece))
        else:
            sure = False
    return " ".join(said), sure


def _label(cursor: Cursor, piece: str) -> str:
    small = piece.lower()
    if small in _LABELS:
        return _LABELS[small]
    if cursor.options.respell_loanwords:
        for entry in cursor.dictionary.any_case.get(small, ()):
            if entry.written == small:
                return entry.senses[0].said
    consonants = not set(small) & set("aeiouy")
    if not is_spoken(small, cursor.dictionary):
        # An abbreviation in an address is said by its letters, so that it can be typed.
        return spell(small.upper())
    return (
        spell(piece)
        if len(small) == 1 or (consonants and len(small) < 7) or (piece.isupper() and not is_syllable(small))
        else small
    )


def hashtag(cursor: Cursor) -> Said | None:
    """#PhongChongDich: its words, without a promise that they are right."""
    found = cursor.match(_HASHTAG)
    if not found:
        return None
    said: list[str] = []
    for piece in _HUMPS.findall(found[1]):
        if piece.isdecimal():
            said.append(code(piece))
        elif piece.isupper() and len(piece) > 1:
            said.append(cursor.dictionary.plain.get(piece) or spell(piece))
        else:
            said.append(letter(piece) if len(piece) == 1 else piece.lower())
    words = "hát tắc " + " ".join(said)
    return Said(found.end(), words, "hashtag", False, "foreign", words)


def service_code(cursor: Cursor) -> Said | None:
    """*101#: star, figures, hash."""
    found = cursor.match(_USSD)
    if not found or not any(char.isdecimal() for char in found[0]):
        return None
    names = {"*": "sao", "#": "thăng"}
    return Said(found.end(), " ".join(names.get(c) or digit_by_digit(c) for c in found[0]), "service-code")


def handle(cursor: Cursor) -> Said | None:
    """@tenphuong."""
    found = cursor.match(_HANDLE)
    if not found:
        return None
    words, _ = _spoken(cursor, found[0].rstrip("."))
    return Said(cursor.at + len(found[0].rstrip(".")), words, "web-address", False, "foreign", words)


FROM_DIGITS = (address,)
FROM_LETTERS = (address,)
FROM_SYMBOLS = (service_code, hashtag, handle)
