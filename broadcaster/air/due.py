"""One item about to sound in one zone, whatever asked for it: a slot's occurrence or a person's order."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from broadcaster.airing import Airing, AiringKey
from broadcaster.bulletin import Bulletin, Priority
from broadcaster.guard import Permit
from broadcaster.placement import AirOrder
from broadcaster.speakers import Cue, relay_cue
from broadcaster.station import Occurrence


@dataclass(frozen=True, slots=True)
class Due:
    """`planned` is when it should have sounded, which the log keeps; `starts` is when it will, if the station is late.

    `offset` is the place in the file from which it sounds, `before` how much of what lies before it has been heard.
    `stops` is the number of the last cry to stop that was known: a newer one ends it. `note` goes into the log.
    `stream` is the address that sounds in place of a file (tiếp âm), found and allowed at the last moment.
    """

    bulletin: Bulletin
    key: AiringKey
    planned: datetime
    starts: datetime
    operator_name: str
    volume: int
    device: str
    standby: str = ""
    occurrence: Occurrence | None = None
    order: AirOrder | None = None
    offset: timedelta = timedelta()
    before: timedelta = timedelta()
    stops: int = 0
    note: str = ""
    stream: str = ""

    @property
    def urgent(self) -> bool:
        """Whether a person ordered it as urgent."""
        return self.order is not None and self.order.urgent

    @property
    def permit(self) -> Permit | None:
        """The second confirmation of its order, if there is one."""
        return self.order.permit if self.order else None

    @property
    def priority(self) -> Priority:
        """What it goes by on air: an urgent order makes any bulletin urgent, for that once."""
        return priority_of(self.bulletin, self.order)

    @property
    def whole(self) -> timedelta:
        """The length of the whole sound."""
        return self.bulletin.rendition.duration if self.bulletin.rendition else timedelta()

    @property
    def length(self) -> timedelta:
        """The length of what is to sound of it."""
        return self.whole - self.offset

    def airing(self, begun: datetime) -> Airing:
        """What is written down before its sound."""
        bulletin = self.bulletin
        assert bulletin.rendition is not None and bulletin.decision is not None
        return Airing(
            id=uuid4(),
            key=self.key,
            title=bulletin.script.title,
            kind=bulletin.script.kind,
            topic=bulletin.script.topic,
            priority=self.priority,
            planned=self.planned,
            begun=begun,
            wanted=self.length,
            sha256=bulletin.rendition.sha256,
            author_name=bulletin.author_name,
            approver_name=bulletin.decision.by_name,
            operator_name=self.operator_name,
        )

    def cue(self) -> Cue:
        """What the loudspeakers are told."""
        sound = self.bulletin.rendition
        assert sound is not None
        if self.stream:
            relayed = relay_cue(self.stream, self.starts, self.length, volume=self.volume, device=self.device)
            return replace(relayed, standby=self.standby, offset=self.offset)
        return Cue(
            sound.path,
            sound.sha256,
            self.starts,
            volume=self.volume,
            device=self.device,
            offset=self.offset,
            standby=self.standby,
        )


def priority_of(bulletin: Bulletin, order: AirOrder | None) -> Priority:
    """An urgent order makes any bulletin urgent, an ordinary one none: only a leader's order leaves the hours."""
    if order is None:
        return bulletin.script.priority
    if order.urgent:
        return Priority.URGENT
    return Priority.NORMAL if bulletin.script.priority is Priority.NORMAL else Priority.PRIORITY
