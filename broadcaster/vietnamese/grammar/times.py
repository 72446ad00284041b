"""The time of day: 8h30', 17g, 05:30, 8 giờ 30', and lengths in minutes and seconds."""

import re

from broadcaster.vietnamese.cursor import Cursor
from broadcaster.vietnamese.numerals import cardinal
from broadcaster.vietnamese.patterns import Pattern, cues
from broadcaster.vietnamese.reading import Said

_SECONDS = r"(?: ?(\d{1,2}) ?(?:''|\"|s(?!\w)|giây))?"
_HOURS = Pattern(
    rf"(\d{{1,3}}) ?[hH](?:(\d{{2}}|\d(?=['p]))(?: ?(?:'|ph?(?!\w)|phút)(?!'))?{_SECONDS}"
    rf"|[ ]?(\d{{1,2}}) ?(?:'(?!')|ph?(?!\w)|phút){_SECONDS})?(?!\w)"
)
_GIO = Pattern(r"(\d{1,2}) ?[gG](?:(\d{2})(?:'|ph?(?!\w)| ?phút)?)?(?!\w)")
_SPACED = Pattern(
    r"(\d{1,2}) ?(?:h|H|giờ) (\d\d)(?: ?(?:phút|'|p(?!\w)))?"
    r"(?= ?[,.;:)–-]|\s*$|\n| (?:ngày|sáng|trưa|chiều|tối|đêm|hôm|thứ|đến|tới|và|hằng|hàng)(?!\w))"
)
_COLON = Pattern(r"([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?: ?([hH])(?!\w))?(?![\d:])")
_MINUTES = Pattern(r"(\d{1,3}) ?'(?:(\d{1,2}) ?(?:''|\"))?(?!['\w])")
_SECONDS_ONLY = Pattern(r"(\d{1,3})(?:''|(?<=\d)s(?!\w))(?!\w)")
_SPRINT = Pattern(r"(\d{1,3})(?:''|\")(\d{1,2})(?![\w'\"])")
_CUES = cues("lúc từ đến tới trước sau khoảng vào hồi sáng trưa chiều tối đêm hết giờ: gian: quá - và mở cửa hẹn giờ")
_CLOCK_BEFORE = Pattern(r"\d ?[gGhH]\d{0,2} ?(?:[-–]|đến|và) ?\Z")
_CLOCK_AFTER = Pattern(r" ?(?:[-–]|đến) ?\d{1,2} ?[ghGH](?:\d\d)?(?!\w)")
_PARTS_OF_DAY = cues("sáng trưa chiều tối đêm ngày hôm hằng hàng")


def _clock(hours: str, minutes: str | None, seconds: str | None) -> str:
    said = [cardinal(int(hours)), "giờ"]
    if minutes and (int(minutes) or (seconds and int(seconds))):
        said += [cardinal(int(minutes)), "phút"]
    if seconds and int(seconds):
        said += [cardinal(int(seconds)), "giây"]
    return " ".join(said)


def hours(cursor: Cursor) -> Said | None:
    """8h30', 17h, 8h 30p, 8h30'15''."""
    found = cursor.match(_HOURS)
    if not found:
        return None
    minutes, seconds = found[2] or found[4], found[3] or found[5]
    if minutes and int(minutes) > 59:
        return None
    return Said(found.end(), _clock(found[1], minutes, seconds), "time")


def spaced_clock(cursor: Cursor) -> Said | None:
    """ "18 giờ 00" and "18h 30" where nothing that is counted follows."""
    found = cursor.match(_SPACED)
    if not found or int(found[1]) > 24 or int(found[2]) > 59:
        return None
    return Said(found.end(), _clock(found[1], found[2], None), "time")


def southern_hours(cursor: Cursor) -> Said | None:
    """19g30, and 17g where nothing says that it is a weight."""
    found = cursor.match(_GIO)
    if not found or int(found[1]) > 24 or (found[2] and int(found[2]) > 59):
        return None
    before = cursor.text[max(0, cursor.at - 12) : cursor.at]
    cued = (
        cursor.last() in _CUES
        or _CLOCK_AFTER.match(cursor.text, found.end())
        or _CLOCK_BEFORE.search(before)
        or cursor.next_word(found.end()) in _PARTS_OF_DAY
    )
    if not found[2] and (not cued or "G" in found[0]):
        return None
    return Said(found.end(), _clock(found[1], found[2], None), "time")


def colon(cursor: Cursor) -> Said | None:
    """05:30 and 21:00:30."""
    found = cursor.match(_COLON)
    if not found or cursor.recent(frozenset(("tỷ", "tỉ", "số", "lệ")), 1) or int(found[1]) > 24:
        return None
    return Said(found.end(), _clock(found[1], found[2], found[3]), "time")


def minutes(cursor: Cursor) -> Said | None:
    """15' and 1'30'': unless the mark closes a quotation."""
    if (found := cursor.match(_SPRINT)) and not _quotation_open(cursor):
        return Said(found.end(), f"{cardinal(int(found[1]))} giây {cardinal(int(found[2]))}", "time")
    if (found := cursor.match(_SECONDS_ONLY)) and (
        found[0].endswith("''") or cursor.recent(frozenset(("phút", "trong", "sau", "khoảng")), 3)
    ):
        return Said(found.end(), f"{cardinal(int(found[1]))} giây", "time")
    found = cursor.match(_MINUTES)
    if not found or _quotation_open(cursor):
        return None
    said = f"{cardinal(int(found[1]))} phút" + (f" {cardinal(int(found[2]))} giây" if found[2] else "")
    return Said(found.end(), said, "time")


def _quotation_open(cursor: Cursor) -> bool:
    chunk = cursor.text[max(0, cursor.at - 200) : cursor.at]
    return len(re.findall(r"(?:^|[ (])'(?=\S)", chunk)) > len(re.findall(r"[^\W\d_]'(?=[ ,.;:)]|$)", chunk))


def half_of_day(cursor: Cursor) -> Said | None:
    """AM and PM after an hour: "7h30 PM" is seven in the evening."""
    found = cursor.match(_HALF)
    clock = _CLOCK_JUST_BEFORE.search(cursor.text[max(0, cursor.at - 10) : cursor.at]) if found else None
    if not found or not clock:
        return None
    hour = int(clock[1])
    part = "sáng" if found[0][0] in "aA" else "trưa" if hour == 12 else "chiều" if hour < 6 else "tối"
    return Said(found.end(), part if clock[2] else f"giờ {part}", "time")


_HALF = Pattern(r"(?:[AP]\.?M|[ap]\.?m)(?!\w)\.?")
_CLOCK_JUST_BEFORE = Pattern(r"(?<![\d:])(\d{1,2})( ?(?:[hgHG]|giờ)(?: ?\d\d)?'?|:\d\d)? ?\Z")

FROM_LETTERS = (half_of_day,)
FROM_DIGITS = (spaced_clock, hours, southern_hours, colon, minutes)
