"""What a passage about loudspeakers asks for: plays or minutes, in which time, at what hours, how long at most."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from broadcaster.directives.airtimes import parts_of_day, times, weekdays
from broadcaster.directives.asking import INCREASE
from broadcaster.directives.counts import (
    EACH_PART,
    INTERVAL,
    NUMBER,
    Count,
    Minutes,
    counts,
    days_of_month,
    days_of_week,
    lengths,
    number,
    per_words,
    scattered_days,
)
from broadcaster.directives.days import TIME, WEEKDAY
from broadcaster.directives.finding import PartOfDay, Per
from broadcaster.directives.outline import Paragraph
from broadcaster.directives.tables import bare_count, per_over

_FOR_EACH_ITEM = re.compile(
    r"\bmoi (?:bai|tin|ban tin|tin,? bai|luot|chuong trinh|chuyen muc|noi dung|buoi phat(?: thanh"
    r"| song)?)\b[^.;,\d]{0,20}$"
)
_AT_A_PLACE = re.compile(r"\s+(?:tai|o|doi voi|tren)\s+\w")
_SELF_MADE = re.compile(r"\btrong do\b[^.;]*\b(?:TU|tu|dia phuong|phuong|xa|dai)(?: \w+)? san xuat\b")
_EACH_ITEM = re.compile(
    r"\bmoi (?:so|tin|bai|ban tin|tin,? bai|chuyen de|phong su)\s+(?:duoc\s+)?phat\s+[^.;,\d]{0,20}$"
)
_ON_DAYS = re.compile(r"\bcac ngay\s+\d|\btu\s+(?:ngay\s+\d|\d{1,2}/\d)[^.;]{0,24}\bden\b")
_ON_ONE_DAY = re.compile(r"\brieng (?:trong )?(?:cac )?ngay\s*\d|\btrong ngay\b")
_IN_ANOTHER_CASE = re.compile(r"\b(?:(?:SAU|sau) do|khi|rieng|trong (?:dip|dot|tuan|nhung ngay)|dip|dot cao diem)\b")
# "sáng và chiều các ngày thứ Ba, thứ Năm": two plays on each of the days.
_BOTH = re.compile(r"\b(?:sang|trua|chieu)\s*(?:va|,|-)\s*(?:buoi\s+)?(?:trua|chieu|toi)\b(?! (?:thieu|da\b|DA\b))")
_ONE_ITEM = re.compile(
    rf"\bmoi (?P<per>ngay|tuan)\s+(?:phat\s+)?(?P<n>{NUMBER})\s+(?:guong|thong diep|chu de|(?:mau|cau) chuyen"
    rf"|noi dung|cau(?: hoi)?"
    r"|tinh huong|khau hieu|tieu pham|tiet muc|thu doan|canh bao)\b"
)
_DAILY_HERE = re.compile(r"\bhang ngay\s+(?:tai|doi voi|o)\b")  # "hằng ngày tại nơi có dịch, 02 lần/tuần ở nơi khác"
_EACH_TIME = re.compile(r"\b(?:\d{1,2}|hai|ba) (?:lan|luot)\s*/\s*buoi\b|\bmoi buoi(?: phat)?\s+(?:\d|mot|hai|ba)")
_WEEKLY = re.compile(r"\b(?:hang tuan|moi tuan|cac ngay|trong tuan|vao (?:cac )?(?:buoi )?)")


@dataclass(frozen=True, slots=True)
class Amount:
    """What one stretch of a sentence asks for."""

    plays: int | None
    minutes: int | None
    per: Per | None
    parts: tuple[PartOfDay, ...]
    times: tuple[str, ...]
    days: tuple[int, ...]
    longest: int | None
    increase: bool
    each_day: int = 1
    items: bool = False


def amounts(plain: str, sentence: str, paragraph: Paragraph) -> Iterator[Amount]:
    """What a stretch asks for; more than one amount where it names counts for different stretches of time."""
    base, quotas = _uncounted(plain, sentence)
    said = _counted(plain, paragraph)
    if not said:
        yield base
        for quota in quotas[1:]:  # "15 phút/ngày tại vùng có dịch, 15 phút/tuần tại vùng chưa có dịch"
            if quota.per is not quotas[0].per:
                yield replace(base, minutes=quota.number, per=quota.per, parts=(), times=())
        return
    here = _DAILY_HERE.search(plain) if said[0][1] not in (None, Per.DAY) else None
    if here and here.end() < counts(plain)[0].start:
        yield replace(base, per=Per.DAY, parts=(), times=())
    per_day = Per.DAY if _ON_ONE_DAY.search(plain) else None
    several = len(said) > 1
    ends = [start for _, _, start in said[1:]] + [len(plain)]
    for (plays, per, start), end in zip(said, ends, strict=True):
        own = plain[start:end]
        yield replace(
            base,
            plays=plays,
            longest=next((one.number for one in lengths(own)[1]), base.longest) if several else base.longest,
            per=per or base.per or per_day or per_over(paragraph),
            minutes=base.minutes if start == 0 else None,
            parts=parts_of_day(own) if several else base.parts,
            times=times(own) if several else base.times,
            increase=bool(INCREASE.search(own)) if several else base.increase,
            items=per is None and base.per is None and all(one.written for one in counts(plain)),
        )


def _uncounted(plain: str, sentence: str) -> tuple[Amount, list[Minutes]]:
    """Everything a stretch asks for but its counts; and its quotas in minutes."""
    quotas, longest = lengths(plain)
    named, hours = weekdays(plain), times(plain)
    weekly = bool(quotas) and quotas[0].per is Per.WEEK
    if weekly and named and "tuan" not in plain[quotas[0].start : quotas[0].end]:
        quotas, longest = quotas[1:], [*longest, quotas[0]]  # "tối thứ Ba hằng tuần, thời lượng 08 phút": each time
    daily = (
        Per.DAY if hours and _ON_DAYS.search(plain) and not scattered_days(plain) else None
    )  # "lúc 17h các ngày 06, 07 và 08/7"
    base = Amount(
        plays=None,
        minutes=quotas[0].number if quotas else None,
        per=quotas[0].per if quotas else _nearest_per(plain, len(plain)) or daily,
        parts=parts_of_day(plain),
        times=() if INTERVAL.search(plain) else hours,
        days=named if _WEEKLY.search(sentence) or "thu" in plain else (),
        longest=longest[0].number if longest else None,
        increase=bool(INCREASE.search(sentence)),
        each_day=2 if _BOTH.search(plain) else 1,
    )
    return base, quotas


def _counted(plain: str, paragraph: Paragraph) -> list[tuple[int, Per | None, int]]:
    """The plays of a stretch, their period and their place: counted, by days of the month, or in a table's cell."""
    parts = parts_of_day(plain)
    said = _airings(counts(plain), plain)
    if len(parts) > 1 and len(said) == 1 and not said[0][1] and _EACH_TIME.search(plain):
        said = [(said[0][0] * len(parts), Per.DAY, 0)]
    if not said and not lengths(plain)[0] and (on_days := days_of_month(plain)):
        said = [(on_days, Per.MONTH, 0)]
    if not said and (items := _ONE_ITEM.search(plain)):
        said = [(number(items["n"]), Per.DAY if items["per"] == "ngay" else Per.WEEK, 0)]
    if not said and not lengths(plain)[0] and (on_days := days_of_week(plain)):
        said = [(on_days * max(1, len(times(plain))), Per.WEEK, 0)]
    if not said and (single := scattered_days(plain)):
        said = [(single * max(1, len(times(plain))), None, 0)]
    if not said and (pairs := _each_day_its_hour(plain)):
        said = [(pairs, Per.WEEK, 0)]
    if not said and (cell := bare_count(paragraph)):
        said = [(*cell, 0)]
    return said


def _each_day_its_hour(plain: str) -> int:
    """ "5 giờ 30 Chủ nhật và 17 giờ thứ Bảy hàng tuần": as many plays a week as hours, each with its own day."""
    hours = [one.start() for one in TIME.finditer(plain)]
    days = [one.start() for one in WEEKDAY.finditer(plain)]
    turns = sorted([(at, "hour") for at in hours] + [(at, "day") for at in days])
    alternate = all(before[1] != one[1] for before, one in pairwise(turns))
    return len(days) if alternate and len(days) == len(hours) > 1 else 0


def _airings(found: list[Count], plain: str) -> list[tuple[int, Per | None, int]]:
    """The counts of airings: one for each stretch of time; "một lần buổi sáng, một lần buổi chiều" are two plays."""
    found = [one for one in found if one.per or not _FOR_EACH_ITEM.search(plain[: one.start])]
    aired = [one for one in found if not one.written] or found
    if not aired:
        return []
    if again := _each_again(found, plain):
        return [again]
    rest = [one.number for one in aired[1:]]
    if len(rest) > 1 and sum(rest) == aired[0].number:
        aired = aired[:1]  # "02 lượt (01 lượt sáng, 01 lượt chiều)" is said once more in its parts
    each = [one for one in aired if EACH_PART.search(plain[: one.start])]
    if each:
        return [(sum(one.number for one in each), Per.DAY, 0)]
    if len(aired) > 1 and all(parts_of_day(plain[one.end : one.end + 26]) for one in aired):
        per = next((one.per for one in aired if one.per), None) or _nearest_per(plain, aired[0].start)
        return [(sum(one.number for one in aired), per or Per.DAY, 0)]
    first = aired[0]
    chosen = [(first.number, first.per or _nearest_per(plain, first.start), 0)]
    for one in aired[1:]:
        case = _IN_ANOTHER_CASE.search(plain, chosen[-1][2], one.start)
        own = one.per or (_nearest_per(plain, one.start) if case else None)
        if own and one.per and not case and _elsewhere(plain, aired[0].end, one):
            chosen.append((one.number, own, one.start))
        elif own and chosen[0][1] and (case or own not in [per for _, per, _ in chosen]):
            chosen.append((one.number, own, case.start() if case else one.start))
    return chosen


def _elsewhere(plain: str, first: int, one: Count) -> bool:
    """ "5 lần/ngày tại vùng ảnh hưởng, 3 lần/ngày tại các nơi khác"; "…, trong đó tự sản xuất 03 chương trình/tuần"."""
    both = _AT_A_PLACE.match(plain, first) and _AT_A_PLACE.match(plain, one.end)
    return bool(both) or _SELF_MADE.search(plain, first, one.start) is not None


def _each_again(found: list[Count], plain: str) -> tuple[int, Per | None, int] | None:
    """ "01 số/tuần, mỗi số phát ít nhất 02 lần" is two plays a week."""
    for item, again in pairwise(found):
        per = item.per or _nearest_per(plain, item.start)
        if item.written and per and not again.written and _EACH_ITEM.search(plain[item.end : again.start]):
            return item.number * again.number, per, 0
    return None


def _nearest_per(plain: str, at: int) -> Per | None:
    """The "hằng ngày" that stands nearest before a place, else the first behind it."""
    said = per_words(plain)
    before = [per for place, per in said if place <= at]
    return before[-1] if before else (said[0][1] if said else None)
