"""From the judge's verdicts, ten milliseconds each, to the account that goes into the play log."""

from collections.abc import Sequence
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
) -> Heard:
    """Add up what was heard of a file of that length."""
    voiced = sum(verdict != PAUSE for verdict in verdicts)
    heard = sum(verdict == HEARD for verdict in verdicts)
    covered = min(length, Tally().of(verdicts) * VERDICT)
    until = (max((at for at, verdict in enumerate(verdicts) if verdict == HEARD), default=-1) + 1) * VERDICT
    if heard and not any(verdict == MISSED for verdict in verdicts):
        covered, until = length, length
    elif heard and verdicts_after(verdicts, until) == 0:
        until = length
    return Heard(covered, voiced * VERDICT, heard * VERDICT, until, first, last, gaps(verdicts), level_db)


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
