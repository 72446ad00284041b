"""A recorded deed in words: slots by their names, days as days, reasons as sentences."""

from contextlib import suppress
from datetime import date, datetime

from broadcaster.airing import Reason
from broadcaster.station import Station
from broadcaster.store import Activity, Fault, Verb
from web import formats
from web.sentences import say
from web.words import REASON


def detail(deed: Activity, station: Station) -> str:
    """What a person reads behind the deed; the store keeps ids and codes there."""
    kept = deed.detail
    if deed.verb is Verb.LISTEN:
        return ""  # the sound's hash tells nobody anything
    if deed.verb is Verb.PLACE:
        title, _, slot = kept.rpartition(" · ")
        found = station.slot(slot)
        return f"{title} · {found.name}" if found else kept
    if deed.verb is Verb.SKIP_DAY:
        with suppress(ValueError):
            return formats.day(date.fromisoformat(kept))
    if deed.verb is Verb.REORDER and kept.isdecimal():
        return say("place_in_order", number=int(kept) + 1)
    if deed.verb is Verb.VOID_SOUND:
        return REASON[Reason(kept)] if kept in tuple(Reason) else ""
    return kept


def fault_detail(fault: Fault, station: Station) -> str:
    """What a person reads behind a fault; what only repeats its sentence in English is left to the log file."""
    if fault.code == "daemon_defect":
        return ""
    if fault.code == "clock_wrong":
        with suppress(ValueError):
            return say("clock_says", moment=formats.moment(datetime.fromisoformat(fault.detail), station.timezone))
    return fault.detail
