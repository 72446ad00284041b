"""Rules about what should have sounded: each item its outcome, calm slots on time, the higher priority first."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from broadcaster.airing import Outcome, Reason
from broadcaster.simulation.book import Moment, Ordered, Put, Span, Standing
from broadcaster.simulation.evidence import SECOND, Evidence, Session, Violation, key_of
from broadcaster.simulation.law import Claim, forbidden
from broadcaster.simulation.street import Sound

PAUSE = timedelta(seconds=2)
FORESIGHT = 15 * SECOND
"""What was approved and placed so long before is certainly known when the slot is armed."""

LAST_WORDS = timedelta(seconds=8)
"""Where no more than the closing was left to be said, nobody is called back for it."""

URGENT_WITHIN = 3 * SECOND
ROOM = timedelta(seconds=6)
BEFORE_SOUND = SECOND // 4
EXACT = SECOND // 20


def accounted(found: Evidence, session: Session) -> Iterator[Violation]:
    """Every item that was asked for has an entry, unless it was taken back before anybody could write one."""
    wall_closes = found.wall.true(session.closes)
    settled = _settled(found, session.closes)
    missing = set()
    for put in found.asked(session):
        back = put.taken_back(session.day)
        kept = back is None or back > settled
        if kept and put.created < wall_closes and (session.key, put.bulletin, session.zone) not in found.entries:
            missing.add(found.name(put.bulletin))
    for name in sorted(missing):
        yield found.says("unexplained", session.closes, f"{session.zone}: {name} of {session.key} has no entry")


def _settled(found: Evidence, closes: Moment) -> Moment:
    """When the station could last have settled a slot: a minute after it, or after the trouble that lasted over it."""
    moment = closes + 60 * SECOND
    while late := [span for span in _disabling(found.book.troubles(moment - 60 * SECOND, moment)) if span.until]:
        later = max(span.until or 0 for span in late) + 61 * SECOND
        if later <= moment:
            break
        moment = later
    return moment


def _disabling(spans: list[Span]) -> list[Span]:
    return [span for span in spans if span.what in ("off", "clock") or span.what.startswith("disk")]


def on_time(found: Evidence, session: Session) -> Iterator[Violation]:
    """In a calm slot with something to say the first sound leaves on the second."""
    since, until = session.opens - 90 * SECOND, session.opens + 3 * SECOND
    if not _calm(found, session, since, until) or _ordered(found, session.zone, since - 1800 * SECOND, until + SECOND):
        return
    ready = [put for put in found.asked(session) if _ready(found, session, put, session.opens) is not None]
    if not ready:
        return
    begins = [sound.began for sound in _sounds_of(found, session) if not sound.offset]
    if any(put.zones for zone in session.slot.zones for put in found.asked(replace(session, zone=zone))):
        return  # zones wait for one another where one of them has an item of its own
    exact = session.opens - BEFORE_SOUND
    if not any(abs(begun - exact) <= EXACT for begun in begins):
        first = f"the first sound {(min(begins) - exact) / SECOND:+.2f} s off" if begins else "no sound"
        names = ", ".join(sorted({found.name(put.bulletin) for put in ready}))
        yield found.says("on time", session.opens, f"{session.zone}: {session.key} had {names} to say: {first}")


def priorities(found: Evidence, session: Session) -> Iterator[Violation]:
    """Whatever begins for the first time, nothing of a higher priority was waiting for the same loudspeakers."""
    if not _calm(found, session, session.opens - 90 * SECOND, session.closes):
        return
    for sound in _sounds_of(found, session):
        assert sound.airing is not None
        mine = found.standing(sound.airing.key.bulletin, sound.begun, sound.begun)
        if sound.offset or sound.airing.key.attempt > 1 or mine is None:
            continue
        for put in found.asked(session):
            other = _ready(found, session, put, sound.begun)
            if other is None or other.priority.rank >= mine.priority.rank or _begun(found, session, put, sound):
                continue
            if not forbidden(found.station, _claim(session), sound.wall + PAUSE, other.length):
                what = f"{sound.airing.title} ({mine.priority.value}) went before {found.name(put.bulletin)}"
                yield found.says("priority", sound.began, f"{session.zone}: {what} ({other.priority.value})")


def _begun(found: Evidence, session: Session, put: Put, before: Sound) -> bool:
    """Whether this item had its turn already."""
    key = session.key, put.bulletin, session.zone
    if any(sound.began <= before.began for sound in found.sounds.get(key, [])):
        return True
    return any(entry.ended <= before.wall for entry in found.entries.get(key, []))


def unexplained(found: Evidence, session: Session) -> Iterator[Violation]:
    """In a calm slot nobody says that there was no time, no approval or no room, unless that is so."""
    if not _calm(found, session, session.opens - 90 * SECOND, session.closes + 60 * SECOND):
        return
    if _ordered(found, session.zone, session.opens - 1800 * SECOND, session.closes):
        return
    sounds = _sounds_of(found, session)
    free = max([found.wall.true(sound.ended) + PAUSE for sound in sounds], default=found.wall.true(session.opens))
    for put in found.asked(session):
        standing = _ready(found, session, put, session.opens, until=session.closes)
        for entry in found.entries.get((session.key, put.bulletin, session.zone), []):
            if standing is None or entry.outcome not in (Outcome.MISSED, Outcome.OUT_OF_HOURS):
                continue
            if entry.reason in (Reason.SLOT_OVER, Reason.NO_ROOM):
                true = forbidden(found.station, _claim(session), free, standing.length + ROOM) != ""
            else:
                true = False
            if not true:
                what = f"{entry.title} of {session.key}: {entry.reason.value}, and it was not so"
                yield found.says("unexplained", session.closes, f"{session.zone}: {what}")


def urgent(found: Evidence, order: Ordered) -> Iterator[Violation]:
    """An urgent order is heard within three seconds over anything that is not urgent itself."""
    until = order.at + URGENT_WITHIN
    standing = found.standing(order.bulletin, order.at - FORESIGHT, until)
    if not order.urgent or standing is None or _spoiled(found, standing.sha256):
        return
    wall = found.wall.true(order.at)
    claim = Claim(urgent=True, permitted=order.permitted)
    if forbidden(found.station, claim, wall, standing.length + timedelta(seconds=10)):
        return
    for zone in order.zones or [zone.id for zone in found.station.zones]:
        since = order.at - 70 * SECOND
        others = [
            one
            for one in found.book.orders.values()
            if one.urgent and one.id != order.id and -3600 * SECOND <= one.at - order.at <= URGENT_WITHIN
        ]
        stop = any(order.at - SECOND <= stop <= until + SECOND for stop in found.book.stops)
        if others or stop or found.book.troubles(since, until, zone) or _urgent_sounds(found, zone, order.at):
            continue
        sounds = found.sounds.get((f"order/{order.id}", order.bulletin, zone), [])
        if not any(sound.began <= until for sound in sounds):
            late = f"{(min(sound.began for sound in sounds) - order.at) / SECOND:.1f} s" if sounds else "never"
            yield found.says("urgent", order.at, f"{zone}: {found.name(order.bulletin)} was heard after {late}")


def _urgent_sounds(found: Evidence, zone: str, moment: Moment) -> bool:
    """Whether an urgent bulletin of a slot, over which nothing cuts in, is sounding or armed there."""
    for sounds in found.by_airing.values():
        for sound in sounds:
            at_once = sound.airing is not None and sound.airing.priority == "urgent"
            if at_once and sound.zone == zone and sound.begun <= moment <= sound.ended:
                return True
    return False


def resumed(found: Evidence, session: Session) -> Iterator[Violation]:
    """What an urgent broadcast cut goes on afterwards in a calm slot, if the rest still fits."""
    if not _calm(found, session, session.opens - 90 * SECOND, session.closes + 60 * SECOND):
        return
    for sound in _sounds_of(found, session):
        assert sound.airing is not None
        entries = [one for one in found.entries.get(key_of(sound), []) if one.id == sound.airing.id]
        if not entries or entries[0].outcome is not Outcome.CUT_IN or not sound.heard:
            continue
        after = [one for one in found.sounds.get(key_of(sound), []) if one.began > sound.began]
        if not after and _could_resume(found, session, sound):
            what = f"{sound.airing.title} was cut and did not go on though there was room"
            yield found.says("resume", sound.ended, f"{session.zone}: {what}")


def _could_resume(found: Evidence, session: Session, cut: Sound) -> bool:
    """Whether the rest and a sentence would have fitted behind everything that sounded here in this slot's time."""
    assert cut.airing is not None
    mine = [put for put in found.asked(session) if put.bulletin == cut.airing.key.bulletin]
    if all((back := put.taken_back(session.day)) is not None and back <= session.closes for put in mine):
        return False
    if found.standing(cut.airing.key.bulletin, cut.begun, session.closes) is None:
        return False
    if cut.length - max(until for _, until in cut.heard) < LAST_WORDS:
        return False
    here = [sound for sounds in found.by_airing.values() for sound in sounds if sound.zone == session.zone]
    last = max(sound.ended for sound in here if session.opens - SECOND <= sound.began < session.closes)
    rest = cut.length - max(until for _, until in cut.heard) + timedelta(seconds=20)
    return found.wall.true(last) + rest < found.wall.true(session.closes)


def _sounds_of(found: Evidence, session: Session) -> list[Sound]:
    every = [sound for key, sounds in found.sounds.items() if key[0] == session.key for sound in sounds]
    return sorted((sound for sound in every if sound.zone == session.zone), key=lambda sound: sound.began)


def _calm(found: Evidence, session: Session, since: Moment, until: Moment) -> bool:
    """Nothing was wrong, nobody pressed stop, and no earlier clock has spoilt this slot."""
    if found.book.troubles(since, until, session.zone) or found.book.jumped(since - 30 * 3600 * SECOND, until):
        return False
    return not any(since <= stop <= until for stop in found.book.stops)


def _ordered(found: Evidence, zone: str, since: Moment, until: Moment) -> bool:
    return any(since <= order.at <= until and zone in (order.zones or (zone,)) for order in found.book.orders.values())


def _ready(found: Evidence, session: Session, put: Put, moment: Moment, until: Moment | None = None) -> Standing | None:
    """The approval of an item that was certainly to sound in this session at that moment."""
    back = put.taken_back(session.day)
    early = moment - FORESIGHT
    if put.since > early or (back is not None and back <= (until or moment + SECOND)):
        return None
    standing = found.standing(put.bulletin, early, until or moment + SECOND)
    if standing is None or _spoiled(found, standing.sha256):
        return None
    fits = not forbidden(found.station, _claim(session), found.wall.true(session.opens), standing.length)
    return standing if fits else None


def _claim(session: Session) -> Claim:
    return Claim(slot=session.slot, day=session.day.isoformat())


def _spoiled(found: Evidence, sha256: str) -> bool:
    return sha256 in found.street.spoiled
