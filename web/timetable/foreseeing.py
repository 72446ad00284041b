"""What a wish to place or move a bulletin would come to, asked of the same function that makes the programme."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from broadcaster.airing import PlayLogEntry, Reason
from broadcaster.bulletin import Bulletin, Decision, Status, Verdict
from broadcaster.placement import Placement
from broadcaster.planning import LeftOut, Planned, running_order
from broadcaster.station import Occurrence
from web.desk import Desk
from web.timetable.week import Wish

FORESEEN = 10
"""Occurrences of which a preview shows the outcome."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What one occurrence would come to; `pushed_out` are others that lose their place to the newcomer.

    `twice`: the bulletin stands in this occurrence already, and sounds once all the same.
    """

    occurrence: Occurrence
    planned: Planned | None
    reason: Reason | None
    pushed_out: tuple[LeftOut, ...]
    length: timedelta
    twice: bool = False


def preview(here: Desk, wish: Wish) -> list[Foreseen]:
    """What the daemon would be told with this wish kept: the same function, asked with one placement more."""
    assert wish.bulletin is not None and wish.slot is not None
    now = here.now()
    last = wish.last or wish.first + timedelta(days=60)
    placement = _placement(here, wish, now)
    kept = here.store.placements(wish.first, last)
    found: list[Foreseen] = []
    for occurrence in here.station.occurrences(wish.first, last):
        if placement.covers(occurrence) and occurrence.ends > now:
            found.append(foresee(here, occurrence, wish.bulletin, placement, kept, now))
        if len(found) == FORESEEN:
            break
    return found


def _placement(here: Desk, wish: Wish, now: datetime) -> Placement:
    assert wish.bulletin is not None and wish.slot is not None
    nobody = uuid4()
    return Placement(
        id=uuid4(),
        station=here.station.id,
        bulletin=wish.bulletin.id,
        slot=wish.slot.id,
        first=wish.first,
        last=wish.last,
        weekdays=wish.weekdays,
        position=wish.position,
        by=nobody,
        by_name="",
        created=now,
        zones=wish.zones,
    )


def foresee(
    here: Desk, occurrence: Occurrence, bulletin: Bulletin, new: Placement, kept: Sequence[Placement], now: datetime
) -> Foreseen:
    """The running order before and after, compared."""
    standing = [one for one in kept if one.covers(occurrence)]
    others = [here.store.bulletin(key) for key in {one.bulletin for one in standing} - {bulletin.id}]
    log: list[PlayLogEntry] = here.store.entries_of(occurrence.key)
    log += here.store.freshness([bulletin.id, *(one.id for one in others)])
    before = running_order(here.station, occurrence, others, standing, log, now)
    after = running_order(here.station, occurrence, [*others, as_if_approved(bulletin)], [*standing, new], log, now)
    planned = next((one for one in after.planned if one.bulletin.id == bulletin.id), None)
    reason = next((one.reason for one in after.left_out if one.bulletin.id == bulletin.id), None)
    out_before = {one.bulletin.id for one in before.left_out}
    pushed = tuple(
        one for one in after.left_out if one.bulletin.id != bulletin.id and one.bulletin.id not in out_before
    )
    twice = any(one.bulletin == bulletin.id for one in standing)
    return Foreseen(occurrence, planned, reason, pushed, after.length, twice)


def as_if_approved(bulletin: Bulletin) -> Bulletin:
    """A pending bulletin with its sound, as it would stand after approval: only to foresee whether it fits."""
    if bulletin.status is not Status.PENDING or bulletin.rendition is None:
        return bulletin
    sha256 = bulletin.rendition.sha256
    decision = Decision(Verdict.APPROVED, sha256, bulletin.author, "", bulletin.updated)
    return replace(bulletin, status=Status.APPROVED, decision=decision)


def preview_move(here: Desk, old: Placement, new: Placement) -> list[Foreseen]:
    """The first occurrences of `new`, with `old` gone from where it stood on these days."""
    now = here.now()
    last = new.last or new.first + timedelta(days=60)
    kept = [one for one in here.store.placements(new.first, last) if one.id != old.id]
    bulletin = here.store.bulletin(new.bulletin)
    found = []
    for occurrence in here.station.occurrences(new.first, last):
        if new.covers(occurrence) and occurrence.ends > now:
            found.append(foresee(here, occurrence, bulletin, new, kept, now))
        if len(found) == FORESEEN:
            break
    return found
