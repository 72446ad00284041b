"""What any loudspeakers must do: the same questions to the real ones (libVLC, a null sink) and to the fake."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcaster.airing import Outcome, Reason
from broadcaster.clock import Clock, SystemClock
from broadcaster.speakers import CUT_IN, STOP, Cue, Sounding, Speakers, open_speakers
from tests.fakes.clock import FakeClock
from tests.fakes.speakers import FakeSpeakers
from tests.soundcard import running_sound_card
from tests.sounds import sha256, write_sound

MORNING = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rig:
    """Some speakers, the clock they live by, a way to mute their device, and speakers that leave it muted."""

    speakers: Speakers
    clock: Clock
    mute: Callable[[], None]
    exact: timedelta
    hands_off: Callable[[], Speakers]

    def cue(self, path: Path) -> Cue:
        return Cue(path, sha256(path), self.clock.now() + timedelta(seconds=1.5))


@pytest.fixture
def fake_rig() -> Rig:
    clock = FakeClock(MORNING)
    fake = FakeSpeakers(clock)

    def mute() -> None:
        fake.faults.muted = True

    return Rig(fake, clock, mute, timedelta(milliseconds=1), lambda: fake)


@pytest.fixture
def real_rig(monkeypatch: pytest.MonkeyPatch) -> Iterator[Rig]:
    with running_sound_card() as card:
        for name, value in card.environ.items():
            monkeypatch.setenv(name, value)
        speakers = open_speakers("pulse", True)
        others: list[Speakers] = []

        def hands_off() -> Speakers:
            others.append(open_speakers("pulse", True, level=0))
            return others[-1]

        yield Rig(speakers, SystemClock(), card.mute, timedelta(milliseconds=150), hands_off)
        for one in (speakers, *others):
            one.close()


@pytest.fixture(params=["fake", pytest.param("real", marks=pytest.mark.audio)])
def rig(request: pytest.FixtureRequest) -> Rig:
    found = request.getfixturevalue(f"{request.param}_rig")
    assert isinstance(found, Rig)
    return found


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write_sound(tmp_path / "sound.wav", 1.0)


def go_on(_: Sounding) -> str | None:
    return None


def test_a_clean_cue_is_complete_and_starts_on_its_second(rig: Rig, sound: Path) -> None:
    cue = rig.cue(sound)
    played = rig.speakers.play(cue, go_on)
    assert (played.outcome, played.reason) == (Outcome.COMPLETE, Reason.NONE)
    assert played.heard == played.wanted == played.position == timedelta(seconds=2.75)
    assert played.started is not None and abs(played.started - cue.start) <= rig.exact
    assert played.ended > played.started and played.device == "ward"


def test_a_cue_whose_second_has_passed_sounds_at_once(rig: Rig, sound: Path) -> None:
    cue = replace(rig.cue(sound), start=rig.clock.now() - timedelta(seconds=5))
    played = rig.speakers.play(cue, go_on)
    assert played.outcome == Outcome.COMPLETE
    assert played.started is not None and played.started - cue.start < timedelta(seconds=8)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, Reason.NO_SOUND_FILE), (b"#EXTM3U\nhttp://127.0.0.1:9/\n", Reason.NOT_A_SOUND)],
)
def test_what_is_no_sound_is_refused_at_once(rig: Rig, tmp_path: Path, content: bytes | None, reason: Reason) -> None:
    path = tmp_path / "bulletin.wav"
    if content:
        path.write_bytes(content)
    played = rig.speakers.play(rig.cue(path), go_on)
    assert (played.outcome, played.reason) == (Outcome.FAILED, reason)
    assert played.started is None and played.heard == timedelta(0)


def test_a_sound_that_is_not_the_approved_one_is_refused(rig: Rig, sound: Path, tmp_path: Path) -> None:
    other = write_sound(tmp_path / "other.wav", 1.0, seed=2)
    played = rig.speakers.play(replace(rig.cue(sound), sha256=sha256(other)), go_on)
    assert (played.outcome, played.reason) == (Outcome.FAILED, Reason.SOUND_CHANGED)


@pytest.mark.parametrize(
    ("word", "outcome", "reason"),
    [(STOP, Outcome.STOPPED, Reason.BY_PERSON), (CUT_IN, Outcome.CUT_IN, Reason.URGENT)],
)
def test_a_word_from_the_watch_ends_the_sound(
    rig: Rig, sound: Path, word: str, outcome: Outcome, reason: Reason
) -> None:
    played = rig.speakers.play(rig.cue(sound), lambda now: word if now.position > timedelta(seconds=0.8) else None)
    assert (played.outcome, played.reason) == (outcome, reason)
    assert timedelta(seconds=0.5) < played.position < timedelta(seconds=1.3)
    assert played.started is not None


def test_a_word_before_the_second_keeps_everything_silent(rig: Rig, sound: Path) -> None:
    played = rig.speakers.play(rig.cue(sound), lambda _: STOP)
    assert played.outcome == Outcome.STOPPED
    assert played.started is None and played.heard == played.position == timedelta(0)


def test_the_watch_sees_the_sound_go_forward(rig: Rig, sound: Path) -> None:
    seen: list[Sounding] = []

    def watch(now: Sounding) -> str | None:
        seen.append(now)
        return None

    rig.speakers.play(rig.cue(sound), watch)
    positions = [now.position for now in seen]
    assert positions == sorted(positions) and len(seen) >= 25
    assert seen[-1].heard > timedelta(seconds=1) and all(now.hearing for now in seen)
    assert any(now.level_db is not None for now in seen)
    steps = [later - now for now, later in itertools.pairwise(positions)]
    assert sum(step > timedelta(milliseconds=110) for step in steps) <= 2


def test_a_muted_device_is_not_a_broadcast(rig: Rig, sound: Path) -> None:
    rig.mute()
    played = rig.hands_off().play(rig.cue(sound), go_on)
    assert (played.outcome, played.reason) == (Outcome.FAILED, Reason.MUTED)
    assert [device.muted for device in rig.speakers.devices()] == [True]


def test_the_device_is_listed_as_the_default(rig: Rig) -> None:
    assert [(device.name, device.default) for device in rig.speakers.devices()] == [("ward", True)]


def test_one_cue_follows_another(rig: Rig, sound: Path) -> None:
    first, second = rig.speakers.play(rig.cue(sound), go_on), rig.speakers.play(rig.cue(sound), go_on)
    assert first.outcome == second.outcome == Outcome.COMPLETE
    assert first.ended < (second.started or MORNING)


def test_a_cue_with_an_offset_is_heard_from_there_and_only_the_rest_is_wanted(rig: Rig, tmp_path: Path) -> None:
    cue = replace(rig.cue(write_sound(tmp_path / "long.wav", 4.0)), offset=timedelta(seconds=2))
    positions: list[timedelta] = []

    def watch(now: Sounding) -> None:
        positions.append(now.position)

    played = rig.speakers.play(cue, watch)
    assert (played.outcome, played.reason) == (Outcome.COMPLETE, Reason.NONE)
    assert played.heard == played.wanted == timedelta(seconds=3.75) and played.position == timedelta(seconds=5.75)
    assert played.started is not None and abs(played.started - cue.start) <= rig.exact
    assert min(positions) >= cue.offset or positions[0] == timedelta(0)
    assert timedelta(seconds=3.5) < played.ended - cue.start < timedelta(seconds=4.5)


def test_a_standby_that_is_not_needed_changes_nothing(rig: Rig, sound: Path) -> None:
    played = rig.speakers.play(replace(rig.cue(sound), standby="ward"), go_on)
    assert (played.outcome, played.device, played.warnings) == (Outcome.COMPLETE, "ward", ())
