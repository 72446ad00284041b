"""Lan at the desk, and what people bring there: sounds, silence, and files that are no sound at all."""

import io
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import soundfile

from broadcaster.bulletin import Kind, Priority, Script, Source, Topic
from broadcaster.clock import SystemClock
from broadcaster.office import library
from broadcaster.people import Person
from broadcaster.recording import Brought, Purpose, Refusal
from broadcaster.rendering.intake import Intake as IntakeDesk
from broadcaster.settings import Settings
from broadcaster.store import Store
from tests.fakes.voice import RATE, tones

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SAID = "bà con chú ý giữ kín mã xác thực của mình"


def packed(kind: str = "WAV", strength: float = 1.0, times: int = 1) -> bytes:
    """A sentence, said so often and so loudly, as a file of that kind."""
    said = np.tile(np.array(tones(SAID), dtype=np.float64) / 32768 * strength, times)
    held = io.BytesIO()
    soundfile.write(held, said, RATE, format=kind)
    return held.getvalue()


class Desk:
    """Lan at the desk: what she brings waits for the renderer."""

    def __init__(self, ward: Settings, store: Store, lan: Person, intake: IntakeDesk) -> None:
        self.ward, self.store, self.lan, self.intake = ward, store, lan, intake

    def bring(self, content: bytes, given: str = "phóng sự.wav", purpose: Purpose = Purpose.BULLETIN) -> Brought:
        """What she brings waits."""
        now = SystemClock().now()
        return library.bring(self.store, self.ward, self.lan, purpose, "Phóng sự", given, io.BytesIO(content), now)

    def taken(self, content: bytes, given: str = "phóng sự.wav", purpose: Purpose = Purpose.BULLETIN) -> Brought:
        """What she brings is taken in at once, or refused."""
        brought = self.bring(content, given, purpose)
        assert self.intake.work(brought.id)
        return self.store.recording(brought.id)

    def files(self) -> list[Path]:
        """Every file the ward keeps of it."""
        return [path for path in self.ward.audio.rglob("*") if path.is_file()]


def hours(count: float) -> bytes:
    """So many hours of silence in a small FLAC."""
    held = io.BytesIO()
    with soundfile.SoundFile(held, "w", 8000, 1, format="FLAC") as file:
        for _ in range(round(count * 60)):
            file.write(np.zeros(8000 * 60, dtype="int16"))
    return held.getvalue()


HOSTILE: list[tuple[str, bytes, Refusal]] = [
    ("list.mp3", b"#EXTM3U\nhttp://192.0.2.1/stranger.mp3\n", Refusal.LEADS_ELSEWHERE),
    ("list.wav", b"ffconcat version 1.0\nfile /etc/passwd\n", Refusal.LEADS_ELSEWHERE),
    ("list.mp3", b"[playlist]\nFile1=http://192.0.2.1/a\n", Refusal.LEADS_ELSEWHERE),
    ("page.ogg", b"<!DOCTYPE html><title>Wi-Fi</title>", Refusal.LEADS_ELSEWHERE),
    ("bomb.flac", b"PK\x03\x04" + bytes(1000), Refusal.ARCHIVE),
    ("bomb.wav", b"\x1f\x8b" + bytes(100), Refusal.ARCHIVE),
    ("script.mp3", b"#!/bin/sh\nrm -rf /\n", Refusal.NO_SOUND_FILE),
    ("half.mp3", b"ID3" + bytes(500), Refusal.BROKEN),
    ("noise.ogg", b"OggS" + bytes(range(256)) * 8, Refusal.BROKEN),
    ("cửa sổ.wav", b"RIFF\x00\x00\x00\x00WAVE" + os.urandom(2000), Refusal.BROKEN),
]


def script_of(brought: Brought, chimes: bool = True) -> Script:
    """A script whose words are that recording."""
    assert brought.taken is not None
    usual = Script("Phóng sự", Kind.REPORT, Topic.T17, Priority.NORMAL, Source(), "Tóm tắt.")
    return replace(usual, recording=brought.taken.sha256, chimes=chimes)
