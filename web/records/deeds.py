"""A recorded deed in words: slots by their names, days as days, reasons as sentences."""

from contextlib import suppress
from datetime import date, datetime

from broadcaster.airing import Reason
from broadcaster.people import Role
from broadcaster.station import Station
from broadcaster.store import Activity, Fault, Verb
from web import formats
from web.house.settings_words import labels
from web.sentences import say
from web.sounds.recording_words import chime_choice
from web.words import REASON, ROLE


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
    if deed.verb is Verb.MOVE:
        title, _, rest = kept.partition(" · ")
        day, _, slot = rest.partition(" · ")
        found = station.slot(slot)
        with suppress(ValueError):
            return f"{title} · {found.name if found else slot} {formats.day(date.fromisoformat(day))}"
    if deed.verb is Verb.UNSKIP_DAY:
        with suppress(ValueError):
            return formats.day(date.fromisoformat(kept))
    if deed.verb is Verb.CHANGE_SETTINGS:
        return labels(kept)
    if deed.verb is Verb.TEST_SOUND:
        zone = station.zone(kept)
        return zone.name if zone else kept
    if deed.verb is Verb.TRUST_CLOCK:
        with suppress(ValueError):
            return say("clock_log", moment=formats.moment(datetime.fromisoformat(kept), station.timezone))
    if deed.verb is Verb.CHANGE_ROLES:
        return roles_words(kept)
    if deed.verb is Verb.CHOOSE_CHIME:
        return chime_choice(kept)
    if deed.verb is Verb.REORDER and kept.isdecimal():
        return say("place_in_order", number=int(kept) + 1)
    if deed.verb is Verb.VOID_SOUND:
        return REASON[Reason(kept)] if kept in tuple(Reason) else ""
    return kept


def roles_words(kept: str) -> str:
    """ "lan: author → author,operator" with the roles as people call them."""
    username, _, change = kept.partition(": ")

    def named(codes: str) -> str:
        return ", ".join(ROLE[Role(code)] if code in tuple(Role) else code for code in codes.split(",") if code)

    before, _, after = change.partition(" → ")
    return f"{username}: {named(before)} → {named(after)}"


def fault_detail(fault: Fault, station: Station) -> str:
    """What a person reads behind a fault; what only repeats its sentence in English is left to the log file."""
    if fault.code == "daemon_defect":
        return ""
    if fault.code == "clock_wrong":
        with suppress(ValueError):
            return say("clock_says", moment=formats.moment(datetime.fromisoformat(fault.detail), station.timezone))
    return fault.detail
