"""Counting airings: the entries of one item in one occurrence are one airing (lượt phát), however often it was tried.

A programme item that an urgent broadcast cut in two, and one that was tried again after a silent failure, stand in the
log as several entries; a listener heard the item once. The repetitions of an urgent broadcast are heard each for
itself, so each counts. In a station of several zones the figures of the whole take an item as complete only where every
zone heard it in full, and its time as the longest that one zone heard.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from broadcaster.airing import Outcome, PlayLogEntry, Reason

ENOUGH = 0.95
"""The part of an item's length that has to be heard for it to count as complete, as in the ear's own verdict."""

_GRAVITY = (
    Outcome.COMPLETE,
    Outcome.UNMEASURED,
    Outcome.PARTIAL,
    Outcome.CUT_IN,
    Outcome.STOPPED,
    Outcome.OUT_OF_HOURS,
    Outcome.MISSED,
    Outcome.FAILED,
)


@dataclass(frozen=True, slots=True)
class Airing:
    """One item of one occurrence as a report counts it. `slot` "" is an order at once; `started` None: no sound."""

    occurrence: str
    slot: str
    bulletin: UUID
    zones: tuple[str, ...]
    title: str
    kind: str
    topic: str
    urgent: bool
    day: date
    planned: datetime
    started: datetime | None
    wanted: timedelta
    heard: timedelta
    outcome: Outcome
    reason: Reason


def airings(entries: Iterable[PlayLogEntry], timezone: ZoneInfo, by_zone: bool = False) -> list[Airing]:
    """The entries as airings, by planned time; with `by_zone` each zone's for itself."""
    parts: dict[tuple[object, ...], dict[str, list[PlayLogEntry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        ordered = entry.occurrence.startswith("order/")
        key = (entry.occurrence, entry.bulletin, entry.attempt if ordered else 0, entry.zone if by_zone else "")
        parts[key][entry.zone].append(entry)
    found = [_airing(zones, timezone) for zones in parts.values()]
    return sorted(found, key=lambda one: (one.planned, one.occurrence, one.title))


def _airing(zones: dict[str, list[PlayLogEntry]], timezone: ZoneInfo) -> Airing:
    """One item from what each zone's log says of it."""
    judged = [(_judged(log), log) for log in zones.values()]
    (outcome, reason, heard), _ = max(judged, key=lambda one: _GRAVITY.index(one[0][0]))
    heard = max(one[0][2] for one in judged)
    if outcome not in (Outcome.COMPLETE, Outcome.UNMEASURED) and heard:
        outcome = Outcome.PARTIAL if outcome in (Outcome.MISSED, Outcome.FAILED, Outcome.OUT_OF_HOURS) else outcome
    every = sorted((entry for log in zones.values() for entry in log), key=lambda entry: entry.number)
    first = every[0]
    ordered = first.occurrence.startswith("order/")
    return Airing(
        occurrence=first.occurrence,
        slot="" if ordered else first.occurrence.partition("/")[2],
        bulletin=first.bulletin,
        zones=tuple(zones),
        title=first.title,
        kind=first.kind,
        topic=first.topic,
        urgent=first.priority == "urgent",
        day=first.planned.astimezone(timezone).date(),
        planned=min(entry.planned for entry in every),
        started=min((entry.started for entry in every if entry.started), default=None),
        wanted=max(entry.wanted for entry in every),
        heard=heard,
        outcome=outcome,
        reason=reason,
    )


def _judged(log: Sequence[PlayLogEntry]) -> tuple[Outcome, Reason, timedelta]:
    """One zone's entries of one item: parts that together make it whole are a complete airing."""
    last = max(log, key=lambda entry: entry.number)
    whole = max(entry.wanted for entry in log)  # what is wanted of a part that goes on is only the rest
    heard = min(sum((entry.heard for entry in log), timedelta()), whole)
    spoken = [entry for entry in log if entry.outcome.was_heard]
    if spoken:
        return spoken[-1].outcome, spoken[-1].reason, heard
    cut = any(entry.outcome is Outcome.CUT_IN for entry in log)
    if cut and len(log) > 1 and whole and heard >= ENOUGH * whole:
        return Outcome.COMPLETE, Reason.NONE, heard
    return last.outcome, last.reason, heard
