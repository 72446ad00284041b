"""The rest of a relay that was cut: it sounds for what is left, and its places are those of the whole relay."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from broadcaster.airing import Outcome
from broadcaster.speakers import STOP, Sounding, relay_cue
from broadcaster.speakers.child import PlayerChild
from broadcaster.speakers.relay import Relaying

HOUR = timedelta(hours=1)
FOUR = timedelta(minutes=4)


class Nowhere:
    """A keeper that has neither a sound server nor an ear."""

    module, listens, level = "none", False, 0

    def player(self) -> PlayerChild:
        raise AssertionError("nothing is played before its time")

    replace = player


def test_the_rest_of_a_relay_is_counted_on_from_where_it_was_cut() -> None:
    seen: list[Sounding] = []

    def watch(now: Sounding) -> str | None:
        seen.append(now)
        return STOP if len(seen) > 2 else None

    cue = relay_cue("https://radio.example.vn/live", datetime.now(UTC) + HOUR, timedelta(minutes=8))
    played = Relaying(replace(cue, offset=FOUR), watch, Nowhere()).run()
    assert [one.position for one in seen] == [FOUR] * 3, "armed: it stands where it was cut"
    assert (played.outcome, played.wanted, played.heard) == (Outcome.STOPPED, timedelta(minutes=8), timedelta(0))


def test_a_relay_under_way_stands_so_much_further_in() -> None:
    seen: list[Sounding] = []

    def watch(now: Sounding) -> str | None:
        seen.append(now)
        return STOP

    cue = relay_cue("https://radio.example.vn/live", datetime.now(UTC) - timedelta(minutes=1), timedelta(minutes=8))
    Relaying(replace(cue, offset=FOUR), watch, Nowhere()).run()
    assert abs(seen[0].position - FOUR - timedelta(minutes=1)) < timedelta(seconds=2)
