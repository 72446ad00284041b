"""Who stands in the street: every moment at which anything sounds, and whether it may sound then."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import HealthCheck, settings

from broadcaster.bulletin import Priority
from broadcaster.guard import refusal
from broadcaster.speakers import Cue, Played, Sounding, Watch
from broadcaster.station import Station
from tests.fakes.speakers import FakeSpeakers
from tests.ward import Ward

SECOND = timedelta(seconds=1)
TOLERATED = timedelta(seconds=2)
"""A clock put back by so little over a slot's first second does not end what has begun."""


@dataclass
class Witness(FakeSpeakers):
    """Loudspeakers that note the wall clock at every moment at which anything sounds."""

    moments: list[tuple[datetime, str]] = field(default_factory=list)

    def play(self, cue: Cue, watch: Watch) -> Played:
        """Play it, and note what a listener would note."""

        def watched(sounding: Sounding) -> str | None:
            said = watch(sounding)
            if sounding.position > cue.offset and said is None:
                self.moments.append((self.clock.now(), cue.sha256))
            return said

        return super().play(cue, watched)


def watched(ward: Ward) -> Witness:
    """A witness before the ward's loudspeakers; their faults and lengths stay as they are."""
    plain = ward.speakers
    ward.speakers = witness = Witness(plain.clock, plain.faults, plain.lengths, plain.sounds, plain.cues)
    return witness


def live(ward: Ward, seconds: float) -> None:
    """The daemon's thread for so long a time, whatever the wall clock shows meanwhile."""
    playout = ward.playout()
    ends = ward.clock.monotonic() + seconds
    while ward.clock.monotonic() < ends:
        playout.ledger.flush()
        if not playout.turn():
            ward.clock.wait(SECOND)


def allowed(here: Station, moment: datetime) -> bool:
    """Whether a slot's bulletin may sound at that moment."""
    local = here.local(moment)
    for one in here.occurrences(local.date(), local.date()):
        closes = min(one.ends, one.starts + here.policy.session)
        if one.starts - TOLERATED <= moment <= closes:
            return refusal(here, Priority.NORMAL, max(moment, one.starts), timedelta()) is None
    return False


def check(ward: Ward, witness: Witness, urgent: frozenset[str] = frozenset()) -> None:
    """Nothing but what was ordered as urgent ever sounded outside a slot, and that not in quiet hours."""
    for moment, sha256 in witness.moments:
        if sha256 in urgent:
            assert not ward.station.policy.is_quiet(ward.station.local(moment).time()), f"quiet hours: {moment}"
        else:
            assert allowed(ward.station, moment), f"outside its slot: {moment}"


quickly = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
