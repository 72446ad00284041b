"""What a passage about loudspeakers asks for: plays or minutes, in which time, at what hours, how long at most."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from broadcaster.directives.airtimes import parts_of_day, times, weekdays
from broadcaster.directives.asking import INCREASE
from broadcaster.directives.counts import Count, counts, days_of_month, lengths, per_words
from broadcaster.directives.finding import PartOfDay, Per
from broadcaster.directives.outline import Paragraph
from broadcaster.directives.tables import bare_count, per_over

_FOR_EACH_ITEM = re.compile(
    r"\bmoi (?:bai|tin|ban tin|tin,? bai|luot|chuong trinh|chuyen muc|noi dung)\b[^.;,\d]{0,20}$"
)
_ON_ONE_DAY = re.compile(r"\brieng (?:trong )?(?:cac )?ngay\s*\d|\btrong ngay\b")
_EACH_TIME = re.compile(r"\bmoi buoi(?: phat)?\s+(?:\d|mot|hai|ba)")
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


def amounts(plain: str, sentence: str, paragraph: Paragraph) -> Iterator[Amount]:
    """What a stretch asks for; more than one amount where it names counts for different stretches of time."""
    quotas, longest = lengths(plain)
    said = _counted(plain, paragraph)
    per_day = Per.DAY if _ON_ONE_DAY.search(plain) else None
    base = Amount(
        plays=None,
        minutes=quotas[0].number if quotas else None,
        per=quotas[0].per if quotas else _nearest_per(plain, len(plain)),
        parts=parts_of_day(plain),
        times=times(plain),
        days=weekdays(plain) if _WEEKLY.search(sentence) or "thu" in plain else (),
        longest=longest[0].number if longest else None,
        increase=bool(INCREASE.search(sentence)),
    )
    if not said:
        yield base
        return
    ends = [start for _, _, start in said[1:]] + [len(plain)]
    for (number, per, start), end in zip(said, ends, strict=True):
        own = plain[start:end]
        yield replace(
            base,
            plays=number,
            per=per or base.per or per_day or per_over(paragraph),
            minutes=base.minutes if start == 0 else None,
            parts=parts_of_day(own) if len(said) > 1 else base.parts,
            times=times(own) if len(said) > 1 else base.times,
        )


def _counted(plain: str, paragraph: Paragraph) -> list[tuple[int, Per | None, int]]:
    """The plays of a stretch, their period and their place: counted, by days of the month, or in a table's cell."""
    parts = parts_of_day(plain)
    said = _airings(counts(plain), plain)
    if len(parts) > 1 and len(said) == 1 and not said[0][1] and _EACH_TIME.search(plain):
        said = [(said[0][0] * len(parts), Per.DAY, 0)]
    if not said and not lengths(plain)[0] and (on_days := days_of_month(plain)):
        said = [(on_days, Per.MONTH, 0)]
    if not said and (cell := bare_count(paragraph)):
        said = [(*cell, 0)]
    return said


def _airings(found: list[Count], plain: str) -> list[tuple[int, Per | None, int]]:
    """The counts of airings: one for each stretch of time; "một lần buổi sáng, một lần buổi chiều" are two plays."""
    found = [one for one in found if not _FOR_EACH_ITEM.search(plain[: one.start])]
    aired = [one for one in found if not one.written] or found
    if not aired:
        return []
    rest = [one.number for one in aired[1:]]
    if len(rest) > 1 and sum(rest) == aired[0].number:
        aired = aired[:1]  # "02 lượt (01 lượt sáng, 01 lượt chiều)" is said once more in its parts
    if len(aired) > 1 and all(parts_of_day(plain[one.end : one.end + 26]) for one in aired):
        per = next((one.per for one in aired if one.per), None) or _nearest_per(plain, aired[0].start)
        return [(sum(one.number for one in aired), per or Per.DAY, 0)]
    first = aired[0]
    chosen = [(first.number, first.per or _nearest_per(plain, first.start), 0)]
    for one in aired[1:]:
        if one.per and one.per not in [per for _, per, _ in chosen] and chosen[0][1]:
            chosen.append((one.number, one.per, one.start))
    return chosen


def _nearest_per(plain: str, at: int) -> Per | None:
    """The "hằng ngày" that stands nearest before a place, else the first behind it."""
    said = per_words(plain)
    before = [per for place, per in said if place <= at]
    return before[-1] if before else (said[0][1] if said else None)
