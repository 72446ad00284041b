"""Which medium a stretch of a sentence speaks of: the loudspeakers, or Zalo, the portal, leaflets, meetings …"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from broadcaster.directives.rules import table
from broadcaster.directives.view import as_seen

_OWN = (
    r"\bloa\b|\btruyen thanh\b|\bphat thanh\b|\bdai\s+phat\b(?!\s+thanh)"
    r"|\b(?:de nghi|giao|yeu cau)\s+dai\b(?!\s+(?:phat thanh|truyen hinh|tieng noi|khi tuong))"
)
# "tăng thời lượng, tần suất phát các tin, bài" speaks of airtime though no loudspeaker is named (R11).
_TELEVISION = re.compile(r"\btruyen hinh\b|\bbao va phat thanh\b|\bptth\b|\bpt-th\b")
_AIRTIME = (
    r"\b(?:thoi luong|tan suat|so luot|so buoi|so lan)\b[^.;:]{0,25}?\bphat\b(?!\s+(?:hien|trien|dong|sinh"
    r"|song truyen))"
    r"|\b(?:khung gio|gio|lich|thoi diem) phat\b(?!\s+(?:hien|trien|dong|sinh|song truyen))"
)


# "nhắc nhở Nhân dân treo cờ": what the people are told to do is no other medium.
_TOLD_TO_PEOPLE = re.compile(
    r"\b(?:nhac|nhac nho|van dong|keu goi|thong bao)\b[^,;.]{0,25}\b(?:nhan dan|nguoi dan|ba con|cac ho|ho dan"
    r"|ho gia dinh)"
    r"\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
# "nhắc lịch ra quân", "thông báo lịch họp": what is announced is no other medium.
_IS_ANNOUNCED = re.compile(r"\b(?:(?:lich|thoi gian|giay moi|ngay gio)\s+|tiep (?:am|song)\s+(?:\w+\s+){0,3})$")
# Loudspeakers inside one house are its own, not the ward's.
_OF_A_HOUSE = re.compile(
    r"(?:\s+(?:phat thanh|truyen thanh|cua|trong|tai))*\s+(?:ky tuc xa|hoi truong|nha may|xi nghiep|benh vien|sieu thi"
    r"|ben xe|nha ga|toa nha)\b"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A medium named from `start` to `end` of a sentence."""

    start: int
    end: int
    loudspeaker: bool
    verb: bool = False
    airtime: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a sentence whose counts belong to one group of media."""

    start: int
    end: int
    loudspeaker: bool
    other: bool


def _alternatives(words: list[str]) -> str:
    return "|".join(rf"\b{re.escape(as_seen(word))}\b" for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=1)
def _media() -> re.Pattern[str]:
    data = table("media")
    own = f"{_alternatives(data['loudspeaker']['words'])}|{_OWN}"
    other = f"{_alternatives(data['loudspeaker']['not'])}|{_alternatives(data['other']['words'])}"
    return re.compile(
        rf"(?P<verb>{_alternatives(data['other']['verbs'])})|(?P<other>{other})|(?P<own>{own})|(?P<airtime>{_AIRTIME})"
    )


@lru_cache(maxsize=2000)
def mentions(plain: str) -> tuple[Mention, ...]:
    """Every medium a sentence names, in its order."""
    found: list[Mention] = []
    for one in _media().finditer(plain):
        verb = one.lastgroup == "verb"
        if verb and re.match(r"(?:\s+tai|\s+phat)?\s*(?:,|va|hoac)?\s*\bphat\b", plain[one.end() :]):
            continue  # "đăng, phát trên …" is one action on all that follows
        if verb and _TOLD_TO_PEOPLE.search(plain, 0, one.start()):
            continue
        if one.lastgroup == "other" and _IS_ANNOUNCED.search(plain, 0, one.start()):
            continue
        airtime = one.lastgroup == "airtime"
        television = airtime and _TELEVISION.search(plain, 0, one.start()) is not None
        own = (one.lastgroup == "own" and not _OF_A_HOUSE.match(plain, one.end())) or (airtime and not television)
        found.append(Mention(one.start(), one.end(), own, verb, airtime))
    return tuple(found)


def stretches(plain: str, marks: list[int]) -> list[Stretch]:
    """Share a sentence out among the media it names; `marks` are the places of its counts.

    Media without a count between them are one group. A count belongs to the group before it, or, in a sentence that
    begins with its count, to the group after it. A verb such as "đăng" begins a new group.
    """
    named = mentions(plain)
    if not named:
        return []
    groups: list[list[Mention]] = [[named[0]]]
    for before, one in pairwise(named):
        between = any(before.end <= mark < one.start for mark in marks)
        if between or (one.verb and any(mention.loudspeaker for mention in groups[-1])):
            groups.append([one])
        else:
            groups[-1].append(one)
    counts_first = bool(marks) and marks[0] < named[0].start
    found: list[Stretch] = []
    for place, group in enumerate(groups):
        start = 0 if place == 0 else (groups[place - 1][-1].end if counts_first else group[0].start)
        last = place == len(groups) - 1
        end = len(plain) if last else (group[-1].end if counts_first else groups[place + 1][0].start)
        own = any(one.loudspeaker for one in group)
        found.append(Stretch(start, end, own, any(not one.loudspeaker for one in group)))
    return found


def only_loudspeakers(plain: str) -> bool:
    """Whether loudspeakers are the only medium named."""
    named = mentions(plain)
    return bool(named) and all(one.loudspeaker for one in named)


def names_loudspeakers(plain: str) -> bool:
    """Whether loudspeakers are among the media named."""
    return any(one.loudspeaker for one in mentions(plain))


@lru_cache(maxsize=8)
def listed(section: str, key: str) -> re.Pattern[str]:
    """A list of data/media.toml as one pattern."""
    return re.compile(_alternatives(table("media")[section][key]))
