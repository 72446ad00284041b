"""Rules about what was heard: approved, begun durably, in its hours, one at a time, once, silent when told."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from broadcaster.airing import Outcome
from broadcaster.simulation.evidence import SECOND, Evidence, Violation, covered, key_of
from broadcaster.simulation.law import BUILT, REACTION, Claim, forbidden
from broadcaster.simulation.street import Sound
from broadcaster.speakers import LEADING_SILENCE

BACKWARD = timedelta(minutes=2)
SILENCE_WITHIN = SECOND * 6 // 10
"""Promised is half a second; the tenth more is the step in which the simulated loudspeakers look."""

AGAIN = timedelta(seconds=2.5)
"""So much may be heard again each time: an attempt after a first moment, a second device from a second before."""

SENTENCE = timedelta(seconds=8)
"""And a sentence more for each time an urgent broadcast cut in."""

ARMED = 9 * SECOND


def judge(found: Evidence, sound: Sound) -> Iterator[Violation]:
    """Everything that one sound can have done wrong by itself."""
    if sound.airing is None:
        yield found.says("no insert, no sound", sound.began, f"{sound.zone}: a sound that nobody had begun in the log")
        return
    title = f"{sound.zone}: {sound.airing.title} ({sound.airing.key.occurrence}, attempt {sound.airing.key.attempt})"
    if sound.airing.key.zone != sound.zone:
        yield found.says("zone", sound.began, f"{title} was begun for zone {sound.airing.key.zone}")
    claim = found.claim(sound)
    first = sound.wall + (timedelta() if sound.offset else LEADING_SILENCE)
    if why := forbidden(found.station, claim, first, sound.length - sound.offset):
        yield found.says("hours", sound.began, f"{title} began {why}")
    yield from _went_on(found, sound, claim, title)
    yield from _approved(found, sound, title)
    yield from _wanted(found, sound, claim, title)
    yield from _clock(found, sound, claim, title)


def _went_on(found: Evidence, sound: Sound, claim: Claim, title: str) -> Iterator[Violation]:
    """A clock set while it sounded: it may not go on for long in hours that forbid it."""
    if not found.book.jumped(sound.began, sound.ended):
        return
    wrong, moment = 0, sound.began
    while moment < sound.ended:
        wall = found.wall.true(moment) + found.book.wrong(moment)
        if forbidden(found.station, claim, wall, timedelta()):
            wrong += SECOND // 2
        moment += SECOND // 2
    if wrong > REACTION // timedelta(microseconds=1):
        yield found.says("hours", sound.began, f"{title} went on for {wrong / SECOND:.0f} s in forbidden hours")


def _approved(found: Evidence, sound: Sound, title: str) -> Iterator[Violation]:
    """Approved when it was begun, on this very sound; what was approved last, while the disk could not be read."""
    assert sound.airing is not None
    standings = found.book.standings.get(sound.airing.key.bulletin, [])
    mine = [one for one in standings if one.sha256 == sound.sha256 and one.since <= sound.begun]
    if not mine:
        yield found.says("approval", sound.began, f"{title} was never approved")
    elif not any(one.until is None or one.until >= sound.begun for one in mine):
        unreadable = any(one.what == "disk gone" for one in found.book.troubles(sound.begun - 60 * SECOND, sound.begun))
        if not unreadable:
            yield found.says("approval", sound.began, f"{title} was not approved any more when it was begun")


def _wanted(found: Evidence, sound: Sound, claim: Claim, title: str) -> Iterator[Violation]:
    """Somebody had put it there, and had not taken it back."""
    assert sound.airing is not None
    key = sound.airing.key
    if claim.slot is None:
        if not any(str(id) in key.occurrence for id in found.book.orders):
            yield found.says("asked", sound.began, f"{title} was never ordered")
        return
    puts = [put for put in found.book.puts.values() if put.bulletin == key.bulletin and put.since <= sound.begun]
    for put in puts:
        day = found.station.local(sound.wall).date()
        back = put.taken_back(day)
        if put.asks(claim.slot.id, day, sound.zone) and (back is None or back >= sound.begun):
            return
    if not any(one.what == "disk gone" for one in found.book.troubles(sound.begun - 60 * SECOND, sound.begun)):
        yield found.says("asked", sound.began, f"{title} was not on the schedule")


def _clock(found: Evidence, sound: Sound, claim: Claim, title: str) -> Iterator[Violation]:
    """With a clock before the program's year, or behind the newest entry, nothing sounds of itself."""
    if claim.slot is None:
        return
    wall = found.wall.true(sound.begun) + found.book.wrong(sound.begun)
    if wall.year < BUILT or (sound.newest is not None and wall < sound.newest - BACKWARD - timedelta(seconds=1)):
        yield found.says("clock", sound.began, f"{title} sounded by a clock that showed {wall:%Y-%m-%d %H:%M}")


def alone(found: Evidence, sounds: list[Sound]) -> Iterator[Violation]:
    """Never two sounds at once in a zone; `sounds` in order of their beginning."""
    last: dict[str, Sound] = {}
    for sound in sounds:
        before = last.get(sound.zone)
        if before is not None and sound.began < before.ended:
            yield found.says("never two", sound.began, f"{sound.zone}: two sounds at once")
        if before is None or sound.ended >= before.ended:
            last[sound.zone] = sound


def once(found: Evidence, sounds: list[Sound]) -> Iterator[Violation]:
    """Nothing is heard twice in one occurrence; each repetition of an order counts for itself."""
    groups: dict[object, list[Sound]] = {}
    for sound in sounds:
        if sound.airing is not None:
            about = key_of(sound)
            attempt = sound.airing.key.attempt if about[0].startswith("order/") else 0
            groups.setdefault((*about, attempt), []).extend([sound])
    for group in groups.values():
        _, again = covered(group)
        cuts = sum(entry.outcome is Outcome.CUT_IN for entry in found.entries.get(key_of(group[0]), []))
        if again > AGAIN * (len(group) - 1) + SENTENCE * cuts:
            airing = group[-1].airing
            assert airing is not None
            said = f"{airing.key.zone}: {again.total_seconds():.0f} s of {airing.title} were heard twice in"
            yield found.says("once", group[-1].began, f"{said} {airing.key.occurrence}: {_plays(group)}")


def stopped(found: Evidence, stop: int, sounds: list[Sound]) -> Iterator[Violation]:
    """A stop is silence at once, for the rest of the slot, and for what had been ordered before it."""
    blind = {"off", "disk gone", "disk slow"}
    for sound in sounds:
        troubles = {span.what for span in found.book.troubles(stop - 7 * SECOND, stop + SECOND)}
        if sound.began < stop < sound.ended and sound.ended > stop + SILENCE_WITHIN and not troubles & blind:
            late = (sound.ended - stop) / SECOND
            yield found.says("stop", stop, f"{sound.zone}: it went on for {late:.1f} s after a stop")
        if sound.began <= stop + SILENCE_WITHIN or sound.airing is None:
            continue
        hour = 3600 * SECOND
        if found.book.jumped(stop - hour, sound.began) or found.book.wrong(stop) or troubles & blind:
            continue
        day, _, name = sound.airing.key.occurrence.partition("/")
        order = found.book.orders.get(UUID(name)) if day == "order" else None
        if order is not None and order.at < stop:
            yield found.says(
                "stop", sound.began, f"{sound.zone}: {sound.airing.title}, ordered before a stop, began after it"
            )
        session = found.session_at(sound.zone, stop)
        if session is not None and sound.airing.key.occurrence == session.key:
            yield found.says("stop", sound.began, f"{sound.zone}: {sound.airing.title} began after a stop in its slot")


def capped(found: Evidence, sounds: list[Sound]) -> Iterator[Violation]:
    """No zone hears more minutes or sessions in a day than the policy allows; urgent orders are not counted."""
    policy = found.station.policy
    minutes: dict[tuple[str, date], timedelta] = {}
    sessions: dict[tuple[str, date], set[str]] = {}
    for sound in sounds:
        if sound.airing is None or found.claim(sound).urgent:
            continue
        day = sound.zone, found.station.local(sound.wall).date()
        heard = sum((until - since for since, until in sound.heard), timedelta())
        minutes[day] = minutes.get(day, timedelta()) + heard
        if not sound.airing.key.occurrence.startswith("order/"):
            sessions.setdefault(day, set()).add(sound.airing.key.occurrence)
        if minutes[day] > policy.sessions_per_day * policy.session + timedelta(seconds=10):
            yield found.says("cap", sound.began, f"{sound.zone}: more than the day's minutes on {day[1]}")
        if len(sessions.get(day, ())) > policy.sessions_per_day:
            yield found.says("cap", sound.began, f"{sound.zone}: more than the day's sessions on {day[1]}")


def _plays(group: list[Sound]) -> str:
    """Which parts of a file were heard, play by play."""
    stretches = (f"{one[0].total_seconds():.1f}-{one[1].total_seconds():.1f}" for each in group for one in each.heard)
    return ", ".join(stretches)
