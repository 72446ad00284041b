"""An order that is being obeyed: where it is still to be said, and how long each zone has paused."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from broadcaster.airing import PlayLogEntry, Reason
from broadcaster.bulletin import CORRECTION, Bulletin
from broadcaster.parts import next_repetition
from broadcaster.placement import AirOrder
from broadcaster.planning import free_after
from broadcaster.store import Stop

SET_BACK = timedelta(seconds=2)
"""A pause may seem so much longer than ordered before the wall clock counts as put back in it."""


@dataclass(slots=True)
class Active:
    """An order that is being obeyed: the zones where it is still to be said, and those where a person stopped it."""

    order: AirOrder
    bulletin: Bulletin
    zones: list[str]
    said: list[PlayLogEntry] = field(default_factory=list)
    stopped: dict[str, Stop] = field(default_factory=dict)
    note: str = ""
    _paused: dict[str, tuple[int, float]] = field(default_factory=dict)

    @property
    def corrects(self) -> bool:
        """Whether it takes back a false alarm."""
        return self.bulletin.template == CORRECTION

    def stop(self, stop: Stop) -> None:
        """It ends wherever the cry concerns it; the first cry stands."""
        for zone in self.zones:
            if not stop.zone or stop.zone in (zone, self.order.occurrence_key):
                self.stopped.setdefault(zone, stop)

    def goes_on(self, said: Sequence[PlayLogEntry]) -> int | None:
        """The attempt with which it goes on in a zone where so much was said; None when it is done there.

        An order whose bulletin was withdrawn is over: it was given for a sound that nobody approves any more.
        """
        if any(entry.reason is Reason.NOT_APPROVED for entry in said):
            return None
        return next_repetition(self.order.repeats, said)

    def pause_ends(self, zone: str, said: Sequence[PlayLogEntry], now: datetime, steady: float) -> datetime | None:
        """When its next time in that zone is due, None if it has not sounded there; `steady` is monotonic, in seconds.

        By the wall clock, so that all zones agree; a clock put back meanwhile makes no pause longer than ordered.
        """
        before = [free_after(entry) for entry in said if entry.started]
        if not before:
            return None
        times, since = self._paused.get(zone, (0, steady))
        if times != len(before):
            since = steady
            self._paused[zone] = (len(before), steady)
        left = self.order.gap - timedelta(seconds=steady - since)
        return min(max(before) + self.order.gap, now + left + SET_BACK)
