"""From the judge's verdicts, ten milliseconds each, to the account that goes into the play log."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from broadcaster.speakers.judge import HEARD, MISSED, PAUSE
from broadcaster.speakers.port import Heard

VERDICT = timedelta(milliseconds=10)
GAP = timedelta(milliseconds=500)
"""The shortest hole that is mentioned."""


def account(
    verdicts: Sequence[int],
    length: timedelta,
    first: datetime | None,
    last: datetime | None,
    level_db: float | None,
    offset: timedelta = timedelta(0),
) -> Heard:
    """Add up what was heard of a file of that length; with an `offset`, of what comes after it.

    Places are those of the whole file; lengths are of the part that was to be played.
    """
    if offset:
        part = account(verdicts[set_in(offset) :], length - offset, first, last, level_db)
        moved = tuple((since + offset, until + offset) for since, until in part.gaps)
        return replace(part, until=part.until + offset, gaps=moved)
    voiced = sum(verdict != PAUSE for verdict in verdicts)
    heard = sum(verdict == HEARD for verdict in verdicts)
    covered = min(length, Tally().of(verdicts) * VERDICT)
    until = reached(verdicts)
    if heard and not any(verdict == MISSED for verdict in verdicts):
        covered, until = length, length
    elif heard and verdicts_after(verdicts, until) == 0:
        until = length
    return Heard(covered, voiced * VERDICT, heard * VERDICT, until, first, last, gaps(verdicts), level_db)


def set_in(offset: timedelta) -> int:
    """The first verdict of a play from that place on: what fades in is not judged."""
    return -(-offset // VERDICT) + 1 if offset else 0


def reached(verdicts: Sequence[int]) -> timedelta:
    """How far into the file anything was heard."""
    return (max((at for at, verdict in enumerate(verdicts) if verdict == HEARD), default=-1) + 1) * VERDICT


def together(one: bytes, other: bytes) -> bytes:
    """The verdicts on two plays of parts of the same file: heard is what was heard in either."""
    if len(one) != len(other):
        return max(one, other, key=len)
    return bytes(map(max, one, other))


class Tally:
    """The heard verdicts, and every pause that has a heard one before or after it; grows with the verdicts."""

    def __init__(self) -> None:
        self._count = self._sure = self._pause = 0
        self._before = PAUSE

    def of(self, verdicts: Sequence[int]) -> int:
        """How many count as heard; only what is new since the last time is looked at."""
        if len(verdicts) < self._count:
            self._count = self._sure = self._pause = 0
            self._before = PAUSE
        for verdict in verdicts[self._count :]:
            if verdict == PAUSE:
                self._pause += 1
                continue
            if HEARD in (self._before, verdict):
                self._sure += self._pause
            self._sure += verdict == HEARD
            self._pause, self._before = 0, verdict
        self._count = len(verdicts)
        return self._sure + (self._pause if self._before == HEARD else 0)


def verdicts_after(verdicts: Sequence[int], until: timedelta) -> int:
    """How much sound was missed after that place."""
    return sum(verdict == MISSED for verdict in verdicts[until // VERDICT :])


def gaps(verdicts: Sequence[int]) -> tuple[tuple[timedelta, timedelta], ...]:
    """The places, from and to, where sound was due for half a second or longer and none of it came."""
    found: list[tuple[timedelta, timedelta]] = []
    since = until = None
    for at, verdict in enumerate([*verdicts, HEARD]):
        if verdict == MISSED:
            since, until = at if since is None else since, at + 1
        elif verdict == HEARD and since is not None and until is not None:
            if (until - since) * VERDICT >= GAP:
                found.append((since * VERDICT, until * VERDICT))
            since = until = None
    return tuple(found)
