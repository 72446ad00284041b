"""Addresses, roads, plates and other names in which letters and figures meet: Tổ 15A, Km12+300, 29A-123.45."""

import re
from typing import Final

from broadcaster.vietnamese.cursor import Cursor
from broadcaster.vietnamese.letters import letter, spell
from broadcaster.vietnamese.numerals import cardinal, code, digit_by_digit, roman
from broadcaster.vietnamese.patterns import Pattern, cues
from broadcaster.vietnamese.reading import Said

_PLATE = Pattern(r"(\d{2})[ -]?([A-ZĐ]{1,2}\d?)[ -]+(\d{3}\.?\d{2}|\d{4})(?![\d/])")
_KILOMETRE = Pattern(r"(\d{1,4})\+(\d{1,3}(?:,\d)?)(?!\d)")
_KM = Pattern(r"[Kk][Mm] ?(\d{1,4}(?:,\d)?)(?:\+(\d{1,3}))?(?![\d/])")
_ROAD = Pattern(r"(QL|TL|ĐT|HL|CT|ĐH|DT)\.? ?(\d{1,3})([A-Z]?)(?!\w|[ .]\d)")
_ROOM = Pattern(r"P\.? ?(\d{3,4})(?!\w|[ .]\d)")
_CASE = Pattern(r"(?=[\d.-]{0,24}[A-Z])[A-Z0-9]{1,8}(?:[.-][A-Z0-9]{1,10}){2,8}(?!\w)")
_ROADS: Final = {"QL": "quốc lộ", "TL": "tỉnh lộ", "ĐT": "đường tỉnh", "HL": "hương lộ", "CT": "cao tốc",
                 "ĐH": "đường huyện", "DT": "đường tỉnh"}  # fmt: skip
_FIGURES_FIRST = Pattern(r"(\d{1,6})([A-Za-zĐđ]{1,3})(\d{1,3})?(?:/(\d{1,4})([A-Z]?))?(?!\w)")
_LETTERS_FIRST = Pattern(r"([A-ZĐ]{1,6})([-./]?)(\d{1,6})([A-Z]?)(?:([-./])(\d{1,5}))?(?![\w])")
_DISEASE = Pattern(r"(?:A/|B/)?H(\d{1,2})N(\d{1,2})(?!\w)")
_NETWORK = Pattern(r"([2-6])G(?!\w)")
_MOTTO = Pattern(r"(\d)([A-Z])(?!\w)")
_MOTTOES = cues("hình điệp tắc hiệu chuẩn cảnh")
_FINE_DUST = Pattern(r"PM ?(\d{1,2})(?:[.,](\d))?(?!\w)")
_MANY = Pattern(r"(?=\d*[A-Za-zĐđ])(?=[A-Za-zĐđ]*\d)[A-Za-zĐđ0-9]{2,24}(?:-[A-Za-z0-9]{1,12}){0,4}(?!\w)")
_PLUS = Pattern(r"(\d{1,3})\+(?!\d)")
_VALVE = Pattern(r"T(\d{1,2})(?!\w)")

# After these a mixed name is only what it is: a house, a class, a block, a stand.
_NAMED: Final = cues(
    "tổ số nhà ngõ ngách hẻm kiệt lô tòa toà khu block phòng lớp khối tầng căn dãy cụm đường phố tuyến xe "
    "đội thôn ấp xóm bàn cổng cửa hạng loại nhóm khóa mẫu mục điểm điều khoản bến vòng bảng cầu km chung "
    "cư tdp kho hộ trạm xăng dầu e5 khoa đề nhà. vitamin cúm virus chủng khẩu phụ lục sn: sn giấy mạng "
    "sóng công phòng, đề, khổ giường ô bậc trường u"
)
_KNOWN: Final = {
    "N95": "nờ chín mươi lăm", "F0": "ép không", "F1": "ép một", "F2": "ép hai", "U23": "u hai mươi ba",
    "U19": "u mười chín", "U17": "u mười bảy", "PM2": "pê em hai", "CO2": "xê ô hai", "B12": "bê mười hai",
    "E5": "e năm", "E10": "e mười", "RON95": "ron chín mươi lăm", "A4": "a bốn", "A3": "a ba", "5K": "năm ca",
    "PM10": "pê em mười", "D3": "đê ba", "B1": "bê một", "B6": "bê sáu", "O2": "ô hai", "COVID19": "cô vít mười chín",
    "SO2": "ét ô hai", "H2O": "hát hai ô", "M1": "mờ một", "3D": "ba đê", "2D": "hai đê", "4K": "bốn ca",
    "K2": "ca hai", "RON92": "ron chín mươi hai", "A1": "a một", "A2": "a hai", "B2": "bê hai",
}  # fmt: skip
_POLICE = Pattern(r"(PA|PB|PC|PV|PX|PK|PH|A|C|V|X|K|B|H|T)(0\d)(?!\w)")


def plate(cursor: Cursor) -> Said | None:
    """29A-123.45, 15B1-234.56."""
    found = cursor.match(_PLATE)
    if not found:
        return None
    series = " ".join(letter(c) if c.isalpha() else code(c) for c in found[2])
    said = f"{digit_by_digit(found[1])} {series}, {digit_by_digit(found[3])}"
    return Said(found.end(), said, "plate")


def case_number(cursor: Cursor) -> Said | None:
    """The number of a file at the counter, H24.15-250801-0012: nothing in it is counted."""
    found = cursor.match(_CASE)
    if not found or sum(char.isdecimal() for char in found[0]) < 6:
        return None
    said: list[str] = []
    for part in found[0].replace("-", ".").split("."):
        said.append(digit_by_digit(part) if part.isdecimal() else spell(part))
    return Said(found.end(), ", ".join(said), "code")


def insurance_card(cursor: Cursor) -> Said | None:
    """DN4 31 31 123 45678: the letters and figures of a health-insurance card, group by group."""
    found = cursor.match(_INSURANCE)
    # With a blank before the first figure it may as well be an account, "TK 1234…", unless a card is spoken of.
    if not found or not (cursor.char(cursor.at + 2).isdecimal() or cursor.recent(_CARDS, 4)):
        return None
    groups = [part for part in re.split(r"[ .-]+", found[2]) if part]
    return Said(found.end(), f"{spell(found[1])} " + ", ".join(map(digit_by_digit, groups)), "code")


_CARDS = cues("thẻ bhyt")
# Two letters for the group, a figure for the share, two for the province, ten for the person.
_INSURANCE = Pattern(r"([A-ZĐ]{2})[ -]?([1-7](?:[ .-]?\d){12})(?!\w|[.,/ ]\d)")


def kilometre(cursor: Cursor) -> Said | None:
    """A place on a road: Km12+300."""
    found = cursor.match(_KM)
    if found:
        whole = found[1].split(",")
        said = f"ki lô mét {cardinal(int(whole[0]))}" + (f" phẩy {cardinal(int(whole[1]))}" if whole[1:] else "")
        return Said(found.end(), said + (f" cộng {cardinal(int(found[2]))}" if found[2] else ""), "place")
    found = cursor.match(_KILOMETRE)
    if found and cursor.last() in ("km", "lý", "lô", "số"):
        return Said(found.end(), f"{cardinal(int(found[1]))} cộng {cardinal(int(found[2].split(',')[0]))}", "place")
    return None


def road(cursor: Cursor) -> Said | None:
    """QL1A, ĐT353, TL 10."""
    found = cursor.match(_ROAD)
    if not found:
        room = cursor.match(_ROOM)
        return Said(room.end(), f"phòng {cardinal(int(room[1]))}", "place") if room else None
    if found[1] in ("CT", "ĐH", "HL", "DT") and " " in found[0]:
        return None
    # "ĐT 359" is a road; "ĐT 0912…" and "ĐT 38" are not.
    if found[1] == "ĐT" and " " in found[0] and (len(found[2]) != 3 or found[2][0] == "0"):
        return None
    if found[1] == "CT" and len(found[2]) < 2:
        return None
    tail = f" {letter(found[3])}" if found[3] else ""
    name = _ROADS[found[1]]
    said = name.removeprefix(f"{cursor.last()} ") if name.split()[-1] != cursor.last() else ""
    return Said(found.end(), f"{said} {code(found[2])}{tail}".strip(), "road")


def disease(cursor: Cursor) -> Said | None:
    """H5N1, A/H1N1."""
    found = cursor.match(_DISEASE)
    if not found:
        return None
    kind = f"{letter(found[0][0])} " if found[0][1:2] == "/" else ""
    said = f"{kind}hát {cardinal(int(found[1]))} nờ {cardinal(int(found[2]))}"
    return Said(found.end(), said, "letters-and-figures")


def network(cursor: Cursor) -> Said | None:
    """4G, 5G; 5g with a small letter is a weight."""
    if (found := cursor.match(_MOTTO)) and cursor.recent(_MOTTOES, 4):
        return Said(found.end(), f"{cardinal(int(found[1]))} {letter(found[2])}", "letters-and-figures")
    found = cursor.match(_NETWORK)
    return Said(found.end(), f"{cardinal(int(found[1]))} giê", "letters-and-figures") if found else None


def figures_first(cursor: Cursor) -> Said | None:
    """15A, 12B/34, 1A1."""
    found = cursor.match(_FIGURES_FIRST)
    if not found:
        return None
    figures, letters, more, alley, alley_letter = found.groups()
    if cursor.text[cursor.at : found.end(2)] in _KNOWN and not more and not alley:
        return Said(found.end(), _KNOWN[cursor.text[cursor.at : found.end(2)]], "letters-and-figures")
    said = [code(figures), spell(letters)] + ([code(more)] if more else [])
    if alley:
        said += ["trên", cardinal(int(alley))] + ([letter(alley_letter)] if alley_letter else [])
    sure = len(letters) == 1 and (letters.isupper() or _named(cursor))
    return _mixed(found, " ".join(said), sure)


def letters_first(cursor: Cursor) -> Said | None:
    """B2, N95, PC08, A05, DH-05."""
    if dust := cursor.match(_FINE_DUST):
        tail = f" phẩy {cardinal(int(dust[2]))}" if dust[2] else ""
        return Said(dust.end(), f"pê em {cardinal(int(dust[1]))}{tail}", "letters-and-figures")
    if police := cursor.match(_POLICE):
        return Said(police.end(), f"{spell(police[1])} {digit_by_digit(police[2])}", "letters-and-figures")
    found = cursor.match(_LETTERS_FIRST)
    if not found:
        return None
    letters, dash, figures, last, sign, tail = found.groups()
    if dash in (".", "/") and len(letters) > 1:
        return None
    if found[0] in _KNOWN:
        return Said(found.end(), _KNOWN[found[0]], "letters-and-figures")
    known = cursor.dictionary.plain.get(letters) if len(letters) > 1 else None
    value = roman(letters) if _named(cursor) and len(letters) > 1 and not known else None
    head = known or (cardinal(value) if value else spell(letters))
    said = [head, code(figures)] + ([letter(last)] if last else [])
    if tail:
        said += (["trên"] if sign == "/" else []) + [code(tail)]
    return _mixed(found, " ".join(said), bool(known) or (_named(cursor) and len(letters) < 3))


def _named(cursor: Cursor) -> bool:
    return cursor.last().strip("(") in _NAMED or cursor.recent(frozenset(("lớp", "lô", "phòng", "tổ")), 2)


def _mixed(found: re.Match[str], said: str, sure: bool) -> Said:
    return Said(found.end(), said, "letters-and-figures", sure, "" if sure else "mixed", "" if sure else said)


def jumble(cursor: Cursor) -> Said | None:
    """Any other name of letters and figures: each said by itself, and pointed out."""
    found = cursor.match(_MANY)
    if not found or not any(char.isalpha() for char in found[0]):
        return None
    said: list[str] = []
    for piece in re.findall(r"\d+|[A-ZĐ]+(?![a-zđ])|[A-ZĐ]?[a-zđ]+", found[0]):
        said.append(_piece(cursor, piece))
    return _mixed(found, " ".join(said), False)


def _piece(cursor: Cursor, piece: str) -> str:
    if piece.isdecimal():
        return code(piece)
    entries = cursor.dictionary.any_case.get(piece.lower(), ())
    for entry in entries:
        if entry.written == piece.lower() and cursor.options.respell_loanwords:
            return entry.senses[0].said
    return spell(piece) if piece.isupper() or len(piece) == 1 else piece


def metres(cursor: Cursor) -> Said | None:
    """1m65 is "một mét sáu mươi lăm"; 4m2 and 5m3 are areas and volumes."""
    found = cursor.match(_METRES)
    return Said(found.end(), f"{cardinal(int(found[1]))} mét {_centimetres(found[2])}", "unit") if found else None


def _centimetres(figures: str) -> str:
    return digit_by_digit(figures) if figures[0] == "0" else cardinal(int(figures))


_METRES = Pattern(r"(\d{1,3})m(\d{2}|[14-9])(?!\w|[.,]\d)")


def and_more(cursor: Cursor) -> Said | None:
    """18+."""
    found = cursor.match(_PLUS)
    return Said(found.end(), f"{cardinal(int(found[1]))} cộng", "number") if found else None


FROM_DIGITS = (plate, case_number, kilometre, network)
LATE_FROM_DIGITS = (metres, figures_first, and_more, jumble)
FROM_LETTERS = (insurance_card, kilometre, case_number, road, disease, letters_first, jumble)
