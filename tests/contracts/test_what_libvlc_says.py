"""The matrix: ways in which libVLC reports a normal end though nothing, or not all, was heard.

Each is made with the real libVLC and a real sound server, by speakers that put nothing right, and none may be called
complete. The reason names the cause, so that the log can say it.
"""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcaster.airing import Outcome, Reason
from broadcaster.speakers import Cue, Sounding
from broadcaster.speakers.vlc import VlcSpeakers
from tests.soundcard import SoundCard, running_sound_card
from tests.sounds import sha256, write_sound

pytestmark = pytest.mark.audio
LOST = Reason.DEVICE_LOST


@dataclass(slots=True)
class Scene:
    """What a fault can be made on: the file, the sound card, the speakers, and the cue as it is about to be played."""

    sound: Path
    card: SoundCard
    speakers: VlcSpeakers
    device: str = ""
    approved: str = ""


Deed = Callable[[Scene], object]


def write(content: bytes) -> Deed:
    return lambda scene: scene.sound.write_bytes(content)


def half(scene: Scene) -> None:
    scene.sound.write_bytes(scene.sound.read_bytes()[: scene.sound.stat().st_size // 2])


def changed(scene: Scene) -> None:
    scene.approved = sha256(scene.sound)
    write_sound(scene.sound, 2.0, seed=2)


def elsewhere(scene: Scene) -> None:
    scene.device = "attic"


BEFORE: dict[str, tuple[Deed, Reason]] = {
    "a missing file": (lambda scene: scene.sound.unlink(), Reason.NO_SOUND_FILE),
    "an empty file": (write(b""), Reason.NOT_A_SOUND),
    "random bytes": (write(os.urandom(300_000)), Reason.NOT_A_SOUND),
    "a web page named .wav": (write(b"<!DOCTYPE html><html>consent</html>" * 500), Reason.NOT_A_SOUND),
    "a playlist named .wav": (write(b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/a.ts\n"), Reason.NOT_A_SOUND),
    "a file cut in half": (half, Reason.NOT_A_SOUND),
    "another file than the approved one": (changed, Reason.SOUND_CHANGED),
    "a silent file": (lambda scene: write_sound(scene.sound, 2.0, silent=True), Reason.SILENT),
    "a muted sink": (lambda scene: scene.card.mute(), Reason.MUTED),
    "a suspended sink": (lambda scene: scene.card.suspend(), Reason.SILENT),
    "no such sink": (elsewhere, Reason.NO_DEVICE),
    "no sound server": (lambda scene: scene.card.kill(), Reason.NO_DEVICE),
}

MEANWHILE: dict[str, tuple[Deed, Reason]] = {
    "a sink muted mid-word": (lambda scene: scene.card.mute(), Reason.MUTED),
    "a sink removed mid-word": (lambda scene: scene.card.remove(), LOST),
    "a sound server killed mid-word": (lambda scene: scene.card.kill(), LOST),
    "a sound server frozen mid-word": (lambda scene: scene.card.freeze(), LOST),
}


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Scene]:
    with running_sound_card() as card:
        for name, value in card.environ.items():
            monkeypatch.setenv(name, value)
        speakers = VlcSpeakers(level=0)
        yield Scene(write_sound(tmp_path / "bulletin.wav", 1.2), card, speakers)
        speakers.close()


def cue(scene: Scene) -> Cue:
    approved = scene.approved or sha256(scene.sound)
    return Cue(scene.sound, approved, datetime.now(UTC) + timedelta(seconds=0.6), device=scene.device)


@pytest.mark.parametrize("fault", BEFORE)
def test_nothing_that_was_wrong_beforehand_is_called_complete(scene: Scene, fault: str) -> None:
    deed, reason = BEFORE[fault]
    deed(scene)
    played = scene.speakers.play(cue(scene), lambda _: None)
    assert (played.outcome, played.reason) == (Outcome.FAILED, reason)
    assert not played.heard and played.started is None


@pytest.mark.parametrize("fault", MEANWHILE)
def test_nothing_that_goes_wrong_mid_word_is_called_complete(scene: Scene, fault: str) -> None:
    deed, reason = MEANWHILE[fault]
    done: list[threading.Thread] = []

    def watch(sounding: Sounding) -> None:
        if not done and sounding.position > timedelta(seconds=0.8):
            done.append(threading.Thread(target=deed, args=(scene,)))
            done[0].start()

    played = scene.speakers.play(cue(scene), watch)
    assert (played.outcome, played.reason) == (Outcome.PARTIAL, reason)
    assert timedelta(seconds=0.3) < played.position < timedelta(seconds=1.3), "the log says how far it came"
    assert timedelta(0) < played.heard < played.wanted
