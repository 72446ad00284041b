"""A rule of repetition said back as a sentence: when a placement sounds, where, and which days are left out."""

from collections.abc import Iterable
from datetime import date

from broadcaster.placement import Placement
from broadcaster.station import Slot, Station
from web.sentences import say
from web.words import WEEKDAY_OFTEN

MOST_NAMED = 3
"""Days left out that are named; of more only the number is said."""


def rule(station: Station, placement: Placement) -> str:
    """Of a placement that stands."""
    slot = station.slot(placement.slot)
    if slot is None:
        return say("rule_no_slot")
    return sentence(
        station, slot, placement.first, placement.last, placement.weekdays, placement.zones, placement.skipped
    )


def sentence(
    station: Station,
    slot: Slot,
    first: date,
    last: date | None,
    weekdays: frozenset[int] = frozenset(),
    zones: Iterable[str] = (),
    skipped: Iterable[date] = (),
) -> str:
    """ "Phát lúc 06:30 các ngày thường, trừ ngày lễ, từ 24/11/2026 đến 04/12/2026." """
    parts = [say("rule_at", clock=f"{slot.start:%H:%M}", days=days(station, first, last, weekdays))]
    parts += [_span(first, last)] if last != first else []
    left = sorted(one for one in skipped if one >= first and (last is None or one <= last))
    if left:
        named = ", ".join(f"{one:%d/%m/%Y}" for one in left[:MOST_NAMED])
        more = say("rule_skip_more", count=len(left) - MOST_NAMED) if len(left) > MOST_NAMED else ""
        parts.append(say("rule_skip", days=named) + more)
    wanted = [zone.name for zone in station.zones if zone.id in set(zones)]
    if wanted and len(wanted) < len(slot.zones):
        parts.append(say("rule_zones", zones=", ".join(wanted)))
    return ", ".join(parts) + "."


def days(station: Station, first: date, last: date | None, weekdays: frozenset[int]) -> str:
    """Which days of the week, in words; holidays are always left out, so that is said wherever there are any."""
    if last == first:
        return say("rule_day", weekday=WEEKDAY_OFTEN[first.weekday()], day=f"{first:%d/%m/%Y}")
    heard = weekdays & station.policy.weekdays if weekdays else station.policy.weekdays
    if weekdays and not heard:
        return say("rule_never")
    if heard == frozenset(range(7)):
        said = say("rule_every_day")
    elif heard == frozenset(range(5)):
        said = say("rule_workdays")
    else:
        names = [WEEKDAY_OFTEN[day] for day in sorted(heard)]
        said = say("rule_weekdays", days=names[0] if len(names) == 1 else _and(names))
    holidays = any(first <= one and (last is None or one <= last) for one in station.holidays)
    return said + (say("rule_not_holidays") if holidays else "")


def _and(names: list[str]) -> str:
    return say("rule_and", some=", ".join(names[:-1]), one=names[-1])


def _span(first: date, last: date | None) -> str:
    if last is None:
        return say("rule_from", first=f"{first:%d/%m/%Y}")
    return say("from_to", first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")
