"""Personal data in a script: what may not be called out over a ward's roofs.

The personal-data law in force since 1 January 2026 protects what identifies a person. A private telephone number, an
identity number and a private account are told always; a full name only where the same sentence, or the next one, says
where its bearer is found. Numbers of offices, hotlines and collections of public bodies are nobody's.
"""

import re
from collections.abc import Iterator

from broadcaster.proofreading.length import sentences
from broadcaster.proofreading.remark import CAPITAL, SMALL, Concern, Remark

_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đoàn|Lương|Trịnh|Mai|Đào|Cao|Lâm|Tạ"
    "|Hà|Thái|Chu|Châu|Quách|Tô|La|Tăng|Kiều|Phùng|Trương|Triệu|Vi|Nông|Hứa|Lò|Quàng|Giàng|Vàng|Thào|Ksor|Rơ Mah|Y|H'"
)
_NAME = re.compile(rf"\b(?:{_SURNAMES})(?:\s+{CAPITAL}{SMALL}+\b){{1,4}}")
_MOBILE = re.compile(r"(?<![\d.,/-])(?:\+?84[\s.]?|0)[35789]\d(?:[\s.-]?\d){7}(?!\d)")
_TWELVE = re.compile(r"(?<!\d)0\d{2}(?:[\s.]?\d{3}){3}(?!\d)")
_CARD = re.compile(r"(?:căn cước|CCCD|CMND|chứng minh nhân dân|chứng minh thư|định danh)\D{0,25}((?:\d[\s.]?){8,11}\d)")
_ACCOUNT = re.compile(r"(?:tài khoản|STK|số thẻ|TK)(?!\d)\D{0,30}((?:\d[\s.]?){5,18}\d)", re.IGNORECASE)
_OFFICE = re.compile(
    r"công an|cảnh sát|trực ban|đường dây nóng|tổng đài|ủy ban|uỷ ban|UBND|trạm y tế|bệnh viện|trung tâm|phòng văn hóa"
    r"|mặt trận|MTTQ|hội chữ thập đỏ|kho bạc|quỹ|điện lực|hotline|bộ phận một cửa|nhà văn hóa",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"trú tại|thường trú|tạm trú|cư trú|ngụ|địa chỉ|số nhà \d|nhà số \d|\bở (?:số|ngõ|hẻm|tổ|nhà|thôn|ấp|khu) \d"
    r"|ngõ \d|hẻm \d|tổ dân phố (?:số )?\d|sinh năm \d|sinh ngày \d|quê (?:ở|quán)",
    re.IGNORECASE,
)


def personal(text: str) -> list[Remark]:
    """Remarks on personal data, each place once."""
    whole = list(sentences(text))
    numbers = list(_numbers(text))
    names = []
    for place, sentence in enumerate(whole):
        follows = whole[place + 1][0] if place + 1 < len(whole) else ""
        near = any(one.start < sentence.end() and sentence.start() < one.end for one in numbers)
        if near or _WHERE.search(sentence[0]) or re.match(r"\s*(?:Nhà|Trú|Ngụ|Địa chỉ|Số điện thoại)\b", follows):
            names += [
                Remark(Concern.PERSON, sentence.start() + name.start(), sentence.start() + name.end(), name[0])
                for name in _NAME.finditer(sentence[0])
            ]
    return [*numbers, *names]


def _numbers(text: str) -> Iterator[Remark]:
    taken: list[tuple[int, int]] = []
    for concern, pattern in (
        (Concern.IDENTITY, _CARD),
        (Concern.ACCOUNT, _ACCOUNT),
        (Concern.IDENTITY, _TWELVE),
        (Concern.PHONE, _MOBILE),
    ):
        for match in pattern.finditer(text):
            start, end = match.span(pattern.groups)
            if any(since < end and start < until for since, until in taken):
                continue
            taken.append((start, end))
            if concern is Concern.IDENTITY or not _of_an_office(text, start):
                yield Remark(concern, start, end, text[start:end])


def _of_an_office(text: str, at: int) -> bool:
    """Whether the words before it in the same sentence, or those right behind, say that it is a public body's."""
    before = re.split(r"[.!?\n](?=\s|$)", text[max(0, at - 120) : at])[-1]
    behind = re.match(r"[\d\s.,-]*(?:của|là số của)\s+(.{0,30})", text[at:])
    return bool(_OFFICE.search(before) or (behind and _OFFICE.search(behind[1])))
