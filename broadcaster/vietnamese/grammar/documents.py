"""The numbers of official documents, 91/KH-UBND or 24/2018/QH14: a number, a year, a kind, an issuer."""

import re
from collections.abc import Iterator

from broadcaster.vietnamese.cursor import Cursor
from broadcaster.vietnamese.dictionary import Dictionary
from broadcaster.vietnamese.letters import spell
from broadcaster.vietnamese.numerals import cardinal, digit_by_digit
from broadcaster.vietnamese.patterns import Pattern, cues
from broadcaster.vietnamese.reading import Said

_CODE = r"[A-ZĐƯ][A-Za-zĐđƯ]{1,12}\d{0,3}(?: ?[-/.&–] ?[A-ZĐƯ][A-Za-zĐđƯ]{0,12}\d{0,3}){0,4}"
_NUMBERED = Pattern(rf"(\d{{1,6}})([a-zđ]?)(?: ?/ ?((?:19|20)\d\d))?( ?[/–-] ?)({_CODE})(?![\w@])(?!\.[a-z])")
_BLANK = Pattern(rf"(?:\.\.\.+|…)? ?/ ?({_CODE})(?!\w)")
_STANDARD = Pattern(r"(\d{1,6})(?:-(\d{1,2}))?:((?:19|20)\d\d)(?:/([A-ZĐ]{2,12}))?(?!\w)")
_COMMAND = Pattern(r"[ .-]?(?:PTDS|PCTT|PCLB|QS|PCCC|TKCN|CN|quân sự|phòng thủ|phòng chống)(?!\w)")
_YEARED = Pattern(r"(\d{1,5})/((?:19|20)\d\d)(?![\w/-])")
_BARE = Pattern(r"([A-ZĐ][A-Za-zĐđ]{1,4})-([A-ZĐ][A-Za-zĐđ]{1,8})(?![\w-])")
_PIECE = Pattern(r"([A-Za-zĐđƯ]+)(\d*)")
KINDS = cues(
    "nghị định thông tư quyết thị chỉ công văn kế hoạch luật bản nđ nq qđ kh cv tb pháp lệnh điện số: số "
    "tờ trình báo cáo hướng dẫn thông tt tt-bca"
)
_SAME_WORD = cues("định quyết tư thị văn hoạch luật lệnh điện trình số số:")
_PREFIXES = {"S": "sở", "P": "phòng", "B": "bộ", "C": "cục", "CC": "chi cục", "TC": "tổng cục", "BCĐ": "ban chỉ đạo"}
_LEVELS = {"P": "phường", "X": "xã", "H": "huyện", "Q": "quận", "T": "tỉnh", "TP": "thành phố", "TT": "thị trấn"}


def numbered(cursor: Cursor) -> Said | None:
    """91/KH-UBND, 1091-CV/QU, 13/2023/NĐ-CP, 1435/CSHS."""
    found = cursor.match(_NUMBERED)
    if not found:
        return None
    number, letter, year, dash, code = found.groups()
    if "-" in dash and not any(mark in code for mark in "/-") and _first(code) not in cursor.dictionary.documents:
        return None
    words, sure, known = _code_words(code, cursor.dictionary, first_is_kind=True)
    if not known and not (KINDS & {w.strip(".,()") for w in cursor.behind()[-3:]}):
        return None
    if code.endswith("BCH") and (code.startswith("CĐ") or _COMMAND.match(cursor.text, found.end())):
        # The board that commands against storms and fires is no executive committee.
        words = words.replace("ban chấp hành", "ban chỉ huy")
    said = [_number_words(number) + (f" {spell(letter)}" if letter else "")]
    if year:
        said += ["trên", cardinal(int(year))]
    said += ["trên"] if "/" in dash else []
    text = " ".join([*said, words])
    return Said(found.end(), text, "document-number", sure, "" if sure else "abbreviation", text)


def blank_number(cursor: Cursor) -> Said | None:
    """A number still to be filled in: "Số: /UBND-VP"."""
    if cursor.last().strip("(") not in ("số", "số:"):
        return None
    found = cursor.match(_BLANK)
    if not found:
        return None
    words, sure, _ = _code_words(found[1], cursor.dictionary, first_is_kind=True)
    return Said(found.end(), words, "document-number", sure, "" if sure else "abbreviation", words)


def standard(cursor: Cursor) -> Said | None:
    """A technical standard after QCVN or TCVN: 3890:2023, 06:2022/BXD."""
    if cursor.last().strip("(") not in ("qcvn", "tcvn", "iso", "qcđp", "chuẩn"):
        return None
    found = cursor.match(_STANDARD)
    if not found:
        return None
    number, part, year, issuer = found.groups()
    said = [_number_words(number), *([_number_words(part)] if part else []), "năm", cardinal(int(year))]
    sure = True
    if issuer:
        words, sure, _ = _code_words(issuer, cursor.dictionary, first_is_kind=False)
        said.append(words)
    return Said(found.end(), " ".join(said), "document-number", sure, "" if sure else "abbreviation")


def yeared(cursor: Cursor) -> Said | None:
    """Nghị định 13/2023: the same form as a month and its year, told apart by the word before."""
    found = cursor.match(_YEARED)
    if not found or cursor.last() not in _SAME_WORD | {"nđ", "tt", "qđ", "nq"}:
        return None
    if cursor.behind()[-2:-1] == ["tháng"]:
        return None
    return Said(found.end(), f"{_number_words(found[1])} trên {cardinal(int(found[2]))}", "document-number")


def bare(cursor: Cursor) -> Said | None:
    """A kind and an issuer without a number: NĐ-CP, QĐ-UBND."""
    found = cursor.match(_BARE)
    if not found:
        return None
    kind, issuer = cursor.dictionary.documents.get(found[1]), cursor.dictionary.issuers.get(found[2])
    if kind is None or issuer is None or f"{found[1]}-{found[2]}" in cursor.dictionary.plain:
        return None
    return Said(found.end(), f"{kind} {issuer}", "document-number")


def _number_words(number: str) -> str:
    if number[0] == "0" and len(number) > 1:
        return digit_by_digit(number) if len(number) < 3 else f"không {cardinal(int(number))}"
    return cardinal(int(number))


def _first(code: str) -> str:
    return re.split(r"[-/.&– ]", code, maxsplit=1)[0]


def _code_words(code: str, dictionary: Dictionary, first_is_kind: bool) -> tuple[str, bool, bool]:
    """The words of a code, whether all of it is known, and whether any of it is."""
    said: list[str] = []
    sure, known, office = True, False, False
    for place, part in enumerate(p for p in re.split(r" ?[-/.&–] ?", code) if p):
        words = None if not office else dictionary.fields.get(part)
        words = words or _part_words(part, dictionary, as_kind=first_is_kind and place == 0)
        # What follows an office is the field of the writer: 345/CAP-TH.
        office = office or (words is not None and not (place == 0 and part in dictionary.documents))
        known = known or words is not None
        sure = sure and words is not None
        said.append(words or spell(part))
    return " ".join(said), sure, known


def _part_words(part: str, dictionary: Dictionary, as_kind: bool) -> str | None:
    found = _PIECE.fullmatch(part)
    if not found:
        return None
    letters, figures = found.groups()
    tail = f" {_term(letters)}{_number_words(figures)}" if figures else ""
    if as_kind and not figures and letters in dictionary.documents:
        return dictionary.documents[letters]
    return next((words + tail for words in _issuer_words(letters, dictionary)), None)


def _term(letters: str) -> str:
    return "khóa " if letters in ("QH", "UBTVQH", "HĐND") else ""


def _issuer_words(letters: str, dictionary: Dictionary) -> Iterator[str]:
    """Readings of an issuer, the best first: a known name, an office and its field, a body and its level, parts."""
    if letters in dictionary.issuers:
        yield dictionary.issuers[letters]
    for prefix, office in _PREFIXES.items():
        rest = letters.removeprefix(prefix)
        if rest != letters and rest in dictionary.fields and len(rest) > 1:
            yield f"{office} {dictionary.fields[rest]}"
    if letters in dictionary.fields:
        yield dictionary.fields[letters]
    for level, name in _LEVELS.items():
        rest = letters.removesuffix(level)
        if rest != letters and rest in dictionary.issuers and len(rest) > 1:
            yield f"{dictionary.issuers[rest]} {name}"
    if letters in dictionary.plain:
        yield dictionary.plain[letters]
    parts = _parts(letters, dictionary)
    if parts:
        yield " ".join(parts)


def _parts(letters: str, dictionary: Dictionary) -> list[str] | None:
    """The letters cut into known fields and issuers of two letters and more: VHKHTT, STTTT."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    for end in range(2, len(letters) + 1):
        for start in range(max(0, end - 8), end - 1):
            head, piece = best[start], letters[start:end]
            words = dictionary.fields.get(piece) or dictionary.issuers.get(piece)
            if head is not None and words and (best[end] is None or len(head) + 1 < len(best[end] or [])):
                best[end] = [*head, words]
    return best[-1]


FROM_DIGITS = (numbered, standard, yeared)
FROM_LETTERS = (bare,)
FROM_SYMBOLS = (blank_number,)
