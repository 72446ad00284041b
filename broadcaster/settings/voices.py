"""Which voices the station has, in which order they are asked, and how patiently: [voice] and voices.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from broadcaster.settings import reading as read
from broadcaster.settings.reading import TomlReading
from broadcaster.station import Voice

ENGINES = {"gtts": "vi", "edge": "vi-VN-HoaiMyNeural", "piper": "", "espeak": "vi"}
"""The engines this program knows, each with the voice it takes when none is named."""


@dataclass(frozen=True, slots=True)
class VoiceCare:
    """How voices are treated: how long one that failed is left alone, how fast an online one is asked."""

    rest: timedelta
    requests_a_minute: int
    numbers_twice: bool
    keep: timedelta


def voices_of(file: TomlReading, services: Path) -> tuple[tuple[Voice, ...], VoiceCare]:
    """The order of voices, and their care. `services` describes the engines of paid services."""
    table = file.table("voice")
    known = usual_voices(services)

    def one(value: object) -> tuple[str, str]:
        return named(read.some_text(value), known)

    order = file.take(table, "voice", "order", (("gtts", "vi"), ("espeak", "vi")), read.list_of(one))
    rate = file.take(table, "voice", "rate", 1.0, read.between(0.7, 1.3))
    minutes = file.take(table, "voice", "rest_minutes", 10.0, read.between(0, 360))
    care = VoiceCare(
        rest=timedelta(minutes=minutes),
        requests_a_minute=file.take(table, "voice", "requests_a_minute", 60, read.whole(1, 600)),
        numbers_twice=file.take(table, "voice", "numbers_twice", False, read.yes_no),
        keep=timedelta(days=file.take(table, "voice", "keep_days", 90, read.whole(1, 3650))),
    )
    file.leftovers(table, "voice")
    if not order or len({engine for engine, _ in order}) != len(order):
        file.fault("voice", "order", "must name each engine once, and at least one")
    return tuple(Voice(engine, name, rate) for engine, name in order), care


def named(wanted: str, known: Mapping[str, str]) -> tuple[str, str]:
    """Engine and voice of "engine" or "engine:voice"; ValueError with what is wrong with it."""
    engine, _, name = wanted.partition(":")
    if engine not in known:
        raise ValueError(f"names an engine that is not one of {', '.join(known)}")
    if name and not re.fullmatch(r"[\w.-]{1,80}", name):
        raise ValueError("names a voice with letters other than a-z, digits, dots and dashes")
    if not name and not known[engine]:
        raise ValueError('needs the name of an installed voice, such as "piper:ten-giong"')
    return engine, name or known[engine]


def order_for(wanted: str, voices: tuple[Voice, ...], services: Path) -> tuple[Voice, ...]:
    """The voice a bulletin asks for, then the station's order; "" asks for nothing.

    A voice that is no longer known stays first in the order: whoever speaks in its place is then a fallback, and the
    reason is shown.
    """
    if not wanted:
        return voices
    try:
        engine, name = named(wanted, usual_voices(services))
    except ValueError:
        engine, _, name = wanted.partition(":")
    first = Voice(engine, name, voices[0].rate if voices else 1.0)
    return (first, *(voice for voice in voices if voice != first))


def usual_voices(services: Path) -> dict[str, str]:
    """Every engine, those in voices.toml too, with its usual voice; what is wrong in that file is said on use."""
    tables = TomlReading(services).tables if services.is_file() else {}
    described = {name: str(table.get("voice") or "vi") for name, table in tables.items() if isinstance(table, dict)}
    return {**ENGINES, **described}
