"""Thirty days of the log at a glance: a tick for each slot and day, and one entry with everything it says."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from broadcaster.airing import Outcome, PlayLogEntry
from broadcaster.station import Occurrence, Slot
from web.desk import Desk
from web.sentences import say
from web.words import OUTCOME, TICK, Sign

DAYS = 30
WORST = (
    Outcome.FAILED,
    Outcome.MISSED,
    Outcome.OUT_OF_HOURS,
    Outcome.PARTIAL,
    Outcome.STOPPED,
    Outcome.CUT_IN,
    Outcome.UNMEASURED,
    Outcome.COMPLETE,
)
"""A tick shows the worst that happened in its slot."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One slot on one day: its sign, and how often each outcome stands in the log, in words."""

    day: date
    sign: Sign
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The ticks of each slot, the oldest day first."""

    first: date
    last: date
    rows: tuple[tuple[Slot, tuple[Tick, ...]], ...]

    def by_day(self) -> Iterator[tuple[date, list[Tick]]]:
        """The same, day by day, the newest first: for reading as a table."""
        for index in reversed(range((self.last - self.first).days + 1)):
            yield self.first + timedelta(days=index), [ticks[index] for _, ticks in self.rows]


@dataclass(frozen=True, slots=True)
class About:
    """What an entry says in the station's own names; `late` is how much after the plan the sound began."""

    slot: str
    zone: str
    late: str
    share: str


def strip_of(here: Desk) -> Strip:
    """The last thirty days, today included."""
    last = here.today()
    first = last - timedelta(days=DAYS - 1)
    counted: dict[str, Counter[Outcome]] = {}
    for key, outcome, count in here.store.outcomes(*here.day_bounds(first, last)):
        counted.setdefault(key, Counter())[outcome] += count
    rows = []
    for slot in sorted(here.station.slots, key=lambda one: one.start):
        days = (first + timedelta(days=offset) for offset in range(DAYS))
        found = [Occurrence(slot, day, here.station.timezone) for day in days]
        rows.append((slot, tuple(_tick(here, one, counted.get(one.key, Counter())) for one in found)))
    return Strip(first, last, tuple(rows))


def _tick(here: Desk, occurrence: Occurrence, counted: Counter[Outcome]) -> Tick:
    if counted:
        worst = next(one for one in WORST if one in counted)
        words = ", ".join(
            say("tick_count", word=OUTCOME[one].word, count=counted[one]) for one in reversed(WORST) if one in counted
        )
        return Tick(occurrence.day, OUTCOME[worst], words)
    if not here.station.broadcasts_on(occurrence.day):
        sign = TICK["off"]
    else:
        sign = TICK["later" if occurrence.ends > here.now() else "nothing"]
    return Tick(occurrence.day, sign, sign.word)


def about(here: Desk, entry: PlayLogEntry) -> About:
    """An entry's codes in words."""
    slot = here.station.slot(entry.occurrence.partition("/")[2])
    zone = here.station.zone(entry.zone)
    ordered = entry.occurrence.startswith("order/")
    seconds = (entry.started - entry.planned).total_seconds() if entry.started else 0.0
    late = say("entry_on_time") if abs(seconds) < 0.1 else say("entry_late", seconds=f"{seconds:.1f}".replace(".", ","))
    share = round(100 * (entry.heard / entry.wanted)) if entry.wanted else 0
    return About(
        slot.name if slot else say("entry_ordered") if ordered else entry.occurrence,
        zone.name if zone else entry.zone,
        late if entry.started else "",
        say("entry_share", share=share),
    )
