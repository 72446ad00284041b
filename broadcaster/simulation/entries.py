"""Rules about what was written down: one outcome for each airing, and every word of it true."""

from collections.abc import Iterator
from datetime import timedelta

from broadcaster.airing import Outcome, PlayLogEntry, Reason
from broadcaster.simulation.book import Moment
from broadcaster.simulation.evidence import SECOND, Evidence, Violation, covered

ENOUGH = 0.95
"""Heard in full means that at least so much of what was to be heard came out."""

MOMENT = timedelta(seconds=3)
"""So much may have come out of what the log calls not heard."""

COARSE = timedelta(seconds=24)
"""How exactly a killed station knows how far it had come, and a death of the player is noticed, in this simulation."""

UNHEARD = (Outcome.FAILED, Outcome.MISSED, Outcome.OUT_OF_HOURS)


def judge(found: Evidence, entry: PlayLogEntry) -> Iterator[Violation]:
    """Everything that one entry can say wrongly."""
    sounds = found.by_airing.get(entry.id, [])
    heard, _ = covered(sounds)
    moments = _moments(found, entry)
    moment = moments[0]
    title = f"entry {entry.number} {entry.title} in {entry.zone} ({entry.occurrence}, {entry.outcome.value})"
    if entry.outcome is Outcome.COMPLETE:
        voiced = sounds[0].voiced if sounds else timedelta()
        audible = min(voiced, sum((sound.audible for sound in sounds), timedelta()))
        if not sounds or audible < ENOUGH * voiced - timedelta(milliseconds=20):
            yield found.says(
                "truth", moment, f"{title}: {audible.total_seconds():.1f} of {voiced.total_seconds():.1f} s"
            )
    if entry.outcome in UNHEARD and heard > MOMENT:
        yield found.says("truth", moment, f"{title}: {heard.total_seconds():.1f} s were heard")
    measured = entry.outcome not in (Outcome.UNMEASURED, Outcome.COMPLETE, *UNHEARD)
    deaf = any(what.startswith("deaf") for what in _troubles(found, entry, moments, 60 * SECOND))
    if measured and not deaf and abs(entry.heard - heard) > COARSE:
        said, really = entry.heard.total_seconds(), heard.total_seconds()
        yield found.says("truth", moment, f"{title}: the log says {said:.1f} s, the street {really:.1f} s")
    for sound in sounds:
        if sound.zone != entry.zone or sound.sha256 != entry.sha256:
            yield found.says("truth", moment, f"{title}: another sound than the log says")
    yield from _reason(found, entry, title, moments)


def _reason(found: Evidence, entry: PlayLogEntry, title: str, moments: list[Moment]) -> Iterator[Violation]:
    """A reason that blames somebody or something must have had its cause."""
    troubles = _troubles(found, entry, moments, 60 * SECOND)
    unsteady = "clock" in troubles
    times = [_span(entry, moment, 60 * SECOND) for moment in moments]
    stopped = any(since <= stop <= until for since, until in times for stop in found.book.stops)
    urgent = [order.at for order in found.book.orders.values() if order.urgent]
    ordered = any(since - 7200 * SECOND <= at <= until for since, until in times for at in urgent)
    causes = {
        Reason.KILLED: "off" in troubles,
        Reason.STATION_OFF: "off" in troubles,
        Reason.BY_PERSON: stopped,
        Reason.URGENT: ordered,
        Reason.NO_DEVICE: any(what.startswith("dead") for what in troubles),
        Reason.DEVICE_LOST: any(what.startswith("dead") for what in troubles),
        Reason.MUTED: any(what.startswith("muted") for what in troubles),
        Reason.PLAYER_HUNG: "player" in troubles,
        Reason.PLAYER_FAILED: "player" in troubles,
        Reason.NO_EAR: any(what.startswith("deaf") for what in troubles),
    }
    if not causes.get(entry.reason, True) and not unsteady:
        yield found.says(
            "reason", moments[0], f"{title} blames {entry.reason.value}, and there was nothing of that kind"
        )


def unique(found: Evidence, entries: list[PlayLogEntry]) -> Iterator[Violation]:
    """The natural key stands once, and the numbers have no hole."""
    seen: set[tuple[object, ...]] = set()
    for entry in entries:
        key = (entry.occurrence, entry.bulletin, entry.attempt, entry.zone)
        if key in seen:
            yield found.says("one outcome", _moments(found, entry)[0], f"entry {entry.number} tells of {key} again")
        seen.add(key)


def _moments(found: Evidence, entry: PlayLogEntry) -> list[Moment]:
    """When, by a right clock, the board showed the end of it; more than one where the board was put back."""
    shown = found.wall.microsecond(entry.ended)
    offs = {timedelta(), *(after for _, _, after in found.book.jumps)}
    fits = []
    for off in offs:
        moment = shown - off // timedelta(microseconds=1)
        if off in (found.book.wrong(moment + near) for near in (-60 * SECOND, 0, 60 * SECOND)):
            fits.append(moment)
    return sorted(fits) or [shown]


def _span(entry: PlayLogEntry, moment: Moment, around: Moment) -> tuple[Moment, Moment]:
    """From when it was due until when the log learnt how it ended: of what was killed unheard it never learnt it."""
    due = max(timedelta(), entry.ended - entry.planned)
    unknown = entry.wanted if entry.reason is Reason.KILLED and not entry.heard else timedelta()
    return moment - due // timedelta(microseconds=1) - around, moment + unknown // timedelta(microseconds=1) + around


def _troubles(found: Evidence, entry: PlayLogEntry, moments: list[Moment], around: Moment) -> set[str]:
    """What was wrong there meanwhile."""
    times = [_span(entry, moment, around) for moment in moments]
    return {span.what for since, until in times for span in found.book.troubles(since, until, entry.zone)}
