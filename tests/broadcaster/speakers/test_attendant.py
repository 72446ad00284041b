"""What the attendant knows of a device that let nothing through: for how long, each moment once."""

from datetime import timedelta

from broadcaster.speakers.attendant import Attendant, Span


def looked_on(*spans: Span) -> Attendant:
    """An attendant after its work, with what it has seen."""
    attendant = Attendant.__new__(Attendant)
    attendant._spans = list(spans)
    return attendant


def test_only_what_was_silent_during_the_sound_counts() -> None:
    attendant = looked_on(Span(90, 105), Span(120, 122), Span(155))
    assert attendant.deaf_for(100, 160) == timedelta(seconds=5 + 2 + 5)
    assert attendant.deaf_for(106, 110) == timedelta(0)


def test_a_muted_device_that_is_lost_too_is_silent_once() -> None:
    assert looked_on(Span(110), Span(130)).deaf_for(100, 160) == timedelta(seconds=50)
