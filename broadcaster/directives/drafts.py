"""A loudspeaker duty while its passage is being read, and what makes the next amount a duty of its own."""

import re
from dataclasses import dataclass, field

from broadcaster.directives.amounts import Amount
from broadcaster.directives.asking import announces_at
from broadcaster.directives.finding import LoudspeakerDuty, PartOfDay, Per
from broadcaster.directives.outline import quoted
from broadcaster.directives.view import View

# "- Sáng 28/6 phát nhạc từ 6 giờ": an item that begins with its own day.
_ON_ITS_DAY = re.compile(r"\W*(?:[a-h\d.]{1,4}[.)]?\s*)?(?:sang|chieu|toi|ngay|dem)\s+(?:ngay\s+)?\d{1,2}/\d{1,2}\b")


@dataclass(slots=True)
class Draft:
    """A duty while its passage is being read. `shared`: other media are named beside the loudspeakers."""

    start: int
    end: int
    shared: bool
    annex: bool
    duty_words: bool = False
    begun: int = 0
    plays: int | None = None
    minutes: int | None = None
    per: Per | None = None
    parts: set[PartOfDay] = field(default_factory=set)
    times: set[str] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    longest: int | None = None
    increase: bool = False
    each_day: int = 1
    items: bool = False

    @property
    def says(self) -> bool:
        return bool(self.counted or self.times or self.parts)

    @property
    def counted(self) -> bool:
        return bool(self.plays or self.minutes)


def add(draft: Draft, amount: Amount) -> None:
    draft.plays = draft.plays or amount.plays
    draft.minutes = draft.minutes or amount.minutes
    draft.per = draft.per or amount.per
    draft.longest = draft.longest or amount.longest
    draft.parts.update(amount.parts)
    draft.times.update(amount.times)
    draft.days.update(amount.days)
    draft.increase |= amount.increase
    draft.items |= amount.items
    draft.each_day = max(draft.each_day, amount.each_day)


def holds_another(draft: Draft, amount: Amount) -> bool:
    """Whether the next amount is a duty of its own: another count, or another stretch of time."""
    if amount.increase and not draft.increase and amount.times and draft.counted and draft.times:
        return True  # "trong 03 ngày lễ phát thêm buổi trưa 11h30"
    again = (draft.plays and amount.plays) or (draft.minutes and amount.minutes)
    other = draft.per and amount.per and draft.per is not amount.per
    return bool(again or other or (draft.per is Per.DAY and amount.days and not draft.days))


def spread(draft: Draft | None, together: list[Draft]) -> None:
    """A length or hours on a line of its own are those of all the duties that stand together above it."""
    if draft is None or len(together) < 2 or not any(one is draft for one in together):
        return
    for one in together:
        one.longest = one.longest or draft.longest
        one.times = one.times or set(draft.times)


def another_time(draft: Draft, amount: Amount) -> bool:
    """Whether a further sentence that names loudspeakers again airs something else, at another part of the day."""
    said = bool(draft.times and draft.parts and amount.parts and not draft.counted)
    return said and draft.parts.isdisjoint(amount.parts) and not amount.plays


def of_its_own(draft: Draft, amount: Amount, plain: str) -> bool:
    """Whether a further item is no detail: other weekdays, or something else to be announced at its own hours."""
    if _ON_ITS_DAY.match(plain):
        return True
    return bool(
        (draft.days and amount.days and draft.days.isdisjoint(amount.days)) or (draft.counted and announces_at(plain))
    )


def finished(seen: View, draft: Draft) -> LoudspeakerDuty:
    plays, per = draft.plays, draft.per
    rule = "loudspeaker.count" if plays else "loudspeaker.minutes" if draft.minutes else ""
    if not rule and draft.days and per in (None, Per.WEEK) and not (draft.times and len(draft.days) >= 5):
        plays, per, rule = len(draft.days) * max(1, len(draft.times), draft.each_day), Per.WEEK, "loudspeaker.weekdays"
    elif not rule and draft.times and (per is Per.DAY or len(draft.days) >= 5):
        plays, per, rule = len(draft.times), Per.DAY, "loudspeaker.times"
    if not rule:
        said = (draft.increase and "increase") or ((draft.parts or draft.times or per) and "when") or "use"
        rule = f"loudspeaker.{said}"
    parts = tuple(part for part in PartOfDay if part in draft.parts)
    return LoudspeakerDuty(
        quoted(seen, draft.start, draft.end, rule),
        plays,
        draft.minutes,
        per,
        parts,
        tuple(sorted(draft.times)),
        draft.longest,
        draft.increase,
    )
