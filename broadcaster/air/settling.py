"""Closing what was left open: airings cut by a crash, and items of past slots that never sounded."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from broadcaster.air.entering import killed, words
from broadcaster.air.orders import FRESH, LEAD
from broadcaster.air.unplayed import log_unplayed
from broadcaster.airing import AiringKey, Outcome, PlayLogEntry, Reason
from broadcaster.bulletin import Bulletin
from broadcaster.errors import NotFound
from broadcaster.parts import next_repetition
from broadcaster.placement import AirOrder, OrderState
from broadcaster.programme import programme
from broadcaster.station import Occurrence, Station
from broadcaster.store import Store
from broadcaster.store.columns import SPOILED

FARTHEST = timedelta(days=31)
"""How far back a station that was switched off accounts for the slots it missed."""

MARK = "settled_until"

AT_LEAST = timedelta(hours=1)
"""How often the mark goes on though no slot has ended: each time it is written, everything is asked again."""

Jumps = Sequence[tuple[datetime, datetime]]
"""Steps of the wall clock forward: from, to."""


def settle_open(
    store: Store,
    now: datetime,
    zones: Collection[str] = (),
    only: Collection[UUID] | None = None,
    obeyed: Collection[UUID] = (),
) -> int:
    """End every airing that a killed daemon left open, saying how far it had come; returns how many.

    Call before the first turn, or with `only` the airings that were open before it, and `obeyed` the orders that have
    been taken since. Orders that were taken and are done in each of `zones`, or too old, are closed; what is left of
    the others is for `Playout.recover`.
    """
    left = [one for one in store.open_airings() if only is None or one[0].id in only]
    for airing, position in left:
        store.end_airing(airing.id, **words(killed(airing, position, now)))
    for order in store.taken_orders():
        if order.id not in obeyed:
            _settle_order(store, order, now, zones)
    for one in store.on_air():
        store.set_on_air(one.zone, None)
    return len(left)


def _settle_order(store: Store, order: AirOrder, now: datetime, zones: Collection[str]) -> None:
    """Close an order that is done in every zone; one too old to go on with gets an entry for each that is owed it."""
    said = store.entries_of(order.occurrence_key)
    wanted = dict.fromkeys((*(order.zones or zones), *(entry.zone for entry in said))) or {"all": None}
    by_zone = {zone: [entry for entry in said if entry.zone == zone] for zone in wanted}
    owed = {zone: attempt for zone, tried in by_zone.items() if (attempt := next_repetition(order.repeats, tried))}
    if owed and now - order.at <= FRESH[order.urgent]:
        return
    with suppress(NotFound, *SPOILED):  # an order for nothing: there is nothing to say about it
        bulletin = store.bulletin(order.bulletin) if owed else None
        for zone, attempt in owed.items():
            if bulletin is None or any(_says_so(entry) for entry in by_zone[zone]):
                continue  # killed between these entries and the order's end
            key = AiringKey(store.station, order.occurrence_key, order.bulletin, attempt, zone)
            planned = max((entry.ended + order.gap for entry in by_zone[zone]), default=order.at)
            log_unplayed(store, bulletin, key, planned, order.by_name, Reason.STATION_OFF, now)
    store.close_order(order.id, OrderState.DONE if any(entry.heard for entry in said) else OrderState.REFUSED, now)


def _says_so(entry: PlayLogEntry) -> bool:
    """Whether it stands in the log already that the station was off."""
    return entry.outcome is Outcome.MISSED and entry.reason is Reason.STATION_OFF


def settle_slots(store: Store, station: Station, now: datetime, alive_since: datetime, jumps: Jumps = ()) -> int:
    """Give every item of the slots that have ended since the last call an entry; returns how many were written.

    What had begun before `alive_since`, when this daemon started, was missed because the station was off; a slot over
    which the clock jumped, because of the clock. A clock that was put back settles again from where it is.
    """
    mark = store.mark(MARK)
    settled = datetime.fromisoformat(mark) if mark else None
    since = min(now, max(settled, now - FARTHEST)) if settled else now
    first, last = station.local(since).date(), station.local(now).date()
    ended = [one for one in station.occurrences(first, last) if since < one.ends <= now]
    written = sum(_settle(store, station, one, now, alive_since, jumps) for one in ended)
    if ended or settled is None or not settled <= now < settled + AT_LEAST:
        store.set_mark(MARK, now.isoformat())
    return written


def _settle(
    store: Store, station: Station, occurrence: Occurrence, now: datetime, alive_since: datetime, jumps: Jumps
) -> int:
    """Log what of one past slot has no entry. What was put into it after it had ended was never due."""
    placements = [one for one in store.placements(occurrence.day, occurrence.day) if one.created < occurrence.ends]
    order = programme(store, station, occurrence, placements=placements)
    tried = {(entry.bulletin, entry.zone) for entry in order.done}
    silent: list[tuple[Bulletin, str, Reason, str]] = []
    for item in order.planned:
        silent += [
            (item.bulletin, item.operator_name, _why(store, occurrence, zone, alive_since, jumps), zone)
            for zone in item.zones
        ]
    for one in order.left_out:
        silent += [(one.bulletin, one.operator_name, one.reason, zone) for zone in one.zones]
    silent = [one for one in silent if (one[0].id, one[3]) not in tried]
    for bulletin, operator, reason, zone in silent:
        if bulletin.decision is None or bulletin.decision.at > occurrence.ends:
            reason = Reason.NOT_APPROVED
        key = AiringKey(station.id, occurrence.key, bulletin.id, 1, zone)
        log_unplayed(store, bulletin, key, occurrence.starts, operator, reason, now)
    return len(silent)


def _why(store: Store, occurrence: Occurrence, zone: str, alive_since: datetime, jumps: Jumps) -> Reason:
    """Why what was planned in a slot that is over was not heard."""
    if store.stop_asked_since(occurrence.starts - LEAD, occurrence.ends, zone) is not None:
        return Reason.BY_PERSON
    if alive_since >= occurrence.ends:
        return Reason.STATION_OFF
    if any(since < occurrence.ends and until > occurrence.starts for since, until in jumps):
        return Reason.CLOCK_WRONG
    return Reason.STATION_OFF if alive_since > occurrence.starts else Reason.SLOT_OVER
