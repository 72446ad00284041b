"""The virtual loudspeakers do to a play what the street does, and the log tells what came out."""

from datetime import timedelta

from broadcaster.airing import Outcome, Reason
from tests.broadcaster.simulation.scene import scene


def entries_with(zone, what):
    """The log of one zone when something happened to its card ten seconds into a minute's bulletin."""
    with scene() as one:
        one.ready("a", 60)
        output = one.world.street.outputs[f"card-{zone}"]

        def strike():
            for name, value in what.items():
                setattr(output, name, value)
            one.world.book.begins(next(iter(what)).replace("mishap", "player"), zone, one.world.stage.now)

        one.at("06:30:10", strike)
        one.until("06:40:00")
        found = [entry for entry in one.world.desk.entries() if entry.zone == zone]
        return found, [sound for sound in one.sounds if sound.zone == zone]


def test_a_card_that_is_lost_goes_on_on_the_second_one():
    (entry,), (before, after) = entries_with("north", {"dead": True})
    assert entry.outcome is Outcome.COMPLETE and entry.device == "card-north → card-second"
    assert after.began - before.ended <= 10_000_000
    assert after.offset < before.heard[-1][1], "from a second before the loss"


def test_a_card_that_is_lost_without_a_second_one_is_a_partial_play():
    (entry,), (sound,) = entries_with("south", {"dead": True})
    assert (entry.outcome, entry.reason) == (Outcome.PARTIAL, Reason.DEVICE_LOST)
    assert abs(entry.heard - sound.audible) < timedelta(seconds=1)


def test_a_muted_card_is_not_a_broadcast():
    (entry,), (sound,) = entries_with("south", {"muted": True})
    assert (entry.outcome, entry.reason) == (Outcome.PARTIAL, Reason.MUTED)
    assert timedelta(seconds=9) < sound.audible < timedelta(seconds=11)


def test_without_an_ear_nobody_claims_to_have_heard_it():
    (entry,), _ = entries_with("south", {"deaf": True})
    assert (entry.outcome, entry.reason) == (Outcome.UNMEASURED, Reason.NO_EAR)


def test_a_hung_player_is_found_out_within_ten_seconds():
    (entry,), (sound,) = entries_with("south", {"mishap": Reason.PLAYER_HUNG})
    assert (entry.outcome, entry.reason) == (Outcome.PARTIAL, Reason.PLAYER_HUNG)
    assert timedelta() < sound.audible < timedelta(seconds=20)
