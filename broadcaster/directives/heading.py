"""The head of an official document: number, date, issuing body and abstract (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

import re
from dataclasses import dataclass
from datetime import date

from broadcaster.directives.finding import Fact
from broadcaster.directives.outline import Paragraph, Sentence, Zone, quoted
from broadcaster.directives.places import BODY_NAME
from broadcaster.directives.rules import table
from broadcaster.directives.view import View, fold

_NUMBER = re.compile(
    r"(?:^|(?<=\s)|(?<=\|)"
    r"|\*)so\s*[:.]?\s*(?P<number>(?P<digits>[\d]+[a-z]?)?[\s.…_]*[/-]\s*[\w][\w./&,-]*(?:\s?-\s?\w[\w./&-]*)*)"
)
DATED = re.compile(r"ngay\s*(\d{1,2})\s*(?:thang\s*(\d{1,2})\s*,?\s*nam\s*|/\s*(\d{1,2})\s*/\s*)(\d{4})")
_PLACE_AND_DAY = re.compile(r"\W*[^.,;:\d]{2,40},\s*ngay\s*\d{1,2}\s*(?:thang|/)[^.;]{3,20}\W*$")
UNDATED = re.compile(r"ngay[\s.…_]*(?:\d{1,2})?[\s.…_]*thang[\s.…_]*(?:\d{1,2})?[\s.…_]*,?\s*nam")
_BASIS = re.compile(r"\s*[-*]*\s*(?:can cu|thuc hien|theo|tiep theo|v/v|xet|kinh gui|de)\b")
MOTTO = re.compile(
    r"cong hoa .{0,4}xa hoi|xa hoi chu nghia|doc lap.{1,4}tu do|tu do.{1,4}hanh phuc|dang cong san viet nam"
    r"|^\W*doan tncs ho chi minh\W*$"
)
KINDS = tuple(table("words")["kinds"])
COLUMN = re.compile(
    r" {3,}|\t+|\s*\|\s*|(?<=\S) (?=(?:CỘNG HO[ÀA]|CỘNG HÒA|ĐẢNG CỘNG SẢN VIỆT|Cộng hòa xã hội"
    r"|Độc lập\s*[-–]\s*Tự do)\b)"
)
_LEVEL = re.compile(r"(?:phuong|xa|thi tran|thi xa|thanh pho|tinh|quan|huyen|dac khu|tp\.?)\b")
_INCOMPLETE = re.compile(
    r"^(?:ban chap hanh|ban thuong vu|ban thuong truc|dang uy|dang bo|uy ban nhan dan|ubnd"
    r"|uy ban mat tran to quoc|hoi dong nhan dan"
    r"|to (?:an ninh|bao ve|giup viec|thu ky|thuong truc)|thuong truc|van phong|ban to chuc|ban giam hieu|ban quan ly)$"
)


@dataclass(frozen=True, slots=True)
class Line:
    start: int
    written: str
    plain: str


def number(seen: View, outline: list[Paragraph]) -> Fact[str] | None:
    """The number with its symbol; None while the figures are blank."""
    for line in head_lines(seen, outline):
        found = None if _BASIS.match(line.plain) else _NUMBER.search(line.plain)
        if not found:
            continue
        if not found["digits"]:
            return None
        start, end = found.span("number")
        end = start + len(line.plain[start:end].rstrip(" .,-/"))
        digits = len(found["digits"])
        written = line.plain[start : start + digits] + line.written[start + digits : end]
        whole = quoted(seen, line.start + found.start(), line.start + end, "number.line")
        return Fact(re.sub(r"\s+", "", written), whole)
    return None


def issued(seen: View, outline: list[Paragraph]) -> Fact[date] | None:
    """The day it was issued; None while the day is blank."""
    for line in head_lines(seen, outline):
        if _BASIS.match(line.plain):
            continue
        if found := DATED.search(line.plain):
            return _day(seen, line, found, "date.place")
        if UNDATED.search(line.plain):
            return None
    for paragraph in outline:
        tail = paragraph.zone is Zone.TAIL or _PLACE_AND_DAY.match(paragraph.plain)
        found = DATED.search(paragraph.plain) if tail and len(paragraph.plain) < 90 else None
        if found:
            return _day(seen, Line(paragraph.start, "", paragraph.plain), found, "date.end")
    return None


def _day(seen: View, line: Line, found: re.Match[str], rule: str) -> Fact[date] | None:
    try:
        day = date(int(found[4]), int(found[2] or found[3]), int(found[1]))
    except ValueError:
        return None
    return Fact(day, quoted(seen, line.start + found.start(), line.start + found.end(), rule))


def head_lines(seen: View, outline: list[Paragraph], zones: tuple[Zone, ...] = (Zone.HEAD,)) -> list[Line]:
    """The lines before the text begins, as they are written."""
    end = min((one.start for one in outline if one.zone not in zones), default=len(seen.text))
    found: list[Line] = []
    at = 0
    for written in seen.text[:end].split("\n")[:60]:
        found.append(Line(at, written, seen.plain[at : at + len(written)]))
        at += len(written) + 1
    return found


def issuer(seen: View, outline: list[Paragraph]) -> Fact[str] | None:
    """The body that issued it, as the head writes it; else the body that speaks in the text."""
    left: list[Line] = []
    for line in head_lines(seen, outline):
        if (
            _NUMBER.search(line.plain)
            or DATED.search(line.plain)
            or UNDATED.search(line.plain)
            or is_kind(line.written)
        ):
            break
        left += [piece for piece in _columns(line) if _is_body(piece)]
    if left:
        chosen = _last_body(left)
        begin, end = chosen[0].start, chosen[-1].start + len(chosen[-1].written)
        named = " ".join(" ".join(one.written.replace("*", " ").split()) for one in chosen)
        return Fact(named, quoted(seen, begin, end, "issuer.head"))
    return _issuer_in_text(seen, outline)


def _columns(line: Line) -> list[Line]:
    """The pieces of a line that stand in columns beside each other."""
    found: list[Line] = []
    at = 0
    for gap in [*COLUMN.finditer(line.written), None]:
        end = gap.start() if gap else len(line.written)
        if line.written[at:end].strip():
            found.append(Line(line.start + at, line.written[at:end], line.plain[at:end]))
        at = gap.end() if gap else end
    return found


def _is_body(piece: Line) -> bool:
    plain = piece.plain.strip()
    letters = [letter for letter in piece.written if letter.isalpha()]
    if len(letters) < 4 or MOTTO.search(fold(piece.written).strip()):
        return False
    upper = sum(letter.isupper() for letter in letters) / len(letters) > 0.8
    return upper or re.match(BODY_NAME, fold(plain)) is not None


def _last_body(left: list[Line]) -> list[Line]:
    """The last complete body: a line such as "PHƯỜNG …" or "BAN CHẤP HÀNH" needs the line above it."""
    chosen = [left[-1]]
    for above in reversed(left[:-1]):
        plain = fold(chosen[0].written).strip(" *")
        whole = fold(above.written).strip(" *")
        needs = _LEVEL.match(plain) or _INCOMPLETE.match(plain) or not re.match(BODY_NAME, plain)
        if not needs or (_INCOMPLETE.match(plain) and not (re.match(BODY_NAME, whole) or _LEVEL.match(whole))):
            break
        chosen.insert(0, above)
        if len(chosen) > 3:
            break
    return chosen


def _issuer_in_text(seen: View, outline: list[Paragraph]) -> Fact[str] | None:
    speaks = re.compile(
        rf"(?P<body>{BODY_NAME}[^.;:,()\n]{{0,60}}?)\s+(?:ban hanh|xay dung ke hoach|yeu cau|de nghi|thong bao"
        rf"|huong dan|tran trong|nhan duoc)\b"
    )
    for paragraph in outline:
        found = speaks.search(paragraph.plain) if paragraph.zone is Zone.BODY else None
        if found:
            start, end = paragraph.start + found.start("body"), paragraph.start + found.end("body")
            return Fact(" ".join(seen.text[start:end].split()), quoted(seen, start, end, "issuer.body"))
    return None


def is_kind(plain: str) -> bool:
    return fold(plain).strip(" *:|") in KINDS and not re.search(r"PHƯỜNG|phường", plain)


__all__ = ["Sentence", "issued", "issuer", "number"]
