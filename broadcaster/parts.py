"""What of a bulletin is still to sound: all of it, a second try, or the rest after an urgent broadcast cut in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from broadcaster.airing import Outcome, PlayLogEntry, Reason
from broadcaster.bulletin import Rendition

ATTEMPTS = 2
"""An airing of which nothing was heard may be tried once more while its slot is open; NOT_ITS_FAULT is no try."""

MOST_PARTS = 8
"""However often it is cut into or the clock jumps, no more airings than this of one bulletin in one occurrence."""

ENOUGH = 0.95
"""The share of a bulletin's length that must have been heard, over all its parts, before it counts as heard once."""

UNCERTAIN = timedelta(seconds=10)
"""How much more may have sounded than was heard, when a place in the file is derived from a log entry."""

STEP_BACK = timedelta(seconds=5)
"""Where no sentences are known (a recording), the rest begins this much before the place where it was cut."""

FOR_GOOD = (Reason.SOUND_CHANGED, Reason.NOT_A_SOUND)
"""What a second try cannot mend."""

NOT_ITS_FAULT = (Reason.CLOCK_WRONG, Reason.STATION_OFF, Reason.SLOT_OVER, Reason.NOT_APPROVED, Reason.NO_DEVICE)
"""Why nothing sounded though nothing was wrong with the sound: not counted as a try, if its slot is open after all."""

REST = timedelta(seconds=20)
"""Where no sound device was found, the zone is left alone for so long: a sound server that restarts needs seconds."""

LONGEST_REST = timedelta(minutes=3)
"""Each time in a row the rest in a slot is twice the last one, but no longer than this."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is to sound next: `attempt` names it in the log, `offset` is its first place in the file.

    `before` is how much of what lies before `offset` has been heard already, in the parts that were cut.
    """

    attempt: int = 1
    offset: timedelta = timedelta()
    before: timedelta = timedelta()


def next_part(sound: Rendition | None, tried: Iterable[PlayLogEntry]) -> Part | None:
    """What is still to sound after these airings of one bulletin in one zone; None when it is settled.

    Only the rest of the very sound that was cut is a rest: what was rewritten and approved since begins anew.
    """
    entries = sorted(tried, key=lambda entry: entry.attempt)
    offset = before = timedelta()
    failures = 0
    for entry in entries:
        if entry.outcome is Outcome.CUT_IN and entry.reason is Reason.URGENT:
            if sound is not None and entry.sha256 != sound.sha256:
                continue  # another sound was cut: nothing of this one has been heard
            rest = _rest(sound, offset, entry)
            if rest is None:
                return None
            before, offset = min(rest, before + entry.heard), rest
        elif made_no_sound(entry) and entry.reason not in FOR_GOOD:
            failures += entry.reason not in NOT_ITS_FAULT
        else:
            return None
    if failures >= ATTEMPTS or len(entries) >= MOST_PARTS:
        return None
    return Part(entries[-1].attempt + 1 if entries else 1, offset, before)


def made_no_sound(entry: PlayLogEntry) -> bool:
    """Whether nothing was heard and nobody meant it so: it may be said after all."""
    if entry.heard:
        return False
    return entry.outcome is Outcome.FAILED or (entry.outcome is Outcome.MISSED and entry.reason in NOT_ITS_FAULT)


def rests_until(
    tried: Iterable[PlayLogEntry], now: datetime | None = None, longest: timedelta = LONGEST_REST
) -> datetime | None:
    """When a zone in which the last airing found no device is tried again; None where the last one found its device.

    `tried` are airings of one slot or order in one zone. The rest begins when the last one was given up: 20 s after
    the first, 40 s after a second in a row, 80 s, 160 s, then `longest`, whichever items they were. So a dead card
    costs a quarter of an hour about eight entries, and no item more than MOST_PARTS. An order passes REST as the
    longest: it is tried every 20 s, MOST_PARTS times. What ended later than `now` ended before the clock was put back,
    and is no reason to rest.
    """
    of_now = (entry for entry in tried if now is None or entry.started or entry.ended <= now)
    entries = sorted(of_now, key=lambda entry: entry.ended)
    count = 0
    while count < len(entries) and _found_no_device(entries[-1 - count]):
        count += 1
    if not count:
        return None
    rest = min(REST * (1 << min(count - 1, MOST_PARTS)), longest)
    return entries[-1].ended + rest


def _found_no_device(entry: PlayLogEntry) -> bool:
    return entry.reason is Reason.NO_DEVICE and made_no_sound(entry)


def next_repetition(repeats: int, said: Sequence[PlayLogEntry]) -> int | None:
    """The attempt with which an order goes on in one zone, None when it is done there.

    Each repetition that was heard at all counts; one that made no sound is made up for, ATTEMPTS times at most, and
    MOST_PARTS times where nothing was wrong with the sound.
    """
    silent = [entry for entry in said if made_no_sound(entry)]
    if any(entry.outcome in (Outcome.STOPPED, Outcome.OUT_OF_HOURS) for entry in said):
        return None
    counted = sum(entry.reason not in NOT_ITS_FAULT for entry in silent)
    if len(said) - len(silent) >= repeats or counted >= ATTEMPTS or len(silent) >= MOST_PARTS:
        return None
    if any(entry.reason in FOR_GOOD for entry in said):
        return None
    return max((entry.attempt for entry in said), default=0) + 1


def place_of(offset: timedelta, entry: PlayLogEntry) -> timedelta:
    """How far into the file a part came that began at `offset`: by the clock, within what the ear allows."""
    sounded = entry.ended - entry.started if entry.started else timedelta()
    return offset + min(max(sounded, entry.heard), entry.heard + UNCERTAIN, max(entry.wanted, timedelta()))


def _rest(sound: Rendition | None, offset: timedelta, entry: PlayLogEntry) -> timedelta | None:
    """Where the rest begins: at the sentence in which it was cut. None when nothing but the closing was left."""
    if sound is None:
        return offset
    place = place_of(offset, entry)
    spoken = sound.marks[-1].end if sound.marks else sound.duration * ENOUGH
    if place >= spoken:
        return None
    if not sound.marks:
        return max(offset, timedelta(), place - STEP_BACK)
    return max((mark.begin for mark in sound.marks if mark.begin <= place), default=timedelta())
