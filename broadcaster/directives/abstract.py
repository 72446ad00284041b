"""The abstract (trích yếu) of an official document: behind V/v, or under the name of its kind."""

import re

from broadcaster.directives.finding import Fact
from broadcaster.directives.heading import COLUMN, DATED, KINDS, MOTTO, UNDATED, Line, head_lines, is_kind
from broadcaster.directives.outline import Paragraph, Zone, quoted
from broadcaster.directives.places import BODY_NAME
from broadcaster.directives.view import View, fold

_ABOUT = re.compile(r"(?:^|(?<=\s)|\*|\|)v/?v\s*:?\s*")
_VE_VIEC = re.compile(r"\s*(?:ve viec|v/v|VE viec|ve(?=\s)|VE(?=\s))\s*:?\s*")


def _kind_before(line: Line) -> str | None:
    """The kind that a line in capitals begins with: "KẾ HOẠCH PHÁT THANH …"."""
    if not line.written.strip(" *").isupper() or "PHƯỜNG AN" in line.written:
        return None
    written = fold(line.written).strip(" *")
    return next((one for one in KINDS if written.startswith(one + " ")), None)


def title(seen: View, outline: list[Paragraph]) -> Fact[str] | None:
    """The abstract (trích yếu) without "V/v" and without the name of the kind."""
    head = head_lines(seen, outline, (Zone.HEAD, Zone.TO))
    for place, line in enumerate(head):
        if found := _ABOUT.search(line.plain):
            return _abstract(seen, head[place:], found.end(), "title.v-v")
    for place, line in enumerate(head):
        if _TIMETABLE.fullmatch(fold(line.written).strip(" *")):
            return _abstract(seen, head[place:], 0, "title.type")
        if is_kind(line.written):
            rest = list(head[place + 1 :])
            while rest and not _LETTER.search(rest[0].plain):
                rest.pop(0)
            opening = _VE_VIEC.match(rest[0].plain) if rest else None
            return _abstract(seen, rest, opening.end() if opening else 0, "title.type") if rest else None
        begun = _kind_before(line)
        if begun:
            return _abstract(seen, head[place:], fold(line.written).index(begun) + len(begun) + 1, "title.type")
    for place, line in enumerate(head):
        if found := re.match(r"\W*(?:ve|VE) viec\b\s*:?\s*", line.plain):
            return _abstract(seen, head[place:], found.end(), "title.v-v")
    return None


_TIMETABLE = re.compile(r"lich (?:phat thanh|phat song|truyen thanh|phat song truyen thanh)")
_BEGINS_TEXT = re.compile(
    r"\W*(?:\d{1,2}[.)]|[ivx]{1,4}[.)]|[a-d]\)|-|\||can cu|thuc hien|de\b|nham|theo|xet|kinh gui|dieu \d"
    r"|phan [i1]|noi dung|ubnd .* (?:thong bao|yeu cau|de nghi))"
)
_SPEAKS = re.compile(
    rf"(?:{BODY_NAME}|giam doc|thu truong|cuc truong|chi cuc truong|truong|pho|hieu truong|bo truong)\b"
)
_LETTER = re.compile(r"[a-zA-Z]")


def _abstract(seen: View, lines: list[Line], skip: int, rule: str) -> Fact[str] | None:
    """The words from the first line on, as long as the lines go on with them."""
    first = lines[0]
    pieces: list[str] = []
    end = first.start
    for place, line in enumerate(lines[:8]):
        written = line.written[skip:] if place == 0 else line.written
        column = COLUMN.search(written.rstrip(), len(written) - len(written.lstrip()))
        written = written[: column.start()] if column else written
        if not written.strip(" *") or (place and not _continues(pieces, written, line)):
            if place:
                break
            continue
        pieces.append(" ".join(written.replace("*", " ").split()))
        end = line.start + (skip if place == 0 else 0) + len(written.rstrip())
    words = " ".join(pieces).strip(" .;,:")
    return Fact(words, quoted(seen, first.start + skip, end, rule)) if words else None


def _continues(pieces: list[str], written: str, line: Line) -> bool:
    text = written.strip(" *")
    if not pieces:
        return True
    if text.isupper() and not pieces[-1].isupper() and " " in text and _SPEAKS.match(fold(text)):
        return False  # "CHỦ TỊCH ỦY BAN NHÂN DÂN …", who decides, below the abstract
    if (
        re.match(r"[-–]?\s*(?:kinh gui|can cu|so\s*:)", line.plain.strip())
        or DATED.search(line.plain)
        or UNDATED.search(line.plain)
        or MOTTO.search(fold(line.written).strip())
    ):
        return False
    if pieces[-1][-1] not in ".:;" and not _BEGINS_TEXT.match(line.plain) and len(text) < 90 and text[-1] not in ".:;,":
        return True
    return (
        text[0].islower()
        or text[0] in '(“"'
        or (text[0].isdecimal() and not re.match(r"\d+[.)]", text))
        or (text.isupper() and pieces[-1].isupper())
        or pieces[-1].endswith((",", "-"))
    )
