"""From what a directive says to the terms of a campaign: a proposal that a person corrects and confirms."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from uuid import UUID

from broadcaster.campaign import Campaign, Directive, Obligation, Per
from broadcaster.duty import Findings, ReportDuty, SpeakerDuty
from broadcaster.station import Slot, Station

PARTS: dict[str, tuple[time, time]] = {
    "sáng sớm": (time(4, 30), time(8)),
    "sáng": (time(4, 30), time(11)),
    "chiều": (time(12), time(18)),
    "chiều tối": (time(16), time(20)),
    "tối": (time(18), time(22)),
}
"""When a slot begins that belongs to a part of the day. The documents name no hours; these are the usual ones."""

A_MONTH = timedelta(days=29)
NEAR = 60
"""Minutes a slot may begin beside the hour that a document names."""


def slots_for(duty: SpeakerDuty, slots: Iterable[Slot]) -> frozenset[str]:
    """The station's slots that a duty speaks of; none when it names neither part of the day nor hour."""
    known = list(slots)
    found = {one.id for one in known for part in duty.parts_of_day if _in_part(one, part)}
    for hour in duty.times:
        near = min(known, key=lambda one: abs(_minutes(one.start) - _minutes(hour)), default=None)
        if near is not None and abs(_minutes(near.start) - _minutes(hour)) <= NEAR:
            found.add(near.id)
    return frozenset(found)


def terms(id: UUID, directive: Directive, findings: Findings, station: Station, today: date) -> Campaign:
    """A campaign that would carry out `findings`; where they are silent, once a day for a month from today.

    A quota "a month" becomes one a week, rounded up, because a week is what the schedule shows.
    """
    first = findings.first or today
    last = findings.last or first + A_MONTH
    once = [one.once for one in findings.reports if one.once is not None]
    closing = max(once, default=None)
    kept = tuple(one for one in findings.reports if one.once is None or one.once != closing)
    to = next((one.addressee for one in findings.reports if one.once == closing and closing), "")
    name = findings.title or directive.title
    quota = _quota(findings, station)
    return Campaign(id, name[:200], first, max(first, last), quota, (directive,), closing, to, duties=_timed(kept))


def _timed(duties: tuple[ReportDuty, ...]) -> tuple[ReportDuty, ...]:
    return tuple(one for one in duties if one.every is not None or one.once is not None)


def _quota(findings: Findings, station: Station) -> Obligation:
    """The strictest of the duties: the most plays, the most minutes, every slot that any of them names.

    R1 asks for one play a day "in early morning and dusk"; one in each, two in all, satisfies both ways to read it.
    """
    daily = [one for one in findings.loudspeaker if one.per == "day"]
    longer = [one for one in findings.loudspeaker if one.per in ("week", "month") and (one.plays or one.minutes)]
    slots = frozenset().union(*(slots_for(one, station.slots) for one in findings.loudspeaker))
    if daily or not longer:
        plays = max((one.plays or 0 for one in daily), default=0)
        minutes = max((one.minutes or 0 for one in daily), default=0)
        plays = max(plays if plays or minutes else 1, len(slots))
        return Obligation(plays, findings.topics, slots, minutes)
    plays, minutes = (max(_weekly(one, value) for one, value in pairs) for pairs in _pairs(longer))
    return Obligation(plays, findings.topics, slots, minutes, Per.WEEK)


def _pairs(duties: list[SpeakerDuty]) -> tuple[list[tuple[SpeakerDuty, int]], list[tuple[SpeakerDuty, int]]]:
    return [(one, one.plays or 0) for one in duties], [(one, one.minutes or 0) for one in duties]


def _weekly(duty: SpeakerDuty, wanted: int) -> int:
    return wanted if duty.per == "week" else -(-wanted // 4)


def _in_part(slot: Slot, part: str) -> bool:
    since, until = PARTS.get(part, (time(0), time(0)))
    return since <= slot.start < until


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
