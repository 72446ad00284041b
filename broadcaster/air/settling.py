"""Closing what was left open: airings cut by a crash, and items of past slots that never sounded."""

from datetime import datetime, timedelta

from broadcaster.air.playout import LEAD
from broadcaster.air.unplayed import log_unplayed
from broadcaster.airing import AiringKey, Outcome, Reason
from broadcaster.planning import OrderState
from broadcaster.programme import programme
from broadcaster.station import Occurrence, Station
from broadcaster.store import Store

FARTHEST = timedelta(days=31)
"""How far back a station that was switched off accounts for the slots it missed."""

MARK = "settled_until"


def settle_open(store: Store, now: datetime) -> int:
    """End every airing that a killed daemon left open, saying how far it had come; returns how many.

    Call only while no airing of this station is sounding, that is, before the first turn.
    """
    left = store.open_airings()
    for airing, position in left:
        heard = min(position, airing.wanted)
        started = max(airing.planned, airing.begun)
        store.end_airing(
            airing.id,
            started=started if heard else None,
            ended=min(now, started + heard) if heard else airing.begun,
            heard=heard,
            outcome=Outcome.PARTIAL if heard else Outcome.FAILED,
            reason=Reason.KILLED,
            detail=f"{heard.total_seconds():.1f} s of {airing.wanted.total_seconds():.1f} s",
            device="",
        )
    for order in store.taken_orders():
        store.close_order(order.id, OrderState.DONE, now)
    store.set_on_air(None)
    return len(left)


def settle_slots(store: Store, station: Station, now: datetime, alive_since: datetime) -> int:
    """Give every item of the slots that have ended since the last call an entry; returns how many were written.

    Slots that ended before `alive_since`, when this daemon started, were missed because the station was off.
    """
    mark = store.mark(MARK)
    since = max(datetime.fromisoformat(mark), now - FARTHEST) if mark else now
    written = 0
    first, last = station.local(since).date(), station.local(now).date()
    for occurrence in station.occurrences(first, last):
        if since < occurrence.ends <= now:
            written += _settle(store, station, occurrence, now, alive_since)
    if mark is None or now > datetime.fromisoformat(mark):
        store.set_mark(MARK, now.isoformat())
    return written


def _settle(store: Store, station: Station, occurrence: Occurrence, now: datetime, alive_since: datetime) -> int:
    """Log what of one past slot has no entry. What was put into it after it had ended was never due."""
    placements = [one for one in store.placements(occurrence.day, occurrence.day) if one.created < occurrence.ends]
    order = programme(store, station, occurrence, placements=placements)
    tried = {entry.bulletin for entry in order.done}
    why = Reason.STATION_OFF if alive_since >= occurrence.ends else Reason.SLOT_OVER
    stop = store.stop_asked_since(occurrence.starts - LEAD)
    if stop is not None and stop[1] <= occurrence.ends:
        why = Reason.BY_PERSON
    silent = [(one.bulletin, one.operator_name, why) for one in order.planned]
    silent += [(one.bulletin, one.operator_name, one.reason) for one in order.left_out]
    silent = [one for one in silent if one[0].id not in tried]
    for bulletin, operator, reason in silent:
        if bulletin.decision is None or bulletin.decision.at > occurrence.ends:
            reason = Reason.NOT_APPROVED
        key = AiringKey(station.id, occurrence.key, bulletin.id, 1, occurrence.slot.zone)
        log_unplayed(store, bulletin, key, occurrence.starts, operator, reason, now)
    return len(silent)
