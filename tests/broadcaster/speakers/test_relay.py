"""A relay: a stream from one host for a fixed time, and what becomes of silent, broken and false ones."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from broadcaster.airing import Outcome, Reason
from broadcaster.speakers import STOP, Cue, Sounding, relay_cue
from broadcaster.speakers.vlc import VlcSpeakers
from tests.fakes.radio import Radio, radio
from tests.soundcard import Recording, SoundCard
from tests.sounds import sha256, write_sound

pytestmark = pytest.mark.audio
FEW = timedelta(seconds=6)


@pytest.fixture
def speakers(sound_card: SoundCard) -> Iterator[VlcSpeakers]:
    speakers = VlcSpeakers()
    yield speakers
    speakers.close()


@pytest.fixture
def far() -> Iterator[Radio]:
    with radio() as station:
        yield station


def soon(far: Radio, length: timedelta = FEW, **more: Any) -> Cue:
    return relay_cue(far.address, datetime.now(UTC) + timedelta(seconds=4), length, **more)


def go_on(_: Sounding) -> None:
    """A watch that lets everything pass."""


def sounded(recording: Recording) -> tuple[datetime, datetime]:
    """The first and the last instant at which the recording is not silent."""
    loud = np.flatnonzero(np.abs(recording.samples) > 300)
    return recording.instant(loud[0] / 48_000), recording.instant(loud[-1] / 48_000)


@pytest.mark.parametrize("kind", ["audio/mpeg", "audio/ogg"])
def test_a_stream_sounds_for_its_time_and_not_longer(
    speakers: VlcSpeakers, sound_card: SoundCard, far: Radio, kind: str
) -> None:
    far.kind = kind
    asked = soon(far)
    with sound_card.record() as recording:
        played = speakers.play(asked, go_on)
    assert (played.outcome, played.reason) == (Outcome.COMPLETE, Reason.NONE), played.detail
    first, last = sounded(recording)
    assert timedelta(seconds=-0.35) < first - asked.start < timedelta(seconds=0.7)
    assert abs(last - (asked.start + FEW)) < timedelta(seconds=0.5)
    assert played.started is not None and abs(played.started - first) < timedelta(seconds=0.4)
    assert played.wanted == FEW and played.heard > FEW * 0.95 and played.device == "ward"
    assert played.level_db is not None and played.level_db > -40


def test_the_player_of_a_relay_is_its_own_and_has_no_network(speakers: VlcSpeakers, far: Radio) -> None:
    own = speakers.player_pid
    networks: list[str] = []

    def watch(now: Sounding) -> None:
        if now.heard > timedelta(seconds=1) and not networks:
            for pid in _children():
                if pid != own:
                    networks.append(Path(f"/proc/{pid}/net/dev").read_text(encoding="ascii"))

    speakers.play(soon(far), watch)
    (network,) = networks
    assert [line.split(":")[0].strip() for line in network.splitlines()[2:]] == ["lo"]
    assert _children() == [own]


def _children() -> list[int]:
    """The players that run now."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
                parent = (folder / "stat").read_text(encoding="ascii").rpartition(")")[2].split()[1]
            except OSError:
                continue
            if b"broadcaster.speakers.player" in words and int(parent) == _own_pid():
                found.append(int(folder.name))
    return found


def _own_pid() -> int:
    return int(Path("/proc/self/stat").read_text(encoding="ascii").split()[0])


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"silent": True}, Reason.NO_STREAM),
        ({"mute": True}, Reason.NO_STREAM),
        ({"status": "HTTP/1.0 404 Not Found"}, Reason.NO_STREAM),
        ({"status": "SSH-2.0-OpenSSH"}, Reason.NO_STREAM),
    ],
)
def test_a_stream_that_is_silent_or_not_there_ends_within_ten_seconds(
    speakers: VlcSpeakers, far: Radio, fault: dict[str, object], reason: Reason
) -> None:
    for name, value in fault.items():
        setattr(far, name, value)
    asked = soon(far, timedelta(seconds=40))
    played = speakers.play(asked, go_on)
    assert (played.outcome, played.reason) == (Outcome.FAILED, reason)
    assert timedelta(seconds=9) < played.ended - asked.start < timedelta(seconds=11.5)
    assert played.started is None and not played.heard and far.address in played.detail


@pytest.mark.parametrize(
    "fault",
    [
        {"redirect": "http://localhost:9/other"},
        {"redirect": "file:///etc/hostname"},
        {"body": b"#EXTM3U\nhttp://127.0.0.1:9/x.mp3\n" * 200, "body_kind": "audio/mpeg"},
        {"body": b"#EXTM3U\nhttp://127.0.0.1:9/x.mp3\n", "body_kind": "application/vnd.apple.mpegurl"},
        {"body": b"[playlist]\nFile1=http://127.0.0.1:9/\n" * 200, "body_kind": "audio/x-scpls"},
        {"body": b"<!DOCTYPE html><html>consent</html>" * 200, "body_kind": "text/html"},
        {"body": b"<!DOCTYPE html><html>consent</html>" * 200, "body_kind": "audio/ogg"},
    ],
)
def test_what_leads_elsewhere_or_is_no_sound_is_refused_at_once(
    speakers: VlcSpeakers, far: Radio, fault: dict[str, object]
) -> None:
    for name, value in fault.items():
        setattr(far, name, value)
    asked = soon(far, timedelta(seconds=40))
    played = speakers.play(asked, go_on)
    assert (played.outcome, played.reason) == (Outcome.FAILED, Reason.STREAM_REFUSED)
    assert played.ended < asked.start + timedelta(seconds=1) and not played.heard
    assert far.asked == ["/live"], "nothing is asked for twice"


@pytest.mark.parametrize("address", ["file:///etc/hostname", "rtsp://127.0.0.1/x", "http:///x", "http://a b/", ""])
def test_an_address_that_is_none_is_refused(speakers: VlcSpeakers, address: str) -> None:
    cue = relay_cue(address or "http://", datetime.now(UTC) + timedelta(seconds=1), FEW)
    played = speakers.play(cue, go_on)
    assert (played.outcome, played.reason) == (Outcome.FAILED, Reason.STREAM_REFUSED)


def test_a_redirection_within_the_host_is_followed(speakers: VlcSpeakers, far: Radio) -> None:
    far.redirect, far.redirects = "/moved", 1
    assert speakers.play(soon(far), go_on).outcome is Outcome.COMPLETE
    assert far.asked == ["/live", "/moved"]


@pytest.mark.parametrize("fault", ["stall_after", "hang_up_after"])
def test_a_stream_that_breaks_off_is_tried_again_and_the_hole_is_in_the_account(
    speakers: VlcSpeakers, far: Radio, fault: str
) -> None:
    setattr(far, fault, 6.0)
    played = speakers.play(soon(far, timedelta(seconds=20)), go_on)
    assert played.outcome in (Outcome.PARTIAL, Outcome.COMPLETE)
    assert len(far.asked) == 2
    assert timedelta(seconds=14) < played.heard <= timedelta(seconds=20)
    assert played.position > timedelta(seconds=19), "it goes on to the end of its time"


def test_a_stream_that_goes_away_for_good_ends_ten_seconds_later(speakers: VlcSpeakers, far: Radio) -> None:
    def watch(now: Sounding) -> None:
        if now.heard > timedelta(seconds=2):
            far.closing.set()

    asked = soon(far, timedelta(seconds=60))
    played = speakers.play(asked, watch)
    assert (played.outcome, played.reason) == (Outcome.PARTIAL, Reason.NO_STREAM)
    assert timedelta(seconds=2) < played.position < timedelta(seconds=8)
    assert timedelta(seconds=11) < played.ended - asked.start < timedelta(seconds=20)


def test_a_relay_is_stopped_at_a_word_and_the_next_cue_is_on_time(
    speakers: VlcSpeakers, sound_card: SoundCard, far: Radio, tmp_path: Path
) -> None:
    stopped: list[float] = []

    def watch(now: Sounding) -> str | None:
        if now.heard > timedelta(seconds=2):
            stopped.append(time.monotonic())
            return STOP
        return None

    played = speakers.play(soon(far, timedelta(seconds=60)), watch)
    assert time.monotonic() - stopped[0] < 1
    assert (played.outcome, played.reason) == (Outcome.STOPPED, Reason.BY_PERSON)
    assert timedelta(seconds=1.5) < played.heard < timedelta(seconds=4)
    sound = write_sound(tmp_path / "sound.wav")
    cue = Cue(sound, sha256(sound), datetime.now(UTC) + timedelta(seconds=1))
    assert speakers.play(cue, go_on).outcome is Outcome.COMPLETE


def test_a_relay_goes_on_on_the_standby(two_sound_cards: SoundCard, far: Radio) -> None:
    from dataclasses import replace

    speakers, done = VlcSpeakers(), []

    def watch(now: Sounding) -> None:
        if now.heard > timedelta(seconds=2) and not done:
            done.append(threading.Thread(target=two_sound_cards.remove, args=("ward",)).start())

    cue = replace(soon(far, timedelta(seconds=18), device="ward"), standby="hall")
    played = speakers.play(cue, watch)
    speakers.close()
    assert played.device == "ward → hall" and played.warnings == (Reason.DEVICE_LOST,)
    assert played.heard > timedelta(seconds=9) and played.position > timedelta(seconds=17)
